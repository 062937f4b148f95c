// Bytes of every entry as esbuild bundles it for a browser: raw, gzip and brotli.
// `--check` fails when an entry is over its budget (gzip bytes, in budgets.json).

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { brotliCompressSync, gzipSync } from 'node:zlib'

import { build } from 'esbuild'

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'))
const PEERS = [
  '@trt2/gsm-charset-utils', 'sms-segments-calculator', 'twilio/lib/webhooks/webhooks.js', 'twilio/lib/twiml/MessagingResponse.js', 'twilio',
  'libphonenumber-js/min', 'libphonenumber-js/max', 'google-libphonenumber', 'awesome-phonenumber',
]

/** Parts of a package that are left when the rest is not imported. */
const PARTS = [
  ['septet/phone', 'parsePhone'],
  ['libphonenumber-js/min', 'parsePhoneNumberFromString'],
  ['libphonenumber-js/max', 'parsePhoneNumberFromString'],
]

/** `names` of what `specifier` exports, bundled and minified. */
async function bundle(specifier, platform, names = '*') {
  const result = await build({
    stdin: { contents: `export ${names} from '${specifier}'`, resolveDir: process.cwd() },
    bundle: true, minify: true, write: false, format: 'esm', platform, target: 'es2022', logLevel: 'error', charset: 'utf8', external: ['react'],
  })
  return result.outputFiles[0].contents
}

const line = (name, raw, gzip, brotli, note = '') =>
  console.log(name.padEnd(42), ...[raw, gzip, brotli].map((value) => String(value).padStart(10)), ` ${note}`)

line('entry', 'raw', 'gzip', 'brotli', 'budget (gzip)')
let over = 0
for (const [specifier, budget] of Object.entries(budgets)) {
  const code = await bundle(specifier, 'browser')
  const gzip = gzipSync(code, { level: 9 }).length
  const state = gzip <= budget ? `<= ${budget}` : `OVER ${budget}`
  if (gzip > budget) over++
  line(specifier, code.length, gzip, brotliCompressSync(code).length, state)
}
for (const specifier of values.check ? [] : PEERS) {
  const code = await bundle(specifier, 'node')
  line(specifier, code.length, gzipSync(code, { level: 9 }).length, brotliCompressSync(code).length, 'peer, for Node')
}
for (const [specifier, name] of values.check ? [] : PARTS) {
  const code = await bundle(specifier, 'browser', `{ ${name} }`)
  line(`${name}, ${specifier}`, code.length, gzipSync(code, { level: 9 }).length, brotliCompressSync(code).length, 'that function alone')
}
if (values.check) {
  const entries = Object.keys(budgets).length
  console.log(`${entries - over} passed, ${over} failed`)
}
process.exitCode = over > 0 ? 1 : 0
