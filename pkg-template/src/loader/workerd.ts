import module from './core.wasm'

/** Cloudflare Workers compile at deployment and forbid it at run time. */
export function compile(): WebAssembly.Module {
  return module
}
