//! The hash that covers a body which is no form.

use std::borrow::Cow;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{Error, MAX_BODY};
use crate::form;

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
    body.len() <= MAX_BODY && hash.as_bytes().ct_eq(&hex(body)).into()
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
    body_hashes(url).next().is_some()
}

/// The values of `bodySHA256` in the query of a URL.
pub(super) fn body_hashes(url: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let (url, _fragment) = url.split_once('#').unwrap_or((url, ""));
    let (_, query) = url.split_once('?').unwrap_or((url, ""));
    form::parse(query.as_bytes()).filter_map(|(name, hash)| (name == "bodySHA256").then_some(hash))
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
