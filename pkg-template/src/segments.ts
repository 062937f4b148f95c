import { check, run, takeNumbers, takeText } from './core.js'
import { LANGUAGES } from './generated.js'
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
    const size = check(core.segments_segment(putUnits(core, text, 0, text.length), flags))
    return read(text, takeNumbers(size))
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
  if (options === undefined) return run<SegmentsCore, number>((core) => count(core, text))
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
    const size = check(core.segments_smart_encode(putUnits(core, text, 0, text.length)))
    const changes = readChanges(takeNumbers(size), 0, size - 1)
    return { text: apply(text, changes), changes }
  })
}

/** What `src/wasm/segments.rs` exports. */
interface SegmentsCore {
  memory: WebAssembly.Memory
  segments_units(length: number): number
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

/** Room in the core, two units each, and the core it is in. Empty when its memory has grown: then it is detached. */
let room = new Uint32Array(0)
let roomOf: SegmentsCore | undefined

/** Writes the units of a text from an even place to another, lone surrogates as well. Returns the second. */
function putUnits(core: SegmentsCore, text: string, from: number, to: number): number {
  if (2 * room.length < to || roomOf !== core) {
    const pairs = Math.max((to + 1) >> 1, LEAST_ROOM)
    const address = core.segments_units(2 * pairs) // Before the buffer is asked for: the memory may grow.
    room = new Uint32Array(core.memory.buffer, address, pairs)
    roomOf = core
  }
  const pairs = room // A local is not read again at every turn of the loop.
  let at = from
  for (; at + 1 < to; at += 2) pairs[at >> 1] = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16)
  if (at < to) pairs[at >> 1] = text.charCodeAt(at)
  return to
}

const LEAST_ROOM = 1024

/** Reads a result as `write_segments` wrote it. In plain loops, because it is read at every key. */
function read(given: string, numbers: Numbers): Segments {
  const count = numbers[6]!
  const changesAt = 11 + 3 * count
  const unsupportedAt = changesAt + 5 * numbers[7]!
  const segments: Segments['segments'] = []
  for (let at = 11; at < changesAt; at += 3) {
    segments.push({ start: numbers[at]!, end: numbers[at + 1]!, units: numbers[at + 2]! })
  }
  const changes = readChanges(numbers, changesAt, unsupportedAt)
  const text = apply(given, changes)
  return {
    encoding: numbers[0] === 0 ? 'GSM-7' : 'UCS-2',
    count,
    units: numbers[1]!,
    unitsPerSegment: numbers[2]!,
    remaining: numbers[3]!,
    characters: numbers[4]!,
    text,
    segments,
    unsupported: readUnsupported(text, numbers, unsupportedAt),
    lineBreaks: LINE_BREAKS[numbers[5]!]!,
    language: languageOf(numbers[9]!, numbers[10]!),
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

function readUnsupported(text: string, numbers: Numbers, first: number): Segments['unsupported'] {
  const replaced = replacements(numbers)
  const unsupported: Segments['unsupported'] = new Array((numbers.length - 1 - first) / 4)
  for (let index = 0, at = first; index < unsupported.length; index++, at += 4) {
    const start = numbers[at]!
    const end = numbers[at + 1]!
    const from = numbers[at + 2]!
    unsupported[index] = {
      // Most are one unit, which is faster to take alone.
      text: end - start === 1 ? text.charAt(start) : text.slice(start, end),
      start,
      end,
      replacement: from > numbers[at + 3]! ? null : replaced.slice(from, numbers[at + 3]),
    }
  }
  return unsupported
}

function readChanges(numbers: Numbers, first: number, behind: number): Change[] {
  const replaced = first < behind ? replacements(numbers) : ''
  const changes: Change[] = []
  for (let at = first; at < behind; at += 5) {
    const replacement = replaced.slice(numbers[at + 2], numbers[at + 3])
    changes.push({ start: numbers[at]!, end: numbers[at + 1]!, replacement, saves: numbers[at + 4]! })
  }
  return changes
}

/** The text that offsets of replacements are in. The last number is its length, in bytes. */
function replacements(numbers: Numbers): string {
  const length = numbers[numbers.length - 1]!
  return length === 0 ? '' : takeText(length)
}

/** Lone surrogates never reached the core, so the text given is what is kept. */
function apply(text: string, changes: readonly Change[]): string {
  if (changes.length === 0) return text
  let [result, kept] = ['', 0]
  for (const { start, end, replacement } of changes) {
    result += text.slice(kept, start) + replacement
    kept = end
  }
  return result + text.slice(kept)
}
