/** `septet/send` in every runtime: what it would send, and what it makes of an answer. */
export default function suite(test, equal, lib, vectors, throws) {
  const { accountSid, requests, refusals, hosts } = vectors.request
  const answers = vectors['request-answers']

  for (const { name, operation, parameters, url, body } of requests) {
    test(`send: ${name}`, async () => {
      const sent = []
      const client = clientOf(answering({ sid: 'SM1', messages: [] }, { status: 200 }, sent))
      await call(client, operation, parameters)
      const [{ url: got, init }] = sent
      equal(sent.length, 1)
      equal([got, init.body ?? undefined, init.method], [url, body, body ? 'POST' : 'GET'])
      equal(new Headers(init.headers).get('authorization'), `Basic ${btoa(`${accountSid}:token`)}`)
    })
  }

  for (const { name, operation, parameters, error } of refusals) {
    test(`send refuses ${name}`, async () => {
      const sent = []
      const client = clientOf(answering({}, { status: 200 }, sent))
      const refused = throws(
        async () => call(client, operation, parameters),
        (caught) => {
          const isRight = error === 'TypeError' ? caught instanceof TypeError : caught.code === error
          if (!isRight) throw caught
        },
      )
      await refused
      equal(sent, [])
    })
  }

  for (const { edge, region, host } of hosts) {
    test(`send: ${host}`, async () => {
      const sent = []
      const place = { ...(edge && { edge }), ...(region && { region }) }
      const client = clientOf(answering({}, { status: 200 }, sent), place)
      await client.messages.fetch(`SM${'b'.repeat(32)}`)
      equal(new URL(sent[0].url).host, host)
    })
  }

  // Of the answers that end well; the others need a server that breaks off.
  const whole = answers.cases.filter(({ end, status }) => end === 'complete' && status >= 200)
  for (const { name, method, status, members, code, outcome, message, ...rest } of whole) {
    test(`send: ${name}`, async () => {
      const headers = headersOf(rest)
      const client = clientOf(answering(Object.fromEntries(members), { status, headers }, []))
      const caught = await failure(() =>
        method === 'POST'
          ? client.messages.create({ to: '+1', from: '+2', body: 'x' })
          : client.messages.fetch(`SM${'b'.repeat(32)}`),
      )
      equal(caught instanceof lib.SeptetError, true)
      equal(
        [caught.code, caught.outcome, caught.status, caught.message],
        [code, outcome, status, `messages.${method === 'POST' ? 'create' : 'fetch'}: ${message}`],
      )
      if (rest.twilioCode !== undefined) equal(caught.twilioCode, rest.twilioCode)
    })
  }

  test('send: a list is read to its last page', async () => {
    const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`
    const pages = [
      { messages: [{ sid: 'SM1' }, { sid: 'SM2' }], next_page_uri: `${path}?Page=1&PageToken=x` },
      { messages: [{ sid: 'SM3', num_segments: '2' }], next_page_uri: null },
    ]
    const client = clientOf(async () => json(pages.shift(), { status: 200 }))
    const got = []
    for await (const { sid, numSegments } of client.messages.list()) got.push([sid, numSegments])
    equal(got, [['SM1', undefined], ['SM2', undefined], ['SM3', 2]])
  })

  test('send: a failed connection leaves the outcome of a text unknown', async () => {
    const client = clientOf(async () => {
      throw new TypeError('fetch failed')
    })
    const caught = await failure(() => client.messages.create({ to: '+1', body: 'x' }))
    equal([caught.code, caught.outcome], ['ERR_SEND_NETWORK', 'unknown'])
  })

  function clientOf(fetch, place = {}) {
    return lib.createTwilio({ accountSid, authToken: 'token' }, { fetch, ...place })
  }
}

/** Calls an operation by its name in the vectors. */
function call({ messages }, operation, parameters) {
  const params = Object.fromEntries(parameters.map(([name, value]) => [name, valueOf(value)]))
  switch (operation) {
    case 'messages.create':
      return messages.create(params)
    case 'messages.fetch':
      return messages.fetch(params.sid)
    default:
      return messages.list(params).page()
  }
}

function valueOf(value) {
  return typeof value?.date === 'number' ? new Date(value.date) : value
}

/** A `fetch` that notes what it is given. */
function answering(body, init, sent) {
  return async (url, given) => {
    sent.push({ url, init: given })
    return json(body, init)
  }
}

function json(body, { status, headers = {} }) {
  return new Response(JSON.stringify(body), { status, headers })
}

function headersOf({ requestIdHeader, retryAfterHeader }) {
  return {
    ...(requestIdHeader && { 'twilio-request-id': requestIdHeader }),
    ...(retryAfterHeader && { 'retry-after': retryAfterHeader }),
  }
}

async function failure(run) {
  try {
    await run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
