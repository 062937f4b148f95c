//! Parameters, as they are signed.

use std::cmp::Ordering;
use std::ops::Range;

use super::{Error, MAX_BODY, MAX_PARAMS, MAX_URL};
use crate::form::{self, Output};
use crate::list::List;

/// Names and values, decoded. They stand in one text, for there are many and each is short.
///
/// Those of the URL's query stand behind the parameters.
pub(crate) struct Params {
    pub(super) text: List<u8, MAX_TEXT>,
    pub(super) pairs: List<Pair, MAX_PAIRS>,
    /// The parameters that are signed, in their order.
    order: List<u64, MAX_PARAMS>,
    /// The first pairs of each name of the query, in the order of the names.
    pub(super) names: List<u64, MAX_PARAMS>,
    /// The pairs of the query, in the order in which Node writes them: what they are arranged by.
    pub(super) written: List<u64, MAX_PARAMS>,
}

/// The parameters; of the query, 3 bytes for 1 are more than decoding makes, and again than
/// writing makes save for the `=` of each pair.
const MAX_TEXT: usize = MAX_BODY + 6 * MAX_URL + MAX_PARAMS;
/// One parameter too many, and the pairs of the query.
const MAX_PAIRS: usize = 2 * MAX_PARAMS + 1;

/// Where a name, and right behind it its value, stand in the text.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    start: usize,
    middle: usize,
    end: usize,
}

impl Pair {
    const EMPTY: Self = Self { start: 0, middle: 0, end: 0 };

    pub(super) fn name(self) -> Range<usize> {
        self.start..self.middle
    }

    pub(super) fn value(self) -> Range<usize> {
        self.middle..self.end
    }
}

impl Params {
    /// Lends what is empty.
    pub(super) fn with<T>(run: impl FnOnce(&mut Self) -> T) -> T {
        #[cfg(target_family = "wasm")]
        return PARAMS.with_borrow_mut(|params| {
            params.text.clear();
            params.pairs.clear();
            params.order.clear();
            run(params)
        });
        #[cfg(not(target_family = "wasm"))]
        run(&mut Self::with_room())
    }

    /// Has room for a usual webhook: what moves while it grows takes a time that depends on the heap.
    #[cfg(not(target_family = "wasm"))]
    fn with_room() -> Self {
        let mut params = Self::new();
        params.text.reserve(1024);
        params.pairs.reserve(32);
        params.order.reserve(32);
        params
    }

    const fn new() -> Self {
        Self {
            text: List::new(0),
            pairs: List::new(Pair::EMPTY),
            order: List::new(0),
            names: List::new(0),
            written: List::new(0),
        }
    }

    /// Reads a form or a query: `most` pieces of it, of which some may be no pairs, and no more
    /// pairs than tell that there are too many.
    pub(super) fn read_form(&mut self, input: &[u8], most: usize) {
        let mut rest = Some(input);
        let full = self.pairs.len() + MAX_PARAMS + 1;
        let mut pieces = 0;
        while pieces < most
            && self.pairs.len() < full
            && let Some(piece) = form::escaped_piece(&mut rest)
        {
            pieces += 1;
            if !piece.is_empty() {
                let (name, value) = form::name_and_value(piece);
                let start = self.text.len();
                form::decode(name, &mut self.text);
                let middle = self.text.len();
                form::decode(value, &mut self.text);
                self.pairs.push(Pair { start, middle, end: self.text.len() });
            }
        }
    }

    /// Pieces of a text as one, a body and little else, in place of all the text there was.
    #[cfg(feature = "telnyx")]
    pub(super) fn joined(&mut self, pieces: [&[u8]; 3]) -> &[u8] {
        self.text.clear();
        for &byte in pieces.into_iter().flatten() {
            self.text.push(byte);
        }
        &self.text
    }

    /// Copies pairs that are decoded, as many as tell whether they are above the caps.
    pub(super) fn read_pairs(&mut self, pairs: Pairs<'_, '_>) {
        while self.pairs.len() <= MAX_PARAMS
            && let Some((name, value)) = pairs()
        {
            let start = self.text.len();
            let middle = self.copy(name);
            let end = self.copy(value);
            self.pairs.push(Pair { start, middle, end });
        }
    }

    /// Of what is longer than all may be, one byte more than that will do.
    fn copy(&mut self, text: &[u8]) -> usize {
        let most = (MAX_BODY + 1).saturating_sub(self.text.len());
        for &byte in text.iter().take(most) {
            self.text.push(byte);
        }
        self.text.len()
    }

    /// Sorts what was read, each pair once.
    pub(super) fn sort(&mut self) -> Result<(), Error> {
        if self.pairs.len() > MAX_PARAMS {
            return Err(Error::ManyParams);
        }
        if self.text.len() > MAX_BODY {
            return Err(Error::LongBody);
        }
        for number in 0..self.pairs.len() as u64 {
            if let Err(place) = self.find(&self.order, number, true) {
                self.order.insert(place, number);
            }
        }
        Ok(())
    }

    /// Names and values, each with its name, as they are signed one behind the other.
    pub(super) fn signed(&self) -> impl Iterator<Item = &[u8]> {
        self.order.iter().map(|&number| {
            let Pair { start, end, .. } = self.pair(number);
            self.slice(start..end)
        })
    }

    /// Where a pair stands in a list that is in the order of names, and of values where they count;
    /// or where it belongs. So there are fewer comparisons than any sorting takes.
    pub(super) fn find(&self, list: &[u64], number: u64, has_values: bool) -> Result<usize, usize> {
        let pair = self.pair(number);
        let name = self.slice(pair.name());
        let (mut start, mut end) = (0, list.len());
        while start < end {
            let middle = usize::midpoint(start, end);
            let other = self.pair(list.get(middle).copied().unwrap_or_default());
            let mut order = units(self.slice(other.name()), name);
            if order.is_eq() && has_values {
                order = units(self.slice(other.value()), self.slice(pair.value()));
            }
            match order {
                Ordering::Less => start = middle + 1,
                Ordering::Equal => return Ok(middle),
                Ordering::Greater => end = middle,
            }
        }
        Err(start)
    }

    /// A pair by its number, which the lowest 16 bits are.
    pub(super) fn pair(&self, number: u64) -> Pair {
        self.pairs.get((number & 0xffff) as usize).copied().unwrap_or(Pair::EMPTY)
    }

    #[inline(never)]
    pub(super) fn slice(&self, range: Range<usize>) -> &[u8] {
        self.text.get(range).unwrap_or_default()
    }
}

/// Names and values as they come from elsewhere.
pub(crate) type Pairs<'run, 'a> = &'run mut dyn FnMut() -> Option<(&'a [u8], &'a [u8])>;

#[cfg(target_family = "wasm")]
thread_local! {
    static PARAMS: std::cell::RefCell<Params> = const { std::cell::RefCell::new(Params::new()) };
}

impl<const MOST: usize> Output for List<u8, MOST> {
    #[inline]
    fn push(&mut self, byte: u8) {
        self.push(byte);
    }

    fn length(&self) -> usize {
        self.len()
    }

    fn cut_at(&mut self, length: usize) {
        self.truncate(length);
    }
}

/// Compares UTF-8 by UTF-16 code units, the order that JavaScript sorts in.
///
/// It is the order of the bytes, save that U+E000 to U+FFFF (whose first
/// byte is EE or EF) follow what takes a surrogate pair (F0 to F4).
#[inline(never)]
fn units(a: &[u8], b: &[u8]) -> Ordering {
    let rank = |byte: u8| if matches!(byte, 0xEE | 0xEF) { byte | 0x10 } else { byte };
    // `zip` is a call for every byte where the size of code counts.
    let mut at = 0;
    loop {
        match (a.get(at), b.get(at)) {
            (Some(a), Some(b)) if a == b => at += 1,
            (Some(a), Some(b)) => return rank(*a).cmp(&rank(*b)),
            (a, b) => return a.is_some().cmp(&b.is_some()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::units;

    #[test]
    fn orders_as_utf_16_does() {
        let edges = [
            "",
            "\0",
            "a",
            "\u{7f}",
            "\u{80}",
            "\u{7ff}",
            "\u{800}",
            "\u{d7ff}",
            "\u{e000}",
            "\u{efff}",
            "\u{f000}",
            "\u{ff5e}",
            "\u{ffff}",
            "\u{10000}",
            "\u{1f600}",
            "\u{10ffff}",
        ];
        let texts: Vec<_> = edges.iter().flat_map(|a| edges.map(|b| format!("{a}{b}"))).collect();
        for a in &texts {
            for b in &texts {
                let expected = a.encode_utf16().cmp(b.encode_utf16());
                assert_eq!(units(a.as_bytes(), b.as_bytes()), expected, "{a:?} {b:?}");
            }
        }
    }
}
