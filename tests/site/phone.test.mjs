import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import libphonenumber from 'google-libphonenumber'

import { BROWSERS, chord, eachTestOpens, paste, put, textOf, valueOf } from './browser.mjs'

const REGIONS = libphonenumber.PhoneNumberUtil.getInstance().getSupportedRegions()

for (const name of BROWSERS) {
  describe(`phone in ${name}`, () => {
    let page
    eachTestOpens(name, '/phone', (opened) => (page = opened))

    const title = () => textOf(page, '#verdict-title')
    const field = () => page.$eval('#number', ({ value, selectionEnd }) => {
      return `${value.slice(0, selectionEnd)}|${value.slice(selectionEnd)}`
    })
    const caretAt = (place) => page.$eval('#number', (number, caret) => {
      number.focus()
      number.setSelectionRange(caret, caret)
    }, place)
    const ask = async (country, number) => {
      await page.select('#country', country)
      await put(page, '#number', number)
    }
    const facts = async () => {
      const ids = ['e164', 'whose', 'type', 'code', 'national-number', 'extension', 'possible', 'valid']
      return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await textOf(page, `#${id}`)])))
    }

    test('lists every country that has a plan, by name, with its flag', async () => {
      const options = await page.$$eval('#country option', (all) => {
        return all.map((option) => [option.value, option.textContent])
      })
      assert.deepEqual(options.slice(1).map(([code]) => code).toSorted(), REGIONS.toSorted())
      const names = options.slice(1).map(([, text]) => text)
      assert.deepEqual(names, names.toSorted(new Intl.Collator('en').compare))
      assert.equal(new Map(options).get('DE'), 'Germany 🇩🇪')
      assert.equal(new Map(options).get('XK'), 'Kosovo 🇽🇰')
    })

    test('starts with the country of the browser, and says that there is no number yet', async () => {
      assert.equal(await valueOf(page, '#country'), 'US')
      assert.equal(await title(), 'No number yet')
      assert.equal(await page.$eval('#known', (known) => known.checkVisibility()), false)
    })

    test('names countries in the language of the reader', async () => {
      await page.evaluateOnNewDocument(() => {
        Object.defineProperty(navigator, 'languages', { value: ['de', 'en-GB'] })
      })
      await page.reload()
      await put(page, '#number', '030 901820')
      assert.equal(await valueOf(page, '#country'), 'DE')
      assert.equal(await textOf(page, '#whose'), 'Deutschland (DE)')
      assert.equal(await page.$eval('#whose', (whose) => whose.lang), 'de')
    })

    test('tells all there is to know of a number', async () => {
      await ask('GB', 'tel:(020) 7946-0018 ext. 5')
      assert.equal(await title(), 'Valid')
      assert.deepEqual(await facts(), {
        e164: '+442079460018', whose: 'United Kingdom (GB)', type: 'fixed line', code: '+44',
        'national-number': '2079460018', extension: '5', possible: 'yes', valid: 'yes',
      })
      assert.equal(await textOf(page, '#flag'), '🇬🇧')
    })

    test('writes a number in every form, with its extension', async () => {
      await ask('GB', '020 7946 0018x5')
      const forms = await Promise.all(['national', 'international', 'rfc3966', 'plain'].map((id) => textOf(page, `#${id}`)))
      assert.deepEqual(forms, ['020 7946 0018 x5', '+44 20 7946 0018 x5', 'tel:+44-20-7946-0018;ext=5', '+442079460018'])
    })

    test('knows a number of no country, and one whose country is not known', async () => {
      await ask('', '+80012345678')
      assert.deepEqual([await textOf(page, '#flag'), await textOf(page, '#whose')], ['🌐', 'Worldwide, no country'])
      await ask('', '+11555550100')
      assert.deepEqual([await textOf(page, '#flag'), await textOf(page, '#whose')], ['', 'Not known which country of +1'])
    })

    for (const [what, country, number, expected, text, advice] of [
      ['no country', '', '030 901820', 'Which country?', /Without a plus/, /^Choose the country/],
      ['an unassigned calling code', '', '+999 123456', 'No such calling code', /calling code/, /^Check the digits/],
      ['an unassigned calling code, with a country', 'US', '+999 123456', 'No such calling code', /calling code/, /^Check/],
      ['no digits', 'US', 'call me', 'Not a phone number', /dialed/, /^Enter the digits/],
      ['an international prefix alone', 'US', '0114', 'Too short', /international prefix/, /^Go on/],
      ['hardly any digits', 'US', '+494', 'Too short', /so few digits/, /^Go on/],
      ['too many digits', 'US', '+49 123456789012345678', 'Too long', /so long/, /^Enter one number/],
      ['more than is read', 'US', '5'.repeat(251), 'Too long', /so long/, /^Enter one number/],
      ['too few digits for its country', 'US', '41555', 'Too short', /^After \+1 come 7 or 10 digits, and here 5 digits\.$/, /missing/],
      ['too many digits for its country', '', '+1 415 555 26711', 'Too long', /^After \+1 come 7 or 10 digits, and here 11 digits\.$/, /too many/],
      ['a length between', 'US', '415555267', 'Wrong length', /and here 9 digits\.$/, /missing or too many/],
      ['digits that nobody is given', 'DE', '0000 123456', 'Not valid', /length is possible/, /^Check the digits/],
    ]) {
      test(`says what is wrong with ${what}, and what to do`, async () => {
        await ask(country, number)
        assert.equal(await title(), expected)
        assert.match(await textOf(page, '#verdict-text'), text)
        assert.match(await textOf(page, '#verdict-advice'), advice)
      })
    }

    test('reads strictly when asked, and says what that refuses', async () => {
      await ask('US', '1-800-FLOWERS')
      assert.equal(await title(), 'Valid')
      await page.click('#strict')
      assert.equal(await title(), 'More than a number')
      await ask('US', '1-800-356-9377')
      assert.equal(await title(), 'Valid')
    })

    test('formats at every key', async () => {
      await page.focus('#number')
      const seen = []
      for (const key of '4155552671') {
        await page.keyboard.press(key)
        seen.push(await field())
      }
      assert.deepEqual(seen, ['4|', '41|', '415|', '415-5|', '415-55|', '415-555|', '415-5552|',
        '(415) 555-26|', '(415) 555-267|', '(415) 555-2671|'])
    })

    test('keeps the caret where typing and deleting in the middle is', async () => {
      await page.type('#number', '4155552671')
      await caretAt(3)
      await page.keyboard.press('Backspace')
      assert.equal(await field(), '(4|55) 552-671')
      await page.keyboard.press('1')
      assert.equal(await field(), '(41|5) 555-2671')
      await caretAt(6)
      await page.keyboard.press('Delete')
      assert.equal(await valueOf(page, '#number').then(digits), '415552671')
    })

    test('deletes the digit before or after a separator that would come back', async () => {
      await page.type('#number', '4155552671')
      await caretAt(10)
      await page.keyboard.press('Backspace')
      assert.equal(await valueOf(page, '#number').then(digits), '415552671')
      await page.keyboard.press('5')
      await caretAt(9)
      await page.keyboard.press('Delete')
      assert.equal(await valueOf(page, '#number').then(digits), '415555671')
    })

    test('can be deleted to its end, key by key', async () => {
      await page.type('#number', '+4930901820')
      assert.equal(await field(), '+49 30 901820|')
      const seen = []
      for (let presses = 0; presses < 11; presses++) {
        await page.keyboard.press('Backspace')
        seen.push(digits(await valueOf(page, '#number')).length)
      }
      assert.deepEqual(seen, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0])
      assert.equal(await valueOf(page, '#number'), '')
    })

    test('formats a paste', async () => {
      await paste(page, '#number', '415.555.2671')
      assert.equal(await field(), '(415) 555-2671|')
    })

    test('undoes with the keyboard, over nothing that was never shown, and redoes', async () => {
      await page.type('#number', '4155552671')
      await paste(page, '#number', '9')
      const shown = await field()
      const back = []
      for (let presses = 0; presses < 12; presses++) {
        await chord(page, 'z')
        back.push(await valueOf(page, '#number'))
      }
      assert.equal(back.at(-1), '')
      const keys = ['', '4', '41', '415', '415-5', '415-55', '415-555', '415-5552', '(415) 555-26', '(415) 555-267', '(415) 555-2671']
      assert.deepEqual(back.filter((text) => !keys.includes(text)), [])
      for (let presses = 0; presses < 12; presses++) await chord(page, 'y')
      assert.equal(await field(), shown)
      assert.equal(await textOf(page, '#national-number'), digits(shown))
    })

    test('leaves an own notation alone', async () => {
      for (const [country, own] of [['US', '800-FLOWERS'], ['GB', '020 7946 0018 ext. 5'], ['', '415 555 2671'], ['US', '(']]) {
        await page.select('#country', country)
        await put(page, '#number', '')
        await page.type('#number', own)
        assert.equal(await field(), `${own}|`)
      }
      await page.select('#country', 'US')
      await put(page, '#number', '')
      await paste(page, '#number', 'tel:+1-800-555-0199;ext=5')
      assert.equal(await valueOf(page, '#number'), 'tel:+1-800-555-0199;ext=5')
    })

    test('does not format when it is not to', async () => {
      await page.click('#typing')
      await page.type('#number', '4155552671')
      assert.equal(await field(), '4155552671|')
      await page.click('#typing')
      assert.equal(await valueOf(page, '#number'), '(415) 555-2671')
    })

    test('waits for an input method to be done', async () => {
      const during = await page.$eval('#number', (number) => {
        number.focus()
        number.dispatchEvent(new CompositionEvent('compositionstart'))
        number.value = '4155552671'
        const inputType = 'insertCompositionText'
        number.dispatchEvent(new InputEvent('input', { bubbles: true, inputType, isComposing: true }))
        const { value } = number
        number.dispatchEvent(new CompositionEvent('compositionend'))
        return value
      })
      assert.equal(during, '4155552671')
      await page.waitForFunction(() => document.getElementById('number').value === '(415) 555-2671')
    })

    test('formats anew for another country, which is kept in the address alone', async () => {
      await page.type('#number', '030901820')
      await page.select('#country', 'DE')
      assert.equal(await valueOf(page, '#number'), '030 901820')
      assert.equal(await page.evaluate(() => location.hash), '#country=DE')
      await page.reload()
      assert.equal(await valueOf(page, '#country'), 'DE')
      const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, location.search])
      assert.deepEqual(stored, [0, 0, '', ''])
    })

    test('follows a country in the address, and keeps it over other fragments', async () => {
      await page.evaluate(() => (location.hash = '#country=gb'))
      await page.waitForFunction(() => document.getElementById('country').value === 'GB')
      await page.evaluate(() => (location.hash = '#main'))
      await page.waitForFunction(() => location.hash === '#country=GB')
      await page.evaluate(() => (location.hash = '#country=UK'))
      await page.waitForFunction(() => location.hash === '#country=GB')
    })

    test('shows examples', async () => {
      const seen = []
      for (const button of await page.$$('[data-number]')) {
        await button.click()
        seen.push(`${await title()} ${await textOf(page, '#e164')}`)
      }
      assert.deepEqual(seen, ['Valid +442079460018', 'Valid +4930901820', 'Valid +18003569377',
        'Valid +80012345678', 'Wrong length +141555526'])
    })

    test('copies, and says so', async () => {
      await ask('US', '4155552671')
      for (const [id, text] of [['e164', '+14155552671'], ['national', '(415) 555-2671'], ['rfc3966', 'tel:+1-415-555-2671']]) {
        await page.click(`[data-copies="${id}"]`)
        await page.waitForFunction(() => document.getElementById('copied').textContent === 'Copied')
        assert.equal(await page.$eval(`[data-copies="${id}"]`, (button) => button.textContent), 'Copied')
        await put(page, '#number', '')
        await page.click('#typing')
        await page.focus('#number')
        await chord(page, 'v')
        assert.equal(await valueOf(page, '#number'), text)
        await page.click('#typing')
        await page.waitForFunction(() => document.getElementById('copied').textContent === '')
        await put(page, '#number', '4155552671')
      }
    })

    test('copies where the clipboard cannot be reached', async () => {
      await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
      await ask('US', '4155552671')
      await page.click('[data-copies="e164"]')
      await page.waitForFunction(() => document.getElementById('copied').textContent === 'Copied')
      await put(page, '#number', '')
      await page.click('#typing')
      await page.focus('#number')
      await chord(page, 'v')
      assert.equal(await valueOf(page, '#number'), '+14155552671')
    })

    test('shows the code that gives the answer', async () => {
      await ask('GB', "020 7946 0018 'x'")
      await page.click('#strict')
      assert.equal(await textOf(page, '#lines'), [
        "import { parsePhone } from 'septet/phone'",
        '',
        "const number = parsePhone('020 7946 0018 \\'x\\'', 'GB', { strict: true })",
        'number.ok // false',
        "number.reason // 'NOT_A_NUMBER'",
      ].join('\n'))
      await ask('', '+44 20 7946 0018')
      assert.match(await textOf(page, '#lines'), /undefined, \{ strict: true \}\)\nnumber\.isValid \/\/ true\nnumber\.e164 \/\/ '\+442079460018'$/)
    })

    test('works by keyboard alone', async () => {
      const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent)
      const order = []
      for (let presses = 0; presses < 7; presses++) {
        await page.keyboard.press('Tab')
        order.push(await focused())
      }
      assert.deepEqual(order,
        ['Skip to the tool', 'Septet', 'Composer', 'Phone', 'Signature', 'TwiML', 'number'])
      await page.keyboard.type('030901820')
      for (let presses = 0; presses < 6; presses++) await page.keyboard.press('Tab')
      assert.equal(await focused(), 'country')
      await page.keyboard.type('germ')
      await page.waitForFunction(() => document.getElementById('verdict-title').textContent === 'Valid')
      assert.equal(await valueOf(page, '#number'), '030 901820')
      for (const id of ['typing', 'strict']) {
        await page.keyboard.press('Tab')
        assert.equal(await focused(), id)
      }
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.waitForFunction(() => document.getElementById('copied').textContent === 'Copied')
    })

    test('announces answers when they change, and not every key', async () => {
      await page.evaluate(() => {
        window.said = []
        const live = document.getElementById('live')
        new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true })
      })
      await page.type('#number', '4155552671')
      await page.waitForFunction(() => window.said.length > 0)
      await page.keyboard.type(' ')
      await new Promise((resolve) => setTimeout(resolve, 900)) // Longer than it waits for typing to pause.
      await page.select('#country', '')
      await page.waitForFunction(() => window.said.length > 1)
      assert.deepEqual(await page.evaluate(() => window.said), [
        'Valid: +1 415-555-2671, United States, fixed line or mobile',
        'Which country? Choose the country it is dialed in, or begin with a plus.',
      ])
    })
  })
}

function digits(text) {
  return text.replace(/\D/g, '')
}
