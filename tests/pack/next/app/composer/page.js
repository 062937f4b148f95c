import { useSegments } from 'septet/react'

import { Field } from './field.js'

/** A server component, which can measure too. */
export default function Page() {
  const { count, encoding } = useSegments('“Served”')
  return (
    <main>
      <p>{`server: ${count} × ${encoding}`}</p>
      <Field initial={'x'.repeat(161)} />
    </main>
  )
}
