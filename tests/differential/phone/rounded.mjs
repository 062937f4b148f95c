/**
 * Numbers above 2^53, worked out from the library's metadata without its arithmetic.
 *
 * The library holds a national number as a double, so that of 16 and 17 digits the last ones are
 * rounded, and with them E.164 form, length, type and region. What it does get right are calling
 * code, extension, the count of leading zeros, and the double nearest to the number.
 */

import { plans, regionsOfCode } from './oracle.mjs'

/** Field numbers of the types, in the order in which the library asks. */
const SPECIAL = [
  [5, 'PREMIUM_RATE'],
  [4, 'TOLL_FREE'],
  [6, 'SHARED_COST'],
  [8, 'VOIP'],
  [7, 'PERSONAL_NUMBER'],
  [21, 'PAGER'],
  [25, 'UAN'],
  [28, 'VOICEMAIL'],
]

/** What is wrong with our answer, null when nothing is. */
export function fault(number, input, got) {
  const [e164, region, code, national, extension, type, possible, ...more] = got.split(' ')
  if (possible === undefined || more.length > 0) return 'it was parsed'
  if (code !== String(number.getCountryCode())) return 'the calling code'
  if (extension !== (number.getExtension() || '-')) return 'the extension'
  if (e164 !== `+${code}${national}`) return 'E.164 is plus, calling code, national number'
  const zeros = /^0*/.exec(national)[0].length
  if (zeros !== (number.getItalianLeadingZero() ? number.getNumberOfLeadingZerosOrDefault() : 0)) return 'the leading zeros'
  if (Number(BigInt(national)) !== number.getNationalNumber()) return 'the double nearest to it'
  // The double is off by 16 at most, so that only the last digits are left to compare.
  if (!digitsOf(input).some((digits) => digits.includes(national.slice(-6)))) return 'the last digits'
  const want = classified(code, national)
  if (region !== want.region) return `the region, ${want.region}`
  if (type !== want.type) return `the type, ${want.type}`
  if (possible !== String(want.possible)) return 'whether it is possible'
  return null
}

/** The digits of the input, with letters as on a keypad and without them; those of a context come first. */
function digitsOf(input) {
  const [before, after = ''] = input.split(';phone-context=')
  return [input, after.split(';')[0] + before].flatMap((text) => {
    const ascii = text
      .replace(/[\uff10-\uff19]/g, (ch) => ch.charCodeAt(0) - 0xff10)
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (ch) => ch.charCodeAt(0) & 0xf)
    const keypad = ascii.replace(/[a-z]/gi, (ch) => '22233344455566677778889999'[ch.toLowerCase().charCodeAt(0) - 97])
    return [ascii, keypad].map((digits) => digits.replace(/\D/g, ''))
  })
}

function classified(code, national) {
  const all = plansOf(code)
  const type = (plan) => typeOf(plan, national)
  const [region, plan] = all.length === 1
    ? all[0]
    : all.find(([, plan]) => (plan[23] ? new RegExp(`^(?:${plan[23]})`).test(national) : type(plan) !== '-')) ?? ['-', null]
  const [, main] = all[0]
  const possible = [...main[1][9], ...(main[1][10] ?? [])].includes(national.length)
  return { region, type: plan === null ? '-' : type(plan), possible }
}

function plansOf(code) {
  return regionsOfCode[code].map((region) => [region, plans[region === '001' ? code : region]])
}

function typeOf(plan, national) {
  const holds = (field) => {
    const description = plan[field]
    if (!description?.[2] || description[9]?.[0] === -1) return false
    const lengths = description[9]?.length ? description[9] : plan[1][9]
    return lengths.includes(national.length) && new RegExp(`^(?:${description[2]})$`).test(national)
  }
  if (!holds(1)) return '-'
  const special = SPECIAL.find(([field]) => holds(field))
  if (special) return special[1]
  if (holds(2)) return plan[18] || holds(3) ? 'FIXED_LINE_OR_MOBILE' : 'FIXED_LINE'
  return holds(3) ? 'MOBILE' : '-'
}
