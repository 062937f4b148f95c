//! The hash that covers a body which is no form.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::params::Params;
use super::{Error, MAX_BODY};
use crate::form::cut;

/// The SHA-256 of a body in lower-case hexadecimal, as Twilio puts it into the
/// URL's query as `bodySHA256`.
///
/// # Errors
///
/// [`Error::LongBody`] above [`MAX_BODY`]: such a body would never verify.
///
/// # Example
///
/// ```
/// let hash = septet::signature::body_hash(b"{}")?;
/// assert_eq!(hash, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
/// # Ok::<(), septet::signature::Error>(())
/// ```
pub fn body_hash(body: &[u8]) -> Result<String, Error> {
    if body.len() > MAX_BODY {
        return Err(Error::LongBody);
    }
    Ok(hex(body).iter().copied().map(char::from).collect())
}

/// Whether `hash` is the [`body_hash`] of a body. One of another spelling, as
/// in capitals, is not, nor is any of a body above [`MAX_BODY`].
///
/// # Example
///
/// ```
/// use septet::signature::{body_hash, is_body_hash};
///
/// assert!(is_body_hash(&body_hash(b"{}")?, b"{}"));
/// assert!(!is_body_hash("", b""));
/// # Ok::<(), septet::signature::Error>(())
/// ```
#[must_use]
pub fn is_body_hash(hash: &str, body: &[u8]) -> bool {
    body.len() <= MAX_BODY && is_hash(hash.as_bytes(), body)
}

/// Whether the query of a URL names `bodySHA256`: then Twilio signs no
/// parameters beside that URL.
///
/// # Example
///
/// ```
/// use septet::signature::has_body_hash;
///
/// assert!(has_body_hash("https://mycompany.com/?a=b&bodySHA256="));
/// assert!(!has_body_hash("https://mycompany.com/bodySHA256?a#bodySHA256="));
/// ```
#[must_use]
pub fn has_body_hash(url: &str) -> bool {
    !matches!(Hash::of(url), Hash::None)
}

/// What the query of a URL says of the body's hash.
pub(super) enum Hash {
    None,
    One(Vec<u8>),
    Many,
}

impl Hash {
    /// Looks for `bodySHA256`.
    pub(super) fn of(url: &str) -> Self {
        let (url, _fragment) = cut(url.as_bytes(), b'#');
        let (_, query) = cut(url, b'?');
        let query = Params::of_form(query.unwrap_or_default(), usize::MAX);
        let mut hash = Self::None;
        for index in 0..query.len() {
            if query.name(index) == b"bodySHA256" {
                hash = match hash {
                    Self::None => Self::One(query.value(index).to_vec()),
                    _ => Self::Many,
                };
            }
        }
        hash
    }
}

/// Whether this is the body's hash, the body being no longer than [`MAX_BODY`].
pub(super) fn is_hash(hash: &[u8], body: &[u8]) -> bool {
    hash.ct_eq(&hex(body)).into()
}

/// Lower-case hexadecimal, the one spelling Twilio uses and `twilio` accepts.
fn hex(body: &[u8]) -> [u8; 64] {
    let mut digits = [0; 64];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(Sha256::digest(body)) {
        let nibbles = [byte >> 4, byte & 15];
        for (digit, nibble) in pair.iter_mut().zip(nibbles) {
            *digit = if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
        }
    }
    digits
}
