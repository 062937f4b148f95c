//! Auth tokens, as the keys of HMAC-SHA1.

#[cfg(feature = "signature-full")]
use super::hash::Mac;
use super::{Error, MAX_TOKEN, MAX_TOKENS};

/// One to [`MAX_TOKENS`] tokens that can be some.
#[derive(Default)]
pub(crate) struct Tokens<'a> {
    tokens: [&'a [u8]; MAX_TOKENS],
    count: usize,
}

impl<'a> Tokens<'a> {
    /// Reads `count` tokens.
    pub(crate) fn read(
        &mut self,
        count: usize,
        mut next: impl FnMut() -> &'a [u8],
    ) -> Result<(), Error> {
        if count == 0 {
            return Err(Error::NoToken);
        }
        if count > MAX_TOKENS {
            return Err(Error::ManyTokens);
        }
        self.count = count;
        for place in self.tokens.iter_mut().take(count) {
            *place = next();
            check(place)?;
        }
        Ok(())
    }

    pub(super) fn first(&self) -> &'a [u8] {
        self.tokens[0]
    }

    pub(super) fn others(&self) -> &[&'a [u8]] {
        self.tokens.get(1..self.count).unwrap_or_default()
    }
}

fn check(token: &[u8]) -> Result<(), Error> {
    match token.len() {
        0 => Err(Error::EmptyToken),
        1..=MAX_TOKEN => Ok(()),
        _ => Err(Error::LongToken),
    }
}

#[cfg(feature = "signature-full")]
pub(super) fn key(token: &str) -> Result<Mac, Error> {
    check(token.as_bytes())?;
    Ok(Mac::new(token.as_bytes()))
}
