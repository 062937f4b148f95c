import module from 'septet-text'

/** Compiles the module from the text in this file: no fetch, no file system, no configuration. */
export function compile(): WebAssembly.Module {
  return new WebAssembly.Module(bytes())
}

/**
 * The bytes that `xtask/src/package/text.rs` wrote as ASCII, in three fields: the frequent values
 * in hexadecimal, the code, and the data in base64.
 *
 * In the code a character stands for a value: the first of them are the frequent ones. Two more
 * characters say that the next one stands for a value further on. So repeats stay aligned, and
 * the text compresses as well as the bytes do, which neither hexadecimal nor base64 does.
 */
function bytes(): Uint8Array<ArrayBuffer> {
  const [frequent = '', code = '', data = ''] = module.split('|')
  const values = ordered(frequent)
  const places = new Uint8Array(128)
  for (let place = 0; place < ALPHABET.length; place++) places[ALPHABET.charCodeAt(place)] = place
  const tail = atob(data)
  const decoded = new Uint8Array(code.length + tail.length)
  let length = 0
  let further = 0
  for (let at = 0; at < code.length; at++) {
    const unit = code.charCodeAt(at)
    if (unit <= FURTHER) further = (unit - FIRST) * ALPHABET.length
    else {
      decoded[length++] = values[further + places[unit]!]!
      further = 0
    }
  }
  for (let at = 0; at < tail.length; at++) decoded[length++] = tail.charCodeAt(at)
  return decoded.subarray(0, length)
}

/** All values: the frequent ones, then the others. */
function ordered(frequent: string): number[] {
  const values = new Set<number>()
  for (let at = 0; at < frequent.length; at += 2) values.add(parseInt(frequent.slice(at, at + 2), 16))
  for (let value = 0; value < 256; value++) values.add(value)
  return [...values]
}

/** What can stand in a string, and in a page, as it is. */
const ALPHABET = "#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{}~"

/** A space is one alphabet further on, an exclamation mark two. */
const FIRST = 31
const FURTHER = 33
