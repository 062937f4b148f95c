// What a paste of 1,600 characters and a key at their end cost `<septet-composer>`, beside a plain
// textarea: milliseconds in the page's own code, and frames that came late. `cargo xtask build` first.

import { BROWSERS, launch, open } from '../tests/site/browser.mjs'
import { start } from '../www/server.mjs'

const ROUNDS = 15
const TEXTS = {
  'GSM-7': 'The quick brown fox jumps over the lazy dog. '.repeat(36).slice(0, 1600),
  'with curly quotes': 'The “quick” brown fox doesn’t jump… over it – '.repeat(36).slice(0, 1600),
  'Cyrillic and emoji': 'Съешь же ещё этих мягких французских булок 🥐 '.repeat(36).slice(0, 1600),
}

/** Milliseconds between two frames after which one was dropped, at 60 a second. */
const LATE = 25

/** In the page: inserts a text as a paste does, and then a key, and watches every frame for a while. */
async function measure(selector, text, late) {
  const host = document.querySelector(selector)
  const field = host.shadowRoot?.querySelector('textarea') ?? host
  const frame = () => new Promise(requestAnimationFrame)
  const timed = async (insert) => {
    await frame()
    const began = performance.now()
    insert()
    const code = performance.now() - began
    const times = [began, await frame()]
    while (times.length < 20) times.push(await frame())
    const gaps = times.slice(1).map((time, index) => time - times[index])
    return { code, late: gaps.filter((gap) => gap > late).length, most: Math.max(...gaps) }
  }
  host.focus()
  field.select()
  document.execCommand('delete')
  const paste = await timed(() => document.execCommand('insertText', false, text))
  const key = await timed(() => document.execCommand('insertText', false, 'x'))
  return { paste, key }
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1]
const most = (numbers) => Math.max(...numbers)

for (const name of BROWSERS) {
  const site = await start()
  const browser = await launch(name)
  const page = await open(browser, site.origin, '/')
  await page.evaluate(() => {
    const plain = document.createElement('textarea')
    plain.id = 'plain'
    plain.rows = 8
    document.querySelector('main').append(plain)
  })
  for (const [kind, text] of Object.entries(TEXTS)) {
    for (const selector of ['#message', '#plain']) {
      const rounds = []
      for (let round = 0; round < ROUNDS; round++) rounds.push(await page.evaluate(measure, selector, text, LATE))
      for (const what of ['paste', 'key']) {
        const all = rounds.map((round) => round[what])
        console.log(
          name.padEnd(9), kind.padEnd(19), selector.padEnd(9), what.padEnd(6),
          `code ${median(all.map(({ code }) => code)).toFixed(2)} ms (worst ${most(all.map(({ code }) => code)).toFixed(2)})`,
          ` longest frame ${most(all.map(({ most }) => most)).toFixed(1)} ms, ${all.reduce((sum, { late }) => sum + late, 0)} late of ${ROUNDS * 20}`,
        )
      }
    }
  }
  await browser.close()
  site.server.closeAllConnections()
  site.server.close()
}
