/** The characters that force UCS-2, as people perceive them. */

import type { Segments } from '../segments.js'
import type { Edit } from './editing.js'

/** One character, every place it stands at, and what GSM-7 has for it. */
export interface Offender {
  text: string
  replacement: string | null
  places: { start: number; end: number }[]
}

type Unsupported = Segments['unsupported'][number]

/**
 * The distinct characters among `unsupported`; replaceable ones first.
 *
 * Code points that make one user-perceived character count as one, so that no emoji is taken apart.
 */
export function offenders(unsupported: readonly Unsupported[]): Offender[] {
  const found = new Map<string, Offender>()
  for (const { text, replacement, start, end } of stretches(unsupported).flatMap(characters)) {
    const known = found.get(text) ?? { text, replacement, places: [] }
    known.places.push({ start, end })
    found.set(text, known)
  }
  const all = [...found.values()]
  return [...all.filter(isReplaceable), ...all.filter((one) => !isReplaceable(one))]
}

/** Tells whether a character has a GSM-7 replacement; the empty text is one. */
export function isReplaceable({ replacement }: Pick<Offender, 'replacement'>): boolean {
  return replacement !== null
}

/** What replaces a character everywhere. */
export function edits({ places, replacement }: Offender): Edit[] {
  return places.map((place) => ({ ...place, replacement: replacement ?? '' }))
}

/** Divides items where there is a gap between them. */
function stretches(items: readonly Unsupported[]): Unsupported[][] {
  const result: Unsupported[][] = []
  for (const item of items) {
    const last = result.at(-1)
    if (last?.at(-1)?.end === item.start) last.push(item)
    else result.push([item])
  }
  return result
}

/** Joins the items of a stretch that make one user-perceived character. */
function characters(stretch: Unsupported[]): Unsupported[] {
  const text = stretch.map((item) => item.text).join('')
  if (stretch.length === 1 || APART.test(text)) return stretch
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  const result: Unsupported[] = []
  let next = 0
  for (const { segment } of graphemes.segment(text)) {
    let whole = stretch[next++] as Unsupported
    while (whole.text.length < segment.length) whole = joined(whole, stretch[next++] as Unsupported)
    result.push(whole)
  }
  return result
}

// Letters of these scripts are never joined to each other (UAX #29, 3.1), and to ask takes long.
const APART = /^(?:(?=\p{L})[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hebr}\p{scx=Arab}\p{scx=Hani}])+$/u

let graphemes: Intl.Segmenter | undefined

function joined(one: Unsupported, other: Unsupported): Unsupported {
  const whole = one.replacement !== null && other.replacement !== null
  const replacement = whole ? `${one.replacement}${other.replacement}` : null
  return { text: one.text + other.text, start: one.start, end: other.end, replacement }
}
