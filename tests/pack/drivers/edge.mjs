/**
 * Runs a script in Vercel's edge runtime, which refuses to compile bytes: edge.mjs FILE.
 *
 * A `.wasm?module` import is what Vercel makes of it: compiled at deployment, outside, and found
 * by the script under a global name.
 */

import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { EdgeVM } from '@edge-runtime/vm'
import { build } from 'esbuild'

import { report } from './report.mjs'

const modules = {}

const { outputFiles } = await build({
  bundle: true,
  conditions: ['edge-light', 'worker'],
  entryPoints: [process.argv[2]],
  format: 'iife',
  logLevel: 'error',
  plugins: [{ name: 'wasm', setup: atDeployment }],
  target: 'es2022',
  write: false,
})
const vm = new EdgeVM({
  codeGeneration: { strings: false, wasm: false },
  extend: (context) => Object.assign(context, modules),
})
vm.evaluate(outputFiles[0].text)
report({ where: 'edge', ...JSON.parse(await vm.evaluate('result')) })

function atDeployment({ onResolve, onLoad }) {
  onResolve({ filter: /\.wasm\?module$/ }, ({ path, importer }) => ({
    namespace: 'wasm',
    path: join(dirname(importer), path.replace(/\?module$/, '')),
  }))
  onLoad({ filter: /./, namespace: 'wasm' }, async ({ path }) => {
    const name = `wasm_${Object.keys(modules).length}`
    modules[name] = undefined
    modules[name] = new WebAssembly.Module(await readFile(path))
    return { contents: `export default globalThis.${name}` }
  })
}
