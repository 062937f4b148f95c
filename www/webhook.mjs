/** The webhook of the demo: what a user of the package writes, and no more. */

import { septet } from './package.mjs'

const MAX_BODY_BYTES = 1024 * 1024

const { segment } = await septet('septet/segments')
const { verifyTwilio } = await septet('septet/signature')
const { MessagingResponse } = await septet('septet/twiml')

/**
 * Answers a text with the number of segments it had.
 *
 * The order matters: no byte of the body is read before the header is there, none is parsed before
 * the signature is right.
 *
 * @param config `authToken`, and `publicUrl`, the address that Twilio was given
 */
export async function answerWebhook(request, response, { authToken, publicUrl }) {
  const signature = request.headers['x-twilio-signature']
  if (!signature) return refuse(response, 403, 'no X-Twilio-Signature header')
  const body = await bodyOf(request)
  if (body === null) return refuse(response, 413, 'the body is too large')
  const url = publicUrl + queryOf(request.url)
  if (!verifyTwilio({ authToken, signature, url, body })) {
    return refuse(response, 403, 'the signature is not right')
  }
  const text = new URLSearchParams(body.toString()).get('Body') ?? ''
  response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' }).end(reply(text))
}

/** The TwiML that answers a text. */
function reply(text) {
  const response = new MessagingResponse()
  response.message(summary(text))
  return response.toString()
}

function summary(text) {
  try {
    const { count, encoding } = segment(text)
    return `Your text had ${count} ${count === 1 ? 'segment' : 'segments'} (${encoding}).`
  } catch {
    return 'Your text is too long to be counted.'
  }
}

/** The body as it was received, or null when it is larger than anything Twilio sends. */
async function bodyOf(request) {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return null
  const [chunks, size] = [[], { bytes: 0 }]
  for await (const chunk of request) {
    size.bytes += chunk.length
    if (size.bytes > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Says no, and closes the connection, so that nobody has to read the rest of the body. */
function refuse(response, status, reason) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  response.end(`${reason}\n`)
}

function queryOf(url) {
  const at = url.indexOf('?')
  return at < 0 ? '' : url.slice(at)
}
