/**
 * `septet/twilio` beside npm `twilio` 6.2.0: generated calls of every function, and generated
 * requests through both middlewares in Express 4 and 5. Exits 1 on a difference that is not listed.
 *
 *     node tests/differential/twilio.mjs [calls] [requests]
 */

import { createHash } from 'node:crypto'
import { Agent, request as httpRequest } from 'node:http'
import { createRequire } from 'node:module'

import express5 from 'express'
import express4 from 'express-4'
import septet from 'septet/twilio'

import { drawing } from '../random.mjs'

const twilio = createRequire(import.meta.url)('twilio')

const CALLS = Number(process.argv[2] ?? 30_000)
const REQUESTS = Number(process.argv[3] ?? 4_000)
const TOKEN = '12345'
const THROWN = 'throws'
const { random, pick, many } = drawing(2026)

/** Where we answer otherwise on purpose, and why. Each of them occurs, or the run has failed. */
const LISTED = {
  'an empty token: anybody could sign with it, so it is refused': ({ authToken, ours }) => authToken === '' && ours === THROWN,
  'a lone surrogate: twilio signs another character in its place, we refuse it': ({ params, ours }) =>
    isLone(params) && (ours === false || ours === THROWN),
  'URLSearchParams and Map: twilio signs none of their parameters, we sign all': ({ params, asObject }) =>
    asObject !== undefined && params !== asObject,
  'no parameters at all: twilio throws, we sign none': ({ name, params, theirs }) =>
    /Request$|Signature$/.test(name) && params == null && theirs === THROWN,
  'more than 1,000 parameters are never valid': ({ params, ours }) => sizeOf(params) > 1000 && (ours === false || ours === THROWN),
  'a stranger can post a value without text, where twilio throws: not valid': ({ params, ours, theirs }) =>
    hasNoText(params) && ours === false && theirs === THROWN,
  'a URL that cannot be read and is not signed: twilio throws, it is not valid': ({ name, url, ours, theirs }) =>
    name !== 'validateBody' && !URL.canParse(url) && ours === false && theirs === THROWN,
  'bodySHA256 in a URL that `new URL` cannot read: twilio throws, we go by the text': ({ name, url, theirs }) =>
    name === 'validateRequestWithBody' && !URL.canParse(url) && theirs === THROWN,
  'bodySHA256 stands there twice: twilio takes the first, we refuse': ({ url, ours }) =>
    url.split('bodySHA256').length > 2 && ours === false,
  'a hash that is null: twilio throws, it is not valid': ({ name, hash, ours }) => name === 'validateBody' && hash === null && ours === false,
}

/** The same, for requests. `told` is what twilio answers when it is told the URL, the token and the body. */
const LISTED_REQUESTS = {
  'authToken as an option: twilio takes it for no token': ({ options, ours, theirs, told }) =>
    options.authToken && theirs.status === 500 && ours.status === told,
  'X-Forwarded-Host of a trusted proxy: twilio takes Host': ({ trusted, forwardedHost, options, ours, told }) =>
    trusted && forwardedHost && !options.host && !options.url && ours.status === told,
  '%3F in a URL: twilio makes a question mark of it': ({ path, ours, told }) => path.includes('%3F') && ours.status === told,
  'a Host that is none: twilio takes a part of it for the path, or of the path for it': ({ host, ours }) =>
    /[/?#@\\]/.test(host) && ours.status === 403,
  'a Host that no URL has: twilio throws, or goes by the text': ({ host, ours }) =>
    !URL.canParse(`http://${host}/`) && ours.status === 403,
  'a form beside the hash of {}: twilio has looked at no part of it': ({ path, rawBody, type, ours, theirs }) =>
    path.includes('bodySHA256') && !rawBody && type !== undefined && ours.status === 403 && theirs.status === 200,
  'a value without text, where twilio throws: not valid': ({ type, ours, theirs }) =>
    type === 'application/json' && ours.status === 403 && theirs.status === 500,
}

const tally = new Map([...Object.keys(LISTED), ...Object.keys(LISTED_REQUESTS)].map((reason) => [reason, 0]))
const counts = { comparisons: 0, accepted: 0, requests: 0, 200: 0, 400: 0, 403: 0, 500: 0 }
const unlisted = []
const logged = new Map()
console.error = (text) => logged.set(text, (logged.get(text) ?? 0) + 1)

for (let call = 0; call < CALLS; call++) {
  pick([validations, validations, validations, signatures, hashed, hashes])()
}
for (const [name, express] of [['4', express4], ['5', express5]]) await requests(name, express)

for (const [reason, count] of tally) console.log(`${count} x ${reason}`)
for (const difference of unlisted.slice(0, 20)) console.log(show(difference))
console.log(JSON.stringify(counts))
console.log(`logged: ${[...logged].map(([text, count]) => `${count} x ${text}`).join('; ')}`)
const never = [...tally].filter(([, count]) => count === 0).map(([reason]) => reason)
const rare = [200, 400, 403, 500].filter((status) => counts[status] < REQUESTS / 50)
const share = counts.accepted / counts.comparisons
console.log(`${counts.comparisons} comparisons, ${unlisted.length} unlisted differences`)
if (never.length > 0) console.log(`never: ${never.join('; ')}`)
if (unlisted.length > 0 || never.length > 0 || rare.length > 0 || share < 0.2 || share > 0.8 || logged.size !== 1) process.exit(1)

function validations() {
  const { params, asObject } = paramsOf()
  const url = urlOf()
  const authToken = tokenOf()
  const sign = () => twilio.getExpectedTwilioSignature(authToken, formOf(url), asObject ?? params ?? {})
  const header = broken(attempt(sign))
  compare('validateRequest', { authToken, header, url, params, asObject }, authToken, header, url, params)
}

function signatures() {
  const { params, asObject } = paramsOf()
  const [authToken, url] = [tokenOf(), urlOf()]
  compare('getExpectedTwilioSignature', { authToken, url, params, asObject }, authToken, url, params)
}

function hashed() {
  const body = bodyOf()
  const hash = createHash('sha256').update(pick([body, body, body, 'another'])).digest('hex')
  const name = pick(['bodySHA256', 'bodySHA256', 'bodySHA256', 'body%53HA256', 'bodysha256', 'x'])
  const url = pick([
    () => `https://h.example/p?a=b&${name}=${hash}`,
    () => `https://h.example:8443/?${name}=${hash}#bodySHA256=${hash}`,
    () => `https://h.example/bodySHA256?${name}=${hash.toUpperCase()}`,
    () => `https://h.example/?bodySHA256=${hash}&bodySHA256=${pick([hash, ''])}`,
    () => `https://h.example/#?${name}=${hash}`,
    () => `/p?${name}=${hash}`,
  ])()
  const [authToken, given] = [tokenOf(), pick([body, body, body, body, body, undefined, {}, 5, null])]
  const header = broken(twilio.getExpectedTwilioSignature(authToken, formOf(url), {}))
  compare('validateRequestWithBody', { authToken, header, url, body: given }, authToken, header, url, given)
}

function hashes() {
  const body = pick([bodyOf(), bodyOf(), new Uint8Array([1, 2, 255]).buffer, undefined, {}, null])
  compare('getExpectedBodyHash', { url: '', body }, body)
  const right = createHash('sha256').update(typeof body === 'string' || ArrayBuffer.isView(body) ? body : '').digest('hex')
  const hash = pick([right, right, Buffer.from(right), [...Buffer.from(right)], right.toUpperCase(), '', `${right} `, [], null])
  compare('validateBody', { url: '', body, hash }, body, hash)
}

function compare(name, context, ...args) {
  const ours = attempt(() => septet[name](...args))
  const theirs = attempt(() => twilio[name](...args))
  counts.comparisons++
  if (ours === true || (typeof ours === 'string' && ours !== THROWN)) counts.accepted++
  settle(LISTED, ours === theirs, { name, ...context, ours, theirs })
}

function settle(listed, isEqual, difference) {
  if (isEqual) return
  const reason = Object.keys(listed).find((key) => listed[key](difference))
  if (reason === undefined) unlisted.push(difference)
  else tally.set(reason, tally.get(reason) + 1)
}

/** Sends the same requests to both middlewares, each as the one of an app, and compares the answers. */
async function requests(name, express) {
  for (const rawBody of [false, true]) {
    for (const trusted of [false, true]) {
      for (const environment of [false, true]) {
        for (const make of middlewares()) {
          const app = appOf(express, { rawBody, trusted, environment, make })
          const server = app.listen(0, '127.0.0.1')
          await new Promise((resolve) => server.once('listening', resolve))
          const agent = new Agent({ keepAlive: true })
          const each = Math.ceil(REQUESTS / 2 / 8 / middlewares().length)
          for (let count = 0; count < each; count++) {
            const sent = { ...sentOf(make, trusted), rawBody, trusted, environment }
            const send = (side) => post(server.address().port, agent, side, sent)
            const [ours, theirs] = [await send('ours'), await send('theirs')]
            counts.requests++
            counts.comparisons++
            counts[ours.status]++
            if (ours.status === 200) counts.accepted++
            const { options = {} } = make
            const isEqual = ours.status === theirs.status && (ours.status === 500 ? ours.text.length > 0 : ours.text === theirs.text && ours.type === theirs.type)
            settle(LISTED_REQUESTS, isEqual, { name, make: make.args, ...sent, options, ours, theirs, told: told(sent) })
          }
          agent.destroy()
          server.close()
        }
      }
    }
  }
}

/** Arguments of `webhook`, and what they say. */
function middlewares() {
  return [
    { args: [TOKEN] },
    { args: [TOKEN, { protocol: 'https' }], options: { protocol: 'https' } },
    { args: [{ host: 'public.example', protocol: 'https:' }, TOKEN], options: { host: 'public.example', protocol: 'https:' } },
    { args: [TOKEN, { url: 'https://public.example/sms?x=%3Fy&z=1' }], options: { url: 'https://public.example/sms?x=%3Fy&z=1' } },
    { args: [{ authToken: TOKEN }], options: { authToken: TOKEN } },
    { args: [] },
    { args: [{ validate: false }], options: { validate: false } },
  ]
}

function appOf(express, { rawBody, trusted, environment, make }) {
  if (environment) process.env.TWILIO_AUTH_TOKEN = TOKEN
  else delete process.env.TWILIO_AUTH_TOKEN
  const app = express()
  app.set('trust proxy', trusted)
  app.set('env', 'test') // Without it, Express prints what twilio throws.
  const verify = rawBody ? (request, _, bytes) => { request.rawBody = bytes } : undefined
  app.use(express.urlencoded({ extended: false, verify }), express.json({ verify }))
  const sides = { ours: septet.webhook(...structuredClone(make.args)), theirs: twilio.webhook(...structuredClone(make.args)) }
  app.use((request, response, next) => sides[request.headers['x-side']](request, response, next))
  app.use((_, response) => response.type('text/plain').send('passed'))
  return app
}

/** A request, and a signature that is right for some reading of it. */
function sentOf({ options = {} }, trusted) {
  const method = pick(['POST', 'POST', 'GET'])
  const host = pick(['h.example', 'h.example', 'h.example', 'h.example:8443', 'H.example', '[::1]:80', 'h.example/p', 'u@h.example', 'h[', 'a b', 'h?x'])
  const forwardedHost = pick([undefined, undefined, 'public.example', 'public.example:8443, inner.example', 'h.example'])
  const forwardedProto = pick([undefined, undefined, 'https', 'https, http'])
  const fields = Object.fromEntries(many(4, () => [pick(['Body', 'From', 'To', 'a b']), pick(['hi', '+1415', '', 'é 😀'])]))
  const pairs = Object.entries(fields).concat(many(2, () => ['Media', pick(['1', '2', '10'])]))
  const type = method === 'GET' ? undefined : pick(['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded', 'application/json', undefined])
  const json = JSON.stringify(pick([fields, fields, {}, { a: [1, '1', null, [2]] }, { a: { toString: 1 } }, [1, 'b']]))
  const body = type === undefined ? undefined : type.endsWith('json') ? json : new URLSearchParams(pairs).toString()
  let path = pick(['/', '/sms', '/sms?a=1&b=2', "/sms?q=it's+a", '/sms?u=%3Fx', '/a%3Fx?v=a+b', '/sms?', '/%C3%A9?c=sip%3A1%402', '//evil.example/p'])
  if (random() < 0.3) {
    const hash = createHash('sha256').update(pick([body ?? '{}', body ?? '{}', '{}'])).digest('hex')
    path += `${path.includes('?') ? '&' : '?'}bodySHA256=${hash}`
  }
  const parsed = body === undefined ? {} : type.endsWith('json') ? JSON.parse(body) : objectOf(pairs)
  const params = (options.url ?? path).includes('bodySHA256') ? {} : parsed
  const protocol = (options.protocol ?? (trusted && forwardedProto?.split(',')[0]) ?? 'http') || 'http'
  const named = options.host ?? pick([host, host, (trusted && forwardedHost?.split(',')[0]) || host])
  const origin = `${protocol.replace(':', '')}://${named}`
  const url = options.url ?? origin + path
  const signed = pick([url, url, url, url, `${origin}/other`, `https://public.example${path}`, url.replaceAll('%3F', '?')])
  const right = attempt(() => twilio.getExpectedTwilioSignature(TOKEN, signed, params))
  const signature = pick([right, right, right, right, right, right, undefined, '', `${right}, ${right}`])
  // Express does not tell whom it believes where both headers name one host: Host counts then, as it does for twilio.
  const believed = trusted && forwardedHost && forwardedHost.split(/[,:]/)[0] !== host.split(':')[0] ? forwardedHost.split(',')[0] : host
  const exact = options.url ?? `${protocol.replace(':', '')}://${options.host ?? believed}${path}`
  return { method, host, forwardedHost, forwardedProto, type, body, path, signature, exact, params }
}

/** The status that goes with what twilio says of the request when nothing is left to be guessed. */
function told({ signature, exact, params, body = '{}', rawBody }) {
  if (!signature) return 400
  const isValid = attempt(() =>
    exact.includes('bodySHA256')
      ? twilio.validateRequestWithBody(TOKEN, signature, exact, rawBody ? body : '{}')
      : twilio.validateRequest(TOKEN, signature, exact, params),
  )
  return isValid === true ? 200 : 403
}

function post(port, agent, side, { method, host, forwardedHost, forwardedProto, type, body, path, signature }) {
  const headers = { host, 'x-side': side }
  if (signature !== undefined) headers['x-twilio-signature'] = signature
  if (forwardedHost !== undefined) headers['x-forwarded-host'] = forwardedHost
  if (forwardedProto !== undefined) headers['x-forwarded-proto'] = forwardedProto
  if (type !== undefined) headers['content-type'] = type
  if (body !== undefined) headers['content-length'] = Buffer.byteLength(body)
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, agent, method, path, headers, setHost: false }, async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve({ status: response.statusCode, type: response.headers['content-type'], text: text.split('\n')[0] })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Parameters as programs hand them over: from parsers, and in shapes that only JavaScript has. */
function paramsOf() {
  const pairs = many(6, () => [
    pick(['Body', 'From', 'To', 'a', 'A', '', '10', '9', '__proto__', '～', '😀', '\ue000', 'é']),
    pick(['', 'hi', '+14155550100', '1', '1234', 'é 😀', '～', '\ue000', '&=%+']),
  ])
  const asObject = objectOf(pairs)
  if (random() < 0.5) return { params: asObject }
  return pick([
    () => ({ params: new URLSearchParams(pairs), asObject }),
    () => ({ params: new Map(Object.entries(asObject)), asObject }),
    () => ({ params: Object.fromEntries(pairs.map(([name]) => [name, valueOf(0)])) }),
    () => ({ params: Object.fromEntries(pairs.map(([name]) => [name, valueOf(0)])) }),
    () => ({ params: Object.fromEntries(pairs.map(([name]) => [name, valueOf(0)])) }),
    () => ({ params: pick([null, undefined, 'ab', 5, true, [], ['a', ['b']], () => 1, new Uint8Array([1, 2])]) }),
    () => ({ params: { a: pick(['\ud83d', ['\ude00', 'x'], 'a\ud83d']) } }),
    () => ({ params: random() < 0.1 ? { a: Array.from({ length: 1001 }, (_, index) => `${index}`) } : {} }),
    () => ({ params: { a: pick([{ toString: 1 }, { toString: null, valueOf: null }, Object.create(null), Symbol('s'), ['x', Symbol('s')], [[Symbol('s')]]]) } }),
  ])()
}

function valueOf(depth) {
  return pick([
    () => 'x', () => '1', () => 1, () => 1.5, () => -0, () => NaN, () => 1e21, () => null, () => undefined, () => true, () => 10n,
    () => ({}), () => ({ a: 1 }), () => new Date(0), () => new String('boxed'), () => ({ valueOf: () => 7, toString: () => 'seven' }),
    () => (depth > 3 ? [] : many(5, () => valueOf(depth + 1))),
    () => (depth > 3 ? [] : many(5, () => valueOf(depth + 1))),
    () => ['b', 'a', 'b', '～', '😀'],
    () => [1, '1', 1, '10', 9],
    () => [undefined, 'b', null, undefined, 'a'],
    () => [, 'hole', [,]],
  ])()
}

function urlOf() {
  return pick(['https://h.example/', 'https://h.example/sms?a=1&b=2', 'http://h.example:8080/p', 'https://u:p@h.example:443/?x=a+b', 'HTTPS://H.example',
    "https://h.example/?q=it's", 'https://bücher.example/é?é=é', 'https://h.example/?bodySHA256=x', 'https://[::1]:8443/a/../b', 'wss://h.example/',
    '/relative?a=b', '', 'http://[', 'h.example'])
}

/** A form of a URL that may be what was signed. */
function formOf(url) {
  return pick([url, url, url, url.replace(/:\d+(?=[/?]|$)/, ''), url.replace(/^(https:\/\/[^/:]+)(?=\/)/, '$1:443'), URL.canParse(url) ? new URL(url).href : url, `${url}/`])
}

function tokenOf() {
  return random() < 0.02 ? '' : pick([TOKEN, 'tökén', 'k'.repeat(65)])
}

function bodyOf() {
  return pick(['{}', '', '{"a":1}', '{"text":"é 😀"}', Buffer.from('{"b":2}'), new Uint8Array([0xff, 0, 0xfe]), '\ufeff{}'])
}

function broken(signature) {
  if (random() < 0.9) return signature
  return pick([undefined, null, '', `${signature} `, `${signature}, ${signature}`, signature.slice(0, -1), signature.toLowerCase(), [signature], 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='])
}

function objectOf(pairs) {
  const object = {}
  for (const [name, value] of pairs) {
    const earlier = Object.hasOwn(object, name) ? [object[name], value].flat() : value
    Object.defineProperty(object, name, { value: earlier, enumerable: true, writable: true, configurable: true })
  }
  return object
}

function attempt(call) {
  try {
    return call()
  } catch {
    return THROWN
  }
}

function isLone(params) {
  return typeof params === 'object' && params !== null && Object.values(params).flat(9).some((value) => typeof value === 'string' && !value.isWellFormed())
}

function sizeOf(params) {
  return typeof params === 'object' && params !== null ? Object.values(params).flat(9).length : 0
}

function hasNoText(params) {
  if (typeof params !== 'object' || params === null) return false
  return Object.values(params).flat(9).some((value) => attempt(() => `x` + value) === THROWN)
}

function show(difference) {
  return JSON.stringify(difference, (_, value) => (['bigint', 'symbol', 'function'].includes(typeof value) ? String(value) : value))
}
