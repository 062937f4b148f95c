/** What the entries of the element export. */

export { SeptetComposer, type SeptetComposerEventMap } from './composer.js'
export type { ComposerEngine, ComposerFinding, Measure } from './options.js'
export type { ComposerWords } from './words.js'
