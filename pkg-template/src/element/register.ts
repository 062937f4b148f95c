/** How an entry makes the element known. */

import type { SeptetComposer } from './composer.js'
import type { ComposerEngine } from './options.js'

/** Gives the class what it calls, and its name to the document: where there is one, and none before. */
export function register(composer: typeof SeptetComposer, engine: ComposerEngine): void {
  composer.engine = engine
  const registry = globalThis.customElements
  if (registry && !registry.get('septet-composer')) registry.define('septet-composer', composer)
}
