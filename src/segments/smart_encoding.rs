//! Replaces characters by similar ones of GSM-7, as Twilio's Smart Encoding does.

use super::characters::Characters;
use super::utf16_indices;

/// A text after substitution.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct SmartEncoded {
    /// The new text.
    pub text: String,
    /// What was replaced, at offsets of the text given.
    pub changes: Vec<Change>,
}

/// A character that was replaced.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// Where it begins in the text given, in UTF-16 code units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What stands in its place: nothing, or characters of GSM-7.
    pub replacement: &'static str,
}

/// Replaces every character that has a replacement, whatever else is in `text`.
///
/// Code points are replaced one by one and nothing is composed first, so a
/// letter and a combining tilde become the letter and `~`.
///
/// # Example
///
/// ```
/// use septet::segments::smart_encode;
///
/// let encoded = smart_encode("Don’t… wait");
/// assert_eq!(encoded.text, "Don't... wait");
/// assert_eq!((encoded.changes[1].start, encoded.changes[1].replacement), (5, "..."));
/// ```
#[must_use]
pub fn smart_encode(text: &str) -> SmartEncoded {
    let mut encoded = SmartEncoded { text: String::with_capacity(text.len()), changes: Vec::new() };
    for (start, character) in utf16_indices(text) {
        match replacement(character) {
            Some(replacement) => {
                let end = start + character.len_utf16();
                encoded.text.push_str(replacement);
                encoded.changes.push(Change { start, end, replacement });
            }
            None => encoded.text.push(character),
        }
    }
    encoded
}

/// What Smart Encoding puts in the place of `character`.
pub(super) fn replacement(character: char) -> Option<&'static str> {
    Characters::get().replacement(character)
}
