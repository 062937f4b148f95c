import { generator } from '../../random.mjs'

/** Draws of what phone numbers are made of. */
export function random(seed) {
  const draw = generator(seed)
  const below = (limit) => Math.floor(draw() * limit)
  return {
    below,
    chance: (probability) => draw() < probability,
    pick: (list) => list[below(list.length)],
    digits: (length) => Array.from({ length }, () => below(10)).join(''),
  }
}
