/** Draws that are the same for the same seed, everywhere. */

/** mulberry32. */
export function random(seed) {
  let state = seed | 0
  const draw = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit) => Math.floor(draw() * limit)
  return {
    below,
    chance: (probability) => draw() < probability,
    pick: (list) => list[below(list.length)],
    digits: (length) => Array.from({ length }, () => below(10)).join(''),
  }
}
