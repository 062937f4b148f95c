/** Words and visible tokens for characters, for reading only: the core decides what counts. */

const CONTROLS = ('NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI ' +
  'DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US').split(' ')

const TOKENS = new Map([
  [0x7f, 'DEL'], [0x85, 'NEL'], [0xa0, 'NBSP'], [0xad, 'SHY'], [0x200b, 'ZWSP'], [0x200c, 'ZWNJ'],
  [0x200d, 'ZWJ'], [0x200e, 'LRM'], [0x200f, 'RLM'], [0x2028, 'LS'], [0x2029, 'PS'],
  [0x202f, 'NNBSP'], [0x2060, 'WJ'], [0xfe0e, 'VS15'], [0xfe0f, 'VS16'], [0xfeff, 'BOM'],
])

const NAMES = new Map([
  [0x00, 'null character'], [0x09, 'tab'], [0x60, 'grave accent'], [0x7f, 'delete character'],
  [0xa0, 'no-break space'], [0xa9, 'copyright sign'], [0xab, 'left guillemet'],
  [0xad, 'soft hyphen'], [0xae, 'registered sign'], [0xb0, 'degree sign'], [0xb4, 'acute accent'],
  [0xb5, 'micro sign'], [0xb7, 'middle dot'], [0xbb, 'right guillemet'], [0xbc, 'one quarter'],
  [0xbd, 'one half'], [0xbe, 'three quarters'], [0xd7, 'multiplication sign'],
  [0xe7, 'small c with cedilla'], [0x200b, 'zero width space'], [0x200c, 'zero width non-joiner'],
  [0x200d, 'zero width joiner'], [0x200e, 'left-to-right mark'], [0x200f, 'right-to-left mark'],
  [0x2010, 'hyphen'], [0x2011, 'non-breaking hyphen'], [0x2013, 'en dash'], [0x2014, 'em dash'],
  [0x2018, 'left single quotation mark'], [0x2019, 'right single quotation mark'],
  [0x201a, 'low single quotation mark'], [0x201c, 'left double quotation mark'],
  [0x201d, 'right double quotation mark'], [0x201e, 'low double quotation mark'],
  [0x2022, 'bullet'], [0x2026, 'horizontal ellipsis'], [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'], [0x202f, 'narrow no-break space'], [0x2032, 'prime'],
  [0x2033, 'double prime'], [0x2039, 'left single guillemet'], [0x203a, 'right single guillemet'],
  [0x2060, 'word joiner'], [0x20e3, 'keycap mark'], [0x2122, 'trade mark sign'],
  [0x2190, 'left arrow'], [0x2192, 'right arrow'], [0x2212, 'minus sign'],
  [0x3000, 'ideographic space'], [0xfe0e, 'text style selector'], [0xfe0f, 'emoji style selector'],
  [0xfeff, 'byte order mark'], [0xfffd, 'replacement character'],
])

const KINDS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^\p{Surrogate}/u, 'half of a surrogate pair'],
  [/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u, 'emoji'],
  [/^\p{Emoji_Modifier}/u, 'skin tone'],
  [/^\p{Zs}/u, 'space'],
  [/^\p{Cc}/u, 'control character'],
  [/^[\p{Cf}\p{Default_Ignorable_Code_Point}]/u, 'invisible character'],
  [/^\p{M}/u, 'combining mark'],
  [/^\p{Script=Han}/u, 'Chinese character'],
  [/^\p{Script=Latin}/u, 'Latin letter'],
  [/^\p{Script=Cyrillic}/u, 'Cyrillic letter'],
  [/^\p{Script=Greek}/u, 'Greek letter'],
  [/^\p{Script=Arabic}/u, 'Arabic letter'],
  [/^\p{Script=Hebrew}/u, 'Hebrew letter'],
  [/^\p{Script=Hiragana}/u, 'Hiragana letter'],
  [/^\p{Script=Katakana}/u, 'Katakana letter'],
  [/^\p{Script=Hangul}/u, 'Hangul letter'],
  [/^\p{Script=Thai}/u, 'Thai letter'],
  [/^\p{Script=Devanagari}/u, 'Devanagari letter'],
  [/^\p{Script=Bengali}/u, 'Bengali letter'],
  [/^\p{Script=Tamil}/u, 'Tamil letter'],
  [/^\p{Script=Georgian}/u, 'Georgian letter'],
  [/^\p{Script=Armenian}/u, 'Armenian letter'],
  [/^\p{Script=Ethiopic}/u, 'Ethiopic letter'],
  [/^\p{Sc}/u, 'currency sign'],
  [/^\p{S}/u, 'symbol'],
  [/^\p{P}/u, 'punctuation mark'],
  [/^\p{N}/u, 'number'],
  [/^\p{L}/u, 'letter'],
]

const MAX_CODE_POINTS = 4

const INVISIBLE = /^[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}]+$/u

/** Says what a character is: `right single quotation mark`, `emoji`, `Cyrillic letter`. */
export function name(text: string): string {
  const first = text.codePointAt(0) ?? 0
  const exact = text === String.fromCodePoint(first) ? NAMES.get(first) : undefined
  return exact ?? KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'character'
}

/** Writes the code points of a character: `U+1F44D U+1F3FD`. */
export function codePoints(text: string): string {
  return shortened(text, codePoint)
}

/** The token that stands for a character nobody could see, or null for one that shows itself. */
export function token(text: string): string | null {
  if (!INVISIBLE.test(text)) return null
  return shortened(text, (character) => {
    const value = character.codePointAt(0) ?? 0
    if (/^\p{M}$/u.test(character) && !TOKENS.has(value)) return `◌${character}`
    return CONTROLS[value] ?? TOKENS.get(value) ?? (value === 0x20 ? 'SP' : codePoint(character))
  })
}

/** The first code points of a character in words: there is no limit to how many it has. */
function shortened(text: string, word: (character: string) => string): string {
  const first: string[] = []
  for (const character of text) {
    if (first.length === MAX_CODE_POINTS) return `${first.join(' ')} …`
    first.push(word(character))
  }
  return first.join(' ')
}

function codePoint(character: string): string {
  const value = character.codePointAt(0) ?? 0
  return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`
}
