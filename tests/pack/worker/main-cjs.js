import { run } from './suite.cjs'

export default {
  async fetch() {
    return Response.json(await run())
  },
}
