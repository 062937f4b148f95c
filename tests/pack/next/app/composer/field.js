'use client'

import 'septet/element'

import { useEffect, useRef, useState } from 'react'
import { useSegments } from 'septet/react'

/** A component that is rendered on the server and goes on in the browser. */
export function Field({ initial }) {
  const [text, setText] = useState(initial)
  const { count, encoding } = useSegments(text)
  const composer = useRef(null)
  const shown = `client: ${count} × ${encoding}`

  useEffect(() => setText(`${initial}’`), [initial])
  useEffect(() => {
    if (text === initial) return
    const own = composer.current.segments
    const isRight = shown === 'client: 3 × UCS-2' && own.count === 3 && own.encoding === encoding
    globalThis.results = [
      {
        name: 'composer',
        where: location.pathname,
        passed: Number(isRight),
        failed: Number(!isRight),
        failures: isRight ? [] : [{ title: 'hydrated', message: `${shown}, composer ${own.count}` }],
      },
    ]
  }, [text, initial, shown, encoding])

  return (
    <label>
      {shown}
      <septet-composer ref={composer} name="body" value={text} />
    </label>
  )
}
