/**
 * Proves that an entry costs what it says: its own module and no other, and nothing on import.
 * Works on the package that is installed in the working directory.
 */

import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'

import { build } from 'esbuild'

import { modulesIn } from './module-text.mjs'
import { outcome, report } from './report.mjs'

const ROOT = join('node_modules', 'septet')

const { exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
const all = Object.keys(exports).filter((name) => exports[name].require && name !== './slim')
const entries = await Promise.all(all.filter(hasModule).map(read))

await check('there is a root and there are subpaths', () => {
  return entries.length > 1 && entries.some(({ name }) => name === '.') ? null : names(entries)
})
for (const entry of entries) {
  await check(`${entry.name}: a bundle holds its own module and no other`, () => ownModule(entry))
  await check(`${entry.name}: an unused import leaves nothing behind`, () => leavesNothing(entry))
  await check(`${entry.name}: an import compiles nothing`, () => compilesNothing(entry))
}
for (const name of all.filter((name) => !hasModule(name))) {
  const of = name.endsWith('-full') ? './segments-full' : './segments'
  await check(`${name}: shares the module of ${of}`, () => sharesModule(name, of))
}
for (const name of ['./element', './element-full']) {
  await check(`${name}: an import for its effect alone is kept`, async () => {
    const text = await bundle(`import 'septet/${name.slice(2)}'`)
    return text.includes('septet-composer') ? null : `${text.length} characters`
  })
  await check(`${name}: an import compiles nothing`, () => compilesNothing({ file: exports[name].default.default }))
}
for (const entry of subpaths()) {
  await check(`${entry.name}: its module is smaller than the root's`, () => smaller(entry))
  await check(`${entry.name}: its module holds no function of another`, () => ownFunctions(entry))
}

async function check(title, body) {
  report(outcome(title, await body()))
}

/** Whether the package exports a module for an entry. */
function hasModule(name) {
  return Boolean(exports[name === '.' ? './core.wasm' : `${name}.wasm`])
}

/** An entry with its module, which lies next to its files. */
async function read(name) {
  const file = exports[name].default.default
  const folder = posix.dirname(file)
  const bytes = await readFile(join(ROOT, folder, 'core.wasm'))
  const functions = WebAssembly.Module.exports(new WebAssembly.Module(bytes))
  return {
    name,
    specifier: posix.join('septet', name),
    file,
    bytes,
    functions: functions.map((item) => item.name),
  }
}

async function ownModule({ specifier, bytes }) {
  const modules = modulesIn(await bundle(`export * from '${specifier}'`))
  if (modules.length !== 1) return `${modules.length} modules`
  return bytes.equals(modules[0]) ? null : 'the module inside is not the one of core.wasm'
}

/** Whoever uses both has one module in the bundle, and so one that is started. */
async function sharesModule(name, of) {
  const { specifier, bytes } = entries.find((entry) => entry.name === of)
  const both = [posix.join('septet', name), specifier].map((path) => `export * from '${path}'`)
  const modules = modulesIn(await bundle(both.join('\n')))
  if (modules.length !== 1) return `${modules.length} modules`
  return bytes.equals(modules[0]) ? null : 'the module inside is another one'
}

async function leavesNothing({ specifier }) {
  const text = await bundle(`import '${specifier}'`)
  return text.trim() === '' || text.length < 100 ? null : `${text.length} characters`
}

async function compilesNothing({ file }) {
  const { Module, Instance } = WebAssembly
  let compiled = 0
  const counted = (type) =>
    class extends type {
      constructor(...args) {
        compiled++
        super(...args)
      }
    }
  Object.assign(WebAssembly, { Module: counted(Module), Instance: counted(Instance) })
  await import(pathToFileURL(join(ROOT, file)))
  Object.assign(WebAssembly, { Module, Instance })
  return compiled === 0 ? null : `${compiled} modules or instances`
}

function smaller({ bytes }) {
  const root = entries.find(({ name }) => name === '.').bytes.length
  return bytes.length < root ? null : `${bytes.length} bytes, the root ${root}`
}

/**
 * What all modules export is the exchange of strings; the rest must have one owner, unless a
 * subpath is another one and more, as phone-format is, or two are, as twilio and twiml-check.
 */
function ownFunctions({ name, functions }) {
  const others = subpaths().filter((entry) => entry.name !== name)
  const own = functions.filter((item) => !others.every((other) => other.functions.includes(item)))
  const apart = others.filter((other) => !includes(functions, other.functions) && !includes(other.functions, functions))
  const part = (item, other) =>
    others.some((entry) => [entry.functions.includes(item), includes(functions, entry.functions), includes(other.functions, entry.functions)].every(Boolean))
  const shared = own.filter((item) => apart.some((other) => other.functions.includes(item) && !part(item, other)))
  if (own.length === 0) return 'it exports nothing of its own'
  return shared.length === 0 ? null : `also in another: ${shared.join(', ')}`
}

function includes(all, some) {
  return some.every((item) => all.includes(item))
}

function subpaths() {
  return entries.filter(({ name }) => name !== '.')
}

async function bundle(contents) {
  const { outputFiles } = await build({
    bundle: true,
    external: ['react'],
    format: 'esm',
    logLevel: 'error',
    minify: true,
    stdin: { contents, resolveDir: process.cwd() },
    write: false,
  })
  return outputFiles[0].text
}

function names(entries) {
  return `only ${entries.map(({ name }) => name).join(' ')}`
}
