import module from 'septet-text'
import { makeEncoder } from '../utf8.js'

/** Compiles the module from the text in this file: no fetch, no file system, no configuration. */
export function compile(): WebAssembly.Module {
  return new WebAssembly.Module(bytes())
}

/**
 * The bytes that `xtask/src/package/text.rs` wrote as ASCII, in four fields: the frequent values
 * in hexadecimal, where the dense part belongs, the rest of the module, and the dense part in base64,
 * which may stand before the others.
 *
 * In the rest a character stands for a value: one of the frequent ones. A space
 * says that the next one stands for a value further on, an exclamation mark for one still further.
 * So repeats stay aligned, and the text compresses as well as the bytes do, which neither
 * hexadecimal nor base64 does.
 */
function bytes(): Uint8Array<ArrayBuffer> {
  const fields = module.split('|')
  if (fields[0]!.length > HEXADECIMAL) fields.push(fields.shift()!)
  const [frequent = '', place, rest = '', base64 = ''] = fields
  const [values, dense, start] = [valuesOf(frequent), fromBase64(base64), Number(place)]
  const units = new Uint8Array(rest.length)
  makeEncoder().encodeInto(rest, units)
  const decoded = new Uint8Array(rest.length + dense.length)
  let length = 0
  let page = 0
  // Half of what a loop takes, which is interpreted, and then compiled while it runs.
  units.forEach((unit) => {
    if (unit < FIRST) page = (unit - FURTHER) * PAGE
    else {
      decoded[length++] = values[page + unit]!
      page = 0
      if (length === start) length += dense.length
    }
  })
  decoded.set(dense, start)
  return decoded.subarray(0, length)
}

/** Byte by byte where the host has nothing better: to read a module is most of a cold start. */
function fromBase64(text: string): Uint8Array {
  const { Buffer } = globalThis as { Buffer?: { from(text: string, encoding: string): Uint8Array } }
  return Buffer ? Buffer.from(text, 'base64') : Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0))
}

/** The value that each character stands for, the frequent ones first: three pages of them. */
function valuesOf(frequent: string): Uint8Array {
  const order = new Set<number>()
  for (let at = 0; at < frequent.length; at += 2) order.add(parseInt(frequent.slice(at, at + 2), 16))
  for (let value = 0; value < 256; value++) order.add(value)
  const values = new Uint8Array(3 * PAGE)
  let place = FIRST
  for (const value of order) {
    values[place] = value
    do place++
    while (place % PAGE < FIRST || UNUSED.includes(String.fromCharCode(place % PAGE)))
  }
  return values
}

/** What would have to be escaped in a string or a page, and the mark between the fields. */
const UNUSED = '<\\`|\x7f'
const PAGE = 128
/** The length of the first field. One that is longer is the last, put first. */
const HEXADECIMAL = 176
/** The first character that stands for a value. */
const FIRST = 35
/** One before the characters that say how many pages further on. */
const FURTHER = 31
