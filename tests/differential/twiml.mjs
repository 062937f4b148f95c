/**
 * Generated programs, run on this package's `MessagingResponse` and on that of npm `twilio` 6.2.0.
 *
 * Documents are equal to the byte, or the difference is one of `DELIBERATE`, where that package
 * throws on a text, drops an element, or writes what is not well-formed or not what was asked for.
 *
 *     node tests/differential/twiml.mjs [programs] [seed]
 */

import { createRequire } from 'node:module'

import { MessagingResponse } from 'septet/twiml'

const { twiml: peer } = createRequire(import.meta.url)('twilio')

const PROGRAMS = Number(process.argv[2] ?? 20_000)
const SEED = Number(process.argv[3] ?? 1)

// What XML 1.0 forbids, lone surrogates included.
const FORBIDDEN =
  /[\0-\x08\x0b\f\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Each says whether it explains what the peer does with one step, and what ours must then do. */
const DELIBERATE = [
  {
    why: 'the peer throws on a forbidden character in text or a comment',
    on: ({ texts }) => texts.some((text) => FORBIDDEN.test(text)),
  },
  {
    why: 'the peer writes a forbidden character in an attribute raw',
    on: ({ values }) => values.some((value) => FORBIDDEN.test(value)),
  },
  {
    why: 'the peer throws on two hyphens in a comment',
    on: ({ method, texts }) =>
      method.startsWith('comment') && texts.some((text) => text.includes('--')),
  },
  { why: 'the peer drops an element whose text is null', on: ({ args }) => args.includes(null) },
]

const PIECES = [
  'Hi',
  ' ',
  '',
  '&',
  '<',
  '>',
  '"',
  "'",
  '\r',
  '\n',
  '\r\n',
  '\t',
  ']]>',
  '&amp;',
  '&#65;',
  '<Dial>',
  '</Message>',
  '<!--',
  '-->',
  '-',
  'é',
  '€',
  '中',
  '😀',
  '👨‍👩‍👧',
  '\u0338',
  '\u2028',
  '\u0085',
  '\u007f',
  '\ufeff',
  '\ufffd',
  '\ufdd0',
  '\u{1fffe}',
  '\u{10ffff}',
  'e8:Response',
  't2:Hi/',
  '://?a=1&b=2',
  'x'.repeat(100),
]
const FORBIDDEN_PIECES = [
  '\0',
  '\x07',
  '\x0b',
  '\f',
  '\x1f',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udc00',
  '\ud83d',
]
const NAMES = [
  'to',
  'from',
  'action',
  'method',
  'statusCallback',
  'xml:lang',
  'x-y',
  'a.b',
  '_',
  'é',
  'lagnauge',
]
const ELEMENTS = ['Custom', 'x-y', 'a:b', 'Größe', '_1', 'Dial']

const random = generator(SEED)
const pick = (list) => list[Math.floor(random() * list.length)]
const text = () =>
  Array.from({ length: Math.floor(random() * 5) }, () =>
    pick(random() < 0.02 ? FORBIDDEN_PIECES : PIECES),
  ).join('')

/** A step: on which earlier element, which method, with which arguments. */
function step(elements) {
  const target = Math.floor(random() * elements.length)
  const method = pick(METHODS[elements[target]])
  const args = ARGUMENTS[method]()
  const texts = args.filter((arg) => typeof arg === 'string')
  const values = args.flatMap((arg) =>
    typeof arg === 'object' && arg !== null ? Object.values(arg).flat().map(String) : [],
  )
  return { target, method, args, texts, values }
}

const ANY = ['addText', 'addChild']
const METHODS = {
  Response: [
    'message',
    'message',
    'message',
    'redirect',
    'comment',
    'commentBefore',
    'commentAfter',
    ...ANY,
  ],
  Message: ['body', 'media', ...ANY],
  Other: ANY,
}
const RESULT = {
  message: 'Message',
  redirect: 'Other',
  body: 'Other',
  media: 'Other',
  addChild: 'Other',
}

const ARGUMENTS = {
  message: verb,
  redirect: verb,
  body: verb,
  media: verb,
  addText: () => [text()],
  addChild: () => (random() < 0.5 ? [pick(ELEMENTS)] : [pick(ELEMENTS), attributes()]),
  comment: () => [text()],
  commentBefore: () => [text()],
  commentAfter: () => [text()],
}

function verb() {
  const shape = random()
  if (shape < 0.4) return [text()]
  if (shape < 0.8) return [attributes(), text()]
  if (shape < 0.85) return [attributes()]
  if (shape < 0.9) return [attributes(), pick([0, 1, -1.5, true, false, NaN, 10n, undefined])]
  if (shape < 0.94) return [undefined, text()]
  if (shape < 0.97) return [pick([5, 0, false, 3n])]
  if (shape < 0.98) return [{}, null]
  return []
}

function attributes() {
  const count = Math.floor(random() * 4)
  return Object.fromEntries(Array.from({ length: count }, () => [pick(NAMES), value()]))
}

function value() {
  const shape = random()
  if (shape < 0.7) return text()
  if (shape < 0.8) return [text(), text()]
  return pick([
    0,
    1,
    true,
    false,
    NaN,
    1e21,
    -0,
    7n,
    undefined,
    null,
    '',
    [],
    ['a', undefined, null, 2],
    new URL('https://a.example/?b=1&c=2'),
  ])
}

const counts = { equal: 0, steps: 0 }
for (const { why } of DELIBERATE) counts[why] = 0
let failures = 0

for (let program = 0; program < PROGRAMS && failures < 10; program++) run(program)

console.log(counts)
if (failures > 0) process.exit(1)

/** Runs a program on both. A step with a deliberate difference is run on ours alone, and checked there. */
function run(program) {
  const [ours, theirs] = [[new MessagingResponse()], [new peer.MessagingResponse()]]
  const elements = ['Response']
  const length = 1 + Math.floor(random() * 12)
  for (let count = 0; count < length; count++) {
    const made = step(elements)
    const { target, method, args } = made
    const deliberate = DELIBERATE.find(({ on }) => on(made))
    counts.steps++
    if (deliberate) {
      counts[deliberate.why]++
      alone(program, made)
      continue
    }
    const result = ours[target][method](...args)
    const peers = theirs[target][method](...args)
    if (method in RESULT) {
      ours.push(result)
      theirs.push(peers)
      elements.push(RESULT[method])
    }
  }
  const [got, want] = [pick(ours).toString(), theirs[0].toString()]
  if (got === want) counts.equal++
  else report(program, { got, want })
}

/** The same step on a document of its own must give well-formed XML of one more node. */
function alone(program, { method, args, texts }) {
  const response = new MessagingResponse()
  const parent = method === 'body' || method === 'media' ? response.message({}) : response
  parent[method](...args)
  const xml = response.toString()
  if (FORBIDDEN.test(xml)) report(program, { method, args, xml })
  const inside = xml.slice(xml.indexOf('?>') + 2)
  const comment = method.startsWith('comment')
  const markup = comment
    ? /^(<Response>)?<!-- ([^-]|-(?!-))* -->(<\/Response>|<Response\/>)$|^<Response\/><!-- ([^-]|-(?!-))* -->$/
    : /^<Response>(<Message>)?(<[^<>"]*("[^"<]*"[^<>"]*)*>)?[^<>]*(<\/[^<>]*>)*<\/Response>$/
  if (!markup.test(inside)) report(program, { method, args, texts, xml })
}

function report(program, details) {
  failures++
  console.error(`program ${program}, seed ${SEED}:`, details)
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function generator(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
