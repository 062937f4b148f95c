/** Reads a curl command, as browsers and inspectors write it, as the request it makes. */

import { bytesOf, textOf } from './bytes.js'
import { valueOf } from './http.js'
import { Unreadable } from './unreadable.js'
import { words } from './words.js'

const DATA = ['data', 'data-ascii', 'data-raw', 'data-binary', 'data-urlencode', 'json']
const LONG_OF = {
  A: 'user-agent', b: 'cookie', d: 'data', e: 'referer', G: 'get', H: 'header', I: 'head', u: 'user', X: 'request',
  F: 'form', T: 'upload-file', K: 'config',
  k: 'insecure', L: 'location', N: 'no-buffer', S: 'show-error', f: 'fail', g: 'globoff', i: 'include', s: 'silent',
  v: 'verbose', o: 'output', m: 'max-time', w: 'write-out', x: 'proxy', c: 'cookie-jar', E: 'cert',
}
const HEADER_OF = { 'user-agent': 'User-Agent', cookie: 'Cookie', referer: 'Referer' }
// What says how to send and shows what comes back changes nothing of what is signed.
const SWITCHES = [
  'compressed', 'insecure', 'location', 'no-buffer', 'show-error', 'fail', 'globoff', 'include', 'silent', 'verbose',
  'http1.1', 'http2', 'http1.0', 'path-as-is', 'fail-with-body', 'no-progress-meter', 'no-keepalive', 'basic',
]
const ASIDE = [
  'output', 'max-time', 'write-out', 'proxy', 'cookie-jar', 'cert', 'key', 'cacert', 'connect-timeout', 'resolve',
  'connect-to', 'retry', 'retry-delay', 'limit-rate', 'ciphers',
]
const REFUSED = {
  form: 'multipart forms are nothing that Twilio sends',
  'upload-file': 'a file cannot be read from here: put its text after --data-raw',
  config: 'a file cannot be read from here: write its options into the command',
}

/** The request that a command makes; `readRequest` says what it is made of. */
export function curlRequest(text) {
  const [, ...rest] = words(text)
  const command = { headers: [], data: [], urls: [], method: null, isGet: false, isHead: false, user: null }
  for (const [name, value] of options(rest)) apply(command, name, value)
  return { ...request(command), params: null, notes: [] }
}

function request({ headers, data, urls, method, isGet, isHead, user }) {
  if (urls.length !== 1) {
    const which = urls.length === 0 ? 'no URL' : `more than one URL: ${urls.map(textOf).join(' and ')}`
    throw new Unreadable(`The command has ${which}.`)
  }
  const [posted, url] = [data.join('&'), textOf(whole(urls[0]))]
  const isPosted = data.length > 0 && !isGet
  const named = headers.map(([name, value]) => [textOf(name), textOf(value)])
  if (isPosted && valueOf(named, 'content-type') === '') named.push(['Content-Type', 'application/x-www-form-urlencoded'])
  if (user !== null) named.push(['Authorization', `Basic ${btoa(user)}`])
  return {
    method: method ?? (isHead ? 'HEAD' : isPosted ? 'POST' : 'GET'),
    url: isGet && data.length > 0 ? withQuery(url, textOf(posted)) : url,
    headers: named,
    body: isPosted ? bytesOf(posted) : null,
  }
}

/** Without a scheme, curl takes http. */
function whole(url) {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(url) ? url : `http://${url}`
}

function withQuery(url, query) {
  const [before, ...fragment] = url.split('#')
  return `${before}${before.includes('?') ? '&' : '?'}${query}${fragment.map((part) => `#${part}`).join('')}`
}

/** Long names and values of the options, in order; an argument that is none has the name `url`. */
function* options(rest) {
  const queue = [...rest].reverse()
  const value = (name) => queue.pop() ?? broken(`--${name} has no value: the command was cut off.`)
  let isOver = false
  while (queue.length > 0) {
    const word = queue.pop()
    if (isOver || word === '-' || !word.startsWith('-')) yield ['url', word]
    else if (word === '--') isOver = true
    else if (word.startsWith('--')) {
      const [, name, given] = /^--([^=]*)=?(.*)$/s.exec(word)
      if (!isKnown(name)) broken(`--${textOf(name)} is an option that is not known here.`)
      yield [name, isSwitch(name) ? '' : word.includes('=') ? given : value(name)]
    } else yield* shortOptions(word, value)
  }
}

/** One-letter options, several in a word: the first that takes a value takes the rest of the word. */
function* shortOptions(word, value) {
  for (let at = 1; at < word.length; at++) {
    const name = LONG_OF[word[at]] ?? broken(`-${word[at]} is an option that is not known here.`)
    if (isSwitch(name)) yield [name, '']
    else return yield [name, at + 1 < word.length ? word.slice(at + 1) : value(name)]
  }
}

function isSwitch(name) {
  return SWITCHES.includes(name) || name === 'get' || name === 'head'
}

function isKnown(name) {
  const others = [...DATA, ...ASIDE, 'header', 'url', 'request', 'user']
  return isSwitch(name) || others.includes(name) || Object.hasOwn(HEADER_OF, name) || Object.hasOwn(REFUSED, name)
}

function apply(command, name, value) {
  if (DATA.includes(name)) addData(command, name, value)
  else if (name === 'header') addHeader(command, value)
  else if (name in HEADER_OF) command.headers.push([HEADER_OF[name], value])
  else if (name === 'url') command.urls.push(value)
  else if (name === 'request') command.method = textOf(value)
  else if (name === 'user') command.user = value
  else if (name === 'get') command.isGet = true
  else if (name === 'head') command.isHead = true
  else if (name in REFUSED) broken(`--${name}: ${REFUSED[name]}.`)
}

function addData(command, name, value) {
  if (value.startsWith('@') && name !== 'data-raw') broken(`--${name} ${textOf(value)}: a file cannot be read from here. Put its text after --data-raw.`)
  command.data.push(name === 'data-urlencode' ? encoded(value) : value)
  if (name === 'json') command.headers.push(['Content-Type', 'application/json'])
}

/** `content`, `=content` or `name=content`, of which the content is encoded. */
function encoded(value) {
  const at = value.indexOf('=')
  if (at < 0 && value.includes('@')) broken(`--data-urlencode ${textOf(value)}: a file cannot be read from here.`)
  const [name, content] = at < 0 ? ['', value] : [value.slice(0, at), value.slice(at + 1)]
  const escaped = content.replace(/[^A-Za-z0-9._~-]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
  return at > 0 ? `${name}=${escaped}` : escaped
}

/** `Name: value`; `Name;` sends an empty one, and `Name:` none. */
function addHeader(command, value) {
  if (value.startsWith('@')) broken(`--header ${textOf(value)}: a file cannot be read from here.`)
  const [, name, mark, text] = /^([^\s:;]+)([:;])[ \t]*(.*?)[ \t]*$/s.exec(value) ?? []
  if (name === undefined || (mark === ';' && text !== '')) broken(`--header ${textOf(value)}: write it as 'Name: value'.`)
  if (text !== '' || mark === ';') command.headers.push([name, text])
}

function broken(sentence) {
  throw new Unreadable(sentence)
}
