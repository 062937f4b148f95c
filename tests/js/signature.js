// Twilio's signatures at the boundary: the vectors, and what JavaScript alone can hand over.

const TOKEN = 'test-token-not-a-secret'
const URL_ = 'https://hooks.example.test/sms'
const PAIRS = [
  ['Body', 'hi'],
  ['From', '+14155550100'],
]
const PARAMS = Object.fromEntries(PAIRS)
const FORM = 'From=%2B14155550100&Body=hi'
const JSON_ = '{"a":1}'
const HASHED = `${URL_}?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862`
/** Neither half of a surrogate pair is text. */
const LONE = ['\ud83d', '\ude00', 'a\ud83d', '\ude00\ud83d', '\ud83d\ud83d\ude00']

/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { signTwilio, verifyTwilio } = lib
  const sign = (rest) => signTwilio({ authToken: TOKEN, url: URL_, ...rest })
  const verify = (rest) => verifyTwilio({ authToken: TOKEN, url: URL_, ...rest })
  const signature = 'I4uKP8wVrxIzG0MZkM+WLNNrfNE='
  const refuses = (body, code, message) =>
    throws(body, (error) => {
      equal(error.name, 'SeptetError')
      equal(error.code, code)
      if (message !== undefined) equal(error.message, message)
      for (const secret of [TOKEN, signature, 'private']) equal(error.message.includes(secret), false)
    })
  const mistakes = (body, message) =>
    throws(body, (error) => {
      equal(error instanceof TypeError, true)
      equal(error.message, message)
    })

  for (const vector of vectors['twilio-signature'].cases) {
    const { name, tokens, url, params, body, valid, error } = vector
    const payloads = body === undefined ? shapesOf(params ?? []) : [{ body }, { body: bytesOf(body) }]
    const authToken = tokens.length === 1 ? tokens[0] : tokens
    test(`signature: verifies ${name}`, () => {
      for (const payload of payloads) {
        const answer = () => verifyTwilio({ authToken, signature: vector.signature, url, ...payload })
        if (error === undefined) equal(answer(), valid)
        else refuses(answer, error)
      }
    })
    if (!vector.signed || tokens.length > 1) continue
    test(`signature: signs ${name}`, () => {
      for (const payload of payloads) {
        equal(signTwilio({ authToken, url: vector.signed, ...payload }), vector.signature)
      }
    })
  }

  const macs = (vectors['hmac-sha1']?.tests ?? []).flatMap(({ id, key, msg, tag, tagBits, result }) => {
    const [authToken, url] = [textFrom(key), textFrom(msg)]
    const signature = btoa(String.fromCharCode(...bytesFrom(tag)))
    // Keys and messages that are no text are none of Twilio's, nor is a tag that is cut.
    return authToken && url !== undefined ? [{ id, authToken, url, signature, valid: result === 'valid' && tagBits === 160 }] : []
  })
  for (const { id, authToken, url, signature, valid } of macs) {
    test(`signature: HMAC-SHA1 of ${id}`, () => {
      equal(verifyTwilio({ authToken, url, signature }), valid)
      equal(signTwilio({ authToken, url }) === signature, valid)
    })
  }

  for (const { input, input_hex: hex, output } of vectors['urlencoded-vectors']?.parse ?? []) {
    test(`signature: reads the form ${JSON.stringify(input ?? hex)}`, () => {
      equal(sign({ body: input ?? bytesFrom(hex) }), sign({ params: output }))
    })
  }

  test('signature: every shape of params is signed alike', () => {
    equal(sign({ params: PARAMS }), signature)
    equal(verify({ signature, params: PARAMS }), true)
    for (const shape of shapesOf(PAIRS)) equal(sign(shape), signature)
    equal(sign({ params: (function* () { yield* PAIRS })() }), signature)
    equal(sign({ params: null }), sign({}))
    equal(sign({ params: undefined, body: null }), sign({ params: {} }))
    equal(sign({ params: { a: ['2', '1', '2'] } }), sign({ body: 'a=1&a=2' }))
    equal(sign({ params: { a: [] } }), sign({}))
  })

  test('signature: own properties alone are parameters', () => {
    equal(sign({ params: Object.create({ evil: '1' }, {}) }), sign({}))
    const own = JSON.parse('{"__proto__":"1","constructor":"2"}')
    equal(sign({ params: own }), sign({ body: '__proto__=1&constructor=2' }))
    equal({}.evil, undefined)
  })

  test('signature: a value that is no text is never valid', () => {
    const values = [1, 0, true, null, undefined, {}, { toString: 1 }, [['hi']], [1], [undefined], Symbol('s'), 1n]
    for (const value of values) {
      const params = { ...PARAMS, Body: value }
      equal(verify({ signature, params }), false)
      mistakes(() => sign({ params }), 'signTwilio: params must hold strings and arrays of strings only')
    }
    for (const params of [1, true, 'Body=hi', Symbol('s'), () => PAIRS, [1], ['ab'], [['a']], [['a', 'b', 'c']], [[1, 'b']]]) {
      equal(verify({ signature, params }), false)
      mistakes(() => sign({ params }), 'signTwilio: params must hold strings and arrays of strings only')
    }
  })

  test('signature: whatever stands in the header, it does not throw', () => {
    const strange = [undefined, null, '', 0, 1, true, {}, [], [signature], () => signature, Symbol('s'), 1n, new Date(0)]
    for (const other of [...strange, ...LONE, ` ${signature}`, `${signature} `, 'x'.repeat(1e6)]) {
      equal(verify({ signature: other, params: PARAMS }), false)
    }
    equal(verifyTwilio({ authToken: TOKEN, url: URL_, params: PARAMS }), false)
  })

  test('signature: the body is bytes, or text as it was sent', () => {
    equal(sign({ body: FORM }), signature)
    for (const body of [FORM, bytesOf(FORM)]) equal(verify({ signature, body }), true)
    const shifted = bytesOf(`xx${FORM}`).subarray(2)
    equal(verify({ signature, body: shifted }), true)
    for (const body of ['', new Uint8Array(0)]) equal(sign({ body }), sign({}))
    const hashed = sign({ url: HASHED, body: JSON_ })
    equal(verify({ signature: hashed, url: HASHED, body: bytesOf(JSON_) }), true)
    equal(verify({ signature: hashed, url: HASHED, body: `${JSON_} ` }), false)
    equal(verify({ signature: hashed, url: HASHED, body: `\ufeff${JSON_}` }), false)
    const binary = new Uint8Array([0xff, 0xfe])
    equal(verify({ signature: sign({ body: binary }), body: binary }), true)
  })

  test('signature: a hash of another body is not signed', () => {
    const message = "the url does not hold the body's hash exactly once"
    refuses(() => sign({ url: HASHED, body: 'private' }), 'ERR_SIGNATURE_BODY', message)
    const twice = `${HASHED}&${HASHED.slice(HASHED.indexOf('bodySHA256'))}`
    refuses(() => sign({ url: twice, body: JSON_ }), 'ERR_SIGNATURE_BODY', message)
  })

  test('signature: a lone surrogate is not signed and never valid', () => {
    for (const text of LONE) {
      for (const rest of [
        { url: `${URL_}?${text}` },
        { params: { Body: text } },
        { params: { [text]: 'hi' } },
        { params: [['a', text]] },
        { body: `Body=${text}` },
        { authToken: text },
      ]) {
        refuses(() => sign(rest), 'ERR_SIGNATURE_TEXT', 'what is signed holds a lone surrogate')
        equal(verify({ signature, ...rest }), false)
      }
    }
    const halves = { '\ud83d': '\ude00' }
    const replaced = { '\ufffd': '\ufffd' }
    equal(verify({ signature: sign({ params: replaced }), params: halves }), false)
    equal(verify({ signature: sign({ body: '%F0%9F%98%80=' }), params: halves }), false)
    equal(verify({ signature: sign({ params: replaced }), params: replaced }), true)
  })

  test('signature: a token that cannot be one is a mistake of the configuration', () => {
    const code = 'ERR_SIGNATURE_CONFIG'
    refuses(() => sign({ authToken: '' }), code, 'an auth token is empty')
    refuses(() => sign({ authToken: 't'.repeat(1025) }), code)
    for (const [authToken, message] of [
      ['', 'an auth token is empty'],
      [[], 'there is no auth token'],
      [[''], 'an auth token is empty'],
      [[TOKEN, ''], 'an auth token is empty'],
      [Array(6).fill(TOKEN), 'verifyTwilio: authToken has more than 5 entries'],
      ['t'.repeat(1025), 'verifyTwilio: authToken is longer than 1024 bytes'],
    ]) {
      refuses(() => verify({ authToken, signature, params: PARAMS }), code, message)
      refuses(() => verify({ authToken, signature: null }), code, message)
      refuses(() => verify({ authToken, signature, params: { a: 1 } }), code, message)
    }
    equal(verify({ authToken: ['a', 'b', 'c', 'd', TOKEN], signature, params: PARAMS }), true)
    equal(verify({ authToken: ['a', 'b', 'c', 'd'], signature, params: PARAMS }), false)
  })

  test('signature: params and body together are a mistake of the configuration', () => {
    const both = { params: PARAMS, body: FORM }
    const code = 'ERR_SIGNATURE_CONFIG'
    refuses(() => sign(both), code, 'signTwilio: give either params or body, not both')
    refuses(() => verify({ ...both, signature }), code, 'verifyTwilio: give either params or body, not both')
  })

  test('signature: an argument of the wrong type is named', () => {
    for (const [value, kind] of [[undefined, 'undefined'], [null, 'null'], [1, 'number'], [[], 'an array'], [() => 1, 'function'], ['x', 'string']]) {
      mistakes(() => signTwilio(value), `signTwilio: request must be an object, got ${kind}`)
      mistakes(() => verifyTwilio(value), `verifyTwilio: request must be an object, got ${kind}`)
      if (kind === 'string') continue
      mistakes(() => sign({ url: value }), `signTwilio: url must be a string, got ${kind}`)
      mistakes(() => sign({ authToken: value }), `signTwilio: authToken must be a string, got ${kind}`)
      mistakes(() => verify({ url: value }), `verifyTwilio: url must be a string, got ${kind}`)
      if (kind === 'an array') continue
      mistakes(() => verify({ authToken: value }), `verifyTwilio: authToken must be a string or an array of strings, got ${kind}`)
      mistakes(() => verify({ authToken: [value] }), `verifyTwilio: authToken[0] must be a string, got ${kind}`)
    }
    for (const [body, kind] of [[1, 'number'], [{}, 'object'], [new ArrayBuffer(1), 'object'], [new Uint16Array(1), 'object'], [[1], 'an array']]) {
      mistakes(() => sign({ body }), `signTwilio: body must be a string or a Uint8Array, got ${kind}`)
      mistakes(() => verify({ body }), `verifyTwilio: body must be a string or a Uint8Array, got ${kind}`)
    }
  })

  test('signature: what is longer than the caps is not signed and never valid', () => {
    const long = 'a'.repeat(1 << 20)
    for (const rest of [
      { url: `${URL_}?${long}` },
      { url: `${URL_}?${'é'.repeat(40000)}` },
      { body: `a${long}` },
      { body: 'é'.repeat((1 << 19) + 1) },
      { body: new Uint8Array((1 << 20) + 1) },
      { body: 'a&'.repeat(1001) },
      { params: { a: long } },
      { params: { a: 'é'.repeat(1 << 19) } },
      { params: { a: Array(1001).fill('b') } },
    ]) {
      refuses(() => sign(rest), 'ERR_SIGNATURE_TOO_LONG')
      equal(verify({ signature, ...rest }), false)
    }
    for (const rest of [{ body: long }, { params: { '': long } }, { params: { a: Array(1000).fill('b') } }]) {
      equal(verify({ signature: sign(rest), ...rest }), true)
    }
  })
}

/** Every way to hand over the same pairs. */
function shapesOf(pairs) {
  const lists = Object.create(null)
  for (const [name, value] of pairs) (lists[name] ??= []).push(value)
  const shapes = [lists, pairs, new Set(pairs), new URLSearchParams(pairs)]
  if (new Set(pairs.map(([name]) => name)).size === pairs.length) shapes.push(new Map(pairs))
  return shapes.map((params) => ({ params }))
}

function bytesOf(text) {
  return new TextEncoder().encode(text)
}

function bytesFrom(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

/** The text of bytes in hexadecimal, or `undefined` for what is no UTF-8. */
function textFrom(hex) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesFrom(hex))
  } catch {
    return undefined
  }
}
