/** Starts the browsers that the site is tested in, and pages that report every complaint. */

import assert from 'node:assert/strict'
import { accessSync } from 'node:fs'
import { after, afterEach, before, beforeEach } from 'node:test'

import axe from 'axe-core'
import puppeteer from 'puppeteer-core'

import { start } from '../../www/server.mjs'

export const BROWSERS = ['chromium', 'firefox']

const PATHS = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
}

const CHROMIUM_FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

const DARK_FLAG = '--blink-settings=preferredColorScheme=0'

const DARK_PREFERENCE = { 'layout.css.prefers-color-scheme.content-override': 0 }

/** Starts a browser with a profile of its own. `CHROMIUM` and `FIREFOX` name other binaries. */
export function launch(name, { dark = false } = {}) {
  const options = { browser: name === 'firefox' ? name : 'chrome', executablePath: pathOf(name), headless: true }
  return puppeteer.launch(name === 'firefox'
    ? { ...options, extraPrefsFirefox: dark ? DARK_PREFERENCE : {} }
    : { ...options, args: dark ? [...CHROMIUM_FLAGS, DARK_FLAG] : CHROMIUM_FLAGS })
}

/**
 * Opens a page, and collects in `complaints` what its console, its errors and its content security
 * policy say, and every request that leaves `origin`.
 */
export async function open(browser, origin, path, { width = 1280 } = {}) {
  const page = await browser.newPage()
  page.complaints = []
  page.on('console', (message) => page.complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => page.complaints.push(`error: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) page.complaints.push(`request: ${request.url()}`)
  })
  await page.evaluateOnNewDocument(() => {
    window.refused = 0
    addEventListener('securitypolicyviolation', (event) => {
      window.refused++
      console.error(`refused by policy: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  await page.setViewport({ width, height: 800 })
  await page.goto(origin + path)
  return page
}

/** Opens a fresh page of the site for each test of a suite, and expects that none complains. */
export function eachTestOpens(name, path, take) {
  let site, browser, page
  before(async () => {
    site = await start()
    browser = await launch(name)
  })
  after(async () => {
    await browser?.close()
    site.server.close()
  })
  beforeEach(async () => {
    page = await open(browser, site.origin, path)
    take(page)
  })
  afterEach(async () => {
    const { complaints } = page
    await page.close()
    assert.deepEqual(complaints, [])
  })
}

/** The accessibility rules that a page breaks, each with where. */
export async function violations(page) {
  await page.evaluate(axe.source)
  const found = await page.evaluate(() => window.axe.run())
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`))
}

/** Puts a text in place of a field's text, as a paste would, and waits until the page is drawn. */
export async function put(page, selector, text) {
  await page.$eval(selector, (field, value) => {
    field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }, text)
  await drawn(page)
}

/** Pastes a text into a field with the keyboard, from a field of the test's own. */
export async function paste(page, selector, text) {
  await page.evaluate((value) => {
    const source = document.createElement('textarea')
    source.id = 'source'
    source.value = value
    document.body.append(source)
    source.focus()
  }, text)
  await chord(page, 'a')
  await chord(page, 'c')
  await page.$eval('#source', (source) => source.remove())
  await page.focus(selector)
  await chord(page, 'v')
  await drawn(page)
}

/** Presses a key with Control. */
export async function chord(page, key) {
  await page.keyboard.down('Control')
  await page.keyboard.press(key)
  await page.keyboard.up('Control')
}

/** Waits until what the page shows is on the screen. */
export function drawn(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** The text of an element. */
export function textOf(page, selector) {
  return page.$eval(selector, (element) => element.textContent)
}

/** The value of a field. */
export function valueOf(page, selector) {
  return page.$eval(selector, (field) => field.value)
}

function pathOf(name) {
  const own = process.env[name.toUpperCase()]
  const found = own ?? PATHS[name].find(isThere)
  const packaged = name === 'firefox' ? 'firefox-esr' : name
  if (!found) throw new Error(`no ${name}: apt install ${packaged}, or name it in ${name.toUpperCase()}`)
  return found
}

function isThere(path) {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}
