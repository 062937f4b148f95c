//! Finds the part of a text that may be a number.

use super::characters::{
    Text, is_body, is_digit, is_first, is_last, is_letter, is_plus, is_punctuation,
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
    if let [first, second] = text {
        return is_digit(*first) && is_digit(*second);
    }
    let Some(head) = head(text) else { return false };
    let rest = text.get(head..).unwrap_or_default();
    let Some(body) = rest.iter().position(|symbol| !is_body(*symbol)) else { return true };
    Extension::at_end(text).is_some_and(|extension| {
        extension.starts().any(|start| (head..=head + body).contains(&start))
    })
}

/// The number before the extension, and the digits of the extension.
pub(super) fn without_extension(text: &[u8]) -> (&[u8], &[u8]) {
    let split = || {
        let extension = Extension::at_end(text)?;
        let number = text.get(..extension.starts().last()?)?;
        is_viable(number).then_some((number, extension.digits))
    };
    split().unwrap_or((text, &[]))
}

/// How many symbols plus signs and three digits take at the beginning of `text`.
fn head(text: &[u8]) -> Option<usize> {
    let pluses = text.iter().take_while(|symbol| is_plus(**symbol)).count();
    let mut digits = 0;
    for (at, &symbol) in text.iter().enumerate().skip(pluses) {
        if is_digit(symbol) {
            digits += 1;
        } else if !is_punctuation(symbol) {
            return None;
        }
        if digits == 3 {
            return Some(at + 1);
        }
    }
    None
}

/// From the first plus sign or digit on, without what follows the number.
fn extracted(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|symbol| is_first(*symbol)).unwrap_or(text.len());
    let end = text.iter().rposition(|symbol| is_last(*symbol)).map_or(start, |last| last + 1);
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
    let context = text.get(at + CONTEXT.len()..)?;
    let end = context.iter().position(|symbol| *symbol == b';').unwrap_or(context.len());
    let context = context.get(..end)?;
    if !is_global_digits(context) && !is_domain(context) {
        return None;
    }
    let start = find(text, b"tel:").map_or(0, |at| at + 4);
    // A scheme after the context is no scheme, yet the oracle reads the text between them.
    let number = text.get(start.min(at)..start.max(at))?;
    if context.first() != Some(&b'+') {
        return Some(number);
    }
    joined.extend(context);
    joined.extend(number);
    Some(joined.symbols())
}

fn is_global_digits(context: &[u8]) -> bool {
    let [b'+', rest @ ..] = context else { return false };
    let separator = |symbol: u8| matches!(symbol, b'-' | b'.' | b'(' | b')');
    rest.iter().all(|symbol| is_digit(*symbol) || separator(*symbol))
        && rest.iter().any(|symbol| is_digit(*symbol))
}

fn is_domain(context: &[u8]) -> bool {
    let labels = context.strip_suffix(b".").unwrap_or(context);
    let mut first = true;
    let mut before = b'.';
    let mut is_name = false;
    for &symbol in labels {
        let is_part = is_digit(symbol) || is_letter(symbol);
        match symbol {
            b'.' if !first && before != b'-' => first = true,
            b'-' if !first => {}
            _ if is_part => {
                if first {
                    is_name = is_letter(symbol);
                }
                first = false;
            }
            _ => return false,
        }
        before = symbol;
    }
    is_name && !first && before != b'-'
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}
