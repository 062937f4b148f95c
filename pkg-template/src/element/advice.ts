/** What makes a message expensive, and the buttons that change it. */

import { codePoints, name, token } from './characters.js'
import { made, setText } from './dom.js'
import type { Edit } from './editing.js'
import { edits, isReplaceable, type Offender } from './offenders.js'
import type { ComposerFinding } from './options.js'
import type { Shown } from './outcome.js'
import type { Settings } from './view.js'
import type { ComposerWords } from './words.js'

// More than any emoji has; piled-up accents have no end.
const MAX_GLYPH = 40

const MAX_WITHOUT_REPLACEMENT = 8

/**
 * The region below the counter.
 *
 * @param replace called with the edits of the button that was pressed
 * @returns the element, and a function that takes what is shown now, or null for nothing
 */
export function advice(replace: (edits: readonly Edit[]) => void): {
  element: Element
  show: (shown: Shown | null, settings: Settings) => void
} {
  const cause = made('p', 'cause')
  const fix = made('button', 'fix')
  const list = made('ul', 'characters')
  const told = made('ul', 'findings')
  const element = made('div', 'advice', cause, fix, told, list)
  fix.type = 'button'

  let current: Shown | null = null
  let [drawn, drawnTold] = ['', '']
  fix.addEventListener('click', () => replace(current?.fixes ?? []))
  list.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null
    const offender = button && current?.offenders[Number(button.value)]
    if (offender) replace(edits(offender))
  })

  told.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null
    const finding = button && current?.findings[Number(button.value)]
    if (finding) replace(replacements(finding))
  })

  return {
    element,
    show(shown, { isLocked, words }) {
      current = shown
      element.hidden = !shown || shown.offenders.length + shown.findings.length === 0
      if (!shown || element.hidden) return
      const { offenders, findings, fixes, saved } = shown
      cause.hidden = offenders.length === 0
      setText(cause, words.cause(offenders.length))
      const keyTold = JSON.stringify([isLocked, findings])
      if (keyTold !== drawnTold) told.replaceChildren(...sentences(findings, isLocked, words))
      drawnTold = keyTold
      setText(fix, words.fix(saved))
      fix.hidden = isLocked || fixes.length === 0
      fix.toggleAttribute('data-saves', saved > 0)
      const key = JSON.stringify([isLocked, offenders.map(({ text, places }) => [text, places.length])])
      if (key !== drawn) list.replaceChildren(...items(offenders, isLocked, words))
      drawn = key
    },
  }
}

const MAX_FINDINGS = 6

/** The finding that the heading and the fix button stand for already. */
const SUMMARY = 'ucs2'

function sentences(
  findings: readonly ComposerFinding[],
  isLocked: boolean,
  words: ComposerWords,
): Element[] {
  const shown = [...findings.entries()].filter(([, { code }]) => code !== SUMMARY)
  return shown.slice(0, MAX_FINDINGS).map(([index, finding]) => {
    const sentence = made('li', `finding ${finding.severity}`, made('span', 'message', `${finding.message}.`))
    if (isLocked || replacements(finding).length === 0) return sentence
    const button = made('button', 'apply', words.apply(), made('span', 'quiet', `: ${finding.message}`))
    button.type = 'button'
    button.value = String(index)
    sentence.append(' ', button)
    return sentence
  })
}

function replacements({ places }: ComposerFinding): Edit[] {
  return places.flatMap(({ start, end, replacement }) =>
    replacement === null ? [] : [{ start, end, replacement }])
}

function items(offenders: readonly Offender[], isLocked: boolean, words: ComposerWords): Element[] {
  const replaceable = offenders.filter(isReplaceable).length
  const shown = offenders.slice(0, replaceable + MAX_WITHOUT_REPLACEMENT)
  const left = offenders.length - shown.length
  const all = shown.map((offender, index) => item(offender, isLocked ? null : index, words))
  if (left === 0) return all
  return [...all, made('li', 'more', words.more(left))]
}

/** A character: with `index`, and if there is a replacement, as the button that makes it. */
function item(offender: Offender, index: number | null, words: ComposerWords): Element {
  const { text, replacement, places } = offender
  const label = `${name(text)}, ${codePoints(text)}`
  const shown = [glyph(text), ...times(places.length)]
  if (replacement === null || index === null) {
    const plain = made('li', 'character', ...shown)
    plain.title = label
    return plain
  }
  const told = made('span', 'quiet', `${words.replace(label, replacement)}: `)
  const button = made('button', 'character replaceable', told, ...shown, '→', glyph(replacement))
  button.type = 'button'
  button.value = String(index)
  button.title = label
  return made('li', '', button)
}

function times(count: number): Element[] {
  return count === 1 ? [] : [made('span', 'times', `×${count}`)]
}

/** A character as a reader can see it: itself, or its token. */
function glyph(text: string): Element {
  const shown = text === '' ? '∅' : token(text)
  return made('bdi', shown === null ? 'glyph' : 'glyph token', shown ?? text.slice(0, MAX_GLYPH))
}
