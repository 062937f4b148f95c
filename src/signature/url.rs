//! The forms of a URL that a signature may be over.

use std::borrow::Cow;

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
    mut is_signed: impl FnMut(&str) -> bool,
) -> bool {
    let mut tried = Vec::new();
    let mut is_either_signed = |url: &str| {
        [without_port(url), with_port(url)].into_iter().any(|form| {
            let is_new = !tried.iter().any(|earlier| *earlier == form);
            is_new
                && (is_signed(&form) || {
                    tried.push(form.into_owned());
                    false
                })
        })
    };
    // A parser writes ASCII only.
    let normalized = normalized.filter(|url| url.is_ascii());
    is_either_signed(url)
        || normalized.is_some_and(&mut is_either_signed)
        || normalized.and_then(query::rewritten).is_some_and(|url| is_either_signed(&url))
}

fn without_port(url: &str) -> Cow<'_, str> {
    match Split::of(url) {
        Some(Split { host, port, rest, .. }) if !port.is_empty() => {
            Cow::Owned([host, rest].concat())
        }
        _ => Cow::Borrowed(url),
    }
}

/// Port 80 stands for every scheme but `https`, `wss` included.
fn with_port(url: &str) -> Cow<'_, str> {
    match Split::of(url) {
        Some(Split { scheme, host, port: "", rest }) => {
            let port = if scheme.eq_ignore_ascii_case("https") { ":443" } else { ":80" };
            Cow::Owned([host, port, rest].concat())
        }
        _ => Cow::Borrowed(url),
    }
}

/// A URL cut where its port is or would be, no character of it changed.
struct Split<'a> {
    scheme: &'a str,
    /// All before the port: scheme, user info and host.
    host: &'a str,
    /// The port with its colon, or nothing.
    port: &'a str,
    rest: &'a str,
}

impl<'a> Split<'a> {
    /// `None` for what does not start with a scheme and `://`.
    fn of(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once(':').filter(|(scheme, _)| is_scheme(scheme))?;
        let authority = rest.strip_prefix("//")?;
        let end = authority.find(['/', '?', '#']).unwrap_or(authority.len());
        let (authority, _) = authority.split_at_checked(end)?;
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        // Only after the bracket of an IPv6 literal can a colon start the port.
        let name = host.rsplit_once(']').map_or(host, |(_, name)| name);
        let port = name.find(':').map_or(0, |colon| name.len() - colon);
        let (before, rest) = url.split_at_checked(scheme.len() + "://".len() + end)?;
        let (host, port) = before.split_at_checked(before.len() - port)?;
        Some(Self { scheme, host, port, rest })
    }
}

/// RFC 3986 3.1.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}
