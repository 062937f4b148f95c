//! Auth tokens, as the keys of HMAC-SHA1.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::{Choice, ConstantTimeEq};

use super::message::Message;
use super::url::Form;
use super::{Digest, Error, MAX_TOKEN, MAX_TOKENS};

/// One to [`MAX_TOKENS`] keys, set up. They are wiped when dropped.
pub(super) struct Tokens(Vec<Hmac<Sha1>>);

impl Tokens {
    pub(super) fn parse(tokens: &[&str]) -> Result<Self, Error> {
        if tokens.is_empty() {
            return Err(Error::NoToken);
        }
        if tokens.len() > MAX_TOKENS {
            return Err(Error::ManyTokens);
        }
        let mut keys = Vec::with_capacity(tokens.len());
        for token in tokens {
            keys.push(key(token)?);
        }
        Ok(Self(keys))
    }

    /// Whether one of the tokens makes this signature. All are tried, so that
    /// the time does not tell which.
    pub(super) fn have_signed(
        &self,
        form: &Form<'_>,
        message: &Message<'_>,
        digest: &Digest,
    ) -> bool {
        let [host, port, rest] = form.pieces();
        let text = [host, port, rest, message.params()];
        let is_signed = |key| sign(key, &text).ct_eq(digest);
        self.0.iter().map(is_signed).fold(Choice::from(0), |a, b| a | b).into()
    }
}

pub(super) fn key(token: &str) -> Result<Hmac<Sha1>, Error> {
    match token.len() {
        0 => Err(Error::EmptyToken),
        // HMAC takes keys of any length.
        1..=MAX_TOKEN => Hmac::new_from_slice(token.as_bytes()).map_err(|_| Error::LongToken),
        _ => Err(Error::LongToken),
    }
}

/// Signs a text that is given in pieces.
pub(super) fn sign(key: &Hmac<Sha1>, text: &[&[u8]]) -> Digest {
    let mut mac = key.clone();
    for piece in text {
        mac.update(piece);
    }
    mac.finalize().into_bytes().into()
}
