import { stringArgument, wrongType } from './arguments.js'
import { check, put, putParts, run, takeText } from './core.js'
import { SeptetError } from './errors.js'
import { SIGNATURE_MAX_BODY, SIGNATURE_MAX_URL } from './generated.js'
import { signTwilio, verifyTwilio } from './signature.js'
import { isBytes } from './signature-arguments.js'
import { type Pair, pairsOf } from './twilio-params.js'
import {
  type Request,
  type RequestValidatorOptions,
  rawBodyOf,
  signatureOf,
  urlOf,
  type WebhookOptions,
} from './twilio-request.js'
import { FaxResponse as Fax, MessagingResponse as Messaging, VoiceResponse as Voice } from './twiml.js'

export type { Request, RequestValidatorOptions, WebhookOptions } from './twilio-request.js'
export type { TwimlAttribute, TwimlAttributes, TwimlElement, TwimlOptions, TwimlResponse, TwimlText } from './twiml.js'
export type * from './twiml-elements.js'

/** A body as it was received: text, or its bytes. */
export type Body = string | Uint8Array | ArrayBuffer

/** The classes that build answers. */
export const twiml = { VoiceResponse: Voice, MessagingResponse: Messaging, FaxResponse: Fax }

// The classes as types: `twiml.VoiceResponse` is one.
export namespace twiml {
  export type VoiceResponse = Voice
  export type MessagingResponse = Messaging
  export type FaxResponse = Fax
}

/**
 * Signs a request as Twilio would.
 *
 * @param authToken the account's auth token
 * @param url the whole URL, signed exactly as it stands
 * @param params the decoded parameters of a form
 * @returns the value of the header `X-Twilio-Signature`
 * @throws TypeError when an argument has the wrong type, or a parameter has no text
 * @throws SeptetError as `signTwilio` does: `ERR_SIGNATURE_CONFIG` for an empty token
 * @example
 * const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
 * const params = { Digits: '1234', To: '+18005551212' }
 * twilio.getExpectedTwilioSignature('12345', url, params) // 'M02ZNyzCCLZyd9hkV/U4PvxT1KY='
 */
export function getExpectedTwilioSignature(
  authToken: string,
  url: string,
  params: object | null | undefined,
): string {
  strings('getExpectedTwilioSignature', authToken, url)
  return signTwilio({ authToken, url, params: pairsOf(params) })
}

/**
 * The SHA-256 of a body in lower-case hexadecimal, which is what `bodySHA256` in a URL holds.
 *
 * @param body the body as received, not parsed
 * @returns 64 digits
 * @throws TypeError when the body is neither text nor bytes
 * @throws SeptetError `ERR_SIGNATURE_TOO_LONG` above 1 MiB
 * @example
 * const hash = twilio.getExpectedBodyHash('{}')
 * hash // '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
 */
export function getExpectedBodyHash(body: Body): string {
  const content = contentOf('getExpectedBodyHash: body', body)
  if (content.length > SIGNATURE_MAX_BODY) {
    throw new SeptetError('ERR_SIGNATURE_TOO_LONG', `getExpectedBodyHash: body is longer than ${SIGNATURE_MAX_BODY} bytes`)
  }
  return run<TwilioCore, string>((core) => takeText(check(core.twilio_body_hash(putParts([content])))))
}

/**
 * Says whether a request was signed with the auth token, for a request without body or with the
 * parameters of a form.
 *
 * Nothing that a stranger can send throws: whatever is malformed is `false`.
 *
 * @param authToken the account's auth token
 * @param twilioHeader the value of the header `X-Twilio-Signature`
 * @param url the whole URL that Twilio was told to call
 * @param params the parsed body; none is as good as an empty one
 * @returns whether the token made the signature
 * @throws TypeError when the token or the URL is no string
 * @throws SeptetError `ERR_SIGNATURE_CONFIG` for an empty token
 * @example
 * const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
 * const params = { Digits: '1234', To: '+18005551212' }
 * twilio.validateRequest('12345', 'M02ZNyzCCLZyd9hkV/U4PvxT1KY=', url, params) // true
 */
export function validateRequest(
  authToken: string,
  twilioHeader: string | null | undefined,
  url: string,
  params: object | null | undefined,
): boolean {
  strings('validateRequest', authToken, url)
  const pairs = readable(params)
  // Without pairs the request is lost already. The token is judged all the same, so that a mistake there shows at once.
  return verifyTwilio({ authToken, signature: pairs ? twilioHeader : null, url, params: pairs })
}

/**
 * Says whether a body has a hash.
 *
 * @param body the body as received, not parsed
 * @param bodyHash what it is said to be: text, or the bytes of that text
 * @returns whether the body has this hash, in this spelling
 * @throws TypeError when the body is neither text nor bytes
 */
export function validateBody(
  body: Body,
  bodyHash: string | Uint8Array | readonly number[] | null | undefined,
): boolean {
  const content = contentOf('validateBody: body', body)
  const hash = typeof bodyHash === 'string' ? bodyHash : Uint8Array.from(bodyHash ?? [])
  if (content.length > SIGNATURE_MAX_BODY || hash.length > SIGNATURE_MAX_URL) return false
  return run<TwilioCore, boolean>((core) => core.twilio_is_body_hash(putParts([hash, content])) === 1)
}

/**
 * Says whether a request was signed with the auth token, for a body that the URL holds the hash
 * of: JSON.
 *
 * @param authToken the account's auth token
 * @param twilioHeader the value of the header `X-Twilio-Signature`
 * @param url the whole URL that Twilio called, with `bodySHA256` in its query exactly once
 * @param body the body as received, not parsed
 * @returns whether the token made the signature, and the hash is that of the body
 * @throws TypeError when the token or the URL is no string; when the body is neither text nor
 * bytes, but the signature is right
 * @throws SeptetError `ERR_SIGNATURE_CONFIG` for an empty token
 */
export function validateRequestWithBody(
  authToken: string,
  twilioHeader: string | null | undefined,
  url: string,
  body: Body,
): boolean {
  strings('validateRequestWithBody', authToken, url)
  const request = { authToken, signature: twilioHeader, url }
  // A stranger can make a parser hand over something else, so that is a mistake in Twilio's own requests only.
  if (!isBody(body)) return verifyTwilio(request) && wrongBody('validateRequestWithBody: body', body)
  return verifyTwilio({ ...request, body: plain(body) }) && hasBodyHash(url)
}

/**
 * Says whether a request that Express has parsed comes from Twilio.
 *
 * @param request the request, its body parsed; with `rawBody` if it is JSON
 * @param authToken the account's auth token
 * @param opts where Twilio was told to call, if the request does not say so
 * @returns whether the token made the signature
 * @throws TypeError when the token or an option has the wrong type
 * @throws SeptetError `ERR_SIGNATURE_CONFIG` for an empty token
 */
export function validateIncomingRequest(
  request: Request,
  authToken: string,
  opts?: RequestValidatorOptions,
): boolean {
  const url = urlOf(request, opts ?? {})
  if (url === undefined) return validateRequest(authToken, null, '', null)
  const signature = signatureOf(request)
  if (url.indexOf('bodySHA256') <= 0) {
    return validateRequest(authToken, signature, url, request.body as object)
  }
  const body = rawBodyOf(request)
  if (body === undefined) return validateRequest(authToken, null, '', null)
  return validateRequestWithBody(authToken, signature, url, body as Body)
}

/** {@link validateIncomingRequest} by another name. */
export function validateExpressRequest(
  request: Request,
  authToken: string,
  opts?: RequestValidatorOptions,
): boolean {
  return validateIncomingRequest(request, authToken, opts)
}

/**
 * Makes a middleware of Express that lets nothing but Twilio's requests through. It comes after
 * the body parser.
 *
 * A request without signature is answered by 400, one with another signature by 403, and any if
 * there is no auth token by 500. The token is the one given here, else that of the environment
 * variable `TWILIO_AUTH_TOKEN` at the time of this call.
 *
 * @param opts options, or the auth token
 * @param authToken the auth token, or options
 * @returns the middleware
 * @example
 * const middleware = twilio.webhook({ authToken: env.AUTH_TOKEN, url: 'https://example.com/sms' })
 * middleware.length // 3
 */
export function webhook(opts?: string | WebhookOptions, authToken?: string | WebhookOptions): Middleware {
  const options: WebhookOptions = { ...objectOf(authToken), ...objectOf(opts) }
  const token = textOf(authToken) || textOf(opts) || options.authToken || environment()
  const isValidating = options.validate ?? true
  return function hook(request, response, next) {
    if (!isValidating) return (next as Next)()
    const answer = (status: number, text: string): unknown => (response as Response).type('text/plain').status(status).send(text)
    if (!signatureOf(request as Request)) return answer(400, NO_SIGNATURE)
    if (!token) {
      console.error('[Twilio]: Error - Twilio auth token is required for webhook request validation.')
      return answer(500, NO_TOKEN)
    }
    if (!validateIncomingRequest(request as Request, token, options)) return answer(403, NOT_VALID)
    return (next as Next)()
  }
}

/** What {@link webhook} makes: it takes the request, the response and the next handler of Express. */
export type Middleware = (request: unknown, response: unknown, next: unknown) => void

type Next = () => unknown

/** What is used of a response of Express. */
interface Response {
  type(name: string): Response
  status(code: number): Response
  send(text: string): unknown
}

interface TwilioCore {
  twilio_body_hash(length: number): number
  twilio_is_body_hash(length: number): number
  twilio_has_body_hash(length: number): number
}

// What npm `twilio` answers, to the letter: tests and alerts look for it.
const NO_SIGNATURE =
  'No signature header error - X-Twilio-Signature header does not exist, maybe this request is not coming from Twilio.'
const NO_TOKEN =
  'Webhook Error - we attempted to validate this request without first configuring our auth token.'
const NOT_VALID = 'Twilio Request Validation Failed.'

function strings(name: string, authToken: unknown, url: unknown): void {
  stringArgument(`${name}: authToken`, authToken)
  stringArgument(`${name}: url`, url)
}

/** The parameters as pairs, nothing for what a stranger can post that has no text. */
function readable(params: unknown): Pair[] | undefined {
  try {
    return pairsOf(params)
  } catch {
    return undefined
  }
}

function isBody(body: unknown): body is Body {
  // Not `instanceof`: it may come from another realm.
  const isBuffer = Object.prototype.toString.call(body) === '[object ArrayBuffer]'
  return typeof body === 'string' || isBytes(body) || isBuffer
}

function contentOf(name: string, body: unknown): string | Uint8Array {
  return isBody(body) ? plain(body) : wrongBody(name, body)
}

function plain(body: Body): string | Uint8Array {
  return typeof body === 'string' || isBytes(body) ? body : new Uint8Array(body)
}

function wrongBody(name: string, body: unknown): never {
  wrongType(name, 'a string, a Uint8Array or an ArrayBuffer', body)
}

/** Whether the query names `bodySHA256`: what has no hash there is a form, which is not looked for here. */
function hasBodyHash(url: string): boolean {
  return run<TwilioCore, boolean>((core) => core.twilio_has_body_hash(put(url)) === 1)
}

function textOf(argument: unknown): string {
  return typeof argument === 'string' ? argument : ''
}

function objectOf(argument: unknown): WebhookOptions {
  return typeof argument === 'object' && argument !== null ? argument : {}
}

/** The auth token of the environment, where there is one that may be read. */
function environment(): string | undefined {
  try {
    return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.['TWILIO_AUTH_TOKEN']
  } catch {
    return undefined // Deno, unless it was given the permission.
  }
}
