//! Cuts a text into segments.

use super::graphemes::Reader;
use super::lists::SegmentList;
use super::{Encoding, LanguageTables, alphabet, is_pair};

/// One message of those a text is sent as.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
#[repr(C)]
pub struct Segment {
    /// Where its part of the text begins, in UTF-16 code units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Septets or UTF-16 code units in it.
    pub units: usize,
}

impl Segment {
    pub(super) const EMPTY: Self = Self { start: 0, end: 0, units: 0 };
}

/// What units are, and of which tables.
type Alphabet = (Encoding, Option<LanguageTables>);

/// Fills segments of `limit` units with a text. With `keep_graphemes`, a cluster
/// that fits into a segment is not divided.
pub(super) fn split(
    text: &[u16],
    alphabet: Alphabet,
    limit: usize,
    keep_graphemes: bool,
    segments: &mut SegmentList,
) {
    segments.clear();
    let mut clusters = keep_graphemes.then(|| Clusters { reader: Reader::new(), start: 0, end: 0 });
    let mut start = 0;
    loop {
        let mut segment = fill(text, start, alphabet, limit);
        if segment.end == text.len() {
            return segments.push(segment);
        }
        if let Some(clusters) = &mut clusters {
            let edge = clusters.edge(text, segment.end, alphabet, limit);
            // A cluster that begins with the segment has to be divided.
            if edge > start {
                let units = cost(text, start, edge, alphabet);
                segment = Segment { start, end: edge, units };
            }
        }
        start = segment.end;
        segments.push(segment);
    }
}

/// The segment at `start`, filled one code point after the other.
fn fill(text: &[u16], start: usize, (encoding, tables): Alphabet, limit: usize) -> Segment {
    let rest = text.get(start..).unwrap_or_default();
    let (mut length, mut units) = (0, 0);
    match encoding {
        Encoding::Gsm7 => {
            for &unit in rest {
                let septets = usize::from(alphabet::septets_in(tables, unit));
                if units + septets > limit {
                    break;
                }
                length += 1;
                units += septets;
            }
        }
        Encoding::Ucs2 => {
            units = match rest.get(limit - 1..=limit) {
                Some(&[first, second]) if is_pair(first, second) => limit - 1,
                _ => limit.min(rest.len()),
            };
            length = units;
        }
    }
    Segment { start, end: start + length, units }
}

/// The cluster that the last edge was in.
struct Clusters {
    reader: Reader,
    start: usize,
    end: usize,
}

impl Clusters {
    /// Where a segment ends that can reach up to `edge`: before the cluster there,
    /// unless that is larger than a segment.
    fn edge(&mut self, text: &[u16], edge: usize, alphabet: Alphabet, limit: usize) -> usize {
        while self.end <= edge {
            self.start = self.end;
            self.end = self.reader.cluster(text, self.start);
        }
        // Every unit of a text costs one at least, so the sum is never long.
        let fits =
            self.end - self.start <= limit && cost(text, self.start, self.end, alphabet) <= limit;
        if fits { self.start } else { edge }
    }
}

/// The units of the part of `text` from `start` to `end`.
fn cost(text: &[u16], start: usize, end: usize, (encoding, tables): Alphabet) -> usize {
    match encoding {
        Encoding::Gsm7 => text
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .map(|&unit| usize::from(alphabet::septets_in(tables, unit)))
            .sum(),
        Encoding::Ucs2 => end - start,
    }
}
