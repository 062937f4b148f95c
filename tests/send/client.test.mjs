/** `septet/send` against the stand-in of Twilio's API. */

import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import test from 'node:test'

import { createTwilio, SeptetError } from 'septet/send'

import { ACCOUNT, standIn } from './stand-in/twilio.mjs'

const FROM = '+15005550006'
const TO = '+15005550142'
const SERVICE = 'MG00000000000000000000000000000001'
const CREDENTIALS = { accountSid: ACCOUNT.sid, authToken: ACCOUNT.token }
const KEY = {
  accountSid: ACCOUNT.sid,
  apiKey: 'SK00000000000000000000000000000001',
  apiSecret: ACCOUNT.keys.SK00000000000000000000000000000001,
}
const PATH = `/2010-04-01/Accounts/${ACCOUNT.sid}/Messages`

/** Runs `check` with a client of a fresh stand-in, which must have seen nothing it should not. */
function promise(
  name,
  check,
  { credentials = CREDENTIALS, options, server, violations = [] } = {},
) {
  test(`send: ${name}`, async () => {
    const twilio = await standIn(server)
    try {
      await check(createTwilio(credentials, { fetch: twilio.fetch, ...options }), twilio)
      assert.deepEqual(twilio.violations, violations)
    } finally {
      await twilio.close()
    }
  })
}

/** The error of a call, which must fail, and must hold no secret anywhere. */
async function failure(call) {
  const error = await call.then(
    () => assert.fail('the call did not fail'),
    (error) => error,
  )
  const shown = [
    inspect(error, { depth: 10, showHidden: true }),
    JSON.stringify(error),
    error.stack,
    String(error.cause),
  ].join('\n')
  for (const secret of [
    ACCOUNT.token,
    KEY.apiSecret,
    'Basic ',
    Buffer.from(`${ACCOUNT.sid}:`).toString('base64').slice(0, 40),
  ]) {
    assert.ok(!shown.includes(secret), shown)
  }
  return error
}

const text = { to: TO, from: FROM, body: 'Hi' }

promise('creates a text', async (client, twilio) => {
  const message = await client.messages.create({ ...text, body: 'Grüße & 😀 +1' })
  assert.equal(message.body, 'Grüße & 😀 +1')
  assert.equal(message.status, 'queued')
  assert.equal(message.numSegments, 1)
  assert.equal(message.numMedia, 0)
  assert.equal(message.price, null)
  assert.ok(message.dateCreated instanceof Date)
  assert.ok(Math.abs(message.dateCreated - Date.now()) < 60_000)
  assert.equal(message.memberOfTomorrow, 'x')
  assert.equal(message.subresourceUris.media, `${PATH}/${message.sid}/Media.json`)
  assert.equal(Object.getPrototypeOf(message), null)
  assert.equal(twilio.messages.length, 1)
  assert.deepEqual(twilio.requests, [
    { method: 'POST', path: `${PATH}.json`, query: '', host: 'api.twilio.com' },
  ])
})

promise(
  'creates by API key',
  async (client, twilio) => {
    await client.messages.create(text)
    assert.equal(twilio.messages.length, 1)
  },
  { credentials: KEY },
)

promise('creates with every kind of parameter', async (client, twilio) => {
  const message = await client.messages.create({
    to: TO,
    messagingServiceSid: SERVICE,
    body: 'Hi',
    mediaUrl: ['https://a.example/1?x=1&y=2', new URL('https://a.example/2')],
    smartEncoded: true,
    provideFeedback: false,
    validityPeriod: 60,
    attempt: 1,
    scheduleType: 'fixed',
    sendAt: new Date(Date.now() + 3600e3),
    statusCallback: 'https://a.example/status',
    contentRetention: 'retain',
    riskCheck: undefined,
    trafficType: null,
  })
  assert.deepEqual(
    [message.status, message.from, message.numMedia, message.numSegments],
    ['scheduled', null, 2, 0],
  )
  assert.match(message.sid, /^MM/)
  assert.equal(twilio.messages.length, 1)
})

promise('fetches a text', async (client) => {
  const { sid } = await client.messages.create(text)
  const message = await client.messages.fetch(sid)
  assert.deepEqual([message.sid, message.body], [sid, 'Hi'])
})

promise(
  'goes to the host of edge and region',
  async (client, twilio) => {
    await client.messages.create(text)
    assert.equal(twilio.requests[0].host, 'api.dublin.ie1.twilio.com')
  },
  { options: { edge: 'dublin', region: 'ie1' } },
)

// What the API refuses is refused by it, with its code.
for (const [name, params, code] of [
  ['no sender', { to: TO, body: 'x' }, 21603],
  ['no content', { to: TO, from: FROM }, 21602],
  ['an empty receiver', { ...text, to: '' }, 21604],
  ['a receiver that is no number', { ...text, to: '5005550142' }, 21211],
  ['a sender of somebody else', { ...text, from: '+15005550177' }, 21606],
  ['a receiver that is the sender', { ...text, to: FROM }, 21266],
  ['a receiver who has opted out', { ...text, to: '+15005550199' }, 21610],
  ['a long body', { ...text, body: 'x'.repeat(1601) }, 21617],
  ['eleven media', { ...text, mediaUrl: Array(11).fill('https://a.example/') }, 21623],
  ['a private callback', { ...text, statusCallback: 'http://localhost/x' }, 21609],
  [
    'a schedule without a service',
    { ...text, scheduleType: 'fixed', sendAt: '2030-01-01T00:00:00Z' },
    35118,
  ],
  [
    'a schedule without a time',
    { to: TO, messagingServiceSid: SERVICE, body: 'x', scheduleType: 'fixed' },
    35111,
  ],
  [
    'a schedule that is too soon',
    { to: TO, messagingServiceSid: SERVICE, body: 'x', scheduleType: 'fixed', sendAt: new Date() },
    35114,
  ],
  [
    'a date without a zone',
    {
      to: TO,
      messagingServiceSid: SERVICE,
      body: 'x',
      scheduleType: 'fixed',
      sendAt: '2030-01-01 10:00',
    },
    20001,
  ],
  ['an enum of another value', { ...text, contentRetention: 'maybe' }, 20001],
  ['the magic number 0001', { ...text, to: '+15005550001' }, 21211],
  ['the magic number 0002', { ...text, to: '+15005550002' }, 21612],
  ['the magic number 0003', { ...text, to: '+15005550003' }, 21408],
  ['the magic number 0004', { ...text, to: '+15005550004' }, 21610],
  ['the magic number 0009', { ...text, to: '+15005550009' }, 21614],
  ['the magic sender 0001', { ...text, from: '+15005550001' }, 21212],
  ['the magic sender 0007', { ...text, from: '+15005550007' }, 21606],
  ['the magic sender 0008', { ...text, from: '+15005550008' }, 21611],
]) {
  promise(`${name} is refused with ${code}`, async (client, twilio) => {
    const error = await failure(client.messages.create(params))
    assert.ok(error instanceof SeptetError)
    assert.deepEqual(
      [error.code, error.outcome, error.status, error.twilioCode],
      ['ERR_SEND_REJECTED', 'not-sent', 400, code],
    )
    assert.equal(error.moreInfo, `https://www.twilio.com/docs/errors/${code}`)
    assert.equal(error.requestId, `RQ${'5'.repeat(32)}`)
    assert.match(
      error.message,
      new RegExp(`^messages\\.create: \\[HTTP 400\\] .+ \\(error ${code}\\)$`),
    )
    assert.equal(twilio.messages.length, 0)
  })
}

promise(
  'a wrong token is refused',
  async (client) => {
    const error = await failure(client.messages.create(text))
    assert.deepEqual(
      [error.code, error.outcome, error.status, error.twilioCode],
      ['ERR_SEND_REJECTED', 'not-sent', 401, 20003],
    )
  },
  { credentials: { ...CREDENTIALS, authToken: 'another' } },
)

promise('a missing text is refused', async (client) => {
  const error = await failure(client.messages.fetch(`SM${'f'.repeat(32)}`))
  assert.deepEqual(
    [error.code, error.outcome, error.status, error.twilioCode],
    ['ERR_SEND_REJECTED', 'not-sent', 404, 20404],
  )
})

promise('mistakes of the program never leave', async (client, twilio) => {
  for (const params of [
    undefined,
    null,
    'x',
    [],
    {},
    { body: 'x' },
    { ...text, media_url: 'x' },
    { ...text, To: TO },
    { ...text, colour: 'red' },
    { ...text, to: 15005550006 },
    { ...text, to: [TO] },
    { ...text, to: { toString: () => TO } },
    { ...text, body: () => 'x' },
    { ...text, body: Symbol('x') },
    { ...text, smartEncoded: 'true' },
    { ...text, attempt: 1.5 },
    { ...text, attempt: NaN },
    { ...text, sendAt: new Date(NaN) },
    { ...text, mediaUrl: [1] },
    { ...text, mediaUrl: [['x']] },
  ]) {
    const error = await failure(client.messages.create(params))
    assert.ok(error instanceof TypeError, inspect(params))
    assert.match(error.message, /^messages\.create: /)
  }
  const tooLong = await failure(client.messages.create({ ...text, body: 'x'.repeat(70_000) }))
  assert.deepEqual([tooLong.code, tooLong.outcome], ['ERR_SEND_TOO_LONG', 'not-sent'])
  assert.equal(twilio.requests.length, 0)
})

promise('no id changes the path', async (client, twilio) => {
  for (const sid of [
    '',
    '..',
    '../x',
    '%2e%2e',
    `SM${'0'.repeat(31)}`,
    `SM${'0'.repeat(32)}/..`,
    `SM${'0'.repeat(32)}#`,
    `SM${'0'.repeat(32)}?x`,
    'SM1#',
    '\\',
  ]) {
    const error = await failure(client.messages.fetch(sid))
    assert.deepEqual([error.code, error.outcome], ['ERR_SEND_ARGUMENT', 'not-sent'])
  }
  for (const sid of [undefined, null, 1, {}, ['SM']])
    assert.ok((await failure(client.messages.fetch(sid))) instanceof TypeError)
  assert.equal(twilio.requests.length, 0)
})

test('send: a client is refused what Twilio never issues', () => {
  const config = (credentials, options) =>
    assert.throws(() => createTwilio(credentials, options), {
      name: 'SeptetError',
      code: 'ERR_SEND_CONFIG',
    })
  config({ accountSid: '', authToken: 'x' })
  config({ accountSid: 'SK00000000000000000000000000000001', authToken: 'x' })
  config({ accountSid: ACCOUNT.sid, authToken: '' })
  config({ accountSid: ACCOUNT.sid, authToken: 'x'.repeat(600) })
  config({ accountSid: ACCOUNT.sid, authToken: 'a\r\nX-Header: b' })
  config({ accountSid: ACCOUNT.sid, apiKey: ACCOUNT.sid, apiSecret: 'x' })
  config({ accountSid: 'AC/../x', apiKey: KEY.apiKey, apiSecret: 'x' })
  for (const edge of ['evil.example/', 'a.b', '@', 'A']) config(CREDENTIALS, { edge })
  for (const timeoutMs of [0, -1, NaN, Infinity, 2 ** 31]) config(CREDENTIALS, { timeoutMs })
  for (const bad of [
    undefined,
    null,
    'AC',
    {},
    { accountSid: ACCOUNT.sid },
    { accountSid: 1, authToken: 'x' },
    { ...CREDENTIALS, apiKey: KEY.apiKey },
    { accountSid: ACCOUNT.sid, apiKey: KEY.apiKey },
    { accountSid: ACCOUNT.sid, authToken: ['x'] },
  ]) {
    assert.throws(() => createTwilio(bad), TypeError)
  }
  for (const options of [null, 1, { fetch: 1 }, { timeoutMs: '1' }, { edge: 1 }])
    assert.throws(() => createTwilio(CREDENTIALS, options), TypeError)
})

test('send: a client shows no credential and reads no environment', () => {
  const { env } = process
  try {
    process.env = new Proxy({}, { get: () => assert.fail('the environment was read') })
    const client = createTwilio(CREDENTIALS)
    const shown = inspect(client, { depth: 10, showHidden: true }) + JSON.stringify(client)
    assert.ok(!shown.includes(ACCOUNT.token) && !shown.includes('Basic'))
  } finally {
    process.env = env
  }
})

// Whatever goes wrong, a text is sent at most once, and the error says what is known.
const json = JSON.stringify({
  code: 20500,
  message: 'Internal',
  more_info: 'https://www.twilio.com/docs/errors/20500',
  status: 500,
})
const html = { body: '<html>Bad gateway</html>', headers: { 'Content-Type': 'text/html' } }
const FAULTS = [
  ...[500, 502, 503, 504].flatMap((status) => [
    [
      `${status} with JSON`,
      { kind: 'status', status, body: json },
      { code: 'ERR_SEND_SERVER', outcome: 'unknown', status, twilioCode: 20500 },
    ],
    [
      `${status} with HTML`,
      { kind: 'status', status, ...html },
      { code: 'ERR_SEND_SERVER', outcome: 'unknown', status, twilioCode: null },
    ],
    [
      `${status} with nothing`,
      { kind: 'status', status },
      { code: 'ERR_SEND_SERVER', outcome: 'unknown', status, twilioCode: null },
    ],
  ]),
  ...[400, 403, 404, 410, 422].map((status) => [
    `${status} with HTML`,
    { kind: 'status', status, ...html },
    { code: 'ERR_SEND_REJECTED', outcome: 'not-sent', status },
  ]),
  ...[408, 409].map((status) => [
    `${status}`,
    { kind: 'status', status },
    { code: 'ERR_SEND_REJECTED', outcome: 'unknown', status },
  ]),
  [
    '503, though the text was sent',
    { kind: 'status', status: 503, stored: true },
    { code: 'ERR_SEND_SERVER', outcome: 'unknown' },
    1,
  ],
  [
    '201 with truncated JSON',
    { kind: 'truncated', stored: true },
    { code: 'ERR_SEND_ANSWER', outcome: 'sent', status: 201 },
    1,
  ],
  [
    '201 with HTML',
    { kind: 'status', status: 201, stored: true, ...html },
    { code: 'ERR_SEND_ANSWER', outcome: 'sent' },
    1,
  ],
  [
    '201 with nothing',
    { kind: 'status', status: 201, stored: true },
    { code: 'ERR_SEND_ANSWER', outcome: 'sent' },
    1,
  ],
  [
    '201 with an array',
    { kind: 'status', status: 201, body: '[]', stored: true },
    { code: 'ERR_SEND_ANSWER', outcome: 'sent' },
    1,
  ],
  [
    'a reset before anything',
    { kind: 'resetBeforeHeaders', stored: true },
    { code: 'ERR_SEND_NETWORK', outcome: 'unknown', status: null },
    1,
  ],
  [
    'a reset after 201',
    { kind: 'resetAfterHeaders', stored: true },
    { code: 'ERR_SEND_ANSWER', outcome: 'sent', status: 201 },
    1,
  ],
  [
    'a reset after 400',
    { kind: 'resetAfterHeaders', status: 400 },
    { code: 'ERR_SEND_REJECTED', outcome: 'not-sent', status: 400 },
  ],
  [
    'a reset inside the body',
    { kind: 'resetInBody', stored: true },
    { code: 'ERR_SEND_ANSWER', outcome: 'sent' },
    1,
  ],
  [
    'silence',
    { kind: 'silence', stored: true },
    { code: 'ERR_SEND_TIMEOUT', outcome: 'unknown', status: null },
    1,
  ],
  [
    'a body that never comes',
    { kind: 'silentBody', stored: true },
    { code: 'ERR_SEND_TIMEOUT', outcome: 'sent', status: 201 },
    1,
  ],
  [
    'a body that never ends, slowly',
    { kind: 'trickle', stored: true },
    { code: 'ERR_SEND_TIMEOUT', outcome: 'sent' },
    1,
  ],
  [
    'a body that never ends, fast',
    { kind: 'endless', stored: true },
    { code: 'ERR_SEND_ANSWER', outcome: 'sent' },
    1,
  ],
  ...[301, 302, 303, 307, 308].map((status) => [
    `a redirect ${status}`,
    { kind: 'status', status, headers: { Location: '/elsewhere' } },
    { code: 'ERR_SEND_REDIRECT', outcome: 'unknown', status },
  ]),
  ...[
    ['5', 5],
    ['0', 0],
    ['1000000000', 1e9],
    ['-1', null],
    ['soon', null],
    [undefined, null],
  ].map(([value, retryAfter]) => [
    `429 with Retry-After ${value}`,
    {
      kind: 'status',
      status: 429,
      body: '{"code":20429,"message":"Too many"}',
      headers: value === undefined ? {} : { 'Retry-After': value },
    },
    {
      code: 'ERR_SEND_RATE_LIMITED',
      outcome: 'not-sent',
      status: 429,
      twilioCode: 20429,
      retryAfter,
    },
  ]),
]
for (const [name, fault, want, stored = 0] of FAULTS) {
  promise(
    `after ${name}, at most one text and the truth about it`,
    async (client, twilio) => {
      twilio.faults.push(fault)
      const started = Date.now()
      const error = await failure(client.messages.create(text))
      for (const [key, value] of Object.entries(want)) assert.equal(error[key], value, key)
      assert.ok(error instanceof SeptetError)
      assert.ok(Date.now() - started < 5000)
      assert.deepEqual([twilio.messages.length, twilio.requests.length], [stored, 1])
      // The client is not harmed.
      await client.messages.create(text)
    },
    { options: { timeoutMs: 1500 } },
  )

  promise(
    `after ${name}, a read has sent nothing`,
    async (client, twilio) => {
      const { sid } = await client.messages.create(text)
      twilio.faults.push({ ...fault, stored: fault.kind === 'truncated' })
      const error = await failure(client.messages.fetch(sid))
      assert.equal(error.outcome, 'not-sent')
      assert.equal(twilio.requests.length, 2)
    },
    { options: { timeoutMs: 1500 } },
  )
}

promise('a date in Retry-After counts from now', async (client, twilio) => {
  const date = new Date(Date.now() + 90e3).toUTCString()
  twilio.faults.push({ kind: 'status', status: 429, headers: { 'Retry-After': date } })
  const { retryAfter } = await failure(client.messages.create(text))
  assert.ok(retryAfter > 60 && retryAfter <= 91, `${retryAfter}`)
})

promise('a compressed answer is read', async (client, twilio) => {
  twilio.faults.push({ kind: 'gzip', stored: true })
  assert.equal((await client.messages.create(text)).status, 'queued')
})

promise('a secret that a server repeats is not shown', async (client, twilio) => {
  const body = JSON.stringify({
    code: 20003,
    message: `bad ${ACCOUNT.token}`,
    more_info: `https://x/${ACCOUNT.token}`,
  })
  twilio.faults.push({
    kind: 'status',
    status: 401,
    body,
    headers: { 'Twilio-Request-Id': ACCOUNT.token },
  })
  const error = await failure(client.messages.create(text))
  assert.equal(error.message, 'messages.create: [HTTP 401] bad [secret] (error 20003)')
})

promise('a caller can give up', async (client, twilio) => {
  const early = await failure(client.messages.create(text, { signal: AbortSignal.abort() }))
  assert.deepEqual(
    [early.code, early.outcome, twilio.requests.length],
    ['ERR_SEND_ABORTED', 'not-sent', 0],
  )
  twilio.faults.push({ kind: 'silence', stored: true })
  const late = await failure(client.messages.create(text, { signal: AbortSignal.timeout(300) }))
  assert.deepEqual(
    [late.code, late.outcome, twilio.messages.length],
    ['ERR_SEND_ABORTED', 'unknown', 1],
  )
  assert.ok((await failure(client.messages.create(text, { signal: 1 }))) instanceof TypeError)
  assert.ok((await failure(client.messages.create(text, 5))) instanceof TypeError)
})

test('send: a fetch that ignores its signal, and one that throws its headers, are survived', async () => {
  const silent = createTwilio(CREDENTIALS, { fetch: () => new Promise(() => {}), timeoutMs: 50 })
  const timeout = await failure(silent.messages.create(text))
  assert.deepEqual([timeout.code, timeout.outcome], ['ERR_SEND_TIMEOUT', 'unknown'])
  const stalled = createTwilio(CREDENTIALS, {
    fetch: async () => new Response(new ReadableStream({ pull: () => {} }), { status: 201 }),
    timeoutMs: 50,
  })
  const half = await failure(stalled.messages.create(text))
  assert.deepEqual([half.code, half.outcome, half.status], ['ERR_SEND_TIMEOUT', 'sent', 201])
  const leaking = createTwilio(CREDENTIALS, {
    fetch: (url, init) => {
      throw Object.assign(new Error(JSON.stringify(init)), { init })
    },
  })
  const error = await failure(leaking.messages.create(text))
  assert.deepEqual(
    [error.code, error.outcome, error.cause],
    ['ERR_SEND_NETWORK', 'unknown', undefined],
  )
})

// Lists.

async function fill(client, count) {
  for (let index = 0; index < count; index++)
    await client.messages.create({ ...text, body: `${index}` })
}

async function bodies(list) {
  const all = []
  for await (const { body } of list) all.push(Number(body))
  return all
}

const falling = (count) => Array.from({ length: count }, (_, index) => count - 1 - index)

for (const [count, pageSize] of [
  [0, 2],
  [2, 2],
  [5, 2],
  [6, 2],
  [3, 50],
]) {
  promise(
    `a list of ${count} in pages of ${pageSize} is read once and whole`,
    async (client, twilio) => {
      await fill(client, count)
      twilio.requests.length = 0
      assert.deepEqual(await bodies(client.messages.list({ pageSize })), falling(count))
      assert.equal(twilio.requests.length, Math.max(Math.ceil(count / pageSize), 1))
    },
  )
}

promise('a text that comes in between pages moves nothing', async (client) => {
  await fill(client, 4)
  const list = client.messages.list({ pageSize: 2, to: TO })
  const first = await list.page()
  await client.messages.create({ ...text, body: '9' })
  const second = await list.page(first.nextPageUri)
  assert.deepEqual(
    [...first.items, ...second.items].map(({ body }) => body),
    ['3', '2', '1', '0'],
  )
  assert.equal(second.nextPageUri, null)
  assert.ok(first.items[0].dateSent instanceof Date)
  assert.ok((await failure(list.page(null))) instanceof TypeError)
})

promise('filters reach the API', async (client, twilio) => {
  await fill(client, 2)
  await client.messages.create({ ...text, to: '+15005550143' })
  assert.equal((await bodies(client.messages.list({ to: TO }))).length, 2)
  assert.equal((await bodies(client.messages.list({ from: '+15005550100' }))).length, 0)
  assert.equal(
    (await bodies(client.messages.list({ dateSentAfter: new Date(Date.now() + 3600e3) }))).length,
    0,
  )
  assert.equal(
    (await bodies(client.messages.list({ dateSentBefore: new Date(Date.now() + 3600e3) }))).length,
    3,
  )
  assert.match(twilio.requests.at(-1).query, /^\?DateSent%3C=20..-..-..T..%3A..%3A..Z$/)
  assert.throws(() => client.messages.list({ date_sent: 'x' }), {
    name: 'TypeError',
    message: /it is spelled dateSent$/,
  })
})

const foreign = [
  'https://evil.example',
  '//evil.example',
  'http://api.twilio.com',
  'https://api.twilio.com.evil.example',
  'https://api.twilio.com@evil.example',
]
for (const origin of foreign) {
  promise(`a next page at ${origin} is refused`, async (client, twilio) => {
    await fill(client, 3)
    twilio.requests.length = 0
    const change = (json) => ({ ...json, next_page_uri: origin + json.next_page_uri })
    twilio.faults.push({ kind: 'rewrite', change, stored: true })
    const error = await failure(bodies(client.messages.list({ pageSize: 2 })))
    assert.deepEqual(
      [error.code, error.outcome, twilio.requests.length],
      ['ERR_SEND_PAGE', 'not-sent', 1],
    )
  })
}

promise('pages that lead to each other are refused', async (client, twilio) => {
  await fill(client, 3)
  twilio.requests.length = 0
  const self = (json) => ({ ...json, next_page_uri: json.uri })
  twilio.faults.push({ kind: 'rewrite', change: self, stored: true })
  assert.equal((await failure(bodies(client.messages.list({ pageSize: 1 })))).code, 'ERR_SEND_PAGE')
  assert.equal(twilio.requests.length, 1)
})

promise('a page that is none is refused', async (client, twilio) => {
  for (const change of [
    () => ({}),
    () => ({ messages: {} }),
    () => ({ messages: [1] }),
    (json) => ({ ...json, next_page_uri: 5 }),
  ]) {
    twilio.faults.push({ kind: 'rewrite', change, stored: true })
    assert.equal((await failure(client.messages.list().page())).code, 'ERR_SEND_ANSWER')
  }
})

promise('names from outside change no prototype', async (client, twilio) => {
  const change = (json) =>
    JSON.parse(`{"__proto__":{"polluted":1},"constructor":"x",${JSON.stringify(json).slice(1)}`)
  twilio.faults.push({ kind: 'rewrite', change, stored: true })
  const message = await client.messages.create(text)
  assert.equal({}.polluted, undefined)
  assert.equal(message.polluted, undefined)
  assert.equal(message.constructor, 'x')
})
