export type { SeptetComposerProps } from '../react/jsx.js'
export { useSegments } from '../react/use-segments.js'
