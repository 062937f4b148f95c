import { SeptetError } from './errors.js'
import { SIGNATURE_MAX_BODY, SIGNATURE_MAX_PARAMS } from './generated.js'

/**
 * The parameters as pairs of texts, whatever a body parser made of them.
 *
 * Npm `twilio` signs any value as JavaScript writes it behind a string: `null` as `null`, objects
 * as `[object Object]`. Arrays of strings are the core's to sort; what is left of the arrays, each
 * value behind another copy of the name, becomes the one value of its name.
 *
 * @throws TypeError for a value without text, as a symbol or an object from JSON that has a
 * `toString` of its own
 * @throws SeptetError `ERR_SIGNATURE_TOO_LONG` for more than is signed or verified
 */
export function pairsOf(params: unknown): Pair[] {
  const pairs: Pair[] = []
  if (params === undefined || params === null) return pairs
  const room = { values: SIGNATURE_MAX_PARAMS, units: SIGNATURE_MAX_BODY }
  const names = Object.keys(params)
  for (const name of names) addValue(name, (params as Record<string, unknown>)[name], pairs, room)
  // URLSearchParams, FormData and Map have no properties of their own.
  if (names.length > 0 || typeof params !== 'object' || !(Symbol.iterator in params)) return pairs
  for (const pair of params as Iterable<unknown>) {
    if (!Array.isArray(pair) || pair.length !== 2) throw new TypeError('params must be an object, or pairs of texts')
    addValue(text(pair[0]), pair[1], pairs, room)
  }
  return pairs
}

/** A parameter as it is signed. */
export type Pair = [name: string, value: string]

/** How much more is read. */
interface Room {
  values: number
  units: number
}

function addValue(name: string, value: unknown, pairs: Pair[], room: Room): void {
  if (typeof value === 'string') {
    take(room, 1, value.length)
    pairs.push([name, value])
  } else if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    for (const item of value as string[]) addValue(name, item, pairs, room)
  } else {
    if (Array.isArray(value)) room.values += 1 // It is no value itself.
    const { joined } = signed(name, value, room)
    if (joined !== '') pairs.push([name, joined.slice(name.length)])
  }
}

/** How a value is signed, and the text that `String` makes of it: what it is sorted by. */
interface Signed {
  joined: string
  text: string
}

/**
 * Name and value, or for an array name and value of each: one of a kind, in the order of their
 * texts.
 *
 * The text of an array is made of those of its items. `String` would go through all below at each
 * level, and few bytes of brackets would take seconds.
 */
function signed(name: string, value: unknown, room: Room): Signed {
  take(room, 1, 0)
  if (!Array.isArray(value)) {
    const joined = name + text(value)
    take(room, 0, joined.length)
    return { joined, text: String(value) }
  }
  const parts = new Map<unknown, Signed>()
  const texts: string[] = []
  // By its iterator, which does not leave out what is missing.
  for (const item of value as unknown[]) {
    const part = parts.get(item) ?? signed(name, item, room)
    parts.set(item, part)
    texts.push(item === undefined || item === null ? '' : part.text)
  }
  const whole = texts.join()
  take(room, 0, whole.length)
  return { joined: ordered(parts).map((part) => part.joined).join(''), text: whole }
}

/** As `sort` orders items: by their texts, and `undefined` at the end. */
function ordered(parts: Map<unknown, Signed>): Signed[] {
  const last = parts.get(undefined)
  parts.delete(undefined)
  const list = [...parts.values()].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
  return last ? [...list, last] : list
}

/** As `'' + value` has it, which is not `String(value)`: it asks for `valueOf` first, and refuses symbols. */
function text(value: unknown): string {
  return '' + (value as string)
}

function take(room: Room, values: number, units: number): void {
  room.values -= values
  room.units -= units
  if (room.values < 0 || room.units < 0) {
    throw new SeptetError('ERR_SIGNATURE_TOO_LONG', 'params exceeds what is signed or verified')
  }
}
