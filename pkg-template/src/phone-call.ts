import { capped, stringArgument } from './arguments.js'
import { check, put, takeAscii, takeText } from './core.js'
import { PHONE_MAX_COUNTRY, PHONE_MAX_INPUT } from './generated.js'

/** What every call that takes a country needs of `src/wasm/phone.rs`. */
export interface CountryCore {
  phone_country(length: number): number
}

/** Checks that the argument `name` is a string, or left out. */
export function countryArgument(name: string, value: unknown): void {
  if (value !== undefined) stringArgument(name, value)
}

/** Refuses a text of which no number can be read. */
export function readable(name: string, text: string): string {
  return capped(name, text, PHONE_MAX_INPUT, 'ERR_PHONE_INVALID')
}

/**
 * A country as it crosses: two ASCII letters in a number, 0 for none. Any other text goes to the
 * core by itself, which says what is wrong with it.
 */
export function letters(core: CountryCore, country: string | undefined): number {
  if (country === undefined) return 0
  if (country.length === 2) {
    const [first, second] = [country.charCodeAt(0), country.charCodeAt(1)]
    if (first < 0x80 && second < 0x80 && first + second > 0) return (first << 8) | second
  }
  return known(core, country)
}

/** Asks the core for the letters of a country, which a text that is too long to cross cannot bring along. */
export function known(core: CountryCore, country: string | undefined): number {
  if (country === undefined) return 0
  return check(core.phone_country(put(country.slice(0, PHONE_MAX_COUNTRY))))
}

/** Takes a text as `write_text` wrote it. */
export function take(status: number): string {
  return (status & 1) === 1 ? takeAscii(status >> 1) : takeText(status >> 1)
}
