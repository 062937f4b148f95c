/** The example Worker, in workerd, with the stand-in where Twilio's API would be. */

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { signTwilio } from 'septet/signature'

import { ACCOUNT, standIn } from './stand-in/twilio.mjs'

const ENTRY = fileURLToPath(new URL('../../examples/cloudflare-worker/src/index.js', import.meta.url))
const WEBHOOK_URL = 'https://hooks.example.test/sms'
const ADMIN_TOKEN = 'admin-token-of-this-test'
const FROM = '+15005550142'

let folder
let worker
let twilio

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'septet-worker-'))
  // As wrangler does: `.wasm` stays a module of its own.
  await build({
    entryPoints: [ENTRY],
    outdir: folder,
    bundle: true,
    format: 'esm',
    conditions: ['workerd'],
    loader: { '.wasm': 'copy' },
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  })
  worker = new Miniflare({
    modules: true,
    modulesRoot: folder,
    modulesRules: [
      { type: 'ESModule', include: ['**/*.mjs'] },
      { type: 'CompiledWasm', include: ['**/*.wasm'] },
    ],
    scriptPath: join(folder, 'index.mjs'),
    compatibilityDate: '2026-04-01',
    bindings: {
      WEBHOOK_URL,
      ADMIN_TOKEN,
      TWILIO_ACCOUNT_SID: ACCOUNT.sid,
      TWILIO_AUTH_TOKEN: ACCOUNT.token,
      TWILIO_NUMBER: '+15005550006',
    },
    // All that the Worker fetches arrives here: its code is that of production.
    outboundService: async (request) => {
      const init = {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        redirect: 'manual',
      }
      const body = request.method === 'POST' ? { body: await request.text() } : {}
      delete init.headers['content-length']
      const answer = await twilio.fetch(request.url, { ...init, ...body })
      return new globalThis.Response(await answer.arrayBuffer(), answer)
    },
  })
  await worker.ready
})

beforeEach(async () => {
  await twilio?.close()
  twilio = await standIn()
})

after(async () => {
  await twilio?.close()
  await worker?.dispose()
  await rm(folder, { recursive: true })
})

const call = (path, init) => worker.dispatchFetch(`https://hooks.example.test${path}`, init)

/** A webhook as Twilio sends it; `changes` are made after it was signed. */
function webhook(params, changes = {}) {
  const body = new URLSearchParams({
    AccountSid: ACCOUNT.sid,
    From: FROM,
    To: '+15005550006',
    ...params,
  }).toString()
  const signature = signTwilio({ authToken: ACCOUNT.token, url: WEBHOOK_URL, body })
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': signature,
    ...changes.headers,
  }
  return call('/sms', { method: 'POST', body: changes.body ?? body, headers })
}

test('worker: answers a webhook with TwiML and its segments', async () => {
  const response = await webhook({ Body: 'Tom & Jo <3 😀' })
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'text/xml; charset=utf-8')
  assert.equal(response.headers.get('x-reply-segments'), '1')
  assert.equal(
    await response.text(),
    '<?xml version="1.0" encoding="UTF-8"?><Response><Message>You said: Tom &amp; Jo &lt;3 😀</Message></Response>',
  )
  assert.equal(twilio.requests.length, 0)
})

test('worker: counts a reply of several segments', async () => {
  const response = await webhook({ Body: 'x'.repeat(160) })
  assert.equal(response.headers.get('x-reply-segments'), '2')
})

test('worker: refuses a webhook that is not from Twilio', async () => {
  const forged = await webhook(
    { Body: 'x' },
    { headers: { 'x-twilio-signature': `${'A'.repeat(27)}=` } },
  )
  const changed = await webhook({ Body: 'x' }, { body: 'Body=remind+me&From=%2B15005550142' })
  const unsigned = await call('/sms', { method: 'POST', body: 'Body=x' })
  const read = await call('/sms')
  assert.deepEqual(
    [forged.status, changed.status, unsigned.status, read.status],
    [403, 403, 403, 405],
  )
  assert.equal(await forged.text(), await unsigned.text())
  assert.equal(twilio.requests.length, 0)
})

test('worker: refuses a body that is too long', async () => {
  const response = await webhook({ Body: 'x'.repeat(70_000) })
  assert.equal(response.status, 413)
})

test('worker: sends a text on command', async () => {
  const response = await webhook({ Body: 'Remind me ' })
  assert.equal(response.status, 200)
  assert.deepEqual(
    twilio.messages.map(({ to, from, body }) => [to, from, body]),
    [[FROM, '+15005550006', 'This is your reminder.']],
  )
  assert.deepEqual(
    twilio.requests.map(({ method, host }) => [method, host]),
    [['POST', 'api.twilio.com']],
  )
  assert.deepEqual(twilio.violations, [])
})

test('worker: answers even when sending fails', async () => {
  twilio.faults.push({ kind: 'status', status: 503 })
  const response = await webhook({ Body: 'remind me' })
  assert.equal(response.status, 200)
  assert.equal(twilio.requests.length, 1)
})

const admin = (body, token = ADMIN_TOKEN) =>
  call('/send', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${token}` },
  })

test('worker: sends for the admin alone', async () => {
  const sent = await admin({ to: FROM, body: 'Grüße €' })
  assert.equal(sent.status, 201)
  const { sid, status, segments } = await sent.json()
  assert.deepEqual([sid, status, segments], [twilio.messages[0].sid, 'queued', 1])
  assert.equal(twilio.messages[0].body, 'Grüße €')
  const statuses = [
    await admin({ to: FROM, body: 'x' }, 'another'),
    await admin({}),
    await admin([]),
    await call('/send'),
  ].map(({ status }) => status)
  assert.deepEqual(statuses, [401, 400, 400, 405])
  assert.equal(twilio.messages.length, 1)
})

test('worker: says why a text was not sent, and whether it was', async () => {
  const refused = await admin({ to: '+15005550001', body: 'x' })
  assert.equal(refused.status, 502)
  const { code, outcome, twilioCode } = await refused.json()
  assert.deepEqual([code, outcome, twilioCode], ['ERR_SEND_REJECTED', 'not-sent', 21211])
  twilio.faults.push({ kind: 'status', status: 500, stored: true })
  const lost = await (await admin({ to: FROM, body: 'x' })).json()
  assert.deepEqual([lost.code, lost.outcome], ['ERR_SEND_SERVER', 'unknown'])
  assert.equal(twilio.messages.length, 1)
  twilio.faults.push({
    kind: 'status',
    status: 307,
    headers: { location: 'https://evil.example/' },
  })
  const redirected = await (await admin({ to: FROM, body: 'x' })).json()
  assert.deepEqual([redirected.code, redirected.outcome], ['ERR_SEND_REDIRECT', 'unknown'])
  assert.equal(twilio.requests.length, 3)
})
