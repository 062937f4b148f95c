//! Replaces characters by similar ones of GSM-7, as Twilio's Smart Encoding does.

use super::characters::{Characters, Replacement};
use super::compositions::COMPOSITIONS;
use super::lists::{Encoded, Lists};
use super::rules::Rules;
use super::sent::Sent;
use super::{MAX_TEXT, Options, SmartEncoding};
use crate::list::List;

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

/// A [`Change`] as it crosses to JavaScript.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(crate) struct Edit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) replacement: Replacement,
    pub(super) saves: usize,
}

impl Edit {
    pub(super) const EMPTY: Self =
        Self { start: 0, end: 0, replacement: Replacement::NONE, saves: 0 };
}

impl From<Edit> for Change {
    fn from(edit: Edit) -> Self {
        let Edit { start, end, replacement, saves } = edit;
        Self { start, end, replacement: replacement.text().unwrap_or_default(), saves }
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
    let changes: Vec<Change> = Lists::with(|lists| {
        smart_encode_units(&units, lists);
        lists.found.edits.iter().copied().map(Change::from).collect()
    });
    SmartEncoded { text: apply(text, &changes), changes }
}

/// Finds the changes of [`smart_encode`] to UTF-16 code units, which may be lone surrogates.
pub(crate) fn smart_encode_units(units: &[u16], lists: &mut Lists) {
    let options = Options { smart_encoding: SmartEncoding::On, ..Options::default() };
    // Nothing is demanded that could be refused.
    let Lists { encoded, found } = lists;
    if let Ok(sent) = Sent::of_any_length(units, &options, encoded, found) {
        sent.find_savings(units, found);
    }
}

/// Finds what is to be replaced, being in no table in use. What each edit saves is not known yet.
pub(super) fn find(units: &[u16], rules: &Rules, edits: &mut List<Edit, MAX_TEXT>) {
    let characters = Characters::get();
    let mut last = Last::default();
    for (at, &unit) in units.iter().enumerate() {
        let mut edit = Edit { start: at, end: at + 1, ..Edit::EMPTY };
        let composed = compose(last.given, unit, rules).or_else(|| compose(last.sent, unit, rules));
        if let Some(composed) = composed {
            edit.start = last.start;
            while edits.last().is_some_and(|other| other.start >= edit.start) {
                edits.pop();
            }
            edit.replacement = Replacement::of(composed);
            edits.push(edit);
            last = Last { start: edit.start, given: composed, sent: composed };
            continue;
        }
        if !rules.is_national(unit) {
            edit.replacement = characters.replacement(unit);
        }
        let mut sent = unit;
        if edit.replacement.is_some() {
            edits.push(edit);
            // What is left out stands between no letter and its mark.
            if edit.replacement.len() == 0 {
                continue;
            }
            sent = edit.replacement.only();
        }
        last = Last { start: at, given: unit, sent };
    }
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

/// The one character that `letter` and `mark` are together, if it matters.
#[inline(never)]
pub(super) fn compose(letter: u16, mark: u16, rules: &Rules) -> Option<u16> {
    if mark < FIRST_MARK || rules.is_national(mark) {
        return None;
    }
    #[cfg(feature = "segments-full")]
    if !rules.languages.is_empty()
        && let Some(composed) = super::national::compose(letter, mark)
        && rules.is_national(composed)
    {
        return Some(composed);
    }
    COMPOSITIONS.compose(letter, mark)
}

/// What Smart Encoding puts in the place of `character`.
#[cfg(feature = "segments-full")]
pub(super) fn replacement(character: char) -> Option<&'static str> {
    Characters::get().replacement(u16::try_from(character).ok()?).text()
}

/// The text after `changes` to it.
pub(super) fn apply(text: &str, changes: &[Change]) -> String {
    if changes.is_empty() {
        return text.to_owned();
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut encoded = Vec::with_capacity(units.len());
    let mut kept = 0;
    for change in changes {
        encoded.extend_from_slice(units.get(kept..change.start).unwrap_or_default());
        encoded.extend(change.replacement.encode_utf16());
        kept = change.end;
    }
    encoded.extend_from_slice(units.get(kept..).unwrap_or_default());
    // What is replaced is no half of a pair, so all pairs are whole.
    String::from_utf16_lossy(&encoded)
}

/// Writes the UTF-16 code units after `edits` to them.
pub(super) fn encode(units: &[u16], edits: &[Edit], encoded: &mut Encoded) {
    encoded.clear();
    let mut edits = edits.iter();
    let mut edit = edits.next();
    for (at, &unit) in units.iter().enumerate() {
        let Some(Edit { start, end, replacement, .. }) = edit else {
            encoded.push(unit);
            continue;
        };
        if at < *start {
            encoded.push(unit);
        }
        if at + 1 == *end {
            match replacement.units() {
                Some(units) => units.iter().for_each(|unit| encoded.push(*unit)),
                None => encoded.push(replacement.only()),
            }
            edit = edits.next();
        }
    }
}

/// No character before this one combines with another.
const FIRST_MARK: u16 = 0x300;
