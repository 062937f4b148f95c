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
  if (verbs.some(({ nodeName }) => nodeName in VOICE)) steps.push({ text: 'The call ends.' })
  return steps
}

/** Whether a verb gives the control away, as the checker has it. */
function gives(verb) {
  if (['Connect', 'Dial', 'Enqueue'].includes(verb.nodeName)) return verb.hasAttribute('action')
  return ['Hangup', 'Leave', 'Redirect', 'Reject'].includes(verb.nodeName)
}

function step(verb) {
  const told = VOICE[verb.nodeName] ?? OTHER[verb.nodeName]
  return told ? told(verb) : { text: `Twilio does nothing for <${verb.nodeName}>.` }
}

/** The verbs of calls, after the last of which a call ends. */
const VOICE = {
  __proto__: null,
  Connect: (connect) => ({
    text: `Is connected, until the other side ends it.${then(connect, 'the outcome')}`,
    inner: nouns(connect, CONNECTED),
  }),
  Dial: dial,
  Echo: () => ({ text: 'Hears what they say themselves, until they hang up.' }),
  Enqueue: enqueue,
  Gather: gather,
  Hangup: () => ({ text: 'The call ends.' }),
  Leave: () => ({ text: 'Leaves the queue.' }),
  Pause: (pause) => ({ text: `Hears ${seconds(pause, 'length', 1)} of silence.` }),
  Pay: pay,
  Play: (play) => ({
    text: play.hasAttribute('digits') ? `Hears the tones ${play.getAttribute('digits')}.` : `Hears the audio at ${text(play) || 'no URL'}${times(play)}.`,
  }),
  Prompt: (prompt) => ({ text: `${prompted(prompt)}.`, inner: steps(prompt) }),
  Queue: (queue) => ({ text: `Is connected to who waits longest in the queue ${quoted(text(queue))}.` }),
  Record: record,
  Refer: (refer) => ({ text: `Is transferred to ${childText(refer, 'Sip') || 'nobody'}. Then Twilio ${calls(refer, 'the outcome')}.` }),
  Reject: (reject) => ({
    text: reject.getAttribute('reason') === 'busy' ? 'Hears a busy tone: the call is not answered.' : 'Hears that the number is not in service: the call is not answered.',
  }),
  Say: (say) => ({
    text: `Hears ${quoted(spoken(say).replace(/\s+/g, ' ').trim())}${named(say, 'voice', ' in the voice ')}${named(say, 'language', ', spoken as ')}${times(say)}.`,
  }),
  Sms: (sms) => ({ text: `Gets a text${named(sms, 'to', ' at ')}${named(sms, 'from', ' from ')}: ${message(text(sms))}.${told(sms)}` }),
  Start: (start) => ({ text: 'Hears nothing of it, while this starts beside the call:', inner: nouns(start, STARTED) }),
  Stop: (stop) => ({ text: 'Hears nothing of it, while this stops:', inner: nouns(stop, STOPPED) }),
}

const OTHER = {
  __proto__: null,
  Message: (verb) => {
    const body = childText(verb, 'Body') || ownText(verb)
    const media = of(verb, 'Media').map((one) => text(one) || 'no URL')
    const parts = [body && message(body), media.length > 0 && `${body ? 'with ' : ''}the media at ${media.join(' and ')}`].filter(Boolean)
    const who = verb.hasAttribute('to') ? `${verb.getAttribute('to')} gets` : 'Gets'
    return { text: `${who} a message${named(verb, 'from', ' from ')}: ${parts.join(', ') || 'an empty one, which is not sent'}.${told(verb)}` }
  },
  Receive: (receive) => ({
    text: `Sends a fax, which Twilio receives${named(receive, 'mediaType', ' as ')}${named(receive, 'pageSize', ', on pages of the size ')}. Then Twilio ${calls(receive, 'the fax')}.`,
  }),
  Redirect: (redirect) => ({ text: `Nothing yet: Twilio asks ${text(redirect) || HERE} what to do (${method(redirect)}).` }),
}

function gather(verb) {
  const inputs = (verb.getAttribute('input') ?? 'dtmf').split(/\s+/)
  const count = verb.getAttribute('numDigits')
  const key = verb.getAttribute('finishOnKey') ?? '#'
  const digits = (/^\d+$/.test(count) ? counted(Number(count), 'digit') : 'digits') + (key === '' || count === '1' ? '' : `, ended by ${[...key].join(' or ')}`)
  const what = [inputs.includes('dtmf') && digits, inputs.includes('speech') && 'speech'].filter(Boolean).join(' or ')
  const empty = is(verb, 'actionOnEmptyResult', false) ? 'If nothing comes, Twilio does the same.' : 'If nothing comes, it goes on.'
  const heard = verb.children.length > 0
  const may = heard && is(verb, 'bargeIn', true) ? ', and may answer at any time' : ''
  const first = heard ? `Hears this${may}: then Twilio` : 'Twilio'
  return { text: `${first} waits ${seconds(verb, 'timeout', 5)} for ${what || 'input'} and ${calls(verb, 'it')}. ${empty}`, inner: steps(verb) }
}

function record(verb) {
  const beep = is(verb, 'playBeep', true) ? 'Hears a beep and is' : 'Is'
  const keys = verb.getAttribute('finishOnKey')
  const press = keys === '' ? '' : ` or a press of ${keys ? [...keys].join(' or ') : 'any key'}`
  const written = is(verb, 'transcribe', false) ? ' It is written down as well.' : ''
  return {
    text: `${beep} recorded for up to ${seconds(verb, 'maxLength', 3600)}, until ${seconds(verb, 'timeout', 5)} of silence${press}. Then Twilio ${calls(verb, 'the recording')}.${written}`,
  }
}

function pay(verb) {
  const amount = verb.getAttribute('chargeAmount')
  const currency = (verb.getAttribute('currency') ?? 'usd').toUpperCase()
  const asked = amount && Number(amount) !== 0 ? `a payment of ${amount} ${currency}` : 'card or bank details, to be charged later'
  return {
    text: `Is asked for ${asked}. Then Twilio ${calls(verb, 'the outcome')}.`,
    inner: of(verb, 'Prompt').map((prompt) => ({ text: `${prompted(prompt)}.`, inner: steps(prompt) })),
  }
}

function prompted(prompt) {
  const part = prompt.getAttribute('for')
  const attempts = prompt.getAttribute('attempt')?.trim().split(/\s+/).join(' and ')
  const errors = prompt.getAttribute('errorType')?.trim().split(/\s+/).join(' or ')
  return `Is asked for ${part ? `the ${part.replaceAll('-', ' ')}` : 'each detail'} with this${attempts ? `, at attempt ${attempts}` : ''}${errors ? `, after ${errors}` : ''}`
}

function enqueue(verb) {
  const name = ownText(verb)
  const workflow = verb.getAttribute('workflowSid')
  const where = name ? `the queue ${quoted(name)}` : workflow ? `the queue that the workflow ${workflow} chooses` : 'a queue without a name'
  const music = verb.getAttribute('waitUrl')
  return { text: `Waits in ${where}, hearing ${music ? `what ${music} says` : 'Twilio’s music'}.${then(verb, 'the outcome')}` }
}

function dial(verb) {
  const [first] = verb.children
  const outcome = then(verb, 'the outcome') || ' When that ends, it goes on.'
  const record = verb.getAttribute('record') ?? 'do-not-record'
  const recorded = record === 'do-not-record' || record === 'false' ? '' : ' The call is recorded.'
  const limit = verb.hasAttribute('timeLimit') ? ` The call lasts ${seconds(verb, 'timeLimit', 14_400)} at the most.` : ''
  if (first?.nodeName === 'Conference') return { text: `Joins the conference ${quoted(text(first))}${conference(first)}.${recorded}${limit}${outcome}` }
  if (first?.nodeName === 'Queue') return { text: `Is connected to who waits longest in the queue ${quoted(text(first))}.${recorded}${limit}${outcome}` }
  const whom = [...verb.children].map(called)
  const order = is(verb, 'sequential', false) ? ', then ' : whom.length > 2 ? ', ' : ' and '
  const all = whom.join(order) || text(verb) || 'nobody'
  return { text: `Hears it ring for up to ${seconds(verb, 'timeout', 30)} while Twilio calls ${all}${named(verb, 'callerId', ' as ')}.${recorded}${limit}${outcome}` }
}

/** Whom a noun of `<Dial>` calls. */
function called(noun) {
  const own = ownText(noun)
  switch (noun.nodeName) {
    case 'Application': return `the application ${own || childText(noun, 'ApplicationSid')}`
    case 'Client': return `the client ${own || childText(noun, 'Identity')}`
    case 'Number': return `${own}${named(noun, 'sendDigits', ', which is sent the tones ')}`
    case 'Sim': return `the SIM ${own}`
    case 'Sip': return own || of(noun, 'Uri').map(text).join(' or ')
    case 'WhatsApp': return `${own} on WhatsApp`
    default: return `what <${noun.nodeName}> names`
  }
}

function conference(noun) {
  const parts = []
  if (is(noun, 'muted', false)) parts.push('muted')
  if (!is(noun, 'startConferenceOnEnter', true)) parts.push('waiting until somebody starts it')
  if (is(noun, 'endConferenceOnExit', false)) parts.push('and ends it by leaving')
  return parts.length > 0 ? `, ${parts.join(', ')}` : ''
}

/** What each noun of `<Connect>` is to the caller. */
const CONNECTED = {
  __proto__: null,
  AiSession: (noun) => `Talks with the AI session${named(noun, 'aiConnector', ' of the connector ')}.`,
  Autopilot: (noun) => `Talks with the assistant ${text(noun)}.`,
  Conversation: (noun) => `Joins a conversation${named(noun, 'serviceInstanceSid', ' of the service ')}.`,
  ConversationRelay: (noun) => `${noun.hasAttribute('welcomeGreeting') ? `Hears ${quoted(noun.getAttribute('welcomeGreeting'))} and talks` : 'Talks'} with the program${named(noun, 'url', ' at ')}, which gets and gives text.`,
  ConversationRelaySession: (noun) => `Talks with the program${named(noun, 'connector', ' of the connector ')}, which gets and gives text.`,
  Room: (noun) => `Joins the video room ${quoted(text(noun))}${named(noun, 'participantIdentity', ' as ')}.`,
  Stream: (noun) => `Talks with the program${named(noun, 'url', ' at ')}${named(noun, 'connectorName', ' of the connector ')}, which gets and gives audio.`,
  VirtualAgent: (noun) => `Talks with the virtual agent${named(noun, 'connectorName', ' of the connector ')}${named(noun, 'language', ', in ')}.`,
}

/** What each noun of `<Start>` does. */
const STARTED = {
  __proto__: null,
  Recording: (noun) => `The call is recorded${named(noun, 'track', ': the track ')}${named(noun, 'channels', ', in ')}${named(noun, 'recordingStatusCallback', ', and told to ')}.`,
  Siprec: (noun) => `The call is sent to a recorder${named(noun, 'connectorName', ' of the connector ')}${as(noun)}.`,
  Stream: (noun) => `The audio is sent${named(noun, 'url', ' to ')}${named(noun, 'connectorName', ' to the connector ')}${as(noun)}.`,
  Transcription: (noun) => `What is said is written down${named(noun, 'statusCallbackUrl', ', and told to ')}${as(noun)}.`,
}

const STOPPED = {
  __proto__: null,
  Recording: (noun) => `The recording${as(noun)}.`,
  Siprec: (noun) => `The recorder${as(noun)}.`,
  Stream: (noun) => `The stream of audio${as(noun)}.`,
  Transcription: (noun) => `The transcription${as(noun)}.`,
}

function nouns(verb, words) {
  return [...verb.children].map((noun) => ({ text: words[noun.nodeName]?.(noun) ?? `Twilio does nothing for <${noun.nodeName}>.` }))
}

function as(noun) {
  return noun.hasAttribute('name') ? `, named ${quoted(noun.getAttribute('name'))}` : ''
}

/** What is heard of the elements in a verb. */
function steps(verb) {
  return [...verb.children].map((inner) =>
    ['Pause', 'Play', 'Say'].includes(inner.nodeName) ? step(inner) : { text: `Twilio does nothing for <${inner.nodeName}> in <${verb.nodeName}>.` })
}

/** What Twilio does at the end, if it is told to. */
function then(verb, what) {
  return verb.hasAttribute('action') ? ` When that ends, Twilio ${calls(verb, what)}.` : ''
}

/** What Twilio calls with a result. */
function calls(verb, what) {
  return `${method(verb)}s ${what} to ${verb.getAttribute('action') || HERE}`
}

/** Who is told what became of a message. */
function told(verb) {
  const next = verb.getAttribute('action')
  const status = verb.getAttribute('statusCallback')
  return (next ? ` Then Twilio ${method(verb)}s its status to ${next}, and does what that says.` : '') + (status ? ` Its status is told to ${status}.` : '')
}

const HERE = 'the URL this document came from'

function method(verb) {
  return verb.getAttribute('method')?.toUpperCase() === 'GET' ? 'GET' : 'POST'
}

function message(body) {
  return body === '' ? 'an empty one, which is not sent' : `${quoted(body)} (${counted(countSegments(body.slice(0, 65_536)), 'segment')})`
}

/** What is heard of a text with SSML in it. */
function spoken(element) {
  let words = ''
  for (const left = [...element.childNodes].reverse(); left.length > 0; ) {
    const node = left.pop()
    if (isText(node)) words += node.nodeValue
    else if (node.nodeName === 'break') words += ' … '
    else if (node.nodeName === 'sub' && node.hasAttribute('alias')) words += node.getAttribute('alias')
    else if (node.nodeType === Node.ELEMENT_NODE) for (const inner of [...node.childNodes].reverse()) left.push(inner)
  }
  return words
}

function text(element) {
  return spoken(element).trim()
}

/** The text of an element without that of those inside. */
function ownText(element) {
  return [...element.childNodes].filter(isText).map(({ nodeValue }) => nodeValue).join('').trim()
}

function isText({ nodeType }) {
  return nodeType === Node.TEXT_NODE || nodeType === Node.CDATA_SECTION_NODE
}

function of(element, name) {
  return [...element.children].filter(({ nodeName }) => nodeName === name)
}

function childText(element, name) {
  return of(element, name).map(text).join('')
}

function quoted(words) {
  return `“${words.length > 300 ? `${words.slice(0, 300)}…` : words}”`
}

function named(verb, name, before) {
  const value = verb.getAttribute(name)
  return value ? `${before}${value}` : ''
}

function seconds(verb, name, otherwise) {
  const value = verb.getAttribute(name) ?? String(otherwise)
  if (value === 'auto') return 'as long as seems right'
  if (!/^\d+$/.test(value)) return value
  const count = Number(value)
  if (count >= 3600 && count % 3600 === 0) return counted(count / 3600, 'hour')
  return count >= 120 && count % 60 === 0 ? `${count / 60} min` : `${value} s`
}

function times(verb) {
  const loop = verb.getAttribute('loop')
  if (loop === null || loop === '1') return ''
  return loop === '0' ? ', over and over' : `, ${loop} times`
}

function is(verb, name, otherwise) {
  return verb.hasAttribute(name) ? verb.getAttribute(name) === 'true' : otherwise
}
