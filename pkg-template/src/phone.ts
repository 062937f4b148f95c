import { stringArgument } from './arguments.js'
import { put, run } from './core.js'
import { PHONE_MAX_INPUT } from './generated.js'

interface PhoneCore {
  is_e164(length: number): number
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
  return run<PhoneCore, boolean>((core) => core.is_e164(put(value)) !== 0)
}
