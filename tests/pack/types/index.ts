/** A consumer that uses each entry, compiled but not run: what has no type here is an error. */

import type { JSX } from 'react'
import * as septet from 'septet'
import { type ComposerEngine, type ComposerWords, SeptetComposer } from 'septet/element'
import { isE164, parsePhone, type PhoneFailure, type PhoneNumber, type PhoneType, phoneMetadataVersion, toE164 } from 'septet/phone'
import { formatAsYouType, formatPhone } from 'septet/phone-format'
import { useSegments } from 'septet/react'
import { countSegments, segment, smartEncode } from 'septet/segments'
import { diagnose, estimateCost, type Finding, type FindingCode, segmentTemplate, sizeRcs, type TemplateSegments } from 'septet/segments-full'
import { createTwilio } from 'septet/send'
import { signTwilio, verifyTwilio } from 'septet/signature'
import { explainTwilio, type SignatureCause, type TwilioExplanation } from 'septet/signature-full'
import { verifyTelnyx } from 'septet/signature-telnyx'
import { init } from 'septet/slim'
import twilio, { type SayAttributes as Manner, type WebhookOptions } from 'septet/twilio'
import { checkTwiml, type TwimlCheck, VoiceResponse as CheckedVoice } from 'septet/twiml-check'
import { escapeXml, type GatherElement, MessagingResponse, type SayAttributes, VoiceResponse } from 'septet/twiml'

const count: number = countSegments('hello', { smartEncoding: true })
const { encoding, segments }: septet.Segments = segment('hello', { encoding: 'GSM-7' })
const tables: septet.Language | null | undefined = segment('hello', { provider: 'infobip', languages: ['turkish'] }).language?.single
const known: 'GSM-7' | 'UCS-2' = encoding
const ends: number[] = segments.map((part) => part.end)
const bytes: number = sizeRcs('hello', { region: 'international' }).bytes
const findings: Finding[] = diagnose('“hello”', { headerBytes: 7 })
const code: FindingCode | undefined = findings[0]?.code
const instead: (string | null)[] = findings.flatMap(({ places }) => places.map(({ replacement }) => replacement))
const cases: TemplateSegments = segmentTemplate('Hi {{name}}', { name: { max: 20, encoding: 'GSM-7' } }, { suffix: '!', linkLength: 20 })
const total: string = estimateCost(cases.worst.count, '0.0079', 100).total + estimateCost(1, 0.0079, 1).perRecipient
const cutNames: string[] = cases.variablesCut.map(({ name, always }) => (always ? name : ''))
const encoded: string = smartEncode('“hello”').text

const valid: boolean = isE164(toE164('(415) 555-2671', 'US'))
const phone: PhoneNumber | PhoneFailure = parsePhone('+1 415 555 2671', undefined, { strict: true })
const kind: PhoneType | null = phone.ok ? phone.type : null
const why: string = phone.ok ? `${phone.e164} ${phone.country ?? 'nowhere'} ${phone.isValid}` : phone.reason
const shown: string = formatPhone('+14155552671', 'international') + formatAsYouType('415', 'US') + phoneMetadataVersion

const request = { authToken: 'secret', url: 'https://example.com/', params: { Body: 'hi' } }
const signature: string = signTwilio(request)
const genuine: boolean = verifyTwilio({ ...request, signature })
const explained: TwilioExplanation = explainTwilio({ ...request, signature, headers: new Headers(), method: 'POST' })
const blamed: SignatureCause | undefined = explained.findings[0]?.code
const recent: boolean = verifyTelnyx({ publicKey: ['x'], signature, timestamp: null, body: '', now: 0 })

const response = new MessagingResponse()
response.message({ to: '+14155552671' }, escapeXml('hi')).media('https://example.com/a.png')
const xml: string = response.toString()
const voice: VoiceResponse = new VoiceResponse()
const gather: GatherElement = voice.gather({ input: ['dtmf'], numDigits: 1, action: new URL('https://example.com/') })
const manner: SayAttributes = { voice: 'Polly.Joanna', loop: 2 }
gather.say(manner, 'Press 1').sayAs({ 'interpret-as': 'digits' }, '12')
const found: TwimlCheck = checkTwiml(new CheckedVoice().say('hi'))
const sound: boolean = new CheckedVoice().check().valid && new septet.MessagingResponse().check().valid && found.findings[0]?.severity === 'error'
const pretty: string = voice.commentBefore('menu').toString({ pretty: true })

const hooks: WebhookOptions = { authToken: 'secret', trustProxy: true, validate: undefined }
const middleware: (request: unknown, response: unknown, next: unknown) => void = twilio.webhook(hooks)
const spoken: Manner = { loop: 2 }
const call: twilio.twiml.VoiceResponse = new twilio.twiml.VoiceResponse()
call.say(spoken, twilio.getExpectedBodyHash(new Uint8Array(1)))

const client = createTwilio({ accountSid: 'AC', authToken: 'secret' }, { timeoutMs: 1000 })
const status: Promise<string> = client.messages.fetch('SM').then((message) => message.status)

export function compose(composer: HTMLElementTagNameMap['septet-composer']): string {
  const isOurs: boolean = composer instanceof SeptetComposer
  const words: Partial<ComposerWords> = { segments: (count) => `${count} Teile` }
  const engine: ComposerEngine = septet
  Object.assign(composer, { engine, words })
  composer.addEventListener('segments', ({ detail }) => detail?.count.toFixed())
  composer.addEventListener('input', (event: Event) => event.target)
  composer.options = { headerBytes: 7 }
  return `${isOurs} ${composer.value} ${composer.segments?.count} ${composer.validity.tooLong} ${composer.selectionStart}`
}

export function Remaining(props: { text: string }): number {
  return useSegments(props.text, { smartEncoding: true }).remaining
}

export const element: JSX.IntrinsicElements['septet-composer'] = {
  name: 'body', maxlength: 3, options: { headerBytes: 7 }, onsegments: ({ detail }) => detail?.encoding,
}

export const answers = { count, tables, known, ends, bytes, code, instead, total, cutNames, encoded, valid, kind, why, shown, genuine, explained, blamed, recent, middleware, xml, pretty, sound, status }

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
// @ts-expect-error A hook takes the options of a measurement.
useSegments('hello', { header: 6 })
// @ts-expect-error A limit is no object.
export const wrong: JSX.IntrinsicElements['septet-composer'] = { maxlength: {} }
// @ts-expect-error A failure has no number.
parsePhone('').e164
// @ts-expect-error There is no such style.
formatPhone('+14155552671', 'local')
// @ts-expect-error A country that is not known is left out.
parsePhone('', null)
// @ts-expect-error There is no such voice.
voice.say({ voice: 'nobody' }, 'hi')
// @ts-expect-error A number of digits is a number.
voice.gather({ numDigits: 'one' })
// @ts-expect-error The builder alone has no checker.
voice.check()
// @ts-expect-error A message holds no gather.
response.gather()
// @ts-expect-error A pause has no text.
voice.pause({}, 'hi')
// @ts-expect-error The token may not be left out.
signTwilio({ url: 'https://example.com/' })
// @ts-expect-error The client needs a secret.
createTwilio({ accountSid: 'AC' })
// @ts-expect-error The root is pure.
septet.createTwilio
