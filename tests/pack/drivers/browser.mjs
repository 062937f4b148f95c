/** Serves a folder on 127.0.0.1 and runs pages of it: browser.mjs BROWSER FOLDER PAGE.... */

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'

import { visit } from './page.mjs'
import { report } from './report.mjs'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
}
/** The strictest policy under which a page may use WebAssembly at all. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'"

const [browser, folder, ...pages] = process.argv.slice(2)
const root = resolve(folder)

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost')
  if (pathname === '/favicon.ico') return response.writeHead(204).end()
  const file = resolve(join(root, decodeURIComponent(pathname)))
  const body = file.startsWith(root + sep) ? await readFile(file).catch(() => null) : null
  if (body === null) return response.writeHead(404).end()
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(body)
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
try {
  const addresses = pages.map((page) => `http://127.0.0.1:${server.address().port}/${page}`)
  for (const result of await visit(browser, addresses)) report(result)
} finally {
  server.closeAllConnections()
  server.close()
}
