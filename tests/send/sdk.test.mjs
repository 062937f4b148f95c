/**
 * Shows that the stand-in is honest: the official SDK, which knows nothing of it, creates, reads,
 * lists, cancels and removes texts on it, and understands its refusals.
 */

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import test from 'node:test'

import { ACCOUNT, standIn } from './stand-in/twilio.mjs'

const twilio = createRequire(import.meta.url)('twilio')

const TEXT = { to: '+15005550142', from: '+15005550006', body: 'Hi & bye' }
const SERVICE = 'MG00000000000000000000000000000001'

/** Runs `check` with the SDK's client, whose requests go to a fresh stand-in. */
function promise(name, check, violations = []) {
  test(`stand-in: ${name}`, async () => {
    const server = await standIn()
    try {
      await check(
        twilio(ACCOUNT.sid, ACCOUNT.token, { httpClient: { request: request.bind(null, server) } }),
        server,
      )
      assert.deepEqual(server.violations, violations)
    } finally {
      await server.close()
    }
  })
}

/** What the SDK's own client would send, as a `fetch`. */
async function request(server, { method, uri, username, password, headers, params, data }) {
  const url = new URL(uri)
  for (const [name, value] of Object.entries(params ?? {})) url.searchParams.append(name, value)
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(data ?? {}))
    [value].flat().forEach((item) => form.append(name, item))
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const body = method.toUpperCase() === 'POST' ? { body: form.toString() } : {}
  const response = await server.fetch(url.href, {
    method: method.toUpperCase(),
    headers: { ...headers, Accept: 'application/json', authorization },
    ...body,
  })
  const text = await response.text()
  return {
    statusCode: response.status,
    body: text === '' ? undefined : JSON.parse(text),
    headers: Object.fromEntries(response.headers),
  }
}

promise('the SDK creates and reads', async (client) => {
  const created = await client.messages.create({
    ...TEXT,
    mediaUrl: ['https://a.example/1', 'https://a.example/2'],
    smartEncoded: true,
  })
  assert.deepEqual(
    [created.status, created.numMedia, created.body, created.direction],
    ['queued', '2', TEXT.body, 'outbound-api'],
  )
  assert.ok(created.dateCreated instanceof Date && !Number.isNaN(created.dateCreated.getTime()))
  const read = await client.messages(created.sid).fetch()
  assert.deepEqual(read.toJSON(), created.toJSON())
})

promise('the SDK lists page by page', async (client, server) => {
  for (let index = 0; index < 5; index++)
    await client.messages.create({ ...TEXT, body: `${index}` })
  server.requests.length = 0
  const all = await client.messages.list({ pageSize: 2, to: TEXT.to })
  assert.deepEqual(
    all.map(({ body }) => body),
    ['4', '3', '2', '1', '0'],
  )
  assert.equal(server.requests.length, 3)
  assert.equal(
    (await client.messages.list({ dateSentAfter: new Date(Date.now() + 3600e3) })).length,
    0,
  )
})

promise('the SDK schedules, cancels, redacts and removes', async (client, server) => {
  const sendAt = new Date(Date.now() + 3600e3)
  const { sid } = await client.messages.create({
    to: TEXT.to,
    messagingServiceSid: SERVICE,
    body: 'later',
    scheduleType: 'fixed',
    sendAt,
  })
  assert.equal((await client.messages(sid).update({ status: 'canceled' })).status, 'canceled')
  assert.equal((await client.messages(sid).update({ body: '' })).body, '')
  assert.equal(await client.messages(sid).remove(), true)
  assert.equal(server.messages.length, 0)
  await assert.rejects(client.messages(sid).fetch(), { status: 404, code: 20404 })
})

promise('the SDK understands refusals', async (client) => {
  await assert.rejects(client.messages.create({ ...TEXT, to: '+15005550001' }), {
    status: 400,
    code: 21211,
    moreInfo: 'https://www.twilio.com/docs/errors/21211',
  })
  await assert.rejects(client.messages.create({ to: TEXT.to, from: TEXT.from }), {
    status: 400,
    code: 21602,
  })
  const { sid } = await client.messages.create(TEXT)
  await assert.rejects(client.messages(sid).update({ status: 'canceled' }), {
    status: 409,
    code: 30409,
  })
  await assert.rejects(client.messages(sid).remove(), { status: 409, code: 20009 })
})

// What a client can do wrong is seen: each of these is a request that the real API would not take as meant.
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const path = `/2010-04-01/Accounts/${ACCOUNT.sid}/Messages.json`
const body = 'To=%2B15005550142&From=%2B15005550006&Body=Hi'
for (const [name, change, want, violations = []] of [
  ['the right request', {}, [201]],
  ['a forgotten suffix', { path: path.replace('.json', '') }, [200, undefined]],
  [
    'JSON for a form',
    { headers: { 'Content-Type': 'application/json' }, body: '{"To":"+15005550142"}' },
    [400, 21604],
  ],
  ['a plus that is not escaped', { body: body.replace('To=%2B', 'To=+') }, [400, 21211]],
  [
    'a list joined by commas',
    { body: `${body}&MediaUrl=https%3A%2F%2Fa.example%2F1,https%3A%2F%2Fa.example%2F2` },
    [201],
  ],
  ['a parameter given twice', { body: `${body}&Body=again` }, [400, 20001]],
  ['an escape that is none', { body: `${body}&Body=%zz` }, [400, 20001]],
  ['bytes that are no UTF-8', { body: body.replace('Hi', '%ff') }, [400, 20001]],
  ['snake case', { body: `${body}&media_url=x` }, [201], ['unknown parameter media_url']],
  ['a boolean as a number', { body: `${body}&SmartEncoded=1` }, [400, 20001]],
  ['PUT', { method: 'PUT' }, [405, 20004]],
  ['no credentials', { authorization: '' }, [401, 20003]],
  [
    'a prefix of the token',
    {
      authorization: `Basic ${Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.token.slice(0, -1)}`).toString('base64')}`,
    },
    [401, 20003],
  ],
  ['another account', { path: path.replace(/1(?=\/M)/, '2') }, [401, 20003]],
  ['an unknown path', { path: '/2010-04-01/Accounts.json' }, [404, 20404]],
  ['counting pages', { method: 'GET', path: `${path}?Page=3`, body: undefined }, [400, 20001]],
  [
    'the token in the query',
    { path: `${path}?token=${ACCOUNT.token}` },
    [201],
    ['a secret in the URL'],
  ],
  [
    'the token in the body',
    { body: body.replace('Hi', ACCOUNT.token) },
    [201],
    ['a secret in the body'],
  ],
]) {
  test(`stand-in: notices ${name}`, async () => {
    const server = await standIn()
    try {
      const authorization = `Basic ${Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.token}`).toString('base64')}`
      const asked = { method: 'POST', path, body, authorization, headers: form, ...change }
      const headers = {
        ...asked.headers,
        Accept: 'application/json',
        authorization: asked.authorization,
      }
      const response = await fetch(server.origin + asked.path, {
        method: asked.method,
        headers,
        ...(asked.body === undefined ? {} : { body: asked.body }),
      })
      const type = response.headers.get('content-type')
      const { code } = type.startsWith('application/json') ? await response.json() : {}
      assert.deepEqual([response.status, code], [want[0], want[1]])
      assert.deepEqual(server.violations, violations)
    } finally {
      await server.close()
    }
  })
}
