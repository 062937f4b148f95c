/** What every form control of text has: the interface of a `textarea`, in front of one. */

// Where there is no document, as on a server, the class is there to be imported and nothing else.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

/** The direction of a selection. */
export type SelectionDirection = 'forward' | 'backward' | 'none'

/** An element that is to its form, its labels and its scripts what a `textarea` is. */
export abstract class TextControl extends Base {
  static readonly formAssociated = true

  readonly #internals = this.attachInternals()

  /** The `textarea` inside. */
  protected abstract get field(): HTMLTextAreaElement

  /** Called when the script of a page has changed the text. */
  protected abstract changed(): void

  /** The text. Line breaks are single line feeds, as in a `textarea`. */
  get value(): string {
    return this.field.value
  }

  set value(value: string) {
    this.restore(value)
    this.changed()
  }

  /** The text that a reset brings back: the attribute `value`, or else what the element contains. */
  get defaultValue(): string {
    return this.getAttribute('value') ?? this.textContent?.replace(/^\n/, '') ?? ''
  }

  set defaultValue(value: string) {
    this.setAttribute('value', value)
  }

  get name(): string {
    return this.getAttribute('name') ?? ''
  }

  set name(name: string) {
    this.setAttribute('name', name)
  }

  get placeholder(): string {
    return this.getAttribute('placeholder') ?? ''
  }

  set placeholder(placeholder: string) {
    this.setAttribute('placeholder', placeholder)
  }

  get rows(): number {
    return this.field.rows
  }

  set rows(rows: number) {
    this.setAttribute('rows', String(rows))
  }

  get disabled(): boolean {
    return this.hasAttribute('disabled')
  }

  set disabled(isDisabled: boolean) {
    this.toggleAttribute('disabled', isDisabled)
  }

  get readOnly(): boolean {
    return this.hasAttribute('readonly')
  }

  set readOnly(isReadOnly: boolean) {
    this.toggleAttribute('readonly', isReadOnly)
  }

  get required(): boolean {
    return this.hasAttribute('required')
  }

  set required(isRequired: boolean) {
    this.toggleAttribute('required', isRequired)
  }

  get type(): string {
    return this.localName
  }

  get form(): HTMLFormElement | null {
    return this.#internals.form
  }

  get labels(): NodeList {
    return this.#internals.labels
  }

  get validity(): ValidityState {
    return this.#internals.validity
  }

  get validationMessage(): string {
    return this.#internals.validationMessage
  }

  get willValidate(): boolean {
    return this.#internals.willValidate
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity()
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity()
  }

  /** The UTF-16 units of the text. */
  get textLength(): number {
    return this.field.textLength
  }

  get selectionStart(): number {
    return this.field.selectionStart
  }

  set selectionStart(offset: number) {
    this.field.selectionStart = offset
  }

  get selectionEnd(): number {
    return this.field.selectionEnd
  }

  set selectionEnd(offset: number) {
    this.field.selectionEnd = offset
  }

  get selectionDirection(): SelectionDirection {
    return this.field.selectionDirection
  }

  set selectionDirection(direction: SelectionDirection) {
    this.field.selectionDirection = direction
  }

  select(): void {
    this.field.select()
  }

  setSelectionRange(start: number, end: number, direction?: SelectionDirection): void {
    this.field.setSelectionRange(start, end, direction)
  }

  setRangeText(
    replacement: string,
    start: number = this.selectionStart,
    end: number = this.selectionEnd,
    mode: SelectionMode = 'preserve',
  ): void {
    this.field.setRangeText(replacement, start, end, mode)
    this.changed()
  }

  override blur(): void {
    this.field.blur()
  }

  /** Makes the text what the form submits, and brings back when its page is. */
  protected submit(text: string): void {
    this.#internals.setFormValue(text)
  }

  /** Says what is wrong with the text, if anything. */
  protected refuse(flags: ValidityStateFlags, message: string): void {
    this.#internals.setValidity(flags, message, this.field)
  }

  /** Puts a text into the field, as its own value and not as somebody's change. */
  protected restore(value: string): void {
    const text = String(value ?? '').replace(/\r\n?/g, '\n')
    // The same text again would move the caret, and end a composition.
    if (this.field.value !== text) this.field.value = text
  }
}
