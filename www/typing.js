/** Formats a number in its field while it is typed; caret and undo stay where they belong. */

import { fill } from './editing.js'

// A text that may be set anew: digits, one plus before them, and what people put in between them.
// Any other notation belongs to whoever writes it.
const PLAIN = /^[\s\p{Pd}\p{Ps}\p{Pe}\p{Cf}./]*[+＋]?[\s\p{Nd}\p{Pd}\p{Ps}\p{Pe}\p{Cf}./]*$/u
const SIGN = /[\p{Nd}+＋]/gu

/**
 * Formats what is typed into `field`, pasted, dropped and deleted, in the middle too.
 *
 * @param format from a plus and digits alone to the way they are written; null for as they are
 * @returns a function that formats the text that stands there now
 */
export function formatWhileTyping(field, format) {
  // Where the caret was in each text that was left to the reader. Formatting is a step of its own
  // for undo, which goes on until it comes to one of these.
  const settled = new Map()
  let [before, isOurs] = [state(field), false]

  function settle() {
    before = state(field)
    settled.set(field.value, field.selectionEnd)
  }

  /** Edits the field; the events of that are not the reader's. */
  function change(edit) {
    isOurs = true
    edit()
    isOurs = false
  }

  function adjust(inputType) {
    const wanted = adjusted(before, { ...state(field), inputType }, format)
    if (wanted) change(() => replace(field, wanted))
    settle()
  }

  function goOn(command) {
    if (!settled.has(field.value)) change(() => repeat(field, command, settled))
    const caret = settled.get(field.value)
    if (caret !== undefined) field.setSelectionRange(caret, caret)
    before = state(field)
  }

  field.addEventListener('beforeinput', ({ isComposing }) => {
    if (!isOurs && !isComposing) settle()
  })
  field.addEventListener('input', ({ inputType = '', isComposing }) => {
    // The text of an input method is not touched before it is complete.
    if (isOurs || isComposing || inputType === 'insertCompositionText') return
    if (inputType === 'historyUndo') goOn('undo')
    else if (inputType === 'historyRedo') goOn('redo')
    else adjust(inputType)
  })
  // Its last input event comes before this in some browsers, and after it in others.
  field.addEventListener('compositionend', () => setTimeout(() => adjust('')))
  return () => {
    const text = formatted(field.value, format)
    if (text !== null) change(() => replace(field, { text, caret: text.length }))
    settle()
  }
}

/** What the reader's edit comes to, as text and caret; null when it is left as it is. */
function adjusted(before, now, format) {
  const meant = intent(before, now, format)
  const text = PLAIN.test(now.value) ? format(meant.signs) : null
  if (text === null) return null
  const isSame = signs(now.value) === signs(before.value)
  // A separator just typed may be the first of an own notation.
  if (isSame && now.inputType.startsWith('insert') && PLAIN.test(before.value)) return null
  // Where no format is known, separators are kept unless they are of a format that was.
  if (text === signs(now.value) && !isSeparated(before.value, format)) return null
  return { text, caret: place(text, meant.caret) }
}

/** The plus and the digits that are wanted, and after how many of them the caret. */
function intent(before, { value, caret, inputType }, format) {
  const all = signs(value)
  const passed = caret === value.length ? Infinity : signs(value.slice(0, caret)).length
  const isVain = all === signs(before.value) && inputType.startsWith('delete') &&
    !before.isRange && isSeparated(before.value, format)
  if (!isVain) return { signs: all, caret: passed }
  // A separator was deleted that would only come back: the digit next to it is meant.
  const deleted = Math.min(passed, all.length) - (inputType.endsWith('Forward') ? 0 : 1)
  if (deleted < 0) return { signs: all, caret: 0 }
  const rest = all.slice(0, deleted) + all.slice(deleted + 1)
  return { signs: rest, caret: passed === Infinity ? passed : deleted }
}

/** Tells whether a text is as it is formatted, with separators. */
function isSeparated(text, format) {
  return text !== signs(text) && formatted(text, format) === text
}

function formatted(text, format) {
  return PLAIN.test(text) ? format(signs(text)) : null
}

function signs(text) {
  return (text.match(SIGN) ?? []).join('')
}

/** The place right after the first `count` of plus and digits. */
function place(text, count) {
  if (count === 0) return 0
  const last = [...text.matchAll(SIGN)][count - 1]
  return last ? last.index + last[0].length : text.length
}

function replace(field, { text, caret }) {
  if (document.activeElement === field) fill(field, text)
  else if (field.value !== text) field.value = text
  field.setSelectionRange(caret, caret)
}

/** Repeats undo or redo until the text is one of those, or stays. */
function repeat(field, command, settled) {
  let last
  do {
    last = field.value
    document.execCommand(command)
  } while (!settled.has(field.value) && field.value !== last)
}

function state({ value, selectionStart, selectionEnd }) {
  return { value, caret: selectionEnd, isRange: selectionStart !== selectionEnd }
}
