/** What becomes of a text: how it is measured, and what there is to say about that. */

import type { SegmentOptions, Segments } from '../segments.js'
import { SeptetError } from '../errors.js'
import { applied, type Edit } from './editing.js'
import { isReplaceable, type Offender, offenders } from './offenders.js'
import type { ComposerEngine, ComposerFinding } from './options.js'
import { type Coloring, coloring } from './runs.js'

/** A measured text, and all that is shown of it. */
export interface Outcome {
  /** The measurement: null for a text that cannot be sent so. */
  measured: Segments | null
  /** Why not. */
  problem: SeptetError | Error | null
  /** What is shown in any case, if anything can be. */
  shown: Shown | null
}

/** What a measured text shows. */
export interface Shown {
  measured: Segments
  coloring: Coloring
  offenders: readonly Offender[]
  /** What the engine says, if it says anything. */
  findings: readonly ComposerFinding[]
  /** Everything that can be replaced, in order. */
  fixes: readonly Edit[]
  /** Segments that replacing everything saves. */
  saved: number
}

/** Measures `text` and finds what makes it cost more. */
export function outcome(text: string, options: SegmentOptions, engine: ComposerEngine): Outcome {
  try {
    const measured = engine.segment(text, options)
    return { measured, problem: null, shown: shown(text, measured, options, engine) }
  } catch (error) {
    const problem = error instanceof Error ? error : new Error(String(error))
    if (options.encoding !== 'GSM-7' || !hasCode(problem, 'ERR_SEGMENTS_NOT_GSM7')) {
      return { measured: null, problem, shown: null }
    }
    // Whoever demands GSM-7 has to see what does not fit it.
    return { ...outcome(text, { ...options, encoding: 'auto' }, engine), measured: null, problem }
  }
}

/** Tells whether an error is the one of that code. */
export function hasCode(error: Error | null, code: SeptetError['code']): boolean {
  return error instanceof SeptetError && error.code === code
}

function shown(
  text: string,
  measured: Segments,
  options: SegmentOptions,
  { segment, smartEncode, diagnose }: ComposerEngine,
): Shown {
  const found = offenders(measured.unsupported)
  const fixes = found.some(isReplaceable) ? smartEncode(text).changes : []
  const after = fixes.length === 0 ? measured : segment(applied(text, fixes), options)
  return {
    measured,
    coloring: coloring(text, measured),
    offenders: found,
    findings: diagnose?.(text, options) ?? [],
    fixes,
    saved: measured.count - after.count,
  }
}
