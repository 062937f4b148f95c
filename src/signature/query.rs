//! Queries as Node's legacy `querystring` writes them.

use crate::form;

/// The most pairs that Node reads, empty ones counted.
const MAX_PAIRS: usize = 1000;

/// The URL with its query parsed and written again, `None` if it has none.
///
/// A fragment counts as part of the query. Pairs with one name move to where
/// the first of them stands, and names that look like array indexes move to
/// the front, because Node collects the pairs as properties of an object.
pub(super) fn rewritten(url: &str) -> Option<String> {
    let (path, query) = url.split_once('?').filter(|(_, query)| !query.is_empty())?;
    let mut output = String::with_capacity(url.len() * 3 / 2);
    output.push_str(path);
    output.push('?');
    let pairs: Vec<_> = form::parse(first_pairs(query).as_bytes()).collect();
    for (place, index) in order(&pairs).into_iter().enumerate() {
        if let Some((name, value)) = pairs.get(index) {
            if place > 0 {
                output.push('&');
            }
            form::percent_encode(name, is_kept, &mut output);
            output.push('=');
            form::percent_encode(value, is_kept, &mut output);
        }
    }
    Some(output)
}

fn first_pairs(query: &str) -> &str {
    let end = query.match_indices('&').nth(MAX_PAIRS - 1).map_or(query.len(), |(end, _)| end);
    query.split_at_checked(end).map_or(query, |(first, _)| first)
}

/// Where each pair stood, in the order in which Node writes them.
fn order<T: AsRef<str>>(pairs: &[(T, T)]) -> Vec<usize> {
    let mut by_name: Vec<_> = pairs.iter().map(|(name, _)| name.as_ref()).zip(0..).collect();
    by_name.sort_unstable();
    let mut places = Vec::with_capacity(pairs.len());
    for run in by_name.chunk_by(|(a, _), (b, _)| a == b) {
        let first = run.first().map(|(name, first)| (rank(name), *first));
        places.extend(run.iter().map(|(_, index)| (first, *index)));
    }
    places.sort_unstable();
    places.into_iter().map(|(_, index)| index).collect()
}

/// Array indexes, up to 2^32 - 2, come before other names (ECMAScript 10.1.11).
fn rank(name: &str) -> u32 {
    let is_canonical = name == "0" || name.starts_with(|first: char| matches!(first, '1'..='9'));
    if is_canonical { name.parse().unwrap_or(u32::MAX) } else { u32::MAX }
}

fn is_kept(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!'()*-._~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::rewritten;

    #[track_caller]
    fn assert_rewritten(query: &str, expected: &str) {
        assert_eq!(
            rewritten(&format!("https://h/p?{query}")).as_deref(),
            Some(format!("https://h/p?{expected}").as_str())
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
        assert_eq!(rewritten("https://h/p"), None);
        assert_eq!(rewritten("https://h/p?"), None);
    }

    #[test]
    fn keeps_a_thousand_pairs() {
        let query = "a=1&".repeat(999);
        assert_rewritten(&format!("{query}b=2&c=3"), &format!("{query}b=2"));
        assert_rewritten(&format!("{}b=2&c=3", "&".repeat(999)), "b=2");
        assert_rewritten(&format!("{}b=2&c=3", "&".repeat(1000)), "");
    }
}
