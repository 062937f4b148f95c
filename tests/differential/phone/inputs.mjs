/** Phone numbers as people write them, and as they should not. */

import { plans, util } from './oracle.mjs'

/** Field numbers of the descriptions in `phonemetadata.proto`. */
const DESCRIPTIONS = [1, 2, 3, 4, 5, 6, 7, 8, 21, 25, 28]

/** The example of every region and type: its national digits, and the plan it belongs to. */
export const EXAMPLES = Object.entries(plans).flatMap(([key, plan]) =>
  DESCRIPTIONS.flatMap((field) => {
    const national = plan[field]?.[6]
    const region = /^\d/.test(key) ? '001' : key
    return national ? [{ region, code: String(plan[10]), national, plan, field }] : []
  }),
)

/** Regions that can be a default, and what cannot. */
export const REGIONS = util.getSupportedRegions()
const NO_REGIONS = [null, 'ZZ', '001', 'UK', 'G', 'GBR', 'GB ', '', 'é', '49']

const SEPARATORS = [
  ...' -./()~[]xX', ') ', ' (', ' - ', '--', '\u00a0', '\u00ad', '\u200b', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015',
  '\u2053', '\u2060', '\u2212', '\u223c', '\u3000', '\u30fc', '\uff08', '\uff09', '\uff0d', '\uff0e', '\uff0f', '\uff3b', '\uff3d', '\uff5e', '*',
]
/** Where digits of other scripts begin: those the library reads, then some that it does not. */
const SCRIPTS = [0xff10, 0x660, 0x6f0, 0xff10, 0x660, 0x6f0, 0x966, 0x1040, 0x1d7ce]
const LABELS = [
  ' ext. ', ' ext ', 'ext', 'x', ' x', ' X ', ';ext=', ';EXT=', '#', ' # ', ',', ',,', ', ,', ',,,', ';', ' int ', 'int', ' anexo ', ' ANEXO:',
  ' доб. ', ' Доб', 'ДОБ ', '~', ' extensión ', ' EXTENSIÓN ', ' extensio\u0301n ', ' xtn:', ' EXTN.', ' xt ', '\uff0d', ' -', '- ', ':',
  ' \uff45\uff58\uff54\uff4e ', '\uff58', '\uff03', '\uff49\uff4e\uff54', '\uff5e', ',-', ';,-', ' ,,: ', ',.', ' extensio', '\text. ', ' ext\uff0e', ' ext:, ',
  ' eхt ', ' ıxt ', ' ſ', ' \u212a', ' fnamext ',
]
const JUNK = [
  'Tel: ', 'call ', '+', '++', '(', ' ', '\t', '\n', '\r\n', '/', '\\ x', '/ x12', '\\x', '/  x', '*', '**', '.', ' - ', '😀', 'é', 'e\u0301', 'a', 'abc', '!',
  'x', '＋', '\u200b', '\u00ad', ';', ',', '#', '"', '&', ':', 'x+1', ' or ', ';isub=12', 'tel:', 'TEL:', '\ufeff', '\0', '१२', '\u202a', '(0)', '[', '0', '00',
  ' oder 0171 ', 'mailto:', ';phone-context=', '²', '①', 'Ⅷ',
]
const CONTEXTS = [
  '+1', '+44', '+', '1', 'example.com', 'a', 'a-b.c', '-a.b', 'a-.b', '+1-2', '+(49)', '+49.', '+-', 'a..b', 'a.', '.', 'a.1', '1.a', 'a.b.c.d.', '', '+٤٤',
  'ex_ample.com', '+1;x', '＋1', 'EXAMPLE.COM', '٤.a', '+999', '+1650',
]

/** Every kind of change; a test fails when one is not seen. */
export const KINDS = [
  'as it is', 'formatted', 'separators', 'calling code', 'plus', 'national prefix', 'carrier code', 'international prefix', 'prefix twice', 'digit off',
  'random digits', 'other script', 'vanity', 'extension', 'RFC 3966', 'junk before', 'junk inside', 'junk after', 'other default', 'no default',
]

/** A generator of inputs: text, default region, and the kinds of change that made them. */
export function inputs(random) {
  const { below, chance, digits: randomDigits, pick } = random
  const matching = matcher(random)

  return function input() {
    const example = pick(EXAMPLES)
    const kinds = []
    const with_ = (kind, text) => (kinds.push(kind), text)
    let digits = example.national
    while (chance(0.35)) digits = with_('digit off', changed(digits))
    if (chance(0.08)) digits = with_('random digits', randomDigits(below(19)))
    let text = chance(0.1) ? with_('formatted', formatted(digits, example)) : prefixed(digits, example, with_)
    if (chance(0.4)) text = with_('separators', each(text, 0.25, (ch) => ch + pick(SEPARATORS)))
    if (chance(0.1)) text = with_('other script', inScript(text, pick(SCRIPTS)))
    if (chance(0.1)) text = with_('vanity', text.replace(/\d/g, (digit) => (chance(0.4) ? letter(digit) : digit)))
    if (chance(0.16)) text = with_('extension', text + extension())
    if (chance(0.08)) text = with_('RFC 3966', uri(text))
    if (chance(0.1)) text = with_('junk before', pick(JUNK) + text)
    if (chance(0.1)) text = with_('junk after', text + pick(JUNK))
    while (chance(0.1)) text = with_('junk inside', inserted(text, pick(JUNK)))
    if (kinds.length === 0) kinds.push('as it is')
    return { input: text.toWellFormed(), region: region(example, with_), kinds }
  }

  function region(example, with_) {
    if (chance(0.08)) return with_('no default', pick(NO_REGIONS))
    if (chance(0.16)) return with_('other default', pick(REGIONS))
    return chance(0.05) ? example.region.toLowerCase() : example.region
  }

  function prefixed(digits, example, with_) {
    const { code, plan } = example
    const idd = () => (chance(0.3) ? pick(['00', '011', '0011', '810', '+00', '+011', '8~10', '119']) : matching(plan[11] ?? '00'))
    switch (below(10)) {
      case 0:
      case 1:
      case 2:
        return digits
      case 3:
        return with_('plus', `${pick(['+', '+', '+', '＋', '++', '+ '])}${code}${digits}`)
      case 4:
        return with_('calling code', code + digits)
      case 5:
        return with_('national prefix', (plan[12] ?? '0') + digits)
      case 6:
        return with_('carrier code', matching(plan[15] ?? plan[12] ?? '0') + digits)
      case 7:
        return with_('international prefix', idd() + code + digits)
      case 8:
        return with_('prefix twice', idd() + code + matching(plan[15] ?? '0') + digits)
      default:
        return with_('prefix twice', `${pick(['+', ''])}${code}${pick([code, plan[12] ?? '0', matching(plan[15] ?? '0')])}${digits}`)
    }
  }

  /** As the library itself writes it, in one of its four styles or as dialed from another country. */
  function formatted(digits, { code }) {
    try {
      const number = util.parse(`+${code}${digits}`)
      return chance(0.2) ? util.formatOutOfCountryCallingNumber(number, pick(REGIONS)) : util.format(number, below(4))
    } catch {
      return digits
    }
  }

  function extension() {
    const label = pick(LABELS) + (chance(0.25) ? pick(LABELS) : '')
    const digits = randomDigits(1 + below(chance(0.2) ? 22 : 7))
    return label + (chance(0.1) ? inScript(digits, pick(SCRIPTS)) : digits) + (chance(0.25) ? pick(['#', ' #', '##', '.', ' ']) : '')
  }

  function uri(text) {
    const scheme = chance(0.6) ? 'tel:' : ''
    const context = chance(0.8) ? `;phone-context=${pick(CONTEXTS)}` : ''
    const parameters = pick(['', '', ';ext=5', ';isub=1', ';isub=12;ext=3', ';foo=bar', ';phone-context=+1'])
    return chance(0.1) ? `${context}${scheme}${text}${parameters}` : `${scheme}${text}${context}${parameters}`
  }

  function inScript(text, zero) {
    return text.replace(/\d/g, (digit) => (chance(0.7) ? String.fromCodePoint(zero + Number(digit)) : digit))
  }

  /** A letter for a digit: the keypad's mostly. */
  function letter(digit) {
    const keypad = ['', '', 'ABCabc', 'DEFdef', 'GHIghi', 'JKLjkl', 'MNOmno', 'PQRSpqrs', 'TUVtuv', 'WXYZwxyz'][Number(digit)]
    return keypad === '' ? digit : chance(0.9) ? pick([...keypad]) : pick(['ａ', 'é', 'д', 'Σ', 'ß'])
  }

  function changed(digits) {
    const at = below(digits.length + 1)
    const edit = below(4)
    if (edit === 0) return digits.slice(0, at) + below(10) + digits.slice(at)
    if (edit === 1) return digits.slice(0, at) + digits.slice(at + 1)
    return digits.slice(0, at) + below(10) + digits.slice(at + 1)
  }

  function inserted(text, junk) {
    const at = below(text.length + 1)
    return text.slice(0, at) + junk + text.slice(at)
  }

  function each(text, probability, change) {
    return [...text].map((ch) => (chance(probability) ? change(ch) : ch)).join('')
  }
}

/** A function that makes some digits that a pattern of the metadata matches, or nearly. */
export function matcher({ below, chance, pick }) {
  return matching

  function matching(pattern) {
    let text = pattern
    while (text.includes('(')) {
      text = text.replace(/\((?:\?:)?([^()]*)\)(\?)?/, (_, inner, maybe) =>
        maybe && chance(0.5) ? '' : pick(inner.split('|')),
      )
    }
    return pick(text.split('|')).replace(/[$~]/g, '').replace(
      /(\\d|\[[^\]]*\]|\d)(?:\{(\d+)(?:,(\d+))?\}|(\?))?/g,
      (_, atom, least, most, maybe) => {
        const times = maybe ? below(2) : Number(least ?? 1) + below(Number(most ?? least ?? 1) - Number(least ?? 1) + 1)
        return Array.from({ length: times }, () => member(atom)).join('')
      },
    )
  }

  function member(atom) {
    if (atom === '\\d') return String(below(10))
    if (!atom.startsWith('[')) return atom
    return pick([...'0123456789'].filter((digit) => new RegExp(atom).test(digit)))
  }
}
