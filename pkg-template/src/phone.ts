import { optionsArgument, stringArgument, wrongType } from './arguments.js'
import { check, put, run, takeRare, takeShort } from './core.js'
import { PHONE_MAX_INPUT, PHONE_METADATA_VERSION } from './generated.js'
import { type CountryCore, countryArgument, known, letters, readable } from './phone-call.js'

/** What a number is for. */
export type PhoneType =
  | 'FIXED_LINE'
  | 'MOBILE'
  | 'FIXED_LINE_OR_MOBILE'
  | 'TOLL_FREE'
  | 'PREMIUM_RATE'
  | 'SHARED_COST'
  | 'VOIP'
  | 'PERSONAL_NUMBER'
  | 'PAGER'
  | 'UAN'
  | 'VOICEMAIL'

/** A phone number. It need not exist: see `isValid`. */
export interface PhoneNumber {
  ok: true
  /** `+`, the calling code and the national number. No extension. */
  e164: string
  /**
   * The country, ISO 3166-1 alpha-2. `001` for a calling code that belongs to none, `null` where
   * the number does not tell which of several it belongs to.
   */
  country: string | null
  /** The calling code, without a plus sign. */
  callingCode: string
  /** The national number, its leading zeros included. */
  nationalNumber: string
  /** The digits of the extension, as they are written. */
  extension: string | null
  /** What the number is for; `null` when no number like this is assigned. */
  type: PhoneType | null
  /** Whether a number of the calling code can have this length, in the area at least. */
  isPossible: boolean
  /** Whether a number like this is assigned. Whether anybody has it, nobody can tell. */
  isValid: boolean
}

/** Why a text is no phone number. */
export interface PhoneFailure {
  ok: false
  reason:
    | 'INVALID_COUNTRY_CODE'
    | 'NOT_A_NUMBER'
    | 'TOO_SHORT_AFTER_IDD'
    | 'TOO_SHORT_NSN'
    | 'TOO_LONG'
}

/**
 * Reads a phone number in any notation, with the answers of google/libphonenumber.
 *
 * Text around the number, letters for digits, the digits of other scripts, extensions and `tel:`
 * URIs are understood. A form should ask for `strict`, which takes a number and nothing else: any
 * separators, an extension in any notation, and `tel:` in front, but no letters for digits, no
 * text around the number, no second plus sign and no second number.
 *
 * @param input the text; one of more than 250 UTF-16 units is `TOO_LONG`
 * @param defaultCountry where a number without a calling code is dialed: two letters of ISO
 * 3166-1, in any case
 * @param options whether to be strict
 * @returns the number, or the reason why it is none
 * @throws TypeError when an argument has the wrong type
 * @throws SeptetError `ERR_PHONE_COUNTRY` when the default country is unknown, whether the number
 * needs it or not: the message says what to use for `UK`
 * @example
 * const number = parsePhone('(020) 7946-0018 ext. 5', 'GB')
 * number.e164 // '+442079460018'
 * number.extension // '5'
 * number.type // 'FIXED_LINE'
 * parsePhone('call me', 'GB').reason // 'NOT_A_NUMBER'
 * parsePhone('1-800-FLOWERS', 'US', { strict: true }).ok // false
 */
export function parsePhone(
  input: string,
  defaultCountry?: string,
  options?: { strict?: boolean | undefined },
): PhoneNumber | PhoneFailure {
  const isLong = stringArgument('parsePhone: input', input).length > PHONE_MAX_INPUT
  countryArgument('parsePhone: defaultCountry', defaultCountry)
  const strict = strictOption(options)
  return run<PhoneCore, PhoneNumber | PhoneFailure>((core) => {
    const country = isLong ? known(core, defaultCountry) : letters(core, defaultCountry)
    if (isLong) return { ok: false, reason: 'TOO_LONG' }
    return read(core.phone_parse(put(input), country, strict ? STRICT : 0))
  })
}

/**
 * Reads a number as {@link parsePhone} does, and returns its E.164 form if it is valid.
 *
 * That form has no extension. It has more than 15 digits, and is none to {@link isE164}, for the
 * few valid numbers that are longer than ITU-T E.164 allows.
 *
 * @param input the text, at most 250 UTF-16 units
 * @param defaultCountry where a number without a calling code is dialed, as for {@link parsePhone}
 * @returns the number
 * @throws TypeError when an argument has the wrong type
 * @throws SeptetError `ERR_PHONE_INVALID` when there is no valid number, and why;
 * `ERR_PHONE_COUNTRY` when the default country is unknown
 * @example
 * toE164('(415) 555-2671', 'US') // '+14155552671'
 */
export function toE164(input: string, defaultCountry?: string): string {
  const isLong = stringArgument('toE164: input', input).length > PHONE_MAX_INPUT
  countryArgument('toE164: defaultCountry', defaultCountry)
  return run<PhoneCore, string>((core) => {
    const country = isLong ? known(core, defaultCountry) : letters(core, defaultCountry)
    readable('toE164: input', input)
    return takeShort(e164Length(check(core.phone_parse(put(input), country, VALID))))
  })
}

/**
 * Tells whether a text has the shape of an E.164 number: `+`, a digit from 1 to 9, then 1 to 14
 * ASCII digits, and nothing else.
 *
 * It does not check whether the country code is assigned or the number can exist. A text of more
 * than 250 UTF-16 units is `false`.
 *
 * @param value the text
 * @returns whether it has that shape
 * @throws TypeError when `value` is not a string
 * @example
 * isE164('+15005550006') // true
 * isE164('(500) 555-0006') // false
 */
export function isE164(value: string): boolean {
  if (stringArgument('isE164: value', value).length > PHONE_MAX_INPUT) return false
  return run<PhoneCore, boolean>((core) => core.phone_is_e164(put(value)) !== 0)
}

/** The version of google/libphonenumber whose numbering plans, and so whose answers, these are. */
export const phoneMetadataVersion: string = PHONE_METADATA_VERSION

/** What `src/wasm/phone.rs` exports. */
interface PhoneCore extends CountryCore {
  phone_is_e164(length: number): number
  phone_parse(length: number, country: number, flags: number): number
}

/** Flags of `phone_parse`: the number must be all there is; one that is not valid is an error. */
const STRICT = 1
const VALID = 2

/** Reads the one option before anything crosses, because a getter may call us. */
function strictOption(options: { strict?: boolean | undefined } | undefined): boolean {
  if (options === undefined) return false
  optionsArgument('parsePhone: options', options)
  const { strict = false } = options
  return typeof strict === 'boolean' ? strict : wrongType('parsePhone: options.strict', 'a boolean', strict)
}

/** Takes a number apart as `write_number` put it together. */
function read(status: number): PhoneNumber | PhoneFailure {
  if (status < ERROR) return { ok: false, reason: takeShort(ERROR - status) as PhoneFailure['reason'] }
  const bits = check(status)
  const type = bits & 15
  const code = (bits >> 5) & 7
  const length = e164Length(bits)
  const country = (bits >> 13) & 3
  const extension = bits >> 15
  const all = length + extension + country
  const text = extension === 0 ? takeShort(all) : takeExtended(all)
  const e164 = text.slice(0, length)
  return {
    ok: true,
    e164,
    country: country === 0 ? null : text.slice(-country),
    callingCode: e164.slice(1, code),
    nationalNumber: e164.slice(code),
    extension: extension === 0 ? null : text.slice(length, text.length - country),
    type: TYPES[type] as PhoneType | null,
    isPossible: (bits & 16) !== 0,
    isValid: type !== 0,
  }
}

/** A number behind which an extension stands: its digits can be of any script. */
function takeExtended(length: number): string {
  const text = takeShort(length)
  return text.length === length && !/[^ -~]/.test(text) ? text : takeRare(length)
}

function e164Length(bits: number): number {
  return (bits >> 8) & 31
}

const TYPES: readonly (PhoneType | null)[] = [
  null,
  'FIXED_LINE',
  'MOBILE',
  'FIXED_LINE_OR_MOBILE',
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]

/** The status of what `check` throws; those below are as much less as the name of the reason is long. */
const ERROR = -1
