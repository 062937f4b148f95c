export * from '../signature.js'
export { type ErrorCode, SeptetError } from '../errors.js'
