// A seeded generator, so that a failing run can be repeated: SEED=n node --test tests/robustness

export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)

/** Mulberry32: numbers from 0 up to but not including 1. */
export function generator(start = seed) {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const pick = (random, list) => list[Math.floor(random() * list.length)]
