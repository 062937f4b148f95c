export * from './index.js'
export { init } from '../loader/slim.js'
