/** A consumer that uses each entry, compiled but not run: what has no type here is an error. */

import * as septet from 'septet'
import { isE164 } from 'septet/phone'
import { countSegments, segment, smartEncode } from 'septet/segments'
import { createTwilio } from 'septet/send'
import { signTwilio, verifyTwilio } from 'septet/signature'
import { init } from 'septet/slim'
import { escapeXml, MessagingResponse } from 'septet/twiml'

const count: number = countSegments('hello', { smartEncoding: true })
const { encoding, segments }: septet.Segments = segment('hello', { encoding: 'GSM-7' })
const known: 'GSM-7' | 'UCS-2' = encoding
const ends: number[] = segments.map((part) => part.end)
const encoded: string = smartEncode('“hello”').text

const valid: boolean = isE164('+14155552671')

const request = { authToken: 'secret', url: 'https://example.com/', params: { Body: 'hi' } }
const signature: string = signTwilio(request)
const genuine: boolean = verifyTwilio({ ...request, signature })

const response = new MessagingResponse()
response.message({ to: '+14155552671' }, escapeXml('hi')).media('https://example.com/a.png')
const xml: string = response.toString()

const client = createTwilio({ accountSid: 'AC', authToken: 'secret' }, { timeoutMs: 1000 })
const status: Promise<string> = client.messages.fetch('SM').then((message) => message.status)

export const answers = { count, known, ends, encoded, valid, genuine, xml, status }

export function start(module: WebAssembly.Module): void {
  init(module)
}

export function codeOf(error: unknown): septet.ErrorCode | null {
  return error instanceof septet.SeptetError ? error.code : null
}

// @ts-expect-error A number is not a text.
countSegments(1)
// @ts-expect-error There is no such option.
segment('hello', { encodings: 'GSM-7' })
// @ts-expect-error The token may not be left out.
signTwilio({ url: 'https://example.com/' })
// @ts-expect-error The client needs a secret.
createTwilio({ accountSid: 'AC' })
// @ts-expect-error The root is pure.
septet.createTwilio
