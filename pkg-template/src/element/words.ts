/** What the composer says. Replace any of it through `composer.words`, for another language. */
export interface ComposerWords {
  /** How many segments there are: `2 segments`. */
  segments(count: number): string
  /** The room in the last segment: `12 left`. */
  left(units: number): string
  /** How many segments are allowed, behind how many there are: `of at most 3`. */
  atMost(limit: number): string
  /** What the message costs: an exact decimal, its currency if one is known, for how many. */
  cost(total: string, currency: string, recipients: number): string
  /** How many different characters force UCS-2. */
  cause(characters: number): string
  /** What the fix button does to the bill; `saved` may be negative. */
  fix(saved: number): string
  /** On the button that does what a finding advises. */
  apply(): string
  /** A character and what replaces it, as read to those who do not see it. */
  replace(character: string, replacement: string): string
  /** Behind the characters that are shown: how many are not. */
  more(characters: number): string
  /** Said when characters were replaced. */
  replaced(characters: number): string
  /** Why a text is not measured. */
  problem(message: string): string
  /** The validation message of a required and empty message. */
  missing(): string
  /** The validation message of a message with too many segments. */
  tooLong(count: number, limit: number): string
}

/** What is said unless something else is given. */
export const ENGLISH: ComposerWords = {
  segments: (count) => counted(count, 'segment'),
  left: (units) => `${shown(units)} left`,
  atMost: (limit) => `of at most ${shown(limit)}`,
  cost: (total, currency, recipients) =>
    amount(total, currency) + (recipients === 1 ? '' : ` for ${shown(recipients)}`),
  cause: (characters) => (characters === 1
    ? 'One character is not in the GSM-7 alphabet'
    : `${shown(characters)} different characters are not in the GSM-7 alphabet`),
  fix: (saved) => (saved < 0
    ? `Replace all: adds ${counted(-saved, 'segment')}`
    : `Replace all: saves ${counted(saved, 'segment')}`),
  apply: () => 'Replace',
  replace: (character, replacement) => (replacement === ''
    ? `Remove ${character} everywhere`
    : `Replace ${character} with ${described(replacement)} everywhere`),
  more: (characters) => `and ${shown(characters)} more`,
  replaced: (characters) => `${counted(characters, 'character')} replaced, undo takes it back.`,
  problem: (message) => `This text cannot be measured: ${message}.`,
  missing: () => 'Write a message.',
  tooLong: (count, limit) =>
    `The message takes ${counted(count, 'segment')}, and at most ${shown(limit)} can be sent.`,
}

function counted(count: number, noun: string): string {
  return `${shown(count)} ${noun}${count === 1 ? '' : 's'}`
}

function shown(count: number): string {
  return count.toLocaleString('en')
}

/** Fractions of a cent are shown of what is less than one. */
function amount(total: string, currency: string): string {
  const maximumFractionDigits = Number(total) < 1 ? 6 : 2
  const style = currency === '' ? {} : ({ style: 'currency', currency } as const)
  // Exact, as a text: `format` takes it, which the types of this version do not know.
  const exact = total as unknown as number
  return new Intl.NumberFormat('en', { ...style, maximumFractionDigits }).format(exact)
}

function described(replacement: string): string {
  if (replacement === '\n') return 'line break'
  return /^ +$/.test(replacement) ? counted(replacement.length, 'space') : replacement
}
