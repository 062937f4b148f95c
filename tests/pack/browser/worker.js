import { run } from './suite.mjs'

run().then((result) => postMessage(result))
