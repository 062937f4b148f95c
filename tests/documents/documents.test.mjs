// Runs the JavaScript of the documents, and of the `@example`s in the sources. A line that ends in a
// comment which is a JavaScript literal claims that its expression has that value.

import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

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
const { countSegments, escapeXml, isE164, MessagingResponse, segment, signTwilio, smartEncode, verifyTwilio } = septet
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

test('the documents make claims', () => {
  const count = documents.flatMap(([, examples]) => examples).reduce((sum, code) => sum + claims(code).count, 0)
  assert.ok(count >= 20, `only ${count}`)
})
