/** The segments of a text, in React. */

import { useMemo } from 'react'
import { segment } from 'septet-segments'

import { type Measure, optionsKey } from '../element/options.js'
import type { SegmentOptions, Segments } from '../segments.js'

/**
 * Measures a text while a component renders, on servers too.
 *
 * As long as the text and the meaning of the options stay, so does the result: it is the same
 * object, whichever object the options are in, and can stand in the dependencies of other hooks.
 *
 * @param text the text of the message, at most 65,536 UTF-16 units
 * @param options how it is measured
 * @param measure what measures it: `segment` of another import path, for what that can do
 * @returns the segments and everything that led to them
 * @throws TypeError and SeptetError as `segment` does: keep the text of a field under the cap by its
 * `maxLength`
 */
export function useSegments(
  text: string,
  options?: SegmentOptions,
  measure: Measure = segment,
): Segments {
  const key = optionsKey(options)
  // Options of the same key are the same to `measure`.
  return useMemo(() => measure(text, options), [text, key, measure])
}
