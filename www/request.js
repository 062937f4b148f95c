/** Reads a pasted request: a curl command, raw HTTP, or what a server logged. Whether it is signed is no matter here. */

import { curlRequest } from './curl.js'
import { httpRequest } from './http.js'
import { loggedRequest } from './logged.js'
import { Unreadable } from './unreadable.js'

export { Unreadable } from './unreadable.js'

/**
 * Reads a request as people find one in a browser, an inspector or a log.
 *
 * @param text a curl command for a shell or for cmd, an HTTP/1.1 request, or an object with `headers` as JSON or as Node
 * logs it
 * @returns `method`; `url`, the public one as far as the request tells; `headers`, pairs in their
 * order; `body`, bytes or null; `params`, a parsed body or null; `notes`, sentences on what was
 * supposed
 * @throws Unreadable where the text says something else than it can mean, with a sentence for the reader
 */
export function readRequest(text) {
  const start = text.trimStart()
  if (/^(?:\$\s+)?curl(?:\.exe)?(?:\s|$)/.test(start)) return curlRequest(start.replace(/^\$\s+/, ''))
  if (/^(?:[A-Z]+[ \t]+\/[^\n]*\n\s*)?(?:[A-Za-z_][\w.]*:?\s+)?(?:\[Object: null prototype\]\s*)?\{/.test(start)) return loggedRequest(start)
  if (/^(?::|[!#$%&'*+.^_`|~\w-]+[ \t]+\S)/.test(start)) return httpRequest(start)
  throw new Unreadable('This is no request: paste a curl command, raw HTTP with its first line, or logged headers.')
}
