import { capped, choice, type Choices, optionsArgument, stringArgument, wrongType } from './arguments.js'
import { type Language, LANGUAGES, type Provider, PROVIDERS, SEGMENTS_MAX_TEXT } from './generated.js'

export type { Language, Provider } from './generated.js'

/** What a text travels in: septets of the GSM 7-bit alphabet, or UTF-16 code units. */
export type Encoding = 'GSM-7' | 'UCS-2'

/** How a text is measured. */
export interface SegmentOptions {
  /**
   * Whose rules apply, `'twilio'` by default. `'twilio-tollfree'`: the longer header of US toll-free
   * numbers. `'telnyx'`: without the characters of GSM-7 that Telnyx sends as UCS-2. `'infobip'`: with
   * the national tables of Turkish, Spanish and Portuguese, which `septet/segments-full` has; a
   * message has to ask Infobip for them by its `languageCode`.
   */
  provider?: Provider | undefined
  /** The encoding to use; by default (`'auto'`) GSM-7 where the text fits it. */
  encoding?: 'auto' | Encoding | undefined
  /**
   * Replaces characters by similar ones of GSM-7 first. `'all-or-nothing'` does so only if the
   * whole text fits GSM-7 then, which is how Twilio documents its Smart Encoding.
   */
  smartEncoding?: boolean | 'all-or-nothing' | undefined
  /**
   * The header of each of several segments: 6 bytes (an 8-bit reference) or 7 (a 16-bit reference).
   * By default what the provider uses: 7 for US toll-free numbers, else 6.
   */
  headerBytes?: 6 | 7 | undefined
  /**
   * The languages whose national tables the carrier supports, 3GPP TS 23.038 Annex A; by default
   * those of the provider, and none for Twilio. The tables that need the fewest segments are used,
   * and among these the ones with the fewest units. In `septet` and `septet/segments-full` only.
   */
  languages?: readonly Language[] | undefined
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
  const { provider, encoding, smartEncoding, headerBytes, languages, keepGraphemes } = options
  return (
    (choice(`${name}: options.provider`, 'a string', provider, numbered(PROVIDERS), OPTION) << 7) |
    choice(`${name}: options.encoding`, 'a string', encoding, ENCODINGS, OPTION) |
    choice(`${name}: options.smartEncoding`, 'a boolean or a string', smartEncoding, SMART, OPTION) |
    choice(`${name}: options.headerBytes`, 'a number', headerBytes, HEADERS, OPTION) |
    languageFlags(`${name}: options.languages`, languages) |
    choice(`${name}: options.keepGraphemes`, 'a boolean', keepGraphemes, KEEP_GRAPHEMES, OPTION)
  )
}

const OPTION = 'ERR_SEGMENTS_OPTION'
const ENCODINGS: Choices = [['auto', 0], ['GSM-7', 1], ['UCS-2', 2]]
const SMART: Choices = [[false, 0], [true, 4], ['all-or-nothing', 8]]
const HEADERS: Choices = [[6, 16], [7, 32]]
const KEEP_GRAPHEMES: Choices = [[false, 0], [true, 64]]

/** The bit that says that there is a list, and one for each language. */
function languageFlags(name: string, languages: unknown): number {
  if (languages === undefined) return 0
  if (!Array.isArray(languages)) wrongType(name, 'an array', languages)
  let flags = 1 << 10
  for (const language of languages as unknown[]) {
    flags |= 1 << (choice(name, 'an array of strings', language ?? null, numbered(LANGUAGES), OPTION) + 16)
  }
  return flags
}

/** The names with their numbers, from 1 on: 0 is what is left out. */
function numbered(names: readonly string[]): Choices {
  return names.map((name, at) => [name, at + 1])
}
