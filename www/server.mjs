/** Serves the site, the built package and one webhook: `node www/server.mjs --port 8787`. */

import { createHash, randomBytes } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

import { PACKAGE_ROOT } from './package.mjs'

export const HOST = '127.0.0.1'
export const PAGES = {
  '/': 'index.html',
  '/phone': 'phone.html',
  '/signature': 'signature.html',
  '/twiml': 'twiml.html',
}

const SITE_ROOT = new URL('./', import.meta.url)
const WEBHOOK = '/webhook'

// The server's own modules end in .mjs, and so are not served.
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

const HEADERS = {
  'cache-control': 'no-cache',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/**
 * Starts the site.
 *
 * @param options `port` (0 for any), and of the webhook `authToken` (random when left out) and
 * `publicUrl` (this machine's when left out)
 * @returns the listening server, its `origin`, and the `authToken` and `publicUrl` in use
 */
export async function start({ port = 0, authToken = randomToken(), publicUrl } = {}) {
  const { answerWebhook } = await import('./webhook.mjs')
  const config = { authToken, publicUrl }
  const server = createServer((request, response) => {
    answer(request, response, (...call) => answerWebhook(...call, config)).catch((error) => {
      if (error.code !== 'ECONNRESET') console.error(error) // Callers may hang up.
      if (response.headersSent) response.destroy()
      else plain(response, 500, 'something went wrong here')
    })
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, resolve)
  })
  const origin = `http://${HOST}:${server.address().port}`
  config.publicUrl ??= origin + WEBHOOK
  return { server, origin, ...config }
}

async function answer(request, response, webhook) {
  const path = request.url.split('?', 1)[0]
  if (path === WEBHOOK) {
    if (request.method === 'POST') return webhook(request, response)
    return plain(response, 405, 'a webhook takes POST', { allow: 'POST' })
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plain(response, 405, 'only GET and HEAD here', { allow: 'GET, HEAD' })
  }
  const file = await fileFor(path)
  if (!file) return plain(response, 404, 'there is nothing here')
  const { type, bytes } = file
  const headers = { ...HEADERS, 'content-type': type, 'content-length': bytes.length }
  if (type === TYPES['.html']) headers['content-security-policy'] = policy(bytes.toString())
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : bytes)
}

/** The file at a path of the site, or null. Nothing outside the two folders can be reached. */
async function fileFor(path) {
  const name = PAGES[path] ?? decoded(path)?.slice(1)
  if (!name || !name.split('/').every((part) => /^[\w-][\w.-]*$/.test(part))) return null
  const packaged = name.startsWith('septet/')
  const root = packaged ? PACKAGE_ROOT : SITE_ROOT
  const type = TYPES[extname(name)]
  if (!type || (type === TYPES['.html'] && !PAGES[path])) return null
  try {
    const file = await realpath(new URL(packaged ? name.slice('septet/'.length) : name, root))
    const inside = file.startsWith(await realpath(root))
    return inside ? { type, bytes: await readFile(file) } : null
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(error.code)) return null
    throw error
  }
}

function decoded(path) {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

/** Allows a page its own files and its import map, and no connection to anywhere. */
function policy(html) {
  const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(html)
  const hash = createHash('sha256').update(map).digest('base64')
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function plain(response, status, text, headers = {}) {
  const type = { 'content-type': 'text/plain; charset=utf-8' }
  response.writeHead(status, { ...HEADERS, ...headers, ...type })
  response.end(`${text}\n`)
}

function randomToken() {
  return randomBytes(16).toString('hex')
}

async function main() {
  const { port, 'public-url': publicUrl } = parseArgs({
    options: { port: { type: 'string', default: '8787' }, 'public-url': { type: 'string' } },
  }).values
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) throw new Error(`--port ${port}: not a port`)
  const own = process.env.TWILIO_AUTH_TOKEN || undefined
  const site = await start({ port: Number(port), authToken: own, publicUrl })
  console.log(`Septet is at ${site.origin}/`)
  const token = own ? 'TWILIO_AUTH_TOKEN' : `the auth token ${site.authToken}, made for this run`
  console.log(`Its webhook is POST ${site.publicUrl}, signed with ${token}`)
}

function told(error) {
  if (error.code === 'EADDRINUSE') return `port ${error.port} is taken: choose another with --port`
  return error.message
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error) => {
    console.error(`septet: ${told(error)}`)
    process.exitCode = 1
  })
}
