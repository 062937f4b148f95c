// Telnyx's signatures at the boundary: the vectors, and what JavaScript alone can hand over.

/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { verifyTelnyx } = lib
  const { cases } = vectors['telnyx-signature']
  const [{ keys, signature, timestamp, body, now }] = cases
  const [publicKey] = keys
  const received = { publicKey, signature, timestamp, body: bytesOf(body), now }
  const verify = (rest) => verifyTelnyx({ ...received, ...rest })
  const refuses = (rest, message) =>
    throws(() => verify(rest), (error) => {
      equal(error.name, 'SeptetError')
      equal(error.code, 'ERR_SIGNATURE_CONFIG')
      equal(error.message, message)
    })

  for (const { name, keys, body, tolerance, valid, error, ...rest } of cases) {
    test(`signature: Telnyx, ${name}`, () => {
      const publicKey = keys.length === 1 ? keys[0] : keys
      const answer = () => verifyTelnyx({ ...rest, publicKey, body: bytesOf(body), toleranceSeconds: tolerance })
      if (error === undefined) equal(answer(), valid)
      else throws(answer, (thrown) => equal(thrown.code, error))
    })
  }

  test('signature: Telnyx, a body is bytes, or text as it was sent', () => {
    equal(verify({}), true)
    const text = new TextDecoder().decode(bytesOf(body))
    equal(verify({ body: text }), true)
    equal(verify({ body: `${text} ` }), false)
    equal(verify({ body: JSON.stringify(JSON.parse(text), null, 1) }), false)
    equal(verify({ body: bytesOf(`7878${body}`).subarray(2) }), true)
    equal(verify({ body: `${text}\ud800` }), false)
    equal(verify({ body: 'x'.repeat(2 ** 20 + 1) }), false)
  })

  test('signature: Telnyx, whatever stands in the headers, it does not throw', () => {
    for (const value of [undefined, null, '', 0, 1, true, {}, [], [signature], Symbol('s'), 1n, '\ud800', 'x'.repeat(1e6)]) {
      equal(verify({ signature: value }), false)
      equal(verify({ timestamp: value }), false)
    }
  })

  test('signature: Telnyx, 300 seconds count unless told otherwise', () => {
    equal(verify({ now: now + 300.9 }), true)
    equal(verify({ now: now + 301 }), false)
    equal(verify({ now: now - 300 }), true)
    equal(verify({ now: now - 301 }), false)
    equal(verify({ now: now + 301, toleranceSeconds: 301 }), true)
    equal(verify({ now: now + 1, toleranceSeconds: 0 }), false)
  })

  test('signature: Telnyx, a mistake of the receiver is told', () => {
    const time = 'the time and the tolerance are whole seconds, the time as in Date.now() / 1000'
    for (const other of [Date.now(), -1, NaN, Infinity, 1e21]) refuses({ now: other }, time)
    for (const toleranceSeconds of [-1, NaN, Infinity, 2 ** 32]) refuses({ toleranceSeconds }, time)
    refuses({ publicKey: [] }, 'there is no public key')
    refuses({ publicKey: Array(6).fill(publicKey) }, 'verifyTelnyx: publicKey has more than 5 entries')
    refuses({ publicKey: 'x' }, 'a public key is not 32 bytes in base64 that are a key')
    refuses({ publicKey: [publicKey, 'x'], signature: '' }, 'a public key is not 32 bytes in base64 that are a key')
    refuses({ publicKey: 'A'.repeat(43) + '=' }, 'a public key is of small order: anybody could sign')
    const types = [
      [{ publicKey: 1 }, 'verifyTelnyx: publicKey must be a string or an array of strings, got number'],
      [{ publicKey: [1] }, 'verifyTelnyx: publicKey[0] must be a string, got number'],
      [{ body: {} }, 'verifyTelnyx: body must be a string or a Uint8Array, got object'],
      [{ body: undefined }, 'verifyTelnyx: body must be a string or a Uint8Array, got undefined'],
      [{ now: '1' }, 'verifyTelnyx: now must be a number, got string'],
      [{ now: undefined }, 'verifyTelnyx: now must be a number, got undefined'],
      [{ toleranceSeconds: '1' }, 'verifyTelnyx: toleranceSeconds must be a number, got string'],
    ]
    for (const [rest, message] of types) {
      throws(() => verify(rest), (error) => {
        equal(error instanceof TypeError, true)
        equal(error.message, message)
      })
    }
    throws(() => verifyTelnyx(), (error) => equal(error.message, 'verifyTelnyx: request must be an object, got undefined'))
  })
}

function bytesOf(hex) {
  return new Uint8Array(Array.from({ length: hex.length / 2 }, (_, at) => parseInt(hex.slice(2 * at, 2 * at + 2), 16)))
}
