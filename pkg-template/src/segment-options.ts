import { capped, choice, type Choices, optionsArgument, stringArgument } from './arguments.js'
import { SeptetError } from './errors.js'
import { SEGMENTS_MAX_TEXT } from './generated.js'

/** What a text travels in: septets of the GSM 7-bit alphabet, or UTF-16 code units. */
export type Encoding = 'GSM-7' | 'UCS-2'

/** How a text is measured. */
export interface SegmentOptions {
  /** The encoding to use; by default (`'auto'`) GSM-7 where the text fits it. */
  encoding?: 'auto' | Encoding | undefined
  /**
   * Replaces characters by similar ones of GSM-7 first. `'all-or-nothing'` does so only if the
   * whole text fits GSM-7 then, which is how Twilio documents its Smart Encoding.
   */
  smartEncoding?: boolean | 'all-or-nothing' | undefined
  /** The header of each of several segments: 6 bytes by default, 7 for US toll-free numbers. */
  headerBytes?: 6 | 7 | undefined
  /** Cuts between user-perceived characters where it can. Carriers do not: this is not the bill. */
  keepGraphemes?: boolean | undefined
}

/** Checks that a text can be measured. */
export function measurable(name: string, text: string): void {
  if (typeof text === 'string' && text.length <= SEGMENTS_MAX_TEXT) return // No name to put together.
  stringArgument(`${name}: text`, text)
  capped(`${name}: text`, text, SEGMENTS_MAX_TEXT, 'ERR_SEGMENTS_TOO_LONG')
}

/**
 * The options as the bits that `src/wasm/segments.rs` reads. They are read before anything
 * crosses, because a getter may call us.
 */
export function flagsOf(name: string, options: SegmentOptions | undefined): number {
  optionsArgument(`${name}: options`, options)
  if (options === undefined) return 0
  const { encoding, smartEncoding, headerBytes, keepGraphemes } = options
  refuseLanguages(name, options)
  return (
    choice(`${name}: options.encoding`, 'a string', encoding, ENCODINGS, OPTION) |
    choice(`${name}: options.smartEncoding`, 'a boolean or a string', smartEncoding, SMART, OPTION) |
    choice(`${name}: options.headerBytes`, 'a number', headerBytes, HEADERS, OPTION) |
    choice(`${name}: options.keepGraphemes`, 'a boolean', keepGraphemes, KEEP_GRAPHEMES, OPTION)
  )
}

const OPTION = 'ERR_SEGMENTS_OPTION'
const ENCODINGS: Choices = [['auto', 0], ['GSM-7', 1], ['UCS-2', 2]]
const SMART: Choices = [[false, 0], [true, 4], ['all-or-nothing', 8]]
const HEADERS: Choices = [[6, 0], [7, 16]]
const KEEP_GRAPHEMES: Choices = [[false, 0], [true, 32]]

/** To ignore them would be to answer wrongly. */
function refuseLanguages(name: string, options: SegmentOptions & { languages?: unknown }): void {
  if (!Object.hasOwn(options, 'languages')) return
  const { languages } = options
  if (!Array.isArray(languages) || languages.length === 0) return
  throw new SeptetError(
    'ERR_SEGMENTS_OPTION',
    `${name}: options.languages: national language tables are not supported`,
  )
}
