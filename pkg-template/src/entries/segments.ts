export * from '../segments.js'
export { type ErrorCode, SeptetError } from '../errors.js'
