import { SeptetError } from './errors.js'
import type { ErrorCode } from './generated.js'

/** Checks that the argument `name` of a call is a string, and returns it. */
export function stringArgument(name: string, value: unknown): string {
  return typeof value === 'string' ? value : wrongType(name, 'a string', value)
}

/** Checks that the argument `name` is an object to read options from, or left out. */
export function optionsArgument(name: string, value: unknown): void {
  if (value !== undefined && !isObject(value)) wrongType(name, 'an object', value)
}

/** Checks that the argument `name` is an object. */
export function objectArgument(name: string, value: unknown): void {
  if (!isObject(value)) wrongType(name, 'an object', value)
}

/** Refuses a text above the cap before a byte of it is copied. */
export function capped(name: string, text: string, cap: number, code: ErrorCode): string {
  if (text.length <= cap) return text
  throw new SeptetError(code, `${name} has ${text.length} UTF-16 units, more than ${cap}`)
}

/** What an option can be, and the bit that stands for it. */
export type Choices = readonly (readonly [value: unknown, flag: number])[]

/** The bit of the choice that the argument `name` is, 0 when it is left out. */
export function choice(name: string, wanted: string, value: unknown, choices: Choices, code: ErrorCode): number {
  if (value === undefined) return 0
  for (const [known, flag] of choices) if (value === known) return flag
  if (choices.every(([known]) => typeof known !== typeof value)) wrongType(name, wanted, value)
  const known = choices.map(([known]) => JSON.stringify(known)).join(', ')
  throw new SeptetError(code, `${name} must be one of ${known}`)
}

/** Throws the `TypeError` that says which argument is wrong. Shows its type, never its value. */
export function wrongType(name: string, wanted: string, value: unknown): never {
  throw new TypeError(`${name} must be ${wanted}, got ${kind(value)}`)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kind(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : typeof value
}
