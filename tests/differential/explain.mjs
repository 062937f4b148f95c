// What goes wrong in practice: requests signed as Twilio does, sent to a real Express or handed to a
// handler of a Worker or Next.js, which checks them in a way that fails. `twilio` 6.2.0 and we refuse
// each, the explanation names the cause, and the mend it names makes the same request valid.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as send } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { format } from 'node:url'

import express from 'express'
import { explainTwilio, verifyTwilio } from 'septet/signature-full'

const twilio = createRequire(import.meta.url)('twilio/lib/webhooks/webhooks.js')

const TOKEN = '0123456789abcdef0123456789abcdef'
const HOST = 'hooks.example.test'
const URL_ = `https://${HOST}/sms`
const FORM = [
  ['AccountSid', `AC${'1'.repeat(32)}`],
  ['Body', 'Hello there'],
  ['From', '+14155550100'],
  ['To', '+14155550199'],
]
const JSON_ = '{ "event": "delivered" }'
const HASHED = `${URL_}?bodySHA256=${createHash('sha256').update(JSON_).digest('hex')}`
const SIGNATURE = 'x-twilio-signature'
const form = express.urlencoded({ extended: false })

/** As a proxy in front of the server passes it on. */
const PROXIED = { host: HOST, 'x-forwarded-proto': 'https' }
const publicUrl = (req) => `https://${HOST}${req.originalUrl}`

// --- Express: the url.

inExpress('TLS ends at the proxy', ['scheme-changed'], {
  naive: (req) => ({ url: `${req.protocol}://${req.get('host')}${req.originalUrl}`, params: req.body }),
  mended: (req) => {
    req.app.set('trust proxy', 1)
    return { url: `${req.protocol}://${req.get('host')}${req.originalUrl}`, params: req.body }
  },
})
inExpress('a tunnel rewrites Host', ['scheme-changed', 'host-changed'], {
  headers: { host: 'localhost:3000', 'x-forwarded-host': HOST },
  naive: (req) => ({ url: `${req.protocol}://${req.get('host')}${req.originalUrl}`, params: req.body }),
  mended: (req) => ({ url: `https://${req.get('x-forwarded-host')}${req.originalUrl}`, params: req.body }),
})
inExpress('the public port is not the server\'s', ['port-changed'], {
  url: `https://${HOST}:8443/sms`,
  naive: (req) => ({ url: `https://${req.hostname}${req.originalUrl}`, params: req.body }),
  mended: (req) => ({ url: `https://${req.hostname}:8443${req.originalUrl}`, params: req.body }),
})
inExpress('a mounted router has a path of its own', ['path-prefix-lost'], {
  url: `https://${HOST}/api/sms`,
  mount: '/api',
  naive: (req) => ({ url: `https://${HOST}${req.url}`, params: req.body }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('a proxy takes a prefix off the path', ['path-prefix-lost'], {
  url: `https://${HOST}/tenant-7/sms`,
  wire: '/sms',
  headers: { ...PROXIED, 'x-forwarded-prefix': '/tenant-7' },
  naive: (req) => ({ url: publicUrl(req), params: req.body }),
  mended: (req) => ({ url: `https://${HOST}${req.get('x-forwarded-prefix')}${req.originalUrl}`, params: req.body }),
})
inExpress('a proxy rewrites the path', ['path-rewritten'], {
  url: `https://${HOST}/in`,
  wire: '/handlers/sms',
  headers: { ...PROXIED, 'x-original-url': '/in' },
  naive: (req) => ({ url: publicUrl(req), params: req.body }),
  mended: (req) => ({ url: `https://${HOST}${req.get('x-original-url')}`, params: req.body }),
})
inExpress('req.path has no query', ['query-lost'], {
  url: `${URL_}?id=7`,
  headers: { ...PROXIED, 'x-original-uri': '/sms?id=7' },
  naive: (req) => ({ url: `https://${HOST}${req.path}`, params: req.body }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('req.url is no url', ['url-relative'], {
  naive: (req) => ({ url: req.url, params: req.body }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('url.format escapes the question mark', ['question-mark-escaped'], {
  url: `${URL_}?id=7`,
  naive: (req) => ({ url: format({ protocol: 'https', host: HOST, pathname: req.originalUrl }), params: req.body }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('slashes at the end are cut off', ['trailing-slash'], {
  url: `${URL_}/`,
  naive: (req) => ({ url: publicUrl(req).replace(/\/$/, ''), params: req.body }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('a proxy merges slashes', ['double-slash'], {
  url: `https://${HOST}//sms`,
  wire: '/sms',
  naive: (req) => ({ url: publicUrl(req), params: req.body }),
  mended: (req) => ({ url: `https://${HOST}/${req.originalUrl}`, params: req.body }),
})
inExpress('the path is decoded', ['path-encoding'], {
  url: `https://${HOST}/to/sip%3Aa%40b`,
  naive: (req) => ({ url: `https://${HOST}${decodeURIComponent(req.path)}`, params: req.body }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('user and password stand in the url at Twilio', ['user-info'], {
  url: `https://twilio:pass@${HOST}/sms`,
  headers: { ...PROXIED, authorization: `Basic ${btoa('twilio:pass')}` },
  naive: (req) => ({ url: publicUrl(req), params: req.body }),
  mended: (req) => ({ url: `https://twilio:pass@${HOST}${req.originalUrl}`, params: req.body }),
})
inExpress('a proxy ends TLS and the slash is cut off', ['scheme-changed', 'trailing-slash'], {
  url: `${URL_}/`,
  naive: (req) => ({ url: `${req.protocol}://${req.get('host')}${req.path.replace(/\/$/, '')}`, params: req.body }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})

// --- Express: body and parameters.

inExpress('the extended parser makes objects of brackets', ['nested-params'], {
  params: [...FORM, ['Binding[Address]', '+14155550101']],
  parser: express.urlencoded({ extended: true }),
  naive: (req) => ({ url: publicUrl(req), params: req.body }),
  mendedParser: form,
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('the extended parser takes brackets off', ['array-params'], {
  params: [...FORM, ['Tag[]', 'a'], ['Tag[]', 'b']],
  parser: express.urlencoded({ extended: true }),
  naive: (req) => ({ url: publicUrl(req), params: req.body }),
  mendedParser: form,
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('the parser reads Latin-1', ['charset'], {
  params: replaced({ Body: 'café' }),
  parser: express.urlencoded({ extended: false, defaultCharset: 'iso-8859-1' }),
  naive: (req) => ({ url: publicUrl(req), params: req.body }),
  mendedParser: form,
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('there is no body parser', ['body-missing', 'token-wrong'], {
  parser: (_req, _res, next) => next(),
  naive: (req) => ({ url: publicUrl(req), params: req.body ?? {} }),
  mendedParser: form,
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('JSON is parsed and written again', ['body-hash'], {
  url: HASHED,
  json: JSON_,
  parser: express.json(),
  naive: (req) => ({ url: publicUrl(req), body: JSON.stringify(req.body) }),
  mendedParser: express.raw({ type: 'application/json' }),
  mended: (req) => ({ url: publicUrl(req), body: req.body }),
})
inExpress('JSON is handed over as params', ['json-as-params'], {
  url: HASHED,
  json: JSON_,
  parser: express.json(),
  naive: (req) => ({ url: publicUrl(req), params: req.body }),
  mendedParser: express.raw({ type: 'application/json' }),
  mended: (req) => ({ url: publicUrl(req), body: req.body }),
})
inExpress('JSON is trimmed', ['body-trimmed'], {
  url: HASHED.replace(/[^=]*$/, createHash('sha256').update(`${JSON_}\n`).digest('hex')),
  json: `${JSON_}\n`,
  parser: express.text({ type: 'application/json' }),
  naive: (req) => ({ url: publicUrl(req), body: req.body.trim() }),
  mended: (req) => ({ url: publicUrl(req), body: req.body }),
})
inExpress('a form is written as JSON', ['form-as-json'], {
  naive: (req) => ({ url: publicUrl(req), body: JSON.stringify(req.body) }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('a form is made a string', ['body-stringified', 'token-wrong'], {
  naive: (req) => ({ url: publicUrl(req), body: String({ ...req.body }) }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('parameters of a GET request are given twice', ['params-twice'], {
  url: `${URL_}?Digits=1&From=%2B14155550100`,
  params: null,
  naive: (req) => ({ url: publicUrl(req), params: { ...req.query } }),
  mended: (req) => ({ url: publicUrl(req) }),
})
inExpress('parameters of a GET request are taken out of the url', ['query-as-params'], {
  url: `${URL_}?Digits=1&From=%2B14155550100`,
  params: null,
  naive: (req) => ({ url: `https://${HOST}${req.path}`, params: { ...req.query } }),
  mended: (req) => ({ url: publicUrl(req) }),
})
inExpress('query and form are merged', ['params-twice'], {
  url: `${URL_}?id=7`,
  naive: (req) => ({ url: publicUrl(req), params: { ...req.query, ...req.body } }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('middleware adds a parameter', ['params-added'], {
  naive: (req) => ({ url: publicUrl(req), params: Object.assign(req.body, { tenant: '7' }) }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('middleware trims what people write', ['params-trimmed'], {
  params: replaced({ Body: 'Hello ' }),
  naive: (req) => ({ url: publicUrl(req), params: mapped(req.body, (value) => value.trim()) }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('middleware drops empty parameters', ['empty-params-lost'], {
  params: [...FORM, ...['FromCity', 'FromState', 'FromZip'].map((name) => [name, ''])],
  naive: (req) => ({ url: publicUrl(req), params: Object.fromEntries(Object.entries(req.body).filter(([, value]) => value !== '')) }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('middleware makes null of empty parameters', ['coerced-params'], {
  params: [...FORM, ['FromCity', '']],
  naive: (req) => ({ url: publicUrl(req), params: mapped(req.body, (value) => (value === '' ? null : value)) }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
inExpress('middleware makes numbers', ['coerced-params'], {
  params: [...FORM, ['NumMedia', '0']],
  // twilio writes the number as text again.
  isRefusedByTwilio: false,
  naive: (req) => ({ url: publicUrl(req), params: mapped(req.body, (value) => (/^\d+$/.test(value) ? Number(value) : value)) }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})

// --- Express: the header and the token.

inExpress('a gateway sets the header a second time', ['signature-joined'], {
  twice: true,
  naive: (req) => ({ url: publicUrl(req), params: req.body }),
  mended: (req) => ({ url: publicUrl(req), params: req.body, signature: req.get(SIGNATURE).split(', ')[1] }),
})
inExpress('a gateway drops the header', ['signature-missing'], {
  naive: (req) => ({ url: publicUrl(req), params: req.body, signature: req.get('x-twilio-signatur') }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})
for (const [name, code, change] of [
  ['is cut at the equals sign', 'signature-unpadded', (text) => text.split('=')[0]],
  ['is cut by a column of a table', 'signature-truncated', (text) => text.slice(0, 24)],
  ['is made small by a gateway', 'signature-case', (text) => text.toLowerCase()],
  ['is written as JSON', 'signature-quoted', (text) => JSON.stringify(text)],
  ['is escaped', 'signature-percent-encoded', (text) => encodeURIComponent(text)],
  ['goes through a query', 'signature-plus-lost', (text) => new URLSearchParams(`s=${text}`).get('s')],
  ['becomes url-safe', 'signature-url-safe', (text) => text.replaceAll('+', '-').replaceAll('/', '_')],
  ['is handed on in hexadecimal', 'signature-hex', (text) => Buffer.from(text, 'base64').toString('hex')],
  ['gets its algorithm', 'signature-prefixed', (text) => `sha1=${text}`],
  ['gets a line break', 'signature-whitespace', (text) => `${text}\n`],
]) {
  inExpress(`the header ${name}`, [code], {
    params: withPlusAndSlash(),
    naive: (req) => ({ url: publicUrl(req), params: req.body, signature: change(req.get(SIGNATURE)) }),
    mended: (req) => ({ url: publicUrl(req), params: req.body }),
  })
}
const folder = mkdtempSync(join(tmpdir(), 'septet-'))
after(() => rmSync(folder, { recursive: true }))
for (const [name, codes, authToken] of [
  ['read from a file with a line break', ['token-whitespace'], stored(`${TOKEN}\n`)],
  ['in quotation marks', ['token-quoted'], stored(`"${TOKEN}"`)],
  ['as a line of .env', ['token-quoted'], stored(`TWILIO_AUTH_TOKEN=${TOKEN}`)],
  ['in capitals', ['token-case'], TOKEN.toUpperCase()],
  ['that is the account SID', ['token-account-sid', 'token-wrong'], `AC${'1'.repeat(32)}`],
  ['that is the SID of an API key', ['token-api-key', 'token-wrong'], `SK${'1'.repeat(32)}`],
  ['that is the secret of an API key', ['token-shape', 'token-wrong'], 'AbCdEfGhIjKlMnOpQrStUvWxYz012345'],
  ['that is old', ['token-wrong'], 'f'.repeat(32)],
]) {
  inExpress(`a token ${name}`, codes, {
    naive: (req) => ({ url: publicUrl(req), params: req.body, authToken }),
    mended: (req) => ({ url: publicUrl(req), params: req.body }),
  })
}
inExpress('the token of another account', ['subaccount', 'token-wrong'], {
  known: { accountSid: `AC${'2'.repeat(32)}` },
  naive: (req) => ({ url: publicUrl(req), params: req.body, authToken: 'f'.repeat(32) }),
  mended: (req) => ({ url: publicUrl(req), params: req.body }),
})

// --- A Worker, or a route of Next.js: a function of a Request.

inWorker('the query is written again', ['query-encoding'], {
  url: `${URL_}?to=sip:1@2`,
  naive: async (request) => {
    const url = new URL(request.url)
    return { url: `${url.origin}${url.pathname}?${url.searchParams}`, body: await request.text() }
  },
  mended: async (request) => ({ url: request.url, body: await request.text() }),
})
inWorker('the query is sorted', ['query-order'], {
  url: `${URL_}?c=1&b=2&a=3`,
  naive: async (request) => {
    const url = new URL(request.url)
    url.searchParams.sort()
    return { url: url.href, body: await request.text() }
  },
  mended: async (request) => ({ url: request.url, body: await request.text() }),
})
inWorker('new URL escapes an apostrophe', ['apostrophe'], {
  url: `${URL_}?name=O'Hara&x=a,b`,
  naive: async (request) => ({ url: request.url, body: await request.text() }),
  mended: async (request) => ({ url: `${URL_}?name=O'Hara&x=a,b`, body: await request.text() }),
})
inWorker('a rewrite adds to the query', ['query-added'], {
  url: `${URL_}?id=7`,
  wire: `${URL_}?id=7&slug=sms`,
  naive: async (request) => ({ url: request.url, body: await request.text() }),
  mended: async (request) => ({ url: request.url.replace('&slug=sms', ''), body: await request.text() }),
})
inWorker('the configured url has a fragment', ['fragment'], {
  naive: async (request) => ({ url: `${request.url}#top`, body: await request.text() }),
  mended: async (request) => ({ url: request.url, body: await request.text() }),
})
inWorker('the server knows a private address', ['scheme-changed', 'host-changed'], {
  wire: 'http://10.0.0.7:3000/sms',
  known: { publicUrl: URL_ },
  naive: async (request) => ({ url: request.url, body: await request.text() }),
  mended: async (request) => ({ url: URL_, body: await request.text() }),
})
inWorker('nobody knows the public address', ['host-private', 'token-wrong'], {
  host: '10.0.0.7:3000',
  wire: 'http://10.0.0.7:3000/sms',
  naive: async (request) => ({ url: request.url, body: await request.text() }),
  mended: async (request) => ({ url: URL_, body: await request.text() }),
})
inWorker('the body is decoded before it is read', ['plus-lost'], {
  naive: async (request) => ({ url: request.url, body: decodeURIComponent(await request.text()) }),
  mended: async (request) => ({ url: request.url, body: await request.text() }),
})
inWorker('the values are encoded twice', ['double-encoded'], {
  naive: async (request) => {
    const pairs = [...new URLSearchParams(await request.text())]
    return { url: request.url, params: pairs.map(([name, value]) => [name, encodeURIComponent(value)]) }
  },
  mended: async (request) => ({ url: request.url, body: await request.text() }),
})
inWorker('a form of several parts converts line breaks', ['line-breaks'], {
  params: replaced({ Body: 'a\nb' }),
  naive: async (request) => {
    const data = new FormData()
    for (const [name, value] of new URLSearchParams(await request.text())) data.append(name, value)
    return { url: request.url, params: [...(await new Response(data).formData())] }
  },
  mended: async (request) => ({ url: request.url, body: await request.text() }),
})
inWorker('a body that Twilio never signed', ['body-unsigned'], {
  params: [],
  naive: async (request) => ({ url: request.url, body: '{"Body":[["hi"]]}' }),
  mended: async (request) => ({ url: request.url, body: await request.text() }),
})
inWorker('JSON without its hash', ['json-without-hash', 'token-wrong'], {
  url: HASHED,
  json: JSON_,
  naive: async (request) => ({ url: URL_, body: await request.text() }),
  mended: async (request) => ({ url: request.url, body: await request.text() }),
})
inWorker('bodySHA256 stands there twice', ['body-hash-twice'], {
  url: `${HASHED}&bodySHA256=0`,
  json: JSON_,
  // twilio takes the first one.
  isRefusedByTwilio: false,
  naive: async (request) => ({ url: request.url, body: await request.text() }),
})

test('the handshake of a media stream', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `wss://${HOST}/stream`
  const outgoing = send({
    port: server.address().port,
    path: '/stream',
    headers: { ...PROXIED, connection: 'upgrade', upgrade: 'websocket', [SIGNATURE]: signed(url, []) },
  })
  outgoing.on('error', () => {}).end()
  const [req, socket] = await once(server, 'upgrade')
  socket.destroy()
  server.close()
  const checked = { authToken: TOKEN, signature: req.headers[SIGNATURE], url: `https://${req.headers.host}${req.url}` }
  explains(['scheme-websocket'], checked, { headers: req.headers, method: req.method }, [])
  assert.equal(verifyTwilio({ ...checked, url }), true)
})

/** Sends the request to a real Express. */
function inExpress(name, codes, options) {
  const { url = URL_, params = FORM, json, parser = form, mount = '', headers = PROXIED } = options
  test(`Express: ${name}`, async () => {
    const { pathname, search } = new URL(url)
    const body = json ?? (params === null ? undefined : String(new URLSearchParams(params)))
    const signature = signed(url, json === undefined ? (params ?? []) : [])
    const sent = {
      path: options.wire ?? (url.includes(`${HOST}//`) ? '//sms' : pathname + search),
      method: params === null ? 'GET' : 'POST',
      headers: {
        ...headers,
        [SIGNATURE]: options.twice ? [`${'A'.repeat(27)}=`, signature] : signature,
        ...(body !== undefined && { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' }),
      },
    }
    const [naive, known] = await answered(mount, parser, options.naive, sent, body)
    explains(codes, naive, { ...known, ...options.known }, params ?? [], options.isRefusedByTwilio)
    const [mended] = await answered(mount, options.mendedParser ?? parser, options.mended, sent, body)
    assert.equal(verifyTwilio(mended), true, 'the mend')
  })
}

/** What the route in a real Express gives to be checked. */
async function answered(mount, parser, check, sent, body) {
  const app = express()
  const router = express.Router()
  let received
  router.use((req, res) => {
    const known = { headers: req.headers, method: req.method }
    received = [{ authToken: TOKEN, signature: req.get(SIGNATURE), ...check(req) }, known]
    res.end()
  })
  app.use(parser)
  app.use(mount, router)
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const outgoing = send({ port: server.address().port, ...sent })
  outgoing.end(body)
  const [response] = await once(outgoing, 'response')
  response.resume()
  await once(response, 'end')
  server.close()
  assert.equal(response.statusCode, 200)
  return received
}

/** Hands the request to a function of a Request. */
function inWorker(name, codes, options) {
  const { url = URL_, wire = url, host = HOST, params = FORM, json, known, naive, mended } = options
  test(`Worker: ${name}`, async () => {
    const signature = signed(url, json === undefined ? params : [])
    const request = () =>
      new Request(wire, {
        method: 'POST',
        headers: { [SIGNATURE]: signature, host },
        body: json ?? new URLSearchParams(params),
      })
    const incoming = request()
    const checked = { authToken: TOKEN, signature: incoming.headers.get(SIGNATURE), ...(await naive(incoming)) }
    const { headers, method } = incoming
    explains(codes, checked, { headers, method, ...known }, params, options.isRefusedByTwilio)
    if (mended === undefined) return
    assert.equal(verifyTwilio({ authToken: TOKEN, signature, ...(await mended(request())) }), true, 'the mend')
  })
}

/** Says that the check fails, also with `twilio`, and that the explanation names the causes and no secret. */
function explains(codes, checked, known, params, isRefusedByTwilio = true) {
  assert.equal(verifyTwilio(checked), false, 'septet verifies it')
  assert.equal(verifiesWithTwilio(checked), !isRefusedByTwilio, 'twilio verifies it')
  const explanation = explainTwilio({ ...checked, ...known })
  assert.deepEqual(explanation.findings.map(({ code }) => code), codes)
  assert.equal(explanation.valid, false)
  const shown = JSON.stringify(explanation).toLowerCase()
  const secrets = [TOKEN, btoa(TOKEN), checked.authToken.trim()]
  for (const expected of [signed(checked.url, []), signed(checked.url, params), checked.signature || TOKEN]) {
    secrets.push(expected, expected.slice(0, 27), encodeURIComponent(expected), Buffer.from(expected, 'base64').toString('hex'))
  }
  for (const secret of secrets) assert.ok(!shown.includes(secret.toLowerCase()), 'a secret is shown')
}

/** What the peer says to the same arguments. */
function verifiesWithTwilio({ authToken, signature, url, params, body }) {
  try {
    if (body === undefined) return twilio.validateRequest(authToken, signature, url, objectOf(params ?? {}))
    if (url.includes('bodySHA256')) return twilio.validateRequestWithBody(authToken, signature, url, body)
    return twilio.validateRequest(authToken, signature, url, objectOf(new URLSearchParams(body)))
  } catch {
    return false
  }
}

function objectOf(params) {
  if (!(Symbol.iterator in params)) return params
  return Object.fromEntries(params)
}

/** As Twilio signs: the url as configured, and what it posts. */
function signed(url, pairs) {
  const lists = {}
  for (const [name, value] of pairs) (lists[name] ??= []).push(value)
  return twilio.getExpectedTwilioSignature(TOKEN, url, lists)
}

function replaced(values) {
  return FORM.map(([name, value]) => [name, values[name] ?? value])
}

function mapped(params, change) {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, change(value)]))
}

/** A form whose signature has both of the marks that get lost. */
function withPlusAndSlash() {
  for (let index = 0; ; index++) {
    const params = replaced({ Body: `Hello no. ${index}` })
    if (/^[^+/]+[+/].*(?<=[+].*[/]|[/].*[+]).*$/.test(signed(URL_, params))) return params
  }
}

function stored(text) {
  const file = join(folder, 'token')
  writeFileSync(file, text)
  return readFileSync(file, 'utf8')
}
