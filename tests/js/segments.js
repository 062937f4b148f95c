/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { countSegments, segment, SeptetError, smartEncode } = lib
  const { cases, javascriptOnly, errors } = vectors.segments

  for (const { name, text: pieces, options, want } of [...cases, ...javascriptOnly]) {
    test(`segments: ${name}`, () => {
      const text = join(pieces)
      const got = segment(text, options)
      equal(countSegments(text, options), want.count)
      equal(pick(got, FIELDS), pick(want, FIELDS))
      equal(got.text, want.text ?? text)
      equal(got.language, null)
      equal(got.segments.length, want.count)
      if (want.segments) equal(got.segments.map(({ start, end, units }) => [start, end, units]), want.segments)
      equal(got.unsupported.length, want.unsupportedCount ?? want.unsupported.length)
      if (want.unsupported) {
        equal(got.unsupported.map(({ start, end, replacement }) => [start, end, replacement]), want.unsupported)
      }
      for (const { text, start, end } of got.unsupported) equal(text, got.text.slice(start, end))
    })
  }

  for (const { name, text, options, code, message } of errors) {
    for (const [caller, call] of Object.entries({ countSegments, segment })) {
      test(`${caller} refuses: ${name}`, () => {
        throws(
          () => call(join(text), options),
          (error) => {
            equal(error instanceof SeptetError, true)
            equal(error.code, code)
            equal(error.message.endsWith(message), true)
          },
        )
      })
    }
  }

  for (const { name, text, smartEncoding, encoding, count } of vectors.sent.cases) {
    test(`segments: billed by Twilio: ${name}`, () => {
      equal(pick(segment(join(text), { smartEncoding }), ['encoding', 'count']), { encoding, count })
      equal(countSegments(join(text), { smartEncoding }), count)
    })
  }

  test('segments: characters are those of the Unicode test file', () => {
    for (const clusters of vectors['grapheme-clusters'].cases) equal(segment(clusters.join('')).characters, clusters.length)
  })

  test('segments: no character of the Unicode test file is divided at any edge', () => {
    for (const clusters of vectors['grapheme-clusters'].cases) {
      for (let before = 58; before <= 66; before++) {
        // Behind a line feed every text begins a cluster.
        const head = `${'ж'.repeat(before - 1)}\n`
        const edges = clusters.map((_, at) => before + clusters.slice(0, at + 1).join('').length)
        const second = segment(head + clusters.join('') + '\n'.repeat(12), { keepGraphemes: true }).segments[1].start
        equal(second <= before || second >= edges.at(-1) || edges.includes(second), true)
      }
    }
  })

  test('segments: without the tables, languages are refused by the name of what has them', () => {
    if (lib.sizeRcs !== undefined) return equal(segment('ğ', { languages: ['turkish'] }).count, 1)
    for (const options of [{ languages: ['turkish'] }, { provider: 'infobip' }]) {
      for (const call of [countSegments, segment]) {
        throws(
          () => call('a', options),
          (error) => {
            equal(error instanceof SeptetError, true)
            equal(error.code, 'ERR_SEGMENTS_OPTION')
            equal(error.message, 'national language tables are not in septet/segments: import septet/segments-full (in Rust, the feature segments-full)')
          },
        )
      }
    }
    equal(countSegments('a', { provider: 'infobip', languages: [] }), 1)
  })

  test('segment tells the changes, and what each saves', () => {
    const { text, changes } = segment('x'.repeat(100) + '’e\u0301', { smartEncoding: true })
    equal(text, 'x'.repeat(100) + "'é")
    equal(changes, [{ start: 100, end: 101, replacement: "'", saves: 1 }, { start: 101, end: 103, replacement: 'é', saves: 1 }])
  })

  test('smartEncode composes as NFC does', () => {
    const garbled = '\u0302\u0303\u0313\u0314\u0326\u0330\u0338'
    let checked = 0
    for (let code = 0xc0; code < 0x3000; code++) {
      const letter = String.fromCharCode(code)
      const apart = letter.normalize('NFD')
      if (apart.length < 2 || apart.normalize('NFC') !== letter) continue
      if (!garbled.includes(apart.at(-1)) && segment(letter).encoding === 'UCS-2') continue
      equal(smartEncode(`x${apart}y`).text, `x${letter}y`)
      checked++
    }
    equal(checked > 150, true)
  })

  test('segments: every substitution', () => {
    for (const { text, want } of vectors['smart-encoding'].cases) equal(smartEncode(text).text, want)
  })

  for (const { name, text, want, changes } of vectors['smart-encoding'].texts) {
    test(`smartEncode: ${name}`, () => equal(smartEncode(text), { text: want, changes }))
  }

  test('smartEncode keeps lone surrogates', () => {
    equal(smartEncode('\ud800’\udc00'), {
      text: "\ud800'\udc00",
      changes: [{ start: 1, end: 2, replacement: "'", saves: 0 }],
    })
  })

  test('segment has the fields of the contract, in their order', () => {
    equal(Object.keys(segment('’')), [
      'encoding',
      'count',
      'units',
      'unitsPerSegment',
      'remaining',
      'characters',
      'text',
      'segments',
      'unsupported',
      'lineBreaks',
      'language',
      'changes',
    ])
    equal(Object.keys(segment('’').unsupported[0]), ['text', 'start', 'end', 'replacement'])
  })

  for (const text of [undefined, null, 1, true, [], {}, new String('a'), Symbol('a'), 1n, () => 'a']) {
    for (const [name, call] of Object.entries({ countSegments, segment, smartEncode })) {
      test(`${name} refuses ${typeof text} ${String(text)}`, () => {
        typeError(() => call(text), `${name}: text must be a string`)
      })
    }
  }

  for (const options of [null, 1, 'auto', true, [], Symbol('a')]) {
    test(`segments: options that are ${String(options)} are refused`, () => {
      typeError(() => segment('a', options), 'segment: options must be an object')
      typeError(() => countSegments('a', options), 'countSegments: options must be an object')
    })
  }

  const wrongTypes = {
    encoding: [1, null, true, {}],
    smartEncoding: [1, null, []],
    headerBytes: ['6', null, true],
    keepGraphemes: ['yes', null, 1],
    provider: [1, null, true, ['twilio']],
    languages: ['turkish', null, {}, 1, [1], [null], [undefined], [['turkish']]],
  }
  for (const [option, values] of Object.entries(wrongTypes)) {
    for (const value of values) {
      test(`segments: ${option} that is ${JSON.stringify(value)} is a TypeError`, () => {
        typeError(() => segment('a', { [option]: value }), `segment: options.${option} must be `)
      })
    }
  }

  const unknown = [
    { encoding: 'latin1' },
    { encoding: '' },
    { smartEncoding: 'some' },
    { headerBytes: 5 },
    { headerBytes: NaN },
    { headerBytes: 6.5 },
    { languages: ['klingon'] },
    { languages: ['turkish', 'TURKISH'] },
    { provider: 'Twilio' },
    { provider: '' },
  ]
  for (const options of unknown) {
    const [option] = Object.keys(options)
    test(`segments: ${option} ${String(options[option])} is refused`, () => {
      for (const call of [countSegments, segment]) {
        throws(
          () => call('a', options),
          (error) => {
            equal(error instanceof SeptetError, true)
            equal(error.code, 'ERR_SEGMENTS_OPTION')
            equal(error.message.includes(`options.${option}`), true)
          },
        )
      }
    })
  }

  test('segments: options left undefined are the default', () => {
    const options = {
      encoding: undefined,
      smartEncoding: undefined,
      headerBytes: undefined,
      keepGraphemes: undefined,
      provider: undefined,
      languages: undefined,
    }
    equal(segment('é’', options), segment('é’'))
  })

  test('segments: what a getter throws is thrown', () => {
    const failure = new RangeError('mine')
    const options = {
      get encoding() {
        throw failure
      },
    }
    throws(
      () => segment('a', options),
      (error) => equal(error === failure, true),
    )
  })

  test('segments: a getter may measure another text', () => {
    const options = {
      get keepGraphemes() {
        countSegments('ж'.repeat(500))
        return false
      },
    }
    equal(segment('abc', options).units, 3)
  })

  /** Asserts a `TypeError` that names the argument. */
  function typeError(call, beginning) {
    throws(call, (error) => {
      equal(error instanceof TypeError, true)
      equal(error.message.slice(0, beginning.length), beginning)
    })
  }
}

const FIELDS = ['encoding', 'count', 'units', 'unitsPerSegment', 'remaining', 'characters', 'lineBreaks']

const pick = (object, keys) => Object.fromEntries(keys.map((key) => [key, object[key]]))

const join = (pieces) => pieces.map(([piece, times]) => piece.repeat(times)).join('')
