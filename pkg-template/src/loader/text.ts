import { makeEncoder } from '../utf8.js'

/**
 * The bytes that `xtask/src/package/text.rs` wrote as ASCII. `frequent` holds the frequent values, and
 * `reader` a module (`reader.wat` beside it), in hexadecimal.
 *
 * In `text` a character stands for a value: one of the frequent ones. A space
 * says that the next one stands for a value further on, an exclamation mark for one still further.
 * So repeats stay aligned, and the text compresses as well as the bytes do, which neither
 * hexadecimal nor base64 does. A loop of JavaScript, which runs this once, takes many times as long as
 * to start the module that does it.
 */
export function bytesOf(frequent: string, reader: string, text: string): Uint8Array<ArrayBuffer> {
  const { memory, read } = new WebAssembly.Instance(new WebAssembly.Module(hexadecimal(reader))).exports as unknown as Reader
  memory.grow((TEXT + text.length) >> 16)
  const bytes = new Uint8Array(memory.buffer)
  bytes.set(valuesOf(frequent))
  makeEncoder().encodeInto(text, bytes.subarray(TEXT))
  return bytes.subarray(TEXT, read(TEXT + text.length))
}

/** What `reader.wat` exports. */
interface Reader {
  memory: WebAssembly.Memory
  read(end: number): number
}

function hexadecimal(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => parseInt(digits, 16))
}

/** The value that each character stands for, the frequent ones first: three pages of them. */
function valuesOf(frequent: string): Uint8Array {
  const values = new Uint8Array(TEXT)
  let place = FIRST
  for (const value of new Set([...hexadecimal(frequent), ...Array(256).keys()])) {
    values[place] = value
    do place++
    while (place % PAGE < FIRST || UNUSED.includes(String.fromCharCode(place % PAGE)))
  }
  return values
}

/** What would have to be escaped in a string or a page, and the mark between the fields. */
const UNUSED = '<\\`|\x7f'
// The numbers below stand in `reader.wat` as well.
const PAGE = 128
/** The first character that stands for a value. */
const FIRST = 35
/** Where the text stands, behind the pages. */
const TEXT = 3 * PAGE
