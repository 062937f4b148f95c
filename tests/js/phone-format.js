/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { formatAsYouType, formatPhone, parsePhone, SeptetError } = lib
  const { cases, typed } = vectors['phone-format']

  for (const style of ['e164', 'international', 'national', 'rfc3966']) {
    test(`formatPhone: numbers of every region, ${style}`, () => {
      for (const one of cases) equal(formatPhone(one.number, style), one[style])
    })
  }

  test('formatPhone: what is written is read again', () => {
    for (const { number, international, rfc3966 } of cases) {
      const read = parsePhone(number)
      equal(parsePhone(rfc3966), read)
      if (read.isValid) equal(parsePhone(international), read)
    }
  })

  test('formatAsYouType: a number of every region, key by key', () => {
    for (const { keys, country, shown } of typed) {
      equal(shown.map((_, at) => formatAsYouType(keys.slice(0, at + 1), country)), shown)
    }
  })

  test('formatPhone takes any notation in international form', () => {
    equal(formatPhone('tel:+44-20-7946-0018;ext=5', 'national'), '020 7946 0018 x5')
    equal(formatPhone('+44 (0)20 7946 0018', 'e164'), '+442079460018')
    equal(formatPhone('+1 415 555 2671 x\u0665', 'international'), '+1 415-555-2671 ext. \u0665')
  })

  for (const [number, message] of [
    ['020 7946 0018', 'the number has no known calling code (INVALID_COUNTRY_CODE)'],
    ['', 'the text is no phone number (NOT_A_NUMBER)'],
    ['+49 123456789012345678', 'the number is too long (TOO_LONG)'],
    ['1'.repeat(251), 'formatPhone: number has 251 UTF-16 units, more than 250'],
  ]) {
    test(`formatPhone says why not: ${message}`, () => {
      refuses(() => formatPhone(number, 'national'), 'ERR_PHONE_INVALID', message)
    })
  }

  test('formatPhone refuses a style that does not exist', () => {
    for (const style of ['', 'E164', 'NATIONAL', '__proto__', 'e164\0']) {
      const message = 'formatPhone: style must be one of "e164", "international", "national", "rfc3966"'
      refuses(() => formatPhone('+442079460018', style), 'ERR_PHONE_OPTION', message)
    }
  })

  test('formatAsYouType gives back what it does not group', () => {
    for (const input of ['', '+', '4', '(415) 555', '415-5', 'call', '\ud800', '415\udc00', '😀', 'x'.repeat(251), '1'.repeat(251)]) {
      equal(formatAsYouType(input, 'US'), input)
      equal(formatAsYouType(input), input)
    }
  })

  test('formatAsYouType refuses an unknown country', () => {
    for (const input of ['', '4155552671', '+442079460018', '1'.repeat(251)]) {
      refuses(() => formatAsYouType(input, 'UK'), 'ERR_PHONE_COUNTRY', 'unknown country "UK": use GB')
      refuses(() => formatAsYouType(input, ''), 'ERR_PHONE_COUNTRY')
    }
  })

  for (const value of [undefined, null, 15005550006, ['+15005550006'], {}, Symbol('x'), () => '+1', 1n, true]) {
    test(`phone-format: ${typeof value} ${String(value)} is a TypeError`, () => {
      typeError(() => formatPhone(value, 'e164'), 'formatPhone: number must be a string, got ')
      typeError(() => formatPhone('+442079460018', value), 'formatPhone: style must be a string, got ')
      typeError(() => formatAsYouType(value), 'formatAsYouType: input must be a string, got ')
      if (value === undefined) return
      typeError(() => formatAsYouType('1', value), 'formatAsYouType: defaultCountry must be a string, got ')
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
