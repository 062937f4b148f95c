/** Finds the built package on disk and imports it by its public names. */

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export const PACKAGE_ROOT = new URL('../pkg/', import.meta.url)

/** The file that a runtime without conditions of its own gets for an entry: `septet/segments`. */
export async function entry(specifier) {
  const subpath = specifier.replace(/^septet/, '.')
  const { exports } = JSON.parse(await readFile(new URL('package.json', PACKAGE_ROOT), 'utf8'))
  return new URL(exports[subpath].default.default, PACKAGE_ROOT)
}

/** Imports an entry of the built package, or says how to build it. */
export async function septet(specifier) {
  try {
    return await import(await entry(specifier))
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    const folder = fileURLToPath(PACKAGE_ROOT)
    throw new Error(`no package in ${folder}: build it with \`cargo xtask build\``)
  }
}
