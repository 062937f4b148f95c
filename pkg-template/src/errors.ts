import type { ErrorCode } from './generated.js'

export type { ErrorCode } from './generated.js'

const BRAND = Symbol.for('septet.SeptetError')

/** What an error of `septet/send` knows beside its code. */
export interface SendDetails {
  /** Whether something was sent. Only after `not-sent` can the call be repeated without a second text. */
  readonly outcome: 'not-sent' | 'unknown' | 'sent'
  /** The HTTP status, `null` without an answer. */
  readonly status: number | null
  /** Twilio's error code: `https://www.twilio.com/docs/errors/<code>`. */
  readonly twilioCode: number | null
  /** Seconds to wait, when the answer names a time. It is the server's word: put a limit on it. */
  readonly retryAfter: number | null
  /** What Twilio's support asks for. */
  readonly requestId: string | null
  /** Where Twilio explains the error. */
  readonly moreInfo: string | null
}

/** The details of errors from `septet/send`; other errors have none of them. */
export interface SeptetError extends Partial<SendDetails> {}

/**
 * The one error this package throws for input it cannot use. Switch on `code`, show `message`.
 *
 * Arguments of the wrong JavaScript type are a `TypeError` instead. No message holds a secret
 * or the body of a message.
 */
export class SeptetError extends Error {
  override readonly name = 'SeptetError'

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions & { readonly details?: SendDetails },
  ) {
    super(message, options)
    // Not enumerable: it is no part of what a log prints.
    Object.defineProperty(this, BRAND, { value: true })
    Object.assign(this, options?.details)
  }

  /** True for an error of any copy of this class: every subpath is a file of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }
}
