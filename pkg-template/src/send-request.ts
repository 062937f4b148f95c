/** What goes to the core to become a request, and what comes back. */

import { objectArgument, optionsArgument, stringArgument, wrongType } from './arguments.js'
import { check, putParts, run, takeNumbers, takeText } from './core.js'
import { type SendDetails, SeptetError } from './errors.js'
import {
  type ErrorCode,
  REQUEST_DEFAULT_TIMEOUT,
  REQUEST_MAX_CREDENTIAL,
  REQUEST_MAX_PARAMETERS,
  REQUEST_MAX_TIMEOUT,
} from './generated.js'
import type { TwilioCredentials, TwilioOptions } from './send.js'

/** What the core exports for this domain. Mirrors `src/wasm/request.rs`. */
export interface SendCore {
  send_authorization(length: number, isKey: boolean): number
  send_forget(): void
  send_request(length: number): number
  send_next_page(length: number): number
  send_classify(length: number, status: number, end: number, now: number): number
  send_field(length: number): number
}

/** All that calls of one client share. It stays in closures: it holds the credentials. */
export interface Context {
  /** Account SID, edge and region, as the core takes them. */
  readonly place: readonly [string, string, string]
  readonly authorization: string
  readonly secrets: readonly string[]
  readonly fetch: TwilioOptions['fetch']
  readonly timeoutMs: number
}

/** A request as the core built it, without the authorization. */
export interface Outgoing {
  readonly operation: string
  readonly method: string
  readonly url: string
  /** The member of the answer that holds the items of a page. */
  readonly items: string
  readonly body: string
  readonly headers: Record<string, string>
}

export type Json = Record<string, unknown>

const NOT_SENT: SendDetails = {
  outcome: 'not-sent',
  status: null,
  twilioCode: null,
  retryAfter: null,
  requestId: null,
  moreInfo: null,
}

export function contextOf(credentials: TwilioCredentials, options: TwilioOptions): Context {
  objectArgument('createTwilio: credentials', credentials)
  optionsArgument('createTwilio: options', options)
  const { accountSid, authToken, apiKey, apiSecret } = credentials
  const isKey = apiKey !== undefined || apiSecret !== undefined
  if (isKey && authToken !== undefined) {
    throw new TypeError('createTwilio: give authToken, or apiKey and apiSecret, not both')
  }
  const given = isKey ? { accountSid, apiKey, apiSecret } : { accountSid, authToken }
  const parts = Object.entries(given).map(([name, value]) => credential(name, value))
  const { fetch, edge = '', region = '', timeoutMs } = options
  if (fetch !== undefined && typeof fetch !== 'function')
    wrongType('createTwilio: fetch', 'a function', fetch)
  const authorization = run<SendCore, string>((core) => {
    const header = takeText(check(core.send_authorization(putParts(parts), isKey)))
    core.send_forget()
    return header
  })
  return {
    place: [parts[0] as string, credential('edge', edge), credential('region', region)],
    authorization,
    secrets: [parts[parts.length - 1] as string, authorization.slice('Basic '.length)],
    fetch,
    timeoutMs: timeout('createTwilio', timeoutMs, REQUEST_DEFAULT_TIMEOUT),
  }
}

function credential(name: string, value: unknown): string {
  const text = stringArgument(`createTwilio: ${name}`, value)
  if (text.length <= REQUEST_MAX_CREDENTIAL) return text
  throw new SeptetError(
    'ERR_SEND_CONFIG',
    `${name} has more than ${REQUEST_MAX_CREDENTIAL} characters`,
  )
}

export function timeout(call: string, value: unknown, fallback: number): number {
  if (value === undefined) return fallback
  if (typeof value !== 'number') wrongType(`${call}: timeoutMs`, 'a number', value)
  if (value > 0 && value <= REQUEST_MAX_TIMEOUT) return value
  throw refusal(
    'ERR_SEND_CONFIG',
    `timeoutMs must be more than 0 and at most ${REQUEST_MAX_TIMEOUT}`,
  )
}

export function refusal(code: ErrorCode, message: string): SeptetError {
  return new SeptetError(code, message, { details: NOT_SENT })
}

/** The parameters as names and tagged values: the tag says what the value was in JavaScript. */
export function pairs(operation: string, params: object): string[] {
  objectArgument(`${operation}: parameters`, params)
  const parts: string[] = []
  let length = 0
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue
    const items = Array.isArray(value)
      ? value.map((item) => `i${text(operation, name, item)}`)
      : [tagged(operation, name, value)]
    for (const item of items) {
      length += name.length + item.length
      parts.push(name, item)
    }
  }
  if (length <= REQUEST_MAX_PARAMETERS) return parts
  throw refusal(
    'ERR_SEND_TOO_LONG',
    `${operation}: the parameters have more than ${REQUEST_MAX_PARAMETERS} UTF-16 units`,
  )
}

function tagged(operation: string, name: string, value: unknown): string {
  if (typeof value === 'boolean') return `b${value}`
  if (typeof value === 'number') return `n${value}`
  return value instanceof Date ? `d${value.getTime()}` : `s${text(operation, name, value)}`
}

function text(operation: string, name: string, value: unknown): string {
  if (value instanceof URL) return value.href
  return stringArgument(`${operation}: ${name}`, value)
}

export function build({ place }: Context, operation: string, parts: readonly string[]): Outgoing {
  return outgoing(operation, (core) => core.send_request(putParts([operation, ...place, ...parts])))
}

export function buildNext({ place }: Context, operation: string, uri: string): Outgoing {
  if (uri.length > REQUEST_MAX_PARAMETERS)
    throw refusal('ERR_SEND_PAGE', 'the next page has too long a URI')
  return outgoing(operation, (core) => core.send_next_page(putParts([operation, ...place, uri])))
}

function outgoing(operation: string, call: (core: SendCore) => number): Outgoing {
  const { status, parts } = run<SendCore, { status: number; parts: string[] }>((core) => {
    const status = call(core)
    return { status, parts: takeParts(status < 0 ? 2 : status) }
  })
  const [method = '', url = '', items = '', body = '', ...fields] = parts
  // A refusal is a code and a message. -2 is the one that TypeScript would have found.
  if (status === -2) throw new TypeError(url)
  if (status < 0) throw refusal(method as ErrorCode, url)
  const headers: Record<string, string> = {}
  for (let at = 0; at < fields.length; at += 2)
    headers[fields[at] as string] = fields[at + 1] as string
  return { operation, method, url, items, body, headers }
}

/** Reads the parts of an answer. All but the last are ASCII, so bytes are characters. */
export function takeParts(count: number): string[] {
  const lengths = [...takeNumbers(count)]
  const all = takeText(lengths.reduce((sum, length) => sum + length, 0))
  let start = 0
  return lengths.map((length, index) =>
    all.slice(start, index === count - 1 ? undefined : (start += length)),
  )
}
