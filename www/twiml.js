/** The TwiML tool: findings underlined in the text, the document laid out, and what it does in words. */

import { checkTwiml, VoiceResponse } from 'septet/twiml-check'
import { counted } from './characters.js'
import { announcer, copy, element, fill, setText } from './editing.js'
import { trace } from './trace.js'

const EXAMPLES = {
  menu: `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Gather numDigits="1" timeout="5" action="https://example.com/menu">
    <Say voice="Polly.Joanna">Welcome to Fish &amp; Chips. For opening hours press 1, to order press 2.</Say>
    <Pause length="1"/>
  </Gather>
  <Say voice="Polly.Joanna">We did not hear you.</Say>
  <Dial timeout="20" callerId="+14155550100">+14155550123</Dial>
  <Hangup/>
</Response>`,
  reply: `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Message to="+14155550100">
    <Body>Fish &amp; chips for two: ready at 7. 🐟</Body>
    <Media>https://example.com/menu.png</Media>
  </Message>
</Response>`,
  faulty: `<Response>
  <say>Hello</say>
  <Gather numdigits="1" timeout="5s" action="/menu">
    <Say voice="Polly.Jonna">Press 1</Say>
    <Dial>+14155550100</Dial>
  </Gather>
  <Redirect method="PUT">ftp://example.com/next</Redirect>
  <Dial>(415) 555-0100</Dial>
</Response>`,
}

const by = (id) => document.getElementById(id)
const source = by('source')
const announce = announcer(by('live'))

source.addEventListener('input', update)
source.addEventListener('scroll', follow)
new ResizeObserver(follow).observe(source)
for (const button of document.querySelectorAll('[data-example]')) {
  button.addEventListener('click', () => fill(source, EXAMPLES[button.dataset.example]))
}
by('copy').addEventListener('click', () => copy(by('copy'), by('pretty').textContent))
source.value ||= EXAMPLES.menu
update()

function update() {
  const xml = source.value
  const { findings, problem } = checked(xml)
  by('marks').replaceChildren(...underlined(xml, findings), '\n')
  by('findings').replaceChildren(...findings.map(item))
  const summary = problem ?? summed(findings)
  setText(by('summary'), summary)
  announce(summary)
  show(problem || findings.some(({ code }) => code === 'malformed') ? null : xml)
  follow()
}

function checked(xml) {
  try {
    return checkTwiml(xml)
  } catch (error) {
    return { findings: [], problem: `This cannot be checked: ${error.message}.` }
  }
}

function summed(findings) {
  if (findings.length === 0) return 'Nothing is wrong.'
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return [counted(errors, 'error'), counted(findings.length - errors, 'warning')].filter((part) => !part.startsWith('0 ')).join(', ')
}

/** The text in pieces: those with a finding are marked, and the first finding of two in one place counts. */
function underlined(xml, findings) {
  const pieces = []
  let at = 0
  for (const { start, end, severity } of findings) {
    if (start < at) continue
    const until = Math.max(end, Math.min(start + 1, xml.length))
    pieces.push(xml.slice(at, start), element('span', `fault ${severity}`, xml.slice(start, until)))
    at = until
  }
  return [...pieces, xml.slice(at)]
}

/** A finding, which leads to its place in the text. */
function item({ severity, line, column, message, fix, twilioCode, start, end }) {
  const place = element('button', 'quiet place', `${line}:${column}`)
  place.type = 'button'
  place.setAttribute('aria-label', `Go to ${line}:${column}`)
  place.addEventListener('click', () => {
    source.focus()
    source.setSelectionRange(start, end)
  })
  const words = element('p', '', element('strong', '', severity === 'error' ? 'Error: ' : 'Warning: '), ...coded(`${message}. `))
  const remedy = element('p', 'note', ...coded(`${fix[0].toUpperCase()}${fix.slice(1)}${fix.endsWith('?') ? ' ' : '. '}`))
  if (twilioCode) {
    const link = element('a', '', `Twilio ${twilioCode}`)
    link.href = `https://www.twilio.com/docs/api/errors/${twilioCode}`
    remedy.append(link)
  }
  const made = element('li', severity, place, element('div', '', words, remedy))
  return made
}

/** A text with what stands between backticks as code. */
function coded(text) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', '', part) : part))
}

/** The document laid out and told, if it is well-formed. The parser is not asked otherwise: its report has styles of its own, which the policy refuses. */
function show(xml) {
  const parsed = xml === null ? null : new DOMParser().parseFromString(xml.replace(/^\ufeff/, ''), 'application/xml')
  by('no-trace').hidden = parsed !== null
  by('trace').replaceChildren(...(parsed ? trace(parsed.documentElement).map(told) : []))
  by('pretty').replaceChildren(...(parsed ? colored(laidOut(parsed)) : []))
}

function told({ text, inner = [] }) {
  return element('li', '', text, ...(inner.length > 0 ? [element('ol', 'trace', ...inner.map(told))] : []))
}

/** The document as the builder lays it out. */
function laidOut(parsed) {
  const response = new VoiceResponse()
  try {
    for (const node of parsed.documentElement.childNodes) grow(response, node)
    return response.toString({ pretty: true })
  } catch (error) {
    return `This cannot be laid out: ${error.message}.`
  }
}

function grow(parent, node, depth = 0) {
  const isSpace = node.nodeValue?.trim() === ''
  if (node.nodeType === Node.ELEMENT_NODE && depth < 250) {
    const child = parent.addChild(node.nodeName, Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])))
    for (const inner of node.childNodes) grow(child, inner, depth + 1)
  } else if (node.nodeType === Node.COMMENT_NODE && depth === 0) {
    parent.comment(node.nodeValue.trim())
  } else if ([Node.TEXT_NODE, Node.CDATA_SECTION_NODE].includes(node.nodeType)) {
    // Space between elements is how the text was laid out, in a text it is text.
    const isBetween = isSpace && [...node.parentNode.childNodes].every((other) => !isText(other) || other.nodeValue.trim() === '')
    if (!isBetween) parent.addText(node.nodeValue)
  }
}

function isText({ nodeType }) {
  return nodeType === Node.TEXT_NODE || nodeType === Node.CDATA_SECTION_NODE
}

/** The document's pieces: tags and references in spans, text between them. */
function colored(xml) {
  return xml.split(/(<[^>]*>|&[^;]*;)/).map((piece) => {
    if (piece.startsWith('<')) return element('span', 'tag', piece)
    return piece.startsWith('&') ? element('span', 'reference', piece) : piece
  })
}

/** Keeps the underlines beneath the text. */
function follow() {
  const marks = by('marks')
  marks.style.width = `${source.clientWidth}px`
  marks.style.height = `${source.clientHeight}px`
  marks.scrollTop = source.scrollTop
  marks.scrollLeft = source.scrollLeft
}
