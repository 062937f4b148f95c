//! The characters that numbers are written with, and texts made of them.
//!
//! A text is read as symbols, a byte for each character: ASCII as it is, what else can have a
//! meaning in a number above it, and all the rest as [`OTHER`]. A digit of any script has its
//! value in the low four bits.

use super::MAX_INPUT;

/// A character that no number is written with.
pub(super) const OTHER: u8 = 0;

/// A text of symbols.
pub(super) struct Text {
    symbols: [u8; MAX_INPUT],
    length: usize,
}

impl Text {
    /// The symbols of `input`, which is UTF-8; `None` when there are too many.
    pub(super) fn of(input: &[u8]) -> Option<Self> {
        let mut text = Self::new();
        // What lies above the Basic Multilingual Plane is two UTF-16 units.
        let mut units = 0;
        let mut rest = input;
        while let [lead, after @ ..] = rest {
            let more = match lead {
                0..0xc0 => 0,
                0xc0..0xe0 => 1,
                0xe0..0xf0 => 2,
                _ => 3,
            };
            let mut code = u32::from(*lead);
            if more > 0 {
                code &= 0x3f >> more;
                for byte in after.iter().take(more) {
                    code = code << 6 | u32::from(byte & 0x3f);
                }
            }
            units += 1 + usize::from(more == 3);
            if units > MAX_INPUT {
                return None;
            }
            text.push(symbol(code));
            rest = after.get(more..).unwrap_or_default();
        }
        Some(text)
    }

    /// Nothing.
    pub(super) const fn new() -> Self {
        Self { symbols: [OTHER; MAX_INPUT], length: 0 }
    }

    /// Appends `symbols`, as far as there is room.
    pub(super) fn extend(&mut self, symbols: &[u8]) {
        for symbol in symbols {
            self.push(*symbol);
        }
    }

    /// All symbols.
    pub(super) fn symbols(&self) -> &[u8] {
        self.symbols.get(..self.length).unwrap_or_default()
    }

    fn push(&mut self, symbol: u8) {
        if let Some(place) = self.symbols.get_mut(self.length) {
            *place = symbol;
            self.length += 1;
        }
    }
}

/// Whether `symbol` is a digit: ASCII, fullwidth, Arabic-Indic or Extended Arabic-Indic.
pub(super) fn is_digit(symbol: u8) -> bool {
    is_of(symbol, DIGIT)
}

/// Whether `symbol` is a plus sign.
pub(super) fn is_plus(symbol: u8) -> bool {
    is_of(symbol, PLUS)
}

/// Whether `symbol` is an ASCII letter.
pub(super) fn is_letter(symbol: u8) -> bool {
    is_of(symbol, LETTER)
}

/// Whether `symbol` cannot be seen at the ends of a text: white space, and the marks of
/// direction that are copied out of address books.
pub(super) fn is_blank(symbol: u8) -> bool {
    is_of(symbol, BLANK)
}

/// Whether a number can begin with `symbol`.
pub(super) fn is_first(symbol: u8) -> bool {
    is_of(symbol, DIGIT | PLUS)
}

/// Whether a number can end with `symbol`, its extension included.
pub(super) fn is_last(symbol: u8) -> bool {
    is_of(symbol, DIGIT | LETTER) || symbol == b'#'
}

/// Whether `symbol` can stand between the digits of a number, a star included.
pub(super) fn is_punctuation(symbol: u8) -> bool {
    is_of(symbol, PUNCTUATION)
}

/// Whether `symbol` can stand in a number behind its first digits.
pub(super) fn is_body(symbol: u8) -> bool {
    is_of(symbol, DIGIT | LETTER | PUNCTUATION)
}

/// The symbol in lower case when it is an ASCII letter.
pub(super) fn lower(symbol: u8) -> u8 {
    // The bit of capitals is four times that of letters.
    symbol | (CLASSES[usize::from(symbol)] & LETTER) << 2
}

/// The digit that a letter stands on, ITU-T E.161.
pub(super) fn keypad(letter: u8) -> u8 {
    let place = (letter | 0x20).wrapping_sub(b'a');
    b"22233344455566677778889999".get(usize::from(place)).copied().unwrap_or(b'0')
}

/// Whether `text` goes on with `wanted` at `place`, ASCII letters in any case. `wanted` has none
/// but small ones.
pub(super) fn has_at(text: &[u8], place: usize, wanted: &[u8]) -> bool {
    let Some(text) = text.get(place..) else { return false };
    text.len() >= wanted.len()
        && text.iter().zip(wanted).all(|(symbol, wanted)| lower(*symbol) == *wanted)
}

/// The character of a digit.
pub(super) fn digit_char(symbol: u8) -> char {
    let zero = match symbol & 0xf0 {
        FULLWIDTH_DIGIT => '\u{ff10}',
        ARABIC_DIGIT => '\u{660}',
        EXTENDED_DIGIT => '\u{6f0}',
        _ => return char::from(symbol),
    };
    char::from_u32(u32::from(zero) + u32::from(symbol & 15)).unwrap_or(zero)
}

fn is_of(symbol: u8, classes: u8) -> bool {
    // There are as many classes as symbols.
    CLASSES[usize::from(symbol)] & classes != 0
}

const DIGIT: u8 = 1;
const PLUS: u8 = 2;
const PUNCTUATION: u8 = 4;
const LETTER: u8 = 8;
const BLANK: u8 = 16;

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut symbol: u8 = 0;
    while symbol < 0xff {
        classes[symbol as usize] = class(symbol);
        symbol += 1;
    }
    classes
};

const fn class(symbol: u8) -> u8 {
    match symbol {
        b'x' | b'X' => LETTER | PUNCTUATION,
        b'A'..=b'Z' | b'a'..=b'z' => LETTER,
        b'0'..=b'9' | FULLWIDTH_DIGIT..0x8a | ARABIC_DIGIT..0x9a | EXTENDED_DIGIT..0xaa => DIGIT,
        b'+' | FULLWIDTH_PLUS => PLUS,
        b' ' | NO_BREAK_SPACE | WIDE_BLANK => PUNCTUATION | BLANK,
        b'\t'..=b'\r' | UNSEEN => BLANK,
        b'-' | b'*' | b'(' | b')' | b'.' | b'[' | b']' | b'/' | b'~' | FULLWIDTH_STOP
        | FULLWIDTH_TILDE | MARK => PUNCTUATION,
        _ => 0,
    }
}

const FULLWIDTH_DIGIT: u8 = 0x80;
const ARABIC_DIGIT: u8 = 0x90;
const EXTENDED_DIGIT: u8 = 0xa0;
const FULLWIDTH_PLUS: u8 = 0xb0;
/// U+00A0.
pub(super) const NO_BREAK_SPACE: u8 = 0xb1;
/// U+FF0E.
pub(super) const FULLWIDTH_STOP: u8 = 0xb2;
/// U+FF5E.
pub(super) const FULLWIDTH_TILDE: u8 = 0xb3;
/// U+FF03.
pub(super) const FULLWIDTH_HASH: u8 = 0xb4;
/// Any other punctuation; and if it is blank.
const MARK: u8 = 0xb5;
const WIDE_BLANK: u8 = 0xbb;
/// Anything else that cannot be seen.
const UNSEEN: u8 = 0xbc;
/// U+0301.
pub(super) const ACUTE: u8 = 0xb6;
/// U+00F3 in any case, as all letters below.
pub(super) const O_ACUTE: u8 = 0xb7;
/// U+0434, U+043E, U+0431.
pub(super) const CYRILLIC_DOB: [u8; 3] = [0xb8, 0xb9, 0xba];
/// U+FF41 and the 25 letters after it.
pub(super) const FULLWIDTH_A: u8 = 0xc0;

/// The symbol of a code point.
fn symbol(code: u32) -> u8 {
    let [low, ..] = code.to_le_bytes();
    if code < 0x80 {
        return low;
    }
    for &(first, last, symbol, counts) in &SYMBOLS {
        if (u32::from(first)..=u32::from(last)).contains(&code) {
            // No range that counts has more than 26 code points.
            let [start, _] = first.to_le_bytes();
            return symbol + if counts { low.wrapping_sub(start) } else { 0 };
        }
    }
    OTHER
}

/// The symbols of code points beyond ASCII: of those from the first to the last, the symbol, and
/// whether every code point has the one after that of the code point before.
static SYMBOLS: [(u16, u16, u8, bool); 39] = [
    (0xff10, 0xff19, FULLWIDTH_DIGIT, true),
    (0x0660, 0x0669, ARABIC_DIGIT, true),
    (0x06f0, 0x06f9, EXTENDED_DIGIT, true),
    (0xff21, 0xff3a, FULLWIDTH_A, true),
    (0xff41, 0xff5a, FULLWIDTH_A, true),
    (0xff0b, 0xff0b, FULLWIDTH_PLUS, false),
    (0x00a0, 0x00a0, NO_BREAK_SPACE, false),
    (0xff0e, 0xff0e, FULLWIDTH_STOP, false),
    (0xff5e, 0xff5e, FULLWIDTH_TILDE, false),
    (0xff03, 0xff03, FULLWIDTH_HASH, false),
    (0x0301, 0x0301, ACUTE, false),
    (0x00d3, 0x00d3, O_ACUTE, false),
    (0x00f3, 0x00f3, O_ACUTE, false),
    (0x0414, 0x0414, CYRILLIC_DOB[0], false),
    (0x0434, 0x0434, CYRILLIC_DOB[0], false),
    (0x041e, 0x041e, CYRILLIC_DOB[1], false),
    (0x043e, 0x043e, CYRILLIC_DOB[1], false),
    (0x0411, 0x0411, CYRILLIC_DOB[2], false),
    (0x0431, 0x0431, CYRILLIC_DOB[2], false),
    (0x200b, 0x200b, WIDE_BLANK, false),
    (0x2060, 0x2060, WIDE_BLANK, false),
    (0x3000, 0x3000, WIDE_BLANK, false),
    (0x2010, 0x2015, MARK, false),
    (0x2053, 0x2053, MARK, false),
    (0x00ad, 0x00ad, MARK, false),
    (0x2212, 0x2212, MARK, false),
    (0x223c, 0x223c, MARK, false),
    (0x30fc, 0x30fc, MARK, false),
    (0xff08, 0xff09, MARK, false),
    (0xff0d, 0xff0d, MARK, false),
    (0xff0f, 0xff0f, MARK, false),
    (0xff3b, 0xff3b, MARK, false),
    (0xff3d, 0xff3d, MARK, false),
    (0x0085, 0x0085, UNSEEN, false),
    (0x1680, 0x1680, UNSEEN, false),
    (0x2000, 0x200f, UNSEEN, false),
    (0x2028, 0x202f, UNSEEN, false),
    (0x205f, 0x2069, UNSEEN, false),
    (0xfeff, 0xfeff, UNSEEN, false),
];
