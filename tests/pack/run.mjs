/**
 * Proves that the packed package works in every runtime.
 *
 *     node tests/pack/run.mjs --tarball FILE [--rows node20-esm,vite] [--jobs 2]
 *
 * Each row of `rows.mjs` is copied into an empty folder, gets the tarball by `npm install`
 * without network, and runs. Every runtime runs every suite of `tests/js`; one that runs fewer
 * tests than another has failed, and so has one that cannot be installed or started.
 */

import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { cp, mkdir, mkdtemp } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { endAll, execute } from './execute.mjs'
import { HERE, setup } from './setup.mjs'

/** Each runtime prints its result on a line that starts so. */
const MARK = 'SEPTET '
/** Failures shown of a row. */
const SHOWN = 5
/** What not every runtime imports: `septet/slim` is given its module, `septet/react` wants React. */
const APART = new Set(['./react', './slim'])
/** Characters of a log shown of a row: its end. */
const LOG = 6_000

const { values: flags } = parseArgs({
  options: {
    tarball: { type: 'string' },
    rows: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
})

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

async function main() {
  if (!flags.tarball) throw new Error('usage: run.mjs --tarball FILE [--rows a,b] [--jobs N]')
  const tarball = resolve(flags.tarball)
  const manifest = JSON.parse(text(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'])))
  await setup()
  const { rows } = await import('./rows.mjs')
  const chosen = choose(rows, flags.rows)

  const temp = await mkdtemp(join(tmpdir(), 'septet-pack-'))
  const inside = await mkdtemp(join(HERE, '.rows-'))
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143))
  process.once('exit', () => {
    endAll()
    for (const folder of [temp, inside]) rmSync(folder, { recursive: true, force: true })
  })
  const suites = await bundle(manifest, temp)
  const results = await inTurn(chosen, Number(flags.jobs), async (row) => {
    const started = performance.now()
    const folder = join(row.inside ? inside : temp, row.name)
    const result = await runRow(row, { folder, manifest, suites, tarball, temp })
    print(row.name, result, started)
    return result
  })
  return summarize(chosen, results)
}

/** The rows that were asked for, in the order of the table. */
function choose(rows, names) {
  if (!names) return rows
  const wanted = names.split(',')
  const unknown = wanted.filter((name) => !rows.some((row) => row.name === name))
  if (unknown.length > 0) {
    throw new Error(`no row ${unknown.join(', ')}; rows: ${rows.map((row) => row.name).join(' ')}`)
  }
  return rows.filter((row) => wanted.includes(row.name))
}

/** Bundles the suites in each form that some row imports them in. */
async function bundle(manifest, temp) {
  const { bundleSuites } = await import('./suite/bundle.mjs')
  const subpaths = Object.keys(manifest.exports).filter(
    (subpath) => !APART.has(subpath) && !/\.(json|wasm)$/.test(subpath),
  )
  const forms = {
    esm: { format: 'esm' },
    cjs: { format: 'cjs' },
    url: { format: 'esm', locate: (specifier) => served(manifest, specifier) },
    slim: { format: 'esm', slim: true },
    'slim-url': { format: 'esm', slim: true, locate: (specifier) => served(manifest, specifier) },
  }
  const files = Object.entries(forms).map(async ([form, options]) => {
    const outfile = join(temp, 'suites', `${form}.js`)
    await bundleSuites({ ...options, outfile, subpaths })
    return [form, outfile]
  })
  return Object.fromEntries(await Promise.all(files))
}

/** Where a page without bundler finds an entry of the package: what `default` names. */
function served(manifest, specifier) {
  let target = manifest.exports[`.${specifier.slice('septet'.length)}`]
  while (typeof target === 'object') target = target.default
  return `/node_modules/septet/${target.slice('./'.length)}`
}

/** Installs the tarball into a copy of the row's project and runs the commands of the row. */
async function runRow(row, { folder, manifest, suites, tarball, temp }) {
  const result = { passed: 0, failed: 0, failures: [], log: '', totals: [] }
  const home = join(temp, 'home', row.name)
  const env = environment(home)
  const step = async (title, argv) => {
    const { error, output, stdout } = await execute(argv, { cwd: folder, env })
    result.log += `$ ${argv.join(' ')}\n${output}`
    if (error) fail(result, title, error)
    return stdout
  }

  await mkdir(home, { recursive: true })
  await cp(join(HERE, row.project), folder, { recursive: true })
  for (const [file, form] of Object.entries(row.suites)) {
    await cp(suites[form], join(folder, file))
  }
  await step('npm install', ['npm', 'install', '--offline', tarball])

  for (const { check, argv } of row.commands({ manifest, tarball })) {
    if (result.failed > 0 && !check) break
    const failed = result.failed
    const reports = results(await step(check ?? argv.join(' '), argv))
    for (const report of reports) add(result, report)
    if (check && reports.length === 0 && result.failed === failed) result.passed++
  }
  if (result.passed + result.failed === 0) fail(result, row.name, 'no test has run')
  return result
}

/** What a row's programs see: no credentials, no caches of the user, no telemetry. */
function environment(home) {
  const { PATH, LANG = 'C.UTF-8', CHROMIUM, FIREFOX } = process.env
  return {
    PATH,
    LANG,
    HOME: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_CONFIG_HOME: join(home, '.config'),
    ...(CHROMIUM && { CHROMIUM }),
    ...(FIREFOX && { FIREFOX }),
    CI: '1',
    NO_COLOR: '1',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    DENO_NO_UPDATE_CHECK: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_SEND_METRICS: 'false',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_ignore_scripts: 'true',
    npm_config_update_notifier: 'false',
  }
}

/** The results among the lines that a runtime has printed. */
function results(stdout) {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith(MARK))
    .map((line) => JSON.parse(line.slice(MARK.length)))
}

function add(result, { name, where, passed, failed, failures }) {
  const place = where ? `${where}: ` : ''
  result.passed += passed
  result.failed += failed
  result.totals.push({ name, place, total: passed + failed })
  for (const { title, message } of failures) result.failures.push({ title: place + title, message })
}

function fail(result, title, message) {
  result.failed++
  result.failures.push({ title, message })
}

/** Runs `work` on all items, `jobs` at a time. */
async function inTurn(items, jobs, work) {
  const results = []
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const at = next++
      results[at] = await work(items[at])
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker))
  return results
}

function print(name, { passed, failed, failures, log }, started) {
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${name}: ${passed} passed, ${failed} failed (${seconds} s)`)
  if (failed === 0) return
  for (const { title, message } of failures.slice(0, SHOWN)) {
    console.log(`  ${title}\n    ${message}`)
  }
  if (failed > SHOWN) console.log(`  and ${failed - Math.min(SHOWN, failures.length)} more`)
  console.log(indent(log.slice(-LOG)))
}

/** Prints the sum, after comparing how many tests each runtime has run. */
function summarize(rows, results) {
  let failed = 0
  for (const short of shortRuns(rows, results)) {
    failed++
    console.log(short)
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  failed += results.reduce((sum, result) => sum + result.failed, 0)
  const bad = results.filter((result) => result.failed > 0).length
  console.log(`\n${results.length - bad} of ${results.length} rows ok`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
}

/** A line for each run of a suite that had fewer tests than the same suite elsewhere. */
function shortRuns(rows, results) {
  const most = new Map()
  const totals = results.flatMap((result, at) =>
    result.totals.map((total) => ({ ...total, row: rows[at].name })),
  )
  for (const { name, total } of totals) most.set(name, Math.max(total, most.get(name) ?? 0))
  return totals
    .filter(({ name, total }) => total < most.get(name))
    .map(({ row, place, name, total }) => `${row}: ${place}ran ${total} of ${most.get(name)} tests`)
}

function indent(log) {
  return log.replace(/^/gm, '  | ')
}

function text(bytes) {
  return bytes.toString('utf8')
}
