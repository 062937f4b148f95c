/** What TypeScript has to know of `<septet-composer>` in JSX. */

import type { DetailedHTMLProps, HTMLAttributes } from 'react'

import type { SeptetComposer } from '../element/composer.js'
import type { ComposerEngine } from '../element/options.js'
import type { ComposerWords } from '../element/words.js'
import type { SegmentOptions, Segments } from '../segments.js'

/**
 * What `<septet-composer>` takes in JSX.
 *
 * React 19 sets properties (`options`, `words`) and listens to events by name (`onsegments`).
 * React 18 knows attributes only: set properties and listen through a `ref` there.
 */
export interface SeptetComposerProps
  extends DetailedHTMLProps<HTMLAttributes<SeptetComposer>, SeptetComposer> {
  /** The currency of the price, as in ISO 4217. */
  currency?: string | undefined
  disabled?: boolean | undefined
  encoding?: SegmentOptions['encoding']
  engine?: ComposerEngine | undefined
  form?: string | undefined
  'header-bytes'?: SegmentOptions['headerBytes'] | `${6 | 7}`
  /** With spaces between: `'turkish spanish'`. */
  languages?: string | undefined
  /** The most segments that are valid. */
  maxlength?: number | string | undefined
  name?: string | undefined
  onsegments?: ((event: CustomEvent<Segments | null>) => void) | undefined
  options?: SegmentOptions | undefined
  placeholder?: string | undefined
  /** The price of a segment, for engines that estimate costs. */
  price?: number | string | undefined
  provider?: SegmentOptions['provider']
  readonly?: boolean | undefined
  /** How many get the message. */
  recipients?: number | string | undefined
  required?: boolean | undefined
  rows?: number | undefined
  'smart-encoding'?: SegmentOptions['smartEncoding'] | ''
  value?: string | undefined
  words?: Partial<ComposerWords> | undefined
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'septet-composer': SeptetComposerProps
    }
  }
}
