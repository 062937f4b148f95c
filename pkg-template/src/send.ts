import { objectArgument, optionsArgument, stringArgument, wrongType } from './arguments.js'
import { check, putParts, run, takeNumbers, takeText } from './core.js'
import { type SendDetails, SeptetError } from './errors.js'
import {
  type ErrorCode,
  REQUEST_DEFAULT_TIMEOUT,
  REQUEST_MAX_ANSWER,
  REQUEST_MAX_CREDENTIAL,
  REQUEST_MAX_PARAMETERS,
  REQUEST_MAX_TIMEOUT,
} from './generated.js'

export type { SendDetails } from './errors.js'

interface SendCore {
  send_authorization(length: number, isKey: boolean): number
  send_forget(): void
  send_request(length: number): number
  send_next_page(length: number): number
  send_classify(length: number, status: number, end: number, now: number): number
  send_field(length: number): number
}

/** Who sends: an account with its token, or with a key and the key's secret. */
export type TwilioCredentials =
  | { accountSid: string; authToken: string; apiKey?: undefined; apiSecret?: undefined }
  | { accountSid: string; apiKey: string; apiSecret: string; authToken?: undefined }

/** How a client reaches Twilio. */
export interface TwilioOptions {
  /** What sends the requests instead of the runtime's own `fetch`. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Where requests enter Twilio's network, as `dublin`. Alone it means region `us1`. */
  edge?: string | undefined
  /** Where they are processed, as `ie1`. The credentials must be of that region. Give the edge with it. */
  region?: string | undefined
  /** How long a call may take until its whole answer is read. Default 30,000. */
  timeoutMs?: number | undefined
}

/** How one call is made. */
export interface CallOptions {
  /** Gives the call up. */
  signal?: AbortSignal | undefined
  /** How long this call may take. */
  timeoutMs?: number | undefined
}

/** A client of Twilio's REST API. It shows no credential, and reads no environment variable. */
export interface Twilio {
  /** Texts. */
  readonly messages: Messages
}

/** The calls on texts. */
export interface Messages {
  /**
   * Sends a text. The request is made once: nothing repeats it by itself.
   *
   * @param params what to send; `undefined` and `null` are left out
   * @param options how to call
   * @returns the message, as Twilio accepted it
   * @throws TypeError for a parameter that is unknown, missing or of the wrong type
   * @throws SeptetError `ERR_SEND_...`, whose `outcome` says whether something was sent
   * @example
   * const { sid } = await client.messages.create({ to: '+15005550006', from: '+15005550006', body: 'Hi' })
   */
  create(params: CreateMessage, options?: CallOptions): Promise<Message>

  /**
   * Reads a text.
   *
   * @param sid `SM` or `MM` and 32 hexadecimal digits; nothing else can reach the URL
   * @param options how to call
   */
  fetch(sid: string, options?: CallOptions): Promise<Message>

  /**
   * Lists texts, newest first. Nothing is requested until the list is read.
   *
   * @param filters which texts, and `pageSize`
   * @param options how to call for each page
   * @example
   * for await (const message of client.messages.list({ to: '+15005550006' })) console.log(message.status)
   */
  list(filters?: ListMessages, options?: CallOptions): MessageList
}

/** Texts, read page by page: all with `for await`, or one page at a time. */
export interface MessageList extends AsyncIterable<Message> {
  /**
   * Reads one page.
   *
   * @param nextPageUri of the page before; without it, the first page
   * @throws SeptetError `ERR_SEND_PAGE` unless it leads to the same list on the same host
   */
  page(nextPageUri?: string): Promise<MessagePage>
}

/** One page of a list. */
export interface MessagePage {
  readonly items: Message[]
  /** Leads to the next page; `null` on the last. */
  readonly nextPageUri: string | null
}

/** What `create` takes. Twilio wants `to`, a sender (`from` or `messagingServiceSid`) and a content (`body`, `mediaUrl` or `contentSid`). */
export interface CreateMessage {
  /** The receiver, in E.164 or as a channel address such as `whatsapp:+15005550006`. */
  to: string
  from?: string | null | undefined
  messagingServiceSid?: string | null | undefined
  body?: string | null | undefined
  mediaUrl?: string | URL | readonly (string | URL)[] | null | undefined
  contentSid?: string | null | undefined
  /** The variables of `contentSid`, as JSON. */
  contentVariables?: string | null | undefined
  statusCallback?: string | URL | null | undefined
  applicationSid?: string | null | undefined
  /** No effect since 2024. */
  maxPrice?: number | null | undefined
  provideFeedback?: boolean | null | undefined
  /** How often this text was tried; Twilio only records it. */
  attempt?: number | null | undefined
  /** Seconds that Twilio may hold the text back, 1 to 36,000. */
  validityPeriod?: number | null | undefined
  forceDelivery?: boolean | null | undefined
  contentRetention?: 'retain' | 'discard' | null | undefined
  addressRetention?: 'retain' | 'obfuscate' | null | undefined
  /** Lets Twilio replace characters that are not in GSM-7. */
  smartEncoded?: boolean | null | undefined
  persistentAction?: string | readonly string[] | null | undefined
  trafficType?: 'free' | null | undefined
  shortenUrls?: boolean | null | undefined
  /** `fixed`, with `sendAt` and `messagingServiceSid`. */
  scheduleType?: 'fixed' | null | undefined
  sendAt?: Date | string | null | undefined
  sendAsMms?: boolean | null | undefined
  messageIntent?: string | null | undefined
  riskCheck?: 'enable' | 'disable' | null | undefined
  fallbackFrom?: string | null | undefined
}

/** Which texts `list` reads. */
export interface ListMessages {
  to?: string | null | undefined
  from?: string | null | undefined
  /** Sent on that day. */
  dateSent?: Date | string | null | undefined
  /** Sent then or later. */
  dateSentAfter?: Date | string | null | undefined
  /** Sent then or before. */
  dateSentBefore?: Date | string | null | undefined
  /** Texts of one page, 1 to 1,000; Twilio's default is 50. */
  pageSize?: number | null | undefined
}

/** A text, as Twilio describes it. Members that Twilio adds appear here in camelCase. */
export interface Message {
  readonly sid: string
  readonly accountSid: string
  readonly status: MessageStatus
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-call' | 'outbound-reply'
  readonly to: string
  /** `null` until a messaging service has chosen the sender. */
  readonly from: string | null
  readonly messagingServiceSid: string | null
  readonly body: string | null
  /** 0 until a messaging service has chosen the sender. */
  readonly numSegments: number
  readonly numMedia: number
  /** A decimal number, negative when charged; `null` until it is known. */
  readonly price: string | null
  readonly priceUnit: string | null
  readonly errorCode: number | null
  readonly errorMessage: string | null
  readonly dateCreated: Date | null
  readonly dateSent: Date | null
  readonly dateUpdated: Date | null
  readonly uri: string
  readonly apiVersion: string
  readonly subresourceUris: Readonly<Record<string, string>> | null
  readonly [name: string]: unknown
}

/** Where a text is on its way. */
export type MessageStatus =
  | 'accepted'
  | 'canceled'
  | 'delivered'
  | 'failed'
  | 'partially_delivered'
  | 'queued'
  | 'read'
  | 'received'
  | 'receiving'
  | 'scheduled'
  | 'sending'
  | 'sent'
  | 'undelivered'

/**
 * Makes a client of Twilio's REST API.
 *
 * @param credentials the account, and its token or a key with its secret
 * @param options how to reach Twilio
 * @returns the client; making it sends nothing
 * @throws TypeError for an argument of the wrong type
 * @throws SeptetError `ERR_SEND_CONFIG` for what Twilio never issues
 * @example
 * const client = createTwilio({ accountSid: env.ACCOUNT_SID, authToken: env.AUTH_TOKEN })
 * await client.messages.create({ to: '+15005550006', from: '+15005550006', body: 'Hi' })
 */
export function createTwilio(credentials: TwilioCredentials, options: TwilioOptions = {}): Twilio {
  const context = contextOf(credentials, options)
  // Says at once what is wrong with the account, edge or region.
  build(context, 'messages.list', [])
  return {
    messages: {
      async create(params, options) {
        const request = build(context, 'messages.create', pairs('messages.create', params))
        return resource('messages.create', await send(context, request, options)) as Message
      },
      async fetch(sid, options) {
        const request = build(context, 'messages.fetch', pairs('messages.fetch', { sid }))
        return resource('messages.fetch', await send(context, request, options)) as Message
      },
      list(filters = {}, options) {
        const first = build(context, 'messages.list', pairs('messages.list', filters))
        return pages(context, first, options) as unknown as MessageList
      },
    },
  }
}

/** All that calls of one client share. It stays in closures: it holds the credentials. */
interface Context {
  /** Account SID, edge and region, as the core takes them. */
  readonly place: readonly [string, string, string]
  readonly authorization: string
  readonly secrets: readonly string[]
  readonly fetch: TwilioOptions['fetch']
  readonly timeoutMs: number
}

/** A request as the core built it, without the authorization. */
interface Outgoing {
  readonly operation: string
  readonly method: string
  readonly url: string
  /** The member of the answer that holds the items of a page. */
  readonly items: string
  readonly body: string
  readonly headers: Record<string, string>
}

type Json = Record<string, unknown>

/** How an answer ended, numbered as the core does. */
const COMPLETE = 0
const UNREADABLE = 1
const TOO_LONG = 2
const TIMED_OUT = 3
const ABORTED = 4
const LOST = 5

const NOT_SENT: SendDetails = {
  outcome: 'not-sent',
  status: null,
  twilioCode: null,
  retryAfter: null,
  requestId: null,
  moreInfo: null,
}

function contextOf(credentials: TwilioCredentials, options: TwilioOptions): Context {
  objectArgument('createTwilio: credentials', credentials)
  optionsArgument('createTwilio: options', options)
  const { accountSid, authToken, apiKey, apiSecret } = credentials
  const isKey = apiKey !== undefined || apiSecret !== undefined
  if (isKey && authToken !== undefined) {
    throw new TypeError('createTwilio: give authToken, or apiKey and apiSecret, not both')
  }
  const given = isKey ? { accountSid, apiKey, apiSecret } : { accountSid, authToken }
  const parts = Object.entries(given).map(([name, value]) => credential(name, value))
  const { fetch, edge = '', region = '', timeoutMs } = options
  if (fetch !== undefined && typeof fetch !== 'function') wrongType('createTwilio: fetch', 'a function', fetch)
  const authorization = run<SendCore, string>((core) => {
    const header = takeText(check(core.send_authorization(putParts(parts), isKey)))
    core.send_forget()
    return header
  })
  return {
    place: [parts[0] as string, label('edge', edge), label('region', region)],
    authorization,
    secrets: [parts[parts.length - 1] as string, authorization.slice('Basic '.length)],
    fetch,
    timeoutMs: timeout('createTwilio', timeoutMs, REQUEST_DEFAULT_TIMEOUT),
  }
}

function credential(name: string, value: unknown): string {
  const text = stringArgument(`createTwilio: ${name}`, value)
  if (text.length <= REQUEST_MAX_CREDENTIAL) return text
  throw new SeptetError('ERR_SEND_CONFIG', `${name} has more than ${REQUEST_MAX_CREDENTIAL} characters`)
}

function label(name: string, value: unknown): string {
  return credential(name, value)
}

function timeout(call: string, value: unknown, fallback: number): number {
  if (value === undefined) return fallback
  if (typeof value !== 'number') wrongType(`${call}: timeoutMs`, 'a number', value)
  if (value > 0 && value <= REQUEST_MAX_TIMEOUT) return value
  throw refusal('ERR_SEND_CONFIG', `timeoutMs must be more than 0 and at most ${REQUEST_MAX_TIMEOUT}`)
}

function refusal(code: ErrorCode, message: string): SeptetError {
  return new SeptetError(code, message, { details: NOT_SENT })
}

/** The parameters as names and tagged values: the tag says what the value was in JavaScript. */
function pairs(operation: string, params: object): string[] {
  objectArgument(`${operation}: parameters`, params)
  const parts: string[] = []
  let length = 0
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue
    const items = Array.isArray(value) ? value.map((item) => `i${text(operation, name, item)}`) : [tagged(operation, name, value)]
    for (const item of items) {
      length += name.length + item.length
      parts.push(name, item)
    }
  }
  if (length <= REQUEST_MAX_PARAMETERS) return parts
  throw refusal('ERR_SEND_TOO_LONG', `${operation}: the parameters have more than ${REQUEST_MAX_PARAMETERS} UTF-16 units`)
}

function tagged(operation: string, name: string, value: unknown): string {
  if (typeof value === 'boolean') return `b${value}`
  if (typeof value === 'number') return `n${value}`
  return value instanceof Date ? `d${value.getTime()}` : `s${text(operation, name, value)}`
}

function text(operation: string, name: string, value: unknown): string {
  if (value instanceof URL) return value.href
  return stringArgument(`${operation}: ${name}`, value)
}

function build({ place }: Context, operation: string, parts: readonly string[]): Outgoing {
  return outgoing(operation, (core) => core.send_request(putParts([operation, ...place, ...parts])))
}

function buildNext({ place }: Context, operation: string, uri: string): Outgoing {
  if (uri.length > REQUEST_MAX_PARAMETERS) throw refusal('ERR_SEND_PAGE', 'the next page has too long a URI')
  return outgoing(operation, (core) => core.send_next_page(putParts([operation, ...place, uri])))
}

function outgoing(operation: string, call: (core: SendCore) => number): Outgoing {
  const { status, parts } = run<SendCore, { status: number; parts: string[] }>((core) => {
    const status = call(core)
    return { status, parts: takeParts(status < 0 ? 2 : status) }
  })
  const [method = '', url = '', items = '', body = '', ...fields] = parts
  // A refusal is a code and a message. -2 is the one that TypeScript would have found.
  if (status === -2) throw new TypeError(url)
  if (status < 0) throw refusal(method as ErrorCode, url)
  const headers: Record<string, string> = {}
  for (let at = 0; at < fields.length; at += 2) headers[fields[at] as string] = fields[at + 1] as string
  return { operation, method, url, items, body, headers }
}

/** Reads the parts of an answer. All but the last are ASCII, so bytes are characters. */
function takeParts(count: number): string[] {
  const lengths = [...takeNumbers(count)]
  const all = takeText(lengths.reduce((sum, length) => sum + length, 0))
  let start = 0
  return lengths.map((length, index) => all.slice(start, index === count - 1 ? undefined : (start += length)))
}

/** Sends a request once, and returns the body of a success. */
async function send(context: Context, request: Outgoing, options: CallOptions = {}): Promise<Json> {
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

async function receive(context: Context, request: Outgoing, signal: AbortSignal, reply: Reply): Promise<void> {
  const { fetch = globalThis.fetch, authorization } = context // Unbound: some runtimes refuse `context.fetch(..)`.
  const stopped = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal)))
  const { method, url, body } = request
  const headers = { ...request.headers, authorization }
  // Never followed: a redirect would carry the credentials to where it points.
  const init: RequestInit = { method, headers, signal, redirect: 'manual' }
  const response = await Promise.race([fetch(url, method === 'POST' ? { ...init, body } : init), stopped])
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
async function readText(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<string | undefined> {
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

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The body of a success. The core says what is one, and what anything else means. */
function success({ secrets }: Context, operation: string, reply: Reply): Json {
  const hide = (text: string) => secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), text)
  const scalars = Object.entries(reply.body).filter(([, value]) => value !== null && typeof value !== 'object')
  const members = scalars.slice(0, 50).map(([name, value]) => [name, String(value)])
  const known = [reply.requestId, reply.retryAfter, ...members.flat()].map((text) => hide(text).slice(0, 1000))
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

/** The body with the names and types that callers use. It has no prototype: its names come from outside. */
function resource(operation: string, body: Json): Json {
  const result = Object.create(null) as Json
  for (const [wire, value] of Object.entries(body)) {
    const { name, kind } = field(operation, wire)
    result[name] = kind === DATE ? date(value) : kind === NUMBER ? number(value) : value
  }
  return result
}

const DATE = 1
const NUMBER = 2

interface Field {
  readonly name: string
  readonly kind: number
}

/** What the core has said about members of answers. There are few. */
const fields = new Map<string, Field>()

function field(operation: string, wire: string): Field {
  const key = `${operation} ${wire}`
  const known = fields.get(key)
  if (known) return known
  const asked = run<SendCore, Field>((core) => {
    const kind = core.send_field(putParts([operation, wire]))
    return { kind, name: takeParts(1)[0] as string }
  })
  if (fields.size < 1000) fields.set(key, asked)
  return asked
}

function date(value: unknown): unknown {
  const time = typeof value === 'string' ? Date.parse(value) : NaN
  return Number.isNaN(time) ? value : new Date(time)
}

function number(value: unknown): unknown {
  const figure = typeof value === 'string' && value !== '' ? Number(value) : NaN
  return Number.isNaN(figure) ? value : figure
}

interface Page {
  readonly items: Json[]
  readonly nextPageUri: string | null
  readonly uri: unknown
}

function pages(context: Context, first: Outgoing, options?: CallOptions) {
  const next = (uri: string) => buildNext(context, first.operation, uri)
  const read = (request: Outgoing) => readPage(context, request, options)
  return {
    async page(nextPageUri?: string) {
      const uri = nextPageUri === undefined ? undefined : stringArgument('page: nextPageUri', nextPageUri)
      const page = await read(uri === undefined ? first : next(uri))
      return { items: page.items, nextPageUri: page.nextPageUri }
    },
    async *[Symbol.asyncIterator]() {
      const seen = new Set<unknown>()
      for (let request: Outgoing | null = first; request; ) {
        const { items, nextPageUri, uri } = await read(request)
        seen.add(uri)
        yield* items
        if (seen.has(nextPageUri)) throw refusal('ERR_SEND_PAGE', `${first.operation}: the next page was read already`)
        seen.add(nextPageUri)
        request = nextPageUri === null ? null : next(nextPageUri)
      }
    },
  }
}

async function readPage(context: Context, request: Outgoing, options?: CallOptions): Promise<Page> {
  const body = await send(context, request, options)
  const items: unknown = body[request.items]
  const nextPageUri = body['next_page_uri'] ?? null
  if (!Array.isArray(items) || !items.every(isJson) || (nextPageUri !== null && typeof nextPageUri !== 'string')) {
    throw refusal('ERR_SEND_ANSWER', `${request.operation}: the answer is not a page`)
  }
  return { items: items.map((item) => resource(request.operation, item)), nextPageUri, uri: body['uri'] }
}
