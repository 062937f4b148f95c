// The build gives these names their meaning, one for each condition and subpath.

declare module 'septet-module' {
  export function compile(): WebAssembly.Module
}

declare module 'septet-hex' {
  const hex: string
  export default hex
}

declare module '*/core.wasm' {
  const module: WebAssembly.Module
  export default module
}

declare module '*/core.wasm?module' {
  const module: WebAssembly.Module
  export default module
}
