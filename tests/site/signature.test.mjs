import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { BROWSERS, eachTestOpens, put, textOf, valueOf } from './browser.mjs'

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

    test('names the lost query string of a JSON request', async () => {
      await page.click('#json-example')
      await put(page, '#url', 'https://mycompany.com/myapp.php')
      assert.match(await textOf(page, '#verdict-text'), /bodySHA256/)
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

    test('stores nothing', async () => {
      await page.click('#form-example')
      const stored = await page.evaluate(() => {
        return [localStorage.length, sessionStorage.length, document.cookie, location.search]
      })
      assert.deepEqual(stored, [0, 0, '', ''])
    })
  })
}
