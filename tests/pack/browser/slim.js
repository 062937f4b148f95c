import { init, run } from './suite-slim.mjs'

init(await WebAssembly.compileStreaming(fetch('/node_modules/septet/all/core.wasm')))
globalThis.results = [{ where: 'slim', ...(await run()) }]
