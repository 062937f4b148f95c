//! What a signature covers beside the URL.

use super::body::{Hash, is_hash};
use super::params::{Pairs, Params};
use super::{Error, MAX_BODY, MAX_URL, Payload};

/// A [`Payload`], as bytes.
pub(crate) enum Content<'run, 'a> {
    Body(&'a [u8]),
    Empty,
    Pairs(Pairs<'run, 'a>),
}

impl<'a> Payload<'a> {
    /// Runs `run` with the same as bytes.
    pub(super) fn with<T>(self, run: impl FnOnce(Content<'_, 'a>) -> T) -> T {
        match self {
            Self::Body(body) => run(Content::Body(body)),
            Self::Empty => run(Content::Empty),
            Self::Params(pairs) => {
                let mut pairs = pairs.iter();
                run(Content::Pairs(&mut || {
                    pairs.next().map(|(name, value)| (name.as_bytes(), value.as_bytes()))
                }))
            }
        }
    }
}

/// What is signed behind the URL stands in [`Params`]; this is the body that its hash alone covers.
pub(super) struct Message<'a> {
    hashed: Option<(&'a [u8], Hash)>,
}

impl<'a> Message<'a> {
    #[inline(never)]
    pub(super) fn of(
        url: &[u8],
        content: Content<'_, 'a>,
        params: &mut Params,
    ) -> Result<Self, Error> {
        if url.len() > MAX_URL {
            return Err(Error::LongUrl);
        }
        match content {
            Content::Empty => {}
            Content::Pairs(pairs) => params.read_pairs(pairs),
            Content::Body(body) if body.len() > MAX_BODY => return Err(Error::LongBody),
            Content::Body(body) => {
                let hash = Hash::of(url, params);
                if !matches!(hash, Hash::None) {
                    return Ok(Self { hashed: Some((body, hash)) });
                }
                params.read_form(body, usize::MAX);
            }
        }
        params.sort()?;
        Ok(Self { hashed: None })
    }

    /// Whether a body that the URL holds a hash of is that body.
    pub(super) fn is_body_intact(&self, params: &Params) -> bool {
        match self.hashed {
            None => true,
            Some((body, Hash::One(end))) => is_hash(params.slice(0..end), body),
            Some(_) => false,
        }
    }
}
