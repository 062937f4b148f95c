/** A program as users of npm `twilio` write it: `twilio-types.mjs` compiles it as it is, and with the import changed. */

import express, { type Request, type RequestHandler, type Response } from 'express'
import twilio from 'twilio'
import { getExpectedBodyHash, getExpectedTwilioSignature, twiml, validateBody, validateExpressRequest, validateIncomingRequest, validateRequest, validateRequestWithBody, webhook } from 'twilio'

const { MessagingResponse } = twilio.twiml
const token: string = process.env.TWILIO_AUTH_TOKEN ?? ''

interface Sms {
  Body: string
  From: string
  NumMedia?: string
}

declare const sms: Sms
declare const anything: any

const app = express()
app.use(express.urlencoded({ extended: false }))
app.use(twilio.webhook())
app.post('/sms', twilio.webhook(token), (request: Request, response: Response) => {
  const answer = new MessagingResponse()
  answer.message({ to: '+14155550100' }, `You said ${request.body.Body}`)
  response.type('text/xml').send(answer.toString())
})
app.post('/voice', webhook({ validate: false, host: 'h.example', protocol: 'https', includeHelpers: true }, token), reply)
app.use('/all', webhook(token, { url: 'https://h.example/all', authToken: token }))
const handler: RequestHandler = webhook({ validate: process.env.NODE_ENV !== 'test' })
const several: RequestHandler[] = [handler, twilio.webhook(undefined, token)]

function reply(request: express.Request, response: express.Response): void {
  const isOurs: boolean = validateExpressRequest(request, token, { protocol: 'https', host: request.hostname })
  const isValid: boolean = twilio.validateIncomingRequest(request, token) && validateIncomingRequest(request, token, {})
  response.status(isOurs && isValid ? 200 : 403).send(greeting(new twilio.twiml.VoiceResponse()).toString())
}

// The classes are types as well.
function greeting(voice: twilio.twiml.VoiceResponse): twiml.VoiceResponse {
  const gather = voice.gather({ numDigits: 1, input: ['dtmf'], action: '/menu' })
  gather.say({ voice: 'Polly.Joanna', loop: 2 }, 'Press 1')
  voice.dial({ callerId: '+14155550100' }).number('+14155550101')
  voice.redirect({ method: 'POST' }, '/again')
  return voice
}
const message: twilio.twiml.MessagingResponse = new twiml.MessagingResponse()
const fax: twiml.FaxResponse = new twilio.twiml.FaxResponse()
const validate: twilio.validateRequest = validateRequest
const made: typeof twilio.webhook = webhook

const signature: string = getExpectedTwilioSignature(token, 'https://h.example/', { Body: 'hi', Media: ['1', '2'], count: 1 })
const results: boolean[] = [
  validate(token, signature, 'https://h.example/', sms),
  validateRequest(token, anything, 'https://h.example/', anything),
  validateRequestWithBody(token, signature, 'https://h.example/?bodySHA256=x', JSON.stringify(sms)),
  validateBody('{}', getExpectedBodyHash('{}')),
  validateBody('{}', Buffer.from('x')),
  validateBody('{}', [1, 2]),
]

// @ts-expect-error A token is a text.
validateRequest(1, signature, 'https://h.example/', sms)
// @ts-expect-error There is a URL.
validateRequest(token, signature)
// @ts-expect-error There is no such option.
webhook({ tokens: [token] })
// @ts-expect-error A hash is a text.
const hash: number = getExpectedBodyHash('{}')

export { app, fax, hash, made, message, results, several }
