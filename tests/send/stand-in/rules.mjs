/**
 * What the API refuses, with its codes, in the order in which it is checked here.
 *
 * The codes are those of Twilio's published catalogue. Where several fit, or the HTTP status of
 * a conflict is not documented, the choice is ours: correct it here and nowhere else.
 */

const SID = (prefix) => new RegExp(`^${prefix}[0-9a-fA-F]{32}$`)
const E164 = /^\+[1-9]\d{1,14}$/
const CHANNEL = /^(whatsapp|messenger|rcs):.+$/
const ISO_WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** Every parameter of `POST Messages.json`, and the type its value must have. */
export const CREATE = {
  To: 'text',
  StatusCallback: 'url',
  ApplicationSid: SID('AP'),
  MaxPrice: 'number',
  ProvideFeedback: 'boolean',
  Attempt: 'integer',
  ValidityPeriod: 'integer',
  ForceDelivery: 'boolean',
  ContentRetention: ['retain', 'discard'],
  AddressRetention: ['retain', 'obfuscate'],
  SmartEncoded: 'boolean',
  PersistentAction: 'list',
  TrafficType: ['free'],
  ShortenUrls: 'boolean',
  ScheduleType: 'text',
  SendAt: 'date',
  SendAsMms: 'boolean',
  ContentVariables: 'json',
  MessageIntent: 'text',
  RiskCheck: ['enable', 'disable'],
  From: 'text',
  FallbackFrom: 'text',
  MessagingServiceSid: SID('MG'),
  Body: 'text',
  MediaUrl: 'list',
  ContentSid: SID('HX'),
}

export const UPDATE = { Body: 'text', Status: ['canceled'] }

export const LIST = {
  To: 'text',
  From: 'text',
  DateSent: 'day',
  'DateSent<': 'day',
  'DateSent>': 'day',
  PageSize: 'integer',
  Page: 'integer',
  PageToken: 'text',
}

/** Which test numbers refuse, for an account with test credentials. */
const MAGIC_FROM = { '+15005550001': 21212, '+15005550007': 21606, '+15005550008': 21611 }
const MAGIC_TO = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
}

const MESSAGES = {
  20001: 'A parameter is not valid',
  20003: 'Authenticate',
  20004: 'Method not allowed',
  20005: 'Account not active',
  20009: 'The message cannot be changed in its state',
  20404: 'The requested resource was not found',
  20429: 'Too many requests',
  21211: "The 'To' number is not a valid phone number",
  21212: "The 'From' number is not a valid phone number",
  21266: "'To' and 'From' cannot be the same",
  21408: 'Permission to send to this region is not enabled',
  21602: 'Message body is required',
  21603: "'From' or 'MessagingServiceSid' is required",
  21604: "'To' is required",
  21606: "The 'From' number cannot send messages",
  21609: "The 'StatusCallback' URL is not valid",
  21610: 'The receiver has unsubscribed',
  21611: "The 'From' number has exceeded its queue",
  21612: 'The receiver cannot be reached',
  21614: "'To' is not a mobile number",
  21617: 'The message body exceeds 1600 characters',
  21623: 'More than 10 media',
  30409: 'The message is not scheduled',
  35111: 'SendAt is missing',
  35114: 'SendAt is outside the window',
  35118: 'MessagingServiceSid is required to schedule',
  35126: 'ScheduleType is not valid',
  35127: 'Body and ContentVariables exclude each other',
}

/** The body of an error, as the API writes it. */
export function problem(code, status, message = MESSAGES[code]) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}

/** The code that refuses the type of one value, or undefined. */
export function wrongType(type, name, value) {
  const fits = {
    text: () => true,
    list: () => true,
    boolean: () => value === 'true' || value === 'false',
    integer: () => /^-?\d+$/.test(value),
    number: () => /^-?\d+(\.\d+)?$/.test(value),
    date: () => ISO_WITH_ZONE.test(value) && !Number.isNaN(Date.parse(value)),
    day: () => !Number.isNaN(Date.parse(value)),
    json: () => isJson(value),
    url: () => true,
  }
  const right =
    type instanceof RegExp
      ? type.test(value)
      : Array.isArray(type)
        ? type.includes(value)
        : fits[type]()
  return right ? undefined : { code: 20001, message: `The parameter ${name} is not valid` }
}

function isJson(text) {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The code that refuses a message, or undefined. */
export function refusedMessage(form, account, now) {
  const one = (name) => form.get(name)?.[0] || undefined
  const [to, from, service, body] = [
    one('To'),
    one('From'),
    one('MessagingServiceSid'),
    one('Body'),
  ]
  const [media, content] = [form.get('MediaUrl') ?? [], one('ContentSid')]
  const rules = [
    [21604, !to],
    [MAGIC_TO[to], account.isTest && to in MAGIC_TO],
    [21211, !E164.test(to) && !CHANNEL.test(to)],
    [21603, !from && !service],
    [MAGIC_FROM[from], account.isTest && from in MAGIC_FROM],
    [21606, from && !account.senders.has(from)],
    [21606, service && !account.services.has(service)],
    [21266, from === to],
    [21610, account.optedOut.has(to)],
    [21602, !body && media.length === 0 && !content],
    [35127, body && one('ContentVariables')],
    [21617, [...(body ?? '')].length > 1600],
    [21623, media.length > 10],
    [20001, media.some((url) => !isPublic(url))],
    [21609, one('StatusCallback') && !isPublic(one('StatusCallback'))],
    [35126, one('ScheduleType') && one('ScheduleType') !== 'fixed'],
    [35118, one('ScheduleType') && !service],
    [35111, one('ScheduleType') && !one('SendAt')],
    [35114, one('ScheduleType') && !isInWindow(Date.parse(one('SendAt')) - now)],
  ]
  return rules.find(([, refused]) => refused)?.[0]
}

/** Twilio schedules 300 seconds to 35 days ahead. */
function isInWindow(milliseconds) {
  return milliseconds >= 300e3 && milliseconds <= 35 * 86400e3
}

/** A URL that Twilio could call: no private host, and no underscore in the host. */
function isPublic(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) return false
  return !/_|^localhost$|^127\.|^10\.|^192\.168\.|^\[/.test(url.hostname)
}
