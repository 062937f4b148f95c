// Generated requests, signed and verified here and by `twilio` 6.2.0. Exits 1 on a difference that
// is not listed below.

import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { parse, stringify } from 'node:querystring'
import { signTwilio, verifyTwilio } from 'septet/signature'

import { drawing } from '../random.mjs'

const twilio = createRequire(import.meta.url)('twilio/lib/webhooks/webhooks.js')

/** Where we answer otherwise on purpose. */
const LISTED = {
  'bodySHA256 stands there twice: twilio takes the first, we refuse': ({ url, body }) =>
    body !== undefined && hashesOf(url) > 1,
  'a tab or a line break in the query: `new URL` drops it, we keep it': ({ url, body }) =>
    body !== undefined && /[\t\n\r]/.test(url),
  'bodySHA256 in a URL that `new URL` cannot read: twilio throws, we go by the text': ({ url, body }) =>
    body !== undefined && hashesOf(url) > 0 && !URL.canParse(url),
}

const COUNT = Number(process.argv[2] ?? 60_000)
const { random, pick, many } = drawing(20_26)
const differences = new Map()
let checks = 0
let accepted = 0

for (let index = 0; index < COUNT; index++) {
  const request = requestOf()
  const { authToken, url, signedUrl, params, body } = request
  const isHashed = body !== undefined && hashesOf(url) > 0
  const pairs = isHashed ? [] : (params ?? pairsOf(body))
  const object = objectOf(pairs)
  const signature = broken(twilio.getExpectedTwilioSignature(authToken, signedUrl, object))
  const payload = body === undefined ? { params: shapeOf(pairs) } : { body: bytesOrText(body) }

  const theirs = isHashed
    ? attempt(() => twilio.validateRequestWithBody(authToken, signature, url, body))
    : attempt(() => twilio.validateRequest(authToken, signature, url, object))
  const ours = verifyTwilio({ authToken, signature, url, ...payload })
  compare('verify', request, ours, theirs)
  accepted += ours ? 1 : 0
  if (isHashed) continue
  const expected = twilio.getExpectedTwilioSignature(authToken, url, object)
  compare('sign', request, signTwilio({ authToken, url, ...payload }), expected)
}

const unlisted = differences.get('unlisted') ?? []
for (const [reason, found] of differences) console.log(`${found.length} x ${reason}`)
for (const difference of unlisted.slice(0, 20)) console.log(JSON.stringify(difference))
console.log(`${checks} comparisons, ${accepted} accepted, ${unlisted.length} unlisted differences`)
if (unlisted.length > 0 || accepted < COUNT / 5 || accepted > (COUNT * 4) / 5) process.exit(1)

function compare(what, request, ours, theirs) {
  checks++
  if (ours === theirs) return
  const reason = Object.keys(LISTED).find((key) => LISTED[key](request)) ?? 'unlisted'
  differences.set(reason, [...(differences.get(reason) ?? []), { what, ...request, ours, theirs }])
}

/** A URL that cannot be parsed makes twilio throw, after its textual forms have failed. */
function attempt(validate) {
  try {
    return validate()
  } catch {
    return false
  }
}

function requestOf() {
  const authToken = pick(['12345', 'test-token-not-a-secret', 'tökén', 'k'.repeat(64), 'k'.repeat(65)])
  const pairs = many(8, pairOf)
  const form = random() < 0.4
  let body = form ? formOf(pairs) : undefined
  let url = urlOf()
  if (random() < 0.15) {
    body = pick(['{"a":1}', '', 'a=1', '{"text":"é 😀"}', bytesOf()])
    const hash = createHash('sha256').update(pick([body, body, body, ' '])).digest('hex')
    url = withQuery(url, `${pick(['bodySHA256', 'body%53HA256', 'bodysha256'])}=${hash}`)
    if (random() < 0.1) url = withQuery(url, `bodySHA256=${pick([hash, ''])}`)
  }
  const params = body === undefined ? pairs : undefined
  return { authToken, url, signedUrl: pick(formsOf(url)), params, body }
}

function urlOf() {
  if (random() < 0.05) return pick(['', '/sms?a=b', 'sms', '//h/p', 'http://', 'http://[:', 'https:/h', 'mailto:a?b', '?'])
  const scheme = pick(['https', 'https', 'https', 'http', 'HTTPS', 'wss', 'ftp', 'x+y-z.1'])
  const user = pick(['', '', '', 'user@', 'user:pa%20ss@', 'a:b@c@', 'ü:"@', ':@'])
  const host = pick(['mycompany.com', 'MyCompany.COM', 'bücher.example', '例え.テスト', '[2001:db8::1]', '[2001:DB8:0::1]',
    '127.1', '0x7f.1', 'a..b', 'h_h', 'ﬀ.example', 'xn--bcher-kva.example', 'h%41', ''])
  const port = pick(['', '', '', ':443', ':80', ':8443', ':', ':0080', ':99999', ':x'])
  const path = many(3, () => pick(['/', '/a', '/..', '/.', '/%2e%2E', '/é', "/'", '/a b', '/%c3%a9', '\\b', '/;x=1', '/|', '/{}', '/😀', '/:@'])).join('')
  const query = random() < 0.7 ? `?${many(6, queryPairOf).join('&')}` : ''
  const fragment = pick(['', '', '', '', '#f', '#a?b=c d', '#', "#é'`"])
  return `${scheme}://${user}${host}${port}${path}${query}${fragment}`
}

function queryPairOf() {
  return pick(['a', 'b', '10', '9', '01', '4294967294', '4294967295', '', '__proto__', 'é', 'x[]', '+', '%'])
    + pick(['', '=', '=1', '=2', '=a+b', '=a%20b', "=it's", '=%27', '=%c3%a9', '=%C3%A9', '=%ff', '=%4', '=%zz',
      '=é', '=😀', '=a:b@c,d;e', '=!*()~', '="<>`', '=|\\^{}', '=a=b', '=%2B', '=\t', '=%00', '=?', '=%f0%9f', '=&'])
}

function pairOf() {
  return [
    pick(['Body', 'From', 'To', 'a', 'A', '', '10', '9', '__proto__', 'constructor', '～', '😀', '\ue000', '\uffff', 'é', 'a[b]', '\0']),
    pick(['', 'hi', '+14155550100', '1', '1234', '5678', 'é 😀', '～', '\ue000', '\n', '&=%+', '\0', 'x'.repeat(70), '１']),
  ]
}

function formOf(pairs) {
  if (random() < 0.1) return bytesOf()
  if (random() < 0.7) return new URLSearchParams(pairs).toString()
  return many(8, () => pick(['a=1', '&', '=', '%', '%4', '%ff', '+', 'é', '😀', 'a', '%F0%9F%98%80', '\0', '%e9', ';', '%2B'])).join('')
}

/** A body that is mostly no UTF-8. */
function bytesOf() {
  const characters = ['a=1', '&', '=', '+', '%41', '%C3', 'é', '\ufeff'].map((text) => [...Buffer.from(text)])
  return Uint8Array.from(many(12, () => pick([...characters, [0xff], [0xc3], [0xa9], [0xed, 0xa0, 0x80], [0xf0, 0x9f], [0xc0, 0x80], [0]])).flat())
}

/** What twilio tries, and what it does not. */
function formsOf(url) {
  const forms = [url, ports(url, ''), ports(url, ':443'), ports(url, ':80'), ports(url, ':8443'), `${url}/`, url.toLowerCase()]
  try {
    const { href } = new URL(url)
    const start = href.indexOf('?') + 1
    const legacy = start > 0 ? href.slice(0, start) + stringify(parse(href.slice(start))) : href
    for (const form of [href, legacy]) forms.push(form, ports(form, ''), ports(form, ':443'), ports(form, ':80'))
  } catch {
    forms.push(`https://${url}`)
  }
  return forms
}

function ports(url, port) {
  return url.replace(/^([^/]*:\/\/)([^/?#]*?)(?::[^:@\]/?#]*)?(?=[/?#]|$)/, (_, scheme, host) => scheme + host + port)
}

function broken(signature) {
  if (random() < 0.95) return signature
  return pick(['', signature.slice(0, -1), `${signature}=`, ` ${signature}`, signature.toLowerCase(), `${signature.slice(0, 26)}A=`])
}

function shapeOf(pairs) {
  return pick([() => pairs, () => objectOf(pairs), () => new URLSearchParams(pairs)])()
}

/** As a body parser hands it over: an array where a name repeats. */
function objectOf(pairs) {
  const object = Object.create(null)
  for (const [name, value] of pairs) {
    if (!(name in object)) object[name] = value
    else object[name] = [object[name], value].flat()
  }
  return object
}

/**
 * What URLSearchParams makes of a body. Node 20 garbles raw characters beside malformed escapes,
 * against the standard, so they are escaped first.
 */
function pairsOf(body) {
  const escaped = typeof body === 'string'
    ? body.replace(/[^\0-\x7f]+/gu, encodeURIComponent)
    : Array.from(body, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `%${byte.toString(16)}`)).join('')
  return [...new URLSearchParams(escaped)]
}

function bytesOrText(body) {
  return random() < 0.5 || typeof body !== 'string' ? body : new TextEncoder().encode(body)
}

function hashesOf(url) {
  const query = /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? ''
  return new URLSearchParams(`?${query}`).getAll('bodySHA256').length
}

function withQuery(url, pair) {
  const [, front, query, fragment] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(url)
  return `${front}${query ? `${query}&` : '?'}${pair}${fragment ?? ''}`
}
