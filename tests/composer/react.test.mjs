import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'
import { segment } from 'septet/segments'

import { launch, open } from '../site/browser.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const OUT = here('../../target/composer')
const TEXT = 'It’s “fine” '.repeat(6)

/** Bundles `contents` with React of a major version in place of the one that is installed. */
async function bundle(major, name, contents, options) {
  const old = { react: 'react-18', 'react-dom': 'react-dom-18' }
  await mkdir(OUT, { recursive: true })
  const outfile = `${OUT}/${name}-${major}.${options.platform === 'node' ? 'cjs' : 'js'}`
  await build({
    alias: major === 18 ? old : {},
    bundle: true,
    define: { 'process.env.NODE_ENV': '"development"' },
    jsx: 'automatic',
    logLevel: 'error',
    outfile,
    stdin: { contents, loader: 'jsx', resolveDir: here('.') },
    ...options,
  })
  return outfile
}

const SERVER = `
export { createElement, StrictMode, version } from 'react'
export { renderToString } from 'react-dom/server'
export * from './app.mjs'
`

for (const major of [18, 19]) {
  describe(`React ${major}`, () => {
    let react, browser, server, page
    before(async () => {
      const file = await bundle(major, 'server', SERVER, { platform: 'node', format: 'cjs' })
      react = createRequire(import.meta.url)(file)
      const client = await bundle(major, 'client', "import './client.mjs'", { platform: 'browser', format: 'esm' })
      const { createElement, renderToString, StrictMode, Boundary, Cost, Composer } = react
      const html = (type, props) =>
        renderToString(createElement(StrictMode, null, createElement(Boundary, null, createElement(type, props))))
      const body = `<!doctype html><html lang="en"><title>React</title><link rel="icon" href="data:,">
        <div id="cost" data-initial="${TEXT}">${html(Cost, { initial: TEXT })}</div>
        <div id="composer">${html(Composer)}</div><script type="module" src="/client.js"></script>`
      server = createServer(async ({ url }, response) => {
        const isCode = url === '/client.js'
        response.setHeader('content-type', isCode ? 'text/javascript' : 'text/html; charset=utf-8')
        response.end(isCode ? await readFile(client) : body)
      })
      await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
      browser = await launch('chromium')
      page = await open(browser, `http://127.0.0.1:${server.address().port}`, '/')
      await page.waitForFunction(() => window.results?.length > 0 && document.querySelector('#count').textContent !== '0')
    })
    after(async () => {
      await browser?.close()
      server?.close()
    })

    const output = (selector) => page.$eval(selector, (element) => element.textContent)

    test('is the version that is meant', () => assert.equal(react.version.split('.')[0], String(major)))

    test('renders on a server what the text costs', () => {
      const { createElement, renderToString, Cost } = react
      const { count, encoding, remaining } = segment(TEXT)
      const html = renderToString(createElement(Cost, { initial: TEXT }))
      assert.match(html, new RegExp(`<output>${count} × ${encoding}, ${remaining} left</output>`))
      assert.match(html, /^<div><textarea id="field">It’s “fine” /)
    })

    test('renders the element on a server, with its attributes', () => {
      const { createElement, renderToString, Composer } = react
      const html = renderToString(createElement(Composer))
      assert.match(html, /<septet-composer [^>]*name="body" rows="2" maxlength="2" value="It’s"><\/septet-composer>/)
    })

    test('throws on a server what segment throws', () => {
      const { createElement, renderToString, Cost } = react
      const render = (initial) => () => renderToString(createElement(Cost, { initial }))
      assert.throws(render('x'.repeat(65537)), { name: 'SeptetError', code: 'ERR_SEGMENTS_TOO_LONG' })
      assert.throws(render(5), { name: 'TypeError', message: 'segment: text must be a string, got number' })
    })

    test('hydrates without a complaint', () => {
      const advertised = (line) => line.includes('React DevTools')
      assert.deepEqual(page.complaints.filter((line) => !advertised(line)), [])
    })

    test('measures at every key', async () => {
      await page.focus('#field')
      await page.keyboard.press('End')
      await page.keyboard.type('x'.repeat(70))
      const { count, encoding, remaining } = segment(await page.$eval('#field', (field) => field.value))
      assert.equal(await output('#cost output'), `${count} × ${encoding}, ${remaining} left`)
    })

    test('keeps its result while the text and the meaning of the options stay', async () => {
      const last = () => page.evaluate(() => {
        window.kept = window.results.at(-1)
        window.results.length = 0
      })
      const isKept = () => page.evaluate(() => window.results.map((result) => result === window.kept))
      await last()
      await page.click('#again')
      assert.ok((await isKept()).length > 0 && (await isKept()).every(Boolean))
      await last()
      await page.click('#again')
      assert.ok((await isKept()).some((kept) => !kept))
      await last()
      await page.click('#again')
      assert.ok((await isKept()).length > 0 && (await isKept()).every(Boolean))
    })

    test('sets the element up, hears it, and lets it undo', async () => {
      assert.deepEqual([await output('#count'), await output('#text')], ['1', 'It’s'])
      await page.focus('septet-composer')
      await page.keyboard.down('Control')
      await page.keyboard.press('End')
      await page.keyboard.up('Control')
      await page.keyboard.type('x'.repeat(157))
      assert.deepEqual([await output('#count'), await output('#text')], ['2', `It’s${'x'.repeat(157)}`])
      const found = await page.$eval('septet-composer', ({ segments, maxLength, value }) => [segments.text, maxLength, value])
      assert.deepEqual(found, [`It's${'x'.repeat(157)}`, 2, `It’s${'x'.repeat(157)}`])
      await page.keyboard.press('Backspace')
      assert.equal(await output('#count'), '1')
    })

    test('gives what is thrown to the boundary', async () => {
      await page.evaluate(() => {
        const field = document.getElementById('field')
        Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, 'x'.repeat(65537))
        field.dispatchEvent(new Event('input', { bubbles: true }))
      })
      await page.waitForSelector('#error')
      assert.equal(await output('#error'), 'SeptetError ERR_SEGMENTS_TOO_LONG')
    })

    test('runs the code that the site and the documents offer to copy', async () => {
      const site = await readFile(here('../../www/index.html'), 'utf8')
      const [, escaped] = /<pre id="react-code"[^>]*>([^]*?)<\/pre>/.exec(site)
      const entities = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }
      const fromSite = escaped.replace(/&\w+;/g, (entity) => entities[entity])
      const readme = await readFile(here('../../pkg-template/README.md'), 'utf8')
      const [, fromReadme] = /```jsx\n([^]*?)```/.exec(readme)
      for (const [index, code] of [fromSite, fromReadme].entries()) {
        const contents = `${code}\nexport { createElement } from 'react'\nexport { renderToString } from 'react-dom/server'`
        const file = await bundle(major, `copied-${index}`, contents, { platform: 'node', format: 'cjs' })
        const { createElement, renderToString, Reminder } = createRequire(import.meta.url)(file)
        const html = renderToString(createElement(Reminder, { initial: 'x'.repeat(161) }))
        assert.match(html.replaceAll('<!-- -->', ''), /2 × GSM-7, 145 left/)
      }
    })
  })
}
