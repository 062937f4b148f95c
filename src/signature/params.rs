//! Parameters, as they are signed.

use std::cmp::Ordering;

use super::{Error, MAX_BODY, MAX_PARAMS};
use crate::form;

/// Names and values, decoded. They stand in one text, for there are many and each is short.
#[derive(Default)]
pub(super) struct Params {
    text: Vec<u8>,
    pairs: Vec<Pair>,
}

/// Where a name, and right behind it its value, stand in the text.
#[derive(Clone, Copy, Default)]
struct Pair {
    start: usize,
    middle: usize,
    end: usize,
}

impl Params {
    /// Reads a form or a query, at most `most` pairs of it.
    pub(super) fn of_form(input: &[u8], most: usize) -> Self {
        // Decoding makes text shorter, if it was well-formed.
        let mut params = Self { text: Vec::with_capacity(input.len()), pairs: Vec::new() };
        let mut rest = Some(input);
        while params.pairs.len() < most
            && let Some((name, value)) = form::escaped_pair(&mut rest)
        {
            let start = params.text.len();
            form::decode(name, &mut params.text);
            let middle = params.text.len();
            form::decode(value, &mut params.text);
            params.pairs.push(Pair { start, middle, end: params.text.len() });
        }
        params
    }

    /// Copies pairs that are decoded, unless they are above the caps.
    pub(super) fn of_pairs(pairs: &[(&str, &str)]) -> Result<Self, Error> {
        if pairs.len() > MAX_PARAMS {
            return Err(Error::ManyParams);
        }
        let mut params = Self::default();
        for (name, value) in pairs {
            let start = params.text.len();
            let middle = start + name.len();
            let end = middle + value.len();
            if end > MAX_BODY {
                return Err(Error::LongBody);
            }
            params.text.extend_from_slice(name.as_bytes());
            params.text.extend_from_slice(value.as_bytes());
            params.pairs.push(Pair { start, middle, end });
        }
        Ok(params)
    }

    /// Names and values without anything between them, sorted, each pair once.
    pub(super) fn signed(&self) -> Result<Vec<u8>, Error> {
        if self.len() > MAX_PARAMS {
            return Err(Error::ManyParams);
        }
        if self.text.len() > MAX_BODY {
            return Err(Error::LongBody);
        }
        let order = |a, b| {
            units(self.name(a), self.name(b)).then_with(|| units(self.value(a), self.value(b)))
        };
        let mut output = Vec::with_capacity(self.text.len());
        let mut last = None;
        for index in sorted(self.len(), &order) {
            if !last.is_some_and(|last| order(last, index).is_eq()) {
                let Pair { start, end, .. } = self.pair(index);
                output.extend_from_slice(self.slice(start, end));
            }
            last = Some(index);
        }
        Ok(output)
    }

    pub(super) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// The name of one of the pairs, which there are [`Self::len`] of.
    pub(super) fn name(&self, index: usize) -> &[u8] {
        let Pair { start, middle, .. } = self.pair(index);
        self.slice(start, middle)
    }

    pub(super) fn value(&self, index: usize) -> &[u8] {
        let Pair { middle, end, .. } = self.pair(index);
        self.slice(middle, end)
    }

    fn pair(&self, index: usize) -> Pair {
        self.pairs.get(index).copied().unwrap_or_default()
    }

    fn slice(&self, start: usize, end: usize) -> &[u8] {
        self.text.get(start..end).unwrap_or_default()
    }
}

/// The numbers below `count` in an order.
pub(super) fn sorted(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indexes: Vec<usize> = (0..count).collect();
    // Not `sort_unstable_by`, whose small form compares twice as often.
    indexes.sort_by(|a, b| order(*a, *b));
    indexes
}

/// Compares UTF-8 by UTF-16 code units, the order that JavaScript sorts in.
///
/// It is the order of the bytes, save that U+E000 to U+FFFF (whose first
/// byte is EE or EF) follow what takes a surrogate pair (F0 to F4).
fn units(a: &[u8], b: &[u8]) -> Ordering {
    let rank = |byte: u8| if matches!(byte, 0xEE | 0xEF) { byte | 0x10 } else { byte };
    for (a, b) in a.iter().zip(b) {
        if a != b {
            return rank(*a).cmp(&rank(*b));
        }
    }
    a.len().cmp(&b.len())
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
