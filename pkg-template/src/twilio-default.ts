import * as named from './twilio.js'

/** Everything that `septet/twilio` exports by name, as the one object that programs import. */
const twilio: Pick<typeof named, Names> = {
  validateRequest: named.validateRequest,
  validateRequestWithBody: named.validateRequestWithBody,
  validateExpressRequest: named.validateExpressRequest,
  validateIncomingRequest: named.validateIncomingRequest,
  validateBody: named.validateBody,
  getExpectedTwilioSignature: named.getExpectedTwilioSignature,
  getExpectedBodyHash: named.getExpectedBodyHash,
  webhook: named.webhook,
  twiml: named.twiml,
}

type Names =
  | 'validateRequest'
  | 'validateRequestWithBody'
  | 'validateExpressRequest'
  | 'validateIncomingRequest'
  | 'validateBody'
  | 'getExpectedTwilioSignature'
  | 'getExpectedBodyHash'
  | 'webhook'
  | 'twiml'

// What npm `twilio` has as types: `twilio.twiml.VoiceResponse` is one, and so is `twilio.webhook`.
declare namespace twilio {
  type validateRequest = typeof named.validateRequest
  type validateRequestWithBody = typeof named.validateRequestWithBody
  type validateExpressRequest = typeof named.validateExpressRequest
  type validateIncomingRequest = typeof named.validateIncomingRequest
  type validateBody = typeof named.validateBody
  type getExpectedTwilioSignature = typeof named.getExpectedTwilioSignature
  type getExpectedBodyHash = typeof named.getExpectedBodyHash
  type webhook = typeof named.webhook
  namespace twiml {
    type VoiceResponse = named.twiml.VoiceResponse
    type MessagingResponse = named.twiml.MessagingResponse
    type FaxResponse = named.twiml.FaxResponse
  }
}

export default twilio
