/**
 * Writes the metadata in npm `google-libphonenumber` in the form of `phone-metadata.json`:
 *
 *     node xtask/data/phone-metadata.mjs VERSION FOLDER
 *
 * `cargo xtask metadata` calls it. The package is put into `FOLDER`, and the result beside it.
 *
 * The package does not say which version of libphonenumber it holds. PyPI's `phonenumberslite`
 * has a release for each: the one whose data are the same, field by field, tells, and is a second
 * source at once. Every field has to be known here, or the script stops: nothing is guessed.
 */

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGE = 'google-libphonenumber'
const SECOND = 'phonenumberslite'
/** Releases that are tried: one every two weeks, so those of a year. */
const RELEASES = 26

/** Field numbers of `phonemetadata.proto`. */
const TYPES = {
  2: 'FIXED_LINE',
  3: 'MOBILE',
  4: 'TOLL_FREE',
  5: 'PREMIUM_RATE',
  6: 'SHARED_COST',
  7: 'PERSONAL_NUMBER',
  8: 'VOIP',
  21: 'PAGER',
  25: 'UAN',
  28: 'VOICEMAIL',
}
const FIELDS = {
  10: 'callingCode',
  11: 'internationalPrefix',
  12: 'nationalPrefix',
  13: 'preferredExtensionPrefix',
  15: 'nationalPrefixForParsing',
  16: 'nationalPrefixTransform',
  18: 'sameMobileAndFixedLine',
  19: 'formats',
  20: 'internationalFormats',
  23: 'leadingDigits',
}
/** Dialing aids that no answer depends on: identifier, preferred international prefix, main country, no international dialing. */
const UNUSED = new Set([9, 17, 22, 24])

const [version, folder] = process.argv.slice(2)
try {
  main()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

function main() {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const first = fromNpm()
  const match = releases().find((release) => agrees(release, first))
  if (match === undefined) {
    throw new Error(`no release of ${SECOND} has the data of ${PACKAGE} ${first.package}: which version of libphonenumber it is cannot be told`)
  }
  const lines = Object.entries(first.plans).map(([region, plan]) => `  ${JSON.stringify(region)}: ${JSON.stringify(plan)}`)
  const head = { version: match, package: `${PACKAGE} ${first.package}`, sha256: first.sha256, callingCodes: first.callingCodes }
  const fields = Object.entries(head).map(([name, value]) => ` ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`).join('')
  writeFileSync(join(folder, 'phone-metadata.json'), `{\n${fields} "plans": {\n${lines.join(',\n')}\n }\n}\n`)
}

/** The plans in the npm package. */
function fromNpm() {
  const options = ['--silent', '--pack-destination', folder]
  const tarball = run('npm', ['pack', `${PACKAGE}@${version}`, ...options]).trim()
  run('tar', ['-xzf', join(folder, tarball), '-C', folder])
  const require = createRequire(resolve(folder, 'package', 'package.json'))
  const path = require.resolve('./')
  const { countryCodeToRegionCodeMap, countryToMetadata } = require(path).metadata
  return {
    package: require('./package.json').version,
    sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    callingCodes: Object.entries(countryCodeToRegionCodeMap).map(([code, regions]) => [Number(code), regions]),
    plans: Object.fromEntries(Object.entries(countryToMetadata).map(([region, fields]) => [region, plan(region, fields)])),
  }
}

function plan(region, fields) {
  const out = { types: {} }
  fields.forEach((value, index) => {
    if (value === null || value === undefined || UNUSED.has(index)) return
    if (index === 1) out.general = description(region, value)
    else if (index in TYPES) Object.assign(out.types, typed(region, TYPES[index], value))
    else if (index in FIELDS) out[FIELDS[index]] = value
    else throw new Error(`${region} has the unknown field ${index}`)
  })
  return out
}

function typed(region, name, value) {
  return value[9]?.[0] === -1 ? {} : { [name]: description(region, value) }
}

function description(region, value) {
  const out = {}
  value.forEach((part, index) => {
    if (part === null || part === undefined) return
    const name = { 2: 'pattern', 6: 'example', 9: 'lengths', 10: 'localLengths' }[index]
    if (name === undefined) throw new Error(`a description of ${region} has the unknown field ${index}`)
    out[name] = part
  })
  return out
}

/** The releases of the second source, the newest first. */
function releases() {
  const text = run('python3', ['-m', 'pip', '--disable-pip-version-check', 'index', 'versions', SECOND])
  return /Available versions: (.*)/.exec(text)[1].split(', ').slice(0, RELEASES)
}

function agrees(release, { callingCodes, plans }) {
  const to = join(folder, release)
  run('python3', ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', to, `${SECOND}==${release}`])
  const [wheel] = readdirSync(to)
  const script = fileURLToPath(new URL('phone-metadata.py', import.meta.url))
  const second = JSON.parse(run('python3', [script, join(to, wheel)]))
  const found = [
    ...differences(callingCodes, second.callingCodes, 'calling codes'),
    ...differences(comparable(plans), comparable(second.plans), ''),
  ]
  console.log(found.length === 0 ? `${SECOND} ${release} has the same data` : `${SECOND} ${release} differs in ${found.length} fields: ${found.slice(0, 3).join(', ')}`)
  return found.length === 0
}

/** In the international form no national prefix is written, and only the npm package keeps how it would be. */
function comparable(plans) {
  return Object.fromEntries(
    Object.entries(plans).map(([region, plan]) => {
      const formats = plan.internationalFormats?.map(([, pattern, format, leading]) => [pattern, format, leading ?? null])
      return [region, { ...plan, internationalFormats: formats }]
    }),
  )
}

/** The paths at which two values differ. */
function differences(one, other, path) {
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') {
    return (one ?? null) === (other ?? null) ? [] : [path]
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].flatMap((key) => differences(one[key] ?? null, other[key] ?? null, path === '' ? key : `${path}.${key}`))
}

function run(program, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    if (error.code === 'ENOENT') throw new Error(`${program} is missing: moving to other metadata needs npm, tar, and python3 with pip`)
    throw new Error(`\`${program} ${args.join(' ')}\` failed\n${error.stderr}`)
  }
}
