import { useSegments } from 'septet/react'

export const runtime = 'edge'

/** A server component alone: see the README of this folder's parent. */
export default function Page() {
  const { count, encoding } = useSegments('“Served”')
  return <p>{`server: ${count} × ${encoding}`}</p>
}
