import module from 'septet-text'
import { bytesOf } from './text.js'

/** Compiles the module from the text in this file: no fetch, no file system, no configuration. */
export function compile(): WebAssembly.Module {
  const [frequent = '', reader = '', text = ''] = module.split('|')
  return new WebAssembly.Module(bytesOf(frequent, reader, text))
}
