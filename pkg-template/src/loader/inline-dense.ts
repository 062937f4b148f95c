import module from 'septet-text'
import { makeEncoder } from '../utf8.js'
import { bytesOf } from './text.js'

/** Compiles the module from the text in this file, of which a part is dense. */
export function compile(): WebAssembly.Module {
  return new WebAssembly.Module(bytes())
}

/** The bytes of five fields: the dense part, which stands for itself, where it belongs, and those of {@link bytesOf}. */
function bytes(): Uint8Array<ArrayBuffer> {
  const [dense = '', place, frequent = '', reader = '', text = ''] = module.split('|')
  const rest = bytesOf(frequent, reader, text)
  const start = Number(place)
  const all = new Uint8Array(rest.length + dense.length)
  all.set(rest.subarray(0, start))
  makeEncoder().encodeInto(dense, all.subarray(start))
  all.set(rest.subarray(start), start + dense.length)
  return all
}
