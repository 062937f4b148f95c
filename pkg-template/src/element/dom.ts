/** An element with children, and names that it is styled by from inside and outside. */
export function made<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  names: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  if (names !== '') rename(element, names)
  element.append(...children)
  return element
}

/** Gives an element other names. */
export function rename(element: Element, names: string): void {
  element.className = names
  element.setAttribute('part', names)
}

/** Sets an element's text, leaving the document alone when nothing changed. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
