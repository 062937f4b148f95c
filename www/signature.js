/** The signature tool: is this X-Twilio-Signature right for this request and token? */

import { signTwilio, verifyTwilio } from 'septet/signature'
import { copy, setText } from './editing.js'

// Twilio's documented example, and the same address with a JSON body: test vectors, not secrets.
const ADDRESS = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const EXAMPLES = {
  form: {
    mode: 'params',
    url: ADDRESS,
    content: 'CallSid=CA1234567890ABCDE\nCaller=+14158675309\nDigits=1234\n' +
      'From=+14158675309\nTo=+18005551212',
    token: '12345',
    signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  },
  json: {
    mode: 'body',
    url: `${ADDRESS}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`,
    content: '{"property": "value", "boolean": true}',
    token: '12345',
    signature: 'a9nBmqA0ju/hNViExpshrM61xv4=',
  },
}
const HINTS = {
  params: 'Decoded, as your framework shows them. Leave empty for a GET request.',
  body: 'Byte for byte as it arrived. A JSON post has bodySHA256 in its URL.',
}

const by = (id) => document.getElementById(id)
const form = document.querySelector('form')

form.addEventListener('input', update)
form.addEventListener('submit', (event) => event.preventDefault())
by('form-example').addEventListener('click', () => fillIn(EXAMPLES.form))
by('json-example').addEventListener('click', () => fillIn(EXAMPLES.json))
by('show').addEventListener('click', toggleToken)
by('compute').addEventListener('click', compute)
by('use').addEventListener('click', use)
by('copy').addEventListener('click', () => copy(by('copy'), by('computed-signature').textContent))
update()

function update() {
  const mode = form.elements.mode.value
  setText(by('content-label'), mode === 'params' ? 'Parameters' : 'Raw body')
  setText(by('content-hint'), HINTS[mode])
  forgetComputed()
  show(verdict())
}

function verdict() {
  const missing = prompt(true)
  if (missing) return { state: 'waiting', title: 'Not checked yet', text: missing }
  try {
    return verifyTwilio({ ...request(), signature: by('signature').value.trim() })
      ? { state: 'good', title: 'Valid', text: 'This request was signed with this token.' }
      : { state: 'bad', title: 'Not valid', text: advice() }
  } catch (error) {
    return { state: 'bad', title: 'Cannot be checked', text: `${error.message}.` }
  }
}

/** What is still to be filled in, or the empty text. */
function prompt(withSignature) {
  if (by('url').value === '') return 'Enter the URL that Twilio called.'
  if (by('token').value === '') return 'Enter the auth token of the account.'
  const signed = !withSignature || by('signature').value.trim() !== ''
  return signed ? '' : 'Enter the signature from the header.'
}

function advice() {
  const json = /^\s*[[{]/.test(by('content').value) && form.elements.mode.value === 'body'
  if (json && !by('url').value.includes('bodySHA256')) {
    return 'The body looks like JSON, but the URL has no bodySHA256, which Twilio adds to it. ' +
      'Was the query string lost?'
  }
  return 'Another token, another URL or other content was signed. ' +
    'The URL must be the public one: https or http, host and query as Twilio called it.'
}

function request() {
  const [authToken, url, content] = [by('token').value, by('url').value.trim(), by('content').value]
  if (form.elements.mode.value === 'body') return { authToken, url, body: content }
  return { authToken, url, params: parameters(content) }
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

function show({ state, title, text }) {
  by('verdict').dataset.state = state
  setText(by('verdict-title'), title)
  setText(by('verdict-text'), text)
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
  const shown = by('token').type === 'password'
  by('token').type = shown ? 'text' : 'password'
  by('show').setAttribute('aria-pressed', String(shown))
}

function fillIn({ mode, ...fields }) {
  form.elements.mode.value = mode
  for (const [id, value] of Object.entries(fields)) by(id).value = value
  update()
}
