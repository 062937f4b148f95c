/** A consumer that uses each entry, compiled but not run: what has no type here is an error. */

import * as septet from 'septet'
import { isE164, parsePhone, toE164 } from 'septet/phone'
import { countSegments, segment, smartEncode } from 'septet/segments'
import { explainTwilio, signTwilio, verifyTelnyx, verifyTwilio } from 'septet/signature'
import { checkTwiml, escapeXml, MessagingResponse, VoiceResponse } from 'septet/twiml'

const count: number = countSegments('hello', { smartEncoding: true })
const { encoding, segments }: septet.Segments = segment('hello', { encoding: 'GSM-7' })
const known: 'GSM-7' | 'UCS-2' = encoding
const ends: number[] = segments.map((part) => part.end)
const encoded: string = smartEncode('“hello”').text

const parsed = parsePhone('+14155552671')
const number: string = parsed.ok ? parsed.e164 : parsed.reason
const valid: boolean = isE164(number) && toE164(number, 'US') === number

const request = { authToken: 'secret', url: 'https://example.com/', params: { Body: 'hi' } }
const signature: string = signTwilio(request)
const genuine: boolean = verifyTwilio({ ...request, signature })
const codes: string[] = explainTwilio({ ...request, signature }).findings.map(({ code }) => code)
const telnyx: boolean = verifyTelnyx({
  publicKey: 'key',
  signature: null,
  timestamp: undefined,
  body: new Uint8Array(),
  now: 0,
})

const message: string = new MessagingResponse().message('hi').toString()
const voice = new VoiceResponse()
voice.gather({ numDigits: 1 }).say('press one')
const lines: number[] = checkTwiml(escapeXml(message)).findings.map(({ line }) => line)

export function codeOf(error: unknown): septet.ErrorCode | null {
  return error instanceof septet.SeptetError ? error.code : null
}

// @ts-expect-error A number is not a text.
countSegments(1)
// @ts-expect-error There is no such option.
segment('hello', { encodings: 'GSM-7' })
// @ts-expect-error The token may not be left out.
signTwilio({ url: 'https://example.com/' })

export const answers = { count, known, ends, encoded, valid, genuine, codes, telnyx, voice, lines }
