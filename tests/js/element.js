/** What `septet/element` is where there are elements, and where there are none. */
export default function suite(test, equal, lib) {
  const hasElements = typeof customElements !== 'undefined'
  const composer = hasElements ? document.createElement('septet-composer') : null

  test('element: can be imported everywhere, and is registered where elements are', () => {
    equal(typeof lib.SeptetComposer, 'function')
    equal(lib.SeptetComposer.formAssociated, true)
    equal(composer instanceof lib.SeptetComposer, hasElements)
  })

  test('element: measures what it is given', () => {
    if (composer) composer.value = 'x'.repeat(161)
    equal(composer?.segments.count ?? null, hasElements ? 2 : null)
  })
}
