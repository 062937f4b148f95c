import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

// Next itself is found in the folder of the tools, two above this copy of the project.
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export default {
  outputFileTracingRoot: root,
  turbopack: { root },
}
