/** The runs a text is cut into, drawn behind the field that holds the text. */

import type { Segments } from '../segments.js'
import { made, rename } from './dom.js'
import type { Edit } from './editing.js'

/** How many colors there are for runs, one after the other. */
export const HUES = 4

// Ten times what carriers deliver. Browsers take seconds to lay out a paragraph of 64 KiB.
const MAX_RUNS = 100

/** What of a text is colored: offsets are those of the text in the field. */
export interface Coloring {
  text: string
  /** The runs, one for each segment. */
  runs: readonly { start: number; end: number }[]
  /** What forces UCS-2, in order. */
  marks: readonly Mark[]
}

interface Mark {
  start: number
  end: number
  /** Whether GSM-7 has something to put in its place. */
  isReplaceable: boolean
}

/**
 * The coloring of a measured text.
 *
 * @param text the text in the field
 * @param measured its measurement, most offsets of which are those of the text as sent
 */
export function coloring(text: string, measured: Segments): Coloring {
  const from = origin(measured.changes)
  const runs = measured.segments.map(({ start, end }) => ({ start: from(start), end: from(end) }))
  const marks: Mark[] = []
  for (const { start, end, replacement } of measured.unsupported) {
    const mark = { start: from(start), end: from(end), isReplaceable: replacement !== null }
    const last = marks.at(-1)
    if (last && last.isReplaceable === mark.isReplaceable && isNext(text, last, mark)) last.end = mark.end
    else marks.push(mark)
  }
  return { text, runs, marks }
}

/**
 * Tells whether two marks of a kind become one: those that touch, so that an emoji made of several
 * characters stays whole, and words in another script, of which a message may have hundreds.
 */
function isNext(text: string, last: Mark, mark: Mark): boolean {
  if (last.end === mark.start) return true
  return !mark.isReplaceable && last.end + 1 === mark.start && text[last.end] === ' '
}

/**
 * Draws colorings into `layer`, and only runs that changed.
 *
 * @returns a function that takes the newest coloring, and how many of its runs may be sent
 */
export function runLayer(layer: Element): (coloring: Coloring, limit: number) => void {
  const keys: string[] = []
  return ({ text, runs, marks }, limit) => {
    const count = Math.min(runs.length, MAX_RUNS)
    let mark = 0
    for (const [index, { start, end }] of runs.slice(0, count).entries()) {
      const own: Mark[] = []
      while (mark < marks.length && (marks[mark] as Mark).start < end) own.push(marks[mark++] as Mark)
      // A character of several code points may go on in the next segment.
      const last = own.at(-1)
      if (last && last.end > end) mark--
      const key = `${index < limit} ${own.map(place(start)).join()} ${text.slice(start, end)}`
      if (keys[index] === key) continue
      keys[index] = key
      const run = drawn(text, { start, end }, own)
      rename(run, index < limit ? `run run-${(index % HUES) + 1}` : 'run over')
      const old = layer.children[index]
      if (old) old.replaceWith(run)
      else layer.append(run)
    }
    while (layer.children.length > count) layer.lastChild?.remove()
    keys.length = count
  }
}

/** Leads offsets in a text with replacements back to the text without them, in ascending order. */
function origin(changes: readonly Edit[]): (offset: number) => number {
  if (changes.length === 0) return (offset) => offset
  const starts: number[] = []
  let shift = 0
  for (const { start, end, replacement } of changes) {
    starts.push(start + shift)
    shift += replacement.length - (end - start)
  }
  return (offset) => {
    const index = lastUpTo(starts, offset)
    const change = changes[index]
    if (!change) return offset
    const within = offset - (starts[index] as number)
    const { start, end, replacement } = change
    if (within >= replacement.length) return end + within - replacement.length
    return within === 0 ? start : end
  }
}

/** Where the last number that is not above `limit` stands in an ascending list, or -1. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}

function place(origin: number): (mark: Mark) => string {
  return ({ start, end, isReplaceable }) => `${start - origin}-${end - origin}${isReplaceable}`
}

function drawn(text: string, { start, end }: { start: number; end: number }, marks: Mark[]): Element {
  const run = made('span', '')
  let from = start
  for (const mark of marks) {
    const [first, last] = [Math.max(mark.start, start), Math.min(mark.end, end)]
    if (from < first) run.append(text.slice(from, first))
    run.append(marked(text.slice(first, last), mark.isReplaceable))
    from = last
  }
  if (from < end) run.append(text.slice(from, end))
  return run
}

/** A marked part of a text. It is cloned, because a paste may have hundreds. */
function marked(text: string, isReplaceable: boolean): Element {
  const model = isReplaceable ? (replaceable ??= made('mark', 'mark replaceable')) : (plain ??= made('mark', 'mark'))
  const mark = model.cloneNode() as Element
  mark.textContent = text
  return mark
}

let replaceable: Element | undefined
let plain: Element | undefined
