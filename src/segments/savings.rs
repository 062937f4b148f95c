//! What each change of a text saves.

use super::{Encoding, Sent, is_pair};

/// Finds out what each change saves: how many segments more there would be with
/// the characters of `given` left as they were, and all other changes made.
///
/// What is replaced is in no table in use, so a text that has it is UCS-2. Such a
/// text differs from the one sent in one place. It is cut like that one before
/// it, and again from the first edge behind it on, which `behind` knows.
pub(super) fn find(given: &[u16], sent: &mut Sent<'_>) {
    if sent.changes.is_empty() {
        return;
    }
    let count = sent.split(false).len();
    let text = &*sent.units;
    let unit = |place: usize| text.get(place).copied().unwrap_or_default();
    let room = |size| Encoding::Ucs2.units_per_segment(size, sent.rules.header, 0);
    let limit = room(usize::MAX);

    // The segments from each place on, were one to begin there.
    let mut behind = vec![0_usize; text.len() + 1];
    for place in (0..text.len()).rev() {
        behind[place] = behind[edge(unit, text.len(), place, limit)] + 1;
    }

    // The last segment that begins before a change, and how many are before it.
    let (mut start, mut before) = (0, 0);
    let (mut given_end, mut to) = (0, 0);
    for change in &mut sent.changes {
        let from = to + change.start - given_end;
        to = from + change.units();
        given_end = change.end;
        loop {
            let next = edge(unit, text.len(), start, limit);
            if next >= from {
                break;
            }
            (start, before) = (next, before + 1);
        }
        let original = given.get(change.start..change.end).unwrap_or_default();
        let original_end = from + original.len();
        let length = text.len() - to + original_end;
        let other = |place: usize| match original.get(place.wrapping_sub(from)) {
            Some(unit) => *unit,
            None if place < from => unit(place),
            None => unit(place - original_end + to),
        };
        let (mut place, mut segments) = (start, before);
        while place < original_end {
            place = edge(other, length, place, limit);
            segments += 1;
        }
        // No place is behind the end of the text.
        segments += behind[place - original_end + to];
        if length <= room(length) {
            segments = 1;
        }
        change.saves = segments.saturating_sub(count);
    }
}

/// Where the segment that begins at `place` ends: no surrogate pair is divided.
fn edge(unit: impl Fn(usize) -> u16, length: usize, place: usize, limit: usize) -> usize {
    let end = place + limit;
    if end >= length { length } else { end - usize::from(is_pair(unit(end - 1), unit(end))) }
}
