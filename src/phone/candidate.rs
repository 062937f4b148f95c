//! Finds the part of a text that may be a number.

use super::characters::{is_digit, is_plus, is_punctuation};
use super::extension::Extension;

/// The part of `text` that may be a number, an extension included. `None` when a context
/// is given that is none.
pub(super) fn candidate(text: &[char]) -> Option<Vec<char>> {
    let mut found = match find(text, CONTEXT) {
        Some(at) => with_context(text, at)?,
        None => extracted(text).to_vec(),
    };
    if let Some(at) = find(&found, ";isub=").filter(|at| *at > 0) {
        found.truncate(at);
    }
    Some(found)
}

/// Whether `text` can be a number: two digits, or three and whatever else may follow,
/// with an extension or without.
pub(super) fn is_viable(text: &[char]) -> bool {
    if let [first, second] = text {
        return is_digit(*first) && is_digit(*second);
    }
    let Some(head) = head(text) else { return false };
    let rest = text.get(head..).unwrap_or_default();
    let Some(body) = rest.iter().position(|ch| !is_body(*ch)) else { return true };
    Extension::at_end(text).is_some_and(|extension| {
        extension.starts().any(|start| (head..=head + body).contains(&start))
    })
}

/// The number before the extension, and the digits of the extension as they are written.
pub(super) fn without_extension(text: &[char]) -> (&[char], Option<&[char]>) {
    let split = || {
        let extension = Extension::at_end(text)?;
        let number = text.get(..extension.starts().last()?)?;
        is_viable(number).then_some((number, Some(extension.digits)))
    };
    split().unwrap_or((text, None))
}

/// How many characters plus signs and three digits take at the beginning of `text`.
fn head(text: &[char]) -> Option<usize> {
    let pluses = text.iter().take_while(|ch| is_plus(**ch)).count();
    let mut digits = 0;
    for (at, ch) in text.iter().enumerate().skip(pluses) {
        if is_digit(*ch) {
            digits += 1;
        } else if !is_punctuation(*ch) {
            return None;
        }
        if digits == 3 {
            return Some(at + 1);
        }
    }
    None
}

fn is_body(ch: char) -> bool {
    is_punctuation(ch) || is_digit(ch) || ch.is_ascii_alphabetic()
}

/// From the first plus sign or digit on, without what follows the number.
fn extracted(text: &[char]) -> &[char] {
    let start = text.iter().position(|ch| is_plus(*ch) || is_digit(*ch)).unwrap_or(text.len());
    let is_last = |ch: &char| is_digit(*ch) || ch.is_ascii_alphabetic() || *ch == '#';
    let end = text.iter().rposition(is_last).map_or(start, |last| last + 1).max(start);
    let found = text.get(start..end).unwrap_or_default();
    found.get(..second_number(found)).unwrap_or_default()
}

/// Where `/ x` begins, the sign of a second number that shares the digits before.
fn second_number(text: &[char]) -> usize {
    let mut slash = None;
    for (at, ch) in text.iter().enumerate() {
        match ch {
            '/' | '\\' => slash = Some(at),
            ' ' => {}
            'x' if slash.is_some() => break,
            _ => slash = None,
        }
        if at + 1 == text.len() {
            slash = None;
        }
    }
    slash.unwrap_or(text.len())
}

const CONTEXT: &str = ";phone-context=";

/// The number of a `tel:` URI, RFC 3966, behind its context when that is a prefix.
fn with_context(text: &[char], at: usize) -> Option<Vec<char>> {
    let context = text.get(at + CONTEXT.len()..)?;
    let context = context.split(|ch| *ch == ';').next()?;
    if !is_global_digits(context) && !is_domain(context) {
        return None;
    }
    let mut found = if context.first() == Some(&'+') { context.to_vec() } else { Vec::new() };
    let start = find(text, "tel:").map_or(0, |at| at + 4);
    // A scheme after the context is no scheme, yet the oracle reads the text between them.
    found.extend_from_slice(text.get(start.min(at)..start.max(at))?);
    Some(found)
}

fn is_global_digits(context: &[char]) -> bool {
    match context {
        ['+', rest @ ..] => {
            let separator = |ch: &char| matches!(ch, '-' | '.' | '(' | ')');
            rest.iter().all(|ch| is_digit(*ch) || separator(ch))
                && rest.iter().any(|ch| is_digit(*ch))
        }
        _ => false,
    }
}

fn is_domain(context: &[char]) -> bool {
    let labels = context.strip_suffix(&['.']).unwrap_or(context);
    let is_part = |ch: &char| is_digit(*ch) || ch.is_ascii_alphabetic();
    let is_label = |label: &[char]| match label {
        [first, .., last] | [first @ last] => {
            is_part(first) && is_part(last) && label.iter().all(|ch| is_part(ch) || *ch == '-')
        }
        [] => false,
    };
    let last = labels.rsplit(|ch| *ch == '.').next().and_then(|label| label.first());
    labels.split(|ch| *ch == '.').all(is_label) && last.is_some_and(char::is_ascii_alphabetic)
}

fn find(text: &[char], wanted: &str) -> Option<usize> {
    let matches = |window: &[char]| window.iter().copied().eq(wanted.chars());
    text.windows(wanted.len()).position(matches)
}
