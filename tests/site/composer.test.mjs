import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { BROWSERS, chord, drawn, eachTestOpens, paste, put, textOf, valueOf } from './browser.mjs'

const FAMILY = '👩\u200d👩\u200d👧'
const CURLY = 'It’s “fine” – I’ll wait…'
const FOX = 'The quick brown fox jumps over the lazy dog. '.repeat(36).slice(0, 1600)

for (const name of BROWSERS) {
  describe(`composer in ${name}`, () => {
    let page
    eachTestOpens(name, '/', (opened) => (page = opened))

    const figures = async () => {
      const ids = ['count', 'encoding', 'used', 'limit', 'left', 'units', 'characters']
      return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await textOf(page, `#${id}`)])))
    }

    test('shows the figures at every key', async () => {
      const seen = []
      await page.focus('#message')
      for (const key of ['H', 'i', '€']) {
        await page.keyboard.sendCharacter(key)
        seen.push(await textOf(page, '#units'))
      }
      assert.deepEqual(seen, ['1', '2', '4'])
      assert.deepEqual(await figures(), {
        count: '1', encoding: 'GSM-7', used: '4', limit: '160', left: '156', units: '4', characters: '3',
      })
    })

    test('starts with one empty segment', async () => {
      assert.deepEqual(await figures(), {
        count: '1', encoding: 'GSM-7', used: '0', limit: '160', left: '160', units: '0', characters: '0',
      })
    })

    test('takes a paste of 1,600 characters and cuts it', async () => {
      await paste(page, '#message', FOX)
      assert.equal(await valueOf(page, '#message'), FOX)
      assert.deepEqual(await figures(), {
        count: '11', encoding: 'GSM-7', used: '70', limit: '153', left: '83', units: '1,600', characters: '1,600',
      })
      const runs = await page.$$eval('.run', (all) => all.map((run) => run.textContent))
      assert.equal(runs.map((run, index) => run.replace(`Segment ${index + 1}`, '')).join(''), FOX)
      assert.deepEqual(runs.map((run) => Number(/^Segment (\d+)/.exec(run)[1])), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    })

    test('shows new numbers before the input event is over, at 1,600 characters', async () => {
      await put(page, '#message', FOX)
      const { units, time } = await page.$eval('#message', (field) => {
        field.value += '!'
        const began = performance.now()
        field.dispatchEvent(new Event('input', { bubbles: true }))
        return { units: document.getElementById('units').textContent, time: performance.now() - began }
      })
      assert.equal(units, '1,601')
      assert.ok(time < 100, `took ${time} ms`)
    })

    test('redraws only the runs that changed', async () => {
      await put(page, '#message', FOX)
      await page.$$eval('.run', (runs) => runs.forEach((run) => (run.kept = true)))
      await put(page, '#message', `${FOX}!`)
      const kept = await page.$$eval('.run', (runs) => runs.map((run) => run.kept === true))
      assert.deepEqual(kept, [...Array(10).fill(true), false])
    })

    test('keeps an emoji of several characters whole', async () => {
      await put(page, '#message', `Hi ${FAMILY}`)
      const { encoding, units, characters } = await figures()
      assert.deepEqual({ encoding, units, characters }, { encoding: 'UCS-2', units: '11', characters: '4' })
      assert.equal(await textOf(page, '#runs mark'), FAMILY)
      assert.deepEqual(await page.$$eval('#offenders .name', (all) => all.map((one) => one.textContent)), ['emoji'])
    })

    test('makes characters visible that nobody could see', async () => {
      await put(page, '#message', 'a\u00a0b\u200bc\0d\ud83de\u0301')
      const tokens = await page.$$eval('#runs mark .token', (all) => all.map((one) => one.textContent))
      assert.deepEqual(tokens, ['NBSP', 'ZWSP', 'NUL', 'U+D83D', '◌\u0301'])
      const listed = await page.$$eval('#offenders .glyph.token', (all) => all.map((one) => one.textContent))
      assert.deepEqual(listed.toSorted(), tokens.toSorted())
    })

    test('lists what forces UCS-2, with its replacement or none', async () => {
      await put(page, '#message', 'It’s – it’s 👍')
      const rows = await page.$$eval('#offenders li', (all) => {
        return all.map((row) => row.innerText.replace(/\s+/g, ' ').trim())
      })
      assert.deepEqual(rows, [
        "’ Right single quotation mark U+2019, 2 times → ' Replace",
        '– En dash U+2013 → - Replace',
        '👍 Emoji U+1F44D no GSM-7 equivalent',
      ])
    })

    test('replaces one character everywhere', async () => {
      await put(page, '#message', CURLY)
      await page.click('#offenders li:nth-child(1) button')
      assert.equal(await valueOf(page, '#message'), "It's “fine” – I'll wait…")
    })

    test('replaces all, says truly what that saves, and can be undone', async () => {
      const long = CURLY.repeat(12)
      await page.focus('#message')
      await page.evaluate((text) => document.execCommand('insertText', false, text), long)
      await drawn(page)
      assert.equal(await textOf(page, '#replace-all'), 'Replace all: saves 2 segments')
      await page.click('#replace-all')
      await drawn(page)
      const plain = `It's "fine" - I'll wait...`.repeat(12)
      assert.equal(await valueOf(page, '#message'), plain)
      assert.equal(await textOf(page, '#encoding'), 'GSM-7')
      assert.equal(await page.evaluate(() => document.activeElement.id), 'message')
      await chord(page, 'z')
      await drawn(page)
      assert.equal(await valueOf(page, '#message'), long)
      assert.equal(await textOf(page, '#encoding'), 'UCS-2')
    })

    test('does not promise savings that are not there', async () => {
      await put(page, '#message', '’'.repeat(71))
      assert.equal(await textOf(page, '#replace-all'), 'Replace all: saves 1 segment')
      await put(page, '#message', '’👍')
      assert.equal(await textOf(page, '#replace-all'), 'Replace all: saves 0 segments')
      await put(page, '#message', `${'…'.repeat(69)}👍`)
      assert.match(await textOf(page, '#replace-all'), /^Replace all: adds \d segments$/)
      await put(page, '#message', '👍')
      assert.equal(await page.$eval('#replace-all', (button) => button.checkVisibility()), false)
    })

    test('works by keyboard alone', async () => {
      const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent)
      const order = []
      for (let presses = 0; presses < 8; presses++) {
        await page.keyboard.press('Tab')
        order.push(await focused())
      }
      assert.deepEqual(order,
        ['Skip to the tool', 'Septet', 'Composer', 'Phone', 'Signature', 'TwiML reply', 'example', 'message'])
      for (const key of 'a’b…') await page.keyboard.sendCharacter(key)
      await page.keyboard.press('Tab')
      assert.equal(await focused(), 'replace-all')
      await page.keyboard.press('Enter')
      assert.equal(await valueOf(page, '#message'), "a'b...")
      assert.equal(await focused(), 'message')
      await chord(page, 'z')
      assert.equal(await valueOf(page, '#message'), 'a’b…')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press(' ')
      assert.equal(await valueOf(page, '#message'), "a'b…")
    })

    test('announces segments and encoding when they change, and not every key', async () => {
      const said = () => page.evaluate(() => window.said)
      await page.evaluate(() => {
        window.said = []
        const live = document.getElementById('live')
        new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true })
      })
      await page.type('#message', 'Twenty more letters.')
      await new Promise((resolve) => setTimeout(resolve, 900)) // Longer than it waits for typing to pause.
      await page.keyboard.sendCharacter('’')
      await page.waitForFunction(() => window.said.length > 0)
      await put(page, '#message', 'x'.repeat(161))
      await page.waitForFunction(() => window.said.length > 1)
      assert.deepEqual(await said(), ['1 segment, UCS-2', '2 segments, GSM-7'])
    })

    test('says that characters were replaced', async () => {
      await put(page, '#message', 'It’s … it’s')
      await page.click('#replace-all')
      await page.waitForFunction(() => document.getElementById('live').textContent !== '')
      assert.equal(await textOf(page, '#live'), '3 characters replaced, undo takes it back. 1 segment, GSM-7')
    })

    test('says kindly that a text is too long, and recovers', async () => {
      await page.$eval('#message', (field) => {
        field.value = 'x'.repeat(65537)
        field.dispatchEvent(new Event('input', { bubbles: true }))
      })
      assert.match(await textOf(page, '#problem'), /^This text cannot be measured: .*65537/)
      const visible = (id) => page.$eval(id, (element) => element.checkVisibility())
      const shown = await Promise.all(['#problem', '#figures', '#cause'].map(visible))
      assert.deepEqual(shown, [true, false, false])
      await put(page, '#message', 'x'.repeat(65536))
      assert.equal(await page.$eval('#problem', (problem) => problem.hidden), true)
      assert.equal(await textOf(page, '#count'), '429')
    })

    test('draws the first hundred segments of the longest text, and says what is left', async () => {
      await put(page, '#message', 'xя'.repeat(32768))
      assert.equal(await textOf(page, '#count'), '979')
      assert.equal((await page.$$('.run')).length, 100)
      assert.equal(await textOf(page, '#runs-more'), 'and 879 more segments')
      await put(page, '#message', 'x')
      assert.equal((await page.$$('.run')).length, 1)
      assert.equal(await page.$eval('#runs-more', (more) => more.hidden), true)
    })

    test('writes from right to left what is written so', async () => {
      await put(page, '#message', 'שלום לך')
      const direction = (selector) => page.$eval(selector, (element) => getComputedStyle(element).direction)
      assert.deepEqual([await direction('#message'), await direction('#runs')], ['rtl', 'rtl'])
    })
  })
}
