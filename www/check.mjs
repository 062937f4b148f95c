/** Starts the site, loads all of it as a browser would, makes a webhook round trip; exits 0 or 1. */

import { once } from 'node:events'

import { entry, PACKAGE_ROOT, septet } from './package.mjs'
import { PAGES, start } from './server.mjs'

const TYPES = { css: 'text/css', html: 'text/html', js: 'text/javascript', svg: 'image/svg+xml' }

async function main() {
  const site = await start()
  console.log(`started ${site.origin}/`)
  try {
    await checkPages(site.origin)
    await checkRefusals(site.origin)
    await checkWebhook(site)
  } finally {
    site.server.close()
    site.server.closeAllConnections()
    await once(site.server, 'close')
  }
}

/** Loads each page, and everything it refers to, directly or through other files, once. */
async function checkPages(origin) {
  const seen = new Set()
  for (const page of Object.keys(PAGES)) {
    const html = await load(origin, page, 'html')
    const imports = importMap(html)
    await checkImportMap(imports)
    const queue = [...html.matchAll(/\s(?:src|href)="([^"#]+)"/g)].map(([, url]) => url)
    while (queue.length > 0) {
      const path = queue.shift()
      if (path in PAGES || seen.has(path)) continue
      seen.add(path)
      const text = await load(origin, path, path.split('.').at(-1))
      if (path.endsWith('.js')) queue.push(...imported(text, path, imports))
    }
  }
  equal([...seen].some((path) => path.startsWith('/septet/')), true, 'the pages use the package')
}

async function load(origin, path, kind) {
  const response = await fetch(origin + path)
  const text = await response.text()
  equal(response.status, 200, `GET ${path}: status`)
  equal(response.headers.get('content-type').split(';')[0], TYPES[kind], `GET ${path}: type`)
  if (text.length === 0) throw new Error(`GET ${path}: empty`)
  if (kind === 'html') checkPolicy(response.headers.get('content-security-policy') ?? '', path)
  const head = await fetch(origin + path, { method: 'HEAD' })
  equal(Number(head.headers.get('content-length')), Buffer.byteLength(text), `HEAD ${path}: length`)
  console.log(`ok GET ${path} (${TYPES[kind]}, ${Buffer.byteLength(text)} bytes)`)
  return text
}

function checkPolicy(policy, path) {
  const script = "script-src 'self' 'wasm-unsafe-eval' 'sha256-"
  for (const part of ["default-src 'none'", script, "style-src 'self'"]) {
    if (!policy.includes(part)) throw new Error(`GET ${path}: the policy lacks ${part}`)
  }
  if (policy.includes('unsafe-inline')) throw new Error(`GET ${path}: inline code is allowed`)
}

/** The addresses in a page's import map must be those that the package's own exports name. */
async function checkImportMap(imports) {
  for (const [specifier, address] of Object.entries(imports)) {
    const { href } = await entry(specifier)
    equal(address, `/septet/${href.slice(PACKAGE_ROOT.href.length)}`, `import map: ${specifier}`)
  }
}

function importMap(html) {
  const [, text] = /<script type="importmap">([^]*?)<\/script>/.exec(html)
  return JSON.parse(text).imports
}

/** The paths that a module imports. A name that the import map lacks fails, as in a browser. */
function imported(text, path, imports) {
  const specifiers = [...text.matchAll(/^\s*(?:import\s*|(?:import|export)\b[^'"`;()=]*?\bfrom\s*)["']([^"'\n]+)["']/gm)]
  return specifiers.map(([, specifier]) => {
    if (specifier in imports) return imports[specifier]
    const isPath = /^\.{0,2}\//.test(specifier)
    if (!isPath) throw new Error(`${path} imports ${specifier}, which its page does not map`)
    return new URL(specifier, `http://site${path}`).pathname
  })
}

async function checkRefusals(origin) {
  const cases = [
    ['GET', '/nothing', 404], ['GET', '/server.mjs', 404], ['GET', '/index.html', 404],
    ['GET', '/septet/%2e%2e/www/server.mjs', 404], ['GET', '/%', 404],
    ['POST', '/', 405], ['DELETE', '/style.css', 405], ['GET', '/webhook', 405],
  ]
  for (const [method, path, status] of cases) {
    const response = await fetch(origin + path, { method })
    equal(response.status, status, `${method} ${path}`)
    await response.text()
    console.log(`ok ${method} ${path} is refused with ${status}`)
  }
}

async function checkWebhook({ publicUrl, authToken }) {
  const { signTwilio } = await septet('septet/signature')
  const text = 'Fish & chips for “two” <please>'
  const form = { From: '+15005550006', To: '+15005550001', Body: text }
  const body = new URLSearchParams(form).toString()
  const signature = signTwilio({ authToken, url: publicUrl, body })
  const answer = await post(publicUrl, body, signature)
  equal(answer.status, 200, 'signed webhook: status')
  equal(answer.type, 'text/xml; charset=utf-8', 'signed webhook: type')
  equal(answer.text, await expectedReply(text), 'signed webhook: TwiML')
  console.log(`ok POST /webhook, signed: ${answer.text}`)

  const other = signTwilio({ authToken: 'another', url: publicUrl, body })
  const forged = {
    changed: [`${body}1`, signature],
    unsigned: [body, undefined],
    'signed with another token': [body, other],
  }
  for (const [how, request] of Object.entries(forged)) {
    const { status, type } = await post(publicUrl, ...request)
    equal([status, type].join(), '403,text/plain; charset=utf-8', `${how} webhook`)
    console.log(`ok POST /webhook, ${how}, is refused with 403`)
  }
}

async function post(url, body, signature) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  if (signature) headers['x-twilio-signature'] = signature
  const response = await fetch(url, { method: 'POST', headers, body })
  const type = response.headers.get('content-type')
  return { status: response.status, type, text: await response.text() }
}

async function expectedReply(text) {
  const { segment } = await septet('septet/segments')
  const { count, encoding } = segment(text)
  const summary = `Your text had ${count} segment${count === 1 ? '' : 's'} (${encoding}).`
  return `<?xml version="1.0" encoding="UTF-8"?><Response><Message>${summary}</Message></Response>`
}

function equal(got, want, what) {
  if (got !== want) throw new Error(`${what}: got ${got}, not ${want}`)
}

try {
  await main()
  console.log('the site works')
} catch (error) {
  console.error(`septet: ${error.message}`)
  process.exitCode = 1
}
