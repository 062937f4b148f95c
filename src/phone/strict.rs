//! What a form takes: a number and nothing else.

use super::candidate::without_extension;
use super::characters::{
    BLANK, DIGIT, NO_END, PLUS, SEPARATOR, all, first, has_at, is, run, trimmed,
};

/// Whether `text`, which was read as a number with this extension, holds nothing but that number:
/// `tel:`, a plus sign, digits and an extension. All but the digits can be missing, and
/// separators can stand anywhere.
pub(super) fn is_strict(text: &[u8], extension: &[u8]) -> bool {
    let Some(text) = without_surroundings(text) else { return false };
    let (digits, found) = without_extension(text);
    let label = text.get(digits.len()..).unwrap_or_default();
    let digits = match digits {
        [plus, rest @ ..] if is(*plus, PLUS) => rest,
        _ => digits,
    };
    // They differ where something that begins like an extension was cut off as another number.
    found == extension && !is_second_number(label) && all(digits, DIGIT | SEPARATOR)
}

/// What a number can begin and end with, when there is nothing around it but white space, the
/// scheme of RFC 3966, which no space follows (`Tel: 1` is text and a number), and separators.
fn without_surroundings(text: &[u8]) -> Option<&[u8]> {
    let mut start = run(text, 0, BLANK);
    let text = text.get(..trimmed(text, BLANK))?;
    if has_at(text, start, b"tel:") {
        start += 4;
        if text.get(start).is_some_and(|symbol| is(*symbol, BLANK)) {
            return None;
        }
    }
    let begin = first(text, start, DIGIT | PLUS);
    let end = trimmed(text, NO_END);
    let apart = all(text.get(start..begin)?, SEPARATOR) && all(text.get(end..)?, SEPARATOR);
    text.get(begin..end).filter(|_| apart)
}

/// Whether an extension has no label but one comma or semicolon, and the digits of a number.
fn is_second_number(extension: &[u8]) -> bool {
    let (mut digits, mut marks) = (0, 0);
    for &symbol in extension {
        match symbol {
            b' ' => {}
            b',' | b';' => marks += 1,
            _ if is(symbol, DIGIT) => digits += 1,
            _ => return false,
        }
    }
    digits >= 7 && marks == 1
}
