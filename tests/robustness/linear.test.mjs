// Work grows with the input, not with its square: sixteen times the text takes about sixteen times
// as long. Compared are the fastest of several runs, and quadratic work would show as 256, so the
// bound of 64 leaves room for any machine.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as septet from 'septet'

const SMALL = 4_096
const FACTOR = 16
const BOUND = 64

const PATTERNS = {
  letters: 'abcdefgh', extensions: '{}[]', emoji: '🎉', 'emoji sequences': '👩‍👩‍👧‍👦', marks: 'e\u0301\u0302\u0303', 'one endless cluster': '\u0301',
  flags: '🇩🇪', conjuncts: 'क्', quotes: '“”', 'lone surrogates': '\ud800', 'line breaks': '\r\n', markup: '<&>"', controls: '\0\x01',
  percents: '%', pairs: 'a=b&', 'one key': 'k=1&k=2&', plus: '+', zeros: '0',
}

const url = 'https://example.com/'
const signature = 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='
const OPERATIONS = {
  countSegments: (text) => septet.countSegments(text),
  'countSegments, keeping graphemes': (text) => septet.countSegments(text, { keepGraphemes: true }),
  segment: (text) => septet.segment(text, { smartEncoding: 'all-or-nothing' }),
  smartEncode: (text) => septet.smartEncode(text),
  diagnose: (text) => septet.diagnose(text.slice(0, text.length / 4)),
  segmentTemplate: (text) => septet.segmentTemplate('{{a}}', { a: { max: Math.floor(text.length / 8) } }, { prefix: text.slice(0, text.length / 8) }),
  escapeXml: (text) => septet.escapeXml(text.slice(0, 8192)) + septet.escapeXml(text.slice(-8192)),
  'verifyTwilio, body': (text) => septet.verifyTwilio({ authToken: 'x', url, signature, body: text }),
  'verifyTwilio, url': (text) => septet.verifyTwilio({ authToken: 'x', url: url + '?' + text, signature }),
}

/** The least time each text took, measured in turn, after rounds in which the engine compiles what is hot. */
function fastest(run, texts) {
  const best = texts.map(() => Infinity)
  for (let round = 0; round < 30; round++) {
    for (const [index, text] of texts.entries()) {
      const start = process.hrtime.bigint()
      run(text)
      const time = Number(process.hrtime.bigint() - start)
      if (round >= 10) best[index] = Math.min(best[index], time)
    }
  }
  return best
}

for (const [operation, run] of Object.entries(OPERATIONS)) {
  test(`${operation} takes time linear in its input`, () => {
    for (const [name, pattern] of Object.entries(PATTERNS)) {
      // Whole patterns, so that no text is refused for the half of a pair that it ends with.
      const text = (length) => pattern.repeat(Math.floor(length / pattern.length))
      const [small, large] = fastest(run, [text(SMALL), text(SMALL * FACTOR)])
      const ratio = large / small
      assert.ok(ratio < BOUND, `${name}: ${FACTOR} times the input took ${ratio.toFixed(1)} times as long`)
    }
  })
}
