// 100,000 programs of arguments nobody should pass: every document parses back, by a strict parser,
// to exactly the tree that was asked for. What is refused leaves no trace.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { FaxResponse, MessagingResponse, SeptetError, VoiceResponse } from 'septet/twiml'

import { generator, pick } from '../random.mjs'
import { seed } from './seed.mjs'
import { read } from './xml.mjs'

const PROGRAMS = 100_000
const schema = JSON.parse(readFileSync(new URL('../../xtask/data/twiml.json', import.meta.url), 'utf8'))
const ROOTS = { VoiceResponse, MessagingResponse, FaxResponse }

const TEXTS = [
  '', 'Hi', ' ', '\n', '\r', '\r\n', '\t', '&', '<', '>', '"', "'", ']]>', '<![CDATA[', '&amp;', '&#0;', '&#xD800;', '<Dial>+1900</Dial>',
  '</Say></Response>', '<!--', '-->', '--', '-', '--->', '---', '<?php ?>', '<!DOCTYPE x [<!ENTITY y "z">]>', '\0', '\x01', '\x08', '\x0b', '\f',
  '\x1f', '\x7f', '\x85', '\ud800', '\udc00', '\udc00\ud800', '😀', '\ufeff', '\ufffd', '\ufffe', '\uffff', '\ufdd0', '\u2028', 'é', '\u{10ffff}',
  'e8:Response', 't2:Hi/', '/', '//', 'v0:', 'a1:b', ':', '0', '__proto__', 'constructor', 'x'.repeat(400), '\ud800'.repeat(40), '€'.repeat(60),
]
const NAMES = [
  'a', 'Say', 'xml:lang', '_', 'é', 'x-1', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '\u{10000}', '', ' ', 'a b', '1', '-', 'a"b', "a'b",
  'a=b', '<', 'a>', 'a/', 'a&', '#text', '#raw', '#cdata', '@to', '?php', '!--', 'a\0', '\ud800', 'a\udc00', '\ufffd', 'a\u00d7', 'a\n', 'a:', '\u2028',
]
const ODD = [
  null, undefined, NaN, Infinity, -0, 0, 1e21, 5, 10n, true, false, Symbol('s'), Symbol.iterator, () => 'x', class {}, {}, { x: 1 }, { '#raw': '<Hangup/>' },
  { '@to': '+1' }, { toString: () => '<Hangup/>' }, Object.create(null), [], ['<'], ['a', null, '"', undefined, 5], [['a']], [{}], [Symbol('s')], new Date(0), /x/, new Map([['a', 'b']]),
  new Set(['a']), new String('<boxed>'), new Number(5), new Boolean(false), new URL('https://a.example/?b=1&c="'), new Uint8Array(2), Promise.resolve(1), new Error('x'),
]

// Name of XML 1.0, 2.3, without U+FFFD, which stands for something that was no character.
const START = ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFC}\\u{10000}-\\u{EFFFF}'
const NAME = new RegExp(`^[${START}][${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*$`, 'u')
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

test(`${PROGRAMS} hostile programs say what was asked for, and nothing else (seed ${seed})`, () => {
  const random = generator(seed)
  let refused = 0
  for (let program = 0; program < PROGRAMS; program++) refused += run(random, program)
  assert.ok(refused > PROGRAMS / 10, `only ${refused} refused`)
})

/** Runs a program and its model. Returns how many steps were refused. */
function run(random, program) {
  const root = pick(random, Object.keys(ROOTS))
  const response = new ROOTS[root]()
  const model = { before: [], element: { name: 'Response', attributes: [], content: [] }, after: [] }
  const elements = [{ made: response, node: model.element, className: root }]
  let refused = 0
  for (let steps = 1 + Math.floor(random() * 6); steps > 0; steps--) {
    const { made, node, className } = random() < 0.5 ? elements.at(-1) : pick(random, elements)
    const [method, child, ...args] = step(random, className)
    const expected = expectation(() => (method in ASKED ? ASKED[method](model, node, ...args) : childNode(child, args)))
    let result
    try {
      result = made[method](...args)
    } catch (error) {
      refused++
      assert.ok(expected instanceof Refused, `program ${program}: ${method} throws ${error.message}`)
      assert.equal(error.name, expected.message)
      assert.ok(error instanceof TypeError || error instanceof SeptetError)
      continue
    }
    assert.ok(!(expected instanceof Refused), `program ${program}: ${method} is not refused`)
    if (!expected.name) continue
    node.content.push(expected)
    elements.push({ made: result, node: expected, className: child })
  }
  const want = [...model.before, model.element, ...model.after]
  const compact = response.toString()
  same(read(compact).content, want.map(joined), program)
  if (program % 5 === 0) same(read(pick(random, elements).made.toString({ pretty: true })).content.map(laid), want.map(joined).map(laid), program)
  return refused
}

function same(got, want, program) {
  const [left, right] = [JSON.stringify(got), JSON.stringify(want)]
  if (left !== right) assert.fail(`program ${program}:\n${left}\n${right}`)
}

/** A method, the class it adds, and arguments. */
function step(random, className) {
  const isRoot = className in schema.roots
  const children = isRoot ? schema.roots[className] : (schema.elements[className]?.children ?? [])
  const shape = random()
  if (children.length > 0 && shape < 0.6) {
    const child = pick(random, children)
    return [schema.elements[child].method, child, ...Array.from({ length: Math.floor(random() * 3) }, () => argument(random))]
  }
  if (shape < 0.7) return ['addText', null, argument(random)]
  if (isRoot && shape < 0.85) return [pick(random, ['comment', 'commentBefore', 'commentAfter']), null, argument(random)]
  return ['addChild', 'Other', random() < 0.9 ? pick(random, NAMES) : argument(random), argument(random)]
}

function argument(random) {
  const shape = random()
  if (shape < 0.4) return text(random)
  if (shape < 0.6) return pick(random, ODD)
  const entries = Array.from({ length: Math.floor(random() * 4) }, () => [
    random() < 0.6 ? pick(random, ['to', 'voice', 'xml:lang']) : pick(random, NAMES),
    random() < 0.7 ? text(random) : pick(random, ODD),
  ])
  // Own properties, whatever they are called.
  const object = shape < 0.9 ? {} : Object.create({ inherited: 'x' })
  for (const [name, value] of entries) Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
  return object
}

function text(random) {
  return Array.from({ length: Math.floor(random() * 4) }, () => pick(random, TEXTS)).join('')
}

class Refused extends Error {}

/** What a step comes to, or the name of the error that refuses it. */
function expectation(ask) {
  try {
    return ask() ?? {}
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

const ASKED = {
  addText: (_, node, value) => void node.content.push(asked(value)),
  comment: (_, node, value) => void node.content.push(comment(value)),
  commentBefore: (model, _, value) => void model.before.push(comment(value)),
  commentAfter: (model, _, value) => void model.after.unshift(comment(value)),
  addChild: (_, __, name, first) => {
    if (typeof name !== 'string') throw new Refused('TypeError')
    return { name: named(name), ...content(first) }
  },
}

function childNode(className, [first, second]) {
  const { xml, text: takesText } = schema.elements[className]
  return { name: xml, ...content(first, takesText ? second : undefined) }
}

function content(first, second) {
  if (typeof first === 'string' || (isPlain(first) && second == null)) return { attributes: [], content: [asked(first)] }
  if (first != null && (typeof first !== 'object' || Array.isArray(first))) throw new Refused('TypeError')
  const attributes = Object.entries(first ?? {})
    .filter(([, value]) => value != null)
    .map(([name, value]) => [named(name), attribute(value)])
  return { attributes, content: second == null ? [] : [asked(second)] }
}

function attribute(value) {
  if (Array.isArray(value)) return value.map((item) => (item == null ? '' : attributeAtom(item))).join(' ')
  return attributeAtom(value)
}

function attributeAtom(value) {
  return value instanceof URL ? value.href : asked(value)
}

function comment(value) {
  const hyphens = asked(value).replace(/--/g, '- -').replace(/--/g, '- -')
  return { comment: ` ${hyphens} `.replace(/\r\n?/g, '\n') }
}

function named(name) {
  if (!NAME.test(name)) throw new Refused('SeptetError')
  return name
}

/** The text that a value is asked to be written as. */
function asked(value) {
  if (typeof value !== 'string' && !isPlain(value)) throw new Refused('TypeError')
  return String(value).replace(FORBIDDEN, '\ufffd')
}

function isPlain(value) {
  return ['number', 'boolean', 'bigint'].includes(typeof value) || value instanceof String
}

/** The node as a parser has it: no empty texts, and those side by side as one. */
function joined(node) {
  if (!node.content) return node
  const content = []
  for (const child of node.content) {
    if (child === '') continue
    if (typeof child === 'string' && typeof content.at(-1) === 'string') content.push(content.pop() + child)
    else content.push(typeof child === 'string' ? child : joined(child))
  }
  return { name: node.name, attributes: node.attributes, content }
}

/** The node without lines between elements that hold no text. */
function laid(node) {
  if (!node.content) return node
  const isSpace = (child) => typeof child === 'string' && /^\n *$/.test(child)
  const isLaid = node.content.length > 1 && node.content.every((child) => typeof child !== 'string' || isSpace(child))
  return { ...node, content: (isLaid ? node.content.filter((child) => !isSpace(child)) : node.content).map(laid) }
}
