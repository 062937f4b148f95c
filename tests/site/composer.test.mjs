import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { BROWSERS, chord, eachTestOpens, paste, put, textOf, valueOf } from './browser.mjs'

const FAMILY = '👩\u200d👩\u200d👧'
const FOX = 'The quick brown fox jumps over the lazy dog. '.repeat(36).slice(0, 1600)

for (const name of BROWSERS) {
  describe(`composer in ${name}`, () => {
    let page
    eachTestOpens(name, '/', (opened) => (page = opened))

    const part = (selector) => textOf(page, `#message >>> ${selector}`)
    const parts = (selector) => page.$$eval(`#message >>> ${selector}`, (all) => all.map((one) => one.textContent))
    const isVisible = (selector) => page.$eval(selector, (element) => element.checkVisibility())

    const figures = async () => ({
      count: await part('.count'),
      encoding: await part('.encoding'),
      left: await part('.left'),
      ...Object.fromEntries(await Promise.all(
        ['used', 'limit', 'units', 'characters'].map(async (id) => [id, await textOf(page, `#${id}`)]),
      )),
    })

    test('shows the figures at every key', async () => {
      const seen = []
      await page.focus('#message')
      for (const key of ['H', 'i', '€']) {
        await page.keyboard.sendCharacter(key)
        seen.push(await textOf(page, '#units'))
      }
      assert.deepEqual(seen, ['1', '2', '4'])
      assert.deepEqual(await figures(), {
        count: '1 segment', encoding: 'GSM-7', used: '4', limit: '160', left: '156 left', units: '4', characters: '3',
      })
    })

    test('starts with one empty segment', async () => {
      assert.deepEqual(await figures(), {
        count: '1 segment', encoding: 'GSM-7', used: '0', limit: '160', left: '160 left', units: '0', characters: '0',
      })
    })

    test('takes a paste of 1,600 characters and cuts it', async () => {
      await paste(page, '#message', FOX)
      assert.equal(await valueOf(page, '#message'), FOX)
      assert.deepEqual(await figures(), {
        count: '11 segments', encoding: 'GSM-7', used: '70', limit: '153', left: '83 left', units: '1,600', characters: '1,600',
      })
      const runs = await parts('.run')
      assert.equal(runs.join(''), FOX)
      assert.deepEqual(runs.map((run) => run.length), [...Array(10).fill(153), 70])
    })

    test('shows new numbers before the input event is over', async () => {
      await put(page, '#message', FOX)
      const units = await page.$eval('#message', (field) => {
        field.value += '!'
        return document.getElementById('units').textContent
      })
      assert.equal(units, '1,601')
    })

    test('keeps an emoji of several characters whole', async () => {
      await put(page, '#message', `Hi ${FAMILY}`)
      const { encoding, units, characters } = await figures()
      assert.deepEqual({ encoding, units, characters }, { encoding: 'UCS-2', units: '11', characters: '4' })
      assert.deepEqual(await parts('mark'), [FAMILY])
      assert.deepEqual(await page.$$eval('#message >>> .character', (all) => all.map((one) => one.title)),
        ['emoji, U+1F469 U+200D U+1F469 U+200D …'])
    })

    test('makes characters visible that nobody could see', async () => {
      await put(page, '#message', 'a\u00a0b\u200bc\0d\ud83de\u0301')
      const tokens = await parts('.characters .token')
      assert.deepEqual(tokens.filter((shown) => !['SP SP', '∅'].includes(shown)),
        ['NBSP', 'ZWSP', 'NUL', 'U+D83D', '◌\u0301'])
    })

    test('can be set to a limit, to Smart Encoding and to a toll-free sender', async () => {
      await put(page, '#message', `${'’'.repeat(71)}`)
      assert.deepEqual([await part('.count'), await textOf(page, '#limit')], ['2 segments', '67'])
      await page.click('#toll-free')
      assert.equal(await textOf(page, '#limit'), '66')
      await page.select('#most', '1')
      assert.equal(await part('.limit'), 'of at most 1')
      assert.equal(await page.$eval('#message', (message) => message.validity.tooLong), true)
      await page.select('#smart', 'all-or-nothing')
      assert.deepEqual([await part('.count'), await part('.encoding')], ['1 segment', 'GSM-7'])
      assert.equal(await page.$eval('#message', (message) => message.validity.valid), true)
      assert.equal(await valueOf(page, '#message'), '’'.repeat(71))
    })

    test('shows what the message costs', async () => {
      await put(page, '#message', 'x'.repeat(161))
      assert.equal(await isVisible('#message >>> .cost'), false)
      await page.type('#price', '0.0079')
      assert.equal(await part('.cost'), '0.0158')
      await page.type('#recipients', '1000')
      assert.equal(await part('.cost'), '15.8 for 1,000')
    })

    test('works by keyboard alone', async () => {
      const focused = () => page.evaluate(() => {
        let active = document.activeElement
        while (active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
        return active.id || active.className || active.textContent
      })
      const order = []
      for (let presses = 0; presses < 8; presses++) {
        await page.keyboard.press('Tab')
        order.push(await focused())
      }
      assert.deepEqual(order,
        ['skip', 'brand', 'Composer', 'Phone', 'Signature', 'TwiML', 'example', 'textarea'])
      for (const key of 'a’b…') await page.keyboard.sendCharacter(key)
      await page.keyboard.press('Tab')
      assert.equal(await focused(), 'fix')
      await page.keyboard.press('Enter')
      assert.equal(await valueOf(page, '#message'), "a'b...")
      assert.equal(await focused(), 'textarea')
      await chord(page, 'z')
      assert.equal(await valueOf(page, '#message'), 'a’b…')
      // Past the fix, to what is advised: here it is one finding that replaces both characters.
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      assert.equal(await focused(), 'apply')
      await page.keyboard.press('Tab')
      await page.keyboard.press(' ')
      assert.equal(await valueOf(page, '#message'), "a'b…")
    })

    test('fills in an example that can be undone', async () => {
      await page.focus('#message')
      await page.keyboard.type('Mine')
      await page.click('#example')
      assert.match(await valueOf(page, '#message'), /^Hi Zoe! /)
      await chord(page, 'z')
      assert.equal(await valueOf(page, '#message'), 'Mine')
    })

    test('says kindly that a text is too long, and recovers', async () => {
      await put(page, '#message', 'x'.repeat(65537))
      assert.match(await part('.problem'), /^This text cannot be measured: .*65537/)
      assert.deepEqual([await isVisible('#message >>> .status'), await isVisible('#figures dl')], [false, false])
      await put(page, '#message', 'x'.repeat(65536))
      assert.equal(await isVisible('#message >>> .problem'), false)
      assert.equal(await part('.count'), '429 segments')
    })

    test('gives code to copy, which says so', async () => {
      for (const id of ['element-code', 'react-code']) {
        await page.click(`[data-copies=${id}]`)
        await page.waitForFunction(() => document.getElementById('copied').textContent === 'Copied')
        const code = await textOf(page, `#${id}`)
        await put(page, '#message', '')
        await page.focus('#message')
        await chord(page, 'v')
        assert.equal(await valueOf(page, '#message'), code)
      }
    })
  })
}
