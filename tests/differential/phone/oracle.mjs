/** google-libphonenumber's answers, as the lines that `phone-lines.rs` prints. */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const library = require('google-libphonenumber')

const pinned = JSON.parse(readFileSync('xtask/data/phone-metadata.json', 'utf8')).sha256
const code = readFileSync(require.resolve('google-libphonenumber'))
assert.equal(createHash('sha256').update(code).digest('hex'), pinned, 'the tables are made from this library')

const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = library
export const util = PhoneNumberUtil.getInstance()
/** The library's own metadata: arrays by the field numbers of `phonemetadata.proto`. */
export const plans = library.metadata.countryToMetadata
export const regionsOfCode = library.metadata.countryCodeToRegionCodeMap
export const TYPES = Object.keys(PhoneNumberType).filter((name) => name !== 'UNKNOWN')

const TYPE_NAMES = Object.fromEntries(Object.entries(PhoneNumberType).map(([name, value]) => [value, name]))
const REASONS = {
  'Invalid country calling code': 'INVALID_COUNTRY_CODE',
  'The string supplied did not seem to be a phone number': 'NOT_A_NUMBER',
  'Phone number too short after IDD': 'TOO_SHORT_AFTER_IDD',
  'The string supplied is too short to be a phone number': 'TOO_SHORT_NSN',
  'The string supplied is too long to be a phone number': 'TOO_LONG',
}
export const REASON_NAMES = Object.values(REASONS)

/**
 * What the library says about an input: its `number`, null when it refuses, and the `line`. The
 * line is null for a national number above 2^53, which the library rounds, having it as a double.
 */
export function answer(input, region) {
  let number
  try {
    number = util.parse(input, region ?? undefined)
  } catch (error) {
    return { number: null, line: REASONS[error.message] ?? `unknown: ${error.message}` }
  }
  if (number.getNationalNumber() > Number.MAX_SAFE_INTEGER) return { number, line: null }
  const kind = util.getNumberType(number)
  const type = kind === PhoneNumberType.UNKNOWN ? '-' : TYPE_NAMES[kind]
  if (util.isValidNumber(number) !== (type !== '-')) return { number, line: 'contradiction' }
  const line = [
    util.format(number, PhoneNumberFormat.E164),
    util.getRegionCodeForNumber(number) ?? '-',
    number.getCountryCode(),
    util.getNationalSignificantNumber(number),
    number.getExtension() || '-',
    type,
    util.isPossibleNumber(number),
  ].join(' ')
  return { number, line }
}

/** In the order of `Style` in Rust. */
const STYLES = [PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL, PhoneNumberFormat.RFC3966]

/** The number in every style, and whether it is one that the library rounds; null when it refuses. */
export function styles(input, region) {
  let number
  try {
    number = util.parse(input, region ?? undefined)
  } catch {
    return null
  }
  const rounded = number.getNationalNumber() > Number.MAX_SAFE_INTEGER
  return { rounded, extension: number.getExtensionOrDefault(), texts: STYLES.map((style) => util.format(number, style)) }
}

const formatters = new Map()

/** What the library shows after every key; an Error from the key on at which it throws one. */
export function typed(input, region) {
  const key = region ?? 'ZZ'
  if (!formatters.has(key)) formatters.set(key, new library.AsYouTypeFormatter(key))
  const formatter = formatters.get(key)
  formatter.clear()
  let failed = null
  return Array.from(input, (ch) => {
    if (failed !== null) return failed
    try {
      return formatter.inputDigit(ch)
    } catch (error) {
      // Whatever state it is in, the next text gets a new one.
      formatters.delete(key)
      failed = error
      return error
    }
  })
}
