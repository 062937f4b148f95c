/** Runs the project of the working directory as `wrangler dev` does: wrangler-dev.mjs ENTRY. */

import { unstable_dev } from 'wrangler'

import { report } from './report.mjs'

const worker = await unstable_dev(process.argv[2], {
  config: 'wrangler.toml',
  experimental: { disableExperimentalWarning: true, testMode: true },
  ip: '127.0.0.1',
  local: true,
})
try {
  const response = await worker.fetch('/')
  const body = await response.text()
  if (!response.ok) throw new Error(body)
  report({ where: 'wrangler dev', ...JSON.parse(body) })
} finally {
  await worker.stop()
}
