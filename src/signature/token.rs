//! Auth tokens, as the keys of HMAC-SHA1.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::{Choice, ConstantTimeEq};

use super::message::Message;
use super::{Digest, Error, MAX_TOKEN, MAX_TOKENS};

/// One to [`MAX_TOKENS`] keys, set up. They are wiped when dropped.
pub(super) struct Tokens {
    first: Hmac<Sha1>,
    others: Vec<Hmac<Sha1>>,
}

impl Tokens {
    pub(super) fn parse(tokens: &[&str]) -> Result<Self, Error> {
        let (first, others) = tokens.split_first().ok_or(Error::NoToken)?;
        if tokens.len() > MAX_TOKENS {
            return Err(Error::ManyTokens);
        }
        let others = others.iter().map(|token| key(token)).collect::<Result<_, _>>()?;
        Ok(Self { first: key(first)?, others })
    }

    /// Signs with the first token.
    pub(super) fn sign(&self, url: &str, message: &Message<'_>) -> Digest {
        sign(&self.first, url, message.params())
    }

    /// Whether one of the tokens makes this signature. All are tried, so that
    /// the time does not tell which.
    pub(super) fn have_signed(&self, url: &str, message: &Message<'_>, digest: &Digest) -> bool {
        let is_signed = |key| sign(key, url, message.params()).ct_eq(digest);
        self.others.iter().map(is_signed).fold(is_signed(&self.first), |a: Choice, b| a | b).into()
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

/// Signs the parameters behind the URL.
pub(super) fn sign(key: &Hmac<Sha1>, url: &str, params: &[u8]) -> Digest {
    key.clone().chain_update(url).chain_update(params).finalize().into_bytes().into()
}
