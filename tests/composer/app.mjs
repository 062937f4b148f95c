/** What the React tests render, without JSX: the hook, and the element as each major version sets it up. */

import { Component, createElement, useEffect, useRef, useState, version } from 'react'
import { useSegments } from 'septet/react'

/** Every result of the hook, newest last. */
export const results = []

/** A field and what its text costs. `other` is there to be rendered again with. */
export function Cost({ initial }) {
  const [text, setText] = useState(initial)
  const [other, setOther] = useState(0)
  const measured = useSegments(text, { smartEncoding: false, headerBytes: other > 1 ? 7 : 6 })
  results.push(measured)
  return createElement('div', null,
    createElement('textarea', { id: 'field', value: text, onChange: ({ target }) => setText(target.value) }),
    createElement('output', null, `${measured.count} × ${measured.encoding}, ${measured.remaining} left`),
    createElement('button', { id: 'again', onClick: () => setOther(other + 1) }, 'Again'))
}

/** The element, controlled by its page. */
export function Composer() {
  const [text, setText] = useState('It’s')
  const [count, setCount] = useState(0)
  const own = useRef(null)
  const isOld = version.startsWith('18')
  useEffect(() => {
    const { current } = own
    // It was measured before anybody listened.
    setCount(current.segments?.count ?? 0)
    if (!isOld) return undefined
    const read = () => setText(current.value)
    const measured = ({ detail }) => setCount(detail.count)
    current.addEventListener('input', read)
    current.addEventListener('segments', measured)
    return () => {
      current.removeEventListener('input', read)
      current.removeEventListener('segments', measured)
    }
  }, [isOld])
  const props = isOld
    ? { 'smart-encoding': 'all-or-nothing' }
    : {
        options: { smartEncoding: 'all-or-nothing' },
        onInput: ({ target }) => setText(target.value),
        onsegments: ({ detail }) => setCount(detail.count),
      }
  return createElement('label', null, 'Message',
    createElement('septet-composer', { ...props, ref: own, name: 'body', rows: 2, maxlength: 2, value: text }),
    createElement('output', { id: 'count' }, count),
    createElement('output', { id: 'text' }, text))
}

/** Shows what was thrown below it. */
export class Boundary extends Component {
  state = { error: null }

  static getDerivedStateFromError(error) {
    return { error }
  }

  render() {
    const { error } = this.state
    return error ? createElement('p', { id: 'error' }, `${error.name} ${error.code}`) : this.props.children
  }
}
