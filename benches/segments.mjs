// The rows of segments: counts at three sizes of every kind of text, and a whole result at every key.

import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const gsm = require('@trt2/gsm-charset-utils')
const { SegmentedMessage } = require('sms-segments-calculator')
const splitSms = require('split-sms')

/** What texts of a kind repeat. */
const KINDS = {
  'GSM-7': 'Your order has shipped and arrives on Tuesday between 9 and 12. ',
  'extension characters': 'Total: 12€ [incl. {tax}] ^ pay ~ now | ',
  'typographic quotes': 'Don’t wait “now” – it’s here… ',
  Cyrillic: 'Ваш заказ отправлен и прибудет во вторник. ',
  Chinese: '您的订单已发货，预计周二送达。',
  Hindi: 'आपका ऑर्डर भेज दिया गया है और मंगलवार को ',
  emoji: 'See you at the party 🎉 bring cake 🍰 and friends ',
  'joined emoji': '👩‍👩‍👧 👨🏽‍🚀 🇩🇪 ok ',
}
const SIZES = [20, 160, 1600]

/** The worst place for what is not GSM-7. */
const LATE = 'emoji at the end'

/** Adds the rows to a run by its `row`. */
export function segments({ countSegments, segment }, row) {
  for (const [kind, pattern] of [...Object.entries(KINDS), [LATE, KINDS['GSM-7']]]) {
    for (const size of SIZES) {
      const set = kind === LATE ? texts(size - 1, pattern).map((text) => `${text}🎉`) : texts(size, pattern)
      row(`countSegments, ${kind}, ${size.toLocaleString('en')} characters`, countSegments(set[0]), {
        septet: (index) => countSegments(set[index & 15]),
        '@trt2/gsm-charset-utils': (index) => gsm.getCharCount(set[index & 15]).msgCount,
        'split-sms': (index) => splitSms.split(set[index & 15]).parts.length,
        ...(kind === 'joined emoji' ? {} : { 'sms-segments-calculator': (index) => new SegmentedMessage(set[index & 15]).segmentsCount }),
      })
    }
  }
  for (const [kind, pattern] of Object.entries(KINDS)) {
    const set = texts(1600, pattern)
    row(`segment, all fields, a key typed behind 1,600 characters, ${kind}`, undefined, {
      septet: (index) => segment(`${set[index & 15]}a`),
      '@trt2/gsm-charset-utils (counts)': (index) => gsm.getCharCount(`${set[index & 15]}a`),
      'split-sms (parts)': (index) => splitSms.split(`${set[index & 15]}a`),
      'sms-segments-calculator': (index) => new SegmentedMessage(`${set[index & 15]}a`),
    })
  }
}

/** Sixteen texts of so many code points, so that no cache of the last answer could help anybody. */
function texts(length, pattern) {
  const repeated = pattern.repeat(Math.ceil(length / pattern.length) + 1)
  return Array.from({ length: 16 }, (_, index) => Array.from(`${index} ${repeated}`).slice(0, length).join(''))
}
