/**
 * A test runner of one file without imports, so that it runs where no other does: in a browser's
 * worker, in workerd, on Vercel's edge. The suites of `tests/js` register with it.
 */

/** Failures that a result carries in full; a broken package would print thousands. */
const SHOWN = 20

/** A registry of tests, what suites register with, and the run of all. */
export function harness(name) {
  const tests = []
  let entry
  let lib
  const test = (title, body) => tests.push({ title: `${entry}: ${title}`, body })

  return {
    /** Turns to another entry of the package, whose namespace is `exported`. */
    entry(specifier, exported) {
      entry = specifier
      lib = exported
      test('exports functions', () => equal(Object.values(exported).some(isFunction), true))
    },

    /** Registers what `suite` has to say about the entry. */
    suite(suite, vectors) {
      suite(test, equal, lib, vectors, throws)
    },

    /** Runs the tests in the order of their registration. */
    async run() {
      const result = { name, passed: 0, failed: 0, failures: [] }
      for (const { title, body } of tests) {
        try {
          await body()
          result.passed++
        } catch (error) {
          result.failed++
          if (result.failed > SHOWN) continue
          result.failures.push({ title, message: reason(error) })
        }
      }
      return result
    },
  }
}

/** Throws unless both are equal in depth: the same keys with the same values. */
export function equal(got, want) {
  if (!same(got, want)) throw new Error(`got ${show(got)}, want ${show(want)}`)
}

/** Throws unless `body` does, and hands its error to `check`. A promise is waited for. */
export function throws(body, check) {
  let returned
  try {
    returned = body()
  } catch (error) {
    return check?.(error)
  }
  if (!isFunction(returned?.then)) nothingThrown(returned)
  return returned.then(nothingThrown, (error) => check?.(error))
}

function nothingThrown(value) {
  throw new Error(`nothing was thrown, got ${show(value)}`)
}

function same(left, right) {
  if (Object.is(left, right)) return true
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return false
  if (kind(left) !== kind(right)) return false
  if (left instanceof Map || left instanceof Set) return same([...left], [...right])
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    left.length === right.length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  )
}

/** `Array`, `Object`, `Uint8Array`: a prototype of `null` is as good as any. */
function kind(value) {
  return Object.prototype.toString.call(value)
}

function show(value) {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 300 ? `${text.slice(0, 300)}...` : text
}

function isFunction(value) {
  return typeof value === 'function'
}

function reason(error) {
  return error instanceof Error ? `${error.name}: ${error.message}` : `threw ${show(error)}`
}
