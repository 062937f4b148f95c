import { check, run } from './core.js'
import { LANGUAGES, REPLACEMENTS } from './generated.js'
import { type Encoding, flagsOf, type Language, measurable, type SegmentOptions } from './segment-options.js'

export type { Encoding, Language, Provider, SegmentOptions } from './segment-options.js'

/** How a text is cut into segments, and why. All offsets are those of JavaScript strings. */
export interface Segments {
  /** What the whole text travels in. */
  encoding: Encoding
  /** Messages billed: as many as `segments` has, and never 0. */
  count: number
  /** Septets or UTF-16 code units of the whole text, by `encoding`. */
  units: number
  /** What each segment of this text can hold. */
  unitsPerSegment: number
  /** Units left until the next segment starts. */
  remaining: number
  /** User-perceived characters: extended grapheme clusters of Unicode 17. */
  characters: number
  /** The text as sent, after substitution. Lone surrogates are kept. */
  text: string
  /** The parts of `text`, in order and without gaps. */
  segments: { start: number; end: number; units: number }[]
  /**
   * The characters of `text` that force UCS-2, and what Smart Encoding puts in their place. A mark
   * that it composes with the letter before has no replacement of its own.
   */
  unsupported: { text: string; start: number; end: number; replacement: string | null }[]
  /** How the lines of `text` end. A lone carriage return ends none. */
  lineBreaks: 'none' | 'LF' | 'CRLF' | 'mixed'
  /**
   * The languages whose national tables `text` is written with; `null` for the default alphabet.
   * A `locking` table stands in the place of the default alphabet, a `single` one in that of the
   * extension table.
   */
  language: { locking: Language | null; single: Language | null } | null
  /** What was replaced, at offsets of the text given. */
  changes: Change[]
}

/** A character that was replaced, or a letter and its mark that were composed. */
export interface Change {
  /** Where it begins in the text given. */
  start: number
  /** Where it ends. */
  end: number
  /** What stands in its place. */
  replacement: string
  /** Segments more that the text would need without this change, and with all others. */
  saves: number
}

/**
 * Measures a text and shows where it is cut into SMS segments.
 *
 * Segments are filled one code point after the other, as Twilio and carriers do. An extension
 * character of GSM-7 and a surrogate pair are never divided. The empty text is one segment.
 *
 * @param text the text of the message, at most 65,536 UTF-16 units
 * @param options how it is measured
 * @returns the segments and everything that led to them
 * @throws TypeError when an argument has the wrong type
 * @throws SeptetError `ERR_SEGMENTS_NOT_GSM7` when GSM-7 is demanded and the text does not fit it,
 * `ERR_SEGMENTS_TOO_LONG`, `ERR_SEGMENTS_OPTION` for an option that does not exist
 * @example
 * const { encoding, count, unsupported } = segment('Don’t panic')
 * encoding // 'UCS-2'
 * count // 1
 * unsupported[0].replacement // "'"
 */
export function segment(text: string, options?: SegmentOptions): Segments {
  measurable('segment', text)
  const flags = flagsOf('segment', options)
  return run<SegmentsCore, Segments>((core) => {
    const answer = check(core.segments_segment(putUnits(core, text, 0, text.length), flags))
    return read(text, wordsOf(core), answer / 4)
  })
}

/**
 * Counts the segments of a text: the `count` of {@link segment}, much faster.
 *
 * @param text the text of the message, at most 65,536 UTF-16 units
 * @param options how it is measured
 * @returns the messages billed, at least 1
 * @throws TypeError and SeptetError as {@link segment} does
 * @example
 * countSegments('Your code is 1234') // 1
 * countSegments('x'.repeat(161)) // 2
 */
export function countSegments(text: string, options?: SegmentOptions): number {
  measurable('countSegments', text)
  if (options === undefined) return run<SegmentsCore, number, string>(count, text)
  const flags = flagsOf('countSegments', options)
  return run<SegmentsCore, number>((core) => check(core.segments_count_by(putUnits(core, text, 0, text.length), flags)))
}

/**
 * Replaces every character that has a replacement in GSM-7, whatever else is in the text.
 *
 * Letters are composed with the marks behind them first, where that gives a character of GSM-7 or
 * the mark would be replaced: `n` and a combining tilde become `ñ`, and not `n~`. A text that would
 * need more segments after that than before comes back as it is.
 *
 * @param text the text, at most 65,536 UTF-16 units
 * @returns the new text, and what was replaced at which offsets of the text given
 * @throws TypeError when `text` is not a string
 * @throws SeptetError `ERR_SEGMENTS_TOO_LONG`
 * @example
 * smartEncode('Don’t… wait').text // "Don't... wait"
 */
export function smartEncode(text: string): { text: string; changes: Change[] } {
  measurable('smartEncode', text)
  return run<SegmentsCore, { text: string; changes: Change[] }>((core) => {
    const answer = check(core.segments_smart_encode(putUnits(core, text, 0, text.length)))
    const changes = readChanges(wordsOf(core), answer / 4)
    return { text: apply(text, changes), changes }
  })
}

/** What `src/wasm/segments.rs` exports. */
interface SegmentsCore {
  memory: WebAssembly.Memory
  segments_units(): number
  segments_count(length: number, shown: number): number
  segments_count_edge(first: number, second: number): number
  segments_count_by(length: number, flags: number): number
  segments_segment(length: number, flags: number): number
  segments_smart_encode(length: number): number
}

/**
 * Shows the core what it asks for: the first units; the rest, as long as it is GSM-7; and, if it is
 * not, two units at each edge of a segment.
 */
function count(core: SegmentsCore, text: string): number {
  const { length } = text
  let answer = core.segments_count(length, putUnits(core, text, 0, Math.min(length, FIRST_SHOWN)))
  if (answer === 0) answer = core.segments_count(length, putUnits(core, text, FIRST_SHOWN, length))
  while (answer < 0) answer = core.segments_count_edge(text.charCodeAt(~answer), text.charCodeAt(~answer + 1))
  return answer
}

/** By so many units most texts can be told from GSM-7 that are not. */
const FIRST_SHOWN = 64

/** All of the memory, the part that units are written to, two at a time, and the core it is of. Empty when it has grown: then it is detached. */
let words = new Uint32Array(0)
let room = words
let wordsIn: SegmentsCore | undefined

function wordsOf(core: SegmentsCore): Uint32Array {
  if (words.length === 0 || wordsIn !== core) {
    words = new Uint32Array(core.memory.buffer)
    wordsIn = core
    room = words.subarray(core.segments_units() / 4)
  }
  return words
}

/** Writes the units of a text from an even place to another, lone surrogates as well. Returns the second. */
function putUnits(core: SegmentsCore, text: string, from: number, to: number): number {
  wordsOf(core)
  const pairs = room // A local is not read again at every turn of the loop.
  let at = from
  for (; at + 1 < to; at += 2) pairs[at >> 1] = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16)
  if (at < to) pairs[at >> 1] = text.charCodeAt(at)
  return to
}

/** Reads a result as `write` of `src/wasm/segments.rs` wrote it. In plain loops, because it is read at every key. */
function read(given: string, numbers: Numbers, answer: number): Segments {
  const segments: Segments['segments'] = []
  const count = numbers[answer + 9]!
  for (let at = numbers[answer + 8]! / 4; segments.length < count; at += 3) {
    segments.push({ start: numbers[at]!, end: numbers[at + 1]!, units: numbers[at + 2]! })
  }
  const changes = readChanges(numbers, answer)
  const text = apply(given, changes)
  return {
    encoding: numbers[answer] === 0 ? 'GSM-7' : 'UCS-2',
    count,
    units: numbers[answer + 1]!,
    unitsPerSegment: numbers[answer + 2]!,
    remaining: numbers[answer + 3]!,
    characters: numbers[answer + 4]!,
    text,
    segments,
    unsupported: readUnsupported(text, numbers, answer),
    lineBreaks: LINE_BREAKS[numbers[answer + 5]!]!,
    language: languageOf(numbers[answer + 6]!, numbers[answer + 7]!),
    changes,
  }
}

/** The languages of two identifiers, which are numbered from 1 on. */
function languageOf(locking: number, single: number): Segments['language'] {
  if (locking + single === 0) return null
  return { locking: LANGUAGES[locking - 1] ?? null, single: LANGUAGES[single - 1] ?? null }
}

type Numbers = ArrayLike<number>

const LINE_BREAKS = ['none', 'LF', 'CRLF', 'mixed'] as const

/** Each is one number: where it begins, whether it has two units, and its replacement. */
function readUnsupported(text: string, numbers: Numbers, answer: number): Segments['unsupported'] {
  const unsupported: Segments['unsupported'] = new Array(numbers[answer + 13]!)
  for (let index = 0, at = numbers[answer + 12]! / 4; index < unsupported.length; index++, at++) {
    const bits = numbers[at]!
    const start = bits & 0xffff
    const end = start + 1 + ((bits >> 16) & 1)
    const replacement = bits >> 17
    unsupported[index] = {
      text: end - start === 1 ? one(text.charCodeAt(start)) : text.slice(start, end),
      start,
      end,
      replacement: replacement === 0 ? null : replacementOf(replacement),
    }
  }
  return unsupported
}

function readChanges(numbers: Numbers, answer: number): Change[] {
  const changes: Change[] = []
  const count = numbers[answer + 11]!
  for (let at = numbers[answer + 10]! / 4; changes.length < count; at += 4) {
    const replacement = replacementOf(numbers[at + 2]!)
    changes.push({ start: numbers[at]!, end: numbers[at + 1]!, replacement, saves: numbers[at + 3]! })
  }
  return changes
}

/** The text of one unit. Each is kept: a text of 1,600 repeats a few, and to make one anew takes as long as the object it is in. */
function one(unit: number): string {
  const page = (ones[unit >> 8] ??= [])
  return (page[unit & 255] ??= String.fromCharCode(unit))
}

const ones: string[][] = []

/** A replacement is one unit, or has a number that is none of a unit that replaces anything. */
function replacementOf(number: number): string {
  return REPLACEMENTS[number - 1] ?? String.fromCharCode(number)
}

/** The text given is what is kept. */
function apply(text: string, changes: readonly Change[]): string {
  if (changes.length === 0) return text
  let [result, kept] = ['', 0]
  for (const { start, end, replacement } of changes) {
    result += text.slice(kept, start) + replacement
    kept = end
  }
  return result + text.slice(kept)
}
