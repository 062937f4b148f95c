//! Queries as Node's legacy `querystring` writes them.

use std::ops::Range;

use super::params::Params;
use crate::form;

/// The most pairs that Node reads, empty ones counted.
const MAX_PAIRS: usize = 1000;

/// Parses a query and writes it again, with its `?`, behind the text of `params`. Says where.
///
/// A fragment counts as part of the query. Pairs with one name move to where
/// the first of them stands, and names that look like array indexes move to
/// the front, because Node collects the pairs as properties of an object.
pub(super) fn rewrite(query: &[u8], params: &mut Params) -> Range<usize> {
    let first = params.pairs.len() as u64;
    params.read_form(query, MAX_PAIRS);
    arrange(first, params);
    let start = params.text.len();
    let mut mark = b'?';
    for at in 0..params.written.len() {
        let pair = params.pair(params.written.get(at).copied().unwrap_or_default());
        params.text.push(mark);
        write(pair.name(), params);
        params.text.push(b'=');
        write(pair.value(), params);
        mark = b'&';
    }
    if params.written.is_empty() {
        params.text.push(mark);
    }
    start..params.text.len()
}

/// Puts the pairs from `first` on in the order in which Node writes them.
fn arrange(first: u64, params: &mut Params) {
    params.names.clear();
    params.written.clear();
    for number in first..params.pairs.len() as u64 {
        let rank = rank(params.slice(params.pair(number).name()));
        let first = match params.find(&params.names, number, false) {
            Ok(place) => params.names.get(place).copied().unwrap_or_default(),
            Err(place) => {
                params.names.insert(place, number);
                number
            }
        };
        let key = u64::from(rank) << 32 | first << 16 | number;
        params.written.insert(params.written.partition_point(|other| *other < key), key);
    }
}

fn write(range: Range<usize>, params: &mut Params) {
    for at in range {
        let byte = params.text.get(at).copied().unwrap_or_default();
        form::escape_byte(byte, is_kept(byte), &mut params.text);
    }
}

/// Array indexes, up to 2^32 - 2, come before other names (ECMAScript 10.1.11).
fn rank(name: &[u8]) -> u32 {
    if !matches!(name, b"0" | [b'1'..=b'9', ..]) {
        return u32::MAX;
    }
    let mut index = 0;
    for digit in name {
        index = index * 10 + u64::from(digit.wrapping_sub(b'0'));
        if !digit.is_ascii_digit() || index >= u64::from(u32::MAX) {
            return u32::MAX;
        }
    }
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn is_kept(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'\'' | b'(' | b')' | b'*' | b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests {
    use super::super::params::Params;
    use super::rewrite;

    #[track_caller]
    fn assert_rewritten(query: &str, expected: &str) {
        Params::with(|params| {
            let range = rewrite(query.as_bytes(), params);
            assert_eq!(str::from_utf8(params.slice(range)), Ok(&*format!("?{expected}")));
        });
    }

    // The expectations are what Node 20 answers.
    #[test]
    fn writes_as_node_does() {
        assert_rewritten("q=a+b%27c", "q=a%20b'c");
        assert_rewritten("x&%c3%a9=%ff%4&=", "x=&%C3%A9=%EF%BF%BD%254&=");
        assert_rewritten("a=1&b=2&a=3#f", "a=1&a=3%23f&b=2");
        assert_rewritten("&&", "");
        assert_rewritten(
            "b=1&4294967295=2&10=3&9=4&01=5&+1=6&4294967294=7",
            "9=4&10=3&4294967294=7&b=1&4294967295=2&01=5&%201=6",
        );
    }

    #[test]
    fn keeps_a_thousand_pairs() {
        let query = "a=1&".repeat(999);
        assert_rewritten(&format!("{query}b=2&c=3"), &format!("{query}b=2"));
        assert_rewritten(&format!("{}b=2&c=3", "&".repeat(999)), "b=2");
        assert_rewritten(&format!("{}b=2&c=3", "&".repeat(1000)), "");
    }
}
