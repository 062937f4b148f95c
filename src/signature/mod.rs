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
mod message;
mod params;
mod query;
#[cfg(feature = "telnyx")]
mod telnyx;
mod token;
mod url;

use std::fmt;

use base64ct::{Base64, Encoding};

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

use message::Message;
use token::{Tokens, key, sign};
use url::any_form;

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
    let key = key(request.auth_token)?;
    let message = Message::of(request.url, request.payload)?;
    if !message.is_body_intact() {
        return Err(Error::Body);
    }
    Ok(Base64::encode_string(&sign(&key, &[request.url.as_bytes(), message.params()])))
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
    let tokens = Tokens::parse(received.auth_tokens)?;
    let (Some(signature), Ok(message)) =
        (digest(received.signature), Message::of(received.url, received.payload))
    else {
        return Ok(false);
    };
    let is_signed = any_form(received.url, received.normalized, |form| {
        tokens.have_signed(form, &message, &signature)
    });
    Ok(is_signed && message.is_body_intact())
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

/// An HMAC-SHA1.
type Digest = [u8; 20];

/// Reads the header. Base64 is accepted in its one canonical, padded spelling.
///
/// Decoding what was received, rather than encoding what is expected, keeps
/// the secret value out of base64's tables.
fn digest(signature: &str) -> Option<Digest> {
    let mut bytes = [0; 20];
    Base64::decode(signature, &mut bytes).ok()?.first_chunk().copied()
}
