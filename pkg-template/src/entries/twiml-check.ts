export * from '../twiml-check.js'
export { type ErrorCode, SeptetError } from '../errors.js'
