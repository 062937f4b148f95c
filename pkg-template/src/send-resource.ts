/** Answers as callers see them: names, dates, numbers and pages. */

import { stringArgument } from './arguments.js'
import { putParts, run } from './core.js'
import type { CallOptions } from './send.js'
import { isJson, send } from './send-call.js'
import {
  buildNext,
  type Context,
  type Json,
  type Outgoing,
  refusal,
  type SendCore,
  takeParts,
} from './send-request.js'

/**
 * The body with the names and types that callers use. It has no prototype: its names come from
 * outside.
 */
export function resource(operation: string, body: Json): Json {
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

export function pages(context: Context, first: Outgoing, options?: CallOptions) {
  const next = (uri: string) => buildNext(context, first.operation, uri)
  const read = (request: Outgoing) => readPage(context, request, options)
  return {
    async page(nextPageUri?: string) {
      const uri =
        nextPageUri === undefined ? undefined : stringArgument('page: nextPageUri', nextPageUri)
      const page = await read(uri === undefined ? first : next(uri))
      return { items: page.items, nextPageUri: page.nextPageUri }
    },
    async *[Symbol.asyncIterator]() {
      const seen = new Set<unknown>()
      for (let request: Outgoing | null = first; request;) {
        const { items, nextPageUri, uri } = await read(request)
        seen.add(uri)
        yield* items
        if (seen.has(nextPageUri))
          throw refusal('ERR_SEND_PAGE', `${first.operation}: the next page was read already`)
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
  if (
    !Array.isArray(items) ||
    !items.every(isJson) ||
    (nextPageUri !== null && typeof nextPageUri !== 'string')
  ) {
    throw refusal('ERR_SEND_ANSWER', `${request.operation}: the answer is not a page`)
  }
  return {
    items: items.map((item) => resource(request.operation, item)),
    nextPageUri,
    uri: body['uri'],
  }
}
