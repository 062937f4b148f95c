/** What the tools do to fields and for the reader's ears. */

/** Replaces the whole text of a field, as one step that the user can undo. */
export function fill(field, text) {
  if (field.value === text) return
  field.focus()
  field.select()
  // Deprecated, and the only way to change a field that its undo history takes part in.
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text)
  if (field.value === text) return
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
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
