import { wrongType } from './arguments.js'

/** What is used of a request of Express. */
export interface Request {
  /** `http` or `https`: what Express makes of the connection, or of a proxy that the app trusts. */
  protocol: string
  header(name: string): string | undefined
  headers: { readonly [name: string]: string | readonly string[] | undefined }
  /** Path and query as they were received. */
  originalUrl: string
  /** The name of the host: what Express makes of the header, or of a proxy that the app trusts. */
  hostname?: string | undefined
  /** The body as received, for JSON: `express.json({ verify(req, res, bytes) { req.rawBody = bytes } })`. */
  rawBody?: unknown
  /** The parsed body. */
  body?: unknown
}

/** Where Twilio was told to call. */
export interface RequestValidatorOptions {
  /** The whole URL, which is used as it is. */
  url?: string | undefined
  /** The host, with its port if there is one. */
  host?: string | undefined
  /** `http` or `https`. */
  protocol?: string | undefined
  /**
   * Whether the headers `X-Forwarded-Proto` and `X-Forwarded-Host` count. A stranger can send them
   * as well, so `true` is for an app that only a proxy can reach which sets both. Left out, they
   * count where Express's setting `trust proxy` says so; `false` leaves the host to `Host`.
   */
  trustProxy?: boolean | undefined
}

/** Options of the middleware. */
export interface WebhookOptions extends RequestValidatorOptions {
  /** Whether requests are verified. Default `true`; `false` is for tests alone. */
  validate?: boolean | undefined
  /** Without effect, here and in npm `twilio`. */
  includeHelpers?: boolean | undefined
  /** The account's auth token. Default: the environment variable `TWILIO_AUTH_TOKEN`. */
  authToken?: string | undefined
}

/** The signature that a request carries, or something that is none. */
export function signatureOf(request: Request): string | null | undefined {
  if (typeof request.header === 'function') return request.header('X-Twilio-Signature')
  return headerOf(request, 'x-twilio-signature')
}

/** The URL that Twilio called, nothing if the request names no host. */
export function urlOf(request: Request, options: RequestValidatorOptions): string | undefined {
  const { url, host, protocol, trustProxy } = options
  if (url) return typeof url === 'string' ? url : wrongType('url', 'a string', url)
  const scheme = protocol || (trustProxy === true && first(headerOf(request, 'x-forwarded-proto'))) || request.protocol
  const name = host || hostOf(request, trustProxy)
  if (!name) return undefined
  // Node's `url.format`, which turns every `?` into `%3F` and is said to turn it back, loses a `%3F` that was received.
  const target = request.originalUrl.replace(/#/g, '%23').replace(/^(?!\/)/, '/')
  return `${scheme.replace(/:$/, '')}://${name}${target}`
}

/**
 * The body that the URL holds the hash of: `{}` where there is none, as in npm `twilio`. Nothing if
 * it was parsed without having been kept: no hash says anything about such a body.
 */
export function rawBodyOf({ rawBody, body }: Request): unknown {
  if (rawBody) return rawBody
  const isEmpty = !body || (typeof body === 'object' && Object.keys(body).length === 0)
  return isEmpty ? '{}' : undefined
}

function hostOf(request: Request, trustProxy: boolean | undefined): string | undefined {
  const host = headerOf(request, 'host')
  const forwarded = first(headerOf(request, 'x-forwarded-host'))
  // Express shows whom it believes by the name alone. Where both headers have the same, `Host` is as good.
  const isTrusted = trustProxy ?? (request.hostname === nameOf(forwarded) && request.hostname !== nameOf(host))
  const chosen = isTrusted && forwarded ? forwarded : host
  return isHost(chosen) ? chosen : undefined
}

/** Anything else in its place could move a part of the path into the host, or out of it. */
function isHost(text: string): boolean {
  try {
    return !/[\s/?#@\\]/.test(text) && new URL(`http://${text}/`).host !== ''
  } catch {
    return false
  }
}

/** The host without its port. */
function nameOf(host: string): string {
  return host.replace(/:[^:\]]*$/, '')
}

/** The first of the values that proxies have put one behind another. */
function first(values: string): string {
  return (values.split(',', 1)[0] as string).trim()
}

function headerOf({ headers }: Request, name: string): string {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}
