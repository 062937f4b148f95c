/**
 * Writes `phone-metadata.json` from the metadata in npm `google-libphonenumber`:
 * `node xtask/data/phone-metadata.mjs`, after `npm ci`.
 *
 * Every field has to be known here, or the script stops: nothing is guessed.
 */

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const PACKAGE = 'google-libphonenumber'
const VERSION = '3.2.47'
const METADATA = '9.0.40'
const SHA256 = 'a92c43a7239617eda138cef4561e2afaa2c5c86f5a0588a43947f6a54d0b87d1'

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

const require = createRequire(import.meta.url)
const path = require.resolve(PACKAGE)
const code = readFileSync(path)
const hash = createHash('sha256').update(code).digest('hex')
if (hash !== SHA256) throw new Error(`${PACKAGE} is not ${VERSION}: SHA-256 ${hash}`)
const { countryCodeToRegionCodeMap, countryToMetadata } = require(PACKAGE).metadata

const callingCodes = Object.entries(countryCodeToRegionCodeMap).map(([code, regions]) => [Number(code), regions])
const plans = Object.entries(countryToMetadata).map(([region, fields]) => [region, plan(region, fields)])

const lines = plans.map(([region, plan]) => `  ${JSON.stringify(region)}: ${JSON.stringify(plan)}`)
const target = fileURLToPath(new URL('phone-metadata.json', import.meta.url))
writeFileSync(
  target,
  `{\n "version": "${METADATA}",\n "callingCodes": ${JSON.stringify(callingCodes)},\n "plans": {\n${lines.join(',\n')}\n }\n}\n`,
)

function plan(region, fields) {
  const out = { types: {} }
  fields.forEach((value, index) => {
    if (value === null || value === undefined || UNUSED.has(index)) return
    if (index === 1) out.general = description(value)
    else if (index in TYPES) Object.assign(out.types, typed(TYPES[index], value))
    else if (index in FIELDS) out[FIELDS[index]] = value
    else throw new Error(`${region} has the unknown field ${index}`)
  })
  return out
}

function typed(name, value) {
  return value[9]?.[0] === -1 ? {} : { [name]: description(value) }
}

function description(value) {
  const out = {}
  value.forEach((part, index) => {
    if (part === null || part === undefined) return
    const name = { 2: 'pattern', 6: 'example', 9: 'lengths', 10: 'localLengths' }[index]
    if (name === undefined) throw new Error(`a description has the unknown field ${index}`)
    out[name] = part
  })
  return out
}
