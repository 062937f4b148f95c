export { default } from '../twilio-default.js'
export * from '../twilio.js'
export { type ErrorCode, SeptetError } from '../errors.js'
