/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { estimateCost, SeptetError } = lib
  const { cases, errors } = vectors['segments-cost']

  for (const { name, segments, price, recipients, want } of cases) {
    test(`estimateCost: ${name}`, () => equal(estimateCost(segments, price, recipients), want))
  }

  for (const { name, segments, price, recipients, code, message } of errors) {
    test(`estimateCost refuses: ${name}`, () => refuses(() => estimateCost(segments, price, recipients), code, message))
  }

  test('estimateCost: a number is the decimal that it is shown as', () => {
    equal(estimateCost(3, 0.0079, 12345).total, '292.5765')
    equal(estimateCost(1, 1e-7, 1).total, '0.0000001')
    equal(estimateCost(1, 1e21, 1).total, '1000000000000000000000')
    equal(estimateCost(1, 0.1 + 0.2, 1).total, '0.30000000000000004')
    equal(estimateCost(1, -0, 1).total, '0')
  })

  for (const value of [-1, 0.5, NaN, Infinity, 65_537]) {
    test(`estimateCost refuses ${value} segments`, () => {
      const message = 'estimateCost: segments must be a whole number from 0 to 65536'
      refuses(() => estimateCost(value, '1', 1), 'ERR_SEGMENTS_COST', message)
    })
  }

  for (const value of [-1, 0.5, NaN, Infinity, 2 ** 32]) {
    test(`estimateCost refuses ${value} recipients`, () => {
      const message = 'estimateCost: recipients must be a whole number from 0 to 4294967295'
      refuses(() => estimateCost(1, '1', value), 'ERR_SEGMENTS_COST', message)
    })
  }

  test('estimateCost refuses prices that are numbers and none', () => {
    for (const price of [NaN, Infinity, -1]) refuses(() => estimateCost(1, price, 1), 'ERR_SEGMENTS_COST')
    const message = 'estimateCost: pricePerSegment has 65 UTF-16 units, more than 64'
    refuses(() => estimateCost(1, '1'.repeat(65), 1), 'ERR_SEGMENTS_COST', message)
  })

  for (const value of [undefined, null, true, [], {}, 1n, Symbol('a')]) {
    test(`estimateCost: ${typeof value} ${String(value)} is a TypeError`, () => {
      typeError(() => estimateCost(value, '1', 1), 'estimateCost: segments must be a number, got ')
      typeError(() => estimateCost(1, value, 1), 'estimateCost: pricePerSegment must be a string or a number, got ')
      typeError(() => estimateCost(1, '1', value), 'estimateCost: recipients must be a number, got ')
    })
  }

  /** Asserts a `SeptetError`. */
  function refuses(call, code, message) {
    throws(call, (error) => {
      equal(error instanceof SeptetError, true)
      equal(error.code, code)
      if (message !== undefined) equal(error.message, message)
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
