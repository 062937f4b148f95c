/**
 * Compares how `septet::phone` writes numbers with npm google-libphonenumber: in all four styles,
 * and as they are typed, after every key.
 *
 *     node tests/differential/phone-format.mjs [generated inputs, 100000] [seed, 1]
 *
 * Not compared, for the library is wrong about them, but checked otherwise:
 *
 * - national numbers above 2^53, which it rounds: `phone.mjs` compares the digits, and here the
 *   same digits have to stand in every style;
 * - a fullwidth plus sign that is typed, of which it makes the text `undefined`: compared with what
 *   it shows for an ASCII one.
 *
 * Everything else has to be equal.
 */

import assert from 'node:assert/strict'

import { EXAMPLES, inputs, matcher, REGIONS } from './phone/inputs.mjs'
import { plans, styles, typed, util } from './phone/oracle.mjs'
import { random } from './phone/random.mjs'
import { septet } from './phone/rust.mjs'

const COUNT = Number(process.argv[2] ?? 100_000)
const SEED = Number(process.argv[3] ?? 1)
const BATCH = 5000

/** What the plans say about formats: fields 19 and 20; in each the pattern, and all leading digits. */
const FORMATS = Object.values(plans).flatMap((plan) =>
  [...(plan[19] ?? []), ...(plan[20] ?? [])].map((format) => ({ plan, pattern: format[1], leading: format[3] ?? [] })),
)

const draw = random(SEED)
const generate = inputs(draw)
const matching = matcher(draw)
const { below, chance, digits: randomDigits, pick } = draw

const ours = septet()
const differences = []
const seen = { numbers: 0, refused: 0, rounded: 0, keys: 0, grouped: 0, fullwidth: 0, regions: new Set(), shapes: new Set() }

await inBatches(numbers(), compareStyles)
await inBatches(texts(), compareTyping)
await ours.end()

for (const difference of differences.slice(0, 40)) console.log(JSON.stringify(difference))
console.log(`styles: ${seen.numbers} numbers of ${seen.shapes.size} shapes, ${seen.rounded} above 2^53; ${seen.refused} texts are no number`)
console.log(`as you type: ${seen.keys} keys, ${seen.grouped} of them grouped; ${seen.fullwidth} texts begin with a fullwidth plus sign`)

// What follows would notice a comparison of nothing.
if (COUNT >= 100_000) {
  assert.ok(seen.numbers >= 250_000 && seen.refused >= 10_000 && seen.rounded >= 100)
  assert.ok(seen.keys >= 3_000_000 && seen.grouped >= 500_000 && seen.fullwidth >= 1000)
  assert.ok(seen.shapes.size >= 300, `only ${seen.shapes.size} shapes of numbers`)
  assert.deepEqual([...REGIONS, null, 'ZZ', '001', ''].filter((region) => !seen.regions.has(region)), [])
}
console.log(`${seen.numbers + seen.rounded + seen.keys - differences.length} passed, ${differences.length} failed`)
process.exitCode = differences.length === 0 ? 0 : 1

async function compareStyles(batch) {
  const answers = await ours.ask(batch.map(([input, region]) => ['format', input, region]))
  batch.forEach(([input, region], place) => {
    const got = JSON.parse(answers[place])
    const want = styles(input, region)
    if (want === null) {
      seen.refused++
      if (got !== null) differences.push({ input, region, want, got })
    } else if (want.rounded) {
      seen.rounded++
      // Digits are put around the last ones at most, and the extension behind them.
      const [e164, ...others] = got.map((text, style) => digitsOf(style === 0 ? text : text.slice(0, text.length - want.extension.length)))
      const sound = others[0] === e164 && others.every((digits) => digits.endsWith(e164.slice(-12)))
      if (!sound) differences.push({ input, region, wrong: 'the digits', got })
    } else {
      seen.numbers++
      if (want.extension === '') seen.shapes.add(want.texts[2].replace(/\d/g, '0'))
      if (got === null || want.texts.some((text, style) => text !== got[style])) {
        differences.push({ input, region, want: want.texts, got })
      }
    }
  })
}

async function compareTyping(batch) {
  const answers = await ours.ask(batch.map(([input, region]) => ['type', input, region]))
  batch.forEach(([input, region], place) => {
    const got = JSON.parse(answers[place])
    // Of a fullwidth plus sign the library makes `undefined`, inside and in what it shows.
    const want = typed(input.replace(/^＋/, '+'), region)
    if (input.startsWith('＋')) seen.fullwidth++
    assert.equal(got.length, want.length)
    seen.regions.add(region)
    const characters = [...input.replace(/^＋/, '+')]
    const at = want.findIndex((shown, key) => {
      const typedSoFar = characters.slice(0, key + 1).join('')
      seen.keys++
      if (shown !== typedSoFar) seen.grouped++
      return shown !== got[key].replace(/^＋/, '+')
    })
    if (at >= 0) differences.push({ input: characters.slice(0, at + 1).join(''), region, want: String(want[at]), got: got[at] })
  })
}

function digitsOf(text) {
  return text
    .replace(/[\uff10-\uff19]/g, (ch) => ch.charCodeAt(0) - 0xff10)
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (ch) => ch.charCodeAt(0) & 0xf)
    .replace(/\D/g, '')
}

/** Numbers to be written: examples, the digits of every format, every first three digits, any. */
function* numbers() {
  for (const { code, national } of EXAMPLES) {
    yield [`+${code}${national}`, null]
    for (let time = 0; time < 10; time++) yield [`+${code}${mutated(national)} ext. ${randomDigits(1 + below(6))}`, null]
  }
  for (const [plan, national] of grouped(30)) yield [`+${plan[10]}${national}`, null]
  for (const [plan, national] of everyStart()) yield [`+${plan[10]}${national}`, null]
  for (let time = 0; time < COUNT; time++) {
    const { input, region } = generate()
    yield [input, region]
  }
}

/** Numbers to be typed: at home, from abroad, with prefixes, and with what people put between. */
function* texts() {
  for (const { region, code, national, plan } of EXAMPLES) {
    const home = region === '001' ? null : region
    const abroad = pick(REGIONS)
    const number = util.parse(`+${code}${national}`)
    yield [national, home]
    yield [`${plan[12] ?? '0'}${national}`, home]
    yield [`${matching(plan[15] ?? '0')}${national}`, home]
    yield [`+${code}${national}`, home]
    yield [`+${code}${plan[12] ?? '0'}${national}`, null]
    yield [`${matching(plan[11] ?? '00')}${code}${national}`, home]
    yield [`${matching(plans[abroad][11])}${code}${national}`, abroad]
    yield [`${code}${national}`, home]
    for (const style of [1, 2, 3]) yield [util.format(number, style), home]
    yield [util.formatOutOfCountryCallingNumber(number, abroad), abroad]
  }
  for (const [plan, national] of grouped(12)) {
    const home = /^\d/.test(plan[9]) ? null : plan[9]
    yield [national, home]
    yield [`${plan[12] ?? ''}${national}${below(10)}`, home]
    yield [`+${plan[10]}${national}${below(10)}`, null]
  }
  for (const [plan, national] of everyStart()) yield [national + randomDigits(2), /^\d|^001$/.test(plan[9]) ? null : plan[9]]
  for (let time = 0; time < COUNT; time++) yield [typing(), chance(0.95) ? pick(REGIONS) : pick([null, 'ZZ', '001', ''])]
}

/** A random text, the first keys of which often say where the number is. */
function typing() {
  const { code, national, plan } = pick(EXAMPLES)
  const other = plans[pick(REGIONS)]
  const start = pick(['', '', '+', `+${code}`, code, plan[12] ?? '0', matching(other[11]) + code, matching(other[15] ?? '1'), '00', '011', '＋'])
  let text = start + (chance(0.2) ? randomDigits(below(18)) : mutated(national))
  if (chance(0.2)) text = [...text].map((ch) => (chance(0.15) ? ch + pick([...' -.()/', ' - ', '*', '#', ',', 'x', '~', '+', '\u00a0']) : ch)).join('')
  if (chance(0.1)) text = text.replace(/\d/g, (digit) => (chance(0.5) ? String.fromCharCode(pick([0xff10, 0x660, 0x6f0]) + Number(digit)) : digit))
  if (chance(0.05)) text += pick(['a', '😀', ' ext. 5', ';ext=5', 'x7', '+', '१'])
  return text
}

/** Digits for every format of every plan, as its pattern and its leading digits want them. */
function* grouped(times) {
  for (const { plan, pattern, leading } of FORMATS) {
    for (let time = 0; time < times; time++) {
      const digits = matching(pattern)
      const start = leading.length > 0 ? matching(pick(leading)) : ''
      const national = start + digits.slice(start.length)
      yield [plan, chance(0.1) ? mutated(national) : national]
    }
  }
}

/** Every first three digits in every plan, with as many more as a number has. */
function* everyStart() {
  for (const plan of Object.values(plans)) {
    const lengths = plan[1][9]
    for (let start = 0; start < 1000; start++) {
      const length = pick(lengths)
      yield [plan, String(start).padStart(3, '0').slice(0, length) + randomDigits(Math.max(0, length - 3))]
    }
  }
}

function mutated(digits) {
  if (chance(0.4)) return digits
  const at = below(digits.length)
  return digits.slice(0, at) + below(10) + digits.slice(at + below(2) + (chance(0.2) ? 1 : 0))
}

async function inBatches(items, compare) {
  let batch = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < BATCH) continue
    await compare(batch)
    batch = []
  }
  await compare(batch)
}
