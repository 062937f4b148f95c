export * from '../signature.js'
export * from '../signature-explain.js'
export { type ErrorCode, SeptetError } from '../errors.js'
