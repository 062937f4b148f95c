/** Lists the characters that force UCS-2, each with what can stand in its place. */

import { codePoints, counted, describe, name } from './characters.js'
import { element } from './editing.js'
import { glyph } from './runs.js'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

const MAX_WITHOUT_REPLACEMENT = 12

/**
 * The distinct characters among `unsupported`, with every place they occur; replaceable ones first.
 *
 * Code points that make one user-perceived character count as one, so that no emoji is taken apart.
 */
export function grouped(unsupported) {
  const groups = new Map()
  for (const { text, ...edit } of perceived(unsupported)) {
    const group = groups.get(text) ?? { text, replacement: edit.replacement, edits: [] }
    group.edits.push(edit)
    groups.set(text, group)
  }
  const all = [...groups.values()]
  return [...all.filter(isReplaceable), ...all.filter((group) => !isReplaceable(group))]
}

/** Tells whether a group has a GSM-7 replacement; the empty text is one. */
export function isReplaceable({ replacement }) {
  return replacement !== null
}

/** Says what replacing everything would do to the bill, and nothing more than that. */
export function replaceAllLabel(before, after) {
  const change = before - after
  if (change < 0) return `Replace all: adds ${counted(-change, 'segment')}`
  return `Replace all: saves ${counted(change, 'segment')}`
}

/**
 * Draws groups into `list`, and leaves it alone when they are the same as last time.
 *
 * @param list the `ul`
 * @param replace called with the group whose button was pressed
 * @returns a function that takes the groups and returns how many were left out
 */
export function offenderList(list, replace) {
  let [drawn, current] = ['', []]
  list.addEventListener('click', ({ target }) => {
    const button = target.closest('button')
    if (button) replace(current[Number(button.dataset.index)])
  })
  return (groups) => {
    current = groups
    const replaceable = groups.filter(isReplaceable).length
    const shown = groups.slice(0, replaceable + MAX_WITHOUT_REPLACEMENT)
    const key = JSON.stringify(shown.map((group) => [group.text, group.edits.length]))
    if (key !== drawn) list.replaceChildren(...shown.map(row))
    drawn = key
    return groups.length - shown.length
  }
}

function perceived(unsupported) {
  return stretches(unsupported).flatMap(characters)
}

/** Divides items where there is a gap between them. */
function stretches(items) {
  const result = []
  for (const item of items) {
    const last = result.at(-1)
    if (last?.at(-1).end === item.start) last.push(item)
    else result.push([item])
  }
  return result
}

/** Joins the items of a stretch that make one user-perceived character. */
function characters(stretch) {
  if (stretch.length === 1) return stretch
  const items = stretch.values()
  const text = stretch.map((item) => item.text).join('')
  return Array.from(graphemes.segment(text), ({ segment }) => {
    let whole = items.next().value
    while (whole.text.length < segment.length) whole = joined(whole, items.next().value)
    return whole
  })
}

function joined(one, other) {
  const whole = one.replacement !== null && other.replacement !== null
  const replacement = whole ? one.replacement + other.replacement : null
  return { text: one.text + other.text, start: one.start, end: other.end, replacement }
}

function row(group, index) {
  const times = group.edits.length
  const about = element('span', 'about',
    element('span', 'name', name(group.text)),
    element('span', 'code', codePoints(group.text) + (times > 1 ? `, ${times} times` : '')))
  const item = element('li', '', glyph(group.text), about)
  if (isReplaceable(group)) item.append(...substitute(group, index))
  else item.append(element('span', 'none', 'no GSM-7 equivalent'))
  return item
}

function substitute({ text, replacement }, index) {
  const words = describe(replacement)
  const button = element('button', '', replacement === '' ? 'Remove' : 'Replace')
  button.type = 'button'
  button.dataset.index = index
  button.setAttribute('aria-label', replacement === ''
    ? `Remove ${name(text)} ${codePoints(text)} everywhere`
    : `Replace ${name(text)} ${codePoints(text)} with ${words} everywhere`)
  const plain = words === replacement ? 'glyph plain' : 'words'
  const [arrow, shown] = [element('span', 'arrow', '→'), element('span', plain, words)]
  return [element('span', 'to', arrow, shown), button]
}
