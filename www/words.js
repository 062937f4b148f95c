/** Cuts a command into words as a POSIX shell with bash's $'..' does, or as Windows' cmd and its programs do. */

import { binary } from './bytes.js'
import { Unreadable } from './unreadable.js'

const ESCAPES = {
  a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v',
  '\\': '\\', "'": "'", '"': '"', '?': '?',
}

/**
 * The words of a command.
 *
 * @param text one command, as text
 * @returns each word with one character per byte
 */
export function words(text) {
  const command = binary(text.replace(/\r\n/g, '\n').trimEnd())
  return isForCmd(text) ? argumentsOf(withoutCarets(command)) : shellWords(command)
}

/** cmd escapes by carets, which no browser writes for a shell. */
function isForCmd(text) {
  return /\^"/.test(text) || /\s\^\r?\n/.test(text) || /^curl\.exe\s/.test(text)
}

function shellWords(text) {
  const found = []
  let [word, at] = [null, 0]
  while (at < text.length) {
    if (text.startsWith('\\\n', at)) {
      at += 2
      continue
    }
    const [piece, end] = shellPiece(text, at)
    if (piece !== null) word = (word ?? '') + piece
    else if (word !== null) {
      found.push(word)
      word = null
    }
    at = end
  }
  return word === null ? found : [...found, word]
}

/** The piece of a word that begins at `at`, or null between words; and where it ends. */
function shellPiece(text, at) {
  const [character, next] = [text[at], text[at + 1]]
  switch (character) {
    case ' ': case '\t': return [null, at + 1]
    case '\n': return ended('a line break: end each line but the last with \\')
    case '\\': return [escaped(next), at + 2]
    case "'": return singleQuoted(text, at + 1)
    case '"': return doubleQuoted(text, at + 1)
    case '$': return next === "'" ? ansiQuoted(text, at + 2) : refused(text, at)
    case '`': return refused(text, at)
    case '&': case ';': case '|': case '<': case '>': case '(': case ')':
      return ended(`${character}: put what holds it in quotes, or paste the curl command alone`)
    default: return [character, at + 1]
  }
}

function singleQuoted(text, start) {
  const end = text.indexOf("'", start)
  return end < 0 ? unclosed("'") : [text.slice(start, end), end + 1]
}

function doubleQuoted(text, start) {
  let piece = ''
  for (let at = start; at < text.length; at++) {
    const [character, next] = [text[at], text[at + 1]]
    if (character === '"') return [piece, at + 1]
    if (character === '`' || (character === '$' && /[\w{(]/.test(next ?? ''))) return refused(text, at)
    if (character === '\\' && /["\\$`\n]/.test(next ?? '')) {
      if (next !== '\n') piece += next
      at++
    } else piece += character
  }
  return unclosed('"')
}

function ansiQuoted(text, start) {
  let [piece, at] = ['', start]
  while (at < text.length) {
    if (text[at] === "'") return [piece, at + 1]
    const [part, end] = text[at] === '\\' ? ansiEscape(text, at + 1) : [text[at], at + 1]
    piece += part
    at = end
  }
  return unclosed("$'")
}

function ansiEscape(text, at) {
  const [code, digits] =
    /^(?:x([\da-fA-F]{1,2})|u[\da-fA-F]{1,4}|U[\da-fA-F]{1,8}|[0-7]{1,3})/.exec(text.slice(at, at + 9)) ?? []
  if (code === undefined) {
    if (text[at] === 'c') return [String.fromCharCode((text.charCodeAt(at + 1) || 0) & 31), at + 2]
    return [ESCAPES[text[at]] ?? `\\${text[at] ?? ''}`, at + 1]
  }
  const end = at + code.length
  if (digits !== undefined) return [String.fromCharCode(parseInt(digits, 16)), end]
  if (/^[uU]/.test(code)) return [unicode(parseInt(code.slice(1), 16)), end]
  return [String.fromCharCode(parseInt(code, 8) & 255), end]
}

function unicode(point) {
  const isCharacter = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
  if (!isCharacter) throw new Unreadable(`\\u${point.toString(16)} is half of a character: it cannot have been sent.`)
  return binary(String.fromCodePoint(point))
}

function escaped(character) {
  if (character === undefined) throw new Unreadable('The command ends with \\: it was cut off.')
  return character
}

/** Takes cmd's escapes off. Between quotes that are not escaped themselves, a caret is a caret. */
function withoutCarets(text) {
  let [rest, isQuoted] = ['', false]
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') isQuoted = !isQuoted
    if (character === '^' && !isQuoted) {
      at++
      // What follows a line break that was escaped stands for itself, also another one.
      if (text[at] === '\n') at++
      rest += text[at] ?? ''
    } else if (character === '\n' && !isQuoted) {
      ended('a line break: end each line but the last with ^')
    } else if (/[&|<>]/.test(character) && !isQuoted) {
      ended(`${character}: put what holds it in quotes, or paste the curl command alone`)
    } else rest += character
  }
  return rest
}

/** The arguments that a Windows program makes of its command line. */
function argumentsOf(line) {
  const found = []
  let [word, isQuoted] = [null, false]
  for (let at = 0; at < line.length; at++) {
    const slashes = slashesAt(line, at)
    if (slashes > 0) {
      // They escape only where a quotation mark follows.
      const [isBeforeQuote, next] = [line[at + slashes] === '"', at + slashes]
      word = (word ?? '') + '\\'.repeat(isBeforeQuote ? slashes >> 1 : slashes)
      if (isBeforeQuote && slashes % 2 === 1) word += '"'
      at = isBeforeQuote && slashes % 2 === 1 ? next : next - 1
    } else if (line[at] === '"') {
      word ??= ''
      if (isQuoted && line[at + 1] === '"') word += line[at++]
      else isQuoted = !isQuoted
    } else if (/[ \t\n]/.test(line[at]) && !isQuoted) {
      if (word !== null) found.push(word)
      word = null
    } else word = (word ?? '') + line[at]
  }
  if (isQuoted) unclosed('"')
  return word === null ? found : [...found, word]
}

function slashesAt(line, at) {
  let end = at
  while (line[end] === '\\') end++
  return end - at
}

function ended(by) {
  throw new Unreadable(`The command ends at ${by}.`)
}

function unclosed(quote) {
  throw new Unreadable(`A ${quote} is opened and not closed: the command was cut off, or a quote in it is not escaped.`)
}

function refused(text, at) {
  const [what] = /^(?:\$\{?\w*|`|\$)/.exec(text.slice(at, at + 40))
  throw new Unreadable(`${what} stands for something that only the shell knows: put its value there, or ' around the text.`)
}
