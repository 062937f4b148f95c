//! What a form takes: a number and nothing else.

use super::candidate::without_extension;
use super::characters::{is_blank, is_digit, is_first, is_last, is_plus, is_punctuation};

/// Whether `text`, which was read as a number with this extension, holds nothing but that number:
/// `tel:`, a plus sign, digits and an extension. All but the digits can be missing, and
/// separators can stand anywhere.
pub(super) fn is_strict(text: &[u8], extension: &[u8]) -> bool {
    let Some(text) = without_scheme(trimmed(text)).and_then(without_separators) else {
        return false;
    };
    let (digits, found) = without_extension(text);
    let label = text.get(digits.len()..).unwrap_or_default();
    let digits = match digits {
        [plus, rest @ ..] if is_plus(*plus) => rest,
        _ => digits,
    };
    // They differ where something that begins like an extension was cut off as another number.
    found == extension
        && !is_second_number(label)
        && digits.iter().all(|symbol| is_digit(*symbol) || is_separator(*symbol))
}

/// `text` without what cannot be seen at its ends.
fn trimmed(text: &[u8]) -> &[u8] {
    let start = text.iter().take_while(|symbol| is_blank(**symbol)).count();
    let end = text.iter().rposition(|symbol| !is_blank(*symbol)).map_or(start, |last| last + 1);
    text.get(start..end).unwrap_or_default()
}

/// `text` without the scheme of RFC 3966, which no space follows: `Tel: 1` is text and a number.
fn without_scheme(text: &[u8]) -> Option<&[u8]> {
    match text.split_at_checked(4) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case(b"tel:") => {
            Some(rest).filter(|rest| !rest.first().is_some_and(|symbol| is_blank(*symbol)))
        }
        _ => Some(text),
    }
}

/// What a number can begin and end with, when there is nothing but separators around it.
fn without_separators(text: &[u8]) -> Option<&[u8]> {
    let first = text.iter().position(|symbol| is_first(*symbol))?;
    let last = text.iter().rposition(|symbol| is_last(*symbol))?;
    let (before, after) = (text.get(..first)?, text.get(last + 1..)?);
    let apart = before.iter().chain(after).all(|symbol| is_separator(*symbol));
    text.get(first..=last).filter(|_| apart)
}

/// Whether an extension has no label but one comma or semicolon, and the digits of a number.
fn is_second_number(extension: &[u8]) -> bool {
    let is_listed = |symbol: &&u8| matches!(**symbol, b',' | b';');
    let digits = extension.iter().filter(|symbol| is_digit(**symbol)).count();
    let is_bare =
        extension.iter().all(|symbol| matches!(symbol, b' ' | b',' | b';') || is_digit(*symbol));
    is_bare && digits >= 7 && extension.iter().filter(is_listed).count() == 1
}

/// Whether `symbol` stands between digits and means nothing. Letters and the star, which
/// dialing codes begin with, are no separators.
fn is_separator(symbol: u8) -> bool {
    is_punctuation(symbol) && !matches!(symbol, b'x' | b'X' | b'*')
}
