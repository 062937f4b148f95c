/**
 * Answers that go wrong.
 *
 * A fault is `{ kind, ... }`; with `stored` the request is carried out first, so that the text is
 * sent and only the answer is lost.
 */

import { gzipSync } from 'node:zlib'

import { headers, write } from './twilio.mjs'

/** Answers as the fault says. `answer` is what the API would have said, when the request was carried out. */
export function answerFault(fault, response, answer) {
  KINDS[fault.kind](response, fault, answer)
}

const json = headers('application/json')

const KINDS = {
  /** A status with any body, as from a gateway. */
  status(response, { status, body = '', headers: more = {} }) {
    response.writeHead(status, { ...json, ...more })
    response.end(body)
  },
  /** The answer of the API, changed. */
  rewrite(response, { change }, answer) {
    write(response, { ...answer, json: change(answer.json) })
  },
  /** The right answer, without its end but with a whole frame around it. */
  truncated(response, _, answer) {
    const text = JSON.stringify(answer.json)
    response.writeHead(answer.status, json)
    response.end(text.slice(0, text.length / 2))
  },
  /** The right answer, compressed. */
  gzip(response, _, answer) {
    response.writeHead(answer.status, { ...json, 'Content-Encoding': 'gzip' })
    response.end(gzipSync(JSON.stringify(answer.json)))
  },
  /** The connection breaks before anything was said. */
  resetBeforeHeaders(response) {
    response.socket.resetAndDestroy()
  },
  /** The connection breaks after the status. */
  resetAfterHeaders(response, { status = 201 }) {
    response.writeHead(status, { ...json, 'Content-Length': 100 })
    response.flushHeaders()
    setTimeout(() => response.socket.resetAndDestroy(), 30)
  },
  /** The connection breaks inside the body. */
  resetInBody(response, { status = 201 }) {
    response.writeHead(status, { ...json, 'Content-Length': 100 })
    response.write('{"sid":')
    setTimeout(() => response.socket.resetAndDestroy(), 30)
  },
  /** Nothing is ever said. */
  silence() {},
  /** A status, and then nothing. */
  silentBody(response, { status = 201 }) {
    response.writeHead(status, json)
    response.flushHeaders()
  },
  /** One byte now and then, without end. */
  trickle(response, { status = 201 }) {
    response.writeHead(status, json)
    const timer = setInterval(() => response.write(' '), 10)
    response.on('close', () => clearInterval(timer))
  },
  /** A body without end, as fast as it is taken. */
  endless(response, { status = 201 }) {
    const chunk = Buffer.alloc(65_536, ' ')
    response.writeHead(status, json)
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', pour)
    pour()
  },
}
