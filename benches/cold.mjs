// Cold starts: import and first number, each in a fresh process, of one bundled file per package.
// Rounds go through all packages in turn; the median counts.

import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'

import { build } from 'esbuild'

const FOLDER = 'target/cold'
const ROUNDS = 31

const PEERS = {
  septet: `export { parsePhone as parse } from 'septet/phone'`,
  'libphonenumber-js/min': `export { parsePhoneNumberFromString as parse } from 'libphonenumber-js/min'`,
  'libphonenumber-js/max': `export { parsePhoneNumberFromString as parse } from 'libphonenumber-js/max'`,
  'google-libphonenumber': `
    import library from 'google-libphonenumber'
    export const parse = (text, country) => library.PhoneNumberUtil.getInstance().parse(text, country)`,
}

/** The first number of each: of a country that is called much, and of the calling code that comes last. */
const NUMBERS = [['(415) 555-2671', 'US'], ['020 7946 0018', 'GB'], ['030 12345678', 'DE'], ['90 123 45 67', 'UZ']]

/** Adds the rows by `record`, which takes a name and nanoseconds by package. */
export async function cold(record) {
  const files = await bundles()
  for (const [number, country] of NUMBERS) {
    const times = Object.fromEntries(Object.keys(files).map((peer) => [peer, []]))
    for (let round = 0; round < ROUNDS; round++) {
      for (const [peer, file] of Object.entries(files)) times[peer].push(start(file, number, country))
    }
    record(`cold start: import and first number, ${country}`, Object.fromEntries(Object.entries(times).map(([peer, list]) => [peer, median(list)])))
  }
}

async function bundles() {
  mkdirSync(FOLDER, { recursive: true })
  const files = {}
  for (const [peer, contents] of Object.entries(PEERS)) {
    const outfile = resolve(FOLDER, `${peer.replace('/', '-')}.cjs`)
    await build({
      stdin: { contents, resolveDir: process.cwd() },
      bundle: true, minify: true, outfile, format: 'cjs', platform: 'node', target: 'node20', logLevel: 'error', charset: 'utf8',
    })
    files[peer] = outfile
  }
  return files
}

function start(file, number, country) {
  return Number(execFileSync(process.execPath, ['-e', RUN, file, number, country], { encoding: 'utf8' }))
}

const RUN = `
  const [file, number, country] = process.argv.slice(1)
  const start = process.hrtime.bigint()
  require(file).parse(number, country)
  console.log(String(process.hrtime.bigint() - start))`

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1]
}
