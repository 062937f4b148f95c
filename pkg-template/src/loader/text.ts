import { makeEncoder } from '../utf8.js'

/**
 * The bytes that `xtask/src/package/text.rs` wrote as ASCII. `frequent` holds the
 * frequent values in hexadecimal.
 *
 * In `text` a character stands for a value: one of the frequent ones. A space
 * says that the next one stands for a value further on, an exclamation mark for one still further.
 * So repeats stay aligned, and the text compresses as well as the bytes do, which neither
 * hexadecimal nor base64 does.
 */
export function bytesOf(frequent: string, text: string): Uint8Array<ArrayBuffer> {
  const values = valuesOf(frequent)
  const units = new Uint8Array(text.length)
  makeEncoder().encodeInto(text, units)
  // What is read is further on than what is written.
  let length = 0
  let page = 0
  // Half of what a loop takes, which is interpreted, and then compiled while it runs.
  units.forEach((unit) => {
    if (unit < FIRST) page = (unit - FURTHER) * PAGE
    else {
      units[length++] = values[page + unit]!
      page = 0
    }
  })
  return units.subarray(0, length)
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
/** The first character that stands for a value. */
const FIRST = 35
/** One before the characters that say how many pages further on. */
const FURTHER = 31
