// Why signatures fail, at the boundary: the vectors, and what JavaScript alone can hand over.

const TOKEN = '0123456789abcdef0123456789abcdef'
const URL_ = 'https://hooks.example.test/sms'

/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { explainTwilio, signTwilio, verifyTwilio } = lib
  const explain = (rest) => explainTwilio({ authToken: TOKEN, url: URL_, signature: 'A'.repeat(27) + '=', ...rest })
  const sign = (rest) => signTwilio({ authToken: TOKEN, url: URL_, ...rest })
  const codes = (rest) => explain(rest).findings.map(({ code }) => code)
  const mistakes = (body, message) =>
    throws(body, (error) => {
      equal(error instanceof TypeError, true)
      equal(error.message, message)
    })

  for (const vector of vectors['twilio-explain'].cases) {
    const { name, tokens, url, params, body, signature, headers, nested, coerced, method, publicUrl, accountSid } = vector
    // Those shapes are made below: a vector has them flat.
    if (nested || coerced) continue
    test(`explain: ${name}`, () => {
      const request = { authToken: tokens, url, params, body, signature }
      const explanation = explainTwilio({ ...request, headers, method, publicUrl, accountSid })
      equal(explanation.findings.map(({ code }) => code), vector.codes)
      equal(explanation.valid, vector.valid)
      equal(explanation.valid, verifyTwilio(request))
      equal(explanation.matched?.url ?? null, vector.matched)
      equal(explanation.matched?.tokenIndex ?? null, vector.matched === null ? null : 0)
      for (const { certain, message, fix } of explanation.findings) {
        equal(certain, vector.certain)
        for (const text of [message, fix]) equal(/^[^\s].*[^\s.]$/.test(text), true)
      }
    })
  }

  test('explain: what a body parser makes of brackets', () => {
    const pairs = [['Body', 'hi'], ['Binding[Address]', '+1415'], ['Tag', 'a'], ['Tag', 'b']]
    const signature = sign({ params: pairs })
    const params = { Body: 'hi', Binding: { Address: '+1415' }, Tag: ['a', 'b'] }
    equal(verifyTwilio({ authToken: TOKEN, url: URL_, signature, params }), false)
    equal(codes({ signature, params }), ['nested-params'])
    equal(codes({ signature: sign({ params: { 'a[b][c]': '1' } }), params: { a: { b: { c: '1' } } } }), ['nested-params'])
  })

  test('explain: what a body parser makes of numbers', () => {
    const signature = sign({ params: { Digits: '12', Empty: '', Flag: 'true' } })
    equal(codes({ signature, params: { Digits: 12, Empty: null, Flag: true } }), ['coerced-params'])
    equal(codes({ signature, params: { Digits: 12, Empty: undefined, Flag: true } }), ['coerced-params'])
  })

  test('explain: params that are none', () => {
    for (const params of ['Body=hi', 1, true, ['Body'], [['Body', 1]]]) equal(codes({ params }), ['params-shape'])
    const loop = {}
    loop.loop = loop
    equal(codes({ params: loop }), ['nested-params', 'token-wrong'])
  })

  test('explain: what is too long or no text', () => {
    for (const rest of [{ url: `${URL_}?${'a'.repeat(70_000)}` }, { body: 'a'.repeat(2 ** 20 + 1) }, { params: { a: Array(1001).fill('b') } }]) {
      equal(codes(rest), ['too-long'])
    }
    for (const rest of [{ url: `${URL_}?\ud83d` }, { body: 'Body=\ude00' }, { params: { Body: '\ud83d' } }]) {
      equal(codes(rest), ['not-text'])
    }
  })

  test('explain: headers in every shape', () => {
    const request = { signature: sign({ url: 'https://public.example.test/sms' }) }
    const list = [['X-Forwarded-Host', 'public.example.test'], ['Other', 'x']]
    const shapes = [list, new Map(list), Object.fromEntries(list), { 'x-forwarded-host': ['a.test', 'public.example.test'] }]
    if (typeof Headers === 'function') shapes.push(new Headers(list))
    for (const headers of shapes) equal(codes({ ...request, headers }), ['host-changed'])
    for (const headers of [undefined, null, {}, [], [1], [[]], { 'x-forwarded-host': 1 }, [[1, 2]]]) {
      equal(codes({ ...request, headers }), ['token-wrong'])
    }
  })

  test('explain: an argument of the wrong type is named', () => {
    mistakes(() => explainTwilio(1), 'explainTwilio: request must be an object, got number')
    mistakes(() => explain({ url: 1 }), 'explainTwilio: url must be a string, got number')
    mistakes(() => explain({ authToken: 1 }), 'explainTwilio: authToken must be a string or an array of strings, got number')
    mistakes(() => explain({ body: {} }), 'explainTwilio: body must be a string or a Uint8Array, got object')
    mistakes(() => explain({ headers: 1 }), 'explainTwilio: headers must be an object, got number')
    for (const name of ['method', 'publicUrl', 'accountSid']) {
      mistakes(() => explain({ [name]: 1 }), `explainTwilio: ${name} must be a string, got number`)
    }
    for (const rest of [{ authToken: '' }, { authToken: [] }, { params: {}, body: '' }, { authToken: '', params: 'x' }]) {
      throws(() => explain(rest), (error) => equal(error.code, 'ERR_SIGNATURE_CONFIG'))
    }
  })

  test('explain: whatever stands in the header, it is explained', () => {
    for (const signature of [undefined, null, '', 0, {}, ['x'], Symbol('s')]) equal(codes({ signature }), ['signature-missing'])
    equal(codes({ signature: 'x'.repeat(1e6) })[0], 'signature-malformed')
    equal(codes({ signature: '\ud83d' })[0], 'signature-malformed')
  })

  test('explain: shows neither a token nor the expected signature', () => {
    const expected = sign({})
    const secrets = [TOKEN, expected, expected.slice(0, -1), encodeURIComponent(expected), btoa(TOKEN), hexOf(atob(expected))]
    const urls = [URL_, `${URL_}?t=${TOKEN}`, `https://AC1:${TOKEN}@hooks.example.test/`, `http://x/${TOKEN.toUpperCase()}`]
    for (const url of urls) {
      for (const signature of ['', 'x', expected.toLowerCase(), expected.slice(0, 20), sign({ url }), sign({ url: `${url}/` })]) {
        const shown = JSON.stringify(explain({ url, signature, params: {} })).toLowerCase()
        for (const secret of secrets) equal(shown.includes(secret.toLowerCase()), false)
      }
    }
  })
}

function hexOf(text) {
  return Array.from(text, (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}
