/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { segment, segmentTemplate, SeptetError } = lib
  const { cases, errors } = vectors['segments-template']

  for (const { name, template, variables, options, want } of cases) {
    test(`segmentTemplate: ${name}`, () => {
      const got = segmentTemplate(join(template), variables, options)
      equal(measured(got.best), want.best)
      equal(measured(got.worst), want.worst)
      if (want.text !== undefined) equal([got.best.text, got.worst.text], [want.text, want.text])
      equal(got.linksCut.map(({ part, start, end, text, always }) => [part, start, end, text, always]), want.linksCut ?? [])
      equal(
        got.variablesCut.map(({ part, start, end, text, always, name }) => [part, start, end, text, always, name]),
        want.variablesCut ?? [],
      )
      const { prefix, suffix, linkLength, ...rest } = options ?? {}
      equal(segment(got.worst.text, rest).count, got.worst.count)
    })
  }

  for (const { name, template, variables, options, code, message } of errors) {
    test(`segmentTemplate refuses: ${name}`, () => refuses(() => segmentTemplate(template, variables, options), code, message))
  }

  test('segmentTemplate: lone surrogates are U+FFFD, of one unit', () => {
    const { best, worst } = segmentTemplate('\ud800{{a}}\udc00', { a: { max: 1, wide: false } })
    equal([best.text, best.units, worst.units], ['\ufffd\ufffd', 2, 3])
  })

  test('segmentTemplate: a name can be that of anything an object has', () => {
    const variables = JSON.parse('{"__proto__":{"max":1},"constructor":{"max":1}}')
    equal(segmentTemplate('{{__proto__}}{{constructor}}', variables).worst.units, 4)
    refuses(() => segmentTemplate('{{constructor}}', {}), 'ERR_SEGMENTS_VARIABLE', 'variable {{constructor}} at offset 0 of the template is not described')
  })

  test('segmentTemplate: lengths that are none are refused', () => {
    for (const value of [-1, 0.5, NaN, Infinity, 65_537]) {
      const range = 'must be a whole number from 0 to 65536'
      refuses(() => segmentTemplate('{{a}}', { a: { max: value } }), 'ERR_SEGMENTS_VARIABLE', `segmentTemplate: variables.a.max ${range}`)
      refuses(() => segmentTemplate('{{a}}', { a: { max: 1, min: value } }), 'ERR_SEGMENTS_VARIABLE', `segmentTemplate: variables.a.min ${range}`)
      refuses(() => segmentTemplate('', {}, { linkLength: value }), 'ERR_SEGMENTS_OPTION', `segmentTemplate: options.linkLength ${range}`)
    }
  })

  test('segmentTemplate: what is too much is refused before it is copied', () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, { max: 1 }]))
    refuses(() => segmentTemplate('', many), 'ERR_SEGMENTS_VARIABLE', 'segmentTemplate: 101 variables are more than 100')
    refuses(() => segmentTemplate('', { ['a'.repeat(65)]: { max: 1 } }), 'ERR_SEGMENTS_VARIABLE', 'segmentTemplate: name of a variable has 65 UTF-16 units, more than 64')
    const long = 'x'.repeat(65_537)
    const message = 'has 65537 UTF-16 units, more than 65536'
    refuses(() => segmentTemplate(long, {}), 'ERR_SEGMENTS_TOO_LONG', `segmentTemplate: template ${message}`)
    refuses(() => segmentTemplate('', {}, { prefix: long }), 'ERR_SEGMENTS_TOO_LONG', `segmentTemplate: options.prefix ${message}`)
    refuses(() => segmentTemplate('', {}, { suffix: long }), 'ERR_SEGMENTS_TOO_LONG', `segmentTemplate: options.suffix ${message}`)
  })

  test('segmentTemplate: an encoding that does not exist is refused', () => {
    const message = 'segmentTemplate: variables.a.encoding must be one of "GSM-7", "UCS-2"'
    refuses(() => segmentTemplate('{{a}}', { a: { max: 1, encoding: 'auto' } }), 'ERR_SEGMENTS_VARIABLE', message)
  })

  for (const value of [null, 1, true, [], Symbol('a'), 1n]) {
    test(`segmentTemplate: ${typeof value} ${String(value)} is a TypeError`, () => {
      typeError(() => segmentTemplate(value, {}), 'segmentTemplate: template must be a string, got ')
      typeError(() => segmentTemplate('', value), 'segmentTemplate: variables must be an object, got ')
      typeError(() => segmentTemplate('', {}, value), 'segmentTemplate: options must be an object, got ')
      typeError(() => segmentTemplate('', { a: value }), 'segmentTemplate: variables.a must be an object, got ')
      typeError(() => segmentTemplate('', {}, { prefix: value }), 'segmentTemplate: options.prefix must be a string, got ')
      typeError(() => segmentTemplate('', { a: { max: 1, encoding: value } }), 'segmentTemplate: variables.a.encoding must be a string, got ')
      if (typeof value !== 'number') {
        typeError(() => segmentTemplate('', { a: { max: value } }), 'segmentTemplate: variables.a.max must be a number, got ')
        typeError(() => segmentTemplate('', {}, { linkLength: value }), 'segmentTemplate: options.linkLength must be a number, got ')
      }
      if (typeof value !== 'boolean') {
        typeError(() => segmentTemplate('', { a: { max: 1, wide: value } }), 'segmentTemplate: variables.a.wide must be a boolean, got ')
      }
    })
  }

  test('segmentTemplate: variables cannot be left out, and neither can their max', () => {
    typeError(() => segmentTemplate(''), 'segmentTemplate: variables must be an object, got undefined')
    typeError(() => segmentTemplate('{{a}}', { a: {} }), 'segmentTemplate: variables.a.max must be a number, got undefined')
  })

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

const measured = ({ encoding, units, count }) => [encoding, units, count]
