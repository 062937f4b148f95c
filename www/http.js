/** Reads a request as it goes over the wire, HTTP/1.1 or with the pseudo-headers that browsers show of HTTP/2. */

import { binary, bytesOf } from './bytes.js'
import { Unreadable } from './unreadable.js'

const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/

/** The request in a text; `readRequest` says what it is made of. */
export function httpRequest(text) {
  const [head, payload] = parts(text)
  const lines = head.split(/\r?\n/)
  const isNewer = lines[0].startsWith(':')
  const headers = lines.slice(isNewer ? 0 : 1).map((line, index) => field(line, index + (isNewer ? 1 : 2)))
  const { method, target } = isNewer ? pseudo(headers) : firstLine(lines[0])
  const fields = headers.filter(([name]) => !name.startsWith(':'))
  refuseCodings(fields)
  const notes = []
  const url = publicUrl(target, isNewer ? [...fields, ['host', valueOf(headers, ':authority')]] : fields, notes)
  const body = bodyOf(payload, fields, notes)
  return { method, url, headers: fields, body: hasBody(method, body) ? body : null, params: null, notes }
}

/**
 * The address that was called from outside, as the headers tell it.
 *
 * @param target the path with its query, or a whole URL
 * @param notes takes a sentence where something had to be supposed
 */
export function publicUrl(target, headers, notes) {
  if (/^https?:\/\//i.test(target)) return target
  if (!target.startsWith('/')) throw new Unreadable(`${target} is neither a path nor a URL of http or https.`)
  const host = first(headers, 'x-forwarded-host') || first(headers, 'host')
  if (!host) throw new Unreadable('There is no Host header, so the URL is not known.')
  if (/[\s/?#@\\]/.test(host)) throw new Unreadable(`${host} is no host.`)
  const scheme = first(headers, 'x-forwarded-proto').toLowerCase()
  if (scheme && scheme !== 'http' && scheme !== 'https') throw new Unreadable(`X-Forwarded-Proto is ${scheme}: neither http nor https.`)
  if (!scheme) notes.push('No X-Forwarded-Proto header tells the scheme: https is supposed.')
  const port = first(headers, 'x-forwarded-port')
  // Proxies write the port of their own scheme, which no URL shows.
  const isShown = /^\d+$/.test(port) && port !== '443' && port !== '80' && first(headers, 'x-forwarded-host') && !/:\d+$/.test(host)
  return `${scheme || 'https'}://${host}${isShown ? `:${port}` : ''}${target}`
}

/** The value of a header; several are joined as servers join them. */
export function valueOf(headers, name) {
  return headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value).join(', ')
}

/** Head and body, divided by the first empty line. */
function parts(text) {
  const gap = /\r?\n\r?\n/.exec(text)
  return gap ? [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)] : [text.trimEnd(), '']
}

function firstLine(line) {
  const [, method, target] = /^(\S+)[ \t]+(\S+)(?:[ \t]+HTTP\/\d(?:\.\d)?)[ \t]*$/.exec(line) ?? []
  if (!method || !TOKEN.test(method)) {
    throw new Unreadable('The first line must be method, path and version, as in POST /sms HTTP/1.1.')
  }
  return { method, target }
}

function pseudo(headers) {
  const [method, target] = [valueOf(headers, ':method'), valueOf(headers, ':path')]
  if (!method || !target || !valueOf(headers, ':authority')) {
    throw new Unreadable('Of :method, :authority and :path one is missing.')
  }
  const scheme = valueOf(headers, ':scheme') || 'https'
  return { method, target: `${scheme}://${valueOf(headers, ':authority')}${target}` }
}

function field(line, number) {
  const [, name, value] = /^(:?[^\s:]+):[ \t]*(.*?)[ \t]*$/s.exec(line) ?? []
  if (name === undefined || !TOKEN.test(name.replace(/^:/, ''))) {
    throw new Unreadable(`Line ${number} is no header: write Name: value, and an empty line before the body.`)
  }
  return [name, value]
}

function refuseCodings(headers) {
  if (/chunked/i.test(valueOf(headers, 'transfer-encoding'))) {
    throw new Unreadable('The body is chunked: paste it put together, without the Transfer-Encoding header.')
  }
  const coding = valueOf(headers, 'content-encoding')
  if (coding && coding.toLowerCase() !== 'identity') {
    throw new Unreadable(`The body is compressed (${coding}): paste it unpacked, without the Content-Encoding header.`)
  }
}

/** The body, cut where Content-Length ends it: pasting adds line breaks, and makes LF of CRLF. */
function bodyOf(payload, headers, notes) {
  const length = valueOf(headers, 'content-length')
  const whole = binary(payload)
  if (length === '') return bytesOf(withoutEnd(whole, headers, notes))
  if (!/^\d+$/.test(length)) throw new Unreadable(`Content-Length is ${length}: not a number.`)
  const wanted = Number(length)
  const crlf = whole.replace(/\r?\n/g, '\r\n')
  for (const form of [whole, crlf]) {
    if (form.length >= wanted && /^[\r\n]*$/.test(form.slice(wanted))) return bytesOf(form.slice(0, wanted))
  }
  notes.push(`Content-Length is ${wanted}, and the body pasted has ${whole.length} bytes: it was cut or changed.`)
  return bytesOf(whole)
}

/** A form holds no line break that is not escaped. */
function withoutEnd(body, headers, notes) {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(valueOf(headers, 'content-type'))
  const cut = isForm ? body.replace(/[\r\n]+$/, '') : body
  if (cut !== body) notes.push('The line break at the end is taken for one of the paste.')
  return cut
}

function hasBody(method, body) {
  return body.length > 0 || !/^(?:GET|HEAD)$/.test(method)
}

/** The first of the values that proxies have put in a row: the one nearest to the caller. */
function first(headers, name) {
  return valueOf(headers, name).split(',', 1)[0].trim()
}
