/** What the answer about a phone number means, in words; the package alone decides what it is. */

import { parsePhone } from 'septet/phone-format'
import { counted } from './characters.js'

const TYPES = {
  FIXED_LINE: 'fixed line',
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'fixed line or mobile',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium rate',
  SHARED_COST: 'shared cost',
  VOIP: 'internet telephony (VoIP)',
  PERSONAL_NUMBER: 'personal number',
  PAGER: 'pager',
  UAN: 'company number (UAN)',
  VOICEMAIL: 'voicemail access',
}

const WAITING = {
  state: 'waiting',
  title: 'No number yet',
  text: 'Type or paste one, as people write it.',
  advice: '',
}

const FAILURES = {
  INVALID_COUNTRY_CODE: {
    title: 'No such calling code',
    text: 'No country has a calling code that these digits begin with.',
    advice: 'Check the digits after the plus or the international prefix.',
  },
  NOT_A_NUMBER: {
    title: 'Not a phone number',
    text: 'There is nothing in this text that can be dialed.',
    advice: 'Enter the digits, with or without punctuation. A plus begins the calling code.',
  },
  TOO_SHORT_AFTER_IDD: {
    title: 'Too short',
    text: 'There are too few digits after the plus or the international prefix.',
    advice: 'Go on with the calling code and the number.',
  },
  TOO_SHORT_NSN: {
    title: 'Too short',
    text: 'No phone number has so few digits.',
    advice: 'Go on typing: area code and number.',
  },
  TOO_LONG: {
    title: 'Too long',
    text: 'No phone number is so long.',
    advice: 'Enter one number alone. Write an extension behind it as ext. 5.',
  },
}

const NO_COUNTRY = {
  title: 'Which country?',
  text: 'Without a plus and a calling code, a number means something else in each country.',
  advice: 'Choose the country it is dialed in, or begin with a plus.',
}

const REFUSED = {
  title: 'More than a number',
  text: 'In strict reading, letters in place of digits and text around the number are refused.',
  advice: 'Enter the number alone, or read it without strict.',
}

/** What a number is for, in words. */
export function typeInWords(type) {
  return type === null ? 'not known' : TYPES[type]
}

/**
 * Says what became of a text, why, and what to do about it.
 *
 * @param answer what `parsePhone` said
 * @param question the `input`, `country` (may be empty) and `strict` it was asked with
 * @param any a country to ask about, when none was chosen
 * @returns `{ state, title, text, advice }`
 */
export function verdict(answer, question, any) {
  if (question.input.trim() === '') return WAITING
  if (!answer.ok) return { state: 'bad', ...failure(answer.reason, question, any) }
  if (answer.isValid) return { state: 'good', title: 'Valid', text: '', advice: '' }
  return { state: 'bad', ...(answer.isPossible ? unassigned(answer) : wrongLength(answer)) }
}

function failure(reason, { input, country, strict }, any) {
  if (strict && parsePhone(input, country || undefined).ok) return REFUSED
  // Any country would do, if it is a country that is missing.
  const isMissing = country === '' && reason === 'INVALID_COUNTRY_CODE' &&
    parsePhone(input, any).reason !== reason
  return isMissing ? NO_COUNTRY : FAILURES[reason]
}

function unassigned({ callingCode }) {
  return {
    title: 'Not valid',
    text: `The length is possible, but no number of calling code +${callingCode} is like this.`,
    advice: 'Check the digits, the area code and the country. A local number needs its area code.',
  }
}

function wrongLength({ callingCode, nationalNumber }) {
  const known = possibleLengths(callingCode, nationalNumber)
  const own = nationalNumber.length
  const [wanted, given] = [`${ranges(known)} digits`, counted(own, 'digit')]
  const text = `After +${callingCode} come ${wanted}, and here ${given}.`
  if (own < known[0]) return { title: 'Too short', text, advice: 'Some digits are missing.' }
  if (own > known.at(-1)) {
    const advice = 'There are digits too many: two numbers, or an extension without ext. before it?'
    return { title: 'Too long', text, advice }
  }
  return { title: 'Wrong length', text, advice: 'A digit is missing or too many.' }
}

/** How many digits a number like this can have: the package is asked about each length. */
function possibleLengths(callingCode, nationalNumber) {
  const lengths = new Set()
  for (let length = 1; ; length++) {
    const digits = nationalNumber.padEnd(length, '0').slice(0, length)
    const answer = parsePhone(`+${callingCode}${digits}`)
    if (answer.reason === 'TOO_LONG') return [...lengths].sort((one, other) => one - other)
    if (answer.isPossible) lengths.add(answer.nationalNumber.length)
  }
}

/** Numbers in ascending order in words: `7 or 10`, `5 to 9 or 11`. */
function ranges(numbers) {
  const parts = []
  for (const number of numbers) {
    const last = parts.at(-1)
    if (last?.[1] === number - 1) last[1] = number
    else parts.push([number, number])
  }
  const words = parts.map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`))
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(words)
}
