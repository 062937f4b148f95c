// 120,000 calls with arguments nobody should pass: each answers or throws a proper error, and the
// core answers right after every single one.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { instances } from './instances.mjs'
import { generator, pick } from '../random.mjs'
import { seed } from './seed.mjs'

const septet = await import('septet')

const CALLS = 120_000
const TELNYX_KEY = '0Ct2KvFZJUajKduSRndVGEWrzBqYmd4eO+T3YuR8PqA='
const OWN = Symbol('an error of the argument itself')
const boom = () => {
  throw OWN
}

const TEXTS = [
  '', 'a', 'hi €', '\ud800', '\udc00x', 'e\u0301'.repeat(300), '👩‍🦰'.repeat(50), '\0\x07\x1b', ']]>', '&#xD800;', '<!--', '--',
  '\ufeff', '\u202e', '__proto__', 'GSM-7',
  'UCS-2', 'auto', 'all-or-nothing', 'https://example.com/', 'http://[::1', 'https://u:p@h:99999/?bodySHA256=', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  '+14155550100', '(020) 7946-0018 ext. 5', '+1 \u0661\ud800', 'US', 'gb', 'UK', 'national', '%', '%zz=%', '&&==&', '+'.repeat(300),
]

// Around the caps and far above. They are rare, because each takes as long as a hundred others.
const HEAVY = ['x'.repeat(65_536), 'x'.repeat(65_537), '€'.repeat(70_000), '\ud800'.repeat(60_000), 'a'.repeat(5_000_000), new Uint8Array(2_000_000)]

function hostileValue(random, depth = 0) {
  if (random() < 0.002) return pick(random, HEAVY)
  return pick(random, MAKERS)(random, depth)
}

const MAKERS = [
  (random) => pick(random, TEXTS),
  (random) => pick(random, TEXTS),
  (random) => pick(random, [undefined, null, NaN, Infinity, -0, 2 ** 53, -1, 5, 6, 7, 1e21, 10n, true, false, Symbol('s'), Symbol.iterator]),
  (random) => pick(random, [() => 1, class {}, boom, new Date(NaN), /x/, new Map([['a', 'b']]), new Set(['a']), new WeakMap(), Promise.resolve(1)]),
  () => Array.from({ length: 3 }, (_, index) => 'x'.repeat(index)),
  () => [],
  () => ({ length: 1e9 }),
  () => new Proxy({}, { get: boom, ownKeys: boom, has: boom, getPrototypeOf: boom }),
  () => ({ get text() { return boom() }, get encoding() { return boom() }, get url() { return boom() } }),
  () => ({ toString: boom, valueOf: boom, [Symbol.toPrimitive]: boom }),
  () => ({ [Symbol.iterator]: boom }),
  () => ({ *[Symbol.iterator]() { yield ['k', 'v']; yield 'kv'; yield 7 } }),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  () => new Uint8Array(3), () => new Uint8Array(0), () => new Uint16Array(4), () => new ArrayBuffer(8), () => new DataView(new ArrayBuffer(2)),
  () => Object.create(null), () => new URLSearchParams('a=1&a=2&%ff=%'), () => new URL('https://example.com/?a=b'),
  () => new String('boxed'), () => new Number(1), () => Object.freeze({}), () => structuredClone(new Uint8Array(4).fill(255)),
  (random, depth) => objectOf(random, depth),
  (random, depth) => objectOf(random, depth),
]

const KEYS = [
  'encoding', 'smartEncoding', 'headerBytes', 'languages', 'keepGraphemes', 'prefix', 'suffix', 'linkLength', 'min',
  'max', 'wide', 'authToken', 'signature', 'url', 'params', 'body', 'to', 'from',
  'publicKey', 'timestamp', 'headers', 'publicUrl', 'accountSid', 'now', 'toleranceSeconds',
  'action', 'method', 'strict', '__proto__', 'constructor', 'toString', 'a b', '', '1', 'Body',
]

function objectOf(random, depth) {
  const object = {}
  if (depth > 2) return object
  for (let count = random() * 5; count > 0; count--) {
    const key = pick(random, KEYS)
    Object.defineProperty(object, key, { value: hostileValue(random, depth + 1), enumerable: true, writable: true, configurable: true })
  }
  return object
}

const CALLABLE = [
  (...args) => septet.segment(...args),
  (...args) => septet.countSegments(...args),
  (...args) => septet.smartEncode(...args),
  (...args) => septet.diagnose(...args),
  (...args) => septet.estimateCost(...args),
  (...args) => septet.segmentTemplate(...args),
  (first, second, third) => septet.segmentTemplate(typeof first === 'string' ? `{{a}}${first}` : '{{a}}', { a: second }, third),
  (...args) => septet.isE164(...args),
  (...args) => septet.parsePhone(...args),
  (...args) => septet.toE164(...args),
  (...args) => septet.formatPhone(...args),
  (...args) => septet.formatAsYouType(...args),
  (first, second, third) => septet.parsePhone(typeof first === 'string' ? first : '+14155550100', second, third),
  (...args) => septet.escapeXml(...args),
  (...args) => septet.checkTwiml(...args),
  (...args) => septet.signTwilio(...args),
  (...args) => septet.verifyTwilio(...args),
  (first, ...rest) => septet.verifyTwilio({ authToken: 'token', url: 'https://example.com/', signature: 'x', params: first, ...rest[0] }),
  (first, second) => septet.verifyTwilio({ authToken: 'token', url: second, signature: first, body: second }),
  (...args) => septet.explainTwilio(...args),
  (first, second, third) => septet.explainTwilio({ authToken: 'token', url: 'https://example.com/', signature: second, params: first, headers: third }),
  (first, second) => septet.explainTwilio({ authToken: 'token', url: second, signature: first, body: second, method: first, publicUrl: second }),
  (...args) => septet.verifyTelnyx(...args),
  (first, second, third) => septet.verifyTelnyx({ publicKey: TELNYX_KEY, signature: first, timestamp: second, body: third, now: 1_700_000_000 }),
  (first, second) => septet.segment(typeof first === 'string' ? first : 'text', second),
  (...args) => document((response) => response.message(...args)),
  (...args) => document((response) => response.redirect(...args)),
  (...args) => document((response) => response.message('x').media(...args)),
  (...args) => document((response) => response.message({}).body(...args)),
  (...args) => document((response) => response.addChild(...args)),
  (...args) => document((response) => response.addText(...args)),
  (...args) => document((response) => response.comment(...args)),
  (...args) => document((response) => response.commentBefore(...args)),
  (...args) => document((response) => response.commentAfter(...args)),
]

function document(fill) {
  const response = new septet.MessagingResponse()
  fill(response)
  return response.toString()
}

const isProper = (error) => error === OWN || error instanceof TypeError || (error instanceof septet.SeptetError && error.code !== 'ERR_INTERNAL')

test(`the core answers after each of ${CALLS} hostile calls (SEED=${seed})`, () => {
  const random = generator(seed)
  for (let call = 0; call < CALLS; call++) {
    const run = pick(random, CALLABLE)
    const args = Array.from({ length: 1 + Math.floor(random() * 3) }, () => hostileValue(random))
    try {
      run(...args)
    } catch (error) {
      assert.ok(isProper(error), `call ${call}: ${run} threw ${String(error?.stack ?? error)}`)
    }
    assert.equal(septet.countSegments('ünïq¡ €'), 1, `after call ${call}`)
    assert.equal({}.polluted, undefined, `after call ${call}`)
  }
  assert.equal(instances.length, 1, 'one core did it all')
})

test('a wrong type is a TypeError that names the argument', () => {
  for (const [run, name] of [
    [() => septet.segment(1), 'text'], [() => septet.countSegments(null), 'text'], [() => septet.smartEncode([]), 'text'],
    [() => septet.isE164({}), 'value'], [() => septet.parsePhone(5), 'input'], [() => septet.parsePhone('', 5), 'defaultCountry'],
    [() => septet.parsePhone('', 'US', 'strict'), 'options'], [() => septet.parsePhone('', 'US', { strict: 'yes' }), 'strict'],
    [() => septet.toE164([]), 'input'], [() => septet.toE164('', null), 'defaultCountry'], [() => septet.formatPhone({}, 'e164'), 'number'],
    [() => septet.formatPhone('+1', 2), 'style'], [() => septet.formatAsYouType(1), 'input'], [() => septet.formatAsYouType('1', 1), 'defaultCountry'],
    [() => septet.escapeXml(undefined), 'text'], [() => septet.segment('', 'x'), 'options'],
    [() => septet.segment('', { headerBytes: '6' }), 'headerBytes'], [() => septet.segment('', { encoding: 7 }), 'encoding'],
    [() => septet.countSegments('', { keepGraphemes: 1 }), 'keepGraphemes'], [() => septet.countSegments('', { smartEncoding: 1 }), 'smartEncoding'],
    [() => septet.verifyTwilio(), 'request'], [() => septet.verifyTwilio({ authToken: 5, url: '', signature: '' }), 'authToken'],
    [() => septet.verifyTwilio({ authToken: 'x', signature: '' }), 'url'], [() => septet.signTwilio({ authToken: [], url: '' }), 'authToken'],
  ]) {
    assert.throws(run, (error) => error instanceof TypeError && error.message.includes(name), `${run}`)
  }
})

test('an option out of range and a text above the cap have a code', () => {
  for (const [run, code] of [
    [() => septet.segment('', { headerBytes: 8 }), 'ERR_SEGMENTS_OPTION'], [() => septet.segment('', { encoding: 'latin1' }), 'ERR_SEGMENTS_OPTION'],
    [() => septet.segment('ж', { encoding: 'GSM-7' }), 'ERR_SEGMENTS_NOT_GSM7'], [() => septet.segment('x'.repeat(65_537)), 'ERR_SEGMENTS_TOO_LONG'],
    [() => septet.countSegments('x'.repeat(65_537)), 'ERR_SEGMENTS_TOO_LONG'], [() => septet.smartEncode('x'.repeat(65_537)), 'ERR_SEGMENTS_TOO_LONG'],
    [() => septet.signTwilio({ authToken: '', url: 'https://example.com/' }), 'ERR_SIGNATURE_CONFIG'],
    [() => septet.verifyTwilio({ authToken: [], url: 'https://example.com/', signature: 'x' }), 'ERR_SIGNATURE_CONFIG'],
    [() => septet.escapeXml('x'.repeat(65_537)), 'ERR_TWIML_TOO_LONG'], [() => septet.parsePhone('+14155550100', 'UK'), 'ERR_PHONE_COUNTRY'],
    [() => septet.toE164('x'.repeat(251)), 'ERR_PHONE_INVALID'], [() => septet.formatPhone('x'.repeat(251), 'e164'), 'ERR_PHONE_INVALID'],
    [() => septet.formatPhone('+14155550100', 'local'), 'ERR_PHONE_OPTION'], [() => septet.formatAsYouType('1', 'USA'), 'ERR_PHONE_COUNTRY'],
  ]) {
    assert.throws(run, (error) => error instanceof septet.SeptetError && error.code === code, `${run}`)
  }
  assert.equal(septet.countSegments('x'.repeat(65_536)), 429)
})

// The lists that the core measures into have room for these and no more.
test('the longest texts there are, and become, are measured whole', () => {
  const long = 65_536
  const figures = (text, options) => {
    const measured = septet.segment(text, options)
    const { count, units, segments, unsupported, changes } = measured
    assert.equal(septet.countSegments(text, options), count)
    assert.equal(segments.length, count)
    assert.equal(segments.at(-1).end, measured.text.length)
    return [count, units, unsupported.length, changes.length]
  }
  const smart = { smartEncoding: true }
  assert.deepEqual(figures('ж'.repeat(long)), [979, long, long, 0])
  assert.deepEqual(figures('’'.repeat(long), smart), [429, long, 0, long])
  assert.deepEqual(figures('\t'.repeat(long), smart), [979, long, long, 0])
  assert.deepEqual(figures('\t'.repeat(long), { ...smart, encoding: 'GSM-7' }), [2999, 7 * long, 0, long])
  assert.deepEqual(figures('😀'.repeat(long / 2), { keepGraphemes: true }), [993, long, long / 2, 0])
  assert.equal(figures(`x${'\u0301'.repeat(34)}`.repeat(long / 35), { keepGraphemes: true })[0], Math.floor(long / 35))
  assert.equal(septet.smartEncode('’'.repeat(long)).text, "'".repeat(long))
})
