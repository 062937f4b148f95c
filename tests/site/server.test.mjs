import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { septet } from '../../www/package.mjs'
import { start } from '../../www/server.mjs'

const PUBLIC_URL = 'https://example.com/webhook'
const TOKEN = 'a token of this test'

describe('server', () => {
  let site, signTwilio
  before(async () => {
    site = await start({ authToken: TOKEN, publicUrl: PUBLIC_URL })
    ;({ signTwilio } = await septet('septet/signature'))
  })
  after(() => site.server.close())

  /** The status line of an answer to a request written by hand, so that nothing tidies its path. */
  async function raw(...lines) {
    const socket = connect(new URL(site.origin).port, '127.0.0.1')
    socket.write([...lines, 'Host: localhost', 'Connection: close', '', ''].join('\r\n'))
    let answer = ''
    for await (const chunk of socket) answer += chunk
    return answer.split('\r\n', 1)[0]
  }

  function webhook(body, signature, query = '') {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    if (signature !== undefined) headers['x-twilio-signature'] = signature
    return fetch(`${site.origin}/webhook${query}`, { method: 'POST', headers, body })
  }

  const paths = ['/../package.json', '/../../../../etc/passwd', '/%2e%2e/package.json', '/..%2fpackage.json',
    '/septet/../../package.json', '/septet/..%5c..%5cpackage.json', '/septet//etc/passwd', '/septet/%00',
    '/.git/config', '/septet', '/septet/', '/septet/segments', '//', '/%ff', '/server.mjs', '/webhook.mjs']
  for (const path of paths) {
    test(`gives nothing for ${path}`, async () => {
      assert.equal(await raw(`GET ${path} HTTP/1.1`), 'HTTP/1.1 404 Not Found')
    })
  }

  test('serves each kind of file as what it is', async () => {
    const types = {
      '/': 'text/html; charset=utf-8',
      '/style.css': 'text/css; charset=utf-8',
      '/composer.js': 'text/javascript; charset=utf-8',
      '/favicon.svg': 'image/svg+xml',
      '/septet/package.json': 'application/json',
      '/septet/segments/core.wasm': 'application/wasm',
    }
    for (const [path, type] of Object.entries(types)) {
      const response = await fetch(site.origin + path)
      assert.deepEqual([response.status, response.headers.get('content-type')], [200, type], path)
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
    }
  })

  test('answers HEAD without a body', async () => {
    const response = await fetch(`${site.origin}/`, { method: 'HEAD' })
    assert.ok(Number(response.headers.get('content-length')) > 1000)
    assert.equal(await response.text(), '')
  })

  test('answers a signed text over the configured public URL, query string included', async () => {
    const body = 'Body=It%E2%80%99s+me'
    const signature = signTwilio({ authToken: TOKEN, url: `${PUBLIC_URL}?shop=7`, body })
    const response = await webhook(body, signature, '?shop=7')
    assert.equal(response.status, 200)
    assert.equal(await response.text(),
      '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Your text had 1 segment (UCS-2).</Message></Response>')
    assert.equal((await webhook(body, signature)).status, 403)
  })

  test('does not take the URL from the Host header', async () => {
    const signature = signTwilio({ authToken: TOKEN, url: `${site.origin}/webhook`, body: 'Body=x' })
    const response = await webhook('Body=x', signature)
    assert.deepEqual([response.status, await response.text()], [403, 'the signature is not right\n'])
  })

  test('refuses an unsigned call before it reads the body', async () => {
    const response = await webhook('Body=x', undefined)
    assert.deepEqual([response.status, await response.text()], [403, 'no X-Twilio-Signature header\n'])
    const status = await raw('POST /webhook HTTP/1.1', 'Content-Length: 1000000')
    assert.equal(status, 'HTTP/1.1 403 Forbidden')
  })

  test('refuses a body that is too large, by its length or while it arrives', async () => {
    const announced = await raw('POST /webhook HTTP/1.1', 'X-Twilio-Signature: x', 'Content-Length: 9999999')
    assert.equal(announced, 'HTTP/1.1 413 Payload Too Large')
    const chunk = `10000\r\n${'x'.repeat(65536)}\r\n`
    const socket = connect(new URL(site.origin).port, '127.0.0.1')
    socket.on('error', () => {}) // The server hangs up while we still write.
    socket.write('POST /webhook HTTP/1.1\r\nHost: x\r\nX-Twilio-Signature: x\r\nTransfer-Encoding: chunked\r\n\r\n')
    for (let count = 0; count < 17; count++) socket.write(chunk)
    const [answer] = await once(socket, 'data')
    assert.match(answer.toString(), /^HTTP\/1.1 413 /)
    socket.destroy()
  })

  test('answers a text that is too long to be counted', async () => {
    const body = `Body=${'x'.repeat(70000)}`
    const response = await webhook(body, signTwilio({ authToken: TOKEN, url: PUBLIC_URL, body }))
    assert.match(await response.text(), /too long to be counted/)
  })

  test('says in one line that the port is taken', async () => {
    const { port } = new URL(site.origin)
    assert.deepEqual(await run('server.mjs', '--port', port),
      { code: 1, out: '', err: `septet: port ${port} is taken: choose another with --port\n` })
  })

  test('says in one line that a port is none', async () => {
    const { code, err } = await run('server.mjs', '--port', '70000')
    assert.deepEqual([code, err], [1, 'septet: --port 70000: not a port\n'])
  })

  test('the check of the whole site passes', async () => {
    const { code, out, err } = await run('check.mjs')
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /the site works\n$/)
  })
})

async function run(script, ...args) {
  const path = fileURLToPath(new URL(`../../www/${script}`, import.meta.url))
  const child = spawn(process.execPath, [path, ...args])
  const result = { code: 0, out: '', err: '' }
  child.stdout.on('data', (chunk) => (result.out += chunk))
  child.stderr.on('data', (chunk) => (result.err += chunk))
  const [code] = await once(child, 'close')
  return { ...result, code }
}
