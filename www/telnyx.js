/** Is this telnyx-signature-ed25519 right for this body, timestamp and key, and if not, why? */

import { verifyTelnyx } from 'septet/signature-telnyx'

/** The documented vector of a message that came in: test data, no secret. */
export const TELNYX_EXAMPLE = {
  content: '{"data":{"event_type":"message.received","id":"e1"}}',
  token: '0Ct2KvFZJUajKduSRndVGEWrzBqYmd4eO+T3YuR8PqA=',
  timestamp: '1700000000',
  signature: 'HQaJe+qf3sHLEps8VRNX7d9sX00l7rCQmxYLcTW8hSKkIBklGAwJu/kyNC1hTB0954ofAw/GsFretUSJK7jXCg==',
}

/** The names of the headers that Telnyx signs with. */
export const TELNYX_HEADERS = { signature: 'telnyx-signature-ed25519', timestamp: 'telnyx-timestamp' }

/** What becomes of a body on its way through a server, each with how that is mended. */
const CHANGES = [
  {
    code: 'body-padded',
    message: 'space was put around the body: without it, it is the one that was signed',
    fix: 'verify the bytes as they arrive; an editor or a log has added a line break',
    original: (text) => text.trim(),
  },
  {
    code: 'body-line-breaks',
    message: 'the line breaks of the body were changed: with CR LF it is the one that was signed',
    fix: 'verify the bytes as they arrive, not a text that went through an editor or a log',
    original: (text) => text.replace(/\r?\n/g, '\r\n'),
  },
  {
    code: 'body-reserialized',
    message: 'the body was parsed and written again: as compact JSON it is the one that was signed',
    fix: 'verify the raw body, before any parser: request.text(), or express.raw() for this route',
    original: (text) => JSON.stringify(JSON.parse(text)),
  },
]

/** What is likely where no change of the body explains it. */
const LIKELY = [
  {
    code: 'key-wrong',
    message: 'the public key is that of another account, or an old one',
    fix: 'copy it from Keys & Credentials, Public Key, in the Telnyx portal; during a rotation pass both',
  },
  {
    code: 'body-changed',
    message: 'the body or the timestamp is not the one that was signed',
    fix: 'verify the raw body with the timestamp of the same request, before any parser',
  },
]

/**
 * Judges a request.
 *
 * @param received `publicKey`, `signature`, `timestamp`, and `body` as text or bytes
 * @param now the time in seconds since 1970
 * @returns `state`, `title`, `text`, and `findings`
 * @throws SeptetError for a key that is none
 */
export function telnyxVerdict(received, now) {
  if (verifyTelnyx({ ...received, now })) {
    return { state: 'good', title: 'Valid', text: 'This request was signed with this key, and lately.' }
  }
  const sent = Number(received.timestamp)
  const wasSigned = (bodyOf) => {
    try {
      return verifyTelnyx({ ...received, body: bodyOf(), now: sent })
    } catch {
      return false // The timestamp is no time, or the body cannot have been so.
    }
  }
  if (wasSigned(() => received.body)) {
    return { state: 'good', title: 'The signature is right', text: `${age(now - sent)} A server that gets it now refuses it: it might be a replay.` }
  }
  const change = CHANGES.find(({ original }) => wasSigned(() => original(textOf(received.body))))
  return change
    ? { state: 'bad', title: 'Not valid', text: 'The key is right, and this is what differs from the request that was signed.', findings: [{ ...change, certain: true }] }
    : { state: 'bad', title: 'Not valid', text: 'Nothing that can be put right makes it valid. This is what is likely.', findings: LIKELY }
}

/** A body as text; throws for bytes that are none. */
function textOf(body) {
  return typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
}

const UNITS = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]]

function age(seconds) {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1)
  const count = Math.round(Math.abs(seconds) / size)
  const length = `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`
  return seconds < 0 ? `Its timestamp is ${length} ahead of this machine's clock.` : `It was made ${length} ago.`
}
