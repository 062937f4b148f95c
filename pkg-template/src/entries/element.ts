import { SeptetComposer } from '../element/composer.js'

export { SeptetComposer, type SeptetComposerEventMap } from '../element/composer.js'
export type { Measure } from '../element/options.js'
export type { ComposerWords } from '../element/words.js'

const registry = globalThis.customElements
if (registry && !registry.get('septet-composer')) registry.define('septet-composer', SeptetComposer)
