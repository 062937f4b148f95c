import type { ErrorCode } from './generated.js'

export type { ErrorCode } from './generated.js'

const BRAND = Symbol.for('septet.SeptetError')

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
    options?: ErrorOptions,
  ) {
    super(message, options)
    // Not enumerable: it is no part of what a log prints.
    Object.defineProperty(this, BRAND, { value: true })
  }

  /** True for an error of any copy of this class: every subpath is a file of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }
}
