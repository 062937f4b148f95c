/** Changes to a field that the user can undo, and words for the user's ears. */

/** A part of a text, and what comes in its place. */
export interface Edit {
  start: number
  end: number
  replacement: string
}

/**
 * Replaces parts of a field's text as one step that the user can undo.
 *
 * @param field the field, which takes the focus
 * @param edits what to replace: without overlap, in ascending order
 */
export function edit(field: HTMLTextAreaElement, edits: readonly Edit[]): void {
  const [first, last] = [edits[0], edits.at(-1)]
  if (!first || !last) return
  const [start, end] = [first.start, last.end]
  const inserted = applied(field.value.slice(start, end), edits, start)
  const wanted = field.value.slice(0, start) + inserted + field.value.slice(end)
  if (wanted === field.value) return
  const caret = moved(field.selectionEnd, edits)
  field.focus()
  field.setSelectionRange(start, end)
  // Deprecated, and the only way to change a field that its undo history takes part in.
  document.execCommand(inserted === '' ? 'delete' : 'insertText', false, inserted)
  if (field.value !== wanted) {
    field.value = wanted
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  }
  field.setSelectionRange(caret, caret)
}

/** The text with the edits made; their offsets are relative to `origin`. */
export function applied(text: string, edits: readonly Edit[], origin = 0): string {
  let [result, from] = ['', 0]
  for (const { start, end, replacement } of edits) {
    result += text.slice(from, start - origin) + replacement
    from = end - origin
  }
  return result + text.slice(from)
}

/** Says the sentence that is true now, and before it at once what the user did to make it so. */
export type Announce = (sentence: string, deed?: string) => void

/** Speaks through a live region, and only of changes: once typing pauses, and not twice the same. */
export function announcer(region: Element): Announce {
  let said: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  return (sentence, deed = '') => {
    clearTimeout(timer)
    said ??= sentence
    if (sentence === said && deed === '') return
    timer = setTimeout(() => {
      said = sentence
      region.textContent = `${deed} ${sentence}`.trim()
    }, deed === '' ? PAUSE : 0)
  }
}

/** Milliseconds without a key after which nobody is interrupted. */
const PAUSE = 600

function moved(caret: number, edits: readonly Edit[]): number {
  let shift = 0
  for (const { start, end, replacement } of edits) {
    if (end <= caret) shift += replacement.length - (end - start)
    else if (start < caret) shift += start + replacement.length - caret
  }
  return caret + shift
}
