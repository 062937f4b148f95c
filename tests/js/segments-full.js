/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { countSegments, segment, SeptetError, sizeRcs } = lib

  test('segments-full: what septet/segments does', () => {
    for (const { text, options, want } of vectors.segments.cases) {
      equal(countSegments(join(text), options), want.count)
      equal(segment(join(text), options).units, want.units)
    }
  })

  for (const { name, text: pieces, options, want } of vectors['segments-national'].cases) {
    test(`segments-full: ${name}`, () => {
      const text = join(pieces)
      const got = segment(text, options)
      equal(countSegments(text, options), want.count)
      for (const field of ['encoding', 'count', 'units', 'unitsPerSegment', 'remaining', 'language']) equal(got[field], want[field])
      if (want.segments) equal(got.segments.map(({ start, end, units }) => [start, end, units]), want.segments)
      equal(got.text, want.text ?? text)
    })
  }

  test('segments-full: what no pair of tables has is unsupported', () => {
    const options = { languages: ['hindi', 'turkish', 'tamil'] }
    const unsupported = segment('अआğığ அж', options).unsupported.map(({ text, start, end }) => [text, start, end])
    equal(unsupported, [['அ', 6, 7], ['ж', 7, 8]])
    const message = 'text does not fit GSM-7, which has no character like that at offset 6; replace it, or leave the encoding open'
    refuses(() => segment('अआğığ அж', { ...options, encoding: 'GSM-7' }), 'ERR_SEGMENTS_NOT_GSM7', message)
  })

  for (const { name, text, bytes, us, international } of vectors.rcs.cases) {
    test(`sizeRcs: ${name}`, () => {
      const given = text[0].repeat(text[1])
      const rich = { type: 'Rich', count: us[0], bytes, remaining: us[1] }
      equal(sizeRcs(given), rich)
      equal(sizeRcs(given, { region: 'us' }), rich)
      equal(sizeRcs(given, { region: 'international' }), { type: international[0], count: 1, bytes, remaining: international[1] })
    })
  }

  test('sizeRcs: a lone surrogate is sent as U+FFFD, of three bytes', () => equal(sizeRcs('\ud800a').bytes, 4))

  test('sizeRcs refuses what it says it refuses', () => {
    refuses(() => sizeRcs('x'.repeat(65_537)), 'ERR_SEGMENTS_TOO_LONG', 'sizeRcs: text has 65537 UTF-16 units, more than 65536')
    const message = 'sizeRcs: options.region must be one of "us", "international"'
    refuses(() => sizeRcs('a', { region: 'eu' }), 'ERR_SEGMENTS_OPTION', message)
  })

  for (const value of [undefined, null, 1, ['a'], {}, Symbol('x'), () => 'a', 1n, true]) {
    test(`sizeRcs: ${typeof value} ${String(value)} is a TypeError`, () => {
      typeError(() => sizeRcs(value), 'sizeRcs: text must be a string, got ')
      if (value === undefined) return
      typeError(() => sizeRcs('a', { region: value }), 'sizeRcs: options.region must be a string, got ')
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        typeError(() => sizeRcs('a', value), 'sizeRcs: options must be an object, got ')
      }
    })
  }

  /** Asserts a `SeptetError`. */
  function refuses(call, code, message) {
    throws(call, (error) => {
      equal(error instanceof SeptetError, true)
      equal(error.code, code)
      equal(error.message, message)
    })
  }

  /** Asserts a `TypeError` that names the argument. */
  function typeError(call, beginning) {
    throws(call, (error) => {
      equal(error instanceof TypeError, true)
      equal(error.message.slice(0, beginning.length), beginning)
    })
  }
}

const join = (pieces) => pieces.map(([piece, times]) => piece.repeat(times)).join('')
