//! Replaces characters by similar ones of GSM-7, as Twilio's Smart Encoding does.

use super::characters::Characters;

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
    let units: Vec<u16> = text.encode_utf16().collect();
    let changes = changes(&units);
    SmartEncoded { text: apply(text, &changes), changes }
}

/// What [`smart_encode`] would change.
pub(crate) fn changes(units: &[u16]) -> Vec<Change> {
    let characters = Characters::get();
    let mut changes = Vec::new();
    for (start, &unit) in units.iter().enumerate() {
        if let Some(replacement) = characters.replacement(unit) {
            changes.push(Change { start, end: start + 1, replacement });
        }
    }
    changes
}

/// What Smart Encoding puts in the place of `character`.
#[cfg(feature = "segments-full")]
pub(super) fn replacement(character: char) -> Option<&'static str> {
    Characters::get().replacement(u16::try_from(character).ok()?)
}

/// The text after `changes` to it.
pub(super) fn apply(text: &str, changes: &[Change]) -> String {
    if changes.is_empty() {
        return text.to_owned();
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    // What is replaced is no half of a pair, so all pairs are whole.
    String::from_utf16_lossy(&apply_to_units(&units, changes))
}

/// The UTF-16 code units after `changes` to them.
pub(super) fn apply_to_units(units: &[u16], changes: &[Change]) -> Vec<u16> {
    let mut text = Vec::with_capacity(units.len());
    let mut kept = 0;
    for change in changes {
        text.extend_from_slice(units.get(kept..change.start).unwrap_or_default());
        text.extend(change.replacement.bytes().map(u16::from));
        kept = change.end;
    }
    text.extend_from_slice(units.get(kept..).unwrap_or_default());
    text
}
