/** Reads what a server logged of a request: objects as JSON, or as Node's console writes them. */

import { bytesOf, binary } from './bytes.js'
import { publicUrl } from './http.js'
import { Unreadable } from './unreadable.js'

const MAX_DEPTH = 20
const WORDS = { true: true, false: false, null: null, undefined }
const ESCAPES = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0' }

/**
 * The request in a log: an object with `headers`, or the headers and the parsed body one after the
 * other, each with or without a name before it, and the method and path before both if need be.
 */
export function loggedRequest(text) {
  const [, method, path, rest] = /^([A-Z]+)[ \t]+(\/\S*)[^\n]*\n\s*(.*)$/s.exec(text) ?? ['', '', '', text]
  const found = objects(rest)
  const whole = found.find((object) => isObject(object.headers))
  const headers = whole?.headers ?? found.find((object) => Object.keys(object).some((name) => /^(?:host|x-twilio-signature)$/i.test(name)))
  if (!headers) throw new Unreadable('There are no headers in this: log req.method, req.originalUrl, req.headers and the body.')
  const named = whole ?? { method, originalUrl: path, body: found.find((object) => object !== headers) }
  return request(named, pairs(headers))
}

function request({ method, originalUrl, url = originalUrl, rawBody, body = rawBody }, headers) {
  const notes = []
  const target = originalUrl || url
  if (!target) notes.push('The headers do not tell the path: complete the URL.')
  const bytes = body instanceof Uint8Array ? body : typeof body === 'string' ? bytesOf(binary(body)) : null
  const params = bytes === null && isObject(body) && Object.keys(body).length > 0 ? body : null
  return {
    method: method || (bytes || params ? 'POST' : 'GET'),
    url: publicUrl(target || '/', headers, notes),
    headers, body: bytes, params, notes,
  }
}

function pairs(headers) {
  const values = Array.isArray(headers) ? headers : Object.entries(headers)
  return values.flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)]))
}

function isObject(value) {
  return typeof value === 'object' && value !== null
}

function objects(text) {
  const reader = { text, at: 0 }
  const found = []
  matched(reader, /[\s,]*/y)
  while (reader.at < text.length) {
    matched(reader, /(?:[A-Za-z_][\w.]*:?\s+)?/y)
    const read = value(reader, 0)
    if (!isObject(read)) broken(reader)
    found.push(read)
    matched(reader, /[\s,]*/y)
  }
  return found
}

function value(reader, depth) {
  if (depth > MAX_DEPTH) throw new Unreadable('The objects in this are nested too deep.')
  matched(reader, /\[Object: null prototype\]\s*/y)
  const start = reader.text[reader.at]
  if (start === '{') return members(reader, depth)
  if (/["'`]/.test(start ?? '')) return strings(reader)
  if (start === '<') return buffer(reader)
  if (/^\[(?:Object|Array|Function)/.test(reader.text.slice(reader.at, reader.at + 10))) {
    throw new Unreadable('The log leaves out what is nested ([Object]): log JSON.stringify(..) of it.')
  }
  if (start === '[') return items(reader, depth)
  const word = matched(reader, /-?\d[\d.eE+-]*|true|false|null|undefined/y) || broken(reader)
  return word in WORDS ? WORDS[word] : Number(word)
}

function members(reader, depth) {
  const object = Object.create(null)
  for (const _ of between(reader, '}')) {
    const name = /["'`]/.test(reader.text[reader.at]) ? strings(reader) : matched(reader, /[A-Za-z_$][\w$]*|\d+/y) || broken(reader)
    if (!matched(reader, /\s*:\s*/y)) broken(reader)
    object[name] = value(reader, depth + 1)
  }
  return object
}

function items(reader, depth) {
  const found = []
  for (const _ of between(reader, ']')) found.push(value(reader, depth + 1))
  return found
}

/** Steps from member to member, until the bracket that closes them. */
function* between(reader, close) {
  reader.at++
  for (;;) {
    matched(reader, /\s*/y)
    if (matched(reader, /\.\.\. \d+ more/y)) throw new Unreadable('The log leaves out items: log JSON.stringify(..) of it.')
    if (reader.text[reader.at] !== close) yield
    matched(reader, /\s*/y)
    const mark = reader.text[reader.at++]
    if (mark === close) return
    if (mark !== ',') {
      reader.at--
      broken(reader)
    }
  }
}

/** A string, or the lines of a long one, which Node joins by +. */
function strings(reader) {
  let whole = ''
  do whole += string(reader)
  while (matched(reader, /\s*\+\s*(?=["'`])/y))
  return whole
}

function string(reader) {
  const quote = reader.text[reader.at++]
  let text = ''
  for (;;) {
    const character = reader.text[reader.at++]
    if (character === quote) return text
    if (character === undefined) throw new Unreadable(`A ${quote} is opened and not closed: the log was cut off.`)
    text += character === '\\' ? escape(reader) : character
  }
}

function escape(reader) {
  const hex = matched(reader, /u[\da-fA-F]{4}|x[\da-fA-F]{2}/y)
  if (hex) return String.fromCharCode(parseInt(hex.slice(1), 16))
  const character = reader.text[reader.at++] ?? ''
  return ESCAPES[character] ?? character
}

function buffer(reader) {
  const text = matched(reader, /<Buffer(?: [\da-f]{2})*>/y)
  if (!text) throw new Unreadable('The log leaves out a part of the body: log body.toString().')
  return Uint8Array.from(text.match(/\b[\da-f]{2}\b/g) ?? [], (digits) => parseInt(digits, 16))
}

/** Takes what a sticky pattern matches here, or the empty text. */
function matched(reader, pattern) {
  pattern.lastIndex = reader.at
  const [text] = pattern.exec(reader.text) ?? ['']
  reader.at += text.length
  return text
}

function broken(reader) {
  const line = reader.text.slice(0, reader.at).split('\n').length
  const here = reader.text.slice(reader.at, reader.at + 20).split('\n', 1)[0]
  throw new Unreadable(`This is no object as JSON or Node's console write it: line ${line}, at ${here || 'the end'}.`)
}
