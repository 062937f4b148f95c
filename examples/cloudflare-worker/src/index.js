/**
 * A Worker that answers texts and sends them.
 *
 * - `POST /sms` is the webhook: only Twilio can call it. It echoes a text and tells what the echo
 *   costs; a text of `remind me` also sends a text of its own.
 * - `POST /send` with `Authorization: Bearer ADMIN_TOKEN` and `{ "to", "body" }` sends a text.
 */

import { countSegments } from 'septet/segments'
import { createTwilio, SeptetError } from 'septet/send'
import { verifyTwilio } from 'septet/signature'
import { MessagingResponse } from 'septet/twiml'

const MAX_BODY = 65_536

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url)
    if (pathname === '/sms')
      return request.method === 'POST' ? webhook(request, env) : text(405, 'POST only')
    if (pathname === '/send')
      return request.method === 'POST' ? send(request, env) : text(405, 'POST only')
    return text(404, 'not here')
  },
}

async function webhook(request, env) {
  const signature = request.headers.get('x-twilio-signature')
  if (signature === null) return text(403, 'forbidden') // Before the body is read: strangers cost nothing.
  const body = await readBody(request)
  if (body === undefined) return text(413, 'too long')
  // The configured URL, not the request's: proxies change that one, and strangers choose it.
  if (!verifyTwilio({ authToken: env.TWILIO_AUTH_TOKEN, signature, url: env.WEBHOOK_URL, body }))
    return text(403, 'forbidden')
  // Read only after the signature was found right.
  const form = new URLSearchParams(new TextDecoder().decode(body))
  return answer(form.get('Body') ?? '', form.get('From') ?? '', env)
}

async function answer(said, from, env) {
  const reply = `You said: ${said}`
  const segments = countSegments(reply)
  const response = new MessagingResponse()
  response.message(segments > 10 ? `That would take ${segments} segments.` : reply)
  if (said.trim().toLowerCase() === 'remind me') await remind(from, env)
  return new Response(response.toString(), {
    headers: { 'content-type': 'text/xml; charset=utf-8', 'x-reply-segments': `${segments}` },
  })
}

/** Sends a text besides the answer. When that fails the answer is still given. */
async function remind(to, env) {
  try {
    await client(env).messages.create({
      to,
      from: env.TWILIO_NUMBER,
      body: 'This is your reminder.',
    })
  } catch (error) {
    console.error('reminder:', error.message)
  }
}

async function send(request, env) {
  if (!(await isAdmin(request, env))) return text(401, 'unauthorized')
  const body = await readBody(request)
  const wanted = body && parseJson(new TextDecoder().decode(body))
  if (typeof wanted?.to !== 'string' || typeof wanted?.body !== 'string')
    return text(400, 'give { "to", "body" }')
  try {
    const { sid, status } = await client(env).messages.create({
      to: wanted.to,
      from: env.TWILIO_NUMBER,
      body: wanted.body,
    })
    return Response.json({ sid, status, segments: countSegments(wanted.body) }, { status: 201 })
  } catch (error) {
    if (!(error instanceof SeptetError)) throw error
    // `outcome` tells the caller whether it may try again: only after `not-sent`.
    const { code, outcome, twilioCode, requestId } = error
    return Response.json(
      { code, outcome, twilioCode, requestId, message: error.message },
      { status: 502 },
    )
  }
}

function client(env) {
  return createTwilio(
    { accountSid: env.TWILIO_ACCOUNT_SID, authToken: env.TWILIO_AUTH_TOKEN },
    { timeoutMs: 10_000 },
  )
}

/** Whether the request carries the admin's token. Digests are compared, so that time tells nothing. */
async function isAdmin(request, env) {
  if (!env.ADMIN_TOKEN) return false
  const digest = (text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const [given, wanted] = await Promise.all(
    [request.headers.get('authorization') ?? '', `Bearer ${env.ADMIN_TOKEN}`].map(digest),
  )
  return crypto.subtle.timingSafeEqual(given, wanted)
}

/** The body, or `undefined` when it is longer than any text or form of ours. */
async function readBody(request) {
  const chunks = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > MAX_BODY) return undefined
    chunks.push(chunk)
  }
  const body = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.length
  }
  return body
}

function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function text(status, message) {
  return new Response(`${message}\n`, { status })
}
