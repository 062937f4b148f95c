import { SeptetError } from '../errors.js'

let given: WebAssembly.Module | undefined

/**
 * Hands over the core, compiled or as bytes: `core.wasm` of this package.
 *
 * @param core the module, or the bytes to compile it from
 */
export function init(core: WebAssembly.Module | BufferSource): void {
  given = core instanceof WebAssembly.Module ? core : new WebAssembly.Module(core)
}

/** The module that was handed over. */
export function compile(): WebAssembly.Module {
  if (given) return given
  throw new SeptetError('ERR_WASM_UNAVAILABLE', 'call init() with core.wasm before any other function of septet/slim')
}
