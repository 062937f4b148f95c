/**
 * Compares `septet::phone` with npm google-libphonenumber: every field of a number, every reason
 * of a refusal. Inputs are every step of the automata (`cargo xtask walks`), and generated ones:
 *
 *     node tests/differential/phone.mjs [generated inputs, 200000] [seed, 1]
 *
 * Not compared, for the library is wrong about them, but checked otherwise:
 *
 * - national numbers above 2^53, which it rounds, having them as doubles: `phone/rounded.mjs`
 *   works them out from the metadata, and from what the library does get right;
 * - a `phone-context` of many labels that is no domain, over which its regular expression takes
 *   exponential time: refused here by what RFC 3966 says, and never given to the library.
 *
 * Everything else has to be equal.
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

import { inputs, KINDS, REGIONS } from './phone/inputs.mjs'
import { answer, REASON_NAMES, regionsOfCode, TYPES } from './phone/oracle.mjs'
import { random } from './phone/random.mjs'
import { fault } from './phone/rounded.mjs'
import { septet } from './phone/rust.mjs'

const COUNT = Number(process.argv[2] ?? 200_000)
const SEED = Number(process.argv[3] ?? 1)
const BATCH = 5000
/** Regions in answers. Western Sahara is in none: its numbers are Morocco's, which is asked first. */
const NAMED = [...REGIONS.filter((region) => region !== 'EH'), '001', '-']
const WALKS = 'target/phone-walks.jsonl'

const ours = septet()
const differences = []

const walks = tally()
for (const batch of batches(walksOfFile())) await compare(batch, walks)
report('steps of the automata', walks)

const generated = tally()
const generate = inputs(random(SEED))
while (generated.compared < COUNT) {
  const batch = Array.from({ length: Math.min(BATCH, COUNT - generated.compared) }, generate)
  await compare(batch, generated)
}
report('generated inputs', generated)

await contexts()
await ours.end()
for (const difference of differences.slice(0, 40)) console.log(JSON.stringify(difference))

// What follows would notice a comparison of nothing, or of refusals alone.
if (COUNT >= 200_000) {
  // Saint Martin has few numbers that are not Guadeloupe's, which is asked first.
  same(generated.regions, NAMED.filter((region) => region !== 'MF'), 'region', ['MF'])
  same(generated.types, [...TYPES, '-'], 'type')
  same(generated.reasons, REASON_NAMES, 'reason')
  for (const type of TYPES) assert.ok(generated.types.get(type) >= 100, `${type} is seen often`)
  for (const kind of KINDS) {
    const { numbers = 0, refusals = 0 } = generated.kinds.get(kind) ?? {}
    assert.ok(numbers >= 1000, `${kind}: numbers are read`)
    assert.ok(refusals >= 1 || kind === 'as it is', `${kind}: texts are refused`)
  }
  assert.ok(generated.extensions >= 5000 && generated.impossible >= 5000)
  assert.ok(generated.rounded >= 500, 'numbers above 2^53 are seen')
  assert.ok(generated.rounded * 20 < generated.compared, 'but few')
}
assert.ok(walks.compared >= 130_000, 'the automata have many steps')
same(walks.codes, Object.keys(regionsOfCode), 'calling code')
same(walks.regions, NAMED, 'region')
same(walks.types, [...TYPES, '-'], 'type')

const compared = walks.compared + walks.rounded + generated.compared + generated.rounded
console.log(`${compared - differences.length} passed, ${differences.length} failed`)
process.exitCode = differences.length === 0 ? 0 : 1

async function compare(batch, seen) {
  const answers = await ours.ask(batch.map(({ input, region }) => ['parse', input, region]))
  batch.forEach(({ input, region, kinds }, place) => {
    const got = answers[place]
    const { number, line } = answer(input, region)
    if (line === null) {
      seen.rounded++
      const wrong = fault(number, input, got)
      if (wrong !== null) differences.push({ input, region, wrong, got })
      return
    }
    seen.compared++
    count(seen, line, kinds)
    if (got !== line) differences.push({ input, region, want: line, got })
  })
}

/** A domain that is none, of 1 to 80 labels, and one that is: each at once. */
async function contexts() {
  const asked = Array.from({ length: 80 }, (_, labels) => `a.`.repeat(labels + 1))
  const invalid = asked.map((context) => ['parse', `tel:212345;phone-context=${context}!`, 'US'])
  const valid = asked.map((context) => ['parse', `tel:6502530000;phone-context=${context}a`, 'US'])
  assert.deepEqual(await ours.ask(invalid), invalid.map(() => 'NOT_A_NUMBER'))
  const number = '+16502530000 US 1 6502530000 - FIXED_LINE_OR_MOBILE true'
  assert.deepEqual(await ours.ask(valid), valid.map(() => number))
  const [[, ...short]] = invalid
  assert.equal(answer(...short).line, 'NOT_A_NUMBER', 'the library agrees where it can answer')
}

function walksOfFile() {
  let text
  try {
    text = readFileSync(WALKS, 'utf8')
  } catch {
    throw new Error(`no ${WALKS}: run \`cargo xtask walks\``)
  }
  return text.trimEnd().split('\n').map((line) => {
    const [input, region] = JSON.parse(line)
    return { input, region, kinds: [] }
  })
}

function* batches(list) {
  for (let start = 0; start < list.length; start += BATCH) yield list.slice(start, start + BATCH)
}

function tally() {
  const maps = { regions: new Map(), types: new Map(), reasons: new Map(), codes: new Map(), kinds: new Map() }
  return { compared: 0, rounded: 0, extensions: 0, impossible: 0, ...maps }
}

function count(seen, line, kinds) {
  const [, region, code, , extension, type, possible] = line.split(' ')
  const outcome = type === undefined ? 'refusals' : 'numbers'
  for (const kind of kinds) {
    const outcomes = seen.kinds.get(kind) ?? { numbers: 0, refusals: 0 }
    outcomes[outcome]++
    seen.kinds.set(kind, outcomes)
  }
  if (type === undefined) return add(seen.reasons, line)
  add(seen.regions, region)
  add(seen.codes, code)
  add(seen.types, type)
  if (extension !== '-') seen.extensions++
  if (possible === 'false') seen.impossible++
}

function same(seen, known, what, others = []) {
  const all = [...known, ...others]
  assert.deepEqual(known.filter((key) => !seen.has(key)), [], `every ${what} is seen`)
  assert.deepEqual([...seen.keys()].filter((key) => !all.includes(key)), [], `no other ${what} is`)
}

function add(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1)
}

function report(what, { compared, rounded, regions, types, reasons }) {
  const refused = [...reasons.values()].reduce((sum, number) => sum + number, 0)
  console.log(`${what}: ${compared} compared, ${refused} of them refused; ${rounded} above 2^53 worked out instead`)
  for (const map of [types, reasons]) console.log(`  ${[...map].map(([name, number]) => `${name} ${number}`).join(', ')}`)
  console.log(`  ${regions.size} regions`)
}
