//! The forms of a URL that a signature may be over.

use super::params::Params;
use super::query;
use crate::form;

/// Writes a URL as a WHATWG parser does, `None` if it cannot be parsed.
///
/// This is what JavaScript calls `new URL(url).href`.
///
/// # Example
///
/// ```
/// use septet::signature::normalize;
///
/// let url = normalize("HTTPS://Bücher.example:443");
/// assert_eq!(url.as_deref(), Some("https://xn--bcher-kva.example/"));
/// assert_eq!(normalize("/sms"), None);
/// ```
#[cfg(feature = "url")]
#[must_use]
pub fn normalize(url: &str) -> Option<String> {
    url::Url::parse(url).ok().map(String::from)
}

/// Whether `is_signed` holds for one of the six forms, in the order of `twilio`
/// 6.2.0. A URL that equals an earlier one is not asked about again.
pub(super) fn any_form(
    url: &[u8],
    normalized: Option<&[u8]>,
    params: &mut Params,
    is_signed: &mut IsSigned<'_>,
) -> bool {
    let received = pieces(url);
    if is_either(&received, params, is_signed) {
        return true;
    }
    // A parser writes ASCII only.
    let is_text = |url: &&[u8]| url.iter().all(u8::is_ascii);
    let Some(normalized) = normalized.filter(is_text) else { return false };
    let mut url = pieces(normalized);
    if !is_same(&url, &received) && is_either(&url, params, is_signed) {
        return true;
    }
    let Some((_, query @ [_, ..])) = url[QUERY].split_first() else { return false };
    let query = query::rewrite(query, params);
    let query = params.slice(query);
    let is_rewritten = query != url[QUERY];
    url[QUERY] = query;
    is_rewritten && !is_same(&url, &received) && is_either(&url, params, is_signed)
}

/// Whether a signature is over these pieces of a URL and the parameters.
pub(super) type IsSigned<'run> = dyn FnMut(&Pieces<'_>, &Params) -> bool + 'run;

/// A URL, no character of it changed: all before the port, the port, the path, and the query from
/// the first question mark on, wherever that is. What does not start with a scheme and `://` has no
/// port and no path. Those that are equal are equal in each piece.
pub(super) type Pieces<'a> = [&'a [u8]; 4];

const PORT: usize = 1;
const QUERY: usize = 3;

#[inline(never)]
fn is_same(a: &Pieces<'_>, b: &Pieces<'_>) -> bool {
    a == b
}

/// Whether it is signed without its port, or with one.
#[inline(never)]
fn is_either(url: &Pieces<'_>, params: &Params, is_signed: &mut IsSigned<'_>) -> bool {
    let mut bare = *url;
    bare[PORT] = b"";
    is_signed(&bare, params) || !url[PORT].is_empty() && is_signed(url, params)
}

/// Cuts a URL, with the standard port where it has none.
///
/// Port 80 stands for every scheme but `https`, `wss` included.
#[inline(never)]
fn pieces(url: &[u8]) -> Pieces<'_> {
    let (start, _) = form::cut(url, b'?');
    let query = url.get(start.len()..).unwrap_or_default();
    let (scheme, rest) = form::cut(start, b':');
    let rest = rest.unwrap_or_default().strip_prefix(b"//");
    let Some(rest) = rest.filter(|_| is_scheme(scheme)) else {
        return [start, b"", b"", query];
    };
    let (authority, _) = form::cut(rest, b'/');
    let (authority, _) = form::cut(authority, b'#');
    // Only after the bracket of an IPv6 literal can a colon start the port.
    let name = after_last(after_last(authority, b'@'), b']');
    let colon = form::cut(name, b':').0.len();
    // They are parts of each other.
    let path = rest.get(authority.len()..).unwrap_or_default();
    let port = name.get(colon..).unwrap_or_default();
    let host = start.get(..start.len() - path.len() - port.len()).unwrap_or_default();
    let standard: &[u8] = if scheme.eq_ignore_ascii_case(b"https") { b":443" } else { b":80" };
    [host, if port.is_empty() { standard } else { port }, path, query]
}

/// What stands behind the last `mark`, or all of it.
fn after_last(text: &[u8], mark: u8) -> &[u8] {
    let mut last = text;
    while let (_, Some(rest)) = form::cut(last, mark) {
        last = rest;
    }
    last
}

/// RFC 3986 3.1.
fn is_scheme(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic)
        && text
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}
