/** Shows a text as the runs it is cut into, with what forces UCS-2 marked. */

import { element } from './editing.js'
import { codePoints, counted, name, token } from './characters.js'

const HUES = 4
const RUNS_IN_FIRST_FRAME = 32

// Ten times what carriers deliver. Browsers take seconds to lay out a paragraph of 64 KiB.
const MAX_RUNS = 100

// More than any emoji has; piled-up accents have no end.
const MAX_GLYPH = 40

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How many segments of a measurement are not drawn. */
export function undrawn({ count }) {
  return Math.max(0, count - MAX_RUNS)
}

/**
 * Draws measurements into `view`, and only runs that changed. Each animation frame doubles what is
 * drawn, because the browser lays all of it out again: first lines come at once, the whole soon.
 *
 * @returns a function that takes the newest measurement, or null for none
 */
export function runView(view) {
  let [keys, frame] = [[], 0]

  function draw(measured, from) {
    const { segments } = measured
    const all = Math.min(segments.length, MAX_RUNS)
    const until = Math.min(from * 2 || RUNS_IN_FIRST_FRAME, all)
    const marks = measured.unsupported
    let mark = firstMark(marks, segments[from]?.start ?? 0)
    for (let index = from; index < until; index++) {
      const own = []
      while (mark < marks.length && marks[mark].start < segments[index].end) own.push(marks[mark++])
      const key = keyOf(measured, index, own)
      if (keys[index] === key) continue
      const run = drawnRun(measured, index, merged(own))
      if (index < view.children.length) view.children[index].replaceWith(run)
      else view.append(run)
      keys[index] = key
    }
    if (until < all) frame = requestAnimationFrame(() => draw(measured, until))
    else trim(all)
  }

  function trim(length) {
    while (view.children.length > length) view.lastChild.remove()
    keys.length = length
  }

  return (measured) => {
    cancelAnimationFrame(frame)
    if (measured && measured.text !== '') frame = requestAnimationFrame(() => draw(measured, 0))
    else trim(0)
  }
}

/** A character as a reader can see it: itself, or its token in a box. */
export function glyph(text) {
  const shown = token(text)
  return shown === null
    ? element('bdi', 'glyph', text.slice(0, MAX_GLYPH))
    : element('span', 'glyph token', shown)
}

function drawnRun({ text, segments, encoding }, index, marks) {
  const { start, end, units } = segments[index]
  const chip = element('bdi', 'chip', element('span', 'hidden', 'Segment '), String(index + 1))
  const run = element('span', 'run', chip)
  run.dataset.hue = index % HUES
  run.title = `Segment ${index + 1}: ${counted(units, encoding === 'GSM-7' ? 'septet' : 'unit')}`
  let from = start
  for (const mark of marks) {
    run.append(...lines(text.slice(from, mark.start)))
    run.append(drawnMark(text.slice(mark.start, mark.end)))
    from = mark.end
  }
  run.append(...lines(text.slice(from, end)))
  return run
}

/** The text with a sign at each line break, because it takes room in the segment too. */
function lines(text) {
  return text.split(/(?<=\n)/).flatMap((line) => {
    if (!line.endsWith('\n')) return [line]
    const sign = element('span', 'break')
    return [line.slice(0, -1), sign, '\n']
  })
}

function drawnMark(text) {
  const mark = element('mark')
  let visible = ''
  for (const { segment } of graphemes.segment(text)) {
    const shown = token(segment)
    if (shown === null) visible += segment
    else {
      mark.append(visible, element('bdi', 'token', shown))
      visible = ''
    }
  }
  mark.append(visible)
  const only = [...graphemes.segment(text)].length === 1
  mark.title = only ? `${name(text)}, ${codePoints(text)}` : 'not in the GSM-7 alphabet'
  return mark
}

/** Marks that touch become one, so that an emoji made of several characters stays whole. */
function merged(marks) {
  const result = []
  for (const { start, end } of marks) {
    const last = result.at(-1)
    if (last && last.end === start) last.end = end
    else result.push({ start, end })
  }
  return result
}

function keyOf({ text, segments, encoding }, index, marks) {
  const { start, end } = segments[index]
  const places = marks.map((mark) => mark.start - start).join()
  return `${encoding} ${places} ${text.slice(start, end)}`
}

function firstMark(marks, start) {
  const index = marks.findIndex((mark) => mark.end > start)
  return index < 0 ? marks.length : index
}
