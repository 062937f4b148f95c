/** What the signatures of all providers are given. */

import { stringArgument, wrongType } from './arguments.js'
import { SeptetError } from './errors.js'
import { SIGNATURE_MAX_TOKEN, SIGNATURE_MAX_TOKENS } from './generated.js'

/** Checks a token or public key of the receiver's own. */
export function keyArgument(name: string, key: unknown): string {
  const text = stringArgument(name, key)
  if (text.length <= SIGNATURE_MAX_TOKEN) return text
  throw misconfigured(`${name} is longer than ${SIGNATURE_MAX_TOKEN} bytes`)
}

/** Checks one token or public key, or several of them while they are rotated. */
export function keysArgument(name: string, keys: unknown): readonly string[] {
  if (typeof keys === 'string') return [keyArgument(name, keys)]
  if (!Array.isArray(keys)) wrongType(name, 'a string or an array of strings', keys)
  if (keys.length > SIGNATURE_MAX_TOKENS) {
    throw misconfigured(`${name} has more than ${SIGNATURE_MAX_TOKENS} entries`)
  }
  return Array.from(keys, (key, index) => keyArgument(`${name}[${index}]`, key))
}

/** Checks that a body is one as it was received. */
export function bodyArgument(name: string, body: unknown): string | Uint8Array {
  return typeof body === 'string' || isBytes(body)
    ? body
    : wrongType(name, 'a string or a Uint8Array', body)
}

/** A header as text, and as one that is never valid whatever else came in its place. */
export function headerOf(value: unknown): string {
  const isPlausible = typeof value === 'string' && value.length <= SIGNATURE_MAX_TOKEN
  return isPlausible ? value : ''
}

/** A mistake of the receiver's own. */
export function misconfigured(message: string): SeptetError {
  return new SeptetError('ERR_SIGNATURE_CONFIG', message)
}

/** Whether a text holds no half of a surrogate pair, which would cross as another character. */
export function isWellFormed(text: string): boolean {
  // With the flag `u` a surrogate matches only where it is not half of a pair.
  return native === undefined ? !/\p{Surrogate}/u.test(text) : native.call(text)
}

/** Whether a body is bytes. */
export function isBytes(value: unknown): value is Uint8Array {
  // Not `instanceof`: an array of bytes may come from another realm.
  const tag = Object.prototype.toString.call(value)
  return ArrayBuffer.isView(value) && tag === '[object Uint8Array]'
}

/** ES2024: Node 20 has it, Safari before 16.4 and Hermes do not. */
const native: ((this: string) => boolean) | undefined = String.prototype.isWellFormed
