/**
 * Compares `countSegments` with `@trt2/gsm-charset-utils` over generated messages.
 *
 *   node tests/differential/segments.mjs [messages] [seed]
 *
 * Both packages are resolved from where this runs. Exits 1 on a difference: none is known.
 */

import * as peer from '@trt2/gsm-charset-utils'
import { countSegments } from 'septet/segments'

const [messages = 50_000, seed = 20_261_123] = process.argv.slice(2).map(Number)

const GSM7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const EXTENSION = '\f^{}\\[~]|€'
const UCS2 = ['’', '…', '\t', 'ç', 'ж', '한', 'क', '\u200d', 'e\u0301', '😀', '👩🏽‍🦰', '🇩🇪', '\u{10ffff}']
const ALPHABETS = [[...GSM7], [...GSM7 + EXTENSION], [...EXTENSION], ['x', '€'], ['x', '😀'], [...GSM7, ...UCS2], UCS2]
const EDGES = [0, 1, 69, 70, 71, 133, 134, 135, 152, 153, 154, 159, 160, 161, 305, 306, 307, 459]

const random = generator(seed)
let differences = 0
for (let index = 0; index < messages; index++) {
  const text = message()
  const [ours, theirs] = [countSegments(text), peerCount(text)]
  if (ours === theirs) continue
  differences++
  if (differences <= 10) console.log(`${JSON.stringify(text)}: ${ours}, the peer has ${theirs}`)
}
console.log(`${messages} messages, ${differences} differences`)
process.exitCode = differences === 0 && messages >= 20_000 ? 0 : 1

/** The peer calls the empty text no message; Septet calls it one, as the sender is billed. */
function peerCount(text) {
  return text === '' ? 1 : (peer.getCharCount ?? peer.default.getCharCount)(text).msgCount
}

/** Mostly one character repeated to the edge of a segment, then some others, then more of the first. */
function message() {
  const alphabet = pick(ALPHABETS)
  const filler = pick(alphabet)
  let text = filler.repeat(pick(EDGES))
  for (let left = random(12); left > 0; left--) text += pick(alphabet)
  return text + (random(2) === 0 ? pick(alphabet).repeat(pick(EDGES)) : any(alphabet, random(400)))
}

function any(alphabet, length) {
  return Array.from({ length }, () => pick(alphabet)).join('')
}

function pick(list) {
  return list[random(list.length)]
}

/** Numbers below a limit, the same for the same seed (mulberry32). */
function generator(state) {
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}
