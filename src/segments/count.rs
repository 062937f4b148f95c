//! Counts the segments of a text that is shown piece by piece.
//!
//! As long as all characters are in the alphabet of GSM-7, each of them has to
//! be seen. Once one is not, what counts is UTF-16 code units, whose number is
//! known; then only the units where a segment would end are looked at, because
//! a surrogate pair is not divided.

use super::{Encoding, Header, alphabet, is_pair};

/// Counts the segments of a text that is there as a whole.
pub(super) fn count(units: &[u16]) -> usize {
    let mut counter = Counter::new(units.len());
    let mut shown = units;
    loop {
        match counter.show(shown) {
            Counted::Segments(count) => return count,
            Counted::Unknown { start, length } => {
                shown = units.get(start..start + length).unwrap_or_default();
            }
        }
    }
}

/// What has been counted so far.
#[derive(Clone, Copy)]
pub(crate) struct Counter {
    encoding: Encoding,
    /// UTF-16 code units of the whole text.
    length: usize,
    /// Those before what is shown next, or before the open segment once they are what counts.
    done: usize,
    /// Segments so far, if the text does not fit a single message.
    count: usize,
    /// Septets so far, and those of them in the open segment.
    septets: usize,
    used: usize,
}

/// What a [`Counter`] comes to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Counted {
    /// The text has so many segments.
    Segments(usize),
    /// These units have to be shown.
    Unknown {
        /// Where they begin.
        start: usize,
        /// How many, at most [`MOST_SHOWN`].
        length: usize,
    },
}

/// The most units that are shown at once.
pub(crate) const MOST_SHOWN: usize = 255;

impl Counter {
    /// Before a text of `length` UTF-16 code units, of which the first are shown first.
    pub(crate) const fn new(length: usize) -> Self {
        Self { encoding: Encoding::Gsm7, length, done: 0, count: 1, septets: 0, used: 0 }
    }

    /// Goes on with the units that were wanted.
    pub(crate) fn show(&mut self, units: &[u16]) -> Counted {
        match self.encoding {
            Encoding::Gsm7 => self.fill(units),
            Encoding::Ucs2 => self.cut(units),
        }
    }

    fn fill(&mut self, units: &[u16]) -> Counted {
        let limit = self.limit();
        for &unit in units {
            let septets = usize::from(alphabet::septets_of_unit(unit));
            if septets == 0 {
                return self.begin_ucs2();
            }
            self.septets += septets;
            self.used += septets;
            if self.used > limit {
                self.count += 1;
                self.used = septets;
            }
        }
        self.done += units.len();
        if self.done < self.length {
            let length = MOST_SHOWN.min(self.length - self.done);
            return Counted::Unknown { start: self.done, length };
        }
        Counted::Segments(if self.is_single(self.septets) { 1 } else { self.count })
    }

    fn begin_ucs2(&mut self) -> Counted {
        *self = Self { encoding: Encoding::Ucs2, ..Self::new(self.length) };
        if self.is_single(self.length) { Counted::Segments(1) } else { self.edge() }
    }

    /// Ends the open segment before or behind the first of two units.
    fn cut(&mut self, units: &[u16]) -> Counted {
        let pair = matches!(*units, [first, second] if is_pair(first, second));
        self.done += self.limit() - usize::from(pair);
        self.count += 1;
        self.edge()
    }

    /// Asks for the units at the end of the open segment, unless it is the last.
    fn edge(&self) -> Counted {
        let end = self.done + self.limit();
        if end < self.length {
            Counted::Unknown { start: end - 1, length: 2 }
        } else {
            Counted::Segments(self.count)
        }
    }

    fn is_single(&self, size: usize) -> bool {
        size <= self.encoding.units_per_segment(size, Header::default(), 0)
    }

    /// What each of several segments holds.
    fn limit(&self) -> usize {
        self.encoding.units_per_segment(usize::MAX, Header::default(), 0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, any, prop_oneof, proptest};
    use proptest::sample::select;

    use super::*;
    use crate::segments::{Options, count_segments_of_units};

    /// Shows so many units at first, then what is wanted.
    fn count_from(units: &[u16], first: usize) -> usize {
        let mut counter = Counter::new(units.len());
        let mut shown = &units[..first.min(units.len())];
        loop {
            match counter.show(shown) {
                Counted::Segments(count) => return count,
                Counted::Unknown { start, length } => {
                    assert!((1..=MOST_SHOWN).contains(&length));
                    shown = &units[start..start + length];
                }
            }
        }
    }

    proptest! {
        #[test]
        fn as_many_as_the_text_is_cut_into(
            pieces in vec(
                (
                    prop_oneof![
                        select(&["a", "[", "\u{20AC}", "\u{E9}", "\r\n"][..]).prop_map(|text| text.encode_utf16().collect()),
                        select(&["\u{1F600}", "\u{4E00}"][..]).prop_map(|text| text.encode_utf16().collect()),
                        vec(any::<u16>(), 1..2),
                        vec(0xD800..=0xDFFF_u16, 1..3),
                    ],
                    1..200_usize,
                ),
                0..6,
            ),
            first in 1..300_usize,
        ) {
            let units: Vec<u16> = pieces.iter().flat_map(|(piece, times): &(Vec<u16>, usize)| piece.repeat(*times)).collect();
            let expected = count_segments_of_units(&units, &Options::default()).unwrap();
            assert_eq!(count(&units), expected);
            assert_eq!(count_from(&units, first), expected);
        }
    }
}
