/** Lints the tarball as publint sees it, suggestions included: publint.mjs TARBALL. */

import { readFile } from 'node:fs/promises'

import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

import { outcome, report } from './report.mjs'

const { buffer } = new Uint8Array(await readFile(process.argv[2]))
const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true })
for (const message of messages) {
  report(outcome(`publint ${message.code}`, formatMessage(message, pkg)))
}
if (messages.length === 0) report(outcome('publint has nothing to say', null))
