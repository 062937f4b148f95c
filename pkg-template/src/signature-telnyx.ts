import { objectArgument, wrongType } from './arguments.js'
import { check, putParts, run } from './core.js'
import { SIGNATURE_MAX_BODY, SIGNATURE_MAX_INPUT, SIGNATURE_TELNYX_TOLERANCE } from './generated.js'
import { bodyArgument, headerOf, isWellFormed, keysArgument } from './signature-arguments.js'

/** A request that came in, to be verified. */
export interface ReceivedTelnyxRequest {
  /** The account's public key as the Telnyx portal shows it, or up to five while it is rotated. */
  publicKey: string | readonly string[]
  /** The value of the header `telnyx-signature-ed25519`. */
  signature: string | null | undefined
  /** The value of the header `telnyx-timestamp`. */
  timestamp: string | null | undefined
  /** The body as sent, not parsed and not written again. */
  body: string | Uint8Array
  /** The time in seconds since 1970: `Date.now() / 1000`. */
  now: number
  /** How far the timestamp may be from `now` either way, in whole seconds. 300 if left out. */
  toleranceSeconds?: number
}

/**
 * Says whether a request was signed with the public key's private one, and lately: whether it
 * comes from Telnyx. For every webhook that carries these headers, also those with a form as body.
 *
 * Ed25519 (RFC 8032) over `timestamp|body`, strictly: keys of small order, `S` beyond the order,
 * other spellings of base64 and timestamps of other than 1 to 12 digits do not count. Nothing that
 * a stranger can send throws: what is malformed or longer than 1 MiB is `false`.
 *
 * Within the tolerance a request can be sent again. Remember the event's `data.id` for so long.
 *
 * @param request what was received, the public key, and the time
 * @returns whether one of the keys made the signature, not longer ago than the tolerance
 * @throws TypeError when the key, the body or the time has the wrong type
 * @throws SeptetError `ERR_SIGNATURE_CONFIG` for no key, one that is none or is weak, more than
 * five, and a time that is not in seconds
 * @example
 * verifyTelnyx({
 *   publicKey: '0Ct2KvFZJUajKduSRndVGEWrzBqYmd4eO+T3YuR8PqA=',
 *   signature: request.headers.get('telnyx-signature-ed25519'),
 *   timestamp: request.headers.get('telnyx-timestamp'),
 *   body: await request.text(),
 *   now: Date.now() / 1000,
 * })
 */
export function verifyTelnyx(request: ReceivedTelnyxRequest): boolean {
  objectArgument('verifyTelnyx: request', request)
  const { publicKey, signature, timestamp, body, now, toleranceSeconds } = request
  const keys = keysArgument('verifyTelnyx: publicKey', publicKey)
  const time = digitsOf('verifyTelnyx: now', now)
  const tolerance = digitsOf(
    'verifyTelnyx: toleranceSeconds',
    toleranceSeconds ?? SIGNATURE_TELNYX_TOLERANCE,
  )
  bodyArgument('verifyTelnyx: body', body)
  const isLost = body.length > SIGNATURE_MAX_BODY || (typeof body === 'string' && !isWellFormed(body))
  // Keys and times are judged all the same, so that a mistake there shows at once.
  const received = isLost ? ['', ''] : [headerOf(signature), headerOf(timestamp)]
  const parts = [...keys, ...received, time, tolerance, isLost ? '' : body]
  return run<TelnyxCore, boolean>(
    (core) => check(core.signature_verify_telnyx(putParts(parts, SIGNATURE_MAX_INPUT), keys.length)) === 1,
  )
}

/** Whole seconds; the core refuses what is none. */
function digitsOf(name: string, seconds: unknown): string {
  if (typeof seconds !== 'number') wrongType(name, 'a number', seconds)
  return String(Math.floor(seconds))
}

/** What `src/wasm/telnyx.rs` exports. */
interface TelnyxCore {
  signature_verify_telnyx(length: number, keys: number): number
}
