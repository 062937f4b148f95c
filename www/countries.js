/** The countries that have a numbering plan, with the names and flags a reader knows them by. */

import { parsePhone } from 'septet/phone-format'

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

// Adding it to the code of a letter gives the code of its regional indicator, half of a flag.
const TO_INDICATOR = 0x1f1e6 - 'A'.codePointAt(0)

/**
 * Lists the countries, by name.
 *
 * Nobody keeps a list by hand: of the pairs of letters that `Intl` has a name for (fewer than half
 * of them, and asking it throws no errors) those remain that the package has a plan for.
 *
 * @param languages of the names, the most wanted first
 * @returns `{ code, name, flag }` of each
 */
export function countries(languages) {
  const names = new Intl.DisplayNames(languages, { type: 'region', fallback: 'none' })
  const { compare } = new Intl.Collator(languages)
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .map((code) => ({ code, name: names.of(code), flag: flag(code) }))
    .filter(({ code, name }) => name !== undefined && hasPlan(code))
    .sort((one, other) => compare(one.name, other.name))
}

/** The country that someone who reads these languages is most likely in, or the empty text. */
export function likelyCountry(languages, codes) {
  const regions = languages.map((language) => new Intl.Locale(language).maximize().region)
  return regions.find((region) => codes.has(region)) ?? ''
}

/** The flag of a country, made of its letters; where there is no picture of it they are shown. */
function flag(code) {
  return String.fromCodePoint(...Array.from(code, (letter) => letter.codePointAt(0) + TO_INDICATOR))
}

function hasPlan(code) {
  try {
    parsePhone('', code)
    return true
  } catch (error) {
    if (error.code === 'ERR_PHONE_COUNTRY') return false
    throw error
  }
}
