export * from '../phone.js'
export { type ErrorCode, SeptetError } from '../errors.js'
