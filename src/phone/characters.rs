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
    /// The symbols of `input`, `None` when there are too many.
    pub(super) fn of(input: &str) -> Option<Self> {
        let mut text = Self::new();
        let mut units = 0;
        for ch in input.chars() {
            units += ch.len_utf16();
            if units > MAX_INPUT {
                return None;
            }
            text.push(symbol(ch));
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

/// The digit that a letter stands on, ITU-T E.161.
pub(super) fn keypad(letter: u8) -> Option<u8> {
    let place = letter.to_ascii_lowercase().checked_sub(b'a')?;
    b"22233344455566677778889999".get(usize::from(place)).copied()
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

/// The symbol of `ch`.
fn symbol(ch: char) -> u8 {
    let offset = |first: char| u8::try_from(u32::from(ch) - u32::from(first)).unwrap_or_default();
    let [d, o, b] = CYRILLIC_DOB;
    match ch {
        '\0'..='\x7f' => offset('\0'),
        '\u{ff10}'..='\u{ff19}' => FULLWIDTH_DIGIT + offset('\u{ff10}'),
        '\u{660}'..='\u{669}' => ARABIC_DIGIT + offset('\u{660}'),
        '\u{6f0}'..='\u{6f9}' => EXTENDED_DIGIT + offset('\u{6f0}'),
        '\u{ff21}'..='\u{ff3a}' => FULLWIDTH_A + offset('\u{ff21}'),
        '\u{ff41}'..='\u{ff5a}' => FULLWIDTH_A + offset('\u{ff41}'),
        '\u{ff0b}' => FULLWIDTH_PLUS,
        '\u{a0}' => NO_BREAK_SPACE,
        '\u{ff0e}' => FULLWIDTH_STOP,
        '\u{ff5e}' => FULLWIDTH_TILDE,
        '\u{ff03}' => FULLWIDTH_HASH,
        '\u{301}' => ACUTE,
        '\u{d3}' | '\u{f3}' => O_ACUTE,
        '\u{414}' | '\u{434}' => d,
        '\u{41e}' | '\u{43e}' => o,
        '\u{411}' | '\u{431}' => b,
        '\u{200b}' | '\u{2060}' | '\u{3000}' => WIDE_BLANK,
        '\u{85}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200f}'
        | '\u{2028}'..='\u{202f}'
        | '\u{205f}'..='\u{2069}'
        | '\u{feff}' => UNSEEN,
        '\u{ad}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2053}'
        | '\u{2212}'
        | '\u{223c}'
        | '\u{30fc}'
        | '\u{ff08}'
        | '\u{ff09}'
        | '\u{ff0d}'
        | '\u{ff0f}'
        | '\u{ff3b}'
        | '\u{ff3d}' => MARK,
        _ => OTHER,
    }
}
