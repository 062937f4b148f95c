import { capped, stringArgument, wrongType } from './arguments.js'
import { check, put, run, takeNumbers } from './core.js'
import { SeptetError } from './errors.js'
import { SEGMENTS_MAX_PRICE, SEGMENTS_MAX_RECIPIENTS, SEGMENTS_MAX_TEXT } from './generated.js'
import { reader, texts } from './numbers.js'

/**
 * What a text costs. The amounts are exact decimals in the currency of the price, without an
 * exponent and without zeros that say nothing: `Intl.NumberFormat` takes them as they are.
 */
export interface Cost {
  /** The segments billed: those of the text, times the recipients. */
  segments: number
  /** The price of the text sent once. */
  perRecipient: string
  /** The price of all. */
  total: string
}

/**
 * Multiplies segments, the price of one and recipients, without a rounding error. No price is
 * built in: it depends on the country, the carrier, the contract and the day.
 *
 * @param segments the segments of the text, as `countSegments` gives them
 * @param pricePerSegment a decimal that is not negative: a string such as `'0.0079'`, or a number,
 * which stands for the decimal that it is shown as
 * @param recipients how many get the text, at most 4,294,967,295
 * @returns the segments billed and what they cost
 * @throws TypeError when an argument has the wrong type
 * @throws SeptetError `ERR_SEGMENTS_COST` when the price is no such decimal, or another is no whole
 * number in its range
 * @example
 * const cost = estimateCost(3, '0.0079', 12_345)
 * cost.total // '292.5765'
 * cost.perRecipient // '0.0237'
 * cost.segments // 37035
 * const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
 * dollars.format(cost.total) // '$292.58'
 */
export function estimateCost(
  segments: number,
  pricePerSegment: string | number,
  recipients: number,
): Cost {
  whole('estimateCost: segments', segments, SEGMENTS_MAX_TEXT)
  const price = decimal('estimateCost: pricePerSegment', pricePerSegment)
  whole('estimateCost: recipients', recipients, SEGMENTS_MAX_RECIPIENTS)
  return run<CostCore, Cost>((core) => {
    const numbers = takeNumbers(check(core.segments_cost(put(price), segments, recipients)))
    const [next, text] = [reader(numbers), texts(numbers)]
    const billed = next() + next() * 2 ** 32
    return { segments: billed, perRecipient: text(next()), total: text(next()) }
  })
}

/** What `src/wasm/segments_composer.rs` exports. */
interface CostCore {
  segments_cost(length: number, segments: number, recipients: number): number
}

function decimal(name: string, price: unknown): string {
  const text = typeof price === 'number' ? String(price) : price
  if (typeof text !== 'string') wrongType(name, 'a string or a number', price)
  return capped(name, stringArgument(name, text), SEGMENTS_MAX_PRICE, 'ERR_SEGMENTS_COST')
}

function whole(name: string, value: unknown, most: number): void {
  if (typeof value !== 'number') wrongType(name, 'a number', value)
  if (Number.isInteger(value) && value >= 0 && value <= most) return
  throw new SeptetError('ERR_SEGMENTS_COST', `${name} must be a whole number from 0 to ${most}`)
}
