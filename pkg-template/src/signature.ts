import { objectArgument, stringArgument } from './arguments.js'
import { check, putParts, run, takeRare } from './core.js'
import { SIGNATURE_MAX_INPUT } from './generated.js'
import { headerOf, keyArgument, keysArgument } from './signature-arguments.js'
import { addPayload, EMPTY, faultOf, hrefOf, type Parts } from './signature-payload.js'

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
  const token = keyArgument('signTwilio: authToken', authToken)
  const parts: Parts = [token, '', stringArgument('signTwilio: url', url), '']
  const { kind, fault } = addPayload('signTwilio', params, body, parts)
  const error = fault ?? faultOf(url, parts)
  if (error !== undefined) throw error
  call(parts, 1, kind | SIGN)
  return takeRare(LENGTH)
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
  const tokens = keysArgument('verifyTwilio: authToken', authToken)
  stringArgument('verifyTwilio: url', url)
  const parts: Parts = [...tokens, headerOf(signature), url, '']
  const { kind, fault } = addPayload('verifyTwilio', params, body, parts)
  if (fault === undefined && faultOf(url, parts) === undefined) {
    parts[tokens.length + 2] = hrefOf(url)
    return call(parts, tokens.length, kind) === 1
  }
  // The request is lost already. Tokens are judged all the same, so that a mistake there shows at once.
  return call([...tokens, '', '', ''], tokens.length, EMPTY) === 1
}

function call(parts: Parts, tokens: number, flags: number): number {
  return run<SignatureCore, number>((core) =>
    check(core.signature_twilio(putParts(parts, SIGNATURE_MAX_INPUT), tokens, flags)),
  )
}

// Mirrors src/wasm/signature.rs.
const SIGN = 128
/** Of a signature in base64. */
const LENGTH = 28

interface SignatureCore {
  signature_twilio(length: number, tokens: number, flags: number): number
}
