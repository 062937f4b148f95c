/** Registers every case with whatever test runner the runtime has. */
export default function suite(test, equal, lib, vectors, throws) {
  const { MessagingResponse, escapeXml } = lib
  const head = '<?xml version="1.0" encoding="UTF-8"?>'

  for (const { name, content, before = [], after = [], xml } of vectors.twiml.cases) {
    test(`twiml: ${name}`, () => {
      const response = new MessagingResponse()
      for (const text of before) response.commentBefore(text)
      for (const node of content) grow(response, node)
      for (const text of after) response.commentAfter(text)
      equal(response.toString(), xml)
    })
  }

  for (const { name, utf16, text, attribute, anywhere } of vectors['twiml-escape'].cases) {
    test(`twiml: escapes ${name}`, () => {
      const input = utf16.replace(/..../g, (unit) => String.fromCharCode(parseInt(unit, 16)))
      const response = new MessagingResponse()
      response.message({ to: input }, input)
      const end = text === '' ? '/>' : `>${text}</Message>`
      equal(response.toString(), `${head}<Response><Message to="${attribute}"${end}</Response>`)
      equal(escapeXml(input), anywhere)
    })
  }

  for (const name of vectors.twiml.names.legal) {
    test(`twiml: ${JSON.stringify(name)} is a name`, () => {
      const response = new MessagingResponse()
      response.addChild(name, { [name]: 'v' })
      equal(response.toString(), `${head}<Response><${name} ${name}="v"/></Response>`)
    })
  }

  for (const name of [...vectors.twiml.names.illegal, 'a\ud800', '\udc00']) {
    test(`twiml: ${JSON.stringify(name)} is no name`, () => {
      const response = new MessagingResponse()
      const refused = (error) => equal([error.name, error.code], ['SeptetError', 'ERR_TWIML_NAME'])
      throws(() => response.addChild(name), refused)
      throws(() => response.message({ [name]: 'v' }, 'x'), refused)
      equal(response.toString(), `${head}<Response/>`)
    })
  }

  const documents = {
    'a text alone': [(r) => r.message('Hi'), '<Message>Hi</Message>'],
    'attributes alone': [(r) => r.message({ to: '+1' }), '<Message to="+1"/>'],
    'attributes and a text': [
      (r) => r.message({ to: '+1' }, 'Hi'),
      '<Message to="+1">Hi</Message>',
    ],
    'no text after attributes': [(r) => r.message({ to: '+1' }, undefined), '<Message to="+1"/>'],
    'null is no text': [(r) => r.message(null), '<Message/>'],
    'null after attributes is no text': [
      (r) => r.message({ to: '+1' }, null),
      '<Message to="+1"/>',
    ],
    'nothing at all': [(r) => r.message(), '<Message/>'],
    'undefined attributes': [(r) => r.message(undefined, 'Hi'), '<Message>Hi</Message>'],
    'a number': [(r) => r.message(5), '<Message>5</Message>'],
    'zero and false as second': [
      (r) => (r.message({}, 0), r.message({}, false)),
      '<Message>0</Message><Message>false</Message>',
    ],
    'a bigint': [(r) => r.message(5n), '<Message>5</Message>'],
    'a String object': [(r) => r.message(new String('Hi')), '<Message>Hi</Message>'],
    'attributes of undefined and null are left out': [
      (r) => r.message({ to: undefined, from: null, method: '' }, 'x'),
      '<Message method="">x</Message>',
    ],
    'a list is joined by spaces': [
      (r) => r.addChild('x', { events: ['a', 'b', 1] }),
      '<x events="a b 1"/>',
    ],
    'an empty list is an empty value': [(r) => r.addChild('x', { events: [] }), '<x events=""/>'],
    'values that are not text': [
      (r) =>
        r.addChild('x', {
          a: 0,
          b: false,
          c: 1n,
          d: NaN,
          e: new URL('https://example.com/?a=1&b=2'),
        }),
      '<x a="0" b="false" c="1" d="NaN" e="https://example.com/?a=1&amp;b=2"/>',
    ],
    'inherited attributes are no attributes': [
      (r) => r.message(Object.create({ to: '+1' }), 'x'),
      '<Message>x</Message>',
    ],
    'body and media of a message': [
      (r) => {
        const m = r.message({})
        m.body('b')
        m.media({ x: '1' }, 'u')
      },
      '<Message><Body>b</Body><Media x="1">u</Media></Message>',
    ],
    'a redirect': [
      (r) => (r.redirect({ method: 'GET' }, 'u'), r.redirect('v')),
      '<Redirect method="GET">u</Redirect><Redirect>v</Redirect>',
    ],
    'a text of an element of any name': [(r) => (r.addChild('x', 'y'), r.addChild('x', 5)), '<x>y</x><x>5</x>'],
    'text between elements': [
      (r) => {
        r.addText('a')
        r.addChild('b').addText('c')
        r.addText('')
        r.addText(1)
      },
      'a<b>c</b>1',
    ],
    'elements added later to earlier ones': [
      (r) => {
        const a = r.message('a')
        r.message('b')
        a.addChild('late')
      },
      '<Message>a<late/></Message><Message>b</Message>',
    ],
    'elements added later to elements that were added later, again and again': [
      (r) => {
        const a = r.message({ x: '1' })
        const b = a.body('b')
        r.comment('end') // All of them have ended.
        const c = b.addChild('c')
        a.media('m')
        c.addText('d')
        b.addText('e')
        c.addChild('f', { g: 'h' })
        r.message('i')
        a.addText('j')
        c.addText('k')
      },
      '<Message x="1"><Body>b<c>d<f g="h"/>k</c>e</Body><Media>m</Media>j</Message><!-- end --><Message>i</Message>',
    ],
    'comments around elements that were added later': [
      (r) => {
        const a = r.message('a')
        r.message('b').addChild('c')
        r.commentAfter('z').commentBefore('y')
        a.addChild('d').addChild('e')
        r.commentAfter('x')
      },
      '<Message>a<d><e/></d></Message><Message>b<c/></Message>',
      ['<!-- y -->', '<!-- x --><!-- z -->'],
    ],
    'lone surrogates': [
      (r) => r.message({ to: '\ud800' }, 'x\udc00y\ud83d'),
      '<Message to="\ufffd">x\ufffdy\ufffd</Message>',
    ],
    'lone surrogates do not move what follows': [
      (r) => (r.message('\ud800'.repeat(50)), r.message('é')),
      `<Message>${'\ufffd'.repeat(50)}</Message><Message>é</Message>`,
    ],
    'a comment returns the answer': [(r) => r.comment('a').comment('b'), '<!-- a --><!-- b -->'],
  }
  for (const [name, [build, xml, [before, after] = ['', '']]] of Object.entries(documents)) {
    test(`twiml: ${name}`, () => {
      const response = new MessagingResponse()
      build(response)
      equal(response.toString(), `${head}${before}<Response>${xml}</Response>${after}`)
    })
  }

  test('twiml: elements inside one another, each added when the one around has ended', () => {
    const response = new MessagingResponse()
    const elements = []
    for (let depth = 0; depth < 3000; depth++) elements.push((elements.at(-1) ?? response).addChild('a'))
    response.comment('end')
    for (const element of elements.reverse()) element.addText('b')
    const xml = '<a>'.repeat(3000) + 'b</a>'.repeat(3000)
    equal(response.toString(), `${head}<Response>${xml}<!-- end --></Response>`)
    // The innermost first, then those around: each time another stream in a stream.
    let inner = response
    for (let depth = 0; depth < 2000; depth++) {
      const next = inner.addChild('c')
      inner.addChild('d')
      inner = next
    }
    equal(response.toString().length, head.length + '<Response><!-- end --></Response>'.length + xml.length + 2000 * '<c></c><d/>'.length - '</c>'.length + 1)
  })

  test('twiml: every node prints the whole document', () => {
    const response = new MessagingResponse()
    const message = response.message('Hi')
    const text = response.toString()
    equal([message.toString(), `${message.addChild('x')}`], [text, text.replace('Hi', 'Hi<x/>')])
  })

  const wrong = {
    'an object as text': [
      (r) => r.message({}, { '#raw': '<Hangup/>' }),
      'message: text must be a string, got object',
    ],
    'an array as text': [
      (r) => r.message({}, ['x']),
      'message: text must be a string, got an array',
    ],
    'an array alone': [
      (r) => r.message(['x']),
      'message: attributes must be an object, got an array',
    ],
    'a function': [
      (r) => r.message(() => 'x'),
      'message: attributes must be an object, got function',
    ],
    'a function as text': [
      (r) => r.redirect({}, () => 'x'),
      'redirect: text must be a string, got function',
    ],
    'a symbol': [(r) => r.message({}, Symbol('x')), 'message: text must be a string, got symbol'],
    'a number as attributes': [
      (r) => r.message(5, 'x'),
      'message: attributes must be an object, got number',
    ],
    'an object as an attribute': [
      (r) => r.message({ to: { toString: null } }, 'x'),
      'message: attribute to must be a string, got object',
    ],
    'a function as an attribute': [
      (r) => r.message({ to: () => '+1' }, 'x'),
      'message: attribute to must be a string, got function',
    ],
    'a symbol as an attribute': [
      (r) => r.message({ to: Symbol('x') }, 'x'),
      'message: attribute to must be a string, got symbol',
    ],
    'a list in a list': [
      (r) => r.addChild('x', { a: [['b']] }),
      'addChild: attribute a must be a string, got an array',
    ],
    'no content for addText': [
      (r) => r.addText(),
      'addText: content must be a string, got undefined',
    ],
    'null for addText': [(r) => r.addText(null), 'addText: content must be a string, got null'],
    'an object for addText': [
      (r) => r.addText({}),
      'addText: content must be a string, got object',
    ],
    'no name for addChild': [(r) => r.addChild(), 'addChild: name must be a string, got undefined'],
    'a list as attributes of addChild': [
      (r) => r.addChild('x', ['y']),
      'addChild: attributes must be an object, got an array',
    ],
    'a text for pretty': [(r) => r.toString({ pretty: 'yes' }), 'toString: pretty must be a boolean, got string'],
    'a text as options': [(r) => r.toString('pretty'), 'toString: options must be an object, got string'],
    'no text for a comment': [(r) => r.comment(), 'comment: text must be a string, got undefined'],
    'an object for a comment': [
      (r) => r.commentBefore({}),
      'commentBefore: text must be a string, got object',
    ],
    'null for a comment': [
      (r) => r.commentAfter(null),
      'commentAfter: text must be a string, got null',
    ],
    'no text to escape': [() => escapeXml(), 'escapeXml: text must be a string, got undefined'],
    'a number to escape': [() => escapeXml(5), 'escapeXml: text must be a string, got number'],
  }
  for (const [name, [build, message]] of Object.entries(wrong)) {
    test(`twiml: ${name} is a TypeError`, () => {
      const response = new MessagingResponse()
      throws(
        () => build(response),
        (error) => equal([error instanceof TypeError, error.message], [true, message]),
      )
      equal(response.toString(), `${head}<Response/>`)
    })
  }

  const tooLong = (error) => equal(error.code, 'ERR_TWIML_TOO_LONG')
  test('twiml: a document has at most 64 KiB', () => {
    const longest = 65_536 - `${head}<Response><Message></Message></Response>`.length
    const of = (text) => {
      const response = new MessagingResponse()
      response.message(text)
      return response
    }
    equal(of('x'.repeat(longest)).toString().length, 65_536)
    throws(() => of('x'.repeat(longest + 1)).toString(), tooLong)
    throws(() => of('é'.repeat(longest / 2 + 1)).toString(), tooLong)
    throws(() => of('&'.repeat(20_000)).toString(), tooLong)
    throws(() => of('x'.repeat(3e7)).toString(), tooLong)
    throws(() => escapeXml('x'.repeat(65_537)), tooLong)
    equal(escapeXml('x'.repeat(65_536)).length, 65_536)
  })

  test('twiml: the smallest parts fill a document too', () => {
    const response = new MessagingResponse()
    for (let count = 0; count < 65_000; count++) response.addText('x')
    equal(response.toString().length, head.length + 65_000 + '<Response></Response>'.length)
  })

  test('twiml: depth is no limit, length is', () => {
    const response = new MessagingResponse()
    let inner = response
    for (let depth = 0; depth < 9_000; depth++) inner = inner.addChild('a')
    equal(response.toString().endsWith('</a></a></Response>'), true)
    for (let depth = 0; depth < 1e5; depth++) inner = inner.addChild('a')
    throws(() => response.toString(), tooLong)
  })

  test('twiml: a refused document can be read after it has become legal', () => {
    const response = new MessagingResponse()
    throws(
      () => response.addChild('1'),
      (error) => equal(error.code, 'ERR_TWIML_NAME'),
    )
    response.message('Hi')
    equal(response.toString(), `${head}<Response><Message>Hi</Message></Response>`)
  })
}

/** Adds a node of a vector to an element, by a method of its own where there is one. */
function grow(parent, node) {
  if (typeof node === 'string') return parent.addText(node)
  if ('comment' in node) return parent.comment(node.comment)
  const { element, content } = node
  const attributes = Object.fromEntries(node.attributes)
  const verb = element.toLowerCase()
  const child =
    typeof parent[verb] === 'function'
      ? parent[verb](attributes)
      : parent.addChild(element, attributes)
  for (const inner of content) grow(child, inner)
}
