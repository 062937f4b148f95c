import { objectArgument, stringArgument, wrongType } from './arguments.js'
import { check, putParts, run, takeText } from './core.js'
import { SeptetError } from './errors.js'
import {
  SIGNATURE_MAX_BODY,
  SIGNATURE_MAX_PARAMS,
  SIGNATURE_MAX_TOKEN,
  SIGNATURE_MAX_TOKENS,
  SIGNATURE_MAX_URL,
} from './generated.js'

/** The decoded parameters of a form. A name with several values has them all signed. */
export type Params =
  | Readonly<Record<string, string | readonly string[]>>
  | URLSearchParams
  | Iterable<readonly [string, string]>

/** A request to be signed as Twilio would. */
export interface TwilioRequest {
  /** The account's auth token. */
  authToken: string
  /** The whole URL of the webhook, signed exactly as it stands. */
  url: string
  /** The decoded parameters of a form. Leave out if `body` is given, or if there are none. */
  params?: Params | null | undefined
  /**
   * The body as sent, not parsed. If the query of the URL names `bodySHA256`, its hash counts;
   * otherwise it is read as a form.
   */
  body?: string | Uint8Array | null | undefined
}

/** A request that came in, to be verified. */
export interface ReceivedTwilioRequest extends Omit<TwilioRequest, 'authToken'> {
  /** The account's auth token, or up to five of them while it is rotated. */
  authToken: string | readonly string[]
  /** The value of the header `X-Twilio-Signature`. */
  signature: string | null | undefined
}

/**
 * Signs a request as Twilio would, to test the receiver of webhooks.
 *
 * @param request what is signed, and with which token
 * @returns the value of the header `X-Twilio-Signature`
 * @throws TypeError when an argument has the wrong type
 * @throws SeptetError `ERR_SIGNATURE_CONFIG` for an empty token or for both `params` and `body`,
 * `ERR_SIGNATURE_BODY` when the URL holds the hash of another body, `ERR_SIGNATURE_TEXT` for a
 * lone surrogate, `ERR_SIGNATURE_TOO_LONG` above the caps of {@link verifyTwilio}
 * @example
 * const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
 * const params = { Digits: '1234', To: '+18005551212' }
 * signTwilio({ authToken: '12345', url, params }) // 'M02ZNyzCCLZyd9hkV/U4PvxT1KY='
 */
export function signTwilio(request: TwilioRequest): string {
  objectArgument('signTwilio: request', request)
  const { authToken, url, params, body } = request
  const token = tokenArgument('signTwilio: authToken', authToken)
  stringArgument('signTwilio: url', url)
  const payload = payloadOf('signTwilio', params, body)
  const texts = [token, url, ...payload.parts]
  const fault = payload.fault ?? faultOf(url, texts)
  if (fault !== undefined) throw fault
  return run<SignatureCore, string>((core) =>
    takeText(check(core.signature_sign_twilio(putParts(texts), payload.kind))),
  )
}

/**
 * Says whether a request was signed with the auth token: whether it comes from Twilio.
 *
 * The URL counts with and without its port, as given and as `new URL` writes it, as in `twilio`
 * 6.2.0. Nothing that a stranger can send throws: what is malformed, longer than the caps (a body
 * of 1 MiB, a URL of 64 KiB, 1,000 parameters) or holds a lone surrogate is `false`.
 *
 * The signature does not say when a request was made, nor where names and values end. So the URL
 * must be the one that Twilio was told to call, not one read from the request. Without `body`,
 * nothing is known about a JSON body, whatever the URL says.
 *
 * @param request what was received, and the token
 * @returns whether one of the tokens made the signature
 * @throws TypeError when the token, the URL or the body has the wrong type
 * @throws SeptetError `ERR_SIGNATURE_CONFIG` for no token, an empty one or more than five, and for
 * both `params` and `body`
 * @example
 * verifyTwilio({
 *   authToken: '12345',
 *   signature: request.headers.get('x-twilio-signature'),
 *   url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
 *   body: await request.text(),
 * })
 */
export function verifyTwilio(request: ReceivedTwilioRequest): boolean {
  objectArgument('verifyTwilio: request', request)
  const { authToken, signature, url, params, body } = request
  const tokens = tokensArgument('verifyTwilio: authToken', authToken)
  stringArgument('verifyTwilio: url', url)
  const payload = payloadOf('verifyTwilio', params, body)
  const isSound =
    typeof signature === 'string' &&
    signature.length <= SIGNATURE_MAX_TOKEN &&
    payload.fault === undefined &&
    faultOf(url, [...tokens, url, ...payload.parts]) === undefined
  // Tokens are judged even if the request is lost already, so that a mistake there shows at once.
  const { kind, received } = isSound
    ? { kind: payload.kind, received: [signature, url, hrefOf(url), ...payload.parts] }
    : { kind: EMPTY, received: ['', '', ''] }
  return run<SignatureCore, boolean>((core) => {
    const length = putParts([...tokens, ...received])
    return check(core.signature_verify_twilio(length, tokens.length, kind)) === 1
  })
}

interface SignatureCore {
  signature_sign_twilio(length: number, payload: number): number
  signature_verify_twilio(length: number, tokens: number, payload: number): number
}

/** What a request carries beside its URL, as it crosses; or why it cannot. */
interface Payload {
  kind: number
  parts: readonly (string | Uint8Array)[]
  fault?: Error
}

// Mirrors src/wasm/signature.rs.
const EMPTY = 0
const PARAMS = 1
const BODY = 2

function tokenArgument(name: string, token: unknown): string {
  const text = stringArgument(name, token)
  if (text.length <= SIGNATURE_MAX_TOKEN) return text
  throw misconfigured(`${name} is longer than ${SIGNATURE_MAX_TOKEN} bytes`)
}

function tokensArgument(name: string, tokens: unknown): readonly string[] {
  if (typeof tokens === 'string') return [tokenArgument(name, tokens)]
  if (!Array.isArray(tokens)) wrongType(name, 'a string or an array of strings', tokens)
  if (tokens.length > SIGNATURE_MAX_TOKENS) {
    throw misconfigured(`${name} has more than ${SIGNATURE_MAX_TOKENS} tokens`)
  }
  return Array.from(tokens, (token, index) => tokenArgument(`${name}[${index}]`, token))
}

function payloadOf(name: string, params: unknown, body: unknown): Payload {
  if (body === undefined || body === null) {
    return params === undefined || params === null
      ? { kind: EMPTY, parts: [] }
      : paramsPayload(name, params)
  }
  if (params !== undefined && params !== null) {
    throw misconfigured(`${name}: give either params or body, not both`)
  }
  if (typeof body !== 'string' && !isBytes(body)) {
    wrongType(`${name}: body`, 'a string or a Uint8Array', body)
  }
  return body.length > SIGNATURE_MAX_BODY
    ? { kind: BODY, parts: [], fault: tooLong(`${name}: body`) }
    : { kind: BODY, parts: [body] }
}

/** Flattens parameters to names and values. Their shape is a body parser's, so a stranger's. */
function paramsPayload(name: string, params: unknown): Payload {
  const parts: string[] = []
  const fault = flatten(params, parts) ?? (sizeOf(parts) > SIGNATURE_MAX_BODY ? 'size' : undefined)
  if (fault === undefined) return { kind: PARAMS, parts }
  const message = `${name}: params must hold strings and arrays of strings only`
  const error = fault === 'type' ? new TypeError(message) : tooLong(`${name}: params`)
  return { kind: PARAMS, parts: [], fault: error }
}

function sizeOf(texts: readonly string[]): number {
  let size = 0
  for (const text of texts) size += text.length
  return size
}

type Fault = 'type' | 'size' | undefined

function flatten(params: unknown, parts: string[]): Fault {
  if (typeof params !== 'object' || params === null) return 'type'
  if (!(Symbol.iterator in params)) {
    for (const name of Object.keys(params)) {
      const fault = add(name, (params as Record<string, unknown>)[name], parts)
      if (fault !== undefined) return fault
    }
    return undefined
  }
  for (const pair of params as Iterable<unknown>) {
    const fault = Array.isArray(pair) && pair.length === 2 ? add(pair[0], pair[1], parts) : 'type'
    if (fault !== undefined) return fault
  }
  return undefined
}

function add(name: unknown, values: unknown, parts: string[]): Fault {
  if (Array.isArray(values)) {
    for (const value of values) {
      const fault = addOne(name, value, parts)
      if (fault !== undefined) return fault
    }
    return undefined
  }
  return addOne(name, values, parts)
}

function addOne(name: unknown, value: unknown, parts: string[]): Fault {
  if (typeof name !== 'string' || typeof value !== 'string') return 'type'
  return parts.push(name, value) > 2 * SIGNATURE_MAX_PARAMS ? 'size' : undefined
}

/** Why these texts cannot be signed. A lone surrogate would be signed as another character. */
function faultOf(url: string, texts: readonly (string | Uint8Array)[]): Error | undefined {
  if (url.length > SIGNATURE_MAX_URL) return tooLong('url')
  if (texts.every((text) => typeof text !== 'string' || isWellFormed(text))) return undefined
  return new SeptetError('ERR_SIGNATURE_TEXT', 'what is signed holds a lone surrogate')
}

function misconfigured(message: string): SeptetError {
  return new SeptetError('ERR_SIGNATURE_CONFIG', message)
}

function tooLong(what: string): SeptetError {
  return new SeptetError('ERR_SIGNATURE_TOO_LONG', `${what} exceeds what is signed or verified`)
}

/** The URL as the WHATWG's parser writes it, nothing if it cannot read it. */
function hrefOf(url: string): string {
  try {
    return new URL(url).href
  } catch {
    return ''
  }
}

function isBytes(value: unknown): value is Uint8Array {
  // Not `instanceof`: an array of bytes may come from another realm.
  const tag = Object.prototype.toString.call(value)
  return ArrayBuffer.isView(value) && tag === '[object Uint8Array]'
}

function isWellFormed(text: string): boolean {
  // With the flag `u` a surrogate matches only where it is not half of a pair.
  return native === undefined ? !/\p{Surrogate}/u.test(text) : native.call(text)
}

/** ES2024: Node 20 has it, Safari before 16.4 and Hermes do not. */
const native: ((this: string) => boolean) | undefined = String.prototype.isWellFormed
