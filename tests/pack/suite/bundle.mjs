/**
 * Makes one file of the harness, every suite of `tests/js` and every vector, which imports
 * nothing but the package. A suite added to that folder is found here without being named.
 */

import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'

const TESTS = fileURLToPath(new URL('../../', import.meta.url))
const HARNESS = fileURLToPath(new URL('harness.js', import.meta.url))
/** Other projects' vectors, which are not ours to publish: run where they are. */
const REFERENCE = process.env.SEPTET_REFERENCE ?? join(TESTS, '../../shared/reference/vectors')
const REFERENCES = ['hmac-sha1', 'urlencoded-vectors']

/** Subpaths that do I/O, belong to a document or stand in for another package: the root does not repeat them. */
const APART = new Set(['element', 'send', 'twilio'])

/**
 * Writes the bundle.
 *
 * @param {object} options
 * @param {string} options.outfile - file to write
 * @param {'esm' | 'cjs'} options.format - how it imports the package
 * @param {readonly string[]} options.subpaths - entries of the package with functions, `.` included
 * @param {boolean} [options.slim] - run against `septet/slim` alone, and export its `init`
 * @param {(specifier: string) => string} [options.locate] - what to import instead of a specifier
 */
export async function bundleSuites({ outfile, format, subpaths, slim = false, locate }) {
  const suites = await names('js', '.js')
  const own = (await names('vectors', '.json')).map((stem) => ({ stem, file: `./vectors/${stem}.json` }))
  if (suites.length === 0 || own.length === 0) {
    throw new Error(`no suites or no vectors in ${TESTS}`)
  }
  const others = REFERENCES.map((stem) => ({ stem, file: join(REFERENCE, `${stem}.json`) }))
  const vectors = [...own, ...others.filter(({ file }) => existsSync(file))]
  const text = slim
    ? entry('septet/slim', suites, vectors, new Map([['septet/slim', inRoot(suites)]]))
    : entry('septet', suites, vectors, plan(suites, subpaths))
  const contents = slim ? `${text}export { init } from 'septet/slim'\n` : text
  await build({
    bundle: true,
    // Escaped, a lone surrogate before an astral character is more than Deno's parser can read.
    charset: 'utf8',
    external: ['septet', 'septet/*'],
    format,
    loader: { '.json': 'text' },
    logLevel: 'error',
    outfile,
    plugins: locate ? [relocate(locate)] : [],
    stdin: { contents, resolveDir: TESTS },
    target: 'es2022',
    treeShaking: true,
  })
}

/** Which suites run against which entry: each against the root and against its own subpath. */
function plan(suites, subpaths) {
  return new Map(
    subpaths.map((subpath) => {
      const specifier = `septet${subpath.slice(1)}`
      const own = suites.filter((suite) => `./${suite}` === subpath)
      return [specifier, subpath === '.' ? inRoot(suites) : own]
    }),
  )
}

function inRoot(suites) {
  return suites.filter((suite) => !APART.has(suite))
}

/** The module that esbuild starts from. Vectors are parsed when a suite asks for them. */
function entry(name, suites, vectors, plan) {
  const specifiers = [...plan.keys()]
  return [
    `import { harness } from ${JSON.stringify(HARNESS)}`,
    ...specifiers.map((specifier, at) => `import * as lib${at} from '${specifier}'`),
    ...suites.map((suite, at) => `import suite${at} from './js/${suite}.js'`),
    ...vectors.map(({ file }, at) => `import text${at} from ${JSON.stringify(file)}`),
    `const vectors = {`,
    ...vectors.map(({ stem }, at) => `  get '${stem}'() { return JSON.parse(text${at}) },`),
    `}`,
    `export function run() {`,
    `  const tests = harness('${name}')`,
    ...specifiers.flatMap((specifier, at) => [
      `  tests.entry('${specifier}', lib${at})`,
      ...plan
        .get(specifier)
        .map((suite) => `  tests.suite(suite${suites.indexOf(suite)}, vectors)`),
    ]),
    `  return tests.run()`,
    `}`,
    '',
  ].join('\n')
}

function relocate(locate) {
  return {
    name: 'locate',
    setup({ onResolve }) {
      onResolve({ filter: /^septet(\/|$)/ }, ({ path }) => ({ path: locate(path), external: true }))
    },
  }
}

async function names(folder, extension) {
  const files = await readdir(join(TESTS, folder))
  const wanted = files.filter((file) => file.endsWith(extension))
  return wanted.map((file) => basename(file, extension)).sort()
}
