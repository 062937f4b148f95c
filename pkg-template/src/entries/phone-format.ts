export * from '../phone.js'
export * from '../phone-format.js'
export { type ErrorCode, SeptetError } from '../errors.js'
