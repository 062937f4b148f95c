import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { PAGES, start } from '../../www/server.mjs'
import { BROWSERS, drawn, launch, open, put, valueOf, violations } from './browser.mjs'

const MIXED = 'Grüße\u00a0an 👩\u200d👩\u200d👧 – “Привет” \u200b do\u0301 \0 '.repeat(9)
const WORD = 'Donaudampfschifffahrtsgesellschaft’'.repeat(20)

/** Brings each page into the state where it shows most. */
const FILLED = {
  '/': (page) => put(page, '#message', MIXED + WORD),
  '/phone': async (page) => {
    await page.select('#country', 'TA')
    await put(page, '#number', `+49 30 9018200 ext. ${'1'.repeat(20)}`)
  },
  '/signature': async (page) => {
    await page.click('#json-example')
    await put(page, '#url', `http${(await valueOf(page, '#url')).slice(5)}`)
    await page.click('#compute')
    await page.click('#show')
  },
  '/twiml': (page) => page.click('[data-example=faulty]'),
}

for (const name of BROWSERS) {
  describe(`pages in ${name}`, () => {
    let site, browser, dark
    before(async () => {
      site = await start()
      browser = await launch(name)
      dark = await launch(name, { dark: true })
    })
    after(async () => {
      await browser?.close()
      await dark?.close()
      site.server.close()
    })

    /** Runs `look` on a page, empty and filled, and then expects no complaint. */
    async function both(path, { from = browser, width = 1280 }, look) {
      const page = await open(from, site.origin, path, { width })
      await look(page, 'empty')
      await FILLED[path](page)
      await drawn(page)
      await look(page, 'filled')
      await page.close()
      assert.deepEqual(page.complaints, [])
    }

    for (const path of Object.keys(PAGES)) {
      test(`${path} has nothing that axe objects to`, () =>
        both(path, {}, async (page, state) => assert.deepEqual(await violations(page), [], state)))

      test(`${path} is dark where that is preferred, and has nothing that axe objects to`, () =>
        both(path, { from: dark, width: 360 }, async (page, state) => {
          const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
          const [red, green, blue] = ground.match(/\d+/g).map(Number)
          assert.ok(red + green + blue < 120, `${ground} is not dark`)
          assert.deepEqual(await violations(page), [], state)
        }))

      for (const width of [360, 1280]) {
        test(`${path} needs no sideways scrolling at ${width} px`, () =>
          both(path, { width }, async (page, state) => {
            const room = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
            assert.ok(room[0] <= room[1], `${state}: ${room[0]} px of content in ${room[1]}`)
          }))
      }

      test(`${path} shows where the focus is`, () =>
        both(path, {}, async (page) => {
          await page.keyboard.press('Tab')
          const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
          assert.equal(outline, 'solid')
        }))

      test(`${path} has one heading of the first level, a main part and its place in the navigation`, async () => {
        const page = await open(browser, site.origin, path)
        const found = await page.evaluate(() => [
          document.querySelectorAll('h1').length,
          document.querySelectorAll('main').length,
          document.querySelector('nav [aria-current="page"]').getAttribute('href'),
        ])
        assert.deepEqual(found, [1, 1, path])
        await page.close()
      })
    }

    for (const path of Object.keys(PAGES)) test(`${path} is served with a policy that forbids foreign code and every connection`, async () => {
      const page = await open(browser, site.origin, path)
      const outcome = await page.evaluate(async () => {
        const script = document.createElement('script')
        script.textContent = 'window.foreign = true'
        document.head.append(script)
        const connected = await fetch('/style.css').then(() => true, () => false)
        return [window.foreign === true, connected]
      })
      assert.deepEqual(outcome, [false, false])
      await page.waitForFunction(() => window.refused > 1)
      assert.ok(page.complaints.some((line) => line.includes('refused by policy')))
      await page.close()
    })
  })
}
