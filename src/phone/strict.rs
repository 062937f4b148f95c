//! What a form takes: a number and nothing else.

use super::PhoneNumber;
use super::candidate::without_extension;
use super::characters::{is_digit, is_plus, is_punctuation};

/// Whether `input`, which was read as `number`, holds nothing but that number: `tel:`, a plus
/// sign, digits and an extension. All but the digits can be missing, and separators can stand
/// anywhere.
pub(super) fn is_strict(input: &str, number: &PhoneNumber) -> bool {
    let Some(text) = without_scheme(input.trim_matches(is_blank)) else { return false };
    let text: Vec<char> = text.chars().collect();
    let Some(text) = without_separators(&text) else { return false };
    let (digits, extension) = without_extension(text);
    let label = text.get(digits.len()..).unwrap_or_default();
    let digits = match digits {
        [plus, rest @ ..] if is_plus(*plus) => rest,
        _ => digits,
    };
    // They differ where something that begins like an extension was cut off as another number.
    let is_same = extension.map(|digits| digits.iter().collect()) == number.extension;
    is_same
        && !is_second_number(label)
        && digits.iter().all(|ch| is_digit(*ch) || is_separator(*ch))
}

/// `text` without the scheme of RFC 3966, which no space follows: `Tel: 1` is text and a number.
fn without_scheme(text: &str) -> Option<&str> {
    match text.split_at_checked(4) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel:") => {
            Some(rest).filter(|rest| !rest.starts_with(char::is_whitespace))
        }
        _ => Some(text),
    }
}

/// What a number can begin and end with, when there is nothing but separators around it.
fn without_separators(text: &[char]) -> Option<&[char]> {
    let first = text.iter().position(|ch| is_plus(*ch) || is_digit(*ch))?;
    let last =
        text.iter().rposition(|ch| is_digit(*ch) || ch.is_ascii_alphabetic() || *ch == '#')?;
    let (before, rest) = text.split_at_checked(first)?;
    let (number, after) = rest.split_at_checked((last + 1).checked_sub(first)?)?;
    before.iter().chain(after).all(|ch| is_separator(*ch)).then_some(number)
}

/// Whether an extension has no label but one comma or semicolon, and the digits of a number.
fn is_second_number(extension: &[char]) -> bool {
    let is_listed = |ch: &&char| matches!(ch, ',' | ';');
    let digits = extension.iter().filter(|ch| is_digit(**ch)).count();
    let is_bare = extension.iter().all(|ch| matches!(ch, ' ' | ',' | ';') || is_digit(*ch));
    is_bare && digits >= 7 && extension.iter().filter(is_listed).count() == 1
}

/// Whether `ch` stands between digits and means nothing. Letters and the star, which dialing
/// codes begin with, are no separators.
fn is_separator(ch: char) -> bool {
    is_punctuation(ch) && !matches!(ch, 'x' | 'X' | '*')
}

/// Whether `ch` cannot be seen at the ends of a text: white space, and the marks of direction
/// that are copied out of address books.
fn is_blank(ch: char) -> bool {
    ch.is_whitespace()
        || matches!(
            ch,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}
