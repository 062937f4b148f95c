/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { checkTwiml, FaxResponse, MessagingResponse, VoiceResponse } = lib

  for (const { name, xml, repeat, findings } of vectors['twiml-check'].cases) {
    test(`twiml-check: ${name}`, () => {
      const [head = '', part = '', times = 0, tail = ''] = repeat ?? []
      const valid = findings.every(({ severity }) => severity === 'warning')
      equal(checkTwiml(xml ?? head + part.repeat(times) + tail), { valid, findings })
    })
  }

  test('twiml-check: a response checks itself, as what it is', () => {
    const voice = new VoiceResponse()
    voice.say({ voise: 'alice' }, 'Hi & 😀')
    voice.addChild('Mesage')
    const { valid, findings } = voice.check()
    equal(valid, false)
    equal(findings.map(({ code }) => code), ['unknown-attribute', 'unknown-element'])
    const xml = voice.toString()
    equal(findings.map(({ start, end }) => xml.slice(start, end)), ['voise', 'Mesage'])
    equal(checkTwiml(voice), { valid, findings })
    equal(checkTwiml(xml), { valid, findings })

    const messaging = new MessagingResponse()
    messaging.addChild('Say', 'Hi')
    equal(messaging.check().findings.map(({ twilioCode }) => twilioCode), [14110])
    const fax = new FaxResponse()
    fax.receive({ action: 'https://example.com/fax', mediaType: 'image/tiff' })
    equal(fax.check(), { valid: true, findings: [] })
  })

  test('twiml-check: any element of a response stands for its document', () => {
    const gather = new VoiceResponse().gather({ numDigits: 0 })
    equal(checkTwiml(gather.say('x')).findings.map(({ twilioCode }) => twilioCode), [13314])
  })

  test('twiml-check: a response too long to be written is checked', () => {
    const response = new MessagingResponse()
    response.message('x'.repeat(70_000))
    equal(response.check().findings.map(({ twilioCode }) => twilioCode), [11750, 21617])
    response.message('x'.repeat(200_000))
    throws(() => response.check(), (error) => equal(error.code, 'ERR_TWIML_TOO_LONG'))
  })

  test('twiml-check: lone surrogates are replaced, and move nothing', () => {
    const xml = '<Response><Say>\ud800</Say><Foo/></Response>'
    const { findings } = checkTwiml(xml)
    equal(findings.map(({ start, end }) => xml.slice(start, end)), ['Foo'])
  })

  const wrong = {
    'no document': [undefined, 'undefined'],
    'null': [null, 'null'],
    'a number': [5, 'number'],
    'an object': [{ toString: () => '<Response/>' }, 'object'],
    'a list': [['<Response/>'], 'an array'],
  }
  for (const [name, [value, kind]] of Object.entries(wrong)) {
    test(`twiml-check: ${name} is a TypeError`, () => {
      throws(
        () => checkTwiml(value),
        (error) => equal([error instanceof TypeError, error.message], [true, `checkTwiml: xml must be a string, got ${kind}`]),
      )
    })
  }

  test('twiml-check: a text has at most 1 MiB', () => {
    equal(checkTwiml('x'.repeat(1_048_576)).findings.length, 2)
    throws(() => checkTwiml('x'.repeat(1_048_577)), (error) => equal(error.code, 'ERR_TWIML_TOO_LONG'))
  })
}
