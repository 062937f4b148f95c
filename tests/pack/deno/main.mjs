import { run } from './suite.mjs'

console.log('SEPTET', JSON.stringify(await run()))
