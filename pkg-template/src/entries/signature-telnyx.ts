export * from '../signature.js'
export * from '../signature-telnyx.js'
export { type ErrorCode, SeptetError } from '../errors.js'
