// Compiles one program against npm `twilio` and, with the import changed, against `septet/twilio`, in
// the ways that programs are compiled. Exits 1 when the second does not compile as the first does.

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const FOLDER = 'target/twilio-types'
const program = readFileSync(new URL('twilio-types.ts', import.meta.url), 'utf8')
const moved = program.replaceAll("from 'twilio'", "from 'septet/twilio'")
if (moved.split("'septet/twilio'").length !== 3) throw new Error('the imports are not changed')

const COMMON = { target: 'es2022', strict: true, noEmit: true, skipLibCheck: true, esModuleInterop: true, types: ['node'] }
const WAYS = {
  'ES modules': { options: { ...COMMON, module: 'nodenext' }, extension: 'mts' },
  CommonJS: { options: { ...COMMON, module: 'nodenext' }, extension: 'cts' },
  bundler: { options: { ...COMMON, module: 'esnext', moduleResolution: 'bundler', exactOptionalPropertyTypes: true }, extension: 'ts' },
}

rmSync(FOLDER, { recursive: true, force: true })
let failed = 0
for (const [name, { options, extension }] of Object.entries(WAYS)) {
  const folder = `${FOLDER}/${extension}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }\n')
  writeFileSync(`${folder}/before.${extension}`, program)
  writeFileSync(`${folder}/after.${extension}`, moved)
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: options, include: ['*'] }))
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', folder], { encoding: 'utf8' })
  console.log(`${name}: ${status === 0 ? 'both compile' : stdout}`)
  if (status !== 0) failed++
}
console.log(`${Object.keys(WAYS).length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
