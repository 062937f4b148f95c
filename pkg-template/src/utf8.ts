/**
 * UTF-8, also for hosts without `TextEncoder` and `TextDecoder` (jsdom is one).
 *
 * All treat lone surrogates and the byte order mark as the built-in ones do here: the first
 * become U+FFFD, the second is a character like any other.
 */

export interface Encoder {
  encodeInto(text: string, target: Uint8Array): { written: number }
}

/** Reads the UTF-8 in a part of `bytes`. */
export type Decoder = (bytes: Uint8Array, start: number, end: number) => string

/** The host's encoder, or ours. */
export function makeEncoder(): Encoder {
  return typeof TextEncoder === 'function' ? new TextEncoder() : { encodeInto }
}

/** The host's fastest decoder, or ours. */
export function makeDecoder(): Decoder {
  const slice = bufferSlice()
  if (slice) return (bytes, start, end) => slice.call(bytes, start, end)
  if (typeof TextDecoder !== 'function') return (bytes, start, end) => decode(bytes.subarray(start, end))
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return (bytes, start, end) => decoder.decode(bytes.subarray(start, end))
}

/**
 * What Node's `Buffer` decodes with, in half the time a `TextDecoder` takes for a short text. It is
 * tried once, because a stand-in for `Buffer` may have one that is not made for other arrays.
 */
function bufferSlice(): Slice | undefined {
  const { Buffer } = globalThis as { Buffer?: { prototype?: { utf8Slice?: Slice } } }
  const slice = Buffer?.prototype?.utf8Slice
  try {
    return slice?.call(Uint8Array.of(65, 0xef, 0xbb, 0xbf, 0xc3, 0xa9, 65), 1, 6) === '\ufeffé' ? slice : undefined
  } catch {
    return undefined
  }
}

type Slice = (this: Uint8Array, start: number, end: number) => string

/** Writes `text` to `target`, which has room for three bytes per UTF-16 unit, in few lines: for rare hosts. */
export function encodeInto(text: string, target: Uint8Array): { written: number } {
  let at = 0
  for (const [unit, hex] of encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).matchAll(/%(..)|./g)) {
    target[at++] = hex ? parseInt(hex, 16) : unit.charCodeAt(0)
  }
  return { written: at }
}

/** Reads UTF-8 that the core has written, which is always well-formed, in few lines: for rare texts. */
export function decode(bytes: Uint8Array): string {
  let escaped = ''
  for (const byte of bytes) escaped += `%${(byte + 256).toString(16).slice(1)}`
  return decodeURIComponent(escaped)
}
