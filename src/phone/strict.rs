//! What a form takes: a number and nothing else.

use super::candidate::{first, without_extension};
use super::characters::{has_at, is_blank, is_digit, is_first, is_last, is_plus, is_punctuation};
use super::extension::trimmed;

/// Whether `text`, which was read as a number with this extension, holds nothing but that number:
/// `tel:`, a plus sign, digits and an extension. All but the digits can be missing, and
/// separators can stand anywhere.
pub(super) fn is_strict(text: &[u8], extension: &[u8]) -> bool {
    let Some(text) = without_surroundings(text) else { return false };
    let (digits, found) = without_extension(text);
    let label = text.get(digits.len()..).unwrap_or_default();
    let digits = match digits {
        [plus, rest @ ..] if is_plus(*plus) => rest,
        _ => digits,
    };
    // They differ where something that begins like an extension was cut off as another number.
    found == extension
        && !is_second_number(label)
        && all(digits, |symbol| is_digit(symbol) || is_separator(symbol))
}

/// What a number can begin and end with, when there is nothing around it but white space, the
/// scheme of RFC 3966, which no space follows (`Tel: 1` is text and a number), and separators.
fn without_surroundings(text: &[u8]) -> Option<&[u8]> {
    let mut start = first(text, 0, |symbol| !is_blank(symbol));
    let text = text.get(..trimmed(text, is_blank))?;
    if has_at(text, start, b"tel:") {
        start += 4;
        if text.get(start).is_some_and(|symbol| is_blank(*symbol)) {
            return None;
        }
    }
    let begin = first(text, start, is_first);
    let end = trimmed(text, |symbol| !is_last(symbol));
    let apart = all(text.get(start..begin)?, is_separator) && all(text.get(end..)?, is_separator);
    text.get(begin..end).filter(|_| apart)
}

/// Whether an extension has no label but one comma or semicolon, and the digits of a number.
fn is_second_number(extension: &[u8]) -> bool {
    let (mut digits, mut marks) = (0, 0);
    for &symbol in extension {
        match symbol {
            b' ' => {}
            b',' | b';' => marks += 1,
            _ if is_digit(symbol) => digits += 1,
            _ => return false,
        }
    }
    digits >= 7 && marks == 1
}

/// Whether `symbol` stands between digits and means nothing. Letters and the star, which
/// dialing codes begin with, are no separators.
fn is_separator(symbol: u8) -> bool {
    is_punctuation(symbol) && !matches!(symbol, b'x' | b'X' | b'*')
}

fn all(text: &[u8], is_wanted: impl Fn(u8) -> bool) -> bool {
    first(text, 0, |symbol| !is_wanted(symbol)) == text.len()
}
