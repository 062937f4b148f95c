export * from '../send.js'
export { type ErrorCode, SeptetError } from '../errors.js'
