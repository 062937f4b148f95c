/** Septet's answers, from the program that `cargo build --release --examples` makes. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const PROGRAM = process.env.PHONE_LINES ?? 'target/release/examples/phone-lines'

/** Starts the program; `ask` sends questions, each with its kind, and returns as many answers; `end` sees it off. */
export function septet() {
  const child = spawn(PROGRAM, { stdio: ['pipe', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  async function ask(questions) {
    child.stdin.write(questions.map((question) => `${JSON.stringify(question)}\n`).join(''))
    const answers = []
    for (let place = 0; place < questions.length; place++) {
      const { value, done } = await lines.next()
      if (done) throw new Error(`${PROGRAM} ended at ${JSON.stringify(questions[place])}`)
      answers.push(value)
    }
    return answers
  }

  async function end() {
    child.stdin.end()
    const [code] = await exit
    if (code !== 0) throw new Error(`${PROGRAM} ended with ${code}`)
    if (!(await lines.next()).done) throw new Error(`${PROGRAM} answered more than it was asked`)
  }

  return { ask, end }
}
