// Speed beside the packages people use today, in one process: nanoseconds per call, and ratios.
// `--json FILE` writes the figures as well.

import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parse } from 'node:querystring'
import { parseArgs } from 'node:util'

import * as septet from 'septet'

import { cold } from './cold.mjs'
import { compare } from './measure.mjs'
import { phone } from './phone.mjs'
import { segments } from './segments.mjs'

const require = createRequire(import.meta.url)
const twilio = require('twilio')

const { values } = parseArgs({ options: { json: { type: 'string' } } })
const results = []

/** Runs one case and prints its lines. `contenders` starts with septet's; all must give `want`. */
function row(name, want, contenders) {
  for (const [peer, run] of Object.entries(contenders)) {
    const got = run(0)
    if (want !== undefined && got !== want) throw new Error(`${name}: ${peer} answers ${got}, not ${want}`)
  }
  record(name, compare(contenders))
}

/** Prints the nanoseconds of each contender beside septet's. */
function record(name, times) {
  results.push({ name, nanoseconds: times })
  console.log(`\n${name}`)
  for (const [peer, time] of Object.entries(times)) {
    const ratio = peer === 'septet' ? '' : `${(time / times.septet).toFixed(1).padStart(8)} x septet`
    console.log(`  ${peer.padEnd(30)}${time.toFixed(0).padStart(12)} ns${ratio}`)
  }
}

segments(septet, row)

const authToken = 'd0b7d0b7d0b7d0b7d0b7d0b7d0b7d0b7'
const url = 'https://example.com/hooks/sms?tenant=42'
const webhooks = Array.from({ length: 16 }, (_, index) => {
  const params = {
    ToCountry: 'US', ToState: 'CA', SmsMessageSid: `SM${'0123456789abcdef'.repeat(2)}`, NumMedia: '0', ToCity: 'SAN FRANCISCO',
    FromZip: '94107', SmsSid: `SM${'0123456789abcdef'.repeat(2)}`, FromState: 'CA', SmsStatus: 'received', FromCity: 'OAKLAND',
    Body: `Is my order no. ${index} on its way? I will be home after 5 & on Saturday.`, FromCountry: 'US', To: '+14155550100',
    MessagingServiceSid: `MG${'0123456789abcdef'.repeat(2)}`, ToZip: '94105', NumSegments: '1',
    MessageSid: `SM${'0123456789abcdef'.repeat(2)}`, AccountSid: `AC${'0123456789abcdef'.repeat(2)}`, From: '+15105550123', ApiVersion: '2010-04-01',
  }
  const body = new URLSearchParams(params).toString()
  const signature = twilio.getExpectedTwilioSignature(authToken, url, params)
  return { params, body, bytes: new TextEncoder().encode(body), signature, wrong: `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}` }
})

for (const [kind, want] of [['signature', true], ['wrong', false]]) {
  const name = want ? 'valid' : 'invalid'
  row(`verifyTwilio, 20 parameters, ${name}, from the raw body`, want, {
    septet: (index) => {
      const { body, [kind]: signature } = webhooks[index & 15]
      return septet.verifyTwilio({ authToken, signature, url, body })
    },
    'twilio (querystring.parse)': (index) => {
      const { body, [kind]: signature } = webhooks[index & 15]
      return twilio.validateRequest(authToken, signature, url, { ...parse(body) })
    },
  })
  row(`verifyTwilio, 20 parameters, ${name}, from parsed parameters`, want, {
    septet: (index) => {
      const { params, [kind]: signature } = webhooks[index & 15]
      return septet.verifyTwilio({ authToken, signature, url, params })
    },
    twilio: (index) => {
      const { params, [kind]: signature } = webhooks[index & 15]
      return twilio.validateRequest(authToken, signature, url, params)
    },
  })
}

const keys = generateKeyPairSync('ed25519')
const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
const timestamp = '1700000000'
const events = Array.from({ length: 16 }, (_, index) => {
  const body = JSON.stringify({ data: { event_type: 'message.received', id: `${index}`, payload: { text: 'Is my order on its way?', parts: 1 } } })
  const signature = sign(null, Buffer.from(`${timestamp}|${body}`), keys.privateKey).toString('base64')
  return { body, signature }
})

// The peer reads the key with every call, as handlers do. It has no strict rules, and no tolerance.
row('verifyTelnyx, valid', true, {
  septet: (index) => {
    const { body, signature } = events[index & 15]
    return septet.verifyTelnyx({ publicKey, signature, timestamp, body, now: 1_700_000_000 })
  },
  'node:crypto': (index) => {
    const { body, signature } = events[index & 15]
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') }, format: 'jwk' })
    return verify(null, Buffer.from(`${timestamp}|${body}`), key, Buffer.from(signature, 'base64'))
  },
})

row('TwiML, one message', undefined, {
  septet: (index) => {
    const response = new septet.MessagingResponse()
    response.message(`Order no. ${index & 15} has shipped & arrives on Tuesday`)
    return response.toString()
  },
  twilio: (index) => {
    const response = new twilio.twiml.MessagingResponse()
    response.message(`Order no. ${index & 15} has shipped & arrives on Tuesday`)
    return response.toString()
  },
})

/** A menu, an answer to it, and what comes after: eleven elements and twenty-one attributes. */
function menu({ VoiceResponse }, index) {
  const response = new VoiceResponse()
  const gather = response.gather({
    input: ['dtmf', 'speech'], numDigits: 1, timeout: 5, action: `/menu?call=${index & 15}`, method: 'POST', language: 'en-US',
  })
  gather.say({ voice: 'Polly.Joanna', language: 'en-US' }, 'Welcome to Fish & Chips. For opening hours press 1, to order press 2.')
  gather.pause({ length: 1 })
  gather.play('https://example.com/jingle.mp3')
  const say = response.say({ voice: 'Polly.Joanna' }, 'We did not hear you. ')
  say.emphasis({ level: 'strong' }, 'Goodbye')
  say.break({ time: '200ms' })
  const dial = response.dial({ callerId: '+15105550123', timeout: 20, record: 'record-from-answer', action: '/after' })
  dial.number(
    { statusCallbackEvent: ['initiated', 'answered'], statusCallback: 'https://example.com/status?a=1&b=2' }, '+14155550100')
  response.redirect({ method: 'POST' }, '/voice')
  return response.toString()
}

row('TwiML, a voice menu', menu(twilio.twiml, 0), {
  septet: (index) => menu(septet, index),
  twilio: (index) => menu(twilio.twiml, index),
})

phone(septet, row)
await cold(record)

if (values.json) writeFileSync(values.json, `${JSON.stringify({ node: process.version, results }, null, 2)}\n`)
