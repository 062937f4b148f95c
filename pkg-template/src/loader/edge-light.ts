import module from './core.wasm?module'

/** Vercel's edge runtime compiles at deployment and forbids it at run time. */
export function compile(): WebAssembly.Module {
  return module
}
