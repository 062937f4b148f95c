/** Prints a result as the runner reads it. */
export function report(result) {
  console.log('SEPTET', JSON.stringify(result))
}

/** A result of one test. */
export function outcome(title, failure) {
  const failures = failure === null ? [] : [{ title, message: failure }]
  return { name: title, passed: 1 - failures.length, failed: failures.length, failures }
}
