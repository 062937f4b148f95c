// What npm `twilio` has for webhooks: every function, and the middleware on requests as Express hands them over.

const TOKEN = '12345'
const URL_ = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const PARAMS = { Digits: '1234', To: '+18005551212' }
const SIGNATURE = 'M02ZNyzCCLZyd9hkV/U4PvxT1KY='
const JSON_ = '{"a":1}'
const HASHED = 'https://h.example/sms?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862'
const NAMES = [
  'validateRequest', 'validateRequestWithBody', 'validateExpressRequest', 'validateIncomingRequest', 'validateBody',
  'getExpectedTwilioSignature', 'getExpectedBodyHash', 'webhook', 'twiml',
]

/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { getExpectedBodyHash, getExpectedTwilioSignature, twiml, validateBody, validateExpressRequest } = lib
  const { validateIncomingRequest, validateRequest, validateRequestWithBody, webhook } = lib
  const sign = (url, params = {}) => getExpectedTwilioSignature(TOKEN, url, params)
  const refuses = (body, code) =>
    throws(body, (error) => {
      equal(error instanceof lib.SeptetError, true)
      equal(error.code, code)
      equal(error.message.includes(TOKEN), false)
    })
  const mistakes = (body, message) =>
    throws(body, (error) => {
      equal(error instanceof TypeError, true)
      if (message !== undefined) equal(error.message, message)
    })

  test('twilio: everything is in the default export too, and can be replaced there', () => {
    equal(Object.keys(lib.default).sort(), [...NAMES].sort())
    for (const name of NAMES) equal(lib.default[name] === lib[name], true)
    const { webhook: own } = lib.default
    lib.default.webhook = () => 'stub'
    equal(lib.default.webhook(), 'stub')
    lib.default.webhook = own
  })

  for (const { name, tokens, url, params, body, signature, valid, error, signed } of vectors['twilio-signature'].cases) {
    if (tokens.length !== 1 || (body !== undefined && !url.includes('bodySHA256='))) continue
    const [token] = tokens
    const object = objectOf(params ?? [])
    test(`twilio: validates ${name}`, () => {
      const answer = () =>
        body === undefined ? validateRequest(token, signature, url, object) : validateRequestWithBody(token, signature, url, body)
      if (error !== undefined) return refuses(answer, error)
      equal(answer(), valid)
      if (signed && body === undefined) equal(getExpectedTwilioSignature(token, signed, object), signature)
    })
  }

  for (const { name, body, repeat = 1, hash } of vectors['body-hash'].cases) {
    test(`twilio: hashes ${name}`, () => {
      const text = body.repeat(repeat)
      const bytes = new TextEncoder().encode(text)
      for (const content of [text, bytes, bytes.buffer]) {
        equal(getExpectedBodyHash(content), hash)
        equal(validateBody(content, hash), true)
        equal(validateBody(content, hash.toUpperCase()), false)
      }
    })
  }

  for (const { name, url, named } of vectors['body-hash'].urls) {
    test(`twilio: a hash is ${named ? 'found' : 'not found'} in ${name}`, () => {
      const whole = url.replace('bodySHA256=00', `bodySHA256=${getExpectedBodyHash('a=1')}`)
      if (whole !== url) equal(validateRequestWithBody(TOKEN, sign(whole), whole, 'a=1'), named)
      // A form is not accepted for want of a hash.
      const form = sign(url, { a: '1' })
      equal(validateRequestWithBody(TOKEN, form, url, 'a=1'), false)
    })
  }

  test('twilio: values are signed as JavaScript writes them', () => {
    const pairs = [
      [1, '1'], [null, 'null'], [undefined, 'undefined'], [true, 'true'], [-0, '0'], [1e21, '1e+21'], [10n, '10'], [{}, '[object Object]'],
      [{ valueOf: () => 7, toString: () => 'x' }, '7'],
    ]
    for (const [value, text] of pairs) {
      equal(sign(URL_, { a: value, b: '2' }), sign(URL_, { a: text, b: '2' }))
      equal(validateRequest(TOKEN, sign(URL_, { a: text }), URL_, { a: value }), true)
    }
    equal(sign(URL_, { a: [1, '1', '1'] }), sign(`${URL_}a1a1`))
    equal(sign(URL_, { a: [10, 9, [undefined, 'x', [8]], undefined] }), sign(`${URL_}a8axaundefineda10a9aundefined`))
    equal(sign(URL_, { a: [], b: [[], [[]]] }), sign(URL_))
    equal(sign(URL_, ['x', ['y', 'y']]), sign(`${URL_}0x1y`))
    equal(sign(URL_, { '～': '1', '😀': '2' }), sign(`${URL_}😀2～1`))
  })

  test('twilio: parameters that are no properties are signed', () => {
    const pairs = [['b', '2'], ['a', '1'], ['a', '0'], ['a', '1']]
    const want = sign(URL_, { a: ['0', '1'], b: '2' })
    equal(sign(URL_, new URLSearchParams(pairs)), want)
    equal(sign(URL_, new Map([['a', ['1', '0']], ['b', 2]])), want)
    equal(validateRequest(TOKEN, sign(URL_), URL_, new URLSearchParams(pairs)), false)
    for (const none of [null, undefined, {}, [], '', new Map(), new URLSearchParams()]) equal(sign(URL_, none), sign(URL_))
  })

  test('twilio: whatever a stranger posts, nothing is thrown', () => {
    const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000))
    const wide = JSON.parse('[1,'.repeat(3000) + '1' + ']'.repeat(3000))
    const values = [{ toString: 1 }, { toString: null, valueOf: null }, Object.create(null), Symbol('s'), [[Symbol('s')]], [{ toString: 1 }, 1], deep, wide, '\ud800', 'x'.repeat(1 << 21)]
    for (const value of values) equal(validateRequest(TOKEN, SIGNATURE, URL_, { a: value }), false)
    const signatures = [undefined, null, '', 5, {}, [SIGNATURE], Symbol('s'), ` ${SIGNATURE}`, `${SIGNATURE}, ${SIGNATURE}`, 'x'.repeat(1e6)]
    for (const header of signatures) {
      equal(validateRequest(TOKEN, header, URL_, PARAMS), false)
      equal(validateRequestWithBody(TOKEN, header, HASHED, JSON_), false)
    }
    for (const url of ['', '/p', 'http://[', '\ud800', `${URL_}${'x'.repeat(1 << 16)}`]) equal(validateRequest(TOKEN, SIGNATURE, url, PARAMS), false)
    for (const body of [undefined, null, {}, 5, [1]]) equal(validateRequestWithBody(TOKEN, SIGNATURE, HASHED, body), false)
    for (const hash of [null, undefined, '', [], [300], 'x'.repeat(1e6)]) equal(validateBody(JSON_, hash), false)
    equal(validateBody('x'.repeat((1 << 20) + 1), 'x'), false)
  })

  test('twilio: a mistake of the receiver is thrown', () => {
    for (const call of [
      () => getExpectedTwilioSignature('', URL_, {}), () => validateRequest('', SIGNATURE, URL_, {}), () => validateRequest('', null, URL_, { a: Symbol('s') }),
      () => validateRequestWithBody('', SIGNATURE, HASHED, JSON_), () => validateExpressRequest(requestOf({}), ''),
      () => validateExpressRequest(requestOf({ headers: {} }), ''), () => validateRequest('t'.repeat(1025), SIGNATURE, URL_, {}),
    ]) refuses(call, 'ERR_SIGNATURE_CONFIG')
    mistakes(() => validateRequest(undefined, SIGNATURE, URL_, {}), 'validateRequest: authToken must be a string, got undefined')
    mistakes(() => validateRequest([TOKEN], SIGNATURE, URL_, {}), 'validateRequest: authToken must be a string, got an array')
    mistakes(() => validateRequest(TOKEN, SIGNATURE, new URL(URL_), {}), 'validateRequest: url must be a string, got object')
    mistakes(() => getExpectedTwilioSignature(TOKEN, URL_, { a: Symbol('s') }))
    mistakes(() => validateRequestWithBody(TOKEN, sign(HASHED), HASHED, {}), 'validateRequestWithBody: body must be a string, a Uint8Array or an ArrayBuffer, got object')
    mistakes(() => getExpectedBodyHash(undefined), 'getExpectedBodyHash: body must be a string, a Uint8Array or an ArrayBuffer, got undefined')
    mistakes(() => validateBody({}, ''), 'validateBody: body must be a string, a Uint8Array or an ArrayBuffer, got object')
    refuses(() => getExpectedBodyHash('x'.repeat((1 << 20) + 1)), 'ERR_SIGNATURE_TOO_LONG')
    refuses(() => sign(URL_, { a: Array.from({ length: 1001 }, (_, index) => `${index}`) }), 'ERR_SIGNATURE_TOO_LONG')
  })

  test('twilio: JSON counts by its hash, and nothing else in its place', () => {
    const signature = sign(HASHED)
    for (const body of [JSON_, new TextEncoder().encode(JSON_), new TextEncoder().encode(JSON_).buffer]) {
      equal(validateRequestWithBody(TOKEN, signature, HASHED, body), true)
    }
    equal(validateRequestWithBody(TOKEN, signature, HASHED, `${JSON_} `), false)
    equal(validateRequestWithBody(TOKEN, SIGNATURE, HASHED, JSON_), false)
    const twice = `${HASHED}&${HASHED.split('?')[1]}`
    equal(validateRequestWithBody(TOKEN, sign(twice), twice, JSON_), false)
  })

  const url = 'http://h.example/sms?a=b'
  const form = { Body: 'hi' }
  const right = sign(url, form)
  const valid = (request, options) => validateExpressRequest(request, TOKEN, options)

  test('twilio: a request says which URL was called', () => {
    equal(valid(requestOf({ signature: right, body: form })), true)
    equal(validateIncomingRequest(requestOf({ signature: right, body: form }), TOKEN), true)
    equal(valid(requestOf({ signature: right, body: { Body: 'ho' } })), false)
    equal(valid(requestOf({ signature: right, body: form }), { protocol: 'https' }), false)
    const secure = sign('https://public.example/sms?a=b', form)
    for (const protocol of ['https', 'https:']) equal(valid(requestOf({ signature: secure, body: form }), { protocol, host: 'public.example' }), true)
    equal(valid(requestOf({ signature: secure, body: form }), { url: 'https://public.example/sms?a=b', host: 'x', protocol: 'x' }), true)
    equal(valid({ ...requestOf({ signature: right, body: form }), header: undefined }), true)
    const options = Object.freeze({ host: 'h.example' })
    equal(valid(requestOf({ signature: right, body: form }), options), true)
    mistakes(() => valid(requestOf({}), { url: new URL(url) }), 'url must be a string, got object')
  })

  test('twilio: what is escaped in the URL stays so', () => {
    for (const originalUrl of ['/h%3Fx?v=a+b', '/h?u=%3Fx&v=a+b', '/h?u=?x', '/h?', '/', '/%3f', "/h?q=it's"]) {
      equal(valid(requestOf({ originalUrl, signature: sign(`http://h.example${originalUrl}`) })), true)
    }
    equal(valid(requestOf({ originalUrl: '/h%3Fx', signature: sign('http://h.example/h?x') })), false)
    equal(valid(requestOf({ originalUrl: '*', signature: sign('http://h.example/*') })), true)
    equal(valid(requestOf({ originalUrl: '/h#x', signature: sign('http://h.example/h%23x') })), true)
  })

  test('twilio: forwarded headers count where the app trusts its proxy', () => {
    const public_ = sign('http://public.example/sms?a=b', form)
    const forwarded = (hostname, more = {}) =>
      requestOf({ signature: public_, body: form, hostname, headers: { 'x-forwarded-host': 'public.example, h.example', ...more } })
    equal(valid(forwarded('public.example')), true)
    equal(valid(forwarded('h.example')), false)
    equal(valid(forwarded(undefined)), false)
    equal(valid(forwarded('public.example'), { trustProxy: false }), false)
    equal(valid(forwarded('h.example'), { trustProxy: true }), true)
    equal(valid(forwarded('public.example'), { host: 'other.example' }), false)
    const secure = { ...forwarded('h.example', { 'x-forwarded-proto': 'https, http' }) }
    secure.header = () => sign('https://public.example/sms?a=b', form)
    equal(valid(secure, { trustProxy: true }), true)
    equal(valid(secure), false)
    // The name alone says what Express trusts; a stranger does not choose the port.
    const port = requestOf({ signature: sign('http://h.example:9/sms?a=b', form), body: form, hostname: 'h.example', headers: { 'x-forwarded-host': 'h.example:9' } })
    equal(valid(port), false)
  })

  test('twilio: a host that is none is never valid', () => {
    for (const host of ['h.example/sms', 'h.example?', 'h.example#', 'u@h.example', 'h example', 'h.example\\x', 'h[', '[', '', 'h:x', undefined]) {
      const signed = sign(`http://${host}/sms?a=b`, form)
      equal(valid(requestOf({ host, signature: signed, body: form })), false)
    }
    for (const host of ['[::1]:80', 'h.example:8443', 'xn--bcher-kva.example', 'H.EXAMPLE', '127.0.0.1']) {
      equal(valid(requestOf({ host, signature: sign(`http://${host}/sms?a=b`, form), body: form })), true)
    }
  })

  test('twilio: a parsed body beside a hash is refused', () => {
    const originalUrl = HASHED.slice('https://h.example'.length)
    const signature = sign(HASHED)
    const json = (more) => requestOf({ originalUrl, protocol: 'https', signature, ...more })
    equal(valid(json({ rawBody: JSON_, body: { a: 1 } })), true)
    equal(valid(json({ rawBody: new TextEncoder().encode(JSON_) })), true)
    equal(valid(json({ rawBody: '{"a":2}' })), false)
    equal(valid(json({ body: { a: 1 } })), false)
    const empty = `/sms?bodySHA256=${getExpectedBodyHash('{}')}`
    const of = (body) => requestOf({ originalUrl: empty, signature: sign(`http://h.example${empty}`), body })
    for (const body of [undefined, null, {}, '']) equal(valid(of(body)), true)
    for (const body of [{ evil: '1' }, 'evil=1', [1]]) equal(valid(of(body)), false)
  })

  test('twilio: the middleware answers as the one of npm twilio', () => {
    const run = (middleware, request) => {
      const response = responseOf()
      let passed = 0
      middleware(request, response, () => passed++)
      return passed === 1 && response.status_ === 0 ? 'next' : `${response.type_} ${response.status_} ${response.text_}`
    }
    const sent = requestOf({ signature: right, body: form })
    const missing = 'text/plain 400 No signature header error - X-Twilio-Signature header does not exist, maybe this request is not coming from Twilio.'
    const wrong = 'text/plain 403 Twilio Request Validation Failed.'
    for (const middleware of [webhook(TOKEN), webhook({ authToken: TOKEN }), webhook({ validate: undefined }, TOKEN), webhook(TOKEN, { validate: null }), webhook({ authToken: 'another' }, TOKEN)]) {
      equal(middleware.length, 3)
      equal(run(middleware, sent), 'next')
      equal(run(middleware, requestOf({ body: form })), missing)
      equal(run(middleware, requestOf({ signature: '', body: form })), missing)
      equal(run(middleware, requestOf({ signature: right, body: {} })), wrong)
      equal(run(middleware, requestOf({ signature: right, body: { a: { toString: 1 } } })), wrong)
      equal(run(middleware, requestOf({ signature: right, body: form, host: 'h[' })), wrong)
    }
    equal(run(webhook('another'), sent), wrong)
    equal(run(webhook({ validate: false }), requestOf({})), 'next')
    equal(run(webhook(TOKEN, { host: 'x.example' }), sent), wrong)
    const options = Object.freeze({ authToken: TOKEN, url })
    equal(run(webhook(options), sent), 'next')
    throws(() => webhook(TOKEN)(sent, responseOf(), () => { throw new RangeError('of the next handler') }), (error) => equal(error.name, 'RangeError'))
  })

  test('twilio: the answers are built by the classes of septet/twiml', () => {
    const message = new twiml.MessagingResponse()
    message.message('Fish & chips')
    equal(message.toString(), '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Fish &amp; chips</Message></Response>')
    equal(new twiml.VoiceResponse().hangup() instanceof Object, true)
    equal(new twiml.FaxResponse().toString().endsWith('<Response/>'), true)
  })
}

/** A request as Express hands it over, of `http://h.example/sms?a=b` unless told otherwise. */
function requestOf({ signature, body, rawBody, hostname, headers = {}, protocol = 'http', originalUrl = '/sms?a=b', ...rest }) {
  const host = 'host' in rest ? rest.host : 'h.example'
  const all = { host, 'x-twilio-signature': signature, ...headers }
  return { protocol, originalUrl, hostname, body, rawBody, headers: all, header: (name) => all[name.toLowerCase()] }
}

function responseOf() {
  return {
    status_: 0,
    type(name) { this.type_ = name; return this },
    status(code) { this.status_ = code; return this },
    send(text) { this.text_ = text; return this },
  }
}

function objectOf(pairs) {
  const lists = new Map()
  for (const [name, value] of pairs) lists.set(name, [...(lists.get(name) ?? []), value])
  return Object.fromEntries([...lists].map(([name, values]) => [name, values.length === 1 ? values[0] : values]))
}
