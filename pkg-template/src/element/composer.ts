/** `<septet-composer>`: a field for text messages that shows what they cost. */

import type { SegmentOptions, Segments } from '../segments.js'
import { type Edit, edit } from './editing.js'
import { type ComposerEngine, optionsKey } from './options.js'
import { hasCode, type Outcome, outcome } from './outcome.js'
import { TextControl } from './text-control.js'
import { type View, view } from './view.js'
import { type ComposerWords, ENGLISH } from './words.js'

/** The events of a composer: those of a text field, and one of its own. */
export interface SeptetComposerEventMap extends HTMLElementEventMap {
  /** There is a new measurement. After a key, it comes before the `input` event. */
  segments: CustomEvent<Segments | null>
}

/** Attributes that the field inside has as well. */
const FORWARDED = [
  'autocapitalize', 'autocomplete', 'enterkeyhint', 'inputmode', 'placeholder', 'readonly', 'rows', 'spellcheck',
]
const MEASURING = ['encoding', 'header-bytes', 'smart-encoding', 'provider', 'languages']
const PRICING = ['price', 'currency', 'recipients']
const NAMING = ['aria-describedby', 'aria-label', 'aria-labelledby']
const OWN = ['dir', 'maxlength', 'required', 'value']

/** What may be set on the element before its class is known. */
const PROPERTIES = [
  'defaultValue', 'disabled', 'engine', 'maxLength', 'name', 'options', 'placeholder', 'readOnly', 'required',
  'rows', 'value', 'words',
] as const

/** Gives listeners their events. */
export interface SeptetComposer {
  addEventListener<Type extends keyof SeptetComposerEventMap>(
    type: Type,
    listener: (this: SeptetComposer, event: SeptetComposerEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void
  removeEventListener<Type extends keyof SeptetComposerEventMap>(
    type: Type,
    listener: (this: SeptetComposer, event: SeptetComposerEventMap[Type]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void
}

/**
 * A form control for text messages: used as a `textarea`, it shows how the message is cut into
 * segments, and offers to replace the characters that make it cost more.
 */
export class SeptetComposer extends TextControl {
  /** What measures texts unless an element is given its own. The entries of the package set it. */
  static engine: ComposerEngine

  static readonly observedAttributes = [...FORWARDED, ...MEASURING, ...PRICING, ...NAMING, ...OWN]

  readonly #view: View
  #isReady = false
  /** Whether the text is somebody's, rather than the default. */
  #isOwn = false
  #isReported = false
  #isComposing = false
  #custom = ''
  #options: SegmentOptions = {}
  #engine = SeptetComposer.engine
  #words = ENGLISH
  #last: (Outcome & { text: string; key: string; engine: ComposerEngine }) | null = null
  #observers: { disconnect(): void }[] = []

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true })
    this.#view = view(root, (edits) => this.#replace(edits))
    this.#listen()
  }

  connectedCallback(): void {
    this.#isReady = true
    for (const name of PROPERTIES) this.#upgrade(name)
    if (!this.#isOwn) this.restore(this.defaultValue)
    this.#observe()
    this.#direct()
    this.#name()
    this.#update()
  }

  disconnectedCallback(): void {
    for (const observer of this.#observers.splice(0)) observer.disconnect()
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (FORWARDED.includes(name)) {
      if (value === null) this.field.removeAttribute(name)
      else this.field.setAttribute(name, value)
    }
    if (name === 'required') this.field.ariaRequired = value === null ? null : 'true'
    if (!this.#isReady) return
    if (name === 'dir') this.#direct()
    if (NAMING.includes(name)) this.#name()
    if (name === 'value' && !this.#isOwn) this.restore(this.defaultValue)
    this.#update()
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.field.disabled = isDisabled
    this.#update()
  }

  formResetCallback(): void {
    this.#isOwn = false
    this.#isReported = false
    this.restore(this.defaultValue)
    this.#update()
  }

  formStateRestoreCallback(state: string | File | FormData | null): void {
    if (typeof state === 'string') this.value = state
  }

  formAssociatedCallback(): void {
    this.#name()
  }

  /** The measurement of the text; null when it cannot be measured, or not be sent so. */
  get segments(): Segments | null {
    return this.#last?.measured ?? null
  }

  /**
   * How the text is measured. What is left out is read from the attributes `encoding`,
   * `header-bytes`, `smart-encoding`, `provider` and `languages`.
   */
  get options(): SegmentOptions {
    return this.#options
  }

  set options(options: SegmentOptions | null | undefined) {
    this.#options = options ?? {}
    this.#update()
  }

  /** What measures the text: the exports of `septet/segments`, unless others are given. */
  get engine(): ComposerEngine {
    return this.#engine
  }

  set engine(engine: ComposerEngine | null | undefined) {
    this.#engine = engine ?? SeptetComposer.engine
    this.#update()
  }

  /** What the composer says. Entries that are left out are English. */
  get words(): ComposerWords {
    return this.#words
  }

  set words(words: Partial<ComposerWords> | null | undefined) {
    this.#words = { ...ENGLISH, ...words }
    this.#show()
  }

  /** The most segments that are valid, the attribute `maxlength`; -1 for no limit. */
  get maxLength(): number {
    const limit = this.getAttribute('maxlength')?.trim() ?? ''
    return /^\d+$/.test(limit) && Number(limit) > 0 ? Number(limit) : -1
  }

  set maxLength(limit: number) {
    if (limit < 0) this.removeAttribute('maxlength')
    else this.setAttribute('maxlength', String(limit))
  }

  /** Makes the text invalid with a message of your own; the empty message takes that back. */
  setCustomValidity(message: string): void {
    this.#custom = String(message)
    this.#validate()
  }

  /** Replaces every character that GSM-7 has something for, as one step that the user can undo. */
  fix(): void {
    this.#replace(this.#engine.smartEncode(this.value).changes)
  }

  protected override get field(): HTMLTextAreaElement {
    return this.#view.field
  }

  protected override changed(): void {
    this.#isOwn = true
    this.#update()
  }

  get #isLocked(): boolean {
    return this.field.disabled || this.readOnly
  }

  get #limit(): number {
    return this.maxLength < 0 ? Infinity : this.maxLength
  }

  /** What the attributes say that the text costs, or what is wrong with them. */
  get #cost(): string {
    const { shown } = this.#last ?? {}
    const [price, currency, recipients] = PRICING.map((name) => this.getAttribute(name))
    const { estimateCost } = this.#engine
    if (!shown || !price || !estimateCost) return ''
    const many = recipients ? Number(recipients) : 1
    try {
      const { total } = estimateCost(shown.measured.count, price, many)
      return this.#words.cost(total, currency ?? '', many)
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  get #sentence(): string {
    const { measured } = this.#last?.shown ?? {}
    if (!measured) return ''
    const { count, encoding } = measured
    const most = count > this.#limit ? ` ${this.#words.atMost(this.#limit)}` : ''
    return `${this.#words.segments(count)}${most}, ${encoding}`
  }

  #listen(): void {
    const { field } = this
    field.addEventListener('input', () => this.changed())
    field.addEventListener('compositionstart', () => (this.#isComposing = true))
    field.addEventListener('compositionend', () => {
      this.#isComposing = false
      this.#announce()
    })
    field.addEventListener('focus', () => {
      this.#name()
      this.#view.align()
    })
    // These two stay within the shadow.
    for (const type of ['change', 'select']) {
      field.addEventListener(type, () => this.dispatchEvent(new Event(type, { bubbles: true })))
    }
    this.addEventListener('invalid', () => {
      this.#isReported = true
      this.#validate()
    })
    // A click on a label, in browsers that do not pass the focus on.
    this.addEventListener('click', (event) => {
      if (event.composedPath()[0] === this) field.focus()
    })
  }

  /** Takes over what was set on the element before its class was known. */
  #upgrade(name: (typeof PROPERTIES)[number]): void {
    if (!Object.hasOwn(this, name)) return
    const value = this[name]
    Reflect.deleteProperty(this, name)
    Object.assign(this, { [name]: value })
  }

  #observe(): void {
    const content = { childList: true, characterData: true, subtree: true }
    const size = new ResizeObserver(() => this.#view.align())
    size.observe(this.field)
    const text = new MutationObserver(() => {
      if (this.#isOwn) return
      this.restore(this.defaultValue)
      this.#update()
    })
    text.observe(this, content)
    const names = new MutationObserver(() => this.#name())
    for (const label of this.labels) names.observe(label, content)
    this.#observers.push(size, text, names)
    const { ownerDocument } = this
    if (ownerDocument.readyState !== 'loading') return
    // A label may stand behind what it is for.
    ownerDocument.addEventListener('DOMContentLoaded', () => this.#name(), { once: true })
  }

  /** Where the host says nothing of its direction, that of the text counts. */
  #direct(): void {
    this.field.dir = this.getAttribute('dir') ?? 'auto'
    this.#view.align()
  }

  /** Gives the field the host's name and description: labels do not reach into the shadow. */
  #name(): void {
    const labels = Array.from(this.labels, (label) => textOf(label, this))
    const name = this.#referred('aria-labelledby') || this.getAttribute('aria-label') || labels.join(' ')
    this.#view.name(name.trim(), this.#referred('aria-describedby'))
  }

  /** The texts of the elements that an attribute of the host refers to. */
  #referred(attribute: string): string {
    const root = this.getRootNode()
    const ids = this.getAttribute(attribute)?.split(/\s+/) ?? []
    if (!(root instanceof Document || root instanceof ShadowRoot)) return ''
    return ids.map((id) => root.getElementById(id)?.textContent ?? '').join(' ').trim()
  }

  #replace(edits: readonly Edit[]): void {
    if (this.#isLocked || edits.length === 0) return
    edit(this.field, edits)
    this.#view.announce(this.#sentence, this.#words.replaced(edits.length))
  }

  /** Measures the text, unless it was measured in the same way before, and shows it. */
  #update(): void {
    const [text, engine] = [this.value, this.#engine]
    const options = { ...measuring(this), ...this.#options }
    const key = optionsKey(options)
    const last = this.#last
    const isNew = text !== last?.text || key !== last.key || engine !== last.engine
    if (isNew) this.#last = { text, key, engine, ...outcome(text, options, engine) }
    this.submit(text)
    this.#show()
    if (isNew) this.#dispatch()
  }

  #dispatch(): void {
    const init = { bubbles: true, composed: true, detail: this.segments }
    this.dispatchEvent(new CustomEvent('segments', init))
  }

  #show(): void {
    if (!this.#last) return
    const [cost, limit, isLocked, words] = [this.#cost, this.#limit, this.#isLocked, this.#words]
    const settings = { cost, limit, isLocked, words }
    this.#view.show(this.#last, settings)
    this.#validate()
    this.#announce()
  }

  #announce(): void {
    if (!this.#isComposing && this.#sentence !== '') this.#view.announce(this.#sentence)
  }

  #validate(): void {
    const { problem = null, shown } = this.#last ?? {}
    const [count, limit, words] = [shown?.measured.count ?? 0, this.#limit, this.#words]
    const told = words.problem(problem?.message ?? '')
    const all: [flag: keyof ValidityStateFlags, isSo: boolean, message: string][] = [
      ['customError', this.#custom !== '', this.#custom],
      ['valueMissing', this.required && this.value === '', words.missing()],
      ['tooLong', hasCode(problem, 'ERR_SEGMENTS_TOO_LONG'), told],
      ['badInput', hasCode(problem, 'ERR_SEGMENTS_NOT_GSM7'), told],
      ['tooLong', count > limit, words.tooLong(count, limit)],
    ]
    const found = all.filter(([, isSo]) => isSo)
    const flags = Object.fromEntries(found.map(([flag]) => [flag, true]))
    this.refuse(flags, found[0]?.[2] ?? '')
    if (found.length === 0) this.#isReported = false
    const isPlain = flags['tooLong'] === true || flags['badInput'] === true
    this.#view.invalidate(isPlain || this.#isReported)
  }
}

/** What the attributes say of how to measure. A wrong value is told by whoever measures. */
function measuring(host: Element): SegmentOptions {
  const [encoding, bytes, smart, provider, languages] = MEASURING.map((name) => host.getAttribute(name))
  const given = {
    encoding: encoding ?? undefined,
    headerBytes: bytes == null ? undefined : Number(bytes),
    provider: provider ?? undefined,
    languages: languages?.split(/\s+/).filter((language) => language !== ''),
    smartEncoding: smart === '' || smart === 'true' ? true : smart ?? undefined,
  }
  return given as SegmentOptions
}

/** The text of a label without the control that stands in it. */
function textOf(label: Node, control: Node): string {
  const around = [...label.childNodes].filter((node) => !node.contains(control))
  return around.map((node) => node.textContent ?? '').join(' ').trim()
}

declare global {
  interface HTMLElementTagNameMap {
    'septet-composer': SeptetComposer
  }
}
