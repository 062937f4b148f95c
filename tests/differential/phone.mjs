/**
 * Compares `septet::phone` with google-libphonenumber on generated inputs:
 * `node tests/differential/phone.mjs [count] [seed]`. Every field and every reason has to agree.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const require = createRequire(import.meta.url)
const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil, metadata } = require('google-libphonenumber')
const util = PhoneNumberUtil.getInstance()

const count = Number(process.argv[2] ?? 200_000)
const random = generator(Number(process.argv[3] ?? 1))

const TYPE_NAMES = Object.fromEntries(Object.entries(PhoneNumberType).map(([name, value]) => [value, name]))
const REASONS = [
  ['Invalid country calling code', 'INVALID_COUNTRY_CODE'],
  ['The string supplied did not seem to be a phone number', 'NOT_A_NUMBER'],
  ['Phone number too short after IDD', 'TOO_SHORT_AFTER_IDD'],
  ['The string supplied is too short to be a phone number', 'TOO_SHORT_NSN'],
  ['The string supplied is too long to be a phone number', 'TOO_LONG'],
]
const REGIONS = util.getSupportedRegions()
/** Field numbers of the descriptions in `phonemetadata.proto`. */
const DESCRIPTIONS = [1, 2, 3, 4, 5, 6, 7, 8, 21, 25, 28]
const EXAMPLES = Object.entries(metadata.countryToMetadata).flatMap(([region, plan]) =>
  DESCRIPTIONS.flatMap((field) => {
    const example = plan[field]?.[6]
    return example ? [{ region: plan[9], code: String(plan[10]), national: example, plan }] : []
  }),
)
const SCRIPTS = [0xff10, 0x660, 0x6f0]
const LABELS = [
  ' ext. ', ' ext ', 'x', ' x', ' X ', ';ext=', '#', ' # ', ',', ',,', ', ,', ';', ' int ', ' anexo ', ' доб. ', ' Доб', '~', ' extensión ',
  ' extensión ', ' xtn:', ' EXTN.', '－', ' -', '- ', ':', ' ｅｘｔｎ ', 'ｘ', '＃', 'ｉｎｔ', ',-', ';,-', ' ,,: ', ',.', ' extensio',
]
const JUNK = ['Tel: ', 'call ', '+', '++', '(', ' ', '\t', '\n', '/', '\\ x', '/ x12', '*', '**', '.', ' - ', '😀', 'é', 'a', 'abc', '!', 'x', '＋', '\u200b', '\u00ad', ';', ',', '#', '"', '&', ':', 'x+1', ' or ', ';isub=12', 'tel:']
const CONTEXTS = ['+1', '+44', '+', '1', 'example.com', 'a', 'a-b.c', '-a.b', '+1-2', '+(49)', 'a..b', 'a.', '.', 'a.1', '1.a', '', '+٤٤', 'ex_ample.com']

let differences = 0
let exempt = 0
const child = spawn(process.env.PHONE_LINES ?? 'target/release/examples/phone-lines', { stdio: ['pipe', 'pipe', 'inherit'] })
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

for (let done = 0; done < count; ) {
  const batch = Array.from({ length: Math.min(5000, count - done) }, generate)
  if (!child.stdin.write(batch.map((input) => `${JSON.stringify(input)}\n`).join(''))) await once(child.stdin, 'drain')
  for (const [input, region] of batch) {
    const { value: got } = await answers.next()
    const want = oracle(input, region)
    if (got === want) continue
    if (want.startsWith('rounded')) exempt++
    else if (++differences <= 40) console.log(JSON.stringify({ input, region, want, got }))
  }
  done += batch.length
}
child.stdin.end()
console.log(`${count} inputs, ${differences} differences, ${exempt} numbers above 2^53, which JavaScript rounds`)
process.exitCode = differences === 0 ? 0 : 1

function oracle(input, region) {
  let number
  try {
    number = util.parse(input, region ?? undefined)
  } catch (error) {
    const reason = REASONS.find(([message]) => error.message === message)
    return reason === undefined ? `unknown: ${error.message}` : reason[1]
  }
  if (number.getNationalNumber() > Number.MAX_SAFE_INTEGER) return 'rounded'
  const kind = util.getNumberType(number)
  return [
    util.format(number, PhoneNumberFormat.E164),
    util.getRegionCodeForNumber(number) ?? '-',
    number.getCountryCode(),
    util.getNationalSignificantNumber(number),
    number.getExtension() || '-',
    util.isValidNumber(number) ? TYPE_NAMES[kind] : kind === PhoneNumberType.UNKNOWN ? '-' : 'contradiction',
    util.isPossibleNumber(number),
  ].join(' ')
}

function generate() {
  const example = pick(EXAMPLES)
  let digits = example.national
  while (chance(0.35)) digits = changed(digits)
  if (chance(0.08)) digits = Array.from({ length: below(18) }, () => below(10)).join('')
  let text = prefixed(digits, example)
  if (chance(0.4)) text = [...text].map((ch) => (chance(0.25) ? ch + pick([' ', '-', '.', '/', '(', ') ', '\u00a0', '‐', '*', '~', 'x']) : ch)).join('')
  if (chance(0.08)) text = text.replace(/\d/g, (digit) => (chance(0.7) ? String.fromCharCode(pick(SCRIPTS) + Number(digit)) : digit))
  if (chance(0.08)) text = text.replace(/\d/g, (digit) => (chance(0.4) ? pick([...'ABCdefghWXYZ']) : digit))
  if (chance(0.15)) text += pick(LABELS) + (chance(0.3) ? pick(LABELS) : '') + digitsOf(1 + below(chance(0.2) ? 22 : 7)) + (chance(0.2) ? '#' : '')
  if (chance(0.06)) text = `${chance(0.6) ? 'tel:' : ''}${text};phone-context=${pick(CONTEXTS)}${chance(0.2) ? ';ext=5' : ''}`
  while (chance(0.15)) {
    const at = pick([0, text.length, below(text.length + 1)])
    text = text.slice(0, at) + pick(JUNK) + text.slice(at)
  }
  const region = chance(0.75) ? example.region : pick([...REGIONS, null, 'ZZ', 'gb', '001', 'UK'])
  return [text.toWellFormed(), /^\d+$|^001$/.test(region ?? '') ? '001' : region]
}

function prefixed(digits, { code, plan }) {
  const choice = below(12)
  if (choice < 4) return digits
  if (choice < 6) return `+${code}${digits}`
  if (choice === 6) return code + digits
  if (choice === 7) return (plan[12] ?? '0') + digits
  if (choice === 8) return pick(['00', '011', '0011', '810', '+00', '+011', '++', '＋']) + code + digits
  if (choice === 9) return matching(plan[15] ?? '0') + digits
  if (choice === 10) return matching(plan[11] ?? '00') + code + (chance(0.3) ? matching(plan[15] ?? '0') : '') + digits
  return `+${code}${matching(plan[15] ?? '0')}${digits}`
}

/** Some digits that a pattern of the metadata matches, or nearly. */
function matching(pattern) {
  let text = pattern
  while (/[(]/.test(text)) text = text.replace(/\((?:\?:)?([^()]*)\)(\?)?/, (_, inner, maybe) => (maybe && chance(0.5) ? '' : pick(inner.split('|'))))
  text = pick(text.split('|')).replace(/\$/g, '')
  return text
    .replace(/(\\d|\[[^\]]*\]|\d)(?:\{(\d+)(?:,(\d+))?\}|(\?))?/g, (_, atom, least, most, maybe) => {
      const times = maybe ? below(2) : least ? Number(least) + below(Number(most ?? least) - Number(least) + 1) : 1
      return Array.from({ length: times }, () => member(atom)).join('')
    })
}

function member(atom) {
  if (atom === '\\d') return String(below(10))
  if (!atom.startsWith('[')) return atom
  return pick('0123456789'.split('').filter((digit) => new RegExp(atom).test(digit)))
}

function changed(digits) {
  const at = below(digits.length + 1)
  const edit = below(4)
  if (edit === 0) return digits.slice(0, at) + below(10) + digits.slice(at)
  if (edit === 1) return digits.slice(0, at) + digits.slice(at + 1)
  return digits.slice(0, at) + below(10) + digits.slice(at + 1)
}

function digitsOf(length) {
  return Array.from({ length }, () => below(10)).join('')
}

function pick(list) {
  return list[below(list.length)]
}

function chance(probability) {
  return random() < probability
}

function below(limit) {
  return Math.floor(random() * limit)
}

/** mulberry32: the same inputs for the same seed, everywhere. */
function generator(seed) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
