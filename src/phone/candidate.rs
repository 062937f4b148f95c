//! Finds the part of a text that may be a number.

use super::characters::{
    DIGIT, LETTER, NO_END, PLUS, PUNCTUATION, Text, all, first, is, run, trimmed,
};
use super::extension::Extension;

/// The part of `text` that may be a number, an extension included. It is put together in
/// `joined` when it comes in two pieces. `None` when a context is given that is none.
pub(super) fn candidate<'a>(text: &'a [u8], joined: &'a mut Text) -> Option<&'a [u8]> {
    let found = match find(text, CONTEXT) {
        Some(at) => with_context(text, at, joined)?,
        None => extracted(text),
    };
    let end = find(found, b";isub=").filter(|at| *at > 0).unwrap_or(found.len());
    found.get(..end)
}

/// Whether `text` can be a number: two digits, or three and whatever else may follow,
/// with an extension or without.
pub(super) fn is_viable(text: &[u8]) -> bool {
    if text.len() == 2 {
        return all(text, DIGIT);
    }
    let Some(head) = head(text) else { return false };
    let body = run(text, head, DIGIT | LETTER | PUNCTUATION);
    body == text.len()
        || Extension::at_end(text).is_some_and(|extension| extension.start(head, body).is_some())
}

/// The number before the extension, and the digits of the extension.
pub(super) fn without_extension(text: &[u8]) -> (&[u8], &[u8]) {
    if let Some(extension) = Extension::at_end(text)
        && let Some(start) = extension.start(0, text.len())
        && let Some(number) = text.get(..start)
        && is_viable(number)
    {
        return (number, extension.digits);
    }
    (text, &[])
}

/// How many symbols plus signs and three digits take at the beginning of `text`.
fn head(text: &[u8]) -> Option<usize> {
    let mut digits = 0;
    let mut at = run(text, 0, PLUS);
    while digits < 3 {
        let symbol = *text.get(at)?;
        if is(symbol, DIGIT) {
            digits += 1;
        } else if !is(symbol, PUNCTUATION) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// From the first plus sign or digit on, without what follows the number.
fn extracted(text: &[u8]) -> &[u8] {
    let start = first(text, 0, DIGIT | PLUS);
    let end = trimmed(text, NO_END);
    let found = text.get(start..end).unwrap_or_default();
    found.get(..second_number(found)).unwrap_or_default()
}

/// Where `/ x` begins, the sign of a second number that shares the digits before.
fn second_number(text: &[u8]) -> usize {
    let mut slash = None;
    for (at, symbol) in text.iter().enumerate() {
        match (symbol, slash) {
            (b'/' | b'\\', _) => slash = Some(at),
            (b'x', Some(slash)) => return slash,
            (b' ', _) => {}
            _ => slash = None,
        }
    }
    text.len()
}

const CONTEXT: &[u8] = b";phone-context=";

/// The number of a `tel:` URI, RFC 3966, behind its context when that is a prefix.
fn with_context<'a>(text: &'a [u8], at: usize, joined: &'a mut Text) -> Option<&'a [u8]> {
    let begin = at + CONTEXT.len();
    let context = text.get(begin..)?.split(|symbol| *symbol == b';').next()?;
    let is_prefix = context.first() == Some(&b'+');
    if !(is_prefix && is_global_digits(context) || is_domain(context)) {
        return None;
    }
    let start = find(text, b"tel:").map_or(0, |at| at + 4);
    // A scheme after the context is no scheme, yet the oracle reads the text between them.
    let number = text.get(start.min(at)..start.max(at))?;
    if !is_prefix {
        return Some(number);
    }
    joined.extend(context);
    joined.extend(number);
    Some(joined.symbols())
}

/// Whether a plus sign is followed by digits, and by what RFC 3966 allows between them.
fn is_global_digits(context: &[u8]) -> bool {
    let mut digits = false;
    for &symbol in context.get(1..).unwrap_or_default() {
        digits |= is(symbol, DIGIT);
        if !is(symbol, DIGIT) && !matches!(symbol, b'-' | b'.' | b'(' | b')') {
            return false;
        }
    }
    digits
}

fn is_domain(context: &[u8]) -> bool {
    let labels = context.strip_suffix(b".").unwrap_or(context);
    let mut before = b'.';
    let mut is_name = false;
    for &symbol in labels {
        let begins = before == b'.';
        match symbol {
            b'.' if !begins && before != b'-' => {}
            b'-' if !begins => {}
            _ if is(symbol, LETTER) => is_name |= begins,
            _ if is(symbol, DIGIT) => is_name &= !begins,
            _ => return false,
        }
        before = symbol;
    }
    is_name && !matches!(before, b'.' | b'-')
}

/// Where `wanted` stands first.
fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}
