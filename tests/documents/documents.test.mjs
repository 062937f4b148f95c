// Runs the JavaScript of the documents, and of the `@example`s in the sources. A line that ends in a
// comment which is a JavaScript literal claims that its expression has that value.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

import { signTwilio } from 'septet'

const FOLDER = 'target/documents'
rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })
writeFileSync(`${FOLDER}/package.json`, '{ "type": "module" }\n')

/** The examples of a Markdown file, one for each fenced block. */
function markdown(path) {
  return [...readFileSync(path, 'utf8').matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code)
}

/** The examples of a TypeScript file, within what they leave to the reader. */
function typescript(path) {
  const source = readFileSync(path, 'utf8')
  const blocks = [...source.matchAll(/\n *\* @example\n(.*?)\n *\*(?:\/| @)/gs)]
  return blocks.map(([, lines]) => `${SCOPE}\nawait (async () => {\n${lines.replace(/^ *\* ?/gm, '')}\n})()`)
}

const SCOPE = `import * as septet from 'septet'
import * as send from 'septet/send'
import twilio from 'septet/twilio'
const { checkTwiml, countSegments, diagnose, escapeXml, estimateCost, explainTwilio, FaxResponse, formatAsYouType, formatPhone, isE164, MessagingResponse, parsePhone, segment, segmentTemplate, signTwilio, sizeRcs, smartEncode, toE164, verifyTelnyx, verifyTwilio, VoiceResponse } = septet
const page = { sid: 'SM1', status: 'queued', messages: [] }
const fetch = async () => new Response(JSON.stringify(page), { headers: { 'content-type': 'application/json' } })
const createTwilio = (credentials) => send.createTwilio(credentials, { fetch })
const env = { ACCOUNT_SID: 'AC' + '0'.repeat(32), AUTH_TOKEN: 'x' }
const client = createTwilio({ accountSid: env.ACCOUNT_SID, authToken: env.AUTH_TOKEN })
const [from, to] = ['+15005550006', '+15005550142']
const request = new Request('https://example.com/sms', { method: 'POST', body: 'Body=Hi' })
`

/** The code with every claim made an assertion, and how many there are. */
function claims(code) {
  let count = 0
  const lines = code.split('\n').map((line) => {
    const [, indent, expression, value] = /^( *)(\S.*?);? +\/\/ (.+)$/.exec(line) ?? []
    if (value === undefined || !isLiteral(value)) return line
    count++
    const [, name, right] = /^const (\w+) = (.*)$/.exec(expression) ?? []
    return `${indent}${name ? `const ${name} = ${right}; ` : ''}assert.deepEqual(${name ?? expression}, ${value})`
  })
  return { count, code: `import assert from 'node:assert/strict'\n${lines.join('\n')}` }
}

function isLiteral(text) {
  if (!/^(?:'.*'|-?[\d.]+|true|false|null|\[.*\]|\{.*\})$/.test(text)) return false
  try {
    new Function(`return ${text}`)()
    return true
  } catch {
    return false
  }
}

const sources = readdirSync('pkg-template/src').filter((name) => name.endsWith('.ts'))
const documents = [
  ...['README.md', 'pkg-template/README.md'].map((path) => [path, markdown(path)]),
  ...sources.map((name) => [`pkg-template/src/${name}`, typescript(`pkg-template/src/${name}`)]),
]

for (const [path, examples] of documents) {
  for (const [index, example] of examples.entries()) {
    const { count, code } = claims(example)
    test(`${path}, example ${index + 1}: ${count} claims hold`, async () => {
      const file = `${FOLDER}/${path.replaceAll('/', '-')}-${index + 1}.mjs`
      writeFileSync(file, code)
      await import(pathToFileURL(file))
    })
  }
}

/** The module made of a README's example that has `text` in it. */
function example(text, path = 'README.md') {
  const index = markdown(path).findIndex((code) => code.includes(text))
  return import(pathToFileURL(`${FOLDER}/${path.replaceAll('/', '-')}-${index + 1}.mjs`))
}

test("the README's webhook answers Twilio and nobody else", async () => {
  const { POST } = await example('async function POST')
  const [url, body] = ['https://example.com/sms', 'Body=Fish+%26+chips&From=%2B15005550006']
  const post = (signature) =>
    POST(new Request('http://localhost:8080/sms', { method: 'POST', body, headers: { 'x-twilio-signature': signature } }))
  const answer = await post(signTwilio({ authToken: '12345', url, body }))
  assert.equal(answer.status, 200)
  assert.match(await answer.text(), /<Message>You said: Fish &amp; chips<\/Message>/)
  assert.equal((await post('AAAAAAAAAAAAAAAAAAAAAAAAAAA=')).status, 403)
})

test("the guide's app answers Twilio and nobody else", async (context) => {
  const { app } = await example("from 'septet/twilio'", 'pkg-template/README.md')
  const server = app.listen(0, '127.0.0.1')
  context.after(() => server.close())
  await once(server, 'listening')
  const [url, body] = ['https://example.com/sms', 'Body=Fish+%26+chips&From=%2B15005550006']
  const post = (signature) =>
    fetch(`http://127.0.0.1:${server.address().port}/sms`, {
      method: 'POST',
      body: new URLSearchParams(body),
      headers: { 'x-twilio-signature': signature, 'x-forwarded-proto': 'https', 'x-forwarded-host': 'example.com' },
    })
  const answer = await post(signTwilio({ authToken: 'your auth token', url, body }))
  assert.equal(answer.status, 200)
  assert.match(await answer.text(), /<Message>You said: Fish &amp; chips<\/Message>/)
  const refused = await post('AAAAAAAAAAAAAAAAAAAAAAAAAAA=')
  assert.equal(refused.status, 403)
  assert.equal(await refused.text(), 'Twilio Request Validation Failed.')
})

test("the README's sender logs what is known of a failure", async (context) => {
  const { remind } = await example('async function remind')
  const sent = context.mock.method(globalThis, 'fetch', async () => new Response('busy', { status: 503 }))
  const log = context.mock.method(console, 'error', () => {})
  const env = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'x' }
  assert.equal(await remind(env, '+15005550142'), undefined)
  assert.deepEqual(log.mock.calls[0].arguments, ['ERR_SEND_SERVER', 'unknown', 503, null])
  assert.equal(sent.mock.callCount(), 1)
})

test('the documents make claims', () => {
  const count = documents.flatMap(([, examples]) => examples).reduce((sum, code) => sum + claims(code).count, 0)
  assert.ok(count >= 20, `only ${count}`)
})
