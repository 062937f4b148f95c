import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { BROWSERS, chord, drawn, eachTestOpens, put, textOf, valueOf } from './browser.mjs'

const response = (inside) => `<Response>${inside}</Response>`

for (const name of BROWSERS) {
  describe(`TwiML in ${name}`, () => {
    let page
    eachTestOpens(name, '/twiml', (opened) => (page = opened))

    const texts = (selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent))
    const story = (text) => put(page, '#source', text).then(() => texts('#trace > li'))

    test('starts with a sound menu, told step by step', async () => {
      assert.equal(await textOf(page, '#summary'), 'Nothing is wrong.')
      const steps = await texts('#trace > li')
      assert.match(steps[0], /^Hears this, and may answer at any time: then Twilio waits 5 s for 1 digit and POSTs it to https:\/\/example\.com\/menu\. If nothing comes, it goes on\./)
      assert.deepEqual(steps.slice(1), [
        'Hears “We did not hear you.” in the voice Polly.Joanna.',
        'Hears it ring for up to 20 s while Twilio calls +14155550123 as +14155550100. When that ends, it goes on.',
        'The call ends.',
      ])
      assert.deepEqual(await texts('#trace > li li'), [
        'Hears “Welcome to Fish & Chips. For opening hours press 1, to order press 2.” in the voice Polly.Joanna.', 'Hears 1 s of silence.',
      ])
    })

    test('underlines what is wrong where it stands, and says how to mend it', async () => {
      await put(page, '#source', response('<Say voise="alice">Hi</Say><Foo/>'))
      assert.deepEqual(await texts('.fault'), ['voise', 'Foo'])
      assert.equal(await textOf(page, '#summary'), '1 error, 1 warning')
      assert.deepEqual(await texts('#findings li'), [
        '1:16Warning: <Say> has no attribute `voise`. Did you mean `voice`? Twilio 12200',
        '1:39Error: there is no <Foo>. Take it out: Twilio does nothing for it. Twilio 12200',
      ])
      assert.equal(await page.$eval('#findings a', (link) => link.href), 'https://www.twilio.com/docs/api/errors/12200')
    })

    test('puts the underlines beneath the text', async () => {
      await page.click('[data-example=faulty]')
      await drawn(page)
      assert.equal(await textOf(page, '#marks'), `${await valueOf(page, '#source')}\n`)
      const [marks, source] = await page.evaluate(() => ['marks', 'source'].map((id) => {
        const { clientWidth, clientHeight } = document.getElementById(id)
        const { font, lineHeight, padding } = getComputedStyle(document.getElementById(id))
        return { clientWidth, clientHeight, font, lineHeight, padding }
      }))
      assert.deepEqual(marks, source)
    })

    test('leads from a finding to its place', async () => {
      await put(page, '#source', response('<Foo/>'))
      await page.click('#findings button')
      assert.deepEqual(await page.$eval('#source', (field) => [document.activeElement.id, field.selectionStart, field.selectionEnd]), ['source', 11, 14])
    })

    test('tells messages, with their segments and media', async () => {
      assert.deepEqual(await story(response('<Message to="+14155550100"><Body>Hi</Body><Media>https://example.com/a.png</Media></Message>')), [
        '+14155550100 gets a message: “Hi” (1 segment), with the media at https://example.com/a.png.',
      ])
      assert.deepEqual(await story('<Response/>'), ['Nothing happens: no reply is sent, and a call ends.'])
      assert.deepEqual(await story(response('<Hangup/><Say>x</Say>')), ['The call ends.', 'Nothing after this is done.'])
    })

    test('lays the document out, and copies it', async () => {
      await put(page, '#source', response('<Gather><Say>a <emphasis>b</emphasis> c &amp; d</Say></Gather><!-- e -->'))
      const laid = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Gather>
    <Say>a <emphasis>b</emphasis> c &amp; d</Say>
  </Gather>
  <!-- e -->
</Response>`
      assert.equal(await textOf(page, '#pretty'), laid)
      await page.click('#copy')
      await page.waitForFunction(() => document.getElementById('copy').textContent === 'Copied')
      await put(page, '#source', '')
      await page.focus('#source')
      await chord(page, 'v')
      assert.equal(await valueOf(page, '#source'), laid)
    })

    test('says where a document is no XML, and tells nothing of it', async () => {
      await put(page, '#source', response('\n<Say>Fish & chips</Say>'))
      assert.match((await texts('#findings li'))[0], /^2:11Error: this & starts no reference that XML knows\. Write &amp; for & itself\./)
      assert.equal(await page.$eval('#no-trace', (note) => note.hidden), false)
      assert.deepEqual(await texts('#trace li'), [])
      await put(page, '#source', '')
      assert.match((await texts('#findings li'))[0], /the document is empty/)
    })

    test('shows markup in a document as text', async () => {
      const hostile = '<Say>&lt;img src=x onerror=alert(1)&gt;</Say>'
      assert.deepEqual(await story(response(hostile)), ['Hears “<img src=x onerror=alert(1)>”.', 'The call ends.'])
      assert.equal(await page.$$eval('main img', (all) => all.length), 0)
    })

    test('says kindly that a document is too long, and recovers', async () => {
      await put(page, '#source', 'x'.repeat(1_048_577))
      assert.match(await textOf(page, '#summary'), /^This cannot be checked: /)
      await put(page, '#source', '<Response/>')
      assert.equal(await textOf(page, '#summary'), 'Nothing is wrong.')
    })
  })
}
