import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { readFileSync } from 'node:fs'

import { BROWSERS, chord, drawn, eachTestOpens, put, textOf, valueOf } from './browser.mjs'

const read = (name) => JSON.parse(readFileSync(new URL(`../../xtask/data/${name}.json`, import.meta.url), 'utf8'))
const [language, examples] = [read('twiml'), read('twiml-examples')]
const escaped = (text) => text.replace(/[&<"]/g, (character) => `&#${character.charCodeAt(0)};`)

/** An element as its example has it, with one of every element that it can hold. */
function exampleOf(name, depth = 0) {
  const { xml, children } = language.elements[name]
  const { text = '', set = {} } = examples[name]
  const attributes = Object.entries(set).map(([key, value]) => ` ${key}="${escaped([value].flat().join(' '))}"`).join('')
  const inside = depth < 2 && text === '' ? children.map((child) => exampleOf(child, depth + 1)).join('') : ''
  return `<${xml}${attributes}>${escaped(text)}${inside}</${xml}>`
}

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
        '1:16Warning: <Say> has no attribute voise. Did you mean voice? Twilio 12200',
        '1:39Error: there is no <Foo>. Take it out: Twilio does nothing for it. Twilio 12200',
      ])
      assert.deepEqual(await texts('#findings code'), ['voise', 'voice'])
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

    test('tells every verb and noun of the language in words of its own', async () => {
      const seen = new Map()
      const check = (line, name) => {
        assert.match(line, /^[A-Z+].*[.:]$/s, name)
        assert.doesNotMatch(line, /undefined|null|NaN|\[object|“”|does nothing|  | [.,:]|nobody|no URL/, name)
        assert.equal(seen.get(line) ?? name, name, line)
        seen.set(line, name)
      }
      const holders = ['Connect', 'Start', 'Stop', 'Dial']
      for (const verb of new Set(Object.values(language.roots).flat())) {
        const [told] = holders.includes(verb) ? [] : await story(response(exampleOf(verb)))
        if (told) check(told, verb)
        for (const noun of holders.includes(verb) ? language.elements[verb].children : []) {
          const { xml } = language.elements[verb]
          const [line] = await story(response(`<${xml}>${exampleOf(noun)}</${xml}>`))
          const [inner] = await texts('#trace > li li')
          check(inner ?? line, `${verb} ${noun}`)
        }
        // Nothing in it, no attribute: something can be said all the same.
        const [bare] = await story(response(`<${verb}/>`))
        assert.match(bare, /^[A-Z].*[.:]$/s, verb)
        assert.doesNotMatch(bare, /undefined|null|NaN|\[object|does nothing/, verb)
      }
      assert.ok(seen.size > 35, String(seen.size))
    })

    test('tells a call of many parts as it is heard', async () => {
      assert.deepEqual(await story(response(`
        <Say>Dear <sub alias="doctor">Dr</sub> Ada,<break time="1s"/>hello</Say>
        <Gather input="dtmf speech" timeout="7" finishOnKey="*" bargeIn="false"><Say>Your number?</Say><Dial>+14155550100</Dial></Gather>
        <Dial record="record-from-answer"><Conference muted="true">Standup</Conference></Dial>
        <Record maxLength="60" finishOnKey="#" action="/r" method="GET"/>
        <Enqueue waitUrl="/music" action="/left">support</Enqueue>
        <Say>never</Say>`)), [
        'Hears “Dear doctor Ada, … hello”.',
        'Hears this: then Twilio waits 7 s for digits, ended by * or speech and POSTs it to the URL this document came from. If nothing comes, it goes on.Hears “Your number?”.Twilio does nothing for <Dial> in <Gather>.',
        'Joins the conference “Standup”, muted. The call is recorded. When that ends, it goes on.',
        'Hears a beep and is recorded for up to 60 s, until 5 s of silence or a press of #. Then Twilio GETs the recording to /r.',
        'Waits in the queue “support”, hearing what /music says. When that ends, Twilio POSTs the outcome to /left.',
        'Nothing after this is done.',
      ])
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
