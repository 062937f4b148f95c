export * from '../twiml.js'
export { type ErrorCode, SeptetError } from '../errors.js'
