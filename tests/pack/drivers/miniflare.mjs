/** Runs a bundled worker in workerd: miniflare.mjs FOLDER ENTRY. */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { Miniflare } from 'miniflare'

import { report } from './report.mjs'

const [folder, entry] = process.argv.slice(2)
const wasm = (await readdir(folder)).filter((file) => file.endsWith('.wasm'))
const miniflare = new Miniflare({
  cf: false,
  compatibilityDate: '2026-04-01',
  modules: [
    { type: 'ESModule', path: join(folder, entry) },
    ...wasm.map((file) => ({ type: 'CompiledWasm', path: join(folder, file) })),
  ],
  modulesRoot: folder,
})
try {
  const response = await miniflare.dispatchFetch('http://localhost/')
  const body = await response.text()
  if (!response.ok) throw new Error(body)
  report({ where: 'workerd', ...JSON.parse(body) })
} finally {
  await miniflare.dispose()
}
