/** What the tools do to fields and for the reader's ears. */

/**
 * Replaces parts of a field's text as one step that the user can undo.
 *
 * @param field an input or textarea
 * @param edits non-overlapping `{ start, end, replacement }`, in ascending order
 */
export function edit(field, edits) {
  if (edits.length === 0) return
  const [start, end] = [edits[0].start, edits.at(-1).end]
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
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  field.setSelectionRange(caret, caret)
}

/** Replaces the whole text of a field, as one step that the user can undo. */
export function fill(field, replacement) {
  edit(field, [{ start: 0, end: field.value.length, replacement }])
}

/** The text with the edits made; their offsets are relative to `origin`. */
export function applied(text, edits, origin = 0) {
  let [result, from] = ['', 0]
  for (const { start, end, replacement } of edits) {
    result += text.slice(from, start - origin) + replacement
    from = end - origin
  }
  return result + text.slice(from)
}

/**
 * Speaks through a live region, and only of changes: once typing pauses, and not twice the same.
 *
 * @returns a function that takes the sentence that is true now, and what the user did to make it
 * so, which is said at once
 */
export function announcer(region, delay = 600) {
  let [said, timer] = [null, 0]
  return (sentence, deed = '') => {
    clearTimeout(timer)
    said ??= sentence
    if (sentence === said && deed === '') return
    timer = setTimeout(() => {
      said = sentence
      region.textContent = `${deed} ${sentence}`.trim()
    }, deed === '' ? delay : 0)
  }
}

/** Copies a text and says so for a moment: on the button, and through a live region if given. */
export async function copy(button, text, region = null) {
  const label = button.dataset.label ?? button.textContent
  button.dataset.label = label
  const outcome = (await copied(text)) ? 'Copied' : 'Copying was refused'
  button.textContent = outcome
  if (region) region.textContent = outcome
  setTimeout(() => {
    button.textContent = label
    if (region) region.textContent = ''
  }, 1600)
}

/** Sets an element's text, leaving the document alone when nothing changed. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text
}

/** An element with a class and children, text or elements. */
export function element(tag, className, ...children) {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children)
  return made
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copiedFromField(text)
  }
}

/** Copies as was done before there was an interface for it, which is refused less often. */
function copiedFromField(text) {
  const [field, focused] = [element('textarea', 'hidden'), document.activeElement]
  field.value = text
  document.body.append(field)
  field.select()
  const succeeded = document.execCommand('copy')
  field.remove()
  focused?.focus()
  return succeeded
}

function moved(caret, edits) {
  let shift = 0
  for (const { start, end, replacement } of edits) {
    if (end <= caret) shift += replacement.length - (end - start)
    else if (start < caret) shift += start + replacement.length - caret
  }
  return caret + shift
}
