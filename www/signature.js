/** The signature tool: is this signature right for this request and token or key, and if not, why? */

import { explainTwilio, signTwilio } from 'septet/signature-full'
import { shown } from './bytes.js'
import { copy, element, setText } from './editing.js'
import { readRequest, Unreadable } from './request.js'
import { TELNYX_EXAMPLE, TELNYX_HEADERS, telnyxVerdict } from './telnyx.js'

// Twilio's documented example, and the same address with a JSON body: test vectors, not secrets.
const ADDRESS = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const EXAMPLES = {
  form: {
    provider: 'twilio',
    mode: 'params',
    url: ADDRESS,
    content: 'CallSid=CA1234567890ABCDE\nCaller=+14158675309\nDigits=1234\n' +
      'From=+14158675309\nTo=+18005551212',
    token: '12345',
    signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  },
  json: {
    provider: 'twilio',
    mode: 'body',
    url: `${ADDRESS}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`,
    content: '{"property": "value", "boolean": true}',
    token: '12345',
    signature: 'a9nBmqA0ju/hNViExpshrM61xv4=',
  },
  telnyx: { provider: 'telnyx', mode: 'body', url: '', ...TELNYX_EXAMPLE },
}
const HINTS = {
  params: 'Decoded, as your framework shows them. Leave empty for a GET request.',
  body: 'Byte for byte as it arrived. A JSON post has bodySHA256 in its URL.',
  telnyx: 'Byte for byte as it arrived.',
}
const SECRETS = {
  twilio: { label: 'Auth token', header: 'X-Twilio-Signature', missing: 'Enter the auth token of the account.' },
  telnyx: { label: 'Public key', header: TELNYX_HEADERS.signature, missing: 'Enter the public key that the Telnyx portal shows.' },
}

const by = (id) => document.getElementById(id)
const form = document.querySelector('form')
/** What the fields do not hold of the request that was pasted. */
let known = {}

by('paste').addEventListener('input', readPasted)
form.addEventListener('input', update)
form.addEventListener('submit', (event) => event.preventDefault())
by('form-example').addEventListener('click', () => fillIn(EXAMPLES.form))
by('json-example').addEventListener('click', () => fillIn(EXAMPLES.json))
by('telnyx-example').addEventListener('click', () => fillIn(EXAMPLES.telnyx))
by('show').addEventListener('click', toggleToken)
by('compute').addEventListener('click', compute)
by('use').addEventListener('click', use)
by('copy').addEventListener('click', () => copy(by('copy'), by('computed-signature').textContent))
update()

function provider() {
  return form.elements.provider.value
}

function update() {
  const sender = provider()
  const mode = sender === 'telnyx' ? sender : form.elements.mode.value
  for (const part of document.querySelectorAll('[data-provider]')) part.hidden = part.dataset.provider !== sender
  setText(by('content-label'), mode === 'params' ? 'Parameters' : 'Raw body')
  setText(by('content-hint'), HINTS[mode])
  setText(by('token-label'), SECRETS[sender].label)
  setText(by('signature-header'), SECRETS[sender].header)
  forgetComputed()
  show(verdict())
}

function verdict() {
  const missing = prompt(true)
  if (missing) return { state: 'waiting', title: 'Not checked yet', text: missing }
  try {
    return provider() === 'telnyx' ? telnyxVerdict(telnyxRequest(), Date.now() / 1000) : twilioVerdict()
  } catch (error) {
    return { state: 'bad', title: 'Cannot be checked', text: `${error.message}.` }
  }
}

function twilioVerdict() {
  const { method, headers } = known
  return judged(explainTwilio({ ...request(), method, headers, signature: by('signature').value }))
}

function judged({ valid, matched, findings }) {
  if (valid) return { state: 'good', title: 'Valid', text: 'This request was signed with this token.' }
  const certain = findings.some((finding) => finding.certain)
  const text = certain
    ? 'The token is right, and this is what differs from the request that was signed.'
    : 'Nothing that can be put right makes it valid. This is what is likely.'
  return { state: 'bad', title: 'Not valid', text, findings, url: matched?.url }
}

/** What is still to be filled in, or the empty text. */
function prompt(withSignature) {
  const isTelnyx = provider() === 'telnyx'
  if (!isTelnyx && by('url').value === '') return 'Enter the URL that Twilio called.'
  if (by('token').value === '') return SECRETS[provider()].missing
  if (withSignature && by('signature').value.trim() === '') return 'Enter the signature from the header.'
  return isTelnyx && by('timestamp').value.trim() === '' ? 'Enter the timestamp from the header.' : ''
}

function telnyxRequest() {
  const [publicKey, signature, timestamp] = ['token', 'signature', 'timestamp'].map((id) => by(id).value.trim())
  const content = by('content').value
  return { publicKey, signature, timestamp, body: content === known.content && known.body ? known.body : content }
}

function request() {
  const [authToken, url, content] = [by('token').value, by('url').value.trim(), by('content').value]
  // A field keeps neither CRLF nor bytes that are no UTF-8, and a line no object.
  const { params, body } = content === known.content ? known : {}
  if (form.elements.mode.value === 'body') return { authToken, url, body: body ?? content }
  return { authToken, url, params: params ?? parameters(content) }
}

/** Reads `name=value` lines; a name given again keeps all its values. */
function parameters(lines) {
  const values = new Map()
  for (const line of lines.split('\n').filter((line) => line !== '')) {
    const [, name, value] = /^([^=]*)=?(.*)$/s.exec(line)
    values.set(name, [...(values.get(name) ?? []), value])
  }
  return Object.fromEntries(values)
}

/** Parameters as they are edited, one per line. */
function lines(params) {
  return Object.entries(params).flatMap(([name, values]) => [values].flat().map((value) => {
    return `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`
  })).join('\n')
}

function show({ state, title, text, findings = [], url = '' }) {
  by('verdict').dataset.state = state
  setText(by('verdict-title'), title)
  setText(by('verdict-text'), text)
  by('findings').replaceChildren(...findings.map(item))
  by('findings').hidden = findings.length === 0
  by('matched').hidden = url === ''
  setText(by('matched-url'), url)
}

function item({ code, certain, message, fix }) {
  const body = element('div', '',
    element('p', '', element('strong', '', sentence(message))),
    element('p', '', sentence(fix)),
    element('p', 'note', element('code', '', code), certain ? ' · proven' : ' · likely'))
  return element('li', certain ? 'error' : 'warning', body)
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`
}

/** Fills the fields in from what was pasted, or says what is wrong with that. */
function readPasted() {
  const text = by('paste').value
  known = {}
  by('paste').removeAttribute('aria-invalid')
  if (text.trim() === '') return by('pasted').replaceChildren()
  try {
    by('pasted').replaceChildren(element('p', 'hint', take(readRequest(text))))
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    // What an earlier request left there would be taken for this one.
    for (const id of ['url', 'content', 'signature', 'timestamp']) by(id).value = ''
    by('paste').setAttribute('aria-invalid', 'true')
    by('pasted').replaceChildren(element('p', 'problem', error.message))
  }
}

/** Puts a request into the fields, and says what was read. */
function take({ method, url, headers, body, params, notes }) {
  const all = (header) => headers.filter(([name]) => name.toLowerCase() === header.toLowerCase()).map(([, value]) => value)
  const sender = all(TELNYX_HEADERS.signature).length > 0 ? 'telnyx' : 'twilio'
  const { header } = SECRETS[sender]
  by('url').value = url
  by('signature').value = all(header).join(', ')
  by('timestamp').value = all(TELNYX_HEADERS.timestamp).join(', ')
  form.elements.provider.value = sender
  form.elements.mode.value = body === null ? 'params' : 'body'
  by('content').value = body === null ? lines(params ?? {}) : shown(body)
  known = { method, headers, params, body, content: by('content').value }
  const missing = all(header).length === 0 ? [`It has no ${header} header.`] : []
  // A body that was parsed is not the one that was signed.
  const parsed = sender === 'telnyx' && params ? ['Its body was parsed already: put the raw one in.'] : []
  return [`Read: ${method}, ${headers.length} headers.`, ...missing, ...parsed, ...notes].join(' ')
}

function compute() {
  const missing = prompt(false)
  try {
    if (missing) showComputed(missing, '')
    else showComputed('', signTwilio(request()))
  } catch (error) {
    showComputed(`${error.message}.`, '')
  }
}

function showComputed(text, signature) {
  by('computed-text').hidden = text === ''
  by('computed-value').hidden = by('computed-actions').hidden = signature === ''
  setText(by('computed-text'), text)
  setText(by('computed-signature'), signature)
}

function forgetComputed() {
  showComputed('', '')
}

function use() {
  by('signature').value = by('computed-signature').textContent
  update()
  by('signature').focus()
}

function toggleToken() {
  const isHidden = by('token').type === 'password'
  by('token').type = isHidden ? 'text' : 'password'
  by('show').setAttribute('aria-pressed', String(isHidden))
}

function fillIn({ provider: sender, mode, ...fields }) {
  by('paste').value = ''
  readPasted()
  form.elements.provider.value = sender
  form.elements.mode.value = mode
  for (const [id, value] of Object.entries(fields)) by(id).value = value
  update()
}
