// What a paste of 1,600 characters and a key at their end cost `<septet-composer>`, in the site and in a page that
// has nothing else, beside a plain textarea: what the main thread did until the text was drawn (Chromium tells, in
// time of that thread, so that nothing else on the machine counts), and frames that came late, which other work on
// the machine makes late as well. `cargo xtask build` first.

import { BROWSERS, chord, launch, open, paste } from '../tests/site/browser.mjs'
import { startFixture } from '../tests/composer/fixture.mjs'
import { start } from '../www/server.mjs'

const ROUNDS = 15
const FRAMES = 12
const TEXTS = {
  'GSM-7': 'The quick brown fox jumps over the lazy dog. '.repeat(36).slice(0, 1600),
  'curly quotes': 'The “quick” brown fox doesn’t jump… over it – '.repeat(36).slice(0, 1600),
  'Cyrillic, emoji': 'Съешь же ещё этих мягких французских булок 🥐 '.repeat(36).slice(0, 1600),
  'right to left': 'שלום לכם, חברים יקרים: ההזמנה בדרך! '.repeat(50).slice(0, 1600),
}

/** Milliseconds between two frames after which one was dropped, at 60 a second. */
const LATE = 25

const COMPOSER = '<main><septet-composer id="message" aria-label="Message"></septet-composer></main>'
const PLAIN = '<textarea id="plain" rows="8" aria-label="Plain"></textarea>'

const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1]

/** In the page: the milliseconds between frames from now on. */
async function gaps(frames) {
  const times = [performance.now()]
  while (times.length <= frames) times.push(await new Promise(requestAnimationFrame))
  return times.slice(1).map((time, index) => time - times[index])
}

/** Milliseconds of the main thread for code, styles and layout so far. Firefox does not tell. */
async function mainThread(page) {
  if (!page.session) return NaN
  const { metrics } = await page.session.send('Performance.getMetrics')
  const parts = metrics.filter(({ name }) => /^(Script|Layout|RecalcStyle)Duration$/.test(name))
  return parts.reduce((sum, { value }) => sum + value * 1000, 0)
}

/** Presses keys while the page watches its frames. */
async function watched(page, press) {
  const before = await mainThread(page)
  const frames = page.evaluate(gaps, FRAMES)
  await press()
  const all = await frames
  return { thread: (await mainThread(page)) - before, longest: Math.max(...all), late: all.filter((gap) => gap > LATE).length }
}

async function rounds(page, selector, text) {
  await paste(page, selector, text)
  const all = { paste: [], key: [] }
  for (let round = 0; round < ROUNDS; round++) {
    await page.focus(selector)
    await chord(page, 'a')
    await page.keyboard.press('Delete')
    all.paste.push(await watched(page, () => chord(page, 'v')))
    all.key.push(await watched(page, () => page.keyboard.press('x')))
  }
  return all
}

async function measure(name, place, origin, browser) {
  const page = await open(browser, origin, '/')
  await page.evaluate((plain) => document.querySelector('main').insertAdjacentHTML('beforeend', plain), PLAIN)
  if (name === 'chromium') {
    page.session = await page.createCDPSession()
    await page.session.send('Performance.enable', { timeDomain: 'threadTicks' })
  }
  for (const [kind, text] of Object.entries(TEXTS)) {
    for (const selector of ['#message', '#plain']) {
      for (const [what, all] of Object.entries(await rounds(page, selector, text))) {
        const [thread, worst] = [median(all.map((one) => one.thread)), Math.max(...all.map((one) => one.longest))]
        const late = all.reduce((sum, one) => sum + one.late, 0)
        console.log(
          name.padEnd(9), place.padEnd(5), kind.padEnd(16), selector.padEnd(9), what.padEnd(6),
          Number.isNaN(thread) ? '' : `main thread ${thread.toFixed(1)} ms, `,
          `longest frame ${worst.toFixed(1)} ms, ${late} of ${ROUNDS * FRAMES} late`,
        )
      }
    }
  }
  await page.close()
}

for (const name of BROWSERS) {
  const browser = await launch(name)
  for (const [place, { server, origin }] of Object.entries({ site: await start(), bare: await startFixture(() => COMPOSER) })) {
    await measure(name, place, origin, browser)
    server.closeAllConnections()
    server.close()
  }
  await browser.close()
}
