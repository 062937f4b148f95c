import { stringArgument } from './arguments.js'
import { check, put, run } from './core.js'
import { SeptetError } from './errors.js'
import { PHONE_MAX_INPUT } from './generated.js'
import { type CountryCore, countryArgument, letters, readable, take } from './phone-call.js'

/**
 * Writes a number as people, and machines, expect it. Every style but `e164` has the extension.
 *
 * @param number the number in international form: E.164, or whatever `parsePhone` reads
 * without a default country. Whether it is valid is not checked
 * @param style how it is written
 * @returns the number in that style
 * @throws TypeError when an argument has the wrong type
 * @throws SeptetError `ERR_PHONE_INVALID` when the number cannot be read, and why;
 * `ERR_PHONE_OPTION` for a style that does not exist
 * @example
 * formatPhone('+442079460018', 'national') // '020 7946 0018'
 * formatPhone('+442079460018', 'international') // '+44 20 7946 0018'
 * formatPhone('+442079460018', 'rfc3966') // 'tel:+44-20-7946-0018'
 */
export function formatPhone(
  number: string,
  style: 'e164' | 'national' | 'international' | 'rfc3966',
): string {
  readable('formatPhone: number', stringArgument('formatPhone: number', number))
  const index = STYLES.indexOf(stringArgument('formatPhone: style', style))
  if (index < 0) throw unknownStyle()
  return run<FormatCore, string>((core) => take(check(core.phone_format(put(number), index))))
}

/**
 * Formats a number while it is typed: call it after every key with all keys so far.
 *
 * Pass the digits that were typed, and a plus sign before them, without the punctuation of the
 * answer before. A text with anything else in it comes back as it is: whoever groups the digits
 * is not interfered with. So does one of more than 250 UTF-16 units.
 *
 * @param input the keys so far
 * @param defaultCountry where a number without a calling code is dialed, as for `parsePhone`
 * @returns what to show
 * @throws TypeError when an argument has the wrong type
 * @throws SeptetError `ERR_PHONE_COUNTRY` when the default country is unknown
 * @example
 * formatAsYouType('415555', 'US') // '415-555'
 * formatAsYouType('4155552671', 'US') // '(415) 555-2671'
 * formatAsYouType('+4420794', 'US') // '+44 20 794'
 */
export function formatAsYouType(input: string, defaultCountry?: string): string {
  const isLong = stringArgument('formatAsYouType: input', input).length > PHONE_MAX_INPUT
  countryArgument('formatAsYouType: defaultCountry', defaultCountry)
  return run<FormatCore, string>((core) => {
    const country = letters(core, defaultCountry)
    const status = core.phone_format_as_you_type(put(isLong ? '' : input), country)
    return status === UNCHANGED ? input : take(check(status))
  })
}

/** What `src/wasm/phone_format.rs` exports. */
interface FormatCore extends CountryCore {
  phone_format(length: number, style: number): number
  phone_format_as_you_type(length: number, country: number): number
}

function unknownStyle(): SeptetError {
  const known = STYLES.map((style) => JSON.stringify(style)).join(', ')
  return new SeptetError('ERR_PHONE_OPTION', `formatPhone: style must be one of ${known}`)
}

const STYLES: readonly string[] = ['e164', 'international', 'national', 'rfc3966']

/** The status when nothing is to be changed. */
const UNCHANGED = -2
