import { readFile } from 'node:fs/promises'

import { init, run } from './suite.mjs'

init(await readFile(new URL(import.meta.resolve('septet/core.wasm'))))
console.log('SEPTET', JSON.stringify(await run()))
