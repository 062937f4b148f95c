import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { describe, test } from 'node:test'

import { septet } from '../../www/package.mjs'
import { BROWSERS, eachTestOpens, paste, put, textOf, valueOf, violations } from './browser.mjs'

const FORM = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='

for (const name of BROWSERS) {
  describe(`signature in ${name}`, () => {
    let page
    eachTestOpens(name, '/signature', (opened) => (page = opened))

    const verdict = () => textOf(page, '#verdict-title')

    test('asks for what is missing, one thing at a time', async () => {
      const asked = [await textOf(page, '#verdict-text')]
      for (const [field, text] of [['#url', 'https://example.com/'], ['#token', 'secret'], ['#signature', 'AAAA']]) {
        await page.type(field, text)
        asked.push(await textOf(page, '#verdict-text'))
      }
      assert.deepEqual(asked.slice(0, 3), [
        'Enter the URL that Twilio called.',
        'Enter the auth token of the account.',
        'Enter the signature from the header.',
      ])
      assert.equal(await verdict(), 'Not valid')
    })

    test('finds the documented form example valid', async () => {
      await page.click('#form-example')
      assert.equal(await verdict(), 'Valid')
      assert.equal(await valueOf(page, '#signature'), FORM)
    })

    test('finds the JSON example valid, and not without its last byte', async () => {
      await page.click('#json-example')
      assert.equal(await verdict(), 'Valid')
      await put(page, '#content', '{"property": "value", "boolean": true')
      assert.equal(await verdict(), 'Not valid')
    })

    test('takes the form body as it was received', async () => {
      await page.click('#form-example')
      await page.click('input[value="body"]')
      assert.equal(await textOf(page, '#content-label'), 'Raw body')
      assert.equal(await verdict(), 'Not valid')
      await put(page, '#content',
        'To=%2B18005551212&From=%2B14158675309&Digits=1234&Caller=%2B14158675309&CallSid=CA1234567890ABCDE')
      assert.equal(await verdict(), 'Valid')
    })

    for (const field of ['url', 'content', 'token', 'signature']) {
      test(`is not valid when one character of the ${field} is added`, async () => {
        await page.click('#form-example')
        await page.type(`#${field}`, 'x')
        assert.equal(await verdict(), 'Not valid')
        await page.keyboard.press('Backspace')
        assert.equal(await verdict(), 'Valid')
      })
    }

    test('keeps every value of a name that is given twice', async () => {
      await put(page, '#url', 'https://mycompany.com/myapp.php?foo=1&bar=2')
      await put(page, '#content', 'Sid=CA123\nSidAccount=AC123\nDigits=5678\nDigits=1234\nDigits=1234')
      await put(page, '#token', '12345')
      await put(page, '#signature', 'IK+Dwps556ElfBT0I3Rgjkr1wJU=')
      assert.equal(await verdict(), 'Valid')
    })

    const codes = () => page.$$eval('#findings code', (found) => found.map((code) => code.textContent))

    test('names the lost query string of a JSON request', async () => {
      await page.click('#json-example')
      await put(page, '#url', 'https://mycompany.com/myapp.php')
      assert.ok((await codes()).includes('json-without-hash'))
    })

    test('proves what is wrong, says how to mend it, and shows the URL that was signed', async () => {
      await page.click('#form-example')
      await put(page, '#url', 'http://mycompany.com:3000/myapp.php?foo=1&bar=2')
      assert.match(await textOf(page, '#verdict-text'), /^The token is right/)
      assert.deepEqual(await codes(), ['scheme-changed'])
      assert.match(await textOf(page, '#findings'), /trust proxy/)
      assert.equal(await textOf(page, '#matched-url'), 'https://mycompany.com/myapp.php?foo=1&bar=2')
      await put(page, '#url', await textOf(page, '#matched-url'))
      assert.equal(await verdict(), 'Valid')
      assert.equal(await page.$eval('#matched', (part) => part.hidden), true)
    })

    test('says what is likely where nothing can be proven', async () => {
      await page.click('#form-example')
      await put(page, '#token', 'f'.repeat(32))
      assert.deepEqual([await verdict(), await codes()], ['Not valid', ['token-wrong']])
      assert.match(await textOf(page, '#verdict-text'), /likely/)
    })

    const PASTED = {
      'a curl command': `curl 'https://mycompany.com/myapp.php?foo=1&bar=2' \\
  -H 'X-Twilio-Signature: ${FORM}' \\
  --data-raw 'Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid=CA1234567890ABCDE'`,
      'raw HTTP': `POST /myapp.php?foo=1&bar=2 HTTP/1.1
Host: mycompany.com
X-Forwarded-Proto: https
Content-Type: application/x-www-form-urlencoded
X-Twilio-Signature: ${FORM}

Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid=CA1234567890ABCDE
`,
      'a log': `POST /myapp.php?foo=1&bar=2
{ host: 'mycompany.com', 'x-forwarded-proto': 'https', 'x-twilio-signature': '${FORM}' }
{ Digits: '1234', To: '+18005551212', From: '+14158675309', Caller: '+14158675309', CallSid: 'CA1234567890ABCDE' }`,
    }
    for (const [kind, text] of Object.entries(PASTED)) {
      test(`takes ${kind} that is pasted, with the keyboard alone`, async () => {
        await paste(page, '#paste', text)
        assert.match(await textOf(page, '#pasted'), /^Read: POST/)
        assert.equal(await valueOf(page, '#url'), 'https://mycompany.com/myapp.php?foo=1&bar=2')
        assert.equal(await textOf(page, '#verdict-text'), 'Enter the auth token of the account.')
        const focused = () => page.evaluate(() => document.activeElement.id)
        for (let press = 0; press < 8 && (await focused()) !== 'token'; press++) await page.keyboard.press('Tab')
        await page.keyboard.type('12345')
        assert.equal(await verdict(), 'Valid')
      })
    }

    test('explains a pasted request by its headers and method', async () => {
      await paste(page, '#paste', PASTED['raw HTTP'].replace('Host: mycompany.com', 'Host: 10.0.0.7:3000\nX-Original-Host: mycompany.com'))
      await put(page, '#token', '12345')
      assert.deepEqual([await verdict(), (await codes()).includes('host-changed')], ['Not valid', true])
      await put(page, '#paste', PASTED['raw HTTP'].replace(/\n\n[^]*/, '\n\n'))
      assert.ok((await codes()).includes('body-missing'))
    })

    test('keeps the bytes of a pasted body that a field cannot hold', async () => {
      const { signTwilio } = await septet('septet/signature')
      const body = '{\r\n"a": 1\r\n}\r\n'
      const hash = createHash('sha256').update(body).digest('hex')
      const signature = signTwilio({ authToken: '12345', url: `https://h.test/?bodySHA256=${hash}`, body })
      await put(page, '#paste', [`POST /?bodySHA256=${hash} HTTP/1.1`, 'Host: h.test', 'X-Forwarded-Proto: https',
        `Content-Length: ${body.length}`, `X-Twilio-Signature: ${signature}`, '', body].join('\r\n'))
      await put(page, '#token', '12345')
      assert.equal(await verdict(), 'Valid')
      await page.type('#content', ' ')
      assert.equal(await verdict(), 'Not valid')
    })

    test('says what is wrong with a text that is no request, and keeps nothing of the one before', async () => {
      await page.click('#form-example')
      await put(page, '#paste', "curl 'https://example.com/")
      assert.match(await textOf(page, '#pasted'), /opened and not closed/)
      assert.deepEqual([await page.$eval('#paste', (field) => field.ariaInvalid), await valueOf(page, '#signature')], ['true', ''])
      assert.equal(await verdict(), 'Not checked yet')
      await put(page, '#paste', '')
      assert.deepEqual([await page.$eval('#paste', (field) => field.ariaInvalid), await textOf(page, '#pasted')], [null, ''])
    })

    test('computes a signature when asked, and puts it where it is checked', async () => {
      await page.click('#compute')
      assert.equal(await textOf(page, '#computed-text'), 'Enter the URL that Twilio called.')
      await page.click('#form-example')
      await put(page, '#signature', '')
      assert.equal(await page.$eval('#computed-value', (value) => value.hidden), true)
      await page.click('#compute')
      assert.equal(await textOf(page, '#computed-signature'), FORM)
      await page.click('#use')
      assert.equal(await verdict(), 'Valid')
    })

    test('forgets a computed signature when the request changes', async () => {
      await page.click('#form-example')
      await page.click('#compute')
      await page.type('#url', 'x')
      assert.equal(await page.$eval('#computed-value', (value) => value.hidden), true)
      assert.equal(await textOf(page, '#computed-signature'), '')
    })

    test('hides the token until it is asked to show it', async () => {
      const type = () => page.$eval('#token', (field) => field.type)
      const seen = [await type()]
      for (let press = 0; press < 2; press++) {
        await page.click('#show')
        seen.push(await type(), await page.$eval('#show', (button) => button.ariaPressed))
      }
      assert.deepEqual(seen, ['password', 'text', 'true', 'password', 'false'])
    })

    const keys = generateKeyPairSync('ed25519')
    const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
    const EVENT = '{"data":{"event_type":"message.received","id":"e7"}}'

    /** A request of Telnyx as it goes over the wire, signed so many seconds ago. */
    function telnyx(body, ago = 0) {
      const timestamp = String(Math.floor(Date.now() / 1000) - ago)
      const signature = sign(null, Buffer.from(`${timestamp}|${body}`), keys.privateKey).toString('base64')
      return ['POST /telnyx HTTP/1.1', 'Host: example.com', 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`,
        `Telnyx-Signature-Ed25519: ${signature}`, `Telnyx-Timestamp: ${timestamp}`, '', body].join('\r\n')
    }

    test('takes a request of Telnyx that is pasted, with the keyboard alone, and needs no URL', async () => {
      await paste(page, '#paste', telnyx(EVENT))
      assert.match(await textOf(page, '#pasted'), /^Read: POST/)
      assert.equal(await page.$eval('#url', (field) => field.checkVisibility()), false)
      assert.equal(await textOf(page, '#verdict-text'), 'Enter the public key that the Telnyx portal shows.')
      const focused = () => page.evaluate(() => document.activeElement.id)
      for (let press = 0; press < 8 && (await focused()) !== 'token'; press++) await page.keyboard.press('Tab')
      await page.keyboard.type(publicKey)
      assert.equal(await verdict(), 'Valid')
      assert.deepEqual(await violations(page), [])
    })

    test('tells a Telnyx signature that is late from one that is wrong', async () => {
      await put(page, '#paste', telnyx(EVENT, 2 * 3600))
      await put(page, '#token', publicKey)
      assert.equal(await verdict(), 'The signature is right')
      assert.match(await textOf(page, '#verdict-text'), /^It was made 2 hours ago\. .* replay/)
      await page.type('#timestamp', '1')
      assert.equal(await verdict(), 'Not valid')
    })

    for (const [code, changed] of [
      ['body-reserialized', JSON.stringify(JSON.parse(EVENT), null, 2)], ['body-padded', `${EVENT}\n`],
      ['key-wrong,body-changed', EVENT.replace('e7', 'e8')],
    ]) {
      test(`says of a Telnyx body that was changed: ${code}`, async () => {
        await put(page, '#paste', telnyx(EVENT))
        await put(page, '#token', publicKey)
        await put(page, '#content', changed)
        assert.deepEqual([await verdict(), String(await codes())], ['Not valid', code])
        assert.deepEqual(await violations(page), [])
      })
    }

    test('keeps the line breaks of a pasted Telnyx body, and proves it when they are lost', async () => {
      const body = '{\r\n"data": {}\r\n}'
      await put(page, '#paste', telnyx(body))
      await put(page, '#token', publicKey)
      assert.equal(await verdict(), 'Valid')
      await page.type('#content', ' ')
      await page.keyboard.press('Backspace')
      await put(page, '#paste', '')
      await put(page, '#content', '')
      await put(page, '#content', body)
      assert.deepEqual([await verdict(), String(await codes())], ['Not valid', 'body-line-breaks'])
    })

    test('says what is no public key, and goes back to Twilio', async () => {
      await page.click('#telnyx-example')
      assert.equal(await verdict(), 'The signature is right')
      await page.type('#token', 'x')
      assert.deepEqual([await verdict(), await textOf(page, '#verdict-text')], [
        'Cannot be checked', 'a public key is not 32 bytes in base64 that are a key.'])
      await page.click('input[value="twilio"]')
      assert.equal(await textOf(page, '#verdict-text'), 'Enter the URL that Twilio called.')
      assert.equal(await textOf(page, '#signature-header'), 'X-Twilio-Signature')
      await page.click('#form-example')
      assert.equal(await verdict(), 'Valid')
    })

    test('stores nothing', async () => {
      await page.click('#form-example')
      const stored = await page.evaluate(() => {
        return [localStorage.length, sessionStorage.length, document.cookie, location.search]
      })
      assert.deepEqual(stored, [0, 0, '', ''])
    })
  })
}
