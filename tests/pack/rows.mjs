/**
 * The rows of the matrix: a project of this folder, how the suites are bundled into it, and the
 * commands that build and run it. A command prints its results, or is a check by its exit code.
 */

import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { HERE } from './setup.mjs'

const modules = join(HERE, 'node_modules')

/** Tools run in one pinned Node, whatever runs this file. */
const tool = node(24)
const esbuild = [tool, join(modules, 'esbuild/bin/esbuild'), '--bundle', '--log-level=warning']
const wrangler = [tool, join(modules, 'wrangler/bin/wrangler.js')]
const next = [tool, join(modules, 'next/dist/bin/next')]
const tsc = [tool, join(modules, 'typescript/bin/tsc'), '--noEmit', '--strict']
const attw = [tool, join(modules, '@arethetypeswrong/cli/dist/index.js'), '--no-definitely-typed']
const deno = [native('@deno', 'deno'), 'run', '--no-prompt', '--cached-only']
const bun = [native('@oven', 'bin/bun')]

const ESM = { 'suite.mjs': 'esm' }
const CJS = { 'suite.cjs': 'cjs' }
const BUNDLER = ['--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler']
const WORKERD = ['--conditions=workerd', '--loader:.wasm=copy']
const SERVED = { 'suite.mjs': 'url', 'suite-slim.mjs': 'slim-url' }

/** Every row. Long ones come first, so that none is left alone at the end. */
export const rows = [
  nextRow('next-webpack', '--webpack'),
  nextRow('next-turbopack', '--turbopack'),

  row('wrangler-deploy', 'worker', { ...ESM, ...CJS }, () => [
    [...wrangler, 'deploy', '--dry-run', '--outdir', 'dist'],
    driver('miniflare', 'dist', 'main.js'),
    [...wrangler, 'deploy', 'main-cjs.js', '--dry-run', '--outdir', 'dist-cjs'],
    driver('miniflare', 'dist-cjs', 'main-cjs.js'),
  ]),
  row('wrangler-dev', 'worker', ESM, () => [driver('wrangler-dev', 'main.js')]),
  row('miniflare', 'worker', ESM, () => [
    [...esbuild, 'main.js', '--format=esm', '--outdir=dist', ...WORKERD],
    driver('miniflare', 'dist', 'main.js'),
  ]),
  row('edge-runtime', 'edge', ESM, () => [driver('edge', 'main.js')]),

  row('firefox', 'browser', SERVED, () => [
    driver('browser', 'firefox-esr', '.', 'index.html', 'slim.html'),
  ]),
  row('chromium', 'browser', SERVED, () => [
    driver('browser', 'chromium', '.', 'index.html', 'slim.html'),
  ]),
  row('vite', 'browser', ESM, () => [
    [tool, join(modules, 'vite/bin/vite.js'), 'build'],
    driver('browser', 'chromium', 'dist', 'index.html'),
  ]),
  row('webpack', 'browser', ESM, () => [
    driver('webpack'),
    driver('browser', 'chromium', 'dist', 'index.html'),
  ]),
  row('esbuild', 'browser', ESM, () => [
    [...esbuild, 'main.js', 'worker.js', '--format=esm', '--minify', '--outdir=dist'],
    ['cp', 'index.html', 'dist/index.html'],
    driver('browser', 'chromium', 'dist', 'index.html'),
  ]),
  row('esbuild-node', 'node', CJS, () => [
    [...esbuild, 'main.cjs', '--platform=node', '--outfile=dist/main.cjs'],
    [node(20), 'dist/main.cjs'],
  ]),

  ...[20, 22, 24, 26].flatMap((version) => [
    row(`node${version}-esm`, 'node', ESM, () => [[node(version), 'main.mjs']]),
    row(`node${version}-cjs`, 'node', CJS, () => [[node(version), 'main.cjs']]),
  ]),
  row('node-slim', 'node', { 'suite.mjs': 'slim' }, () => [[node(20), 'slim.mjs']]),
  row('deno-mjs', 'deno', ESM, () => [[...deno, 'main.mjs']]),
  row('deno-ts', 'deno', ESM, () => [[...deno, '--check', 'main.ts']]),
  row('bun-esm', 'bun', ESM, () => [[...bun, 'main.mjs']]),
  row('bun-cjs', 'bun', CJS, () => [[...bun, 'main.cjs']]),
  row('bun-compile', 'bun', ESM, () => [
    [...bun, 'build', 'main.mjs', '--compile', '--outfile', 'main'],
    ['./main'],
  ]),

  inside(
    row('types', 'types', {}, () => [
      ['cp', 'index.ts', 'index.cts'],
      check('node16, ES module', ...tsc, '--module', 'node16', 'index.ts'),
      check('node16, CommonJS', ...tsc, '--module', 'node16', 'index.cts'),
      check('bundler', ...tsc, ...BUNDLER, 'index.ts'),
    ]),
  ),
  row('publint', 'types', {}, ({ tarball }) => [driver('publint', tarball)]),
  row('attw', 'types', {}, ({ manifest, tarball }) => [
    check('are the types wrong?', ...attw, tarball, '--exclude-entrypoints', ...wasm(manifest)),
  ]),
  row('entries', 'node', {}, () => [driver('entries')]),
]

function row(name, project, suites, commands) {
  return { name, project, suites, commands: (context) => commands(context).map(command) }
}

function nextRow(name, bundler) {
  return inside(row(name, 'next', ESM, () => [[...next, 'build', bundler], driver('next')]))
}

/** React and what goes with it are found above the project, so its copy lies inside this folder. */
function inside(row) {
  return { ...row, inside: true }
}

/** A program that stands for one test by its exit code, and does not stop the row. */
function check(title, ...argv) {
  return { check: title, argv }
}

function command(given) {
  return Array.isArray(given) ? { argv: given } : given
}

function driver(name, ...args) {
  return [tool, join(HERE, 'drivers', `${name}.mjs`), ...args]
}

/** The program of a Node release, which npm installs as a package of one platform. */
function node(version) {
  return join(modules, `node${version}-${process.arch}`, 'bin', 'node')
}

/** A program in the one package of `scope` that npm has chosen for this machine. */
function native(scope, program) {
  const [platform] = readdirSync(join(modules, scope))
  return join(modules, scope, platform, program)
}

/** Files without types on purpose. */
function wasm({ exports }) {
  return Object.keys(exports).filter((subpath) => subpath.endsWith('.wasm'))
}
