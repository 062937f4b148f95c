// A core with a planted trap: whatever call springs it, the next one answers right.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { instances } from './instances.mjs'

const septet = await import('../../target/trapped/all/index.js')

const TRAP = 'spring the planted trap'
const REQUEST = { authToken: '12345', url: 'https://mycompany.com/myapp.php?foo=1&bar=2' }
const TELNYX = { publicKey: 'x', signature: 'x', timestamp: '1', now: 1 }

const springs = {
  segment: () => septet.segment(TRAP),
  countSegments: () => septet.countSegments(TRAP),
  smartEncode: () => septet.smartEncode(TRAP),
  isE164: () => septet.isE164(TRAP),
  parsePhone: () => septet.parsePhone(TRAP, 'US'),
  'parsePhone, country': () => septet.parsePhone('4155550100', TRAP),
  toE164: () => septet.toE164(TRAP),
  formatPhone: () => septet.formatPhone(TRAP, 'national'),
  formatAsYouType: () => septet.formatAsYouType(TRAP, 'US'),
  escapeXml: () => septet.escapeXml(TRAP),
  signTwilio: () => septet.signTwilio({ ...REQUEST, params: { Body: TRAP } }),
  verifyTwilio: () => septet.verifyTwilio({ ...REQUEST, signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', body: `Body=${TRAP}` }),
  explainTwilio: () => septet.explainTwilio({ ...REQUEST, signature: 'x', body: `Body=${TRAP}` }),
  verifyTelnyx: () => septet.verifyTelnyx({ ...TELNYX, body: TRAP }),
  MessagingResponse: () => String(new septet.MessagingResponse().message(TRAP)),
}

for (const [name, spring] of Object.entries(springs)) {
  test(`100 traps in ${name} are survived`, () => {
    septet.countSegments('the first call starts a core')
    for (let time = 0; time < 100; time++) {
      const before = instances.length
      assert.throws(spring, (error) => error instanceof septet.SeptetError && error.code === 'ERR_INTERNAL')
      assert.equal(septet.countSegments('x'.repeat(161)), 2)
      assert.equal(septet.signTwilio(REQUEST).length, 28)
      assert.equal(septet.toE164('020 7946 0018', 'GB'), '+442079460018')
      assert.equal(instances.length, before + 1, 'the trapped core was replaced')
    }
  })
}
