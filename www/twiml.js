/** The TwiML tool: a text as a message reply, read back by the browser's own XML parser. */

import { countSegments } from 'septet/segments'
import { MessagingResponse } from 'septet/twiml'
import { codePoints, counted } from './characters.js'
import { announcer, copy, element, fill, setText } from './editing.js'

const EXAMPLE = `Fish & chips for two <ready at 7>.\nSay "yes" to confirm, it's 14 € 🐟`

// The complement of Char, XML 1.0 section 2.2; with the u flag a lone surrogate is a code point.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

const by = (id) => document.getElementById(id)
const reply = by('reply')
const announce = announcer(by('live'))

reply.addEventListener('input', update)
by('example').addEventListener('click', () => fill(reply, EXAMPLE))
by('copy').addEventListener('click', () => copy(by('copy'), by('xml').textContent))
update()

function update() {
  const text = reply.value
  try {
    const xml = replyDocument(text)
    by('xml').replaceChildren(...colored(xml))
    const results = [formed(xml), readBack(xml, text), size(carried(text))]
    announce(results.map((result) => result.text).join(' '))
    by('problem').hidden = true
  } catch (error) {
    by('xml').replaceChildren()
    for (const id of ['formed', 'same', 'size']) tick(id, 'waiting', '')
    setText(by('problem'), `This reply cannot be written: ${error.message}.`)
    by('problem').hidden = false
  }
}

function replyDocument(text) {
  const response = new MessagingResponse()
  response.message(text)
  return response.toString()
}

function formed(xml) {
  const error = parsed(xml).querySelector('parsererror')
  return error
    ? tick('formed', 'bad', `Not well-formed: ${error.textContent.trim()}`)
    : tick('formed', 'good', 'Well-formed, says this browser’s XML parser.')
}

function readBack(xml, text) {
  const lost = text.match(FORBIDDEN) ?? []
  const message = parsed(xml).querySelector('Response > Message')
  const children = message?.childElementCount ?? 0
  const same = children === 0 && message?.textContent === carried(text)
  if (!same) return tick('same', 'bad', 'The parser reads something other than your text.')
  if (lost.length === 0) return tick('same', 'good', 'The parser reads back exactly your text.')
  const which = [...new Set(lost.map(codePoints))].join(', ')
  return tick('same', 'warn',
    `${counted(lost.length, 'character')} XML cannot carry (${which}): U+FFFD in its place. ` +
    'The rest reads back exactly.')
}

/** The text as XML can carry it. */
function carried(text) {
  return text.replace(FORBIDDEN, '\uFFFD')
}

function size(text) {
  return tick('size', 'good', `Sent as ${counted(countSegments(text), 'segment')}.`)
}

function tick(id, state, text) {
  const item = by(id)
  item.dataset.state = state
  setText(item, text)
  return { state, text }
}

function parsed(xml) {
  return new DOMParser().parseFromString(xml, 'application/xml')
}

/** The document's pieces: tags and references in spans, text between them. */
function colored(xml) {
  return xml.split(/(<[^>]*>|&[^;]*;)/).map((piece) => {
    if (piece.startsWith('<')) return element('span', 'tag', piece)
    return piece.startsWith('&') ? element('span', 'reference', piece) : piece
  })
}
