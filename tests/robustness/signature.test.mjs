// `septet/signature` has no allocator: what it has no room for is refused as where there is room.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { instances } from './instances.mjs'

const whole = await import('septet')
const alone = await import('septet/signature')

const MAX_BODY = 1 << 20
const MAX_URL = 1 << 16
const BASE = { authToken: 'token-of-the-room', url: 'https://example.com/hook?x=1' }

/** What a call answers, or how it fails. */
function outcome(run) {
  try {
    return run()
  } catch (error) {
    return `${error.name} ${error.code}: ${error.message}`
  }
}

/** Signs and verifies by both modules, and gives what they agree on. */
function answer(request) {
  const signature = outcome(() => whole.signTwilio(request))
  const given = { ...request, signature: signature.length === 28 ? signature : `${'A'.repeat(27)}=` }
  const isValid = outcome(() => whole.verifyTwilio(given))
  assert.equal(outcome(() => alone.signTwilio(request)), signature)
  assert.equal(outcome(() => alone.verifyTwilio(given)), isValid)
  return [signature, isValid]
}

/** A text of so many UTF-16 units. */
const text = (unit, length) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

for (const unit of ['a', 'é', '€', '%ff', '&a=1']) {
  test(`bodies and parameters of ${unit} are answered alike at the caps and above`, () => {
    for (const length of [MAX_BODY / 4, MAX_BODY / 3 + 1, MAX_BODY / 2, MAX_BODY - 1, MAX_BODY, MAX_BODY + 1].map(Math.floor)) {
      const body = text(unit, length)
      answer({ ...BASE, body })
      answer({ ...BASE, body: new TextEncoder().encode(body) })
      answer({ ...BASE, params: { a: body } })
      answer({ ...BASE, params: Array.from({ length: 1000 }, (_, index) => [`${index}`, body.slice(0, length / 1000)]) })
    }
  })
  test(`URLs of ${unit} are answered alike at the caps and above`, () => {
    for (const start of ['https://h/', 'https://h/?', 'https://h/?bodySHA256=', 'https://']) {
      for (const length of [MAX_URL / 3, MAX_URL / 2, MAX_URL, MAX_URL + 1].map(Math.floor)) {
        answer({ ...BASE, url: start + text(unit, length - start.length), body: text('€', MAX_BODY) })
        answer({ ...BASE, url: start + text(unit, length - start.length), body: 'a=1' })
      }
    }
  })
}

test('the longest that is verified is', () => {
  const [, isValid] = answer({ ...BASE, body: `a=${text('€', (MAX_BODY - 2) / 3)}` })
  assert.equal(isValid, true)
  const [signature] = answer({ ...BASE, body: text('€', MAX_BODY) })
  assert.equal(signature, 'SeptetError ERR_SIGNATURE_TOO_LONG: the body is longer than 1048576 bytes')
})

test('the memory does not grow', () => {
  const { memory } = instances.at(-1).exports
  const before = memory.buffer.byteLength
  for (const unit of ['a', '€', '%ff']) answer({ ...BASE, url: `https://h/?${text(unit, MAX_URL - 11)}`, body: text(unit, MAX_BODY) })
  assert.equal(memory.buffer.byteLength, before)
  assert.ok(before <= 6 << 20, `${before}`)
})

test('no eight bytes of a token stay in the memory', () => {
  const authToken = `canary-7f3a91c2-d4e5b6a7c8d9e0f1-canary-${'0123456789'.repeat(5)}`
  for (const token of [authToken, authToken.slice(0, 39)]) {
    const signature = alone.signTwilio({ ...BASE, authToken: token })
    assert.ok(alone.verifyTwilio({ ...BASE, authToken: token, signature }))
    assert.ok(!alone.verifyTwilio({ ...BASE, authToken: [token, `${token}2`], signature: `${'A'.repeat(27)}=` }))
    const memory = Buffer.from(instances.at(-1).exports.memory.buffer)
    for (let at = 0; at + 8 <= token.length; at++) {
      assert.equal(memory.indexOf(token.slice(at, at + 8)), -1, `bytes ${at} to ${at + 8} of the token`)
    }
    // Nor the padded key, which RFC 2104 hashes first.
    for (const pad of [0x36, 0x5c]) {
      const key = Buffer.from(token.slice(0, 39)).map((byte) => byte ^ pad)
      for (let at = 0; at + 8 <= key.length; at++) assert.equal(memory.indexOf(key.subarray(at, at + 8)), -1)
    }
  }
})
