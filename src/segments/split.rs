//! Cuts a text into segments.

use super::{Encoding, alphabet, graphemes};

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

/// Fills segments of `limit` units with `text`. With `keep_graphemes`, a cluster
/// that fits into a segment is not divided.
pub(super) fn split(
    text: &str,
    encoding: Encoding,
    limit: usize,
    keep_graphemes: bool,
) -> Vec<Segment> {
    let mut cutter = Cutter { encoding, limit, closed: Vec::new(), open: Segment::default() };
    if keep_graphemes {
        graphemes::clusters(text).for_each(|cluster| cutter.push_cluster(cluster));
    } else {
        text.chars().for_each(|character| cutter.push(character));
    }
    cutter.closed.push(cutter.open);
    cutter.closed
}

struct Cutter {
    encoding: Encoding,
    limit: usize,
    closed: Vec<Segment>,
    open: Segment,
}

impl Cutter {
    fn push_cluster(&mut self, cluster: &str) {
        let units = cluster.chars().map(|character| self.units(character)).sum();
        // A cluster larger than a segment is divided where code points are.
        if units <= self.limit {
            self.make_room(units);
        }
        cluster.chars().for_each(|character| self.push(character));
    }

    fn push(&mut self, character: char) {
        let units = self.units(character);
        self.make_room(units);
        self.open.end += character.len_utf16();
        self.open.units += units;
    }

    fn make_room(&mut self, units: usize) {
        if self.open.units + units > self.limit {
            let start = self.open.end;
            self.closed.push(self.open);
            self.open = Segment { start, end: start, units: 0 };
        }
    }

    fn units(&self, character: char) -> usize {
        match self.encoding {
            Encoding::Gsm7 => usize::from(alphabet::septets(character)),
            Encoding::Ucs2 => character.len_utf16(),
        }
    }
}
