//! What each change of a text saves.

use super::sent::Sent;
use super::smart_encoding::Edit;
use super::{Encoding, is_pair};

/// Finds out what each edit saves: how many segments more than `count` there would be with the
/// characters of `given` left as they were, and all other edits made.
///
/// What is replaced is in no table in use, so a text that has it is UCS-2. Such a text differs from
/// the one sent in one place. It is cut like that one before it, and again from the first edge
/// behind it on.
pub(super) fn find(given: &[u16], sent: &Sent<'_>, edits: &mut [Edit], count: usize) {
    let text = sent.units;
    let room = |size| Encoding::Ucs2.units_per_segment(size, sent.rules.header, 0);
    let limit = room(usize::MAX);

    // The last segment that begins before an edit, and how many are before it: for now in `saves`.
    let (mut start, mut before, mut shift) = (0, 0, 0_usize);
    for edit in edits.iter_mut() {
        let from = edit.start.wrapping_add(shift);
        loop {
            let next = edge(text, start, limit);
            if next >= from {
                break;
            }
            (start, before) = (next, before + 1);
        }
        edit.saves = before * RING + from - start;
        shift = (from + edit.replacement.len()).wrapping_sub(edit.end);
    }

    // The segments from a place on, were one to begin there: for as many places as one reaches.
    let mut behind = [0; RING];
    let mut place = text.len();
    for edit in edits.iter_mut().rev() {
        let to = edit.end.wrapping_add(shift);
        while place > to {
            place -= 1;
            behind[place % RING] = behind[edge(text, place, limit) % RING] + 1;
        }
        let from = to - edit.replacement.len();
        shift = from.wrapping_sub(edit.start);
        let original = given.get(edit.start..edit.end).unwrap_or_default();
        let other = Other { text, from, to, original };
        let (mut at, mut segments) = (from - edit.saves % RING, edit.saves / RING);
        while at < from + original.len() {
            at = other.edge(at, limit);
            segments += 1;
        }
        segments += behind[other.place(at) % RING];
        if other.len() <= room(other.len()) {
            segments = 1;
        }
        edit.saves = segments.saturating_sub(count);
    }
}

/// More than a segment has places.
const RING: usize = 128;

/// Where the segment that begins at `place` ends: no surrogate pair is divided.
fn edge(text: &[u16], place: usize, limit: usize) -> usize {
    match text.get(place + limit - 1..=place + limit) {
        Some(&[first, second]) => place + limit - usize::from(is_pair(first, second)),
        _ => text.len(),
    }
}

/// A text with the `original` in the place of what is between `from` and `to`.
struct Other<'a> {
    text: &'a [u16],
    from: usize,
    to: usize,
    original: &'a [u16],
}

impl Other<'_> {
    fn len(&self) -> usize {
        self.text.len() - self.to + self.from + self.original.len()
    }

    /// Where something behind the original is in the text.
    fn place(&self, at: usize) -> usize {
        at - self.from - self.original.len() + self.to
    }

    #[inline(never)]
    fn unit(&self, at: usize) -> u16 {
        let unit = match self.original.get(at.wrapping_sub(self.from)) {
            None if at < self.from => self.text.get(at),
            None => self.text.get(self.place(at)),
            original => original,
        };
        unit.copied().unwrap_or_default()
    }

    /// [`edge`] in it.
    fn edge(&self, at: usize, limit: usize) -> usize {
        let end = at + limit;
        if end >= self.len() {
            return self.len();
        }
        end - usize::from(is_pair(self.unit(end - 1), self.unit(end)))
    }
}
