import { run } from './suite.mjs'

globalThis.result = run().then(JSON.stringify)
