// The build gives these names their meaning, one for each condition and subpath.

declare module 'septet-module' {
  export function compile(): WebAssembly.Module
}

declare module 'septet-text' {
  const text: string
  export default text
}

declare module '*/core.wasm' {
  const module: WebAssembly.Module
  export default module
}

declare module '*/core.wasm?module' {
  const module: WebAssembly.Module
  export default module
}

declare module '*.css' {
  const text: string
  export default text
}

/** Whether the modules have a std of their own, which asks for no import. */
declare const OWN_STD: boolean
