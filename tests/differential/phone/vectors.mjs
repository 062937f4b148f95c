/**
 * Writes `tests/vectors/phone-numbers.json` and `phone-format.json`, which every runtime runs:
 * what npm google-libphonenumber answers for examples of every region and type.
 *
 *     node tests/differential/phone/vectors.mjs
 *
 * The examples are those of its metadata, one digit changed in some, in notations that take turns.
 */

import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { answer, plans, styles, TYPES, typed } from './oracle.mjs'

const require = createRequire(import.meta.url)
const { version } = require('google-libphonenumber/package.json')

/** Field numbers of the descriptions in `phonemetadata.proto`. */
const DESCRIPTIONS = [2, 3, 4, 5, 6, 7, 8, 21, 25, 28]
const SCRIPTS = [0xff10, 0x660, 0x6f0]

/** Ways to write a number, given what the library knows of it. */
const NOTATIONS = [
  ({ texts }) => texts[2],
  ({ texts }) => texts[1],
  ({ texts }) => texts[0],
  ({ texts }) => `${texts[2]} ext. 123`,
  ({ texts }) => texts[3],
  ({ national }) => national,
  ({ texts }) => `Call ${texts[1]} now!`,
  ({ texts }, turn) => texts[1].replace(/\d/g, (digit) => String.fromCharCode(SCRIPTS[turn % 3] + Number(digit))),
  ({ texts }) => texts[1].replace(/[ -]/g, '.'),
  ({ national, texts }) => (national.length < 15 ? texts[0] : `${texts[0]}#5`),
  ({ texts }) => `00${texts[0].slice(1)}`,
  ({ texts }) => `${texts[3]};ext=77`,
  ({ national }) => national.slice(0, -1),
  ({ national }) => national.slice(0, -1) + ((Number(national.at(-1)) + 1) % 10),
  ({ national }) => `${national[0] === '9' ? '1' : Number(national[0]) + 1}${national.slice(1)}`,
]

/** Texts that are no numbers, or hardly. */
const ODD = [
  ['', 'US'], ['call me', 'US'], ['+', 'US'], ['1', 'US'], ['12', 'US'], ['+1 1', undefined], ['00', 'DE'], ['0044', 'DE'], ['011 1', 'US'],
  ['020 7946 0018', undefined], ['+999 1234567', 'US'], ['+0 123456', 'US'], ['+0044 20 7946 0018', 'DE'], ['++44 20 7946 0018', undefined],
  ['+49 123456789012345678', undefined], ['4155552671'.repeat(3), 'US'], ['1-800-FLOWERS', 'US'], ['1-800-FLOWERS x7', 'US'],
  ['tel:253-0000;phone-context=+1-650', undefined], ['tel:253-0000;phone-context=example.com', 'US'], ['tel:253-0000;phone-context=-', 'US'],
  ['+14155552671;isub=12', undefined], ['415 555 2671 / x 2672', 'US'], ['415 555 2671, 2672', 'US'], ['415 555 2671;ext=', 'US'],
  ['(415) 555-2671 доб. 5', 'US'], ['(415) 555-2671 anexo 5#', 'US'], ['(415) 555-2671 - 5#', 'US'], ['112', 'DE'], ['911', 'US'],
  ['\u202a+1 415 555 2671\u202c', undefined], ['*67 415 555 2671', 'US'], ['415x555x2671', 'US'], ['415\t555 2671', 'US'], ['😀 +44 20 7946 0018', undefined],
]

const rows = []
for (const [region, plan] of Object.entries(plans)) {
  const country = region.length === 2 ? region : undefined
  let taken = 0
  for (const field of rotated(DESCRIPTIONS, rows.length)) {
    const national = plan[field]?.[6]
    if (!national || taken === 3) continue
    const known = styles(`+${plan[10]}${national}`, undefined)
    if (known === null || known.rounded) continue
    const number = { national, texts: known.texts }
    const input = NOTATIONS[rows.length % NOTATIONS.length](number, rows.length)
    if (add(input, country)) taken++
  }
}
for (const [input, country] of ODD) add(input, country)

function rotated(list, by) {
  const at = by % list.length
  return [...list.slice(at), ...list.slice(0, at)]
}

/** Adds a row, unless the library rounds the number. */
function add(input, country) {
  const { number, line } = answer(input, country)
  if (line === null) return false
  if (number === null) return rows.push({ input, country, want: line })
  const [e164, region, code, nationalNumber, extension, type, isPossible] = line.split(' ')
  const orNull = (text) => (text === '-' ? null : text)
  const want = { e164, country: orNull(region), callingCode: code, nationalNumber, extension: orNull(extension), type: orNull(type) }
  return rows.push({ input, country, want: { ...want, isPossible: isPossible === 'true', isValid: type !== '-' } })
}

const numbers = rows.filter(({ want }) => typeof want === 'object')
const formats = numbers.map(({ want: { e164: read, extension } }, index) => {
  // Some in another notation than E.164; with the extension where there is one.
  const number = extension === null ? read : `${read}${index % 2 ? ' x' : ';ext='}${extension}`
  const [e164, international, national, rfc3966] = styles(number, undefined).texts
  return { number, e164, international, national, rfc3966 }
})

/** One number of each region, key by key: as dialed there, and every third from abroad. */
const keys = Object.keys(plans).flatMap((region, index) => {
  const country = region.length === 2 ? region : undefined
  const national = plans[region][3]?.[6] ?? plans[region][2]?.[6] ?? plans[region][1][6] ?? ''
  const known = styles(`+${plans[region][10]}${national}`, undefined)
  if (known === null || known.rounded) return []
  const abroad = country === undefined || index % 3 === 0
  const typedKeys = abroad ? known.texts[0] : known.texts[2].replace(/\D/g, '')
  const shown = typed(typedKeys, country)
  return shown.some((text) => text instanceof Error) ? [] : [{ keys: typedKeys, country, shown }]
})

const seen = new Set(numbers.map(({ want }) => want.type))
const missing = TYPES.filter((type) => !seen.has(type))
if (missing.length > 0) throw new Error(`no number of type ${missing.join(', ')}`)

const source = `npm google-libphonenumber ${version}, by tests/differential/phone/vectors.mjs`
write('phone-numbers', { cases: rows })
write('phone-format', { cases: formats, typed: keys })

/** One case a line. A lone surrogate would be no JSON that every parser takes, and there is none. */
function write(name, lists) {
  const list = ([key, cases]) => ` "${key}": [\n${cases.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n ]`
  const text = `{\n "source": ${JSON.stringify(source)},\n${Object.entries(lists).map(list).join(',\n')}\n}\n`
  writeFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), text)
  console.log(`${name}: ${Object.entries(lists).map(([key, cases]) => `${cases.length} ${key}`).join(', ')}`)
}
