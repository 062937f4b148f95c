/** How a text is measured, as something that can be compared. */

import type { SegmentOptions, Segments } from '../segments.js'

/** Measures a text: `segment` of `septet/segments`, or of another import path. */
export type Measure = (text: string, options?: SegmentOptions) => Segments

/** The same for options that mean the same, whichever object holds them. */
export function optionsKey(options: SegmentOptions | undefined): string {
  // What is no object of options is told so by whoever measures.
  if (typeof options !== 'object' || options === null) return String(options)
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return JSON.stringify(given.sort(([one], [other]) => (one < other ? -1 : 1)))
}
