//! Whether a webhook really comes from Twilio, or from Telnyx.
//!
//! Twilio sends `X-Twilio-Signature`: the HMAC-SHA1, in base64 and keyed by the
//! account's auth token, of the webhook's URL followed by the names and values
//! of the form that was posted, sorted. A JSON body is covered by its SHA-256
//! in the URL's query, `bodySHA256`. The answers are those of the npm package
//! `twilio` 6.2.0, save that a body counts as JSON only where the query says
//! so exactly once, and that an empty token is refused.
//!
//! The scheme itself binds neither the ends of names and values nor the end of
//! the URL: `Body=hi&From=1` and `Body=hiFrom1` have one signature, and so have
//! `?x=` with a parameter `1` and `?x=1`. So the URL must be the one that was
//! configured at Twilio, never one read from the request, and a parameter is to
//! be trusted only by the names that Twilio documents. Nor is there a
//! timestamp: a request that was signed once can be sent again.
//!
//! Secret here: the auth token, what is derived from it, and the expected
//! signature until it is known to be the one received. Nothing branches on
//! them or looks anything up by them.

mod body;
mod error;
#[cfg(feature = "signature-full")]
mod explain;
mod hash;
mod message;
mod params;
mod query;
#[cfg(feature = "telnyx")]
mod telnyx;
mod token;
mod url;

use std::fmt;

#[cfg(feature = "signature-full")]
use base64ct::Encoding;
use subtle::{Choice, ConstantTimeEq};

pub use body::{body_hash, has_body_hash, is_body_hash};
pub use error::Error;
#[cfg(feature = "signature-full")]
pub use explain::{
    Cause, Explanation, Finding, HEADERS, Hints, MAX_HEADER, MAX_TRIALS, Matched, explain_twilio,
};
#[cfg(feature = "telnyx")]
pub use telnyx::{ReceivedTelnyx, TELNYX_TOLERANCE, verify_telnyx};
#[cfg(feature = "url")]
pub use url::normalize;

use hash::{Digest, Mac};
use message::Message;
use params::Params;
use url::{Pieces, any_form};

pub(crate) use message::Content;
#[cfg(all(feature = "telnyx", feature = "wasm"))]
pub(crate) use telnyx::{TelnyxClaim, verify_claim, whole};
pub(crate) use token::Tokens;

/// The longest body that is looked at, in bytes. A longer one never verifies.
pub const MAX_BODY: usize = 1 << 20;
/// The most parameters that are looked at, repeated ones counted.
pub const MAX_PARAMS: usize = 1000;
/// The longest auth token, in bytes.
pub const MAX_TOKEN: usize = 1024;
/// The most auth tokens or public keys that one call tries: enough to rotate them.
pub const MAX_TOKENS: usize = 5;
/// The longest URL that is looked at, in bytes.
pub const MAX_URL: usize = 1 << 16;
/// More bytes than a call has in WebAssembly that is not refused for its length: five tokens, a
/// header, a URL, nine bytes for each of its units as a parser writes them, and the body.
pub const MAX_INPUT: usize = 2 << 20;

/// A request to be signed as Twilio would.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The account's auth token.
    pub auth_token: &'a str,
    /// The whole URL of the webhook, signed exactly as it stands.
    pub url: &'a str,
    /// What is posted there.
    pub payload: Payload<'a>,
}

/// A request that came in, to be verified.
#[derive(Clone, Copy)]
pub struct Received<'a> {
    /// The account's auth token, or while it is rotated the new and the old one.
    pub auth_tokens: &'a [&'a str],
    /// The value of the header `X-Twilio-Signature`.
    pub signature: &'a str,
    /// The whole URL that Twilio was told to call.
    pub url: &'a str,
    /// The same URL as a WHATWG parser writes it, if it can be parsed.
    ///
    /// Some signatures are over that form. `septet::signature::normalize`
    /// makes it, and so does `new URL(url).href` in JavaScript.
    pub normalized: Option<&'a str>,
    /// What was posted.
    pub payload: Payload<'a>,
}

/// What a request carries beside its URL.
#[derive(Clone, Copy)]
pub enum Payload<'a> {
    /// The body as it was received, not decoded in any way.
    ///
    /// If the URL's query names `bodySHA256`, its hash counts; otherwise it is
    /// read as a form by [`crate::form::parse`].
    Body(&'a [u8]),
    /// Nothing, as in a GET request.
    Empty,
    /// The decoded parameters of a form, in any order.
    Params(&'a [(&'a str, &'a str)]),
}

/// Signs a request as Twilio would, to test the receiver of webhooks.
///
/// # Errors
///
/// [`Error::EmptyToken`] and [`Error::LongToken`] for a token that cannot be
/// one, [`Error::Body`] where the URL holds the hash of another body,
/// [`Error::LongUrl`], [`Error::LongBody`] and [`Error::ManyParams`] above the
/// caps of this module: such a signature would never verify.
///
/// # Example
///
/// ```
/// use septet::signature::{Payload, Request, sign_twilio};
///
/// let signature = sign_twilio(&Request {
///     auth_token: "12345",
///     url: "https://mycompany.com/myapp.php?foo=1&bar=2",
///     payload: Payload::Params(&[("Digits", "1234"), ("To", "+18005551212")]),
/// })?;
/// assert_eq!(signature, "M02ZNyzCCLZyd9hkV/U4PvxT1KY=");
/// # Ok::<(), septet::signature::Error>(())
/// ```
pub fn sign_twilio(request: &Request<'_>) -> Result<String, Error> {
    let Request { auth_token, url, payload } = *request;
    let mut tokens = Tokens::default();
    tokens.read(1, || auth_token.as_bytes())?;
    let mut signature = [0; LENGTH];
    let task = Task::Sign(&mut signature);
    payload.with(|content| twilio(&tokens, url.as_bytes(), content, task))?;
    Ok(signature.iter().copied().map(char::from).collect())
}

/// Says whether a request was signed with one of the tokens.
///
/// The URL counts in six forms, as in `twilio` 6.2.0: without its port and with
/// the standard one, as received, as normalized, and as normalized with the
/// query written by Node's legacy `querystring`. Whatever a stranger can send
/// is answered by `false`, also what is longer than the caps of this module.
///
/// # Errors
///
/// Only for the receiver's own configuration: [`Error::NoToken`],
/// [`Error::EmptyToken`], [`Error::LongToken`] and [`Error::ManyTokens`].
///
/// # Example
///
/// ```
/// use septet::signature::{Payload, Received, verify_twilio};
///
/// let received = Received {
///     auth_tokens: &["12345"],
///     signature: "M02ZNyzCCLZyd9hkV/U4PvxT1KY=",
///     url: "https://mycompany.com/myapp.php?foo=1&bar=2",
///     normalized: None,
///     payload: Payload::Body(b"To=%2B18005551212&Digits=1234"),
/// };
/// assert!(verify_twilio(&received)?);
/// assert!(!verify_twilio(&Received { payload: Payload::Empty, ..received })?);
/// # Ok::<(), septet::signature::Error>(())
/// ```
pub fn verify_twilio(received: &Received<'_>) -> Result<bool, Error> {
    let Received { auth_tokens, signature, url, normalized, payload } = *received;
    let mut each = auth_tokens.iter();
    let mut tokens = Tokens::default();
    tokens.read(auth_tokens.len(), || each.next().copied().unwrap_or_default().as_bytes())?;
    let normalized = normalized.map(str::as_bytes);
    let task = Task::Verify { signature: signature.as_bytes(), normalized };
    payload.with(|content| twilio(&tokens, url.as_bytes(), content, task))
}

/// What is to be done with a request, all of it bytes.
pub(crate) enum Task<'a> {
    /// Writes the signature by the first token.
    Sign(&'a mut Base64),
    Verify {
        signature: &'a [u8],
        normalized: Option<&'a [u8]>,
    },
}

/// [`sign_twilio`] or [`verify_twilio`], and whether it is signed.
pub(crate) fn twilio(
    tokens: &Tokens<'_>,
    url: &[u8],
    content: Content<'_, '_>,
    task: Task<'_>,
) -> Result<bool, Error> {
    Params::with(|params| match (Message::of(url, content, params), task) {
        (Ok(message), Task::Sign(place)) => {
            if !message.is_body_intact(params) {
                return Err(Error::Body);
            }
            *place = signature(&Mac::new(tokens.first()), &[url], params);
            Ok(true)
        }
        (Ok(message), Task::Verify { signature: claimed, normalized }) => {
            // The first key alone is kept, as more than one token is rare.
            let first = Mac::new(tokens.first());
            // All tokens are tried, so that the time does not tell which has signed.
            let mut is_signed = |url: &Pieces<'_>, params: &Params| {
                let mut is_signed = is_equal(&signature(&first, url, params), claimed);
                for token in tokens.others() {
                    is_signed |= is_equal(&signature(&Mac::new(token), url, params), claimed);
                }
                is_signed.into()
            };
            Ok(claimed.len() == LENGTH
                && any_form(url, normalized, params, &mut is_signed)
                && message.is_body_intact(params))
        }
        (Err(error), Task::Sign(_)) => Err(error),
        (Err(_), Task::Verify { .. }) => Ok(false),
    })
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("url", &self.url).finish_non_exhaustive()
    }
}

impl fmt::Debug for Received<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received").field("url", &self.url).finish_non_exhaustive()
    }
}

impl fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Body(_) => "Body(..)",
            Self::Empty => "Empty",
            Self::Params(_) => "Params(..)",
        })
    }
}

/// It in base64.
pub(crate) type Base64 = [u8; LENGTH];

const LENGTH: usize = 28;

/// What is compared with the header is the one canonical, padded spelling. To write it takes no
/// table, so that its time does not depend on the secret value.
#[inline(never)]
fn signature(key: &Mac, url: &[&[u8]], params: &Params) -> Base64 {
    base64(&key.sign(|hash| {
        for piece in url {
            hash.update(piece);
        }
        for pair in params.signed() {
            hash.update(pair);
        }
    }))
}

/// Compares in a time that only the lengths decide.
#[inline(never)]
fn is_equal(a: &[u8], b: &[u8]) -> Choice {
    a.ct_eq(b)
}

/// RFC 4648, 4.
fn base64(digest: &Digest) -> Base64 {
    let mut text = [b'='; LENGTH];
    // Six bits each, the last two of them zeros; then the padding.
    for (index, letter) in text.iter_mut().take(LENGTH - 1).enumerate() {
        let byte = |at| u32::from(digest.get(at).copied().unwrap_or_default());
        let (at, bit) = (index * 6 / 8, index * 6 % 8);
        let value = (byte(at) << 8 | byte(at + 1)) >> (10 - bit) & 63;
        *letter = base64_letter(value);
    }
    text
}

/// The letter of six bits, by arithmetic alone. A mask is of ones where its difference is negative.
fn base64_letter(value: u32) -> u8 {
    let above = |most: u32, step: u32| most.wrapping_sub(value) >> 8 & step;
    let letter = value + 65 + above(25, 6) + above(62, 3) - above(51, 75) - above(61, 15);
    let [letter, ..] = letter.to_le_bytes();
    letter
}

/// Reads the header, in that spelling alone.
#[cfg(feature = "signature-full")]
fn digest(signature: &str) -> Option<Digest> {
    let mut bytes = [0; 20];
    base64ct::Base64::decode(signature, &mut bytes).ok()?.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use base64ct::Encoding;

    use super::base64;

    #[test]
    fn writes_every_letter_at_every_place() {
        for value in 0..=u8::MAX {
            for place in 0..20 {
                let mut digest = [value ^ 0x5a; 20];
                digest[place] = value;
                let expected = base64ct::Base64::encode_string(&digest);
                assert_eq!(str::from_utf8(&base64(&digest)), Ok(expected.as_str()));
            }
        }
    }
}
