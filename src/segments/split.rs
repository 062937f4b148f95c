//! Cuts a text into segments.

use super::graphemes::Reader;
use super::{Encoding, alphabet, code_point};

/// One message of those a text is sent as.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Segment {
    /// Where its part of the text begins, in UTF-16 code units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Septets or UTF-16 code units in it.
    pub units: usize,
}

/// Fills segments of `limit` units with a text. With `keep_graphemes`, a cluster
/// that fits into a segment is not divided.
pub(super) fn split(
    text: &[u16],
    encoding: Encoding,
    limit: usize,
    keep_graphemes: bool,
) -> Vec<Segment> {
    let mut closed = Vec::new();
    let mut open = Segment::default();
    let mut kept = 0;
    let mut reader = keep_graphemes.then(Reader::new);
    while let Some((_, end)) = code_point(text, open.end) {
        let units = cost(text, open.end, end, encoding);
        let mut room = units;
        if let Some(reader) = &mut reader
            && open.end == kept
        {
            kept = reader.cluster(text, kept);
            let cluster = cost(text, open.end, kept, encoding);
            // A cluster larger than a segment is divided where code points are.
            if cluster <= limit {
                room = cluster;
            }
        }
        if open.units + room > limit {
            closed.push(open);
            open = Segment { start: open.end, end: open.end, units: 0 };
        }
        open.end = end;
        open.units += units;
    }
    closed.push(open);
    closed
}

/// The units of the part of `text` from `start` to `end`.
fn cost(text: &[u16], start: usize, end: usize, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Gsm7 => text
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .map(|&unit| usize::from(alphabet::septets_of_unit(unit)))
            .sum(),
        Encoding::Ucs2 => end - start,
    }
}
