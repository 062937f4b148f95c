/** Runs a command with a time limit and collects what it says. */

import { spawn } from 'node:child_process'

/** Whatever still runs after this many milliseconds is stuck. */
const LIMIT = 300_000
/** What a process gets to end its children itself, before it is killed. */
const GRACE = 5_000

/** Process groups that are alive, so that an interrupt of the runner ends them too. */
const running = new Set()

/**
 * Runs `argv` and waits for it and for whatever it left behind.
 *
 * @param {readonly string[]} argv - program and arguments
 * @param {object} options
 * @param {string} options.cwd - working directory
 * @param {NodeJS.ProcessEnv} options.env - environment
 * @returns {Promise<{ error: string | null, output: string, stdout: string }>}
 */
export function execute([program, ...args], { cwd, env }) {
  return new Promise((resolve) => {
    let stdout = ''
    let output = ''
    let error = null
    const stdio = ['ignore', 'pipe', 'pipe']
    const child = spawn(program, args, { cwd, env, detached: true, stdio })
    running.add(child.pid)
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text))
    const timers = [
      setTimeout(() => {
        error = `still running after ${LIMIT / 1000} s`
        end(child.pid, 'SIGTERM')
      }, LIMIT),
      setTimeout(() => end(child.pid, 'SIGKILL'), LIMIT + GRACE),
    ]
    child.on('error', (cause) => {
      error = `cannot be started: ${cause.message}`
    })
    child.on('exit', (code, signal) => {
      if (code !== 0) error ??= signal ? `ended by ${signal}` : `exit code ${code}`
      end(child.pid, 'SIGKILL')
    })
    child.on('close', () => {
      timers.forEach(clearTimeout)
      running.delete(child.pid)
      resolve({ error, output, stdout })
    })
  })
}

/** Ends every process that is still running. */
export function endAll() {
  for (const pid of running) end(pid, 'SIGKILL')
}

/** Signals a whole process group. One that is gone already is what we want. */
function end(pid, signal) {
  try {
    if (pid) process.kill(-pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
