/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  for (const { name, text, want } of vectors.phone.cases) {
    test(`phone: ${name}`, () => equal(lib.isE164(text), want))
  }

  test('phone: a text that is far too long is no number', () => {
    equal(lib.isE164('+1' + '5'.repeat(1e6)), false)
  })

  test('phone: a lone surrogate is no digit', () => {
    equal(lib.isE164('+1500555\ud835'), false)
  })

  for (const value of [
    undefined,
    null,
    15005550006,
    ['+15005550006'],
    {},
    Symbol('x'),
    () => '+1',
    1n,
    true,
  ]) {
    test(`phone: ${typeof value} is a TypeError`, () => {
      throws(
        () => lib.isE164(value),
        (error) => {
          equal(error instanceof TypeError, true)
          equal(error.message.startsWith('isE164: value must be a string, got '), true)
        },
      )
    })
  }
}
