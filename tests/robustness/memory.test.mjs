// What a long life does to the core: its memory does not grow, and no secret stays in it.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { instances, memoryInUse } from './instances.mjs'

const septet = await import('septet')

const PARAMS = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`Name${index}`, `value ${index} ü 🎉`]))
const REQUEST = { authToken: 'token-of-the-leak-run', url: 'https://example.com/hook?x=1', params: PARAMS }

const calls = [
  (index) => septet.countSegments(`message no. ${index} {with} extensions`),
  (index) => septet.countSegments(`message no. ${index} 🎉`.repeat(20)),
  (index) => septet.segment(`“quoted” no. ${index}`, { smartEncoding: true }),
  (index) => septet.smartEncode(`“quoted” no. ${index}`),
  (index) => septet.isE164(`+1415555${index}`),
  (index) => septet.parsePhone(`(415) 55${index} ext. ${index}`, 'US', { strict: index % 2 === 0 }),
  (index) => septet.parsePhone(`+${index}${index}`),
  (index) => septet.toE164(`020 7946 0${100 + (index % 900)}`, 'GB'),
  (index) => septet.formatPhone(`+49 30 ${1000 + index}`, 'international'),
  (index) => septet.formatAsYouType(`415${index}`, 'US'),
  (index) => septet.escapeXml(`<${index}>`),
  (index) => septet.signTwilio({ ...REQUEST, url: `https://example.com/${index}` }),
  (index) => septet.verifyTwilio({ ...REQUEST, signature: `${index}AAAAAAAAAAAAAAAAAAAAAAAAAAA=`.slice(-28) }),
  (index) => index % 100 === 0 && septet.explainTwilio({ ...REQUEST, url: `http://example.com/${index % 7}`, signature: `${index}AAAAAAAAAAAAAAAAAAAAAAAAAAA=`.slice(-28) }),
  (index) => {
    const response = new septet.MessagingResponse()
    response.message({ to: '+14155550100' }, `no. ${index}`).media('https://example.com/a.png')
    return response.toString()
  },
]

const failing = [
  () => septet.segment('ж', { encoding: 'GSM-7' }),
  () => septet.signTwilio({ authToken: '', url: 'https://example.com/' }),
  () => septet.parsePhone('+14155550100', 'UK'),
  () => septet.toE164('call me', 'US'),
  () => septet.formatPhone('020 7946 0018', 'national'),
  () => new septet.MessagingResponse().addChild('not a name', {}).toString(),
]

function repeat(times, list) {
  for (let index = 0; index < times; index++) {
    try {
      list[index % list.length](index)
    } catch (error) {
      assert.ok(error instanceof septet.SeptetError, String(error))
    }
  }
}

test('a million calls do not grow the memory', () => {
  repeat(10_000, [...calls, ...failing])
  const warm = memoryInUse()
  repeat(1_000_000, calls)
  assert.equal(memoryInUse(), warm)
  assert.equal(instances.length, 1)
})

test('fifty thousand failing calls do not grow the memory', () => {
  const warm = memoryInUse()
  repeat(50_000, failing)
  assert.equal(memoryInUse(), warm)
})

test('inputs above the caps never reach the memory', () => {
  const warm = memoryInUse()
  const huge = 'x'.repeat(50_000_000)
  for (const run of [() => septet.countSegments(huge), () => septet.escapeXml(huge), () => septet.isE164(huge),
    () => septet.parsePhone(huge, huge), () => septet.parsePhone(huge), () => septet.toE164(huge), () => septet.formatPhone(huge, 'e164'), () => septet.formatAsYouType(huge, 'US'),
    () => septet.verifyTwilio({ ...REQUEST, params: undefined, signature: 'A'.repeat(28), body: huge })]) {
    try {
      run()
    } catch (error) {
      assert.ok(error instanceof septet.SeptetError, String(error))
    }
  }
  assert.equal(memoryInUse(), warm)
})

test('no eight bytes of a token stay in the memory', () => {
  const authToken = 'canary-7f3a91c2-d4e5b6a7c8d9e0f1-canary'
  const signature = septet.signTwilio({ ...REQUEST, authToken })
  assert.ok(septet.verifyTwilio({ ...REQUEST, authToken, signature }))
  assert.ok(!septet.verifyTwilio({ ...REQUEST, authToken: [authToken, `${authToken}2`], signature: 'A'.repeat(27) + '=' }))
  for (const url of [REQUEST.url, REQUEST.url.replace('https', 'http'), 'x']) {
    septet.explainTwilio({ ...REQUEST, authToken: [` "${authToken.toUpperCase()}"`, `${authToken}\n`], url, signature })
  }
  const memory = Buffer.from(instances[0].exports.memory.buffer)
  for (let at = 0; at + 8 <= authToken.length; at++) {
    assert.equal(memory.indexOf(authToken.slice(at, at + 8)), -1, `bytes ${at} to ${at + 8} of the token`)
  }
})

test('a thousand first calls at once start one core', async () => {
  const fresh = await import('septet/segments')
  const before = instances.length
  await Promise.all(Array.from({ length: 1000 }, async () => assert.equal(fresh.countSegments('x'), 1)))
  assert.equal(instances.length, before + 1)
})
