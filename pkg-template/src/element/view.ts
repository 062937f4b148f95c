/** What stands in the composer's shadow, and how it shows an outcome. */

import type { Segments } from '../segments.js'
import { advice } from './advice.js'
import style from './composer.css'
import { made, rename, setText } from './dom.js'
import { type Announce, announcer, type Edit } from './editing.js'
import type { Outcome } from './outcome.js'
import { HUES, runLayer } from './runs.js'
import type { ComposerWords } from './words.js'

/** What does not depend on the text. */
export interface Settings {
  /** How many segments may be sent. */
  limit: number
  /** What the text costs, if that is known. */
  cost: string
  /** Whether the text may not be changed. */
  isLocked: boolean
  words: ComposerWords
}

/** The parts of a composer. */
export interface View {
  field: HTMLTextAreaElement
  announce: Announce
  show(outcome: Outcome, settings: Settings): void
  /** Lays the runs behind the text, however the field is styled. */
  align(): void
  /** Marks the field as wrong, for eyes and ears. */
  invalidate(isInvalid: boolean): void
  /** Gives the field its name and description. */
  name(name: string, description: string): void
}

/** Builds the shadow tree; `replace` is called with the edits of a button that was pressed. */
export function view(root: ShadowRoot, replace: (edits: readonly Edit[]) => void): View {
  root.adoptedStyleSheets = [sheet()]
  const field = made('textarea', 'textarea')
  const runs = made('div', 'runs')
  const mirror = hidden('mirror', runs)
  const figures = counter()
  const status = made('div', 'status', figures.meter, figures.element)
  const problem = made('p', 'problem')
  const below = advice(replace)
  const box = made('div', 'field', mirror, field)
  const frame = made('div', 'frame', box, status, problem, below.element)
  const [hint, live] = [made('p', 'quiet'), made('p', 'quiet')]
  hint.id = 'hint'
  figures.element.id = 'figures'
  field.setAttribute('aria-describedby', 'hint figures')
  live.role = 'status'
  root.append(frame, hint, live)

  const draw = runLayer(runs)
  const align = aligner(field, mirror)
  field.addEventListener('scroll', () => follow(field, runs), { passive: true })
  return {
    field,
    announce: announcer(live),
    show({ shown, problem: error }, settings) {
      for (const part of [mirror, status]) part.hidden = !shown
      problem.hidden = !error
      if (error) setText(problem, settings.words.problem(error.message))
      below.show(shown, settings)
      if (!shown) return
      figures.show(shown.measured, settings)
      frame.toggleAttribute('data-over', shown.measured.count > settings.limit)
      // To ask where the text is scrolled to would lay the page out once more: an event tells it.
      draw(shown.coloring, settings.limit)
    },
    align() {
      align()
      follow(field, runs)
    },
    invalidate(isInvalid) {
      if (isInvalid) field.ariaInvalid = 'true'
      else field.removeAttribute('aria-invalid')
    },
    name(name, description) {
      if (name === '') field.removeAttribute('aria-label')
      else if (field.ariaLabel !== name) field.ariaLabel = name
      setText(hint, description)
    },
  }
}

let shared: CSSStyleSheet | undefined

/** One sheet for all composers: constructed, because a policy may forbid any other in a page. */
function sheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet()
    shared.replaceSync(style)
  }
  return shared
}

/** What is for the eyes only: the same is told in words. */
function hidden(names: string, ...children: Element[]): HTMLElement {
  const element = made('div', names, ...children)
  element.ariaHidden = 'true'
  return element
}

/** What decides where the characters of a field stand. */
const METRICS = [
  'border-width', 'padding-block', 'padding-inline-start', 'font', 'font-feature-settings', 'font-kerning',
  'font-variant-ligatures', 'hyphens', 'letter-spacing', 'line-break', 'line-height', 'tab-size', 'text-align',
  'text-indent', 'text-transform', 'word-break', 'word-spacing',
]

/**
 * Makes `mirror` break its lines where `field` does, whenever it is called. What has not changed is
 * left alone: what is drawn inherits most of it, and would be styled anew.
 */
function aligner(field: HTMLTextAreaElement, mirror: HTMLElement): () => void {
  const known = new Map<string, string>()
  return () => {
    const computed = getComputedStyle(field)
    // The room of a scroll bar is not the text's.
    const borders = parseFloat(computed.borderLeftWidth) + parseFloat(computed.borderRightWidth)
    const bar = field.offsetWidth - field.clientWidth - borders
    const end = parseFloat(computed.paddingInlineEnd) + Math.max(0, Math.round(bar)) - ROUNDED
    const metrics = METRICS.map((name): [string, string] => [name, computed.getPropertyValue(name)])
    mirror.dir = field.dir
    for (const [name, value] of [...metrics, ['padding-inline-end', `${end}px`] as const]) {
      if (known.get(name) === value) continue
      known.set(name, value)
      mirror.style.setProperty(name, value)
    }
  }
}

/**
 * Pixels. A piece of a text is up to a 64th wider than it is within the whole, in Chromium: a line
 * of several pieces would break where that of the field just fits.
 */
const ROUNDED = 1 / 16

/** Keeps the runs where the text has been scrolled to. */
function follow(field: HTMLTextAreaElement, runs: HTMLElement): void {
  const { scrollLeft, scrollTop } = field
  const isAtStart = scrollLeft === 0 && scrollTop === 0
  runs.style.transform = isAtStart ? '' : `translate(${-scrollLeft}px, ${-scrollTop}px)`
}

function counter(): {
  meter: HTMLElement
  element: HTMLElement
  show: (measured: Segments, settings: Settings) => void
} {
  const meter = hidden('meter')
  const [count, most] = [made('span', 'count'), made('span', 'limit')]
  const [encoding, left] = [made('span', 'encoding'), made('span', 'left')]
  const price = made('span', 'cost')
  return {
    meter,
    // Spaces are not seen, but heard.
    element: made('div', 'counter', count, ' ', most, ' ', encoding, ' ', price, ' ', left),
    show(measured, { limit, cost, words }) {
      setText(count, words.segments(measured.count))
      most.hidden = limit === Infinity
      if (!most.hidden) setText(most, words.atMost(limit))
      setText(encoding, measured.encoding)
      encoding.dataset['encoding'] = measured.encoding
      setText(left, words.left(measured.remaining))
      setText(price, cost)
      drawBars(meter, measured, limit)
    },
  }
}

const MAX_BARS = 24

/** One bar for each segment, as full as that is; where there is no room for all, of the last. */
function drawBars(meter: Element, { segments, unitsPerSegment }: Segments, limit: number): void {
  const first = Math.max(0, segments.length - MAX_BARS)
  for (const [at, { units }] of segments.slice(first).entries()) {
    const bar = meter.children[at] ?? meter.appendChild(made('span', '', made('i', '')))
    const index = first + at
    rename(bar, index < limit ? `bar bar-${(index % HUES) + 1}` : 'bar over')
    const fill = bar.firstElementChild as HTMLElement
    fill.style.transform = `scaleX(${Math.min(1, units / unitsPerSegment)})`
  }
  while (meter.children.length > segments.length - first) meter.lastChild?.remove()
}
