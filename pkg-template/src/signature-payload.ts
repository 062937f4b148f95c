/** What is signed beside the URL, checked and made ready to cross. */

import { SeptetError } from './errors.js'
import { SIGNATURE_MAX_BODY, SIGNATURE_MAX_PARAMS, SIGNATURE_MAX_URL } from './generated.js'
import { bodyArgument, isWellFormed, misconfigured } from './signature-arguments.js'

/** What crosses: tokens, header and URL, then the payload. */
export type Parts = (string | Uint8Array)[]

/** What a request carries beside its URL; or why it can be neither signed nor valid. */
export interface Payload {
  kind: number
  fault?: Error
}

// Mirrors src/wasm/signature.rs.
export const EMPTY = 0
const PARAMS = 1
const BODY = 2

/** Adds the payload to the parts that cross. */
export function addPayload(name: string, params: unknown, body: unknown, parts: Parts): Payload {
  if (body === undefined || body === null) {
    if (params === undefined || params === null) return { kind: EMPTY }
    const fault = addParams(params, parts)
    return fault === undefined ? { kind: PARAMS } : { kind: PARAMS, fault: faultError(name, fault) }
  }
  if (params !== undefined && params !== null) {
    throw misconfigured(`${name}: give either params or body, not both`)
  }
  const received = bodyArgument(`${name}: body`, body)
  if (received.length > SIGNATURE_MAX_BODY) return { kind: BODY, fault: tooLong(`${name}: body`) }
  parts.push(received)
  return { kind: BODY }
}

type Fault = 'type' | 'size'

function faultError(name: string, fault: Fault): Error {
  return fault === 'size'
    ? tooLong(`${name}: params`)
    : new TypeError(`${name}: params must hold strings and arrays of strings only`)
}

/** Adds names and values. Their shape is a body parser's work, so a stranger's. */
function addParams(params: unknown, parts: Parts): Fault | undefined {
  if (typeof params !== 'object' || params === null) return 'type'
  const room = { pairs: SIGNATURE_MAX_PARAMS, units: SIGNATURE_MAX_BODY }
  if (!(Symbol.iterator in params)) {
    for (const name of Object.keys(params)) {
      const fault = addValues(name, (params as Record<string, unknown>)[name], parts, room)
      if (fault !== undefined) return fault
    }
    return undefined
  }
  for (const pair of params as Iterable<unknown>) {
    if (!Array.isArray(pair) || pair.length !== 2) return 'type'
    const fault = addValues(pair[0], pair[1], parts, room)
    if (fault !== undefined) return fault
  }
  return undefined
}

type Room = { pairs: number; units: number }

function addValues(name: unknown, values: unknown, parts: Parts, room: Room): Fault | undefined {
  if (!Array.isArray(values)) return addPair(name, values, parts, room)
  for (const value of values) {
    const fault = addPair(name, value, parts, room)
    if (fault !== undefined) return fault
  }
  return undefined
}

function addPair(name: unknown, value: unknown, parts: Parts, room: Room): Fault | undefined {
  if (typeof name !== 'string' || typeof value !== 'string') return 'type'
  room.pairs -= 1
  room.units -= name.length + value.length
  if (room.pairs < 0 || room.units < 0) return 'size'
  parts.push(name, value)
  return undefined
}

/** Why these texts cannot be signed. A lone surrogate would be signed as another character. */
export function faultOf(url: string, parts: Parts): Error | undefined {
  if (url.length > SIGNATURE_MAX_URL) return tooLong('url')
  for (const part of parts) {
    if (typeof part === 'string' && !isWellFormed(part)) {
      return new SeptetError('ERR_SIGNATURE_TEXT', 'what is signed holds a lone surrogate')
    }
  }
  return undefined
}

function tooLong(what: string): SeptetError {
  return new SeptetError('ERR_SIGNATURE_TOO_LONG', `${what} exceeds what is signed or verified`)
}

/** The URL as the WHATWG's parser writes it, nothing if it cannot read it. */
export function hrefOf(url: string): string {
  try {
    return new URL(url).href
  } catch {
    return ''
  }
}
