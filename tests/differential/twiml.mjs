/**
 * Generated programs, run on this package's responses and on those of npm `twilio` 6.2.0: every
 * element, method and attribute of the schema, in any order and depth.
 *
 * Documents are equal to the byte, or the difference is one of `DELIBERATE`: where that package
 * throws on a text, drops an element, makes markup of a value, or writes what is not well-formed
 * or not what was asked for.
 *
 *     node tests/differential/twiml.mjs [programs] [seed]
 */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import * as ours from 'septet/twiml'

import { generator } from '../random.mjs'
import { read } from '../robustness/xml.mjs'

const { twiml: peer } = createRequire(import.meta.url)('twilio')
const schema = JSON.parse(readFileSync(new URL('../../xtask/data/twiml.json', import.meta.url), 'utf8'))

const PROGRAMS = Number(process.argv[2] ?? 50_000)
const SEED = Number(process.argv[3] ?? 1)
const ROOTS = ['VoiceResponse', 'VoiceResponse', 'VoiceResponse', 'MessagingResponse', 'FaxResponse']
const OF_ALL = ['addText', 'addChild', 'toString']
const OF_ROOTS = ['comment', 'commentBefore', 'commentAfter']

// What XML 1.0 forbids, lone surrogates included.
const FORBIDDEN =
  /[\0-\x08\x0b\f\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

const isObject = (value) => typeof value === 'object' && value !== null
const isOdd = (value) => ['function', 'symbol'].includes(typeof value) || (isObject(value) && !(value instanceof URL || value instanceof String))

/**
 * What the peer does with one step, whether that explains a difference, and what ours does then:
 * it writes a document that a parser reads (`writes`), or refuses the step and changes nothing.
 */
const DELIBERATE = [
  {
    why: 'the peer makes markup of an object, a list or a function as text',
    on: ({ method, args }) => method !== 'addChild' && isOdd(args[1]),
    throws: 'TypeError',
  },
  {
    why: 'the peer makes an element of a function, and spreads a list',
    on: ({ method, args }) => !method.startsWith('comment') && (typeof args.at(-1) === 'function' || args.some(Array.isArray)),
    throws: 'TypeError',
  },
  {
    why: 'the peer throws an error of its own on a symbol, or writes nothing of it',
    on: ({ args }) => args.some((arg) => typeof arg === 'symbol'),
    throws: 'TypeError',
  },
  {
    why: 'the peer adds a comment, markup or an instruction for names that are none',
    on: ({ method, args }) => method === 'addChild' && /^[#?@]/.test(args[0]),
    throws: 'SeptetError',
  },
  {
    why: 'the peer writes objects, functions and dates as an attribute in whatever form they have',
    on: ({ values }) => values.flat().some(isOdd) || values.some((value) => Array.isArray(value) && value.some(Array.isArray)),
    throws: 'TypeError',
  },
  {
    why: 'the peer loses the document when it refuses a comment beside the root',
    on: ({ method, args }) => /^comment./.test(method) && args[0] == null,
    throws: 'TypeError',
  },
  {
    why: 'the peer makes an element of a String object',
    on: ({ args }) => args.some((arg) => arg instanceof String),
    writes: true,
  },
  {
    why: 'the peer throws on a forbidden character in text or a comment',
    on: ({ texts }) => texts.some((text) => FORBIDDEN.test(text)),
    writes: true,
  },
  {
    why: 'the peer writes a forbidden character in an attribute raw',
    on: ({ values }) => values.flat().some((value) => FORBIDDEN.test(String(value))),
    writes: true,
  },
  {
    why: 'the peer throws on two hyphens in a comment',
    on: ({ method, texts }) => method.startsWith('comment') && texts.some((text) => text.includes('--')),
    writes: true,
  },
  {
    why: 'the peer drops an element whose text is null',
    on: ({ method, args }) => method !== 'addText' && method !== 'comment' && args.includes(null),
    writes: true,
  },
]

const PIECES = [
  'Hi', ' ', '', '&', '<', '>', '"', "'", '\r', '\n', '\r\n', '\t', ']]>', '&amp;', '&#65;', '<Dial>', '</Message>', '<!--', '-->', '-',
  'é', '€', '中', '😀', '👨‍👩‍👧', '\u0338', '\u2028', '\u0085', '\u007f', '\ufeff', '\ufffd', '\ufdd0', '\u{1fffe}', '\u{10ffff}',
  'e8:Response', 't2:Hi/', '://?a=1&b=2', 'x'.repeat(100), 'y'.repeat(300),
]
const FORBIDDEN_PIECES = ['\0', '\x07', '\x0b', '\f', '\x1f', '\ufffe', '\uffff', '\ud800', '\udc00', '\ud83d']
const NAMES = ['xml:lang', 'x-y', 'a.b', '_', 'é', 'lagnauge', 'statusCallbackEvents', 'hasOwnProperty']
const ELEMENTS = ['Custom', 'x-y', 'a:b', 'Größe', '_1', 'Dial', 'ssmlBreak']
const ILLEGAL = ['', ' ', 'a b', '1a', 'a"', '<', 'a>', 'é&', '-a']
const ODD = [{ x: 1 }, { '#raw': '<Hangup/>' }, ['a', ['b']], () => 'x', new Date(0), /x/, Symbol('x'), new Map()]

const random = generator(SEED)
const pick = (list) => list[Math.floor(random() * list.length)]
const text = () =>
  Array.from({ length: Math.floor(random() * 5) }, () => pick(random() < 0.02 ? FORBIDDEN_PIECES : PIECES)).join('')

sameMethods()
const counts = { equal: 0, pretty: 0, prettyOfMixed: 0, steps: 0, refusedByBoth: 0 }
for (const { why } of DELIBERATE) counts[why] = 0
let failures = 0
for (let program = 0; program < PROGRAMS && failures < 10; program++) run(program)
console.log(counts)
for (const [what, count] of Object.entries(counts)) if (count === 0) report('all', { never: what })
if (failures > 0) process.exit(1)

/** Every class has the methods of the peer's class of that name, by the same names and no others. */
function sameMethods() {
  let classes = 0
  const names = (prototype, base) =>
    [...new Set([...Object.getOwnPropertyNames(prototype), ...base])].filter((name) => name !== 'constructor').sort().join(' ')
  const compare = (made, Peer, base) => {
    classes++
    const [got, want] = [names(Object.getPrototypeOf(made), base), names(Peer.prototype, base)]
    if (got !== want) throw new Error(`${Peer.name} has ${got}, not ${want}`)
  }
  for (const root of new Set(ROOTS)) {
    const seen = new Set()
    const visit = (made, Peer, className) => {
      if (seen.has(className)) return
      seen.add(className)
      compare(made, Peer, className === root ? [...OF_ALL, ...OF_ROOTS] : OF_ALL)
      const children = className === root ? schema.roots[root] : schema.elements[className].children
      for (const child of children) visit(made[schema.elements[child].method](), peer[root][child], child)
    }
    visit(new ours[root](), peer[root], root)
  }
  // Three roots, and 62 classes of which both voice and messaging have one.
  if (classes !== 66) throw new Error(`${classes} classes`)
}

/** Runs a program on both. A step with a deliberate difference is run on ours alone, and checked there. */
function run(program) {
  const root = pick(ROOTS)
  const [mine, theirs] = [[new ours[root]()], [new peer[root]()]]
  const classes = [root]
  let isPlain = true
  const length = 1 + Math.floor(random() * 14)
  for (let count = 0; count < length; count++) {
    // Later elements more often, so that programs are deep.
    const target = random() < 0.5 ? classes.length - 1 : Math.floor(random() * classes.length)
    const { method, child, args } = step(classes[target])
    const values = args.flatMap((arg) => (isObject(arg) && !Array.isArray(arg) ? Object.values(arg) : []))
    const made = { method, args, texts: args.filter((arg) => typeof arg === 'string'), values }
    // A name that is none is refused by both, whatever else there is.
    const names = [...args.filter(isObject).flatMap((arg) => Object.keys(arg).filter((name) => arg[name] != null)), ...(method === 'addChild' ? [args[0]] : [])]
    const special = method === 'addChild' && /^[#?@]/.test(args[0])
    const deliberate = !special && names.some((name) => ILLEGAL.includes(name)) ? undefined : DELIBERATE.find(({ on }) => on(made))
    counts.steps++
    if (deliberate) {
      counts[deliberate.why]++
      alone(program, deliberate, classes[target], made)
      continue
    }
    const [result, refused] = attempt(() => mine[target][method](...args))
    const [peers, peersRefused] = attempt(() => theirs[target][method](...args))
    if (Boolean(refused) !== Boolean(peersRefused)) return report(program, { method, args, refused, peersRefused })
    if (refused) counts.refusedByBoth++
    else if (child) {
      mine.push(result)
      theirs.push(peers)
      classes.push(child)
    }
    if (method === 'addText' || args.includes('')) isPlain = false
  }
  compare(program, pick(mine).toString(), theirs[0].toString(), 'equal')
  const pretty = pick(mine).toString({ pretty: true })
  const tree = read(theirs[0].toString())
  // The peer puts every text on a line of its own unless an element has one alone, and takes an empty text for one.
  if (isPlain && !isMixed(tree)) compare(program, pretty, theirs[0].response.end({ pretty: true }), 'pretty')
  else compare(program, JSON.stringify(withoutLines(read(pretty))), JSON.stringify(withoutLines(tree)), 'prettyOfMixed')
}

function isMixed({ content = [] }) {
  return (content.length > 1 && content.some((node) => typeof node === 'string')) || content.some(isMixed)
}

/** The tree without the space between elements that hold no other text. */
function withoutLines(node) {
  if (!node.content) return node
  const isText = (child) => typeof child === 'string'
  const isSpace = (child) => isText(child) && /^\n *$/.test(child)
  const content = node.content.every((child) => !isText(child) || isSpace(child)) && node.content.length > 1 ? node.content.filter((child) => !isSpace(child)) : node.content
  return { ...node, content: content.map(withoutLines) }
}

function compare(program, got, want, what) {
  if (got === want) counts[what]++
  else report(program, { got, want })
}

function attempt(call) {
  try {
    return [call(), null]
  } catch (error) {
    return [null, error]
  }
}

/** A method of a class, what it adds, and arguments. */
function step(className) {
  const isRoot = className in schema.roots
  const children = isRoot ? schema.roots[className] : (schema.elements[className]?.children ?? [])
  if (children.length > 0 && random() < 0.7) {
    const child = pick(children)
    return { method: schema.elements[child].method, child, args: verb(schema.elements[child]) }
  }
  const method = pick(isRoot ? [...OF_ROOTS, 'addText', 'addChild'] : ['addText', 'addChild'])
  if (method === 'addChild') return { method, child: 'Other', args: added() }
  return { method, child: null, args: [random() < 0.9 ? text() : pick([0, 5, true, 3n, undefined, null, new String('boxed')])] }
}

function added() {
  const name = pick(random() < 0.9 ? ELEMENTS : random() < 0.7 ? ILLEGAL : ['#text', '#raw', '#cdata', '#comment', '?php', '@to'])
  const shape = random()
  if (shape < 0.4) return [name]
  if (shape < 0.8) return [name, attributes({})]
  return [name, pick(['x', 'a & b', '', 5, false])]
}

/** Arguments of a method that adds an element. */
function verb({ attributes: known, text: takesText }) {
  const shape = random()
  if (shape < 0.3) return [attributes(known)]
  if (shape < 0.6) return takesText ? [attributes(known), text()] : [attributes(known)]
  if (shape < 0.8) return takesText || random() < 0.1 ? [text()] : []
  if (shape < 0.84) return [attributes(known), pick([0, 1, -1.5, true, false, NaN, 10n, undefined])].slice(0, takesText ? 2 : 1)
  if (shape < 0.88) return takesText ? [undefined, text()] : [undefined]
  if (shape < 0.9) return [pick([5, 0, false, 3n])]
  if (shape < 0.91) return takesText ? [{}, null] : [{}, 'ignored by both']
  if (shape < 0.93 && takesText) return [attributes(known), pick(ODD)]
  if (shape < 0.935) return [pick(ODD.filter((odd) => Array.isArray(odd) || typeof odd !== 'object'))]
  return []
}

function attributes(known) {
  const count = Math.floor(random() * 4)
  const names = Object.keys(known)
  return Object.fromEntries(
    Array.from({ length: count }, () => {
      if (names.length === 0 || random() < 0.1) return [pick(random() < 0.95 ? NAMES : ILLEGAL), value()]
      const name = pick(names)
      return [name, random() < 0.7 ? typical(known[name]) : value()]
    }),
  )
}

/** A value of an attribute's type. */
function typical(type) {
  if (type.endsWith('[]')) return Array.from({ length: Math.floor(random() * 3) }, () => typical(type.slice(0, -2)))
  if (type === 'boolean') return random() < 0.5
  if (type === 'number') return Math.floor(random() * 100)
  return type === 'string' ? text() : pick(schema.enums[type])
}

function value() {
  const shape = random()
  if (shape < 0.7) return text()
  if (shape < 0.8) return [text(), text()]
  if (shape < 0.82) return pick(ODD)
  return pick([
    0, 1, true, false, NaN, 1e21, -0, 7n, undefined, null, '', [], ['a', undefined, null, 2], [true, 1n], new URL('https://a.example/?b=1&c=2'),
  ])
}

/** The same step on a document of its own is refused and changes nothing, or gives what a parser reads as one more node. */
function alone(program, { throws, writes }, className, { method, args }) {
  const [response, parent] = withParent(className)
  const before = response.toString()
  const [, error] = attempt(() => parent[method](...args))
  const after = response.toString()
  if (throws && (error?.name !== throws || after !== before)) report(program, { method, args, throws, error, after })
  if (!writes) return
  const [count, was] = [after, before].map((xml) => nodes(read(xml)))
  if (error || count < was || count > was + 2) report(program, { method, args, error, after })
}

function nodes(tree) {
  return tree.content.reduce((sum, node) => sum + (typeof node === 'string' || !node.content ? 1 : 1 + nodes(node)), 0)
}

/** A new document, and an element of a class in it. */
function withParent(className) {
  const root = className in schema.roots ? className : Object.keys(schema.roots).find((name) => reaches(schema.roots[name], className))
  const response = new ours[root ?? 'VoiceResponse']()
  if (className === root) return [response, response]
  if (!root) return [response, response.addChild('Other')]
  const path = reaches(schema.roots[root], className)
  return [response, path.reduce((element, name) => element[schema.elements[name].method](), response)]
}

/** The classes from one of `children` down to a class. */
function reaches(children, className, seen = []) {
  for (const child of children) {
    if (child === className) return [child]
    if (seen.includes(child)) continue
    const rest = reaches(schema.elements[child].children, className, [...seen, child])
    if (rest) return [child, ...rest]
  }
  return null
}

function report(program, details) {
  failures++
  console.error(`program ${program}, seed ${SEED}:`, details)
}
