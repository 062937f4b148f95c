import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { shown } from '../../www/bytes.js'
import { readRequest, Unreadable } from '../../www/request.js'

const URL_ = 'https://hooks.example.test/sms?shop=7&x=a%20b'
const SIGNATURE = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='
const FORM = 'Body=It%27s+%2412%21&From=%2B14155550100'

/** What was read, the body as text, and the notes left out. */
function read(text) {
  const { notes, body, ...rest } = readRequest(text)
  return { ...rest, headers: rest.headers.map((pair) => pair.join(': ')), body: body && shown(body) }
}

const body = (text) => read(text).body
const notes = (text) => readRequest(text).notes

/** Expects a refusal with just this sentence. */
function refuses(text, message) {
  assert.throws(() => readRequest(text), (error) => error instanceof Unreadable && assert.equal(error.message, message) === undefined)
}

const POSTED = {
  method: 'POST',
  url: URL_,
  headers: ['content-type: application/x-www-form-urlencoded', `x-twilio-signature: ${SIGNATURE}`],
  body: FORM,
  params: null,
}

describe('curl', () => {
  for (const [name, command] of Object.entries({
    'as Chromium and Firefox copy it for bash': `curl '${URL_}' \\
  -H 'content-type: application/x-www-form-urlencoded' \\
  -H 'x-twilio-signature: ${SIGNATURE}' \\
  --data-raw '${FORM}' --compressed --insecure`,
    'as Firefox writes the method': `curl --request POST --url '${URL_}' --header 'content-type: application/x-www-form-urlencoded' \\
  --header 'x-twilio-signature: ${SIGNATURE}' --data '${FORM}'`,
    'as Chromium copies it for cmd': `curl ^"${URL_.replace('&', '^&').replace('%20', '^%^20')}^" ^
  -H ^"content-type: application/x-www-form-urlencoded^" ^
  -H ^"x-twilio-signature: ${SIGNATURE}^" ^
  --data-raw ^"${FORM.replace('&', '^&').replaceAll('%', '^%^')}^"`,
    'with plain quotes for cmd': `curl.exe "${URL_}" -H "content-type: application/x-www-form-urlencoded" ^
  -H "x-twilio-signature: ${SIGNATURE}" -d "${FORM}"`,
    'in double quotes, on one line, with a prompt':
      `$ curl -sS -k -XPOST "${URL_}" -H"content-type: application/x-www-form-urlencoded" "--header=x-twilio-signature: ${SIGNATURE}" -d"${FORM}"`,
    'with options behind each other and data in pieces':
      `curl -vXPOST --url=${URL_.replace('&', '\\&').replace('?', '\\?')} -H content-type:\\ application/x-www-form-urlencoded ` +
      `-H $'x-twilio-signature:\\x20${SIGNATURE}' -d 'Body=It%27s+%2412%21' -d From=%2B14155550100`,
    'with a header\'s spaces around the value': `curl -X POST '${URL_}' -H 'content-type:application/x-www-form-urlencoded ' ` +
      `-H 'x-twilio-signature:   ${SIGNATURE}' --data-binary '${FORM}' -o /dev/null -w '%{http_code}'`,
  })) {
    test(`is read ${name}`, () => assert.deepEqual(read(command), POSTED))
  }

  test('quotes the quote as shells do', () => {
    assert.equal(body(`curl x -d 'It'\\''s' -d "a \\"b\\" \\\\ \\$1 \\x" -d a\\ b`), `It's&a "b" \\ $1 \\x&a b`)
  })
  test('escapes of $\'..\' are characters or bytes', () => {
    assert.equal(body(`curl x -d $'\\u0021 \\'\\t\\xc3\\xa9\\303\\251 \\u00e9 \\U0001F41F\\n\\q'`), '! \'\téé é 🐟\n\\q')
    assert.deepEqual([...readRequest(`curl x --data-binary $'\\xff\\x00'`).body], [255, 0])
  })
  test('characters beyond ASCII stay what they are', () => assert.equal(body(`curl x -d 'Grüße 🐟'`), 'Grüße 🐟'))
  test('a line is continued inside words and quotes', () => {
    assert.equal(body('curl x -d a\\\nb -d "c\\\nd" -d \'e\\\nf\''), 'ab&cd&e\\\nf')
    assert.equal(body('curl x \\\r\n -d a\\\r\nb'), 'ab')
  })
  test('quotes of JSON for cmd', () => {
    const json = '{"a": "b \\" c", "d": "e&f"}'
    assert.equal(body(`curl ^"https://h.test/^" ^\n --data-raw ^"{^\\^"a^\\^": ^\\^"b ^\\^\\^\\^" c^\\^", ^\\^"d^\\^": ^\\^"e^&f^\\^"}^"`), json)
    assert.equal(body(`curl.exe https://h.test/ -d "{\\"a\\": 1}"`), '{"a": 1}')
    assert.equal(body(`curl.exe https://h.test/ -d "C:\\dir\\\\"`), 'C:\\dir\\')
    assert.equal(body('curl ^"https://h.test/^" ^\n --data-raw ^"a^\n\nb^"'), 'a\nb')
  })
  test('encodes what is to be encoded', () => {
    assert.equal(body(`curl x --data-urlencode 'Body=a b&c=é+' --data-urlencode =x=y --data-urlencode 'only this'`),
      'Body=a%20b%26c%3D%C3%A9%2B&x%3Dy&only%20this')
  })
  test('moves data into the query on request', () => {
    assert.deepEqual(read(`curl -G 'https://h.test/?a=1#f' -d b=2 --data-urlencode 'c= '`),
      { method: 'GET', url: 'https://h.test/?a=1&b=2&c=%20#f', headers: [], body: null, params: null })
  })
  test('knows the method', () => {
    assert.deepEqual(['curl x', 'curl -I x', 'curl -d a x', 'curl -X PUT x', 'curl --json {} x'].map((text) => read(text).method),
      ['GET', 'HEAD', 'POST', 'PUT', 'POST'])
  })
  test('adds what curl adds', () => {
    assert.deepEqual(read('curl h.test/p -u user:pass -A agent -b a=b --json {}'), {
      method: 'POST', url: 'http://h.test/p',
      headers: ['User-Agent: agent', 'Cookie: a=b', 'Content-Type: application/json', 'Authorization: Basic dXNlcjpwYXNz'],
      body: '{}', params: null,
    })
    assert.deepEqual(read('curl x -d a').headers, ['Content-Type: application/x-www-form-urlencoded'])
  })
  test('takes headers out, and sends empty ones', () => {
    assert.deepEqual(read(`curl x -H 'Accept:' -H 'X-Empty;' -H 'A: b'`).headers, ['X-Empty: ', 'A: b'])
  })

  for (const [command, message] of Object.entries({
    'curl': 'The command has no URL.',
    'curl a b': 'The command has more than one URL: a and b.',
    "curl 'https://h.test": "A ' is opened and not closed: the command was cut off, or a quote in it is not escaped.",
    'curl x -d "a': 'A " is opened and not closed: the command was cut off, or a quote in it is not escaped.',
    "curl x -d $'a": "A $' is opened and not closed: the command was cut off, or a quote in it is not escaped.",
    'curl.exe x -d "a': 'A " is opened and not closed: the command was cut off, or a quote in it is not escaped.',
    'curl x \\': 'The command ends with \\: it was cut off.',
    'curl x -d': '--data has no value: the command was cut off.',
    'curl x -q': '-q is an option that is not known here.',
    'curl x --nonsense': '--nonsense is an option that is not known here.',
    'curl x -d @file': '--data @file: a file cannot be read from here. Put its text after --data-raw.',
    'curl x --data-urlencode a@file': '--data-urlencode a@file: a file cannot be read from here.',
    'curl x -F a=b': '--form: multipart forms are nothing that Twilio sends.',
    'curl x -H nonsense': "--header nonsense: write it as 'Name: value'.",
    'curl https://h.test/?a=1&b=2': 'The command ends at &: put what holds it in quotes, or paste the curl command alone.',
    'curl x | jq .': 'The command ends at |: put what holds it in quotes, or paste the curl command alone.',
    'curl x\n -d a': 'The command ends at a line break: end each line but the last with \\.',
    'curl.exe x\n -d a': 'The command ends at a line break: end each line but the last with ^.',
    'curl x -d "$BODY"': "$BODY stands for something that only the shell knows: put its value there, or ' around the text.",
    'curl x -H "A: `b`"': "` stands for something that only the shell knows: put its value there, or ' around the text.",
    "curl x -d $'\\ud83d'": '\\ud83d is half of a character: it cannot have been sent.',
  })) {
    test(`${JSON.stringify(command)} is refused`, () => refuses(command, message))
  }
  test('an option of curl\'s that holds @ is no file', () => assert.equal(body('curl x --data-raw @a'), '@a'))
})

describe('raw HTTP', () => {
  const HEAD = ['POST /sms?shop=7&x=a%20b HTTP/1.1', 'Host: hooks.example.test', 'X-Forwarded-Proto: https',
    'content-type: application/x-www-form-urlencoded', `x-twilio-signature: ${SIGNATURE}`]
  const raw = (lines, payload = '', end = '\n') => [...lines, '', payload].join(end)

  for (const end of ['\n', '\r\n']) {
    test(`is read with ${JSON.stringify(end)}`, () => {
      assert.deepEqual(read(raw(HEAD, FORM, end)), { ...POSTED, headers: HEAD.slice(1) })
    })
  }
  test('is read as ngrok\'s inspector shows it', () => {
    const text = raw(['POST /sms HTTP/1.1', 'Host: 4f2a.ngrok-free.app', 'User-Agent: TwilioProxy/1.1',
      `Content-Length: ${FORM.length}`, 'Accept: */*', 'Content-Type: application/x-www-form-urlencoded; charset=UTF-8',
      'I-Twilio-Idempotency-Token: 6a30', 'X-Forwarded-For: 3.80.0.1', 'X-Forwarded-Host: 4f2a.ngrok-free.app',
      'X-Forwarded-Proto: https', `X-Twilio-Signature: ${SIGNATURE}`, 'Accept-Encoding: gzip'], `${FORM}\n`)
    const request = readRequest(text)
    assert.deepEqual([request.url, shown(request.body), request.notes], ['https://4f2a.ngrok-free.app/sms', FORM, []])
  })
  test('the first of several proxies tells host and scheme', () => {
    const text = raw(['GET /a HTTP/1.1', 'Host: 10.0.0.7:3000', 'X-Forwarded-Host: pub.test, in.test', 'X-Forwarded-Proto: https,http'])
    assert.deepEqual([read(text).url, read(text).body], ['https://pub.test/a', null])
  })
  test('a port that a proxy names is shown, unless it is that of a scheme', () => {
    const url = (port) => read(raw(['GET /a HTTP/1.1', 'Host: in', 'X-Forwarded-Host: pub.test', 'X-Forwarded-Proto: https', `X-Forwarded-Port: ${port}`])).url
    assert.deepEqual([url('8443'), url('443')], ['https://pub.test:8443/a', 'https://pub.test/a'])
  })
  test('says that https is supposed', () => {
    assert.deepEqual(notes(raw(['GET /a HTTP/1.1', 'Host: h.test'])), ['No X-Forwarded-Proto header tells the scheme: https is supposed.'])
  })
  test('a whole URL in the first line is the URL', () => assert.equal(read(raw(['GET http://h.test:81/a HTTP/1.1'])).url, 'http://h.test:81/a'))
  test('pseudo-headers of HTTP/2 are read', () => {
    const text = raw([':method: POST', ':authority: h.test', ':scheme: https', ':path: /a?b=c', 'content-type: text/plain'], 'x')
    assert.deepEqual(read(text), { method: 'POST', url: 'https://h.test/a?b=c', headers: ['content-type: text/plain'], body: 'x', params: null })
  })

  const json = (length, payload, end) =>
    raw(['POST / HTTP/1.1', 'Host: h.test', 'X-Forwarded-Proto: https', 'Content-Type: application/json', ...length], payload, end)
  test('a body is kept to the byte', () => {
    assert.equal(body(json([], '\ufeff {"a":\r\n"é"}\r\n\r\n', '\r\n')), '\ufeff {"a":\r\n"é"}\r\n\r\n')
  })
  test('a body ends where Content-Length says, in bytes', () => {
    assert.equal(body(json(['Content-Length: 10'], '{"a":"é"}\n\n')), '{"a":"é"}')
  })
  test('line breaks that the paste has changed are put back by Content-Length', () => {
    assert.equal(body(json(['Content-Length: 12'], '{\n"a": 1\n}')), '{\r\n"a": 1\r\n}'.slice(0, 12))
  })
  test('a body of another length is told', () => {
    assert.deepEqual(notes(json(['Content-Length: 20'], '{}')), ['Content-Length is 20, and the body pasted has 2 bytes: it was cut or changed.'])
  })
  test('a line break behind a form is none of it', () => {
    const text = raw(HEAD, `${FORM}\n`)
    assert.deepEqual([body(text), notes(text)], [FORM, ['The line break at the end is taken for one of the paste.']])
  })

  for (const [name, text, message] of [
    ['no version', 'POST /sms\nHost: h.test', 'The first line must be method, path and version, as in POST /sms HTTP/1.1.'],
    ['no host', 'POST /sms HTTP/1.1\nAccept: */*', 'There is no Host header, so the URL is not known.'],
    ['a host that is none', 'GET / HTTP/1.1\nHost: a/b', 'a/b is no host.'],
    ['a path that is none', 'GET sms HTTP/1.1\nHost: a', 'sms is neither a path nor a URL of http or https.'],
    ['a line that is no header', 'GET / HTTP/1.1\nHost: a\nnonsense', 'Line 3 is no header: write Name: value, and an empty line before the body.'],
    ['a folded header', 'GET / HTTP/1.1\nHost: a\n b: c', 'Line 3 is no header: write Name: value, and an empty line before the body.'],
    ['chunks', json(['Transfer-Encoding: chunked'], '2\n{}\n0\n'), 'The body is chunked: paste it put together, without the Transfer-Encoding header.'],
    ['compression', json(['Content-Encoding: gzip'], 'x'), 'The body is compressed (gzip): paste it unpacked, without the Content-Encoding header.'],
    ['a length that is none', json(['Content-Length: two'], 'x'), 'Content-Length is two: not a number.'],
    ['a scheme that is none', 'GET / HTTP/1.1\nHost: a\nX-Forwarded-Proto: ws', 'X-Forwarded-Proto is ws: neither http nor https.'],
    ['HTTP/2 without a path', ':method: GET\n:authority: a', 'Of :method, :authority and :path one is missing.'],
  ]) {
    test(`${name} is refused`, () => refuses(text, message))
  }
})

describe('a log', () => {
  const HEADERS = `{
  host: 'hooks.example.test',
  'content-type': 'application/x-www-form-urlencoded',
  'x-forwarded-proto': 'https',
  'x-twilio-signature': '${SIGNATURE}'
}`
  test('is read as Express logs headers and body', () => {
    const { url, method, params, headers } = readRequest(`POST /sms?shop=7\n${HEADERS} [Object: null prototype] {
  Body: "It's " +
    'fine\\n',
  Tag: [ 'a', 'b' ],
  Nested: { n: 1, yes: true, no: null }
}`)
    assert.deepEqual([url, method, headers.length], ['https://hooks.example.test/sms?shop=7', 'POST', 4])
    assert.equal(JSON.stringify(params), JSON.stringify({ Body: "It's fine\n", Tag: ['a', 'b'], Nested: { n: 1, yes: true, no: null } }))
  })
  test('is read with a name before each part, and without a path', () => {
    const request = readRequest(`headers: ${HEADERS}\nbody: { Digits: '1' }`)
    assert.deepEqual([request.url, { ...request.params }, request.notes],
      ['https://hooks.example.test/', { Digits: '1' }, ['The headers do not tell the path: complete the URL.']])
  })
  test('is read as JSON of the whole request', () => {
    const text = JSON.stringify({ method: 'POST', originalUrl: '/sms', url: '/', headers: { Host: 'h.test', 'x-forwarded-proto': 'http' }, body: '{"a":1}' })
    assert.deepEqual(read(text), { method: 'POST', url: 'http://h.test/sms', headers: ['Host: h.test', 'x-forwarded-proto: http'], body: '{"a":1}', params: null })
  })
  test('a Buffer is its bytes', () => {
    assert.equal(body(`{ method: 'POST', url: '/', headers: { host: 'a' }, body: <Buffer 7b 7d> }`), '{}')
  })
  for (const [name, text, message] of [
    ['no headers', '{ Body: 1 }', 'There are no headers in this: log req.method, req.originalUrl, req.headers and the body.'],
    ['what is left out', `{ headers: { host: 'a' }, body: { a: [Object] } }`, 'The log leaves out what is nested ([Object]): log JSON.stringify(..) of it.'],
    ['items left out', `{ headers: { host: 'a' }, body: { a: [ 1, ... 3 more items ] } }`, 'The log leaves out items: log JSON.stringify(..) of it.'],
    ['bytes left out', `{ headers: { host: 'a' }, body: <Buffer 7b ... 3 more bytes> }`, 'The log leaves out a part of the body: log body.toString().'],
    ['an open string', `{ host: 'a`, "A ' is opened and not closed: the log was cut off."],
    ['an open object', `{ host: 'a'\n`, "This is no object as JSON or Node's console write it: line 2, at the end."],
    ['what is no value', `{\n host: nothing }`, "This is no object as JSON or Node's console write it: line 2, at nothing }."],
    ['depth', `{ host: ${'['.repeat(50)}`, 'The objects in this are nested too deep.'],
  ]) {
    test(`${name} is refused`, () => refuses(text, message))
  }
})

test('what is no request at all is refused', () => {
  for (const text of ['hello', '', 'https://example.com/', 'Invoke-WebRequest', '<Response/>']) {
    refuses(text, 'This is no request: paste a curl command, raw HTTP with its first line, or logged headers.')
  }
})
