/**
 * Installs what the rows need and a fresh machine lacks: the runtimes, bundlers and checkers of
 * `package.json`, and with apt the two browsers.
 */

import { spawnSync } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** This folder. */
export const HERE = fileURLToPath(new URL('.', import.meta.url))

/** Packages of Debian and Ubuntu, and the names of their programs. */
const BROWSERS = {
  chromium: { variable: 'CHROMIUM', programs: ['chromium', 'chromium-browser', 'google-chrome'] },
  'firefox-esr': { variable: 'FIREFOX', programs: ['firefox-esr', 'firefox'] },
}

/** Installs everything that is missing, and throws an error of one line where it cannot. */
export async function setup() {
  await installTools()
  installBrowsers()
}

/** The program of a browser or null. `CHROMIUM` and `FIREFOX` may name another. */
export function browser(name) {
  const { variable, programs } = BROWSERS[name]
  return process.env[variable] ?? programs.map(which).find(Boolean) ?? null
}

/** Runs `npm ci`, unless the lock file that is there was installed before. */
async function installTools() {
  const lock = readFileSync(join(HERE, 'package-lock.json'), 'utf8')
  const stamp = join(HERE, 'node_modules', '.septet-lock')
  if (read(stamp) === lock) return
  console.log('installing the runtimes and bundlers of tests/pack (npm ci)')
  run('npm', ['ci', '--no-audit', '--no-fund'])
  await mkdir(join(HERE, 'node_modules'), { recursive: true })
  await writeFile(stamp, lock)
}

function installBrowsers() {
  const missing = Object.keys(BROWSERS).filter((name) => !browser(name))
  if (missing.length === 0) return
  const wanted = `apt-get install -y ${missing.join(' ')}`
  if (process.getuid?.() !== 0 || !which('apt-get')) {
    throw new Error(`missing: ${missing.join(' and ')}; get them with: ${wanted}`)
  }
  console.log(`installing the browsers (${wanted})`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-q'], env)
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], env)
}

/** Runs a command quietly; its output is the error when it fails. */
function run(program, args, env = process.env) {
  const options = { cwd: HERE, env, encoding: 'utf8' }
  const { status, error, stdout, stderr } = spawnSync(program, args, options)
  if (status === 0) return
  const why = error?.message ?? `${stdout}${stderr}`.trim()
  throw new Error(`\`${program} ${args.join(' ')}\` failed: ${why}`)
}

function which(program) {
  return process.env.PATH.split(delimiter)
    .map((folder) => join(folder, program))
    .find(executable)
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await setup()
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
