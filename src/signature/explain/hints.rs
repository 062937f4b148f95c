//! What else is known of a request. None of it is trusted: it only says what to try.

use std::fmt;

use base64ct::{Base64, Encoding};

/// What is known of a request beside what is verified, all of it optional.
///
/// No header is believed: a value counts only if the signature turns out to be
/// over a URL made with it.
#[derive(Clone, Copy, Default)]
pub struct Hints<'a> {
    /// The headers of the request, in any case.
    pub headers: &'a [(&'a str, &'a str)],
    /// The method of the request.
    pub method: Option<&'a str>,
    /// The URL that is configured at Twilio, if it is not the one verified.
    pub public_url: Option<&'a str>,
    /// The account that the tokens belong to.
    pub account_sid: Option<&'a str>,
    /// The parameters came as objects, and are given with brackets in the names.
    pub is_nested: bool,
    /// The parameters came as numbers, booleans or null, and are given as texts.
    pub is_coerced: bool,
}

/// The headers that are looked at.
pub const HEADERS: &[&str] = &[
    "authorization",
    "forwarded",
    "host",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-prefix",
    "x-forwarded-server",
    "x-forwarded-uri",
    "x-original-host",
    "x-original-uri",
    "x-original-url",
    "x-rewrite-url",
    "x-script-name",
];

/// The longest value of a header that is looked at, in bytes.
pub const MAX_HEADER: usize = 2048;

/// The most values of headers that are looked at.
const MAX_VALUES: usize = 4;

impl<'a> Hints<'a> {
    /// The values of a header, uncut.
    pub(super) fn whole(&self, name: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        let headers = self.headers.iter();
        let named = headers.filter(move |(other, _)| other.eq_ignore_ascii_case(name));
        named
            .map(|(_, value)| value.trim())
            .filter(|value| value.len() <= MAX_HEADER)
            .take(MAX_VALUES)
    }

    /// The values of a header, cut at commas.
    pub(super) fn values(&self, name: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        let parts = self.whole(name).flat_map(|value| value.split(','));
        parts.map(str::trim).filter(|value| !value.is_empty()).take(MAX_VALUES)
    }

    /// What the header `Forwarded` says of `name`, which ends in `=` (RFC 7239 4).
    pub(super) fn forwarded(&self, name: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        let parts = self.whole("forwarded").flat_map(|value| value.split([',', ';']));
        let named = parts.filter_map(move |part| {
            let (key, value) = part.trim().split_at_checked(name.len())?;
            key.eq_ignore_ascii_case(name).then(|| value.trim_matches('"'))
        });
        named.take(MAX_VALUES)
    }

    /// User and password as they stood in the URL.
    pub(super) fn basic_user(&self) -> Option<String> {
        let value = self.whole("authorization").next()?;
        let (scheme, text) = value.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        String::from_utf8(Base64::decode_vec(text.trim()).ok()?).ok()
    }
}

/// Headers hold secrets: only their names are shown.
impl fmt::Debug for Hints<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hints").field("method", &self.method).finish_non_exhaustive()
    }
}
