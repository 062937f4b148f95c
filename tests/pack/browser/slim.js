import { init, run } from './suite-slim.mjs'

init(await WebAssembly.compileStreaming(fetch('/node_modules/septet/core.wasm')))
globalThis.results = [{ where: 'page', ...(await run()) }]
