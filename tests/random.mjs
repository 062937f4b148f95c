/** Draws that are the same for the same seed, everywhere. */

/** Numbers from 0 up to but not including 1, multiples of 2^-32 (mulberry32). */
export function generator(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of a list. */
export const pick = (random, list) => list[Math.floor(random() * list.length)]

/** `random`, and what is drawn with it: one of a list, and up to so many of what is made. */
export function drawing(seed) {
  const random = generator(seed)
  return {
    random,
    pick: (list) => pick(random, list),
    many: (most, make) => Array.from({ length: Math.floor(random() * (most + 1)) }, make),
  }
}
