// The phone rows: numbers as people write them, in full results, beside the packages in use today.

import { createRequire } from 'node:module'

import * as alone from 'septet/phone'

const require = createRequire(import.meta.url)
const google = require('google-libphonenumber')
const { getAsYouType, parsePhoneNumber } = require('awesome-phonenumber')
const max = require('libphonenumber-js/max')

const util = google.PhoneNumberUtil.getInstance()
const { E164, INTERNATIONAL, NATIONAL } = google.PhoneNumberFormat

/** Many countries, dialed at home and from abroad, with extensions and text around; some are none. */
const MIX = [
  ['(415) 555-2671', 'US'], ['+1 415 555 2671', 'US'], ['415.555.2671 ext. 89', 'US'], ['1-800-FLOWERS', 'US'],
  ['020 7946 0018', 'GB'], ['+44 (0)20 7946 0018', 'US'], ['07911 123456', 'GB'], ['tel:+44-7911-123456;ext=12', 'US'],
  ['030/12345678', 'DE'], ['+49 1512 3456789', 'DE'], ['0049 30 123456', 'FR'], ['06 12 34 56 78', 'FR'],
  ['+33 6 12 34 56 78', 'US'], ['02 1234 5678', 'IT'], ['+39 347 1234567', 'US'], ['912 345 678', 'ES'],
  ['098765 43210', 'IN'], ['+91 98765-43210', 'US'], ['(11) 96123-4567', 'BR'], ['+55 11 96123 4567', 'US'],
  ['0412 345 678', 'AU'], ['+61 2 9876 5432', 'US'], ['55 1234 5678', 'MX'], ['+52 55 1234 5678', 'MX'],
  ['090-1234-5678', 'JP'], ['+81 3-1234-5678', 'US'], ['138 0013 8000', 'CN'], ['+86 10 6552 9988', 'US'],
  ['8 (912) 345-67-89', 'RU'], ['+7 912 345 67 89', 'US'], ['011 15-1234-5678', 'AR'], ['+54 9 11 1234 5678', 'US'],
  ['12345', 'US'], ['call me maybe', 'US'], ['+999 1234567', 'US'], ['Tel.: 555-2671', 'US'],
  ['+1 (876) 555-0123 x42', 'US'], ['٠١٢٣٤٥٦٧٨٩', 'EG'], ['＋４４ ２０ ７９４６ ００１８', 'US'], ['+358 9 1234 5678', 'FI'],
]

const NUMBERS = ['+14155552671', '+442079460018', '+493012345678', '+33612345678', '+5511961234567', '+819012345678', '+919876543210', '+61412345678']
const TYPED = NUMBERS.flatMap((number) => [number, number.slice(0, 4), number.slice(0, 7), number.slice(0, 10)])

/** Adds the rows to a run by its `row`. */
export function phone(septet, row) {
  row('parsePhone, a mix of 40 inputs, all fields', undefined, {
    septet: each(MIX, ([text, country]) => septet.parsePhone(text, country)),
    'septet/phone, built for size': each(MIX, ([text, country]) => alone.parsePhone(text, country)),
    'libphonenumber-js/max': each(MIX, ([text, country]) => ofMax(text, country)),
    'google-libphonenumber': each(MIX, ([text, country]) => ofGoogle(text, country)),
    'awesome-phonenumber': each(MIX, ([text, country]) => ofAwesome(text, country)),
  })
  for (const [style, format, name] of [['national', NATIONAL, 'NATIONAL'], ['international', INTERNATIONAL, 'INTERNATIONAL']]) {
    row(`formatPhone, E.164 to ${style}`, undefined, {
      septet: each(NUMBERS, (number) => septet.formatPhone(number, style)),
      'libphonenumber-js/max': each(NUMBERS, (number) => max.parsePhoneNumberFromString(number).format(name)),
      'google-libphonenumber': each(NUMBERS, (number) => util.format(util.parse(number), format)),
      'awesome-phonenumber': each(NUMBERS, (number) => parsePhoneNumber(number).number[style]),
    })
  }
  row('formatAsYouType, a text of up to 14 characters', undefined, {
    septet: each(TYPED, (text) => septet.formatAsYouType(text, 'US')),
    'libphonenumber-js/max': each(TYPED, (text) => new max.AsYouType('US').input(text)),
    'google-libphonenumber': each(TYPED, (text) => typed(new google.AsYouTypeFormatter('US'), text)),
    'awesome-phonenumber': each(TYPED, (text) => getAsYouType('US').reset(text)),
  })
}

function each(inputs, run) {
  return (index) => run(inputs[index % inputs.length])
}

function ofMax(text, country) {
  const number = max.parsePhoneNumberFromString(text, country)
  return number && {
    e164: number.number, country: number.country, callingCode: number.countryCallingCode, nationalNumber: number.nationalNumber,
    extension: number.ext, type: number.getType(), isPossible: number.isPossible(), isValid: number.isValid(),
  }
}

function ofGoogle(text, country) {
  try {
    const number = util.parse(text, country)
    return {
      e164: util.format(number, E164), country: util.getRegionCodeForNumber(number), callingCode: number.getCountryCode(),
      nationalNumber: util.getNationalSignificantNumber(number), extension: number.getExtension(), type: util.getNumberType(number),
      isPossible: util.isPossibleNumber(number), isValid: util.isValidNumber(number),
    }
  } catch (error) {
    return error
  }
}

function ofAwesome(text, regionCode) {
  const { number, regionCode: country, countryCode: callingCode, type, possible, valid } = parsePhoneNumber(text, { regionCode })
  return { e164: number?.e164, country, callingCode, nationalNumber: number?.significant, type, isPossible: possible, isValid: valid }
}

function typed(formatter, text) {
  let shown = ''
  for (const character of text) shown = formatter.inputDigit(character)
  return shown
}
