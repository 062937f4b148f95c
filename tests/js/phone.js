/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { isE164, parsePhone, phoneMetadataVersion, SeptetError, toE164 } = lib
  const { cases, strict, strictRefused, unknownCountries, invalid } = vectors.phone
  const numbers = vectors['phone-numbers']

  for (const { name, text, want } of cases) {
    test(`isE164: ${name}`, () => equal(isE164(text), want))
  }

  for (const [title, some] of groups(numbers.cases)) {
    test(`parsePhone: ${title}`, () => {
      for (const { input, country, want } of some) equal(parsePhone(input, country), result(want))
    })
    test(`toE164: ${title}`, () => {
      for (const { input, country, want } of some) {
        if (want.isValid) equal(toE164(input, country), want.e164)
        else refuses(() => toE164(input, country), 'ERR_PHONE_INVALID')
      }
    })
  }

  test('a form takes numbers in every notation', () => {
    for (const { input, country, e164, extension } of strict) {
      const number = parsePhone(input, country, { strict: true })
      equal([number.e164, number.extension], [e164, extension])
      equal(number, parsePhone(input, country))
    }
  })

  for (const { input, country, reason } of strictRefused) {
    test(`a form takes nothing but a number: ${JSON.stringify(input)}`, () => {
      equal(parsePhone(input, country, { strict: true }), { ok: false, reason })
    })
  }

  for (const { country, message } of unknownCountries) {
    test(`an unknown country is an error: ${JSON.stringify(country)}`, () => {
      for (const input of ['020 7946 0018', '+442079460018', '', 'x'.repeat(251)]) {
        refuses(() => parsePhone(input, country), 'ERR_PHONE_COUNTRY', message)
        refuses(() => parsePhone(input, country, { strict: true }), 'ERR_PHONE_COUNTRY', message)
        refuses(() => toE164(input, country), 'ERR_PHONE_COUNTRY', message)
      }
    })
  }

  test('a country that is no text of two letters is unknown, however hostile', () => {
    for (const country of ['\ud800', '\ud800\udc00', '\ud800'.repeat(1e6), 'GB'.repeat(1e6), 'GB\0', '\0GB', 'ＧＢ', 'ſe']) {
      refuses(() => parsePhone('+442079460018', country), 'ERR_PHONE_COUNTRY')
    }
  })

  test('a country has its letters in any case', () => {
    for (const country of ['gb', 'Gb', 'gB', 'GB']) equal(toE164('020 7946 0018', country), '+442079460018')
  })

  for (const { input, country, message } of invalid) {
    test(`toE164 says why not: ${message}`, () => {
      refuses(() => toE164(input, country), 'ERR_PHONE_INVALID', message)
    })
  }

  test('a text of more than 250 units is too long, and one of 250 is read', () => {
    equal(parsePhone(`${' '.repeat(232)}+44 20 7946 0018 x`, 'GB').e164, '+442079460018')
    equal(parsePhone(`${' '.repeat(233)}+44 20 7946 0018 x`, 'GB'), { ok: false, reason: 'TOO_LONG' })
    equal(parsePhone('1'.repeat(1e6)), { ok: false, reason: 'TOO_LONG' })
    equal(parsePhone('😀'.repeat(126), 'US', { strict: true }), { ok: false, reason: 'TOO_LONG' })
    refuses(() => toE164('1'.repeat(251), 'US'), 'ERR_PHONE_INVALID', 'toE164: input has 251 UTF-16 units, more than 250')
    equal(isE164('+1' + '5'.repeat(1e6)), false)
  })

  test('a number has the fields of the contract, in their order', () => {
    const fields = ['ok', 'e164', 'country', 'callingCode', 'nationalNumber', 'extension', 'type', 'isPossible', 'isValid']
    equal(Object.keys(parsePhone('+442079460018')), fields)
    equal(Object.keys(parsePhone('+442079460018 x5')), fields)
  })

  test('the longest number crosses whole', () => {
    const extension = '\uff11'.repeat(20)
    const number = parsePhone(`+80812345678901234567;ext=${extension}`)
    equal([number.e164, number.country, number.extension], ['+80812345678901234567', '001', extension])
    equal(parsePhone('+808123456789012345678'), { ok: false, reason: 'TOO_LONG' })
  })

  test('lone surrogates are text like any other', () => {
    equal(parsePhone('\ud8004155552671\udc00', 'US').e164, '+14155552671')
    equal(parsePhone('\ud8004155552671', 'US', { strict: true }), { ok: false, reason: 'NOT_A_NUMBER' })
    equal(isE164('+1500555\ud835'), false)
  })

  test('a getter is read once, before anything crosses', () => {
    let reads = 0
    const options = {
      get strict() {
        reads++
        return parsePhone('+442079460018 ext. 1234567', 'US').ok
      },
    }
    equal(parsePhone('call 415 555 2671', 'US', options), { ok: false, reason: 'NOT_A_NUMBER' })
    equal(reads, 1)
  })

  test('options left undefined are the default, and others are not looked at', () => {
    for (const options of [undefined, {}, { strict: undefined }, { strict: false }, { other: 1 }]) {
      equal(parsePhone('call 415 555 2671', 'US', options).e164, '+14155552671')
      equal(parsePhone('415 555 2671', undefined, options), { ok: false, reason: 'INVALID_COUNTRY_CODE' })
    }
  })

  test('the metadata has a version', () => equal(/^\d+\.\d+\.\d+$/.test(phoneMetadataVersion), true))

  for (const value of [undefined, null, 15005550006, ['+15005550006'], {}, Symbol('x'), () => '+1', 1n, true]) {
    test(`phone: ${typeof value} ${String(value)} is a TypeError`, () => {
      typeError(() => isE164(value), 'isE164: value must be a string, got ')
      typeError(() => parsePhone(value), 'parsePhone: input must be a string, got ')
      typeError(() => toE164(value), 'toE164: input must be a string, got ')
      if (value === undefined) return
      typeError(() => parsePhone('1', value), 'parsePhone: defaultCountry must be a string, got ')
      typeError(() => toE164('1', value), 'toE164: defaultCountry must be a string, got ')
      if (typeof value !== 'boolean') {
        typeError(() => parsePhone('1', 'US', { strict: value }), 'parsePhone: options.strict must be a boolean, got ')
      }
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return
      typeError(() => parsePhone('1', 'US', value), 'parsePhone: options must be an object, got ')
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

/** The result that a vector stands for. */
const result = (want) => (typeof want === 'string' ? { ok: false, reason: want } : { ok: true, ...want })

/** The cases in groups of fifty, each with a title. */
function groups(cases) {
  const count = Math.ceil(cases.length / 50)
  return Array.from({ length: count }, (_, at) => [
    `examples of every region and type, ${at + 1} of ${count}`,
    cases.slice(at * 50, at * 50 + 50),
  ])
}
