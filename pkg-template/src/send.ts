import { build, contextOf, pairs } from './send-request.js'
import { pages, resource } from './send-resource.js'
import { send } from './send-call.js'

export type { SendDetails } from './errors.js'

/** Who sends: an account with its token, or with a key and the key's secret. */
export type TwilioCredentials =
  | { accountSid: string; authToken: string; apiKey?: undefined; apiSecret?: undefined }
  | { accountSid: string; apiKey: string; apiSecret: string; authToken?: undefined }

/** How a client reaches Twilio. */
export interface TwilioOptions {
  /** What sends the requests instead of the runtime's own `fetch`. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Where requests enter Twilio's network, as `dublin`. Alone it means region `us1`. */
  edge?: string | undefined
  /** Where they are processed, as `ie1`: the region of the credentials. Give the edge with it. */
  region?: string | undefined
  /** How long a call may take until its whole answer is read. Default 30,000. */
  timeoutMs?: number | undefined
}

/** How one call is made. */
export interface CallOptions {
  /** Gives the call up. */
  signal?: AbortSignal | undefined
  /** How long this call may take. */
  timeoutMs?: number | undefined
}

/** A client of Twilio's REST API. It shows no credential, and reads no environment variable. */
export interface Twilio {
  /** Texts. */
  readonly messages: Messages
}

/** The calls on texts. */
export interface Messages {
  /**
   * Sends a text. The request is made once: nothing repeats it by itself.
   *
   * @param params what to send; `undefined` and `null` are left out
   * @param options how to call
   * @returns the message, as Twilio accepted it
   * @throws TypeError for a parameter that is unknown, missing or of the wrong type
   * @throws SeptetError `ERR_SEND_...`, whose `outcome` says whether something was sent
   * @example
   * const { sid } = await client.messages.create({ to: '+15005550142', from, body: 'Hi' })
   */
  create(params: CreateMessage, options?: CallOptions): Promise<Message>

  /**
   * Reads a text.
   *
   * @param sid `SM` or `MM` and 32 hexadecimal digits; nothing else can reach the URL
   * @param options how to call
   */
  fetch(sid: string, options?: CallOptions): Promise<Message>

  /**
   * Lists texts, newest first. Nothing is requested until the list is read.
   *
   * @param filters which texts, and `pageSize`
   * @param options how to call for each page
   * @example
   * for await (const { sid, status } of client.messages.list({ to })) console.log(sid, status)
   */
  list(filters?: ListMessages, options?: CallOptions): MessageList
}

/** Texts, read page by page: all with `for await`, or one page at a time. */
export interface MessageList extends AsyncIterable<Message> {
  /**
   * Reads one page.
   *
   * @param nextPageUri of the page before; without it, the first page
   * @throws SeptetError `ERR_SEND_PAGE` unless it leads to the same list on the same host
   */
  page(nextPageUri?: string): Promise<MessagePage>
}

/** One page of a list. */
export interface MessagePage {
  readonly items: Message[]
  /** Leads to the next page; `null` on the last. */
  readonly nextPageUri: string | null
}

/**
 * What `create` takes. Twilio wants `to`, a sender (`from` or `messagingServiceSid`) and a content
 * (`body`, `mediaUrl` or `contentSid`).
 */
export interface CreateMessage {
  /** The receiver, in E.164 or as a channel address such as `whatsapp:+15005550006`. */
  to: string
  from?: string | null | undefined
  messagingServiceSid?: string | null | undefined
  body?: string | null | undefined
  mediaUrl?: string | URL | readonly (string | URL)[] | null | undefined
  contentSid?: string | null | undefined
  /** The variables of `contentSid`, as JSON. */
  contentVariables?: string | null | undefined
  statusCallback?: string | URL | null | undefined
  applicationSid?: string | null | undefined
  /** No effect since 2024. */
  maxPrice?: number | null | undefined
  provideFeedback?: boolean | null | undefined
  /** How often this text was tried; Twilio only records it. */
  attempt?: number | null | undefined
  /** Seconds that Twilio may hold the text back, 1 to 36,000. */
  validityPeriod?: number | null | undefined
  forceDelivery?: boolean | null | undefined
  contentRetention?: 'retain' | 'discard' | null | undefined
  addressRetention?: 'retain' | 'obfuscate' | null | undefined
  /** Lets Twilio replace characters that are not in GSM-7. */
  smartEncoded?: boolean | null | undefined
  persistentAction?: string | readonly string[] | null | undefined
  trafficType?: 'free' | null | undefined
  shortenUrls?: boolean | null | undefined
  /** `fixed`, with `sendAt` and `messagingServiceSid`. */
  scheduleType?: 'fixed' | null | undefined
  sendAt?: Date | string | null | undefined
  sendAsMms?: boolean | null | undefined
  messageIntent?: string | null | undefined
  riskCheck?: 'enable' | 'disable' | null | undefined
  fallbackFrom?: string | null | undefined
}

/** Which texts `list` reads. */
export interface ListMessages {
  to?: string | null | undefined
  from?: string | null | undefined
  /** Sent on that day. */
  dateSent?: Date | string | null | undefined
  /** Sent then or later. */
  dateSentAfter?: Date | string | null | undefined
  /** Sent then or before. */
  dateSentBefore?: Date | string | null | undefined
  /** Texts of one page, 1 to 1,000; Twilio's default is 50. */
  pageSize?: number | null | undefined
}

/** A text, as Twilio describes it. Members that Twilio adds appear here in camelCase. */
export interface Message {
  readonly sid: string
  readonly accountSid: string
  readonly status: MessageStatus
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-call' | 'outbound-reply'
  readonly to: string
  /** `null` until a messaging service has chosen the sender. */
  readonly from: string | null
  readonly messagingServiceSid: string | null
  readonly body: string | null
  /** 0 until a messaging service has chosen the sender. */
  readonly numSegments: number
  readonly numMedia: number
  /** A decimal number, negative when charged; `null` until it is known. */
  readonly price: string | null
  readonly priceUnit: string | null
  readonly errorCode: number | null
  readonly errorMessage: string | null
  readonly dateCreated: Date | null
  readonly dateSent: Date | null
  readonly dateUpdated: Date | null
  readonly uri: string
  readonly apiVersion: string
  readonly subresourceUris: Readonly<Record<string, string>> | null
  readonly [name: string]: unknown
}

/** Where a text is on its way. */
export type MessageStatus =
  | 'accepted'
  | 'canceled'
  | 'delivered'
  | 'failed'
  | 'partially_delivered'
  | 'queued'
  | 'read'
  | 'received'
  | 'receiving'
  | 'scheduled'
  | 'sending'
  | 'sent'
  | 'undelivered'

/**
 * Makes a client of Twilio's REST API.
 *
 * @param credentials the account, and its token or a key with its secret
 * @param options how to reach Twilio
 * @returns the client; making it sends nothing
 * @throws TypeError for an argument of the wrong type
 * @throws SeptetError `ERR_SEND_CONFIG` for what Twilio never issues
 * @example
 * const client = createTwilio({ accountSid: env.ACCOUNT_SID, authToken: env.AUTH_TOKEN })
 * await client.messages.create({ to: '+15005550006', from: '+15005550006', body: 'Hi' })
 */
export function createTwilio(credentials: TwilioCredentials, options: TwilioOptions = {}): Twilio {
  const context = contextOf(credentials, options)
  // Says at once what is wrong with the account, edge or region.
  build(context, 'messages.list', [])
  return {
    messages: {
      async create(params, options) {
        const request = build(context, 'messages.create', pairs('messages.create', params))
        return resource('messages.create', await send(context, request, options)) as Message
      },
      async fetch(sid, options) {
        const request = build(context, 'messages.fetch', pairs('messages.fetch', { sid }))
        return resource('messages.fetch', await send(context, request, options)) as Message
      },
      list(filters = {}, options) {
        const first = build(context, 'messages.list', pairs('messages.list', filters))
        return pages(context, first, options) as unknown as MessageList
      },
    },
  }
}
