export * from '../segments.js'
export * from '../segment-rcs.js'
export { type ErrorCode, SeptetError } from '../errors.js'
