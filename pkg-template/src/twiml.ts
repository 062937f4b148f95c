import { capped, stringArgument, wrongType } from './arguments.js'
import { check, put, run, takeText } from './core.js'
import { SeptetError } from './errors.js'
import { TWIML_MAX_DOCUMENT, TWIML_MAX_STEPS } from './generated.js'

interface TwimlCore {
  render_twiml(length: number): number
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

/** Attributes of `<Message>`. */
export interface MessageAttributes {
  /** The URL that is told about the message's status. */
  action?: string | URL | null | undefined
  /** The number to send from. */
  from?: string | null | undefined
  /** How `action` is called. */
  method?: string | null | undefined
  /** The older name of `action`. */
  statusCallback?: string | URL | null | undefined
  /** The number to send to. */
  to?: string | null | undefined
}

/** Attributes of `<Redirect>`. */
export interface RedirectAttributes {
  /** How the URL is called. */
  method?: string | null | undefined
}

/**
 * An element of a TwiML document, as the methods of its parent return it.
 *
 * Text and values may hold anything: they are escaped, and characters that XML 1.0 forbids
 * become U+FFFD.
 */
export class TwimlElement {
  readonly #tree: Tree
  readonly #branch: Branch

  /** @internal */
  constructor(tree: Tree, branch: Branch) {
    this.#tree = tree
    this.#branch = branch
  }

  /**
   * Adds text after the present content.
   *
   * @param content the text
   * @throws TypeError when it is missing, an object or a function
   */
  addText(content: string | number | bigint | boolean): void {
    const text = requiredText('addText: content', content)
    if (text !== '') this.addStep(step('t', text))
  }

  /**
   * Adds an element of any name.
   *
   * @param name the name, as XML allows it
   * @param attributes its attributes
   * @returns the element
   * @throws SeptetError `ERR_TWIML_NAME` for a name that XML does not allow
   */
  addChild(name: string, attributes?: TwimlAttributes | null): TwimlElement {
    checkName('addChild: name', stringArgument('addChild: name', name))
    return this.grow(TwimlElement, name, attributeSteps('addChild', attributes), '')
  }

  /**
   * The whole document this element is in, XML declaration first.
   *
   * @throws SeptetError `ERR_TWIML_TOO_LONG` when it has more than 65,536 bytes, the most that
   *   Twilio reads
   */
  toString(): string {
    const steps = flatten(this.#tree)
    return run<TwimlCore, string>((core) => takeText(check(core.render_twiml(put(steps)))))
  }

  /** Adds a text or a comment. @internal */
  protected addStep(part: string): void {
    this.#branch.content.push(part)
  }

  /** Adds a child that is called with a text, or with attributes and perhaps a text. @internal */
  protected verb<T>(
    type: ElementType<T>,
    name: string,
    argument: string,
    first: unknown,
    second: unknown,
  ): T {
    if (typeof first === 'string') return this.grow(type, name, '', first)
    if (second === undefined && isPlain(first)) return this.grow(type, name, '', String(first))
    const attributes = attributeSteps(argument, first)
    return this.grow(type, name, attributes, second == null ? '' : requiredText(argument, second))
  }

  /** Adds a child. @internal */
  protected grow<T>(type: ElementType<T>, name: string, attributes: string, text: string): T {
    const content = text === '' ? [] : [step('t', text)]
    const branch = { head: step('e', name) + attributes, content }
    this.#branch.content.push(branch)
    return new type(this.#tree, branch)
  }
}

/**
 * The answer to an incoming message: what Twilio shall do next.
 *
 * @example
 * const response = new MessagingResponse()
 * response.message('See you at 5 & bring tea')
 * const [, xml] = response.toString().split('?>')
 * xml // '<Response><Message>See you at 5 &amp; bring tea</Message></Response>'
 */
export class MessagingResponse extends TwimlElement {
  readonly #tree: Tree

  constructor() {
    const root: Branch = { head: step('e', 'Response'), content: [] }
    const tree: Tree = { before: '', root, after: '' }
    super(tree, root)
    this.#tree = tree
  }

  /**
   * Sends a message: `<Message>`.
   *
   * @param attributes its attributes
   * @param body its text; left out when the message gets a `body()` or `media()`
   * @returns the element, to add to
   * @throws TypeError when the text is an object or a function
   */
  message(body: TwimlText): MessageElement
  message(attributes: MessageAttributes | null | undefined, body?: TwimlText): MessageElement
  message(first?: unknown, second?: unknown): MessageElement {
    return this.verb(MessageElement, 'Message', 'message: body', first, second)
  }

  /**
   * Hands over to the TwiML at another URL: `<Redirect>`.
   *
   * @param attributes its attributes
   * @param url the URL
   * @returns the element
   * @throws TypeError when the URL is an object or a function
   */
  redirect(url: TwimlText): RedirectElement
  redirect(attributes: RedirectAttributes | null | undefined, url?: TwimlText): RedirectElement
  redirect(first?: unknown, second?: unknown): RedirectElement {
    return this.verb(RedirectElement, 'Redirect', 'redirect: url', first, second)
  }

  /**
   * Adds a comment after the present content of `<Response>`.
   *
   * @param text the comment; a space parts two hyphens, which a comment cannot hold
   * @returns this answer
   */
  comment(text: string): this {
    this.addStep(step('c', requiredText('comment: text', text)))
    return this
  }

  /**
   * Adds a comment before `<Response>`, after those added earlier.
   *
   * @param text the comment
   * @returns this answer
   */
  commentBefore(text: string): this {
    this.#tree.before += step('c', requiredText('commentBefore: text', text))
    return this
  }

  /**
   * Adds a comment directly after `<Response>`, before those added earlier.
   *
   * @param text the comment
   * @returns this answer
   */
  commentAfter(text: string): this {
    this.#tree.after = step('c', requiredText('commentAfter: text', text)) + this.#tree.after
    return this
  }
}

/** `<Message>`: sends a message. */
class MessageElement extends TwimlElement {
  /**
   * Adds the text of the message: `<Body>`.
   *
   * @param attributes its attributes
   * @param message the text
   * @returns the element
   */
  body(message: TwimlText): BodyElement
  body(attributes: TwimlAttributes | null | undefined, message?: TwimlText): BodyElement
  body(first?: unknown, second?: unknown): BodyElement {
    return this.verb(BodyElement, 'Body', 'body: message', first, second)
  }

  /**
   * Adds a picture or file: `<Media>`.
   *
   * @param attributes its attributes
   * @param url where Twilio finds it
   * @returns the element
   */
  media(url: TwimlText): MediaElement
  media(attributes: TwimlAttributes | null | undefined, url?: TwimlText): MediaElement
  media(first?: unknown, second?: unknown): MediaElement {
    return this.verb(MediaElement, 'Media', 'media: url', first, second)
  }
}

/** `<Body>`: the text of a message. */
class BodyElement extends TwimlElement {}

/** `<Media>`: the URL of a picture or file to send along. */
class MediaElement extends TwimlElement {}

/** `<Redirect>`: hands over to the TwiML at another URL. */
class RedirectElement extends TwimlElement {}

export type { BodyElement, MediaElement, MessageElement, RedirectElement }

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

/** A document: comments around one element. */
interface Tree {
  before: string
  readonly root: Branch
  after: string
}

/** An element: the steps that open it, then texts and comments as steps, and elements. */
interface Branch {
  readonly head: string
  readonly content: (string | Branch)[]
}

type ElementType<T> = new (tree: Tree, branch: Branch) => T

/** One step as the core reads it. The length comes first, so no text can pass for a step. */
function step(kind: string, text: string): string {
  return `${kind}${text.length}:${text}`
}

/** The steps of a whole document, without recursion: a document may be as deep as it is long. */
function flatten({ before, root, after }: Tree): string {
  let steps = before + root.head
  const open: { branch: Branch; next: number }[] = []
  let branch = root
  let next = 0
  for (;;) {
    const part = branch.content[next++]
    if (typeof part === 'string') {
      steps += part
    } else if (part) {
      open.push({ branch, next })
      branch = part
      next = 0
      steps += part.head
    } else {
      steps += '/'
      const parent = open.pop()
      if (!parent) return within(steps + after)
      ;({ branch, next } = parent)
    }
    if (steps.length > TWIML_MAX_STEPS) within(steps)
  }
}

/** Refuses what can only become too long, before it is copied. */
function within(steps: string): string {
  if (steps.length <= TWIML_MAX_STEPS) return steps
  throw new SeptetError('ERR_TWIML_TOO_LONG', `document is longer than ${TWIML_MAX_DOCUMENT} bytes`)
}

/** The steps of an object's attributes, in its own order. */
function attributeSteps(argument: string, attributes: unknown): string {
  if (attributes === undefined || attributes === null) return ''
  const method = argument.split(':', 1)
  if (typeof attributes !== 'object' || Array.isArray(attributes)) {
    wrongType(`${method}: attributes`, 'an object', attributes)
  }
  let steps = ''
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue
    checkName(`${method}: attribute name`, name)
    steps += step('a', name) + step('v', attributeText(`${method}: attribute ${name}`, value))
  }
  return steps
}

function attributeText(argument: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return atom(argument, value)
  return value
    .map((item) => (item === undefined || item === null ? '' : atom(argument, item)))
    .join(' ')
}

function atom(argument: string, value: unknown): string {
  return value instanceof URL ? value.href : requiredText(argument, value)
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

/** Names that the core has found legal. Programs use few, so asking once for each is enough. */
const legal = new Set<string>()

function checkName(argument: string, name: string): void {
  if (legal.has(name)) return
  capped(argument, name, TWIML_MAX_DOCUMENT, 'ERR_TWIML_NAME')
  run<TwimlCore, number>((core) => check(core.check_twiml_name(put(name))))
  if (legal.size < 1000) legal.add(name)
}
