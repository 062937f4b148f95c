/** One call: a request that is sent once, and the whole of its answer. */

import { optionsArgument, wrongType } from './arguments.js'
import { putParts, run } from './core.js'
import { type SendDetails, SeptetError } from './errors.js'
import { type ErrorCode, REQUEST_MAX_ANSWER } from './generated.js'
import type { CallOptions } from './send.js'
import {
  type Context,
  type Json,
  type Outgoing,
  refusal,
  type SendCore,
  takeParts,
  timeout,
} from './send-request.js'

/** How an answer ended, numbered as the core does. */
const COMPLETE = 0
const UNREADABLE = 1
const TOO_LONG = 2
const TIMED_OUT = 3
const ABORTED = 4
const LOST = 5

/** Sends a request once, and returns the body of a success. */
export async function send(
  context: Context,
  request: Outgoing,
  options: CallOptions = {},
): Promise<Json> {
  optionsArgument(`${request.operation}: options`, options)
  const { signal } = options
  if (signal !== undefined && typeof signal.addEventListener !== 'function') {
    wrongType(`${request.operation}: signal`, 'an AbortSignal', signal)
  }
  const limit = timeout(request.operation, options.timeoutMs, context.timeoutMs)
  if (signal?.aborted) throw refusal('ERR_SEND_ABORTED', 'the call was aborted before it began')
  const reply: Reply = { status: 0, requestId: '', retryAfter: '', end: LOST, body: {} }
  const stop = new AbortController()
  const give = (end: number) => () => {
    if (reply.end === LOST) reply.end = end
    stop.abort()
  }
  const abort = give(ABORTED)
  const timer = setTimeout(give(TIMED_OUT), limit)
  signal?.addEventListener('abort', abort)
  try {
    await receive(context, request, stop.signal, reply)
  } catch {
    // What a fetch throws may hold the request's headers, so nothing of it is kept.
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
  return success(context, request.operation, reply)
}

/** What is known about an answer. It starts as a lost one. */
interface Reply {
  status: number
  requestId: string
  retryAfter: string
  end: number
  body: Json
}

async function receive(
  context: Context,
  request: Outgoing,
  signal: AbortSignal,
  reply: Reply,
): Promise<void> {
  // Unbound: some runtimes refuse `context.fetch(..)`.
  const { fetch = globalThis.fetch, authorization } = context
  const stopped = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal)),
  )
  const { method, url, body } = request
  const headers = { ...request.headers, authorization }
  // Never followed: a redirect would carry the credentials to where it points.
  const init: RequestInit = { method, headers, signal, redirect: 'manual' }
  const response = await Promise.race([
    fetch(url, method === 'POST' ? { ...init, body } : init),
    stopped,
  ])
  // Browsers hide the status of a redirect that is not followed.
  reply.status = response.type === 'opaqueredirect' ? 302 : response.status
  reply.requestId = response.headers.get('twilio-request-id') ?? ''
  reply.retryAfter = response.headers.get('retry-after') ?? ''
  const reader = response.body?.getReader()
  try {
    const text = await Promise.race([readText(reader), stopped])
    const json: unknown = text === undefined ? undefined : parseJson(text)
    if (isJson(json)) reply.body = json
    reply.end = text === undefined ? TOO_LONG : isJson(json) ? COMPLETE : UNREADABLE
  } finally {
    // Not awaited: a body that has stalled may never confirm.
    reader?.cancel().catch(() => {})
  }
}

/** The whole body, or `undefined` when it is longer than is read. */
async function readText(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true as const, value: undefined }
    if (done) return text + decoder.decode()
    length += value.length
    if (length > REQUEST_MAX_ANSWER) return undefined
    text += decoder.decode(value, { stream: true })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The body of a success. The core says what is one, and what anything else means. */
function success({ secrets }: Context, operation: string, reply: Reply): Json {
  const hide = (text: string) =>
    secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), text)
  const scalars = Object.entries(reply.body).filter(
    ([, value]) => value !== null && typeof value !== 'object',
  )
  const members = scalars.slice(0, 50).map(([name, value]) => [name, String(value)])
  const known = [reply.requestId, reply.retryAfter, ...members.flat()].map((text) =>
    hide(text).slice(0, 1000),
  )
  const parts = run<SendCore, string[]>((core) => {
    const length = putParts([operation, ...known])
    return takeParts(core.send_classify(length, reply.status, reply.end, Date.now()))
  })
  if (parts.length === 0) return reply.body
  const [code, outcome, status, twilioCode, retryAfter, requestId, moreInfo, message = ''] = parts
  const details: SendDetails = {
    outcome: outcome as SendDetails['outcome'],
    status: status ? Number(status) : null,
    twilioCode: twilioCode ? Number(twilioCode) : null,
    retryAfter: retryAfter ? Number(retryAfter) : null,
    requestId: requestId || null,
    moreInfo: moreInfo || null,
  }
  throw new SeptetError(code as ErrorCode, `${operation}: ${message}`, { details })
}
