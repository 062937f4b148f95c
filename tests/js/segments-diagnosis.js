/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { diagnose, SeptetError } = lib
  const { cases, errors } = vectors['segments-diagnosis']

  for (const { name, text, options, findings } of cases) {
    test(`diagnose: ${name}`, () => {
      const got = diagnose(join(text), options)
      equal(got.map(({ code }) => code), findings.map(([code]) => code))
      for (const [index, [code, severity, segmentsSaved, places, message]] of findings.entries()) {
        const finding = got[index]
        const [[start, end, replacement]] = places
        equal(
          { ...finding, message: message === undefined ? undefined : finding.message },
          {
            code,
            severity,
            message,
            start,
            end,
            replacement,
            segmentsSaved,
            places: places.map(([start, end, replacement]) => ({ start, end, replacement })),
          },
        )
      }
    })
  }

  for (const { name, text, code, message } of errors) {
    test(`diagnose refuses: ${name}`, () => {
      throws(
        () => diagnose(join(text)),
        (error) => {
          equal(error instanceof SeptetError, true)
          equal(error.code, code)
          equal(error.message, `diagnose: ${message}`)
        },
      )
    })
  }

  test('diagnose: lone surrogates are broken characters', () => {
    const [finding] = diagnose('a\ud800b')
    equal([finding.code, finding.start, finding.end], ['broken-character', 1, 2])
  })

  test('diagnose: a finding has the fields of the contract, in their order', () => {
    equal(Object.keys(diagnose('’')[0]), ['code', 'severity', 'message', 'start', 'end', 'replacement', 'segmentsSaved', 'places'])
    equal(Object.keys(diagnose('’')[0].places[0]), ['start', 'end', 'replacement'])
  })

  test('diagnose: options that do not exist are refused', () => {
    throws(
      () => diagnose('a', { headerBytes: 5 }),
      (error) => equal([error.code, error.message], ['ERR_SEGMENTS_OPTION', 'diagnose: options.headerBytes must be one of 6, 7']),
    )
  })

  for (const value of [undefined, null, 1, true, [], {}, Symbol('a'), 1n, () => 'a']) {
    test(`diagnose: ${typeof value} ${String(value)} is a TypeError`, () => {
      typeError(() => diagnose(value), 'diagnose: text must be a string, got ')
      if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))) return
      typeError(() => diagnose('a', value), 'diagnose: options must be an object, got ')
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
