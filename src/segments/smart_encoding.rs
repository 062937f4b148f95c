//! Replaces characters by similar ones of GSM-7, as Twilio's Smart Encoding does.

use super::characters::Characters;
use super::compositions::COMPOSITIONS;
use super::rules::Rules;
use super::{Options, Sent, SmartEncoding, savings};

/// A text after substitution.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct SmartEncoded {
    /// The new text.
    pub text: String,
    /// What was replaced, at offsets of the text given.
    pub changes: Vec<Change>,
}

/// A character that was replaced, or a letter and its mark that were composed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// Where it begins in the text given, in UTF-16 code units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What stands in its place: nothing, characters of GSM-7, or a composed letter.
    pub replacement: &'static str,
    /// The segments more that the text would need without this change, and with all others.
    pub saves: usize,
}

impl Change {
    /// UTF-16 code units of the replacement. None of its characters has two.
    #[inline(never)]
    pub(super) fn units(&self) -> usize {
        self.replacement.chars().count()
    }
}

/// Replaces every character that has a replacement, whatever else is in `text`.
///
/// Letters are composed with the marks behind them first, where that gives a
/// character of GSM-7 or the mark would be replaced: `n` and a combining tilde
/// become `ñ`, and not `n~`. A text that would need more segments after that than
/// before comes back as it is.
///
/// # Example
///
/// ```
/// use septet::segments::smart_encode;
///
/// let encoded = smart_encode("Don’t… wait");
/// assert_eq!(encoded.text, "Don't... wait");
/// assert_eq!((encoded.changes[1].start, encoded.changes[1].replacement), (5, "..."));
/// assert_eq!(smart_encode("man\u{303}ana").text, "mañana");
/// ```
#[must_use]
pub fn smart_encode(text: &str) -> SmartEncoded {
    let units: Vec<u16> = text.encode_utf16().collect();
    let changes = smart_encode_units(&units);
    SmartEncoded { text: apply(text, &changes), changes }
}

/// The changes of [`smart_encode`] to UTF-16 code units, which may be lone surrogates.
pub(crate) fn smart_encode_units(units: &[u16]) -> Vec<Change> {
    let options = Options { smart_encoding: SmartEncoding::On, ..Options::default() };
    // Nothing is demanded that could be refused.
    let Ok(mut sent) = Sent::of_any_length(units, &options) else { return Vec::new() };
    savings::find(units, &mut sent);
    sent.changes
}

/// What is to be replaced, being in no table in use. What each change saves is not known yet.
pub(super) fn changes(units: &[u16], rules: &Rules) -> Vec<Change> {
    let characters = Characters::get();
    let mut changes = Vec::<Change>::new();
    let mut last = Last::default();
    for (at, &unit) in units.iter().enumerate() {
        let end = at + 1;
        let given = compose(last.given, unit, rules);
        if let Some(replacement) = given.or_else(|| compose(last.sent, unit, rules)) {
            let start = last.start;
            while changes.last().is_some_and(|change| change.start >= start) {
                changes.pop();
            }
            changes.push(Change { start, end, replacement, saves: 0 });
            let sent = only(replacement);
            last = Last { start, given: sent, sent };
            continue;
        }
        let replacement = characters.replacement(unit).filter(|_| !rules.is_national(unit));
        if let Some(replacement) = replacement {
            changes.push(Change { start: at, end, replacement, saves: 0 });
        }
        // What is left out stands between no letter and its mark.
        if replacement != Some("") {
            last = Last { start: at, given: unit, sent: replacement.map_or(unit, only) };
        }
    }
    changes
}

/// The last character that was not left out, which a mark may follow.
#[derive(Default)]
struct Last {
    /// Where it begins in the text given.
    start: usize,
    /// What it was there, and what it has become: 0 for more than one character.
    given: u16,
    sent: u16,
}

/// The one character that a replacement is, and 0 for more or none.
fn only(replacement: &str) -> u16 {
    match *replacement.as_bytes() {
        [ascii] => ascii.into(),
        [lead @ 0xC0..=0xFF, tail] => u16::from(lead & 0x1F) << 6 | u16::from(tail & 0x3F),
        [lead @ 0xE0..=0xFF, middle, tail] => {
            let bits = [lead & 0xF, middle & 0x3F, tail & 0x3F].map(u16::from);
            bits[0] << 12 | bits[1] << 6 | bits[2]
        }
        _ => 0,
    }
}

/// The one character that `letter` and `mark` are together, if it matters.
#[inline(never)]
pub(super) fn compose(letter: u16, mark: u16, rules: &Rules) -> Option<&'static str> {
    if mark < FIRST_MARK || rules.is_national(mark) {
        return None;
    }
    #[cfg(feature = "segments-full")]
    if !rules.languages.is_empty()
        && let Some(composed) = super::national::compose(letter, mark)
        && rules.is_national(only(composed))
    {
        return Some(composed);
    }
    COMPOSITIONS.compose(letter, mark)
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
        text.extend(change.replacement.encode_utf16());
        kept = change.end;
    }
    text.extend_from_slice(units.get(kept..).unwrap_or_default());
    text
}

/// No character before this one combines with another.
const FIRST_MARK: u16 = 0x300;
