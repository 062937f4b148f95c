//! Queries as Node's legacy `querystring` writes them.

use super::params::{Params, sorted};
use crate::form;

/// The most pairs that Node reads, empty ones counted.
const MAX_PAIRS: usize = 1000;

/// The URL with its query parsed and written again, `None` if it has none.
///
/// A fragment counts as part of the query. Pairs with one name move to where
/// the first of them stands, and names that look like array indexes move to
/// the front, because Node collects the pairs as properties of an object.
pub(super) fn rewritten(url: &[u8]) -> Option<Vec<u8>> {
    let (path, query) = form::cut(url, b'?');
    let query = query.filter(|query| !query.is_empty())?;
    let mut output = Vec::with_capacity(url.len() * 3 / 2);
    output.extend_from_slice(path);
    output.push(b'?');
    let params = Params::of_form(first_pairs(query), MAX_PAIRS);
    let by_name = |a, b| params.name(a).cmp(params.name(b)).then(a.cmp(&b));
    let sorted_by_name = sorted(params.len(), &by_name);
    let runs = runs(&params, &sorted_by_name);
    let mut is_first = true;
    for run in sorted(runs.len(), &|a, b| runs.get(a).cmp(&runs.get(b))) {
        let Some(Run { start, end, .. }) = runs.get(run) else { continue };
        for &index in sorted_by_name.get(*start..*end).unwrap_or_default() {
            if !is_first {
                output.push(b'&');
            }
            is_first = false;
            form::percent_encode(params.name(index), is_kept, &mut output);
            output.push(b'=');
            form::percent_encode(params.value(index), is_kept, &mut output);
        }
    }
    Some(output)
}

/// Pairs with one name, in the order in which Node writes them.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Run {
    rank: u32,
    /// Where the first of them stands.
    first: usize,
    /// Which they are of those sorted by name.
    start: usize,
    end: usize,
}

fn runs(params: &Params, sorted_by_name: &[usize]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last = None;
    for (start, &first) in sorted_by_name.iter().enumerate() {
        let name = params.name(first);
        match runs.last_mut() {
            Some(run) if last == Some(name) => run.end = start + 1,
            _ => runs.push(Run { rank: rank(name), first, start, end: start + 1 }),
        }
        last = Some(name);
    }
    runs
}

fn first_pairs(query: &[u8]) -> &[u8] {
    let mut ends = query.iter().enumerate().filter(|(_, byte)| **byte == b'&');
    let end = ends.nth(MAX_PAIRS - 1).map_or(query.len(), |(end, _)| end);
    query.get(..end).unwrap_or_default()
}

/// Array indexes, up to 2^32 - 2, come before other names (ECMAScript 10.1.11).
fn rank(name: &[u8]) -> u32 {
    let is_canonical = matches!(name, b"0" | [b'1'..=b'9', ..]);
    let digit = |value: Option<u32>, digit: &u8| {
        let digit = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        value?.checked_mul(10)?.checked_add(digit)
    };
    let index = if is_canonical { name.iter().fold(Some(0), digit) } else { None };
    index.unwrap_or(u32::MAX)
}

fn is_kept(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'\'' | b'(' | b')' | b'*' | b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests {
    use super::rewritten;

    #[track_caller]
    fn assert_rewritten(query: &str, expected: &str) {
        assert_eq!(
            rewritten(format!("https://h/p?{query}").as_bytes()),
            Some(format!("https://h/p?{expected}").into_bytes())
        );
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
    fn leaves_a_url_without_a_query_alone() {
        assert_eq!(rewritten(b"https://h/p"), None);
        assert_eq!(rewritten(b"https://h/p?"), None);
    }

    #[test]
    fn keeps_a_thousand_pairs() {
        let query = "a=1&".repeat(999);
        assert_rewritten(&format!("{query}b=2&c=3"), &format!("{query}b=2"));
        assert_rewritten(&format!("{}b=2&c=3", "&".repeat(999)), "b=2");
        assert_rewritten(&format!("{}b=2&c=3", "&".repeat(1000)), "");
    }
}
