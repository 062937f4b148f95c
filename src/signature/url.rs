//! The forms of a URL that a signature may be over.

use super::query;

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
/// 6.2.0. A form that equals an earlier one is not asked about again.
pub(super) fn any_form(
    url: &str,
    normalized: Option<&str>,
    mut is_signed: impl FnMut(&Form<'_>) -> bool,
) -> bool {
    // A parser writes ASCII only.
    let normalized = normalized.filter(|url| url.is_ascii()).map(str::as_bytes);
    let mut tried = Vec::new();
    if is_either(url.as_bytes(), &mut tried, &mut is_signed) {
        return true;
    }
    let Some(normalized) = normalized else { return false };
    if is_either(normalized, &mut tried, &mut is_signed) {
        return true;
    }
    let Some(rewritten) = query::rewritten(normalized) else { return false };
    is_either(&rewritten, &mut tried, &mut is_signed)
}

fn is_either<'a>(
    url: &'a [u8],
    tried: &mut Vec<Form<'a>>,
    is_signed: &mut impl FnMut(&Form<'_>) -> bool,
) -> bool {
    for form in forms(url) {
        if !tried.contains(&form) {
            if is_signed(&form) {
                return true;
            }
            tried.push(form);
        }
    }
    false
}

/// A URL in pieces, no character of it changed. Those that are equal are equal in each piece.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) struct Form<'a> {
    /// All before the port: scheme, user info and host.
    host: &'a [u8],
    /// The port with its colon, or nothing.
    port: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Form<'a> {
    pub(super) fn pieces(&self) -> [&'a [u8]; 3] {
        [self.host, self.port, self.rest]
    }
}

/// The URL without its port, and with the one it has or the standard one. What does not start with
/// a scheme and `://` stays as it is.
///
/// Port 80 stands for every scheme but `https`, `wss` included.
fn forms(url: &[u8]) -> [Form<'_>; 2] {
    let Some((scheme, form)) = cut(url) else {
        return [Form { host: url, port: b"", rest: b"" }; 2];
    };
    let standard: &[u8] = if scheme.eq_ignore_ascii_case(b"https") { b":443" } else { b":80" };
    let port = if form.port.is_empty() { standard } else { form.port };
    [Form { port: b"", ..form }, Form { port, ..form }]
}

/// The scheme, and the URL cut where its port is or would be.
fn cut(url: &[u8]) -> Option<(&[u8], Form<'_>)> {
    let (scheme, rest) = url.split_at_checked(url.iter().position(|&byte| byte == b':')?)?;
    let authority = rest.strip_prefix(b"://").filter(|_| is_scheme(scheme))?;
    let end = authority
        .iter()
        .position(|byte| matches!(byte, b'/' | b'?' | b'#'))
        .unwrap_or(authority.len());
    let authority = authority.get(..end)?;
    let host = after_last(authority, b'@');
    // Only after the bracket of an IPv6 literal can a colon start the port.
    let name = after_last(host, b']');
    let port = name.iter().position(|&byte| byte == b':').map_or(0, |colon| name.len() - colon);
    let (before, rest) = url.split_at_checked(scheme.len() + "://".len() + end)?;
    let (host, port) = before.split_at_checked(before.len() - port)?;
    Some((scheme, Form { host, port, rest }))
}

/// What stands behind the last `mark`, or all of it.
fn after_last(text: &[u8], mark: u8) -> &[u8] {
    let start = text.iter().rposition(|&byte| byte == mark).map_or(0, |mark| mark + 1);
    text.get(start..).unwrap_or_default()
}

/// RFC 3986 3.1.
fn is_scheme(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic)
        && text
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}
