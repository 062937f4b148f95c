'use client'

import { useEffect } from 'react'

import { run } from '../suite.mjs'

export default function Page() {
  useEffect(() => {
    run().then((result) => {
      globalThis.results = [{ where: 'client component', ...result }]
    })
  }, [])
  return <p>septet</p>
}
