import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'

import { BROWSERS, chord, drawn, launch, open, paste, put, violations } from '../site/browser.mjs'
import { startFixture } from './fixture.mjs'

const FOX = 'The quick brown fox jumps over the lazy dog. '.repeat(36).slice(0, 1600)
const FIELD = '#text >>> textarea'

const FORM = `<main><h1>Form</h1><form action="/submit" method="post">
  <label for="text">Message</label>
  <septet-composer id="text" name="text"></septet-composer>
  <button id="send">Send</button><button id="reset" type="reset">Reset</button>
</form></main>`

for (const name of BROWSERS) {
  describe(`<septet-composer> in ${name}`, () => {
    let browser, fixture, page, markup
    before(async () => {
      fixture = await startFixture(() => markup)
      browser = await launch(name)
    })
    after(async () => {
      await browser?.close()
      fixture.server.closeAllConnections()
      fixture.server.close()
    })
    beforeEach(() => (markup = FORM))
    afterEach(async () => {
      const { complaints } = page
      await page.close()
      assert.deepEqual(complaints, [])
    })

    const show = async (path = '/', options) => {
      page = await open(browser, fixture.origin, path, options)
    }
    const composer = (act, ...args) => page.$eval('#text', act, ...args)
    const part = (selector) => page.$eval(`#text >>> ${selector}`, (element) => element.textContent)
    const parts = (selector) => page.$$eval(`#text >>> ${selector}`, (all) => all.map((one) => one.textContent))
    const isVisible = (selector) => page.$eval(selector, (element) => element.checkVisibility())
    const value = () => composer((element) => element.value)
    const isFocused = () => composer((element) => document.activeElement === element)

    describe('as a form control', () => {
      test('is submitted with its form, line breaks as a textarea has them', async () => {
        await show()
        await page.focus('#text')
        await page.keyboard.type('One')
        await page.keyboard.press('Enter')
        await page.keyboard.type('Two é€')
        assert.equal(await value(), 'One\nTwo é€')
        await Promise.all([page.waitForNavigation(), page.click('#send')])
        assert.equal(await page.$eval('pre', (pre) => pre.textContent), 'text=One%0D%0ATwo+%C3%A9%E2%82%AC')
      })

      test('is not submitted when it is disabled, by itself or by a fieldset', async () => {
        markup = `<form><fieldset disabled><septet-composer id="text" name="text" value="x"></septet-composer></fieldset></form>`
        await show()
        const data = () => composer((element) => [...new FormData(element.form)].flat())
        const locked = () => page.$eval(FIELD, (field) => field.disabled)
        assert.deepEqual([await data(), await locked()], [[], true])
        await page.$eval('fieldset', (fieldset) => (fieldset.disabled = false))
        assert.deepEqual([await data(), await locked()], [['text', 'x'], false])
        await composer((element) => (element.disabled = true))
        assert.deepEqual([await data(), await locked()], [[], true])
      })

      test('takes its text from its attribute or its content, and resets to that', async () => {
        markup = `<form>
          <septet-composer id="text" value="By attribute">By content</septet-composer>
          <septet-composer id="other">\nBy <!-- no -->content</septet-composer>
          <button id="reset" type="reset">Reset</button></form>`
        await show()
        const values = () => page.$$eval('septet-composer', (all) => all.map((one) => one.value))
        assert.deepEqual(await values(), ['By attribute', 'By content'])
        await page.focus('#text')
        await page.keyboard.type('Mine: ')
        await page.$eval('#other', (other) => (other.textContent = 'Changed content'))
        assert.equal((await values())[1], 'Changed content')
        await composer((element) => (element.defaultValue = 'New default'))
        assert.notEqual((await values())[0], 'New default')
        await page.click('#reset')
        assert.deepEqual(await values(), ['New default', 'Changed content'])
        assert.equal(await part('.left'), '149 left')
      })

      test('is restored when its page is', async () => {
        await show()
        await page.evaluate(() => addEventListener('unload', () => {})) // No page is kept alive with this.
        await page.focus('#text')
        await page.keyboard.type('Do not lose me')
        await Promise.all([page.waitForNavigation(), page.click('#send')])
        await page.goBack()
        await page.waitForFunction(() => document.querySelector('#text').value !== '')
        assert.equal(await value(), 'Do not lose me')
        assert.equal(await part('.left'), '146 left')
      })

      test('takes over a text that is restored by the browser', async () => {
        await show()
        await composer((element) => element.formStateRestoreCallback('Restored', 'restore'))
        assert.deepEqual([await value(), await part('.left')], ['Restored', '152 left'])
      })

      test('is required, limited in segments, and says so when it is submitted', async () => {
        markup = FORM.replace('name="text"', 'name="text" required maxlength="2"')
        await show()
        const state = () => composer(({ validity, validationMessage }) => [
          ['valid', 'valueMissing', 'tooLong', 'customError'].filter((flag) => validity[flag]), validationMessage,
        ])
        assert.deepEqual(await state(), [['valueMissing'], 'Write a message.'])
        assert.equal(await page.$eval(FIELD, (field) => field.ariaInvalid), null)
        await page.click('#send')
        assert.equal(page.url(), `${fixture.origin}/`)
        assert.equal(await page.$eval(FIELD, (field) => field.ariaInvalid), 'true')
        assert.equal(await isFocused(), true)
        await put(page, '#text', 'x'.repeat(306))
        assert.deepEqual(await state(), [['valid'], ''])
        assert.equal(await page.$eval(FIELD, (field) => field.ariaInvalid), null)
        await put(page, '#text', 'x'.repeat(307))
        assert.deepEqual(await state(), [['tooLong'], 'The message takes 3 segments, and at most 2 can be sent.'])
        assert.deepEqual((await parts('.over')).filter(Boolean), ['x'])
        assert.equal(await part('.limit'), 'of at most 2')
        await composer((element) => element.setCustomValidity('No.'))
        assert.deepEqual(await state(), [['tooLong', 'customError'], 'No.'])
        await composer((element) => {
          element.setCustomValidity('')
          element.maxLength = -1
        })
        assert.deepEqual(await state(), [['valid'], ''])
        assert.equal(await composer((element) => element.hasAttribute('maxlength')), false)
      })

      test('is left alone by validation where it is read only', async () => {
        markup = FORM.replace('name="text"', 'name="text" required readonly value="It’s"')
        await show()
        assert.deepEqual(await composer((element) => [element.willValidate, element.readOnly]), [false, true])
        await page.focus('#text')
        await page.keyboard.type('x')
        await composer((element) => element.fix())
        assert.equal(await value(), 'It’s')
        assert.equal(await isVisible('#text >>> .fix'), false)
        assert.equal((await page.$$('#text >>> .characters button')).length, 0)
      })

      test('is focused by its labels, and named by them', async () => {
        markup = `<form><label for="text" id="one">First</label><label>Second
          <septet-composer id="text">Not this</septet-composer></label><p id="hint">Short, please</p></form>`
        await show()
        await page.click('#one')
        assert.equal(await isFocused(), true)
        const named = () => page.$eval(FIELD, (field) => field.ariaLabel)
        assert.equal(await named(), 'First Second')
        await page.$eval('#one', (label) => (label.textContent = 'Changed'))
        assert.equal(await named(), 'Changed Second')
        await composer((element) => element.setAttribute('aria-label', 'Own'))
        assert.equal(await named(), 'Own')
        await composer((element) => element.setAttribute('aria-labelledby', 'hint'))
        assert.equal(await named(), 'Short, please')
        await composer((element) => element.setAttribute('aria-describedby', 'hint'))
        assert.equal(await part('#hint'), 'Short, please')
      })

      test('has the interface of a textarea', async () => {
        await show()
        const found = await composer((element) => {
          element.value = 'One two three'
          element.setSelectionRange(4, 7, 'backward')
          const selected = [element.selectionStart, element.selectionEnd, element.selectionDirection]
          element.setRangeText('2')
          element.rows = 9
          element.placeholder = 'Here'
          element.name = 'other'
          element.required = true
          const field = element.shadowRoot.querySelector('textarea')
          return [
            selected, element.value, element.textLength, field.rows, field.placeholder, element.form.elements.other === element,
            element.labels.length, element.matches(':required'), element.checkValidity(), element.type, `${element.validity}`,
          ]
        })
        const isRequired = found.splice(7, 1)
        assert.equal(typeof isRequired[0], 'boolean')
        assert.deepEqual(found, [
          [4, 7, 'backward'], 'One 2 three', 11, 9, 'Here', true, 1, true, 'septet-composer', '[object ValidityState]',
        ])
        assert.equal(await composer((element) => {
          element.value = 'a\r\nb\rc'
          return element.value
        }), 'a\nb\nc')
      })

      test('fires input, change and segments, in this order and as often as it should', async () => {
        await show()
        await composer((element) => {
          window.fired = []
          for (const type of ['input', 'change', 'segments']) {
            document.addEventListener(type, (event) => {
              window.fired.push(`${event.target.id} ${type} ${event.detail?.units ?? element.segments.units}`)
            })
          }
        })
        await page.focus('#text')
        await page.keyboard.type('a')
        await page.keyboard.press('Tab')
        await composer((element) => (element.value = 'a'))
        await composer((element) => (element.value = 'abc'))
        await composer((element) => (element.options = {}))
        await composer((element) => (element.options = { headerBytes: 7 }))
        await composer((element) => (element.options = { headerBytes: 7 }))
        assert.deepEqual(await page.evaluate(() => window.fired),
          ['text segments 1', 'text input 1', 'text change 1', 'text segments 3', 'text segments 3'])
      })
    })

    describe('in a page', () => {
      test('keeps what was set on it before its code was there', async () => {
        markup = `<form><septet-composer id="text" name="text"></septet-composer></form>`
        await show('/later')
        const found = await composer(async (element) => {
          Object.assign(element, { value: 'It’s “early”', options: { smartEncoding: true }, maxLength: 1 })
          await import('septet/element')
          return [element.value, element.segments.encoding, element.getAttribute('maxlength'), Object.keys(element),
            [...new FormData(element.form)].flat()]
        })
        assert.deepEqual(found, ['It’s “early”', 'GSM-7', '1', [], ['text', 'It’s “early”']])
      })

      test('can be registered twice, under another name, made, moved and cloned', async () => {
        await show()
        const found = await page.evaluate(async () => {
          await import('/septet/element/index.js?again')
          const { SeptetComposer } = await import('septet/element')
          customElements.define('my-composer', class extends SeptetComposer {})
          const made = document.createElement('my-composer')
          made.value = 'x'.repeat(161)
          const before = made.segments.count
          document.body.append(made)
          document.forms[0].append(made)
          const clone = made.cloneNode()
          made.remove()
          document.body.append(clone)
          return [before, made.segments.count, clone.segments.count, clone instanceof SeptetComposer]
        })
        assert.deepEqual(found, [2, 2, 1, true])
      })

      test('shares one core with septet/segments', async () => {
        await show()
        assert.equal(await page.evaluate(async () => {
          const { segment } = await import('septet/segments')
          return document.querySelector('#text').engine.segment === segment
        }), true)
      })

      test('measures as its attributes and options say, with what it is given', async () => {
        markup = FORM.replace('name="text"', 'name="text" smart-encoding header-bytes="7" value="It’s"')
        await show()
        const measured = () => composer(({ segments }) => [segments?.encoding, segments?.text, segments?.unitsPerSegment])
        assert.deepEqual(await measured(), ['GSM-7', "It's", 160])
        await composer((element) => element.removeAttribute('smart-encoding'))
        assert.deepEqual(await measured(), ['UCS-2', 'It’s', 70])
        await put(page, '#text', '’'.repeat(71))
        assert.deepEqual((await measured())[2], 66)
        await composer((element) => (element.options = { headerBytes: 6 }))
        assert.deepEqual((await measured())[2], 67)
        await composer((element) => {
          const { segment, smartEncode } = element.engine
          element.engine = { smartEncode, segment: (text, options) => segment(text.toUpperCase(), options) }
        })
        await put(page, '#text', 'ab')
        assert.deepEqual(await measured(), ['GSM-7', 'AB', 160])
        await composer((element) => (element.engine = null))
        assert.deepEqual(await measured(), ['GSM-7', 'ab', 160])
      })

      test('shows what does not fit where GSM-7 is demanded', async () => {
        markup = FORM.replace('name="text"', 'name="text" encoding="GSM-7" value="It’s"')
        await show()
        assert.match(await part('.problem'), /^This text cannot be measured: /)
        assert.deepEqual(await composer(({ segments, validity }) => [segments, validity.badInput]), [null, true])
        await page.click('#text >>> .fix')
        assert.equal(await value(), "It's")
        assert.deepEqual(await composer(({ segments, validity }) => [segments.count, validity.valid]), [1, true])
        assert.equal(await isVisible('#text >>> .problem'), false)
      })

      test('shows what the message costs, and what to do about it, with the whole engine', async () => {
        markup = FORM.replace('name="text"', 'name="text" price="0.0079" currency="USD" value="It’s “fine”\u00a0👍"')
        await show('/later')
        await page.evaluate(() => import('septet/element-full'))
        assert.equal(await part('.cost'), '$0.0079')
        await composer((element) => element.setAttribute('recipients', '12345'))
        assert.equal(await part('.cost'), '$97.53 for 12,345')
        await composer((element) => element.setAttribute('price', 'cheap'))
        assert.match(await part('.cost'), /^price must be a decimal/)
        const found = await composer(({ engine, value }) => engine.diagnose(value))
        const told = found.filter(({ code }) => code !== 'ucs2')
        assert.ok(told.length > 1 && told.length < found.length)
        assert.deepEqual(await parts('.finding .message'), told.map(({ message }) => `${message}.`))
        assert.deepEqual(await violations(page), [])
        const index = told.findIndex(({ code }) => code === 'typographic')
        await page.click(`#text >>> .finding:nth-child(${index + 1}) button`)
        assert.match(await value(), /^It's "fine"/)
        await chord(page, 'z')
        assert.equal(await value(), 'It’s “fine”\u00a0👍')
        await put(page, '#text', 'Hi')
        assert.equal(await isVisible('#text >>> .advice'), false)
      })

      test('takes its engine from another import path', async () => {
        markup = FORM.replace('name="text"', 'name="text" price="2" recipients="3" value="Hi"')
        await show()
        assert.equal(await isVisible('#text >>> .cost'), false)
        await composer(async (element) => (element.engine = await import('septet/segments-full')))
        assert.equal(await part('.cost'), '6 for 3')
        await put(page, '#text', 'Şeker çok güzel')
        assert.equal(await part('.encoding'), 'UCS-2')
        await composer((element) => element.setAttribute('languages', ' turkish  spanish '))
        assert.equal(await part('.encoding'), 'GSM-7')
        await composer((element) => {
          element.removeAttribute('languages')
          element.setAttribute('provider', 'infobip')
        })
        assert.equal(await part('.encoding'), 'GSM-7')
      })

      test('stays a field where it cannot measure', async () => {
        markup = FORM.replace('name="text"', 'name="text" header-bytes="five" value="Hi"')
        await show()
        assert.match(await part('.problem'), /headerBytes must be one of 6, 7/)
        assert.deepEqual(await composer((element) => [...new FormData(element.form)].flat()), ['text', 'Hi'])
        assert.equal(await composer(({ validity }) => validity.valid), true)
      })

      test('speaks another language', async () => {
        markup = FORM.replace('name="text"', 'name="text" value="‘A’" required')
        await show()
        await composer((element) => {
          element.words = { segments: (count) => `${count} Teil`, missing: () => 'Fehlt.', fix: () => 'Ersetzen' }
        })
        assert.deepEqual([await part('.count'), await part('.fix'), await part('.left')], ['1 Teil', 'Ersetzen', '67 left'])
        await put(page, '#text', '')
        assert.equal(await composer((element) => element.validationMessage), 'Fehlt.')
      })

      test('follows the color scheme of its page, and custom properties', async () => {
        markup = `<style>.dark { color-scheme: dark } #text { --septet-ground: rgb(1, 2, 3) }
          #text::part(textarea) { font-size: 30px }</style>
          <septet-composer id="text" aria-label="x"></septet-composer>
          <div class="dark"><septet-composer id="other" aria-label="y"></septet-composer></div>`
        await show()
        const color = (selector, property) =>
          page.$eval(selector, (element, name) => getComputedStyle(element)[name], property)
        assert.equal(await color('#text >>> .frame', 'backgroundColor'), 'rgb(1, 2, 3)')
        assert.equal(await color('#text', 'color'), 'rgb(19, 33, 28)')
        assert.equal(await color('#other', 'color'), 'rgb(228, 238, 234)')
        assert.equal(await color(FIELD, 'fontSize'), '30px')
        assert.equal(await color('#text >>> .mirror', 'fontSize'), '30px')
      })
    })

    describe('while it is written in', () => {
      test('lays its runs behind the same characters, however they wrap', async () => {
        const texts = [
          FOX, 'word\n\nword  spaced   out\tand tabbed '.repeat(20), 'Donaudampfschifffahrtsgesellschaft’'.repeat(20),
          'שלום לך עולם, hello – 123. '.repeat(30), '👩\u200d👩\u200d👧 Привет – “ok” '.repeat(30), '中文字符測試'.repeat(60),
          'مرحبًا زوي! تم حجز طاولتك الساعة 19:30 في Le Café. '.repeat(30), 'आपका ऑर्डर, “ok” – 123! '.repeat(30),
        ]
        markup = '<septet-composer id="text" aria-label="x" rows="1"></septet-composer>'
        for (const width of [300, 517, 1280]) {
          await show('/', { width })
          for (const text of texts) {
            await put(page, '#text', text)
            const [field, mirror] = await composer(({ shadowRoot }) => {
              const runs = shadowRoot.querySelector('.runs')
              const padding = parseFloat(getComputedStyle(runs.parentNode).paddingTop) * 2
              return [shadowRoot.querySelector('textarea').scrollHeight, runs.getBoundingClientRect().height + padding]
            })
            assert.ok(Math.abs(field - mirror) < 1.5, `${width} px: ${text.slice(0, 9)}: field ${field}, runs ${mirror}`)
          }
          if (width !== 1280) await page.close()
        }
      })

      test('scrolls its runs with the text', async () => {
        markup = '<septet-composer id="text" aria-label="x" rows="3"></septet-composer>'
        await show()
        await put(page, '#text', FOX)
        await page.$eval(FIELD, (field) => (field.scrollTop = 40))
        await drawn(page)
        assert.equal(await page.$eval('#text >>> .runs', (runs) => new DOMMatrix(getComputedStyle(runs).transform).f), -40)
      })

      test('draws a paste of 1,600 characters at once, and after it what changed alone', async () => {
        await show()
        await composer((element) => {
          element.addEventListener('input', () => {
            const { runs } = element
            window.drawnAtOnce = element.shadowRoot.querySelectorAll('.run').length
          }, { once: true })
        })
        await paste(page, '#text', FOX)
        assert.equal(await page.evaluate(() => window.drawnAtOnce), 11)
        assert.equal((await parts('.run')).join(''), FOX)
        await page.$$eval('#text >>> .run', (runs) => runs.forEach((run) => (run.kept = true)))
        await page.keyboard.type('!')
        const kept = await page.$$eval('#text >>> .run', (runs) => runs.map((run) => run.kept === true))
        assert.deepEqual(kept, [...Array(10).fill(true), false])
      })

      test('draws a hundred segments of the longest text, and counts all', async () => {
        await show()
        await put(page, '#text', 'xя'.repeat(32768))
        assert.equal(await part('.count'), '979 segments')
        assert.equal((await page.$$('#text >>> .run')).length, 100)
        assert.equal((await page.$$('#text >>> .bar')).length, 24)
        await put(page, '#text', 'x')
        assert.equal((await page.$$('#text >>> .run')).length, 1)
      })

      test('undoes and redoes typing, and the fix as one step', async () => {
        await show()
        await page.focus('#text')
        await page.keyboard.type('ab')
        await page.evaluate(() => document.execCommand('insertText', false, ' It’s “fine” – wait…'))
        await page.$eval('#text >>> .fix', (fix) => fix.click())
        assert.equal(await value(), 'ab It\'s "fine" - wait...')
        assert.equal(await part('.encoding'), 'GSM-7')
        assert.equal(await isFocused(), true)
        await chord(page, 'z')
        assert.equal(await value(), 'ab It’s “fine” – wait…')
        assert.equal(await part('.encoding'), 'UCS-2')
        await page.keyboard.down('Shift')
        await chord(page, 'Z')
        await page.keyboard.up('Shift')
        assert.equal(await value(), 'ab It\'s "fine" - wait...')
        for (let presses = 0; presses < 6; presses++) await chord(page, 'z')
        assert.equal(await value(), '')
        assert.equal(await part('.left'), '160 left')
      })

      test('keeps the caret at its character when it fixes', async () => {
        await show()
        await put(page, '#text', 'a…b…c')
        await composer((element) => element.setSelectionRange(3, 3))
        await page.click('#text >>> .fix')
        assert.deepEqual(await composer(({ selectionStart, selectionEnd }) => [selectionStart, selectionEnd]), [5, 5])
      })

      test('replaces one character everywhere, and offers what there is to replace', async () => {
        await show()
        await put(page, '#text', 'It’s – it’s \u200b👍')
        assert.deepEqual(await parts('.character'), [
          "Replace right single quotation mark, U+2019 with ' everywhere: ’×2→'",
          'Replace en dash, U+2013 with - everywhere: –→-',
          'Remove zero width space, U+200B everywhere: ZWSP→∅',
          '👍',
        ])
        await page.click('#text >>> .characters button')
        assert.equal(await value(), "It's – it's \u200b👍")
      })

      test('says truly what replacing all would save', async () => {
        await show()
        const label = async (text) => {
          await put(page, '#text', text)
          return (await isVisible('#text >>> .fix')) ? part('.fix') : null
        }
        assert.equal(await label('’'.repeat(71)), 'Replace all: saves 1 segment')
        assert.equal(await label('’👍'), 'Replace all: saves 0 segments')
        assert.equal(await label(`${'…'.repeat(69)}👍`), null)
        assert.equal(await label('👍'), null)
      })

      test('marks the characters of the text as typed where others are sent', async () => {
        await show()
        await put(page, '#text', `${'’'.repeat(70)}…b👍${'“'.repeat(20)}`)
        await composer((element) => (element.options = { smartEncoding: true }))
        const { segments } = await composer(({ segments }) => ({ segments }))
        assert.equal(segments.text.length, 70 + 3 + 1 + 2 + 20)
        assert.equal((await parts('.run')).join(''), await value())
        assert.deepEqual(await parts('mark'), ['👍'])
        await put(page, '#text', `${'man\u0303ana '.repeat(30)}👍`)
        assert.equal((await parts('.run')).join(''), await value())
      })

      test('marks words of another script as one, and each that can be replaced by itself', async () => {
        await show()
        await put(page, '#text', 'Да, это он “ok” “a” 👍 👍')
        assert.deepEqual(await parts('mark'), ['Да', 'это он', '“', '”', '“', '”', '👍 👍'])
        assert.deepEqual(await parts('mark.replaceable'), ['“', '”', '“', '”'])
      })

      test('is not disturbed while an input method composes, and announces afterwards', async () => {
        await show()
        await listen()
        await page.focus('#text')
        await page.keyboard.type('a')
        const seen = []
        const look = async () => seen.push(await composer((element) => [element.value, element.segments.units]))
        if (name === 'chromium') {
          const client = await page.createCDPSession()
          for (const text of ['ｎ', 'に', 'にほ']) {
            await client.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
            await look()
          }
          await pause()
          assert.deepEqual(await said(), [])
          await client.send('Input.insertText', { text: '日本' })
        } else {
          // Firefox has no interface for input methods: its events, in the order it fires them.
          for (const text of ['ｎ', 'に', 'にほ', '日本']) {
            await page.$eval(FIELD, (field, text) => {
              if (text === 'ｎ') field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }))
              field.dispatchEvent(new CompositionEvent('compositionupdate', { bubbles: true, composed: true, data: text }))
              field.value = `a${text}`
              const init = { bubbles: true, composed: true, inputType: 'insertCompositionText', isComposing: true, data: text }
              field.dispatchEvent(new InputEvent('input', init))
            }, text)
            if (text !== '日本') await look()
          }
          await pause()
          assert.deepEqual(await said(), [])
          await page.$eval(FIELD, (field) =>
            field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, composed: true, data: '日本' })))
        }
        await look()
        assert.deepEqual(seen, [['aｎ', 2], ['aに', 2], ['aにほ', 3], ['a日本', 3]])
        assert.equal((await parts('.run')).join(''), 'a日本')
        await page.waitForFunction(() => window.said.length > 0)
        assert.deepEqual(await said(), ['1 segment, UCS-2'])
      })

      test('writes from right to left what is written so, or as it is told', async () => {
        await show()
        const directions = () => Promise.all([FIELD, '#text >>> .mirror'].map((selector) =>
          page.$eval(selector, (element) => getComputedStyle(element).direction)))
        await put(page, '#text', 'שלום לך')
        assert.deepEqual(await directions(), ['rtl', 'rtl'])
        await put(page, '#text', 'Hello שלום')
        assert.deepEqual(await directions(), ['ltr', 'ltr'])
        await composer((element) => (element.dir = 'rtl'))
        assert.deepEqual(await directions(), ['rtl', 'rtl'])
      })
    })

    /** Collects in `window.said` what the live region says. */
    const listen = () => composer((element) => {
      window.said = []
      const live = element.shadowRoot.querySelector('[role=status]')
      new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true })
    })
    const said = () => page.evaluate(() => window.said)
    /** Longer than the composer waits for typing to pause. */
    const pause = () => new Promise((resolve) => setTimeout(resolve, 900))

    describe('for screen readers', () => {
      test('announces segments and encoding when they change, and not every key', async () => {
        await show()
        await listen()
        await page.focus('#text')
        await page.keyboard.type('Twenty more letters.')
        await pause()
        await page.keyboard.sendCharacter('’')
        await page.waitForFunction(() => window.said.length > 0)
        await put(page, '#text', 'x'.repeat(161))
        await page.waitForFunction(() => window.said.length > 1)
        await composer((element) => (element.maxLength = 1))
        await page.waitForFunction(() => window.said.length > 2)
        assert.deepEqual(await said(), ['1 segment, UCS-2', '2 segments, GSM-7', '2 segments of at most 1, GSM-7'])
      })

      test('says that characters were replaced', async () => {
        await show()
        await put(page, '#text', 'It’s … it’s')
        await listen()
        await page.click('#text >>> .fix')
        await page.waitForFunction(() => window.said.length > 0)
        assert.deepEqual(await said(), ['3 characters replaced, undo takes it back. 1 segment, GSM-7'])
      })

      test('is a named and described text field to the accessibility tree', async () => {
        markup = FORM.replace('name="text"', 'name="text" required value="It’s"')
        await show()
        const description = await page.$eval(FIELD, (field) => {
          const ids = field.getAttribute('aria-describedby').split(' ')
          return ids.map((id) => field.getRootNode().getElementById(id).textContent).join(' ').trim()
        })
        assert.equal(description, '1 segment  UCS-2  66 left')
        if (name !== 'chromium') return
        const nodes = [await page.accessibility.snapshot()]
        for (const node of nodes) nodes.push(...(node.children ?? []))
        const field = nodes.find(({ role }) => role === 'textbox')
        assert.deepEqual([field.name, field.required, field.multiline], ['Message', true, true])
      })

      test('has nothing that axe objects to, in any state', async () => {
        markup = FORM.replace('name="text"', 'name="text" required maxlength="2"')
        await show()
        const states = ['', 'Hello', 'It’s “fine” 👍\u00a0', 'xя'.repeat(300), 'x'.repeat(65537), 'שלום']
        for (const text of states) {
          await put(page, '#text', text)
          assert.deepEqual(await violations(page), [], JSON.stringify(text.slice(0, 20)))
        }
        await composer((element) => (element.readOnly = true))
        assert.deepEqual(await violations(page), [])
        await composer((element) => (element.disabled = true))
        assert.deepEqual(await violations(page), [])
      })
    })
  })
}
