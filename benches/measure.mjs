// Times functions side by side: every round runs each of them once for a slice of time, in turn,
// so that a change of the machine's speed meets all of them alike. The median round counts.

const WARM_UP_NS = 1e9 // V8 compiles a wasm function anew only after many thousand calls.
const ROUNDS = 25
const SLICE_NS = 4e6

/**
 * Nanoseconds per call of each function, by name.
 *
 * @param {Record<string, (index: number) => unknown>} contenders what to run; `index` counts the calls
 * @returns {Record<string, number>}
 */
export function compare(contenders) {
  const entries = Object.entries(contenders).map(([name, run]) => ({ name, run, calls: calibrate(run), times: [] }))
  for (let round = 0; round < ROUNDS; round++) {
    for (const { run, calls, times } of entries) times.push(time(run, calls) / calls)
  }
  return Object.fromEntries(entries.map(({ name, times }) => [name, median(times)]))
}

/** How many calls fill a slice, once the engine has compiled all it will. */
function calibrate(run) {
  for (let warm = 0; warm < WARM_UP_NS; ) warm += time(run, 100)
  for (let calls = 1; ; calls *= 2) {
    const taken = time(run, calls)
    if (taken >= SLICE_NS) return Math.max(1, Math.round((calls * SLICE_NS) / taken))
  }
}

function time(run, calls) {
  const start = process.hrtime.bigint()
  for (let index = 0; index < calls; index++) sink = run(index)
  return Number(process.hrtime.bigint() - start)
}

/** Keeps results alive, so that no call can be optimised away. */
export let sink

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1]
}
