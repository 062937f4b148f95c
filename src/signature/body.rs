//! The hash that covers a body which is no form.

use super::hash::Hash as Hasher;
use super::params::Params;
use super::{Error, MAX_BODY, is_equal};
use crate::form::{cut, decode, escaped_pair};

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
    !matches!(Params::with(|params| Hash::of(url.as_bytes(), params)), Hash::None)
}

/// What the query of a URL says of the body's hash.
pub(super) enum Hash {
    None,
    /// One, which is all the text of the parameters up to there.
    One(usize),
    Many,
}

impl Hash {
    /// Looks for `bodySHA256`. There are no parameters where it is found.
    pub(super) fn of(url: &[u8], params: &mut Params) -> Self {
        let (url, _fragment) = cut(url, b'#');
        let (_, mut rest) = cut(url, b'?');
        let mut hash = Self::None;
        while let Some((name, value)) = escaped_pair(&mut rest) {
            let start = params.text.len();
            decode(name, &mut params.text);
            let is_it = params.text.get(start..) == Some(b"bodySHA256");
            params.text.truncate(start);
            if is_it {
                hash = if let Self::None = hash {
                    decode(value, &mut params.text);
                    Self::One(params.text.len())
                } else {
                    Self::Many
                };
            }
        }
        hash
    }
}

/// Whether this is the body's hash, the body being no longer than [`MAX_BODY`].
pub(super) fn is_hash(hash: &[u8], body: &[u8]) -> bool {
    is_equal(hash, &hex(body)).into()
}

/// Lower-case hexadecimal, the one spelling Twilio uses and `twilio` accepts.
fn hex(body: &[u8]) -> [u8; 64] {
    let (mut digits, mut digest) = ([0; 64], [0; 32]);
    let mut hash = Hasher::sha256();
    hash.update(body);
    hash.finish(&mut digest);
    for (index, digit) in digits.iter_mut().enumerate() {
        let byte = digest.get(index / 2).copied().unwrap_or_default();
        let nibble = if index % 2 == 0 { byte >> 4 } else { byte & 15 };
        *digit = if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
    }
    digits
}
