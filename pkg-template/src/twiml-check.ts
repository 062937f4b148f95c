import { capped, stringArgument } from './arguments.js'
import { check, put, run, takeNumbers, takeText } from './core.js'
import { TWIML_MAX_CHECKED } from './generated.js'
import {
  FaxResponse as Fax,
  MessagingResponse as Messaging,
  stepsOf,
  type TwimlElement,
  VoiceResponse as Voice,
} from './twiml.js'

export * from './twiml.js'

interface CheckCore {
  check_twiml(length: number, kind: number): number
  check_twiml_steps(length: number, kind: number): number
}

/** Something wrong with a document. */
export interface TwimlFinding {
  /** Whether Twilio will not do what was asked for, or may not. */
  severity: 'error' | 'warning'
  /** What kind of fault it is: a stable name such as `unknown-attribute`. */
  code: string
  /** The code that Twilio logs for it: `https://www.twilio.com/docs/api/errors/<code>`. `null` where there is none. */
  twilioCode: number | null
  /** What is wrong. */
  message: string
  /** How to mend it. */
  fix: string
  /** The line it starts in, from 1. */
  line: number
  /** Where in the line it starts, in UTF-16 units from 1. */
  column: number
  /** Where it starts in the text, in UTF-16 units. */
  start: number
  /** Where it ends in the text, in UTF-16 units. */
  end: number
}

/** What a check comes to. */
export interface TwimlCheck {
  /** Whether there is no error. There may be warnings. */
  valid: boolean
  /** In their order in the text, 100 at the most. */
  findings: TwimlFinding[]
}

/**
 * Says what is wrong with a document, before Twilio does: XML that is not well-formed, elements,
 * attributes and values that TwiML does not have, elements in the wrong place, what is missing, numbers
 * that are not E.164, URLs that are relative or not http, texts and documents that are too long, and
 * verbs that are never done.
 *
 * No entity is expanded and no document type is read. Nothing is looked up.
 *
 * @param xml the document, or a response of this package
 * @returns the findings
 * @throws TypeError when `xml` is neither
 * @throws SeptetError `ERR_TWIML_TOO_LONG` when it has more than 1,048,576 UTF-16 units
 * @example
 * const { findings } = checkTwiml('<Response><Say voise="alice">Hi</Say></Response>')
 * findings[0].message // '<Say> has no attribute `voise`'
 */
export function checkTwiml(xml: string | TwimlElement): TwimlCheck {
  const steps = stepsOf(xml)
  if (steps !== undefined) return checkSteps(steps, 0)
  const name = 'checkTwiml: xml'
  const text = capped(name, stringArgument(name, xml), TWIML_MAX_CHECKED, 'ERR_TWIML_TOO_LONG')
  return run<CheckCore, TwimlCheck>((core) => take(core.check_twiml(put(text), 0)))
}

/** The check that responses have in `septet/twiml-check` and `septet`, and not in `septet/twiml`. */
export interface Checked {
  /**
   * Says what is wrong with the document: see {@link checkTwiml}.
   *
   * @returns the findings, placed in what `toString()` gives
   * @throws SeptetError `ERR_TWIML_TOO_LONG` when it has more than 1,048,576 bytes
   */
  check(): TwimlCheck
}

/** The answer to a call, which can be checked. */
export interface VoiceResponse extends Voice, Checked {}

/** The answer to a call: see `septet/twiml`. It can be checked. */
export const VoiceResponse: new () => VoiceResponse = /* @__PURE__ */ checked(Voice, 1)

/** The answer to an incoming message, which can be checked. */
export interface MessagingResponse extends Messaging, Checked {}

/** The answer to an incoming message: see `septet/twiml`. It can be checked. */
export const MessagingResponse: new () => MessagingResponse = /* @__PURE__ */ checked(Messaging, 2)

/** The answer to an incoming fax, which can be checked. */
export interface FaxResponse extends Fax, Checked {}

/** The answer to an incoming fax: see `septet/twiml`. It can be checked. */
export const FaxResponse: new () => FaxResponse = /* @__PURE__ */ checked(Fax, 3)

/** The class with a check for a document of its kind. */
function checked<T extends TwimlElement>(Base: new () => T, kind: number): new () => T & Checked {
  const Class = class extends (Base as new () => TwimlElement) {
    check(): TwimlCheck {
      return checkSteps(stepsOf(this) as string, kind)
    }
  }
  return Class as unknown as new () => T & Checked
}

function checkSteps(steps: string, kind: number): TwimlCheck {
  return run<CheckCore, TwimlCheck>((core) => take(core.check_twiml_steps(put(steps), kind)))
}

/** Numbers of a finding: error or not, Twilio's code, line, column, start, end, and lengths of three texts. */
const NUMBERS = 9

function take(status: number): TwimlCheck {
  const count = check(status)
  const numbers = [...takeNumbers(count * NUMBERS + 1)]
  const text = takeText(numbers[count * NUMBERS] as number)
  const findings: TwimlFinding[] = []
  let at = 0
  const next = (length: number): string => text.slice(at, (at += length))
  let valid = true
  for (let index = 0; index < count; index++) {
    const [error, twilioCode, line, column, start, end, ...lengths] = numbers.slice(index * NUMBERS, (index + 1) * NUMBERS)
    const [code, message, fix] = lengths.map(next) as [string, string, string]
    if (error) valid = false
    findings.push({
      severity: error ? 'error' : 'warning',
      code,
      twilioCode: twilioCode || null,
      message,
      fix,
      line: line as number,
      column: column as number,
      start: start as number,
      end: end as number,
    })
  }
  return { valid, findings }
}
