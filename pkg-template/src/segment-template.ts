import { capped, choice, type Choices, objectArgument, stringArgument, wrongType } from './arguments.js'
import { check, putParts, run, takeNumbers } from './core.js'
import { SeptetError } from './errors.js'
import type { ErrorCode } from './generated.js'
import { SEGMENTS_MAX_NAME, SEGMENTS_MAX_TEXT, SEGMENTS_MAX_VARIABLES } from './generated.js'
import { list, reader, texts } from './numbers.js'
import { type Encoding, flagsOf, type SegmentOptions } from './segment-options.js'
import { segment, type Segments } from './segments.js'

/**
 * What is known of the values of a variable. Lengths are code points of the value as it is sent,
 * so after Smart Encoding: a value fits whose `length` is no more than `max`.
 */
export interface TemplateVariable {
  /** The shortest value; 0 by default. */
  min?: number | undefined
  /** The longest value. */
  max: number
  /**
   * `'GSM-7'` promises that no value has a character that GSM-7 lacks; `'UCS-2'` that every value
   * has one, unless it is empty. By default nothing is promised, so one value may turn the whole
   * text into UCS-2.
   */
  encoding?: Encoding | undefined
  /**
   * `false` promises that no value has a character that takes two units: in GSM-7 those of its
   * extension table, such as `€` and `[`; in UCS-2 those beyond U+FFFF, as most emoji are. By
   * default every character may be one.
   */
  wide?: boolean | undefined
}

/** What stands around a template, and how all is measured. */
export interface TemplateOptions extends SegmentOptions {
  /** Put before every text as it is, such as the name of the sender. */
  prefix?: string | undefined
  /** Put behind every text as it is, such as how to opt out. */
  suffix?: string | undefined
  /**
   * The length of the links that a shortener puts in the place of those with `http://` or
   * `https://`. By default links stay as they are.
   */
  linkLength?: number | undefined
}

/** A link that the edge of a segment divides. */
export interface LinkCut {
  /** What `start` and `end` are offsets in. */
  part: 'prefix' | 'template' | 'suffix'
  start: number
  end: number
  /** It as it is written there. */
  text: string
  /** Every text divides it, not just some. */
  always: boolean
}

/** A variable that the edge of a segment divides, at one of its places. */
export interface VariableCut extends LinkCut {
  /** Its name. */
  name: string
}

/** What a template comes to. */
export interface TemplateSegments {
  /** A text with the fewest segments that there can be. Its values are made up. */
  best: Segments
  /** A text with the most segments that there can be. */
  worst: Segments
  /** The links that the edge of a segment divides, in some text or in every one. */
  linksCut: LinkCut[]
  /** The variables that it divides, each once for every place. */
  variablesCut: VariableCut[]
}

/**
 * Measures all texts that a template can become, by the lengths of its variables. Best and worst
 * are exact: no values that keep what is promised of them give fewer segments, or more.
 *
 * A variable is written `{{name}}`, as in Twilio's content templates; white space around the name
 * says nothing. A single brace is itself. A backslash before an opening brace makes it one too:
 * `\{{name}}` is no variable, and `\\{{name}}` is a backslash and a variable.
 *
 * With `keepGraphemes`, a character that follows a value must not be one that combines with it.
 * Where one variable stands in several places, the lists of cuts may have what only different
 * values would divide. Lone surrogates of the template are U+FFFD in the texts.
 *
 * @param template the text with its variables
 * @param variables what is known of each variable, by name: at most 100
 * @param options what stands around it, and how it is measured
 * @returns the best case, the worst case, and what is divided
 * @throws TypeError when an argument has the wrong type
 * @throws SeptetError `ERR_SEGMENTS_TEMPLATE` for braces that open no variable;
 * `ERR_SEGMENTS_VARIABLE` for a variable that is not described, not in the template, or of lengths
 * that are none; what `segment` throws
 * @example
 * const { best, worst } = segmentTemplate(
 *   'Hi {{name}}, your code is {{code}}.',
 *   { name: { max: 30 }, code: { min: 6, max: 6, encoding: 'GSM-7', wide: false } },
 *   { suffix: ' Reply STOP to opt out' },
 * )
 * best.count // 1
 * worst.count // 2
 * worst.encoding // 'UCS-2'
 */
export function segmentTemplate(
  template: string,
  variables: Record<string, TemplateVariable>,
  options?: TemplateOptions,
): TemplateSegments {
  textArgument('segmentTemplate: template', template)
  objectArgument('segmentTemplate: variables', variables)
  const flags = flagsOf('segmentTemplate', options)
  const { prefix = '', suffix = '', linkLength } = options ?? {}
  textArgument('segmentTemplate: options.prefix', prefix)
  textArgument('segmentTemplate: options.suffix', suffix)
  const length =
    linkLength === undefined
      ? NO_LENGTH
      : lengthOf('segmentTemplate: options.linkLength', linkLength, 'ERR_SEGMENTS_OPTION')
  const { names, numbers } = described(variables)
  const sources = [prefix, template, suffix] as const
  const parts = [...sources, numbers, ...names]
  const result = run<TemplateCore, Measured>((core) =>
    measured(takeNumbers(check(core.segments_template(putParts(parts), flags, length)))),
  )
  const cut = ({ part, start, end, always }: MeasuredCut): LinkCut => {
    const text = (sources[part] as string).slice(start, end)
    return { part: PARTS[part] as LinkCut['part'], start, end, text, always }
  }
  return {
    best: segment(result.best, options),
    worst: segment(result.worst, options),
    linksCut: result.links.map(cut),
    variablesCut: result.variables.map((one) => ({ name: names[one.variable] as string, ...cut(one) })),
  }
}

/** What `src/wasm/segments_composer.rs` exports. */
interface TemplateCore {
  segments_template(length: number, flags: number, linkLength: number): number
}

/** What the core answers. */
interface Measured {
  best: string
  worst: string
  links: MeasuredCut[]
  variables: MeasuredCut[]
}

interface MeasuredCut {
  part: number
  start: number
  end: number
  variable: number
  always: boolean
}

/** Reads a result as `write_template` wrote it. */
function measured(numbers: Uint32Array): Measured {
  const [next, take] = [reader(numbers), texts(numbers)]
  const [best, worst] = [take(next()), take(next())]
  const cuts = () =>
    list(next(), () => ({ part: next(), start: next(), end: next(), variable: next(), always: next() === 1 }))
  return { best, worst, links: cuts(), variables: cuts() }
}

/** The names of the variables, and their numbers as the core reads them: three for each. */
function described(variables: Record<string, TemplateVariable>): { names: string[]; numbers: Uint8Array } {
  const entries = Object.entries(variables)
  if (entries.length > SEGMENTS_MAX_VARIABLES) {
    const message = `segmentTemplate: ${entries.length} variables are more than ${SEGMENTS_MAX_VARIABLES}`
    throw new SeptetError(VARIABLE, message)
  }
  const numbers = new DataView(new ArrayBuffer(12 * entries.length))
  const names = entries.map(([name, variable], index) => {
    capped('segmentTemplate: name of a variable', name, SEGMENTS_MAX_NAME, VARIABLE)
    const [min, max, flags] = numbersOf(`segmentTemplate: variables.${name}`, variable)
    numbers.setUint32(12 * index, min, true)
    numbers.setUint32(12 * index + 4, max, true)
    numbers.setUint32(12 * index + 8, flags, true)
    return name
  })
  return { names, numbers: new Uint8Array(numbers.buffer) }
}

function numbersOf(name: string, variable: TemplateVariable): [min: number, max: number, flags: number] {
  objectArgument(name, variable)
  const { min = 0, max, encoding, wide } = variable
  const flags =
    choice(`${name}.encoding`, 'a string', encoding, ENCODINGS, VARIABLE) |
    choice(`${name}.wide`, 'a boolean', wide, WIDE, VARIABLE)
  return [lengthOf(`${name}.min`, min, VARIABLE), lengthOf(`${name}.max`, max, VARIABLE), flags]
}

function lengthOf(name: string, value: unknown, code: ErrorCode): number {
  if (typeof value !== 'number') wrongType(name, 'a number', value)
  if (Number.isInteger(value) && value >= 0 && value <= SEGMENTS_MAX_TEXT) return value
  throw new SeptetError(code, `${name} must be a whole number from 0 to ${SEGMENTS_MAX_TEXT}`)
}

function textArgument(name: string, text: unknown): void {
  capped(name, stringArgument(name, text), SEGMENTS_MAX_TEXT, 'ERR_SEGMENTS_TOO_LONG')
}

const VARIABLE = 'ERR_SEGMENTS_VARIABLE'
const ENCODINGS: Choices = [['GSM-7', 1], ['UCS-2', 2]]
const WIDE: Choices = [[true, 0], [false, 4]]
const PARTS = ['prefix', 'template', 'suffix'] as const

/** Stands for no length of links. */
const NO_LENGTH = 0xffff_ffff
