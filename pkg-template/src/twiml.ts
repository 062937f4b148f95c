import { capped, optionsArgument, stringArgument, wrongType } from './arguments.js'
import { check, put, run, takeText } from './core.js'
import { SeptetError } from './errors.js'
import { TWIML_MAX_DOCUMENT, TWIML_MAX_STEPS } from './generated.js'
import { type FaxVerbs, FIRST, type MessagingVerbs, TABLE, type VoiceVerbs } from './twiml-elements.js'

export type * from './twiml-elements.js'

interface TwimlCore {
  render_twiml(length: number): number
  render_pretty_twiml(length: number): number
  check_twiml_name(length: number): number
  escape_xml(length: number): number
}

/** What an element takes as its text. `null` and `undefined` are no text. */
export type TwimlText = string | number | bigint | boolean | null | undefined

/**
 * What an attribute takes as its value: a list is joined by spaces, `null` and `undefined` leave
 * the attribute out.
 */
export type TwimlAttribute = TwimlAtom | readonly TwimlAtom[]

type TwimlAtom = string | number | bigint | boolean | URL | null | undefined

/** Attributes of an element of any name. */
export type TwimlAttributes = Readonly<Record<string, TwimlAttribute>>

/** How a document is written. */
export interface TwimlOptions {
  /** Elements on lines of their own, indented, wherever that changes nothing. Default `false`. */
  pretty?: boolean | undefined
}

/** Where an element keeps what is known of it. A private field would take three times as long to make. */
const NODE = /* @__PURE__ */ Symbol('node')

/**
 * An element of a TwiML document, as the methods of its parent return it.
 *
 * Text and values may hold anything: they are escaped, and characters that XML 1.0 forbids
 * become U+FFFD.
 */
export class TwimlElement {
  /** @internal */
  declare readonly [NODE]: Node

  /** @internal */
  constructor(node: unknown) {
    this[NODE] = node as Node
  }

  /**
   * Adds text after the present content.
   *
   * @param content the text
   * @throws TypeError when it is missing, an object or a function
   */
  addText(content: string | number | bigint | boolean): void {
    append(this[NODE], textStep(requiredText('addText: content', content)))
  }

  /**
   * Adds an element of any name.
   *
   * @param name the name, as XML allows it
   * @param attributes its attributes, or its text
   * @returns the element
   * @throws SeptetError `ERR_TWIML_NAME` for a name that XML does not allow
   */
  addChild(name: string, attributes?: TwimlAttributes | TwimlText): TwimlElement {
    const tag = stringArgument('addChild: name', name)
    const head = ELEMENTS.get(tag) ?? headOf(ELEMENTS, 'addChild', tag)
    return grow(this, TwimlElement, elementSteps('addChild', head, attributes, undefined))
  }

  /**
   * The whole document this element is in, XML declaration first.
   *
   * @param options how it is written
   * @throws SeptetError `ERR_TWIML_TOO_LONG` when it has more than 65,536 bytes, the most that
   *   Twilio reads
   */
  toString(options?: TwimlOptions): string {
    const steps = whole(this[NODE])
    if (options === undefined) return run<TwimlCore, string>((core) => takeText(check(core.render_twiml(put(steps)))))
    optionsArgument('toString: options', options)
    const { pretty = false } = options
    if (typeof pretty !== 'boolean') wrongType('toString: pretty', 'a boolean', pretty)
    return run<TwimlCore, string>((core) =>
      takeText(check(pretty ? core.render_pretty_twiml(put(steps)) : core.render_twiml(put(steps)))),
    )
  }
}

/** What the three kinds of document have in common. */
export class TwimlResponse extends TwimlElement {
  /** @internal */
  constructor() {
    const stream: Stream = { text: ROOT, open: undefined, late: undefined, before: '', after: '' }
    super((stream.open = { stream, parent: undefined, end: OPEN, late: undefined }))
  }

  /**
   * Adds a comment after the present content of `<Response>`.
   *
   * @param text the comment; a space parts two hyphens, which a comment cannot hold
   * @returns this answer
   */
  comment(text: string): this {
    append(rootOf(this), commentStep('comment', text))
    return this
  }

  /**
   * Adds a comment before `<Response>`, after those added earlier.
   *
   * @param text the comment
   * @returns this answer
   */
  commentBefore(text: string): this {
    rootOf(this).stream.before += commentStep('commentBefore', text)
    return this
  }

  /**
   * Adds a comment directly after `<Response>`, before those added earlier.
   *
   * @param text the comment
   * @returns this answer
   */
  commentAfter(text: string): this {
    const { stream } = rootOf(this)
    stream.after = commentStep('commentAfter', text) + stream.after
    return this
  }
}

/** The answer to a call: what Twilio shall do next. */
export interface VoiceResponse extends TwimlResponse, VoiceVerbs {}

/**
 * The answer to a call: what Twilio shall do next.
 *
 * @example
 * const response = new VoiceResponse()
 * response.gather({ numDigits: 1, action: '/menu' }).say({ voice: 'alice' }, 'Press 1 for sales & 2 for support')
 * const [, xml] = response.toString().split('?>')
 * xml // '<Response><Gather numDigits="1" action="/menu"><Say voice="alice">Press 1 for sales &amp; 2 for support</Say></Gather></Response>'
 */
export const VoiceResponse: new () => VoiceResponse = /* @__PURE__ */ response(0)

/** The answer to an incoming message: what Twilio shall do next. */
export interface MessagingResponse extends TwimlResponse, MessagingVerbs {}

/**
 * The answer to an incoming message: what Twilio shall do next.
 *
 * @example
 * const response = new MessagingResponse()
 * response.message('See you at 5 & bring tea')
 * const [, xml] = response.toString().split('?>')
 * xml // '<Response><Message>See you at 5 &amp; bring tea</Message></Response>'
 */
export const MessagingResponse: new () => MessagingResponse = /* @__PURE__ */ response(1)

/** The answer to an incoming fax: what Twilio shall do next. */
export interface FaxResponse extends TwimlResponse, FaxVerbs {}

/**
 * The answer to an incoming fax: what Twilio shall do next.
 *
 * @example
 * const response = new FaxResponse()
 * response.receive({ action: '/fax', mediaType: 'application/pdf' })
 * const [, xml] = response.toString().split('?>')
 * xml // '<Response><Receive action="/fax" mediaType="application/pdf"/></Response>'
 */
export const FaxResponse: new () => FaxResponse = /* @__PURE__ */ response(2)

/**
 * Escapes a text so that it is safe in XML text and in attribute values, whichever quotes stand
 * around them.
 *
 * `& < > " '` become references; so do tab, line feed and carriage return, which a parser would
 * change. Characters that XML 1.0 forbids and lone surrogates become U+FFFD.
 *
 * @param text the text
 * @returns the escaped text
 * @throws TypeError when `text` is not a string
 * @throws SeptetError `ERR_TWIML_TOO_LONG` when it has more than 65,536 UTF-16 units
 * @example
 * escapeXml('Tom & "Jo"') // 'Tom &amp; &quot;Jo&quot;'
 */
export function escapeXml(text: string): string {
  const name = 'escapeXml: text'
  capped(name, stringArgument(name, text), TWIML_MAX_DOCUMENT, 'ERR_TWIML_TOO_LONG')
  return run<TwimlCore, string>((core) => takeText(check(core.escape_xml(put(text)))))
}

/** The steps of the document that `value` is an element of. @internal */
export function stepsOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && NODE in value ? whole((value as TwimlElement)[NODE]) : undefined
}

/** An element: where it stands in the steps of its document. */
interface Node {
  /** The steps it begins in. */
  readonly stream: Stream
  readonly parent: Node | undefined
  /** Where it ends in them, or `OPEN`. */
  end: number
  /** What was added to it after it had ended. */
  late: Stream | undefined
}

const OPEN = -1

/**
 * The steps of a document in their order: most programs write one from its beginning to its end. What is added to an
 * element that has ended, because something stands behind it, is a stream of its own, to be put in where that ended.
 */
interface Stream {
  text: string
  /** The innermost element that has not ended. The element that a stream was added to counts as one. */
  open: Node | undefined
  /** The elements that ended here and have more. */
  late: Node[] | undefined
  /** The comments around the root: of a document's first stream alone. */
  before: string
  after: string
}

type ElementType<T> = new (node: unknown) => T

type Method = (this: TwimlElement, first?: unknown, second?: unknown) => TwimlElement

/** Gives a class a method for each child of a row of the table. */
function define(row: number, Class: { readonly prototype: object }): new (node?: unknown) => never {
  const rows = TABLE.split(',')
  for (const character of (rows[row] as string).split(/[ !]/, 2)[1] as string) {
    const child = character.charCodeAt(0) - FIRST
    const [, xml = '', mark] = /(.*)([ !])/.exec(rows[child] as string) ?? []
    const name = xml.replace(/^.|-./g, (start, at) => (at ? (start[1] as string).toUpperCase() : start.toLowerCase()))
    Object.defineProperty(Class.prototype, name, { value: method(child, name, xml, mark === '!'), writable: true, configurable: true })
  }
  return Class as new () => never
}

/** The class of a kind of document. */
function response(row: number): new () => never {
  return define(row, class extends TwimlResponse {})
}

/** The class of a row of the table. A function, because a class that extends another takes three times as long to make one of. */
function classOf(row: number): ElementType<TwimlElement> {
  const Class = function (this: { [NODE]: unknown }, node: unknown) {
    this[NODE] = node
  }
  Class.prototype = Object.create(TwimlElement.prototype)
  return define(row, Class)
}

/** The method that adds the element of a row. */
function method(row: number, name: string, xml: string, takesText: boolean): Method {
  let head: Head | undefined
  let type: ElementType<TwimlElement> | undefined
  return function (first, second) {
    head ??= named('e', xml, 't')
    type ??= classes[row] ??= classOf(row)
    return grow(this, type, elementSteps(name, head, first, takesText ? second : undefined))
  }
}

/** The classes made so far, by row. */
const classes: ElementType<TwimlElement>[] = []

/** What a step with a text begins with, once for each length of it: few pieces are put together fast. */
interface Head {
  /** All before the letter of the step. */
  readonly alone: string
  /** All before the length. */
  readonly start: string
  /** All before the text, by its length, for short ones. */
  readonly made: string[]
}

/** A step as the core reads it, behind what its head holds. The length comes first, so no text can pass for a step. */
function step(head: Head, text: string): string {
  return start(head, text.length) + text
}

/** All of a step but its text. */
function start({ start, made }: Head, length: number): string {
  return length < SHORT ? (made[length] ??= `${start}${length}:`) : `${start}${length}:`
}

const SHORT = 64

/** The step of a name, and the letter of the step behind it. */
function named(kind: string, name: string, next: string): Head {
  const alone = `${kind}${name.length}:${name}`
  return { alone, start: alone + next, made: [] }
}

/** The empty text is no step: it leaves an element empty. */
function textStep(text: string): string {
  return text === '' ? '' : step(TEXT, text)
}

function commentStep(method: string, text: unknown): string {
  return step(COMMENT, requiredText(`${method}: text`, text))
}

/** The element that a document begins with. */
const rootOf = (response: TwimlResponse): Node => response[NODE]

const TEXT: Head = { alone: '', start: 't', made: [] }
const COMMENT: Head = { alone: '', start: 'c', made: [] }
const ROOT = 'e8:Response'

/** Adds steps at the end of an element, and returns where they stand. */
function append(node: Node, steps: string): Stream {
  const stream = node.end === OPEN ? node.stream : (node.late ??= lateOf(node))
  let ends = ''
  for (let open = stream.open as Node; open !== node; open = open.parent as Node) {
    open.end = stream.text.length + ends.length
    ends += '/'
  }
  stream.open = node
  // What is too long stays so: nothing need be kept of the rest.
  if (stream.text.length <= TWIML_MAX_STEPS) stream.text = stream.text + ends + steps
  return stream
}

/** Adds a child that begins with these steps. */
function grow<T>(element: TwimlElement, type: ElementType<T>, steps: string): T {
  const parent = element[NODE]
  const stream = append(parent, steps)
  return new type((stream.open = { stream, parent, end: OPEN, late: undefined }))
}

/** A stream for what is added to an element that has ended. */
function lateOf(node: Node): Stream {
  ;(node.stream.late ??= []).push(node)
  return { text: '', open: node, late: undefined, before: '', after: '' }
}

/** The steps of the whole document that an element is in. */
function whole(node: Node): string {
  let root = node
  while (root.parent) root = root.parent
  const { stream } = root
  const { before, after } = stream
  const steps = stream.late ? spliced(stream) : stream.text
  // The core ends what is open at the end.
  return within(after === '' ? before + steps : before + steps + ends(stream, undefined) + after)
}

/** The steps of a stream with those that came late in their places, without recursion: it may be as deep as it is long. */
function spliced(stream: Stream): string {
  let steps = ''
  let place: Place | undefined = placeIn(stream, undefined, undefined)
  while (place) {
    const node: Node | undefined = place.late[place.next++]
    steps += place.stream.text.slice(place.at, node?.end)
    within(steps)
    if (node) {
      place.at = node.end
      place = placeIn(node.late as Stream, node, place)
    } else {
      if (place.owner) steps += ends(place.stream, place.owner)
      place = place.around
    }
  }
  return steps
}

/** How far a stream has been read. */
interface Place {
  readonly stream: Stream
  readonly owner: Node | undefined
  /** The elements that have more, by where they end. */
  readonly late: Node[]
  next: number
  at: number
  readonly around: Place | undefined
}

function placeIn(stream: Stream, owner: Node | undefined, around: Place | undefined): Place {
  const late = (stream.late ?? []).sort((left, right) => left.end - right.end)
  return { stream, owner, late, next: 0, at: 0, around }
}

/** Ends what is open in a stream, but for the element it was added to. */
function ends({ open }: Stream, owner: Node | undefined): string {
  let count = 0
  for (; open !== owner; open = open?.parent) count++
  return '/'.repeat(count)
}

/** Refuses what can only become too long, before it is copied. */
function within(steps: string): string {
  if (steps.length <= TWIML_MAX_STEPS) return steps
  throw new SeptetError('ERR_TWIML_TOO_LONG', `document is longer than ${TWIML_MAX_DOCUMENT} bytes`)
}

/** The steps of an element, by what its method was called with: a text, or attributes and perhaps a text. */
function elementSteps(method: string, head: Head, first: unknown, second: unknown): string {
  if (typeof first === 'string') return first === '' ? head.alone : step(head, first)
  if (second == null && isPlain(first)) return head.alone + textStep(String(first))
  const steps = head.alone + attributeSteps(method, first)
  return second == null ? steps : steps + textStep(requiredText(`${method}: text`, second))
}

/** The steps of an object's attributes, in its own order. */
function attributeSteps(method: string, attributes: unknown): string {
  if (attributes === undefined || attributes === null) return ''
  if (typeof attributes !== 'object' || Array.isArray(attributes)) {
    wrongType(`${method}: attributes`, 'an object', attributes)
  }
  let steps = ''
  for (const name in attributes) {
    if (!Object.hasOwn(attributes, name)) continue // A third of the time that `Object.keys` takes.
    const value = (attributes as Record<string, unknown>)[name]
    if (value === undefined || value === null) continue
    const head = ATTRIBUTES.get(name) ?? headOf(ATTRIBUTES, method, name)
    const text = typeof value === 'string' ? value : attributeText(method, name, value)
    // Piece by piece from the left: texts that are put together so are made one faster.
    steps = steps + start(head, text.length) + text
  }
  return steps
}

function attributeText(method: string, name: string, value: unknown): string {
  if (!Array.isArray(value)) return atom(method, name, value)
  let list = ''
  for (let index = 0; index < value.length; index++) {
    const item = value[index] as unknown
    if (index > 0) list += ' '
    if (item !== undefined && item !== null) list += atom(method, name, item)
  }
  return list
}

function atom(method: string, name: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (isPlain(value)) return String(value)
  return value instanceof URL ? value.href : wrongType(`${method}: attribute ${name}`, 'a string', value)
}

/**
 * A value that has one obvious text. Objects have none: one that came from outside must not become
 * markup.
 */
function requiredText(argument: string, value: unknown): string {
  if (typeof value === 'string') return value
  return isPlain(value) ? String(value) : wrongType(argument, 'a string', value)
}

function isPlain(value: unknown): boolean {
  const type = typeof value
  return type === 'number' || type === 'boolean' || type === 'bigint' || value instanceof String
}

/** The head of a name that is not known yet, once the core has found it legal. */
function headOf(known: Map<string, Head>, method: string, name: string): Head {
  capped(`${method}: name`, name, TWIML_MAX_DOCUMENT, 'ERR_TWIML_NAME')
  run<TwimlCore, number>((core) => check(core.check_twiml_name(put(name))))
  const head = known === ATTRIBUTES ? named('a', name, 'v') : named('e', name, 't')
  if (known.size < 1000) known.set(name, head)
  return head
}

/** Programs use few names, so asking once for each is enough. */
const ATTRIBUTES = /* @__PURE__ */ new Map<string, Head>()
const ELEMENTS = /* @__PURE__ */ new Map<string, Head>()
