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
    /// Appends the symbols of `input`, which is UTF-8; `None` when there are too many.
    pub(super) fn read(&mut self, input: &[u8]) -> Option<()> {
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
            self.push(symbol(code));
            rest = after.get(more..).unwrap_or_default();
        }
        Some(())
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

/// Whether `symbol` is of any of these classes.
pub(super) fn is(symbol: u8, classes: u8) -> bool {
    // There are as many classes as symbols.
    CLASSES[usize::from(symbol)] & classes != 0
}

/// Where the symbols of any of these classes end that stand from `start` on.
pub(super) fn run(text: &[u8], start: usize, classes: u8) -> usize {
    scan(text, start, classes, true)
}

/// The first place from `start` on where the symbol is of any of these classes, or the end.
pub(super) fn first(text: &[u8], start: usize, classes: u8) -> usize {
    scan(text, start, classes, false)
}

// Inlined, it would be many loops.
#[inline(never)]
fn scan(text: &[u8], start: usize, classes: u8, inside: bool) -> usize {
    let mut at = start;
    while text.get(at).is_some_and(|symbol| is(*symbol, classes) == inside) {
        at += 1;
    }
    at
}

/// Whether all symbols are of any of these classes.
pub(super) fn all(text: &[u8], classes: u8) -> bool {
    run(text, 0, classes) == text.len()
}

/// Where the symbols of any of these classes begin that `text` ends with.
#[inline(never)]
pub(super) fn trimmed(text: &[u8], classes: u8) -> usize {
    let mut end = text.len();
    while text.get(end.wrapping_sub(1)).is_some_and(|symbol| is(*symbol, classes)) {
        end -= 1;
    }
    end
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

/// ASCII, fullwidth, Arabic-Indic or Extended Arabic-Indic.
pub(super) const DIGIT: u8 = 1;
pub(super) const PLUS: u8 = 2;
/// What can stand between the digits of a number, a star included.
pub(super) const PUNCTUATION: u8 = 4;
/// ASCII letters.
pub(super) const LETTER: u8 = 8;
/// What cannot be seen at the ends of a text: white space, and the marks of direction that are
/// copied out of address books.
pub(super) const BLANK: u8 = 16;
/// What stands between digits and means nothing. Letters and the star, which dialing codes begin
/// with, are no separators.
pub(super) const SEPARATOR: u8 = 32;
/// What no number ends with, its extension included.
pub(super) const NO_END: u8 = 64;
/// What stands between the label of an extension and its digits: those that are blank, and two
/// others.
pub(super) const LINK: u8 = 128;

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut symbol: u8 = 0;
    while symbol < 0xff {
        classes[symbol as usize] = class(symbol);
        symbol += 1;
    }
    classes[0xff] = NO_END;
    classes
};

const fn class(symbol: u8) -> u8 {
    let classes = match symbol {
        b'x' | b'X' => return LETTER | PUNCTUATION,
        b'A'..=b'Z' | b'a'..=b'z' => return LETTER,
        b'0'..=b'9' | FULLWIDTH_DIGIT..0x8a | ARABIC_DIGIT..0x9a | EXTENDED_DIGIT..0xaa => {
            return DIGIT;
        }
        b'#' => return 0,
        b'+' | FULLWIDTH_PLUS => PLUS,
        b' ' | NO_BREAK_SPACE => PUNCTUATION | SEPARATOR | BLANK | LINK,
        WIDE_BLANK => PUNCTUATION | SEPARATOR | BLANK,
        b'\t' => BLANK | LINK,
        b'\n'..=b'\r' | UNSEEN => BLANK,
        b'*' => PUNCTUATION,
        b'-' => PUNCTUATION | SEPARATOR | LINK,
        b',' => LINK,
        b'(' | b')' | b'.' | b'[' | b']' | b'/' | b'~' | FULLWIDTH_STOP | FULLWIDTH_TILDE
        | MARK => PUNCTUATION | SEPARATOR,
        _ => 0,
    };
    classes | NO_END
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
    for &(first, more, symbol) in &SYMBOLS {
        let place = code.wrapping_sub(first.into());
        if place <= more.into() {
            // Digits and letters are counted.
            let counts = !matches!(symbol, FULLWIDTH_PLUS..FULLWIDTH_A);
            let [place, ..] = place.to_le_bytes();
            return symbol + if counts { place } else { 0 };
        }
    }
    OTHER
}

/// The symbols of code points beyond ASCII: the first code point, how many more of the kind come after
/// it, and the symbol.
static SYMBOLS: [(u16, u8, u8); 39] = [
    (0xff10, 9, FULLWIDTH_DIGIT),
    (0x0660, 9, ARABIC_DIGIT),
    (0x06f0, 9, EXTENDED_DIGIT),
    (0xff21, 25, FULLWIDTH_A),
    (0xff41, 25, FULLWIDTH_A),
    (0xff0b, 0, FULLWIDTH_PLUS),
    (0x00a0, 0, NO_BREAK_SPACE),
    (0xff0e, 0, FULLWIDTH_STOP),
    (0xff5e, 0, FULLWIDTH_TILDE),
    (0xff03, 0, FULLWIDTH_HASH),
    (0x0301, 0, ACUTE),
    (0x00d3, 0, O_ACUTE),
    (0x00f3, 0, O_ACUTE),
    (0x0414, 0, CYRILLIC_DOB[0]),
    (0x0434, 0, CYRILLIC_DOB[0]),
    (0x041e, 0, CYRILLIC_DOB[1]),
    (0x043e, 0, CYRILLIC_DOB[1]),
    (0x0411, 0, CYRILLIC_DOB[2]),
    (0x0431, 0, CYRILLIC_DOB[2]),
    (0x200b, 0, WIDE_BLANK),
    (0x2060, 0, WIDE_BLANK),
    (0x3000, 0, WIDE_BLANK),
    (0x2010, 5, MARK),
    (0x2053, 0, MARK),
    (0x00ad, 0, MARK),
    (0x2212, 0, MARK),
    (0x223c, 0, MARK),
    (0x30fc, 0, MARK),
    (0xff08, 1, MARK),
    (0xff0d, 0, MARK),
    (0xff0f, 0, MARK),
    (0xff3b, 0, MARK),
    (0xff3d, 0, MARK),
    (0x0085, 0, UNSEEN),
    (0x1680, 0, UNSEEN),
    (0x2000, 15, UNSEEN),
    (0x2028, 7, UNSEEN),
    (0x205f, 10, UNSEEN),
    (0xfeff, 0, UNSEEN),
];
