//! What a signature covers beside the URL.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::body::{body_hashes, is_body_hash};
use super::{Error, MAX_BODY, MAX_PARAMS, MAX_URL, Payload};
use crate::form;

/// The rest of the signed text, and the body that is covered by its hash alone.
pub(super) struct Message<'a> {
    params: String,
    hashed: Option<Hashed<'a>>,
}

struct Hashed<'a> {
    body: &'a [u8],
    /// The values of `bodySHA256` in the URL, of which one is right.
    hashes: Vec<Cow<'a, str>>,
}

impl<'a> Message<'a> {
    pub(super) fn of(url: &'a str, payload: Payload<'a>) -> Result<Self, Error> {
        if url.len() > MAX_URL {
            return Err(Error::LongUrl);
        }
        match payload {
            Payload::Empty => Ok(Self { params: String::new(), hashed: None }),
            Payload::Params(params) => {
                let pair = |&(name, value): &(&'a str, &'a str)| (name.into(), value.into());
                Self::of_pairs(params.iter().map(pair).take(MAX_PARAMS + 1).collect())
            }
            Payload::Body(body) if body.len() > MAX_BODY => Err(Error::LongBody),
            Payload::Body(body) => match body_hashes(url).collect::<Vec<_>>() {
                hashes if hashes.is_empty() => {
                    Self::of_pairs(form::parse(body).take(MAX_PARAMS + 1).collect())
                }
                hashes => Ok(Self { params: String::new(), hashed: Some(Hashed { body, hashes }) }),
            },
        }
    }

    /// Names and values without anything between them, sorted, each pair once.
    fn of_pairs(mut pairs: Vec<Pair<'_>>) -> Result<Self, Error> {
        if pairs.len() > MAX_PARAMS {
            return Err(Error::ManyParams);
        }
        let length = pairs.iter().map(|(name, value)| name.len() + value.len()).sum();
        if length > MAX_BODY {
            return Err(Error::LongBody);
        }
        // Equal pairs are one afterwards, so that nothing hangs on their order.
        pairs.sort_unstable_by(by_units);
        pairs.dedup();
        let mut params = String::with_capacity(length);
        for (name, value) in &pairs {
            params.push_str(name);
            params.push_str(value);
        }
        Ok(Self { params, hashed: None })
    }

    pub(super) fn params(&self) -> &[u8] {
        self.params.as_bytes()
    }

    /// Whether a body that the URL holds a hash of is that body.
    pub(super) fn is_body_intact(&self) -> bool {
        match &self.hashed {
            None => true,
            Some(Hashed { body, hashes }) => match hashes.as_slice() {
                [hash] => is_body_hash(hash, body),
                _ => false,
            },
        }
    }
}

/// A name and a value.
type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

fn by_units(a: &Pair<'_>, b: &Pair<'_>) -> Ordering {
    units(&a.0, &b.0).then_with(|| units(&a.1, &b.1))
}

/// Compares by UTF-16 code units, the order that JavaScript sorts in.
///
/// It is the order of the UTF-8 bytes, save that U+E000 to U+FFFF (whose first
/// byte is EE or EF) follow what takes a surrogate pair (F0 to F4).
fn units(a: &str, b: &str) -> Ordering {
    let rank = |byte: u8| if matches!(byte, 0xEE | 0xEF) { byte | 0x10 } else { byte };
    let difference = a.bytes().zip(b.bytes()).find(|(a, b)| a != b);
    difference.map_or(a.len().cmp(&b.len()), |(a, b)| rank(a).cmp(&rank(b)))
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
                assert_eq!(units(a, b), expected, "{a:?} {b:?}");
            }
        }
    }
}
