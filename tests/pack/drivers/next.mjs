/** Starts the built Next.js project of the working directory and runs its routes and its page. */

import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { holdsModule } from './module-text.mjs'
import { visit } from './page.mjs'
import { outcome, report } from './report.mjs'

const NEXT = fileURLToPath(new URL('../node_modules/next/dist/bin/next', import.meta.url))

for (const route of ['/api/edge/route', '/composer-edge/page']) report(await precompiled(route))

const port = await freePort()
const server = spawn(process.execPath, [NEXT, 'start', '-H', '127.0.0.1', '-p', String(port)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  await ready(server)
  const origin = `http://127.0.0.1:${port}`
  for (const route of ['node', 'edge']) {
    const response = await fetch(`${origin}/api/${route}`)
    const body = await response.text()
    if (!response.ok) throw new Error(`/api/${route}: status ${response.status}: ${body}`)
    report(JSON.parse(body))
  }
  const measured = 'server: 1 × UCS-2'
  report(await rendered(`${origin}/composer`, [measured, 'client: 2 × GSM-7', '<septet-composer']))
  report(await rendered(`${origin}/composer-edge`, [measured]))
  const addresses = [`${origin}/`, `${origin}/composer`]
  for (const result of await visit('chromium', addresses)) report(result)
} finally {
  server.kill('SIGKILL')
}

/** What a server has measured stands in the page before any script runs. */
async function rendered(address, shown) {
  const html = await (await fetch(address)).text()
  const missing = shown.filter((part) => !html.includes(part))
  return outcome(`${new URL(address).pathname} is rendered on the server`, missing[0] ?? null)
}

/**
 * An edge route must take the module that is compiled at deployment. Next's local server also
 * compiles bytes, which Vercel refuses, so only the build tells.
 */
async function precompiled(name) {
  const title = `${name} lists its wasm files and holds no bytes of them`
  const manifest = JSON.parse(await readFile('.next/server/middleware-manifest.json', 'utf8'))
  const route = manifest.functions[name]
  if (!route) return outcome(title, `no edge route among ${Object.keys(manifest.functions)}`)
  if (!(route.wasm?.length > 0)) return outcome(title, 'no wasm file is listed')
  const scripts = route.files.filter((file) => file.endsWith('.js'))
  for (const file of scripts) {
    const text = await readFile(join('.next', file), 'utf8')
    if (holdsModule(text)) return outcome(title, `${file} holds a module's bytes`)
  }
  return outcome(title, null)
}

function ready({ stdout }) {
  return new Promise((resolve, reject) => {
    let output = ''
    stdout.setEncoding('utf8').on('data', (text) => {
      output += text
      if (/Ready in/.test(output)) resolve()
    })
    stdout.on('close', () => reject(new Error(`next start has ended: ${output}`)))
  })
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
