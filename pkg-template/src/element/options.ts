/** How a text is measured, and by what. */

import type { SegmentOptions, Segments } from '../segments.js'
import type { Edit } from './editing.js'

/** Measures a text: `segment` of `septet/segments`, or of another import path. */
export type Measure = (text: string, options?: SegmentOptions) => Segments

/**
 * What a composer calls: all that `septet/segments` or `septet/segments-full` exports will do. What is
 * left out is not shown.
 */
export interface ComposerEngine {
  segment: Measure
  smartEncode(text: string): { changes: readonly Edit[] }
  diagnose?: ((text: string, options?: SegmentOptions) => readonly ComposerFinding[]) | undefined
  estimateCost?:
    | ((segments: number, price: string, recipients: number) => { total: string })
    | undefined
}

/** What an engine says about a text. */
export interface ComposerFinding {
  code: string
  severity: 'error' | 'warning' | 'info'
  /** A sentence without its period. */
  message: string
  /** What could be typed instead, and where: null where nothing could. */
  places: readonly { start: number; end: number; replacement: string | null }[]
}

/** The same for options that mean the same, whichever object holds them. */
export function optionsKey(options: SegmentOptions | undefined): string {
  // What is no object of options is told so by whoever measures.
  if (typeof options !== 'object' || options === null) return String(options)
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return JSON.stringify(given.sort(([one], [other]) => (one < other ? -1 : 1)))
}
