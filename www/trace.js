/** What a caller or texter experiences, step by step and in plain words. */

import { countSegments } from 'septet/segments'
import { counted } from './characters.js'

/**
 * The steps of a document.
 *
 * @param {Element} root its `<Response>`, parsed
 * @returns {{ text: string, inner?: { text: string }[] }[]}
 */
export function trace(root) {
  if (root.nodeName !== 'Response') return [{ text: `Twilio reads nothing: the root is <${root.nodeName}>, not <Response>.` }]
  const verbs = [...root.children]
  if (verbs.length === 0) return [{ text: 'Nothing happens: no reply is sent, and a call ends.' }]
  const steps = []
  for (const verb of verbs) {
    steps.push(step(verb))
    if (!gives(verb)) continue
    if (verb !== verbs.at(-1)) steps.push({ text: 'Nothing after this is done.' })
    return steps
  }
  if (verbs.some((verb) => CALLS.has(verb.nodeName))) steps.push({ text: 'The call ends.' })
  return steps
}

/** Whether a verb gives the control away, as the checker has it. */
function gives(verb) {
  if (['Connect', 'Dial', 'Enqueue'].includes(verb.nodeName)) return verb.hasAttribute('action')
  return ['Hangup', 'Leave', 'Redirect', 'Reject'].includes(verb.nodeName)
}

function step(verb) {
  return WORDS[verb.nodeName]?.(verb) ?? { text: `Twilio does nothing for <${verb.nodeName}>.` }
}

const WORDS = {
  Say: (say) => ({ text: `Hears ${quoted(words(say))}${named(say, 'voice', ' in the voice ')}${named(say, 'language', ', spoken as ')}${times(say)}.` }),
  Play: (play) => ({ text: play.hasAttribute('digits') ? `Hears the tones ${play.getAttribute('digits')}.` : `Hears the audio at ${address(text(play))}${times(play)}.` }),
  Pause: (pause) => ({ text: `Hears ${seconds(pause, 'length', 1)} of silence.` }),
  Gather: gather,
  Record: (record) => ({
    text: `${is(record, 'playBeep', true) ? 'Hears a beep and is' : 'Is'} recorded for up to ${seconds(record, 'maxLength', 3600)}, ` +
      `until ${seconds(record, 'timeout', 5)} of silence or a press of ${record.getAttribute('finishOnKey') ?? 'any key'}. Then Twilio ${calls(record, 'the recording')}.`,
  }),
  Dial: dial,
  Enqueue: (enqueue) => ({
    text: `Waits in the queue ${quoted(text(enqueue) || enqueue.getAttribute('workflowSid') || '')}, hearing ${enqueue.hasAttribute('waitUrl') ? `what ${address(enqueue.getAttribute('waitUrl'))} says` : 'Twilio’s music'}.`,
  }),
  Connect: (connect) => ({ text: 'Is connected, until the other side ends it:', inner: [...connect.children].map((noun) => service(noun, 'talks to')) }),
  Start: (start) => ({ text: 'Hears nothing of it, while this starts beside the call:', inner: [...start.children].map((noun) => service(noun, 'starts')) }),
  Stop: (stop) => ({ text: 'Hears nothing of it, while this stops:', inner: [...stop.children].map((noun) => service(noun, 'stops')) }),
  Pay: (pay) => ({
    text: `Is asked for a payment${pay.hasAttribute('chargeAmount') ? ` of ${pay.getAttribute('chargeAmount')} ${(pay.getAttribute('currency') ?? 'usd').toUpperCase()}` : ''}. Then Twilio ${calls(pay, 'the outcome')}.`,
    inner: [...pay.children].filter(({ nodeName }) => nodeName === 'Prompt').map((prompt) => ({ text: `At the step ${quoted(prompt.getAttribute('for') ?? 'any')}:`, inner: [...prompt.children].map(step) })),
  }),
  Prompt: (prompt) => ({ text: 'Is prompted:', inner: [...prompt.children].map(step) }),
  Refer: (refer) => ({ text: `Is transferred to ${text(refer)}. Then Twilio ${calls(refer, 'the outcome')}.` }),
  Reject: (reject) => ({ text: reject.getAttribute('reason') === 'busy' ? 'Hears a busy tone: the call is not answered.' : 'Hears that the number is not in service: the call is not answered.' }),
  Redirect: (redirect) => ({ text: `Nothing yet: Twilio asks ${address(text(redirect))} what to do (${method(redirect)}).` }),
  Hangup: () => ({ text: 'The call ends.' }),
  Leave: () => ({ text: 'Leaves the queue.' }),
  Echo: () => ({ text: 'Hears what they say, until they hang up.' }),
  Queue: (queue) => ({ text: `Is connected to who waits longest in ${quoted(text(queue))}.` }),
  Sms: (sms) => ({ text: `Gets a text${named(sms, 'to', ' at ')}: ${message(text(sms))}.` }),
  Message: (verb) => {
    const bodies = [...verb.children].filter(({ nodeName }) => nodeName === 'Body').map(text).join('')
    const media = [...verb.children].filter(({ nodeName }) => nodeName === 'Media').map((one) => address(text(one)))
    const body = bodies || text({ childNodes: [...verb.childNodes].filter(({ nodeType }) => nodeType !== 1) })
    const parts = [body && message(body), media.length > 0 && `${body ? 'with ' : ''}the media at ${media.join(' and ')}`].filter(Boolean)
    const who = verb.hasAttribute('to') ? `${verb.getAttribute('to')} gets` : 'Gets'
    const told = verb.getAttribute('action') ?? verb.getAttribute('statusCallback')
    return { text: `${who} a message${named(verb, 'from', ' from ')}: ${parts.join(', ') || 'an empty one, which is not sent'}.${told ? ` Its status is told to ${address(told)}.` : ''}` }
  },
  Receive: (receive) => ({ text: `Sends a fax, which Twilio receives${receive.hasAttribute('mediaType') ? ` as ${receive.getAttribute('mediaType')}` : ''}. Then Twilio ${calls(receive, 'the fax')}.` }),
}

/** Verbs after which a call ends when there are no more. */
const CALLS = new Set(Object.keys(WORDS).filter((name) => !['Message', 'Receive', 'Redirect'].includes(name)))

function gather(verb) {
  const inputs = (verb.getAttribute('input') ?? 'dtmf').split(' ')
  const count = verb.getAttribute('numDigits')
  const key = verb.getAttribute('finishOnKey') ?? '#'
  const ended = key === '' ? '' : `, ended by ${[...key].join(' or ')}`
  const digits = count ? counted(Number(count), 'digit') : `digits${ended}`
  const what = [inputs.includes('dtmf') && digits, inputs.includes('speech') && 'speech'].filter(Boolean).join(' or ')
  const empty = is(verb, 'actionOnEmptyResult', false) ? 'If nothing comes, Twilio does the same.' : 'If nothing comes, it goes on.'
  return {
    text: `${verb.children.length > 0 ? 'Hears this, and may answer at any time: then' : 'Then'} Twilio waits ${seconds(verb, 'timeout', 5)} for ${what || 'input'} and ${calls(verb, 'it')}. ${empty}`,
    inner: [...verb.children].map(step),
  }
}

function dial(verb) {
  const nouns = [...verb.children].map((child) => noun(child, child.nodeName))
  const whom = nouns.length > 0 ? nouns.join(verb.getAttribute('sequential') === 'true' ? ', then ' : ' and ') : text(verb)
  const recorded = verb.hasAttribute('record') && verb.getAttribute('record') !== 'do-not-record' ? ' The call is recorded.' : ''
  const then = verb.hasAttribute('action') ? `When that ends, Twilio ${calls(verb, 'the outcome')}.` : 'When that ends, it goes on.'
  return { text: `Hears it ring for up to ${seconds(verb, 'timeout', 30)} while Twilio calls ${whom || 'nobody'}${named(verb, 'callerId', ' as ')}.${recorded} ${then}` }
}

function noun(child, name) {
  const own = text({ childNodes: [...child.childNodes].filter(({ nodeType }) => nodeType !== 1) })
  const inner = own || [...child.children].map(text).join(' ')
  return { Conference: `the conference ${quoted(inner)}`, Queue: `who waits longest in ${quoted(inner)}`, Client: `the client ${inner}`, Application: `the application ${inner}` }[name] ?? inner
}

function service(noun, does) {
  const where = noun.getAttribute('url') ?? noun.getAttribute('name') ?? noun.getAttribute('connectorName') ?? text(noun)
  return { text: `${does} <${noun.nodeName}>${where ? ` ${where}` : ''}` }
}

/** What Twilio calls with a result. */
function calls(verb, what) {
  const to = verb.getAttribute('action')
  return `${method(verb)}s ${what} to ${to ? address(to) : 'the URL this document came from'}`
}

function method(verb) {
  return verb.getAttribute('method')?.toUpperCase() === 'GET' ? 'GET' : 'POST'
}

function message(body) {
  return `${quoted(body)} (${counted(countSegments(body.slice(0, 65_536)), 'segment')})`
}

function words(verb) {
  return text(verb).replace(/\s+/g, ' ')
}

function text(verb) {
  return [...verb.childNodes].filter(({ nodeType }) => nodeType !== 8).map((node) => node.textContent).join('').trim()
}

function quoted(words) {
  return `“${words.length > 300 ? `${words.slice(0, 300)}…` : words}”`
}

function address(url) {
  return url || 'the URL this document came from'
}

function named(verb, name, before) {
  const value = verb.getAttribute(name)
  return value ? `${before}${value}` : ''
}

function seconds(verb, name, otherwise) {
  const value = verb.getAttribute(name) ?? String(otherwise)
  return value === 'auto' ? 'as long as seems right' : /^\d+$/.test(value) ? `${value} s` : value
}

function times(verb) {
  const loop = verb.getAttribute('loop')
  if (loop === null || loop === '1') return ''
  return loop === '0' ? ', over and over' : `, ${loop} times`
}

function is(verb, name, otherwise) {
  return verb.hasAttribute(name) ? verb.getAttribute(name) === 'true' : otherwise
}
