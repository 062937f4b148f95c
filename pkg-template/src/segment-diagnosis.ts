import { check, put, run, takeNumbers } from './core.js'
import type { FindingCode } from './generated.js'
import { list, reader, texts } from './numbers.js'
import { flagsOf, measurable, type SegmentOptions } from './segment-options.js'

export type { FindingCode } from './generated.js'

/** A stretch of the text that a finding is about. */
export interface FindingPlace {
  start: number
  end: number
  /** What to type there instead: the empty text to leave it out, `null` where nothing is alike. */
  replacement: string | null
}

/**
 * Something to tell the person who writes a text. All of one kind is one finding, so there are
 * few of them, and one button can put all of it right: replace `places`, from the last to the first.
 */
export interface Finding {
  /** What it is. Codes are stable; new ones may come. */
  code: FindingCode
  /** `error`: the text is refused. `warning`: it costs more than it must, or may arrive broken. */
  severity: 'error' | 'warning' | 'info'
  /** All of it in an English sentence, without a period. It may quote the text. */
  message: string
  /** Where the first place begins in the text given. */
  start: number
  /** Where the first place ends. */
  end: number
  /** What to type at the first place instead. */
  replacement: string | null
  /**
   * Segments fewer, if all places are replaced; for `emoji`, `nearly-fits` and `ucs2-demanded`, if
   * what the message names is left out.
   */
  segmentsSaved: number
  /** Every place, in order: one at least. */
  places: FindingPlace[]
}

/**
 * Looks for what a person who writes a text would want to be told, the gravest first: what makes
 * it UCS-2, where, what to type instead and how many segments that saves; what is too long; links
 * that are divided; line ends and spaces that cost.
 *
 * Places are offsets in the text given, as it is before Smart Encoding. What to type instead need
 * not mean the same: an `accented-letter` loses its accent. No replacement is given that would cost
 * a segment. `ucs2` has all that makes the text UCS-2; the kinds of it follow as findings of their own.
 *
 * @param text the text of the message, at most 65,536 UTF-16 units
 * @param options how it is sent, as for `segment`. A text that does not fit the GSM-7 they
 * demand is a finding, `not-gsm7`, and no error
 * @returns the findings: none for a text with nothing to say about it
 * @throws TypeError when an argument has the wrong type
 * @throws SeptetError `ERR_SEGMENTS_TOO_LONG`, `ERR_SEGMENTS_OPTION` for an option that does not exist
 * @example
 * const [all, quotes] = diagnose('Don’t miss it: ' + 'all is half price today. '.repeat(3))
 * all.code // 'ucs2'
 * all.segmentsSaved // 1
 * quotes.code // 'typographic'
 * quotes.places // [{ start: 3, end: 4, replacement: "'" }]
 */
export function diagnose(text: string, options?: SegmentOptions): Finding[] {
  measurable('diagnose', text)
  const flags = flagsOf('diagnose', options)
  return run<DiagnosisCore, Finding[]>((core) => {
    const numbers = takeNumbers(check(core.segments_diagnose(put(text), flags)))
    const [next, take] = [reader(numbers), texts(numbers)]
    return list(next(), () => finding(next, take))
  })
}

/** What `src/wasm/segments_composer.rs` exports. */
interface DiagnosisCore {
  segments_diagnose(length: number, flags: number): number
}

/** Reads a finding as `write_finding` wrote it. */
function finding(next: () => number, take: (length: number) => string): Finding {
  const severity = SEVERITIES[next()] as Finding['severity']
  const [code, message] = [take(next()) as FindingCode, take(next())]
  const segmentsSaved = next()
  const places = list(next(), () => {
    const [start, end, isReplaced] = [next(), next(), next() === 1]
    const replacement = take(next())
    return { start, end, replacement: isReplaced ? replacement : null }
  })
  const { start, end, replacement } = places[0] as FindingPlace
  return { code, severity, message, start, end, replacement, segmentsSaved, places }
}

const SEVERITIES = ['error', 'warning', 'info'] as const
