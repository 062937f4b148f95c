/** Opens pages in a real browser and reads the results they leave in `globalThis.results`. */

import puppeteer from 'puppeteer-core'

import { browser as program } from '../setup.mjs'

/** What a page gets to finish, in milliseconds. */
const LIMIT = 90_000

/**
 * Opens pages, one after the other, and waits for the results of each.
 *
 * @param {'chromium' | 'firefox-esr'} name - the browser
 * @param {readonly string[]} addresses - the pages
 */
export async function visit(name, addresses) {
  const executablePath = program(name)
  if (!executablePath) throw new Error(`${name} is missing: apt-get install -y ${name}`)
  const browser = await puppeteer.launch(
    name === 'chromium'
      ? { executablePath, args: ['--no-sandbox', '--disable-background-networking'], pipe: true }
      : { browser: 'firefox', executablePath },
  )
  try {
    const results = []
    for (const address of addresses) results.push(...(await open(browser, address)))
    return results
  } finally {
    await browser.close()
  }
}

async function open(browser, address) {
  const page = await browser.newPage()
  const broken = new Promise((_, reject) => {
    page.on('pageerror', (error) => reject(new Error(`page: ${error.message}`)))
    page.on('requestfailed', (request) => reject(new Error(`not loaded: ${request.url()}`)))
  })
  page.on('console', (message) => console.log(`console.${message.type()}: ${message.text()}`))
  await Promise.race([broken, page.goto(address)])
  await Promise.race([broken, page.waitForFunction('globalThis.results', { timeout: LIMIT })])
  return page.evaluate('globalThis.results')
}
