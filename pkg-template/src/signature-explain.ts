import { objectArgument, stringArgument, wrongType } from './arguments.js'
import { check, putParts, run, takeNumbers } from './core.js'
import { SeptetError } from './errors.js'
import {
  SIGNATURE_HEADERS,
  SIGNATURE_MAX_HEADER,
  SIGNATURE_MAX_PARAMS,
  SIGNATURE_MAX_TOKEN,
  type SignatureCause,
} from './generated.js'
import { list, reader, texts } from './numbers.js'
import type { Params, ReceivedTwilioRequest } from './signature.js'
import { keysArgument } from './signature-arguments.js'
import { addPayload, EMPTY, faultOf, hrefOf, type Parts } from './signature-payload.js'

export type { SignatureCause } from './generated.js'

/** A request whose signature may fail, and what else is known of it. */
export interface ExplainedTwilioRequest extends Omit<ReceivedTwilioRequest, 'params'> {
  /**
   * The parameters as the middleware made them: what {@link ReceivedTwilioRequest} takes, and
   * objects, numbers, booleans and null, which are explained.
   */
  params?: Params | Readonly<Record<string, unknown>> | null | undefined
  /**
   * The headers of the request: of a `Request`, or `req.headers` of Node. None is believed: they
   * say what to try.
   */
  headers?:
    | Iterable<readonly [string, string]>
    | Readonly<Record<string, string | readonly string[] | undefined>>
    | undefined
  /** The method of the request. */
  method?: string | undefined
  /** The URL that is configured at Twilio, where `url` is what the server makes of the request. */
  publicUrl?: string | undefined
  /** The account that the token is of. */
  accountSid?: string | undefined
}

/** Something that makes a signature fail, or may. */
export interface SignatureFinding {
  /** What it is. Codes are stable; new ones may come. */
  code: SignatureCause
  /** Whether it is proven: with this put right, the signature is the token's. */
  certain: boolean
  /** What is wrong, in an English sentence without a period. Never holds anything of the request. */
  message: string
  /** How it is put right. */
  fix: string
}

/** What is known of a signature. */
export interface TwilioExplanation {
  /** What `verifyTwilio` answers; it throws for some of what is explained here. */
  valid: boolean
  /**
   * What the signature is over, where that was found out: the URL, with `***` for a password and
   * whatever holds an auth token, and the place of the token among those given.
   */
  matched: { url: string; tokenIndex: number } | null
  /** What makes it fail: every part of a proof, or else what is likely. None if it is valid. */
  findings: SignatureFinding[]
}

/**
 * Says why `verifyTwilio` refuses a request, and how that is put right.
 *
 * Everything that is known to go wrong between Twilio and a check is undone on trial, alone and in
 * combination, with at most 2,000 HMACs. Under what change the signature turns out to be the
 * token's, that is the cause: nobody without the token could have made it. What cannot be
 * proven is told from its shape, `certain: false`.
 *
 * For logs and tools of the developer. The request is refused all the same, and its sender is not
 * told why. Neither a token nor the expected signature is ever in the answer.
 *
 * @param request what `verifyTwilio` was given, and what else is known of the request
 * @returns whether it is valid, what is signed, and what is wrong
 * @throws TypeError when the token, the URL, the body or what is known besides has the wrong type
 * @throws SeptetError `ERR_SIGNATURE_CONFIG` for no token, an empty one or more than five, and for
 * both `params` and `body`
 * @example
 * const { findings } = explainTwilio({
 *   authToken: '12345',
 *   signature: 'M02ZNyzCCLZyd9hkV/U4PvxT1KY=',
 *   url: 'http://mycompany.com/myapp.php?foo=1&bar=2',
 *   params: { Digits: '1234', To: '+18005551212' },
 * })
 * findings[0].code // 'scheme-changed'
 */
export function explainTwilio(request: ExplainedTwilioRequest): TwilioExplanation {
  objectArgument('explainTwilio: request', request)
  const { authToken, signature, url, body, headers, method, publicUrl, accountSid } = request
  const tokens = keysArgument('explainTwilio: authToken', authToken)
  stringArgument('explainTwilio: url', url)
  const known = [
    hint('method', method),
    hint('publicUrl', publicUrl),
    hint('accountSid', accountSid),
    ...headersOf(headers),
  ]
  const { params, flags } = reshaped(request.params)
  const header = typeof signature === 'string' ? signature.slice(0, SIGNATURE_MAX_TOKEN) : ''
  const parts: Parts = [...tokens, '', url, '']
  const { kind, fault } = addPayload('explainTwilio', params, body, parts)
  const lost = fault ?? faultOf(url, parts)
  if (lost === undefined) {
    parts.splice(tokens.length, 3, header, url, hrefOf(url), ...known)
    return explain(parts, tokens.length, known.length, kind | flags)
  }
  // Tokens are judged all the same, so that a mistake there shows at once.
  return explain([...tokens, '', ''], tokens.length, 0, EMPTY | refusal(lost))
}

/** Why nothing can be looked at, as the core is told. */
function refusal(fault: Error): number {
  if (!(fault instanceof SeptetError)) return NO_PARAMS
  return fault.code === 'ERR_SIGNATURE_TEXT' ? NOT_TEXT : TOO_LONG
}

function explain(parts: Parts, tokens: number, hints: number, flags: number): TwilioExplanation {
  return run<ExplainCore, TwilioExplanation>((core) => {
    const length = putParts(parts)
    const count = check(core.signature_explain_twilio(length, tokens, hints, flags))
    const numbers = takeNumbers(count)
    const [next, take] = [reader(numbers), texts(numbers)]
    const [valid, tokenIndex] = [next() === 1, next() - 1]
    const url = take(next())
    const findings = list(next(), () => {
      const certain = next() === 1
      const code = take(next()) as SignatureCause
      return { code, certain, message: take(next()), fix: take(next()) }
    })
    return { valid, matched: tokenIndex < 0 ? null : { url, tokenIndex }, findings }
  })
}

/** What `src/wasm/signature_full.rs` exports. */
interface ExplainCore {
  signature_explain_twilio(length: number, tokens: number, hints: number, flags: number): number
}

// Mirrors src/wasm/signature_full.rs.
const NESTED = 4
const COERCED = 8
const TOO_LONG = 16
const NOT_TEXT = 32
const NO_PARAMS = 64

function hint(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = stringArgument(`explainTwilio: ${name}`, value)
  return text.slice(0, SIGNATURE_MAX_HEADER)
}

/** Names and values of the headers that the core looks at. */
function headersOf(headers: unknown): string[] {
  if (headers === undefined || headers === null) return []
  if (typeof headers !== 'object') wrongType('explainTwilio: headers', 'an object', headers)
  const pairs: Iterable<unknown> =
    Symbol.iterator in headers ? (headers as Iterable<unknown>) : Object.entries(headers)
  const known: string[] = []
  for (const pair of pairs) {
    if (!Array.isArray(pair)) continue
    const [name, value] = pair as unknown[]
    const lower = typeof name === 'string' ? name.toLowerCase() : ''
    if (!(SIGNATURE_HEADERS as readonly string[]).includes(lower)) continue
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text === 'string' && text.length <= SIGNATURE_MAX_HEADER) known.push(lower, text)
    }
  }
  return known
}

/** The parameters with what body parsers make of texts undone, as far as that can be. */
function reshaped(params: unknown): { params: unknown; flags: number } {
  if (typeof params !== 'object' || params === null || Symbol.iterator in params) {
    return { params, flags: 0 }
  }
  const pairs: [string, string][] = []
  const queue: [string, unknown][] = Object.entries(params)
  let flags = 0
  // Whatever refers to itself ends here too.
  for (let index = 0; index < queue.length && queue.length <= 2 * SIGNATURE_MAX_PARAMS; index++) {
    const [name, value] = queue[index] as [string, unknown]
    if (typeof value === 'string') pairs.push([name, value])
    else if (Array.isArray(value)) {
      for (const item of value) queue.push([name, item])
    } else if (typeof value === 'object' && value !== null) {
      flags |= NESTED
      for (const [key, item] of Object.entries(value)) queue.push([`${name}[${key}]`, item])
    } else {
      flags |= COERCED
      pairs.push([name, value === null || value === undefined ? '' : String(value)])
    }
  }
  return { params: pairs, flags }
}
