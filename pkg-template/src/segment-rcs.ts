import { capped, choice, type Choices, optionsArgument, stringArgument } from './arguments.js'
import { check, put, run, takeNumbers } from './core.js'
import { SEGMENTS_MAX_TEXT } from './generated.js'

/** How a text is sized for RCS. */
export interface RcsOptions {
  /** Where the receiver is: `'us'` (the default), or `'international'` for any other country. */
  region?: 'us' | 'international' | undefined
}

/** What a text costs over RCS. */
export interface RcsSize {
  /** What each message is billed as: `Rich` in the US, `Basic` or `Single` elsewhere. */
  type: 'Basic' | 'Rich' | 'Single'
  /** Messages billed, and never 0. */
  count: number
  /** Bytes of the text in UTF-8. */
  bytes: number
  /** Bytes left until the next message or type; `null` for `Single`, which none comes after. */
  remaining: number | null
}

/**
 * Sizes a text for RCS, which has no segments: it is billed by its bytes. In the US 160 bytes are a
 * `Rich` message each; elsewhere a text is one message, `Basic` up to 160 bytes and `Single` above.
 *
 * Media, cards and suggestions make any message a `Single` one (in the US: media, a rich media
 * message), which a text does not tell.
 *
 * @param text the text of the message, at most 65,536 UTF-16 units
 * @param options where the receiver is
 * @returns the messages billed; one for the empty text
 * @throws TypeError when an argument has the wrong type
 * @throws SeptetError `ERR_SEGMENTS_TOO_LONG`, `ERR_SEGMENTS_OPTION` for a region that does not exist
 * @example
 * sizeRcs('é'.repeat(81)) // { type: 'Rich', count: 2, bytes: 162, remaining: 158 }
 * sizeRcs('é'.repeat(81), { region: 'international' }).type // 'Single'
 */
export function sizeRcs(text: string, options?: RcsOptions): RcsSize {
  stringArgument('sizeRcs: text', text)
  capped('sizeRcs: text', text, SEGMENTS_MAX_TEXT, 'ERR_SEGMENTS_TOO_LONG')
  optionsArgument('sizeRcs: options', options)
  const region = choice('sizeRcs: options.region', 'a string', options?.region, REGIONS, 'ERR_SEGMENTS_OPTION')
  return run<RcsCore, RcsSize>((core) => {
    const [type = 0, count = 0, bytes = 0, left = 0] = takeNumbers(check(core.segments_rcs(put(text), region)))
    return { type: TYPES[type] as RcsSize['type'], count, bytes, remaining: left === 0 ? null : left - 1 }
  })
}

/** What `src/wasm/segments_full.rs` exports. */
interface RcsCore {
  segments_rcs(length: number, international: number): number
}

const REGIONS: Choices = [['us', 0], ['international', 1]]
const TYPES = ['Basic', 'Rich', 'Single'] as const
