/**
 * A stand-in of Twilio's REST API for messages: a test fails here whenever it would fail there.
 *
 * It listens on 127.0.0.1 at a free port, keeps its state in the object it returns, and prints nothing.
 * What a client does wrong without the API refusing it is written to `violations`.
 */

import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

import { answerFault } from './faults.mjs'
import { CREATE, LIST, UPDATE, problem, refusedMessage, wrongType } from './rules.mjs'

/** Credentials that exist here alone. */
export const ACCOUNT = {
  sid: 'AC00000000000000000000000000000001',
  token: 'stand-in-token-0123456789abcdef',
  keys: { SK00000000000000000000000000000001: 'stand-in-secret-0123456789' },
  senders: new Set(['+15005550006', '+15005550100']),
  services: new Set(['MG00000000000000000000000000000001']),
  optedOut: new Set(['+15005550199']),
  isTest: true,
}

const BASE = '/2010-04-01/Accounts/'

/** Starts a stand-in. `now` is its clock. */
export async function standIn({ account = ACCOUNT, now = Date.now } = {}) {
  const state = { account, now, messages: [], faults: [], requests: [], violations: [], serial: 0 }
  const server = createServer((request, response) => {
    receive(state, request, response).catch(() => response.destroy())
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${server.address().port}`
  const close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return Object.assign(state, { origin, close, fetch: fetchThrough(state, origin) })
}

/** A `fetch` for the client under test: the host it asked for, seen by this server. */
function fetchThrough(state, origin) {
  return (url, init) => {
    const asked = new URL(url)
    if (asked.protocol !== 'https:') state.violations.push(`scheme ${asked.protocol}`)
    if (asked.username || asked.password) state.violations.push('credentials in the URL')
    return fetch(origin + asked.pathname + asked.search, {
      ...init,
      headers: { ...init.headers, 'x-asked-host': asked.host },
    })
  }
}

async function receive(state, request, response) {
  const body = Buffer.concat(await request.toArray())
  const url = new URL(request.url, 'http://stand-in')
  state.requests.push({
    method: request.method,
    path: url.pathname,
    query: url.search,
    host: request.headers['x-asked-host'] ?? request.headers.host,
  })
  inspect(state, request, url, body)
  const fault = state.faults.shift()
  if (fault && !fault.stored) return answerFault(fault, response)
  const answer = route(state, request, url, body)
  if (fault) return answerFault(fault, response, answer)
  write(response, answer)
}

/** Notes what must never happen, whatever the answer is. */
function inspect(state, request, url, body) {
  const { token, keys } = state.account
  for (const secret of [token, ...Object.values(keys)]) {
    if (url.href.includes(secret)) state.violations.push('a secret in the URL')
    if (body.includes(secret)) state.violations.push('a secret in the body')
  }
  if (request.method === 'POST' && Number(request.headers['content-length']) !== body.length)
    state.violations.push('content-length')
  if (request.headers.accept !== 'application/json')
    state.violations.push(`accept: ${request.headers.accept}`)
}

export function write(response, { status, json, xml }) {
  const text = xml ?? (json === undefined ? '' : JSON.stringify(json))
  response.writeHead(status, {
    ...headers(xml ? 'application/xml' : 'application/json'),
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
}

export function headers(type) {
  return {
    'Content-Type': `${type}; charset=utf-8`,
    'Twilio-Request-Id': `RQ${'5'.repeat(32)}`,
    'Twilio-Request-Duration': '0.080',
    'Twilio-Concurrent-Requests': '1',
    'X-Home-Region': 'us1',
  }
}

function refuse(code, status = 400, message = undefined) {
  return { status, json: problem(code, status, message) }
}

/** What the API would do. */
function route(state, request, url, body) {
  const match = /^\/2010-04-01\/Accounts\/([^/]+)\/Messages(?:\/([^/]+?))?(\.json)?$/.exec(
    url.pathname,
  )
  const missing = refuse(20404, 404, `The requested resource ${url.pathname} was not found`)
  if (!match) return missing
  const [, sid, message, suffix] = match
  // Without the suffix this API speaks XML: a client that forgot it must notice.
  if (!suffix)
    return { status: 200, xml: '<?xml version="1.0" encoding="UTF-8"?><TwilioResponse/>' }
  const denied = authenticate(state.account, request.headers.authorization, sid)
  if (denied) return denied
  const operations = message
    ? { GET: fetchMessage, POST: updateMessage, DELETE: removeMessage }
    : { GET: listMessages, POST: createMessage }
  const operation = operations[request.method]
  if (!operation) return refuse(20004, 405)
  if (message && !/^(SM|MM)[0-9a-fA-F]{32}$/.test(message)) return missing
  const form =
    request.method === 'GET'
      ? decode(url.search.slice(1))
      : isForm(request)
        ? decode(body.toString('latin1'))
        : new Map()
  if (!form) return refuse(20001, 400, 'The parameters are not valid UTF-8 or not valid escapes')
  return operation(state, form, message) ?? missing
}

function authenticate(account, header, sid) {
  const text = Buffer.from(
    /^Basic ([A-Za-z0-9+/]+=*)$/.exec(header ?? '')?.[1] ?? '',
    'base64',
  ).toString('utf8')
  const colon = text.indexOf(':')
  const [user, password] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)]
  const wanted = user === account.sid ? account.token : account.keys[user]
  if (colon < 0 || wanted === undefined || !same(password, wanted) || sid !== account.sid)
    return refuse(20003, 401)
  return account.isSuspended ? refuse(20005, 403) : undefined
}

function same(left, right) {
  const digest = (text) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}

function isForm(request) {
  return /^application\/x-www-form-urlencoded(; *charset=utf-8)?$/i.test(
    request.headers['content-type'] ?? '',
  )
}

/** Strict form decoding: names to lists of values, or undefined for what is malformed. */
function decode(text) {
  const form = new Map()
  for (const pair of text.split('&').filter(Boolean)) {
    const [, name, value] = /^([^=]*)=?([^]*)$/.exec(pair).map((part) => unescape(part))
    if (name === undefined || value === undefined) return undefined
    form.set(name, [...(form.get(name) ?? []), value])
  }
  return form
}

function unescape(text) {
  const bytes = text.replaceAll('+', ' ')
  if (/%(?![0-9a-fA-F]{2})|[^\x20-\x7e]/.test(bytes)) return undefined
  try {
    return decodeURIComponent(bytes)
  } catch {
    return undefined
  }
}

/** Refuses wrong types and repeats, and notes names that the API does not know: it ignores them. */
function checkForm(state, form, types) {
  for (const [name, values] of form) {
    const type = types[name]
    if (type === undefined) {
      state.violations.push(`unknown parameter ${name}`)
      continue
    }
    if (values.length > 1 && type !== 'list')
      return { code: 20001, message: `The parameter ${name} is given twice` }
    const wrong = values.map((value) => wrongType(type, name, value)).find(Boolean)
    if (wrong) return wrong
  }
  return undefined
}

function createMessage(state, form) {
  const wrong = checkForm(state, form, CREATE)
  const code = wrong?.code ?? refusedMessage(form, state.account, state.now())
  if (code) return refuse(code, 400, wrong?.message)
  const one = (name) => form.get(name)?.[0] ?? null
  const [service, media] = [one('MessagingServiceSid'), form.get('MediaUrl') ?? []]
  const status = one('ScheduleType') ? 'scheduled' : service ? 'accepted' : 'queued'
  const message = describe(state, {
    to: one('To'),
    from: service ? null : one('From'),
    body: one('Body') ?? '',
    service,
    status,
    media,
  })
  state.messages.unshift(message)
  return { status: 201, json: message }
}

/** A message as the API describes it, and one member that no client knows. */
function describe(state, { to, from, body, service, status, media }) {
  const { sid: account } = state.account
  const digest = createHash('md5').update(`${++state.serial}`).digest('hex')
  const sid = `${media.length ? 'MM' : 'SM'}${digest}`
  const uri = `${BASE}${account}/Messages/${sid}.json`
  const date = rfc2822(state.now())
  return {
    account_sid: account,
    api_version: '2010-04-01',
    body,
    date_created: date,
    date_sent: status === 'queued' ? date : null,
    date_updated: date,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from,
    messaging_service_sid: service,
    num_media: `${media.length}`,
    num_segments: service ? '0' : '1',
    price: null,
    price_unit: 'USD',
    sid,
    status,
    subresource_uris: { media: uri.replace('.json', '/Media.json') },
    to,
    uri,
    member_of_tomorrow: 'x',
  }
}

function rfc2822(time) {
  return new Date(time).toUTCString().replace('GMT', '+0000')
}

function fetchMessage(state, _, sid) {
  const json = state.messages.find((message) => message.sid === sid)
  return json && { status: 200, json }
}

function updateMessage(state, form, sid) {
  const wrong = checkForm(state, form, UPDATE)
  const json = state.messages.find((message) => message.sid === sid)
  if (wrong || !json) return json && refuse(wrong.code, 400, wrong.message)
  if (form.has('Status')) {
    if (json.status !== 'scheduled') return refuse(30409, 409)
    json.status = 'canceled'
  }
  if (form.has('Body')) {
    if (
      form.get('Body')[0] !== '' ||
      !['sent', 'delivered', 'failed', 'undelivered', 'canceled'].includes(json.status)
    )
      return refuse(20009)
    json.body = ''
  }
  return { status: 200, json }
}

function removeMessage(state, _, sid) {
  const json = state.messages.find((message) => message.sid === sid)
  if (!json) return undefined
  if (['queued', 'sending', 'accepted', 'scheduled'].includes(json.status))
    return refuse(20009, 409)
  state.messages.splice(state.messages.indexOf(json), 1)
  return { status: 204 }
}

function listMessages(state, form) {
  const wrong = checkForm(state, form, LIST)
  if (wrong) return refuse(wrong.code, 400, wrong.message)
  const one = (name) => form.get(name)?.[0]
  if (Number(one('Page') ?? 0) > 0 && !one('PageToken'))
    return refuse(20001, 400, 'Page needs PageToken')
  const size = Math.min(Math.max(Number(one('PageSize') ?? 50), 1), 1000)
  const all = state.messages.filter((message) => matches(message, one))
  // The token names the last item that was seen, so an item that comes in between moves nothing.
  const start = one('PageToken')
    ? all.findIndex(({ sid }) => `PA${sid}` === one('PageToken')) + 1
    : 0
  const messages = all.slice(start, start + size)
  const path = `${BASE}${state.account.sid}/Messages.json`
  const link = (page, token) => {
    const query = new URLSearchParams(
      [...form]
        .filter(([name]) => !['Page', 'PageToken', 'PageSize'].includes(name))
        .map(([name, [value]]) => [name, value]),
    )
    query.append('PageSize', `${size}`)
    query.append('Page', `${page}`)
    if (token) query.append('PageToken', token)
    return `${path}?${query}`
  }
  const page = Number(one('Page') ?? 0)
  const more = start + size < all.length
  const next = more ? link(page + 1, `PA${messages[messages.length - 1].sid}`) : null
  return {
    status: 200,
    json: {
      messages,
      page,
      page_size: size,
      start,
      end: start + messages.length - 1,
      uri: link(page, one('PageToken')),
      first_page_uri: link(0),
      next_page_uri: next,
      previous_page_uri: null,
    },
  }
}

function matches(message, one) {
  const day = (time) => new Date(time).toISOString().slice(0, 10)
  const sent = message.date_sent && Date.parse(message.date_sent)
  return (
    (!one('To') || message.to === one('To')) &&
    (!one('From') || message.from === one('From')) &&
    (!one('DateSent') || (sent && day(sent) === day(one('DateSent')))) &&
    (!one('DateSent<') || (sent && sent <= Date.parse(one('DateSent<')))) &&
    (!one('DateSent>') || (sent && sent >= Date.parse(one('DateSent>'))))
  )
}
