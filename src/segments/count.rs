//! Counts the segments of a text that is shown piece by piece.
//!
//! As long as all characters are in the alphabet of GSM-7, each of them has to
//! be seen. Once one is not, what counts is UTF-16 code units, whose number is
//! known; then only the units where a segment would end are looked at, because
//! a surrogate pair is not divided.

#![cfg_attr(not(feature = "wasm"), allow(dead_code, reason = "only JavaScript shows pieces"))]

use super::{Encoding, Header, alphabet, is_pair};

/// Counts the segments of a text that is there as a whole.
pub(super) fn count(text: &str) -> usize {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut answer = begin(units.len(), &units);
    loop {
        answer = match answer {
            Counted::Segments(count) => return count,
            Counted::Edge(counter) => match units.get(counter.edge()..) {
                Some(&[first, second, ..]) => counter.cut(first, second),
                // There are two at every edge.
                _ => return counter.count,
            },
            // All was shown.
            Counted::Rest => return 1,
        }
    }
}

/// What a count comes to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Counted {
    /// The two units at an edge decide.
    Edge(Counter),
    /// All units so far are GSM-7, and the rest has to be shown.
    Rest,
    /// The text has so many segments.
    Segments(usize),
}

/// Counts a text of `length` units, of which the first are `shown`.
pub(crate) fn begin(length: usize, shown: &[u16]) -> Counted {
    match gsm7(shown) {
        None => Counter::begin(length),
        Some(_) if shown.len() < length => Counted::Rest,
        Some(count) => Counted::Segments(count),
    }
}

/// Counts the segments of a text, if all of it is GSM-7.
fn gsm7(mut units: &[u16]) -> Option<usize> {
    let limit = limit(Encoding::Gsm7);
    let (mut size, mut count, mut used) = (0, 1, 0);
    loop {
        while let Some((window, rest)) = units.split_first_chunk()
            && are_plain(*window)
        {
            size += window.len();
            used += window.len();
            if used > limit {
                count += 1;
                used -= limit;
            }
            units = rest;
        }
        let [unit, rest @ ..] = units else { break };
        let septets = usize::from(alphabet::septets_of_unit(*unit));
        if septets == 0 {
            return None;
        }
        size += septets;
        used += septets;
        if used > limit {
            count += 1;
            used = septets;
        }
        units = rest;
    }
    Some(if is_single(Encoding::Gsm7, size) { 1 } else { count })
}

/// Counts the segments of a text of UCS-2, edge by edge.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Counter {
    /// UTF-16 code units of the whole text.
    length: usize,
    /// Where the open segment begins.
    start: usize,
    /// Segments so far.
    count: usize,
}

impl Counter {
    /// A count that has come to its end.
    pub(crate) const DONE: Self = Self { length: 0, start: 0, count: 1 };

    fn begin(length: usize) -> Counted {
        if is_single(Encoding::Ucs2, length) {
            return Counted::Segments(1);
        }
        Self { length, ..Self::DONE }.go_on()
    }

    /// Where the two units begin that decide about the end of the open segment.
    pub(crate) fn edge(self) -> usize {
        self.start + limit(Encoding::Ucs2) - 1
    }

    /// Ends the open segment before or behind the first of the two units at its edge.
    pub(crate) fn cut(self, first: u16, second: u16) -> Counted {
        let start = self.edge() + usize::from(!is_pair(first, second));
        Self { start, count: self.count + 1, ..self }.go_on()
    }

    fn go_on(self) -> Counted {
        if self.edge() + 1 < self.length {
            Counted::Edge(self)
        } else {
            Counted::Segments(self.count)
        }
    }
}

fn is_single(encoding: Encoding, size: usize) -> bool {
    size <= encoding.units_per_segment(size, Header::default(), 0)
}

/// What each of several segments holds.
fn limit(encoding: Encoding) -> usize {
    encoding.units_per_segment(usize::MAX, Header::default(), 0)
}

/// Whether all of these are ASCII from the space to `Z` or from `a` to `z`, which have one septet
/// each. The highest bit of each tells the answer of a comparison; where one has that bit itself,
/// the sums of others may be wrong, but its own is not.
fn are_plain(window: [u16; 4]) -> bool {
    let mut units = 0;
    for (place, unit) in window.into_iter().enumerate() {
        units |= u64::from(unit) << (16 * place);
    }
    let from = |least: u8| units.wrapping_add(u64::from(0x8000 - u16::from(least)) * EACH);
    let plain = from(b' ') & !(from(b'Z' + 1) & !from(b'a')) & !from(b'z' + 1) & !units;
    plain & HIGHEST == HIGHEST
}

const EACH: u64 = 0x0001_0001_0001_0001;
const HIGHEST: u64 = 0x8000 * EACH;

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, any, prop_oneof, proptest};
    use proptest::sample::select;

    use super::*;
    use crate::segments::{Options, count_segments_of_units};

    /// Shows so many units at first, then what is wanted.
    fn shown(units: &[u16], few: usize) -> usize {
        let mut answer = begin(units.len(), &units[..few.min(units.len())]);
        if answer == Counted::Rest {
            answer = begin(units.len(), units);
        }
        loop {
            match answer {
                Counted::Segments(count) => return count,
                Counted::Edge(counter) => {
                    answer = counter.cut(units[counter.edge()], units[counter.edge() + 1]);
                }
                Counted::Rest => panic!("all was shown"),
            }
        }
    }

    /// Those of GSM-7 first.
    static TEXTS: [&str; 10] = [
        "a",
        "plainly",
        "[",
        "\u{20AC}",
        "\u{E9}",
        "\u{3A9}",
        "\r\n",
        "`",
        "\u{1F600}",
        "\u{4E00}",
    ];

    /// Short pieces, of all that is counted in different ways.
    fn piece() -> impl Strategy<Value = Vec<u16>> {
        prop_oneof![
            8 => select(&TEXTS[..7]).prop_map(|text| text.encode_utf16().collect()),
            1 => select(&TEXTS[..]).prop_map(|text| text.encode_utf16().collect()),
            1 => vec(any::<u16>(), 1..2),
            1 => vec(0xD800..=0xDFFF_u16, 1..3),
        ]
    }

    proptest! {
        #[test]
        fn as_many_as_the_text_is_cut_into(
            pieces in vec((piece(), 1..200_usize), 0..6),
            few in 1..=76_usize,
        ) {
            let units = pieces.iter().flat_map(|(piece, times)| piece.repeat(*times));
            let units: Vec<u16> = units.collect();
            let expected = count_segments_of_units(&units, &Options::default()).unwrap();
            assert_eq!(shown(&units, few), expected);
            if let Ok(text) = String::from_utf16(&units) {
                assert_eq!(count(&text), expected);
            }
        }

        #[test]
        fn plain_is_what_has_one_septet(
            window in any::<[u16; 4]>(),
            mask in select(&[0x7F, 0xFF, 0x80FF, u16::MAX][..]),
        ) {
            let window = window.map(|unit| unit & mask);
            let one = |unit: &u16| alphabet::septets_of_unit(*unit) == 1;
            assert!(!are_plain(window) || window.iter().all(one));
        }
    }

    #[test]
    fn letters_digits_and_common_signs_are_plain() {
        for unit in 0..=u16::MAX {
            let plain = matches!(unit, 0x20..=0x5A | 0x61..=0x7A);
            for place in 0..4 {
                let mut window = [b'a', b'Z', b' ', b'z'].map(u16::from);
                window[place] = unit;
                assert_eq!(are_plain(window), plain, "{unit} at {place}");
            }
            assert!(!plain || alphabet::septets_of_unit(unit) == 1);
        }
    }
}
