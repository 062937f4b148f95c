/**
 * Compares counts and cuts with three packages over generated messages.
 *
 *   node tests/differential/segments.mjs [messages, 100000] [seed]
 *
 * - `@trt2/gsm-charset-utils`: counts and encodings of all messages
 * - `split-sms`: what stands in each segment of all messages
 * - `sms-segments-calculator`: counts of the messages that have no cluster of several code points, because it never
 *   divides one, and are short, because it takes a millisecond for them
 *
 * What each is known to answer wrongly is asserted, so that a change is noticed. Exits 1 on any other difference.
 */

import * as counts from '@trt2/gsm-charset-utils'
import calculator from 'sms-segments-calculator'
import splitter from 'split-sms'

import { countSegments, segment } from 'septet/segments'

import { generator } from '../random.mjs'

const [messages = 100_000, seed = 20_261_123] = process.argv.slice(2).map(Number)

const GSM7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const EXTENSION = '\f^{}\\[~]|€'
const UCS2 = ['’', '…', '\t', 'ç', 'ж', '한', 'क', '\u200d', 'e\u0301', '😀', '👩🏽‍🦰', '🇩🇪', '\u{10ffff}']
const SINGLE = ['’', '…', '\t', 'ç', 'ж', '中', '😀', '\u{1f680}']
const ALPHABETS = [
  [...GSM7], [...GSM7 + EXTENSION], [...EXTENSION], ['x', '€'], ['x', '😀'], [...GSM7, ...UCS2], UCS2, SINGLE, ['a', ...SINGLE],
]
const EDGES = [0, 1, 33, 34, 35, 66, 67, 69, 70, 71, 133, 134, 135, 152, 153, 154, 159, 160, 161, 201, 305, 306, 307, 459]

/** Longest message that the calculator is asked about, in UTF-16 units. */
const SHORT = 330

const getCharCount = counts.getCharCount ?? counts.default.getCharCount
const { SegmentedMessage } = calculator

const draw = generator(seed)
/** A whole number below a limit. */
const random = (limit) => (draw() * 2 ** 32) % limit
const asked = { counts: 0, splitter: 0, calculator: 0 }
let differences = 0

for (let index = 0; index < messages; index++) {
  const text = message()
  const ours = segment(text)
  same(text, 'countSegments', countSegments(text), ours.count)

  const theirs = getCharCount(text)
  asked.counts++
  same(text, '@trt2/gsm-charset-utils', [theirs.msgCount, theirs.encoding], [ours.count, ours.encoding === 'GSM-7' ? 'GSM' : 'UCS2'])

  const { parts, characterSet } = splitter.split(text)
  asked.splitter++
  const contents = ours.segments.map(({ start, end }) => text.slice(start, end))
  same(text, 'split-sms', [characterSet, ...parts.map((part) => part.content)], [ours.encoding === 'GSM-7' ? 'GSM' : 'Unicode', ...contents])

  if (text.length > SHORT || !isPlain(text)) continue
  const counted = new SegmentedMessage(text)
  asked.calculator++
  same(text, 'sms-segments-calculator', [counted.segmentsCount, counted.encodingName], [ours.count, ours.encoding])
}

const LONE = 'x'.repeat(66) + '\ud800' + 'y'.repeat(67)
const OVERFULL = 'abcdefghij' + ('k' + '\u0301'.repeat(59)).repeat(2)

/** What the peers are known to get wrong: their answer, and ours. Of `@trt2/gsm-charset-utils` nothing is known. */
const KNOWN = [
  ['split-sms: a lone high surrogate at an edge is taken for half a pair', () => parts(LONE), [66, 67, 1],
    () => segment(LONE).segments.map(({ start, end }) => end - start), [67, 67]],
  ['sms-segments-calculator: clusters are not divided', () => calculated('x'.repeat(65) + '👍🏽' + 'y'.repeat(65)),
    3, () => countSegments('x'.repeat(65) + '👍🏽' + 'y'.repeat(65)), 2],
  ['sms-segments-calculator: a cluster larger than a segment counts as if it fitted', () => calculated('a' + '\u0301'.repeat(300)),
    2, () => countSegments('a' + '\u0301'.repeat(300)), 5],
  ['sms-segments-calculator: a segment of 120 UTF-16 units, which have 1,920 of 1,072 bits', () => new SegmentedMessage(OVERFULL).segments[1].sizeInBits(),
    48 + 1920, () => Math.max(...segment(OVERFULL).segments.map(({ units }) => units)), 67],
  ['sms-segments-calculator: a decomposed accent is garbled', () => new SegmentedMessage('man\u0303ana', 'auto', true).graphemes.join(''),
    'man~ana', () => segment('man\u0303ana', { smartEncoding: true }).text, 'mañana'],
  ['sms-segments-calculator: Smart Encoding makes one segment two', () => new SegmentedMessage('…'.repeat(54), 'auto', true).segmentsCount,
    2, () => countSegments('…'.repeat(54), { smartEncoding: true }), 1],
]
for (const [name, theirs, wrong, ours, right] of KNOWN) {
  same(name, 'what is known of the peer', theirs(), wrong)
  same(name, 'septet', ours(), right)
}

console.log(`${messages} messages (${Object.entries(asked).map(([peer, count]) => `${count} ${peer}`).join(', ')}), ${differences} differences`)
const enough = asked.counts >= 90_000 && asked.splitter >= 90_000 && asked.calculator >= 10_000
process.exitCode = differences === 0 && (enough || messages < 100_000) ? 0 : 1

function parts(text) {
  return splitter.split(text).parts.map((part) => part.content.length)
}

function calculated(text) {
  return new SegmentedMessage(text).segmentsCount
}

function same(text, peer, theirs, ours) {
  if (JSON.stringify(theirs) === JSON.stringify(ours)) return
  differences++
  if (differences <= 10) console.log(`${JSON.stringify(text)}: ${peer} has ${JSON.stringify(theirs)}, not ${JSON.stringify(ours)}`)
}

/** True where every code point is a cluster: then whatever is not divided by one rule is not by the other. */
function isPlain(text) {
  return [...text].every((character) => GSM7.includes(character) || EXTENSION.includes(character) || SINGLE.includes(character))
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
