/** A page of one's own for each test of the element: any markup, and a form that answers. */

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

import { PACKAGE_ROOT } from '../../www/package.mjs'

const HEAD = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Fixture</title>
<link rel="icon" href="/icon.svg">
<script type="importmap">
{ "imports": {
  "septet/element": "/septet/element/index.js", "septet/element-full": "/septet/element-full/index.js",
  "septet/segments": "/septet/segments/index.js", "septet/segments-full": "/septet/segments-full/index.js"
} }
</script>`

/** Loaded as a page should: after the markup, in which labels and properties may come first. */
const CODE = '<script type="module">import "septet/element"</script>'

/**
 * Starts a server for pages that hold `markup()`. `/` has the element, `/later` has it when the
 * page imports it, and a form that is posted to `/submit` is answered with its own body.
 */
export async function startFixture(markup) {
  const server = createServer(async (request, response) => {
    const answer = (type, body) => response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body)
    const { pathname } = new URL(request.url, 'http://localhost')
    if (pathname.startsWith('/septet/')) {
      return answer('text/javascript', await readFile(new URL(pathname.slice('/septet/'.length), PACKAGE_ROOT)))
    }
    if (pathname === '/icon.svg') return answer('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>')
    if (pathname === '/submit') {
      const body = (await request.toArray()).map(String).join('')
      return answer('text/html', `${HEAD}</head><body><pre>${body.replaceAll('&', '&amp;')}</pre></body></html>`)
    }
    return answer('text/html', `${HEAD}${pathname === '/' ? CODE : ''}</head><body>${markup()}</body></html>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, origin: `http://127.0.0.1:${server.address().port}` }
}
