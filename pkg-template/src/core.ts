/**
 * The running core: one WebAssembly instance, and the buffers strings cross in.
 *
 * Nothing runs at import. The first call compiles and starts the module. A trap (which is a
 * defect of ours) costs that call alone: the instance is dropped and the next call gets a
 * fresh one, because a trapped instance keeps a moved stack pointer and half-done borrows.
 */

import { SeptetError } from './errors.js'
import type { ErrorCode } from './generated.js'
import { compile } from 'septet-module'
import { decode, type Decoder, type Encoder, makeDecoder, makeEncoder } from './utf8.js'

/** What every module exports, whatever its domains. Mirrors `src/wasm/exchange.rs`. */
interface Exchange {
  memory: WebAssembly.Memory
  input(capacity: number): number
  output_text(): number
  output_numbers(): number
}

let core: Exchange | undefined
/** Made on first use: most short texts need neither. */
let encoder: Encoder | undefined
let decoder: Decoder | undefined
/** The input buffer. Empty before the first use, and when memory has grown since: then it is detached. */
let room = new Uint8Array(0)
/** All of the memory, to be read. Empty when it is detached, as well. */
let bytes = new Uint8Array(0)

/**
 * Runs `operation` on the core's exports, starting the core on first use. A hot path hands over a
 * function that is always the same, and what it takes: to make a closure costs a quarter of a short call.
 */
export function run<Exports, T>(operation: (core: Exports) => T): T
export function run<Exports, T, Argument>(operation: (core: Exports, argument: Argument) => T, argument: Argument): T
export function run<Exports, T, Argument>(operation: (core: Exports, argument?: Argument) => T, argument?: Argument): T {
  const running = core ?? start()
  try {
    return operation(running as Exports, argument)
  } catch (error) {
    throw survive(error)
  }
}

/** Writes a text into the input and returns its bytes. A lone surrogate crosses as U+FFFD. */
export function put(text: string): number {
  const { length } = text
  if (room.length < length * 3) reserve(length * 3)
  return write(text, 0)
}

/**
 * Writes parts into the input: how many, the length of each, their bytes. Returns the bytes of all.
 * Of texts that make more than `most` bytes the ends are missing: such a call is refused by its length.
 */
export function putParts(parts: readonly (string | Uint8Array)[], most = Infinity): number {
  const head = 4 * (parts.length + 1)
  let capacity = head
  for (const part of parts) capacity += typeof part === 'string' ? part.length * 3 : part.length
  capacity = Math.min(capacity, most)
  if (room.length < capacity) reserve(capacity)
  putNumber(0, parts.length)
  return Math.min(putAscii(parts, head) ?? putEach(parts, head), room.length)
}

/**
 * Writes all parts at once, which is many times faster for short ones. It works when they are
 * ASCII, because then the length of each is known without encoding it.
 */
function putAscii(parts: readonly (string | Uint8Array)[], head: number): number | undefined {
  let all = ''
  for (const part of parts) {
    if (typeof part !== 'string') return undefined
    all += part
  }
  if (write(all, head) !== all.length) return undefined
  for (let index = 0; index < parts.length; index++) putNumber(4 * (index + 1), (parts[index] as string).length)
  return head + all.length
}

function putEach(parts: readonly (string | Uint8Array)[], head: number): number {
  let at = head
  for (const [index, part] of parts.entries()) {
    const length = typeof part === 'string' ? write(part, at) : part.length
    if (typeof part !== 'string') room.set(part, at)
    putNumber(4 * (index + 1), length)
    at += length
  }
  return at
}

/** A little-endian 32-bit number: a view of numbers would need an aligned buffer. */
function putNumber(at: number, value: number): void {
  room[at] = value
  room[at + 1] = value >> 8
  room[at + 2] = value >> 16
  room[at + 3] = value >> 24
}

/** Reads the first `length` bytes of the output text. */
export function takeText(length: number): string {
  const { memory, output_text } = core as Exchange
  if (bytes.length === 0) bytes = new Uint8Array(memory.buffer)
  decoder ??= makeDecoder()
  const at = output_text()
  return decoder(bytes, at, at + length)
}

/** Reads as {@link takeText} what is ASCII: short texts many times faster. */
export function takeAscii(length: number): string {
  return length > SHORT_ANSWER ? takeText(length) : takeShort(length)
}

/** Reads as {@link takeText} what is ASCII in no more than {@link SHORT_ANSWER} bytes. */
export function takeShort(length: number): string {
  const { memory, output_text } = core as Exchange
  if (bytes.length === 0) bytes = new Uint8Array(memory.buffer)
  const at = output_text()
  if (length <= CHUNK) return chunk(at).slice(0, length)
  return chunk(at) + chunk(at + CHUNK).slice(0, length - CHUNK)
}

/** Reads as {@link takeText}, slowly and in few lines, what is rare. */
export function takeRare(length: number): string {
  const { memory, output_text } = core as Exchange
  return decode(new Uint8Array(memory.buffer, output_text(), length))
}

/** One call with a fixed number of arguments is compiled to a fraction of what a loop or a decoder takes. */
function chunk(at: number): string {
  const source = bytes as ArrayLike<number> // Behind its end is nothing, which is cut off again.
  return String.fromCharCode(
    source[at]!, source[at + 1]!, source[at + 2]!, source[at + 3]!,
    source[at + 4]!, source[at + 5]!, source[at + 6]!, source[at + 7]!,
    source[at + 8]!, source[at + 9]!, source[at + 10]!, source[at + 11]!,
    source[at + 12]!, source[at + 13]!, source[at + 14]!, source[at + 15]!,
  )
}

const CHUNK = 16
const SHORT_ANSWER = 2 * CHUNK

/** The first `count` output numbers: a view to be read at once, before the next call. */
export function takeNumbers(count: number): Uint32Array {
  const { memory, output_numbers } = core as Exchange
  return new Uint32Array(memory.buffer, output_numbers(), count)
}

/** Returns a status that is not negative, and throws the error that the core wrote otherwise. */
export function check(status: number): number {
  if (status >= 0) return status
  const [code = 0, message = 0] = takeNumbers(2)
  const text = takeRare(code + message)
  throw new SeptetError(text.slice(0, code) as ErrorCode, text.slice(code))
}

/** Texts up to this length are cheaper to write byte by byte than through the encoder. */
const SHORT = 40

function write(text: string, start: number): number {
  const { length } = text
  const target = room // A local is not read again at every turn of the loop.
  if (length <= SHORT) {
    let at = 0
    for (; at < length; at++) {
      const unit = text.charCodeAt(at)
      if (unit > 0x7f) break
      target[start + at] = unit
    }
    if (at === length) return length
  }
  encoder ??= makeEncoder()
  return encoder.encodeInto(text, start === 0 ? target : target.subarray(start)).written
}

function reserve(capacity: number): void {
  const { memory, input } = core as Exchange
  const size = Math.max(capacity, MINIMUM)
  const address = input(size)
  room = new Uint8Array(memory.buffer, address, size)
}

const MINIMUM = 4096

function start(): Exchange {
  try {
    const instance = new WebAssembly.Instance(compile(), IMPORTS)
    return (core = instance.exports as unknown as Exchange)
  } catch (error) {
    if (error instanceof SeptetError) throw error
    throw new SeptetError('ERR_WASM_UNAVAILABLE', UNAVAILABLE, { cause: error })
  }
}

/** Asked for only by modules built without their own std, and never called. */
const IMPORTS = OWN_STD ? undefined : { './core_bg.js': { __wbindgen_init_externref_table: () => {} } }

const UNAVAILABLE =
  'this host refused to start WebAssembly: a page needs `wasm-unsafe-eval` in the script-src of its content security policy, an edge runtime the entry made for it'

/** Ours pass; anything else has left the instance in an unknown state. */
function survive(error: unknown): unknown {
  if (error instanceof SeptetError) return error
  core = undefined
  room = bytes = new Uint8Array(0)
  if (!(error instanceof WebAssembly.RuntimeError)) return error
  return new SeptetError('ERR_INTERNAL', 'the core stopped unexpectedly; the next call starts a fresh one')
}
