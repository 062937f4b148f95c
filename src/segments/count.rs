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
    let mut counter = Counter::new(units.len());
    let mut answer = counter.rest(text.as_bytes());
    loop {
        answer = match answer {
            Counted::Segments(count) => return count,
            Counted::Edge(start) => match units.get(start..start + 2) {
                Some(&[first, second]) => counter.cut(first, second),
                // There are two at every edge.
                _ => return counter.count,
            },
            // All was shown.
            Counted::Rest => return counter.count,
        }
    }
}

/// What has been counted so far.
#[derive(Clone, Copy)]
pub(crate) struct Counter {
    encoding: Encoding,
    /// UTF-16 code units of the whole text.
    length: usize,
    /// Septets of the whole text so far, or where its open segment begins.
    done: usize,
    /// Segments so far, if the text does not fit a single message.
    count: usize,
    /// Septets in the open segment.
    used: usize,
}

/// What a [`Counter`] comes to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Counted {
    /// The two units from this place on decide.
    Edge(usize),
    /// All units so far are GSM-7, and the rest has to be shown.
    Rest,
    /// The text has so many segments.
    Segments(usize),
}

impl Counter {
    /// Before a text of `length` UTF-16 code units.
    pub(crate) const fn new(length: usize) -> Self {
        Self { encoding: Encoding::Gsm7, length, done: 0, count: 1, used: 0 }
    }

    /// Takes the first units: so few, at most 76, that all of them fit into the first segment.
    pub(crate) fn begin(&mut self, units: &[u16]) -> Counted {
        let mut sum = 0;
        for &unit in units {
            match alphabet::septets_of_unit(unit) {
                0 => return self.begin_ucs2(),
                septets => sum += usize::from(septets),
            }
        }
        (self.done, self.used) = (sum, sum);
        if units.len() < self.length { Counted::Rest } else { self.end() }
    }

    /// Takes the rest of a text that begins with GSM-7, or all of one, in well-formed UTF-8.
    pub(crate) fn rest(&mut self, mut text: &[u8]) -> Counted {
        loop {
            while let Some((window, rest)) = text.split_first_chunk()
                && are_plain(*window)
            {
                self.add_plain(window.len());
                text = rest;
            }
            let (unit, rest) = match *text {
                [] => return self.end(),
                [ascii @ ..0x80, ref rest @ ..] => (ascii.into(), rest),
                [lead @ ..0xE0, tail, ref rest @ ..] => {
                    (u16::from(lead & 0x1F) << 6 | u16::from(tail & 0x3F), rest)
                }
                [lead @ ..0xF0, middle, tail, ref rest @ ..] => {
                    let bits = [lead, middle, tail].map(|byte| u16::from(byte & 0x3F));
                    (bits[0] << 12 | bits[1] << 6 | bits[2], rest)
                }
                _ => return self.begin_ucs2(),
            };
            if !self.add(unit) {
                return self.begin_ucs2();
            }
            text = rest;
        }
    }

    /// Ends the open segment before or behind the first of the two units at its edge.
    pub(crate) fn cut(&mut self, first: u16, second: u16) -> Counted {
        self.done += self.limit() - usize::from(is_pair(first, second));
        self.count += 1;
        self.edge()
    }

    /// Adds a character of GSM-7, and says whether it is one.
    #[inline]
    fn add(&mut self, unit: u16) -> bool {
        let septets = usize::from(alphabet::septets_of_unit(unit));
        self.done += septets;
        self.used += septets;
        if self.used > self.limit() {
            self.count += 1;
            self.used = septets;
        }
        septets > 0
    }

    /// Adds few characters of one septet each.
    fn add_plain(&mut self, septets: usize) {
        self.done += septets;
        self.used += septets;
        if self.used > self.limit() {
            self.count += 1;
            self.used -= self.limit();
        }
    }

    fn end(&self) -> Counted {
        Counted::Segments(if self.is_single(self.done) { 1 } else { self.count })
    }

    fn begin_ucs2(&mut self) -> Counted {
        *self = Self { encoding: Encoding::Ucs2, ..Self::new(self.length) };
        if self.is_single(self.length) { Counted::Segments(1) } else { self.edge() }
    }

    /// Asks for the units at the end of the open segment, unless it is the last.
    fn edge(&self) -> Counted {
        let end = self.done + self.limit();
        if end < self.length { Counted::Edge(end - 1) } else { Counted::Segments(self.count) }
    }

    fn is_single(&self, size: usize) -> bool {
        size <= self.encoding.units_per_segment(size, Header::default(), 0)
    }

    /// What each of several segments holds.
    #[inline]
    fn limit(&self) -> usize {
        self.encoding.units_per_segment(usize::MAX, Header::default(), 0)
    }
}

/// Whether all of these are ASCII from the space to `Z` or from `a` to `z`, which have one septet
/// each. The highest bit of a byte tells the answer of each comparison; where bytes are not ASCII,
/// the sums of others may be wrong, but theirs is not.
fn are_plain(window: [u8; 8]) -> bool {
    let bytes = u64::from_le_bytes(window);
    let from = |least: u8| bytes.wrapping_add(u64::from(0x80 - least) * EACH);
    let plain = from(b' ') & !(from(b'Z' + 1) & !from(b'a')) & !from(b'z' + 1) & !bytes;
    plain & HIGHEST == HIGHEST
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGHEST: u64 = 0x80 * EACH;

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, any, prop_oneof, proptest};
    use proptest::sample::select;

    use super::*;
    use crate::segments::{Options, count_segments_of_units};

    /// Shows so many units at first, then what is wanted.
    fn shown(units: &[u16], few: usize) -> usize {
        let mut counter = Counter::new(units.len());
        let (first, rest) = units.split_at(few.min(units.len()));
        let mut answer = counter.begin(first);
        if answer == Counted::Rest {
            answer = counter.rest(String::from_utf16_lossy(rest).as_bytes());
        }
        loop {
            match answer {
                Counted::Segments(count) => return count,
                Counted::Edge(start) => answer = counter.cut(units[start], units[start + 1]),
                Counted::Rest => panic!("the rest was shown"),
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
        fn plain_is_what_has_one_septet(window in any::<[u8; 8]>()) {
            let one = |byte: &u8| alphabet::septets_of_unit(u16::from(*byte)) == 1;
            assert!(!are_plain(window) || window.iter().all(one));
        }
    }

    #[test]
    fn letters_digits_and_common_signs_are_plain() {
        for byte in 0..=u8::MAX {
            let plain = matches!(byte, b' '..=b'Z' | b'a'..=b'z');
            for place in 0..8 {
                let mut window = *b"septets!";
                window[place] = byte;
                assert_eq!(are_plain(window), plain, "{byte} at {place}");
            }
            assert!(!plain || alphabet::septets_of_unit(byte.into()) == 1);
        }
    }
}
