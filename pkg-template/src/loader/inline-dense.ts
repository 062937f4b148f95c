import module from 'septet-text'
import { bytesOf } from './text.js'

/** Compiles the module from the text in this file, of which a part is dense. */
export function compile(): WebAssembly.Module {
  return new WebAssembly.Module(bytes())
}

/**
 * The bytes of four fields: the frequent values, where the dense part belongs, the rest of the
 * module, and the dense part in base64, which may stand before the others.
 */
function bytes(): Uint8Array<ArrayBuffer> {
  const fields = module.split('|')
  if (fields[0]!.length > HEXADECIMAL) fields.push(fields.shift()!)
  const [frequent = '', place, text = '', base64 = ''] = fields
  const [rest, dense, from] = [bytesOf(frequent, text), fromBase64(base64), Number(place)]
  const all = new Uint8Array(rest.length + dense.length)
  all.set(rest.subarray(0, from))
  all.set(dense, from)
  all.set(rest.subarray(from), from + dense.length)
  return all
}

/** Byte by byte where the host has nothing better: to read a module is most of a cold start. */
function fromBase64(text: string): Uint8Array {
  const { Buffer } = globalThis as { Buffer?: { from(text: string, encoding: string): Uint8Array } }
  return Buffer ? Buffer.from(text, 'base64') : Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0))
}

/** The length of the first field. One that is longer is the last, put first. */
const HEXADECIMAL = 176
