import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { BROWSERS, chord, eachTestOpens, put, textOf, valueOf } from './browser.mjs'

const HOSTILE = {
  'closing tags': '</Message></Response><Dial>+1900</Dial>',
  'a CDATA end': ']]><![CDATA[<x>]]>',
  references: '&amp; &lt; &#0; &#xD; &nope; &',
  'a document type': '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;',
  'a comment': '<!-- -- -->',
  quotes: `"'\`=`,
  'white space': '  \n\t \n ',
  emoji: '👩\u200d👩\u200d👧 \u{10ffff}',
  'right-to-left text': 'שלום \u202e<b>',
  nothing: '',
}

for (const name of BROWSERS) {
  describe(`TwiML reply in ${name}`, () => {
    let page
    eachTestOpens(name, '/twiml', (opened) => (page = opened))

    const states = () => page.$$eval('.ticks li', (all) => all.map((item) => item.dataset.state))

    /** What the browser's parser finds in the document that is shown. */
    const read = () => page.evaluate(() => {
      const xml = new DOMParser().parseFromString(document.getElementById('xml').textContent, 'text/xml')
      const [message] = xml.documentElement.children
      return { elements: [...xml.querySelectorAll('*')].map((element) => element.nodeName), text: message.textContent }
    })

    test('writes the document at every key', async () => {
      await page.type('#reply', 'a<b')
      assert.equal(await textOf(page, '#xml'),
        '<?xml version="1.0" encoding="UTF-8"?><Response><Message>a&lt;b</Message></Response>')
      assert.deepEqual(await states(), ['good', 'good', 'good'])
      assert.equal(await textOf(page, '#size'), 'Sent as 1 segment.')
    })

    for (const [what, text] of Object.entries(HOSTILE)) {
      test(`carries ${what} as text and nothing else`, async () => {
        await put(page, '#reply', text)
        assert.deepEqual(await read(), { elements: ['Response', 'Message'], text })
        assert.deepEqual(await states(), ['good', 'good', 'good'])
      })
    }

    test('says which characters XML cannot carry', async () => {
      await put(page, '#reply', 'a\0b\u0007c\ud83dd\uffffe')
      assert.deepEqual(await read(), { elements: ['Response', 'Message'], text: 'a\ufffdb\ufffdc\ufffdd\ufffde' })
      assert.deepEqual(await states(), ['good', 'warn', 'good'])
      assert.match(await textOf(page, '#same'), /^4 characters XML cannot carry \(U\+0000, U\+0007, U\+D83D, U\+FFFF\)/)
    })

    test('counts the segments of the reply', async () => {
      await put(page, '#reply', '’'.repeat(71))
      assert.equal(await textOf(page, '#size'), 'Sent as 2 segments.')
    })

    test('says kindly that a reply is too long, and recovers', async () => {
      await put(page, '#reply', 'x'.repeat(65537))
      assert.match(await textOf(page, '#problem'), /^This reply cannot be written: /)
      await put(page, '#reply', 'x')
      assert.equal(await page.$eval('#problem', (problem) => problem.hidden), true)
    })

    test('copies the document', async () => {
      await page.click('#example')
      const xml = await textOf(page, '#xml')
      await page.click('#copy')
      await page.waitForFunction(() => document.getElementById('copy').textContent === 'Copied')
      await put(page, '#reply', '')
      await page.focus('#reply')
      await chord(page, 'v')
      assert.equal(await valueOf(page, '#reply'), xml)
    })
  })
}
