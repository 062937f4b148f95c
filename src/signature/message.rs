//! What a signature covers beside the URL.

use super::body::{Hash, is_hash};
use super::params::Params;
use super::{Error, MAX_BODY, MAX_PARAMS, MAX_URL, Payload};

/// The rest of the signed text, and the body that is covered by its hash alone.
#[derive(Default)]
pub(super) struct Message<'a> {
    params: Vec<u8>,
    hashed: Option<(&'a [u8], Hash)>,
}

impl<'a> Message<'a> {
    pub(super) fn of(url: &str, payload: Payload<'a>) -> Result<Self, Error> {
        if url.len() > MAX_URL {
            return Err(Error::LongUrl);
        }
        let params = match payload {
            Payload::Empty => return Ok(Self::default()),
            Payload::Params(pairs) => Params::of_pairs(pairs)?,
            Payload::Body(body) if body.len() > MAX_BODY => return Err(Error::LongBody),
            Payload::Body(body) => {
                let hash = Hash::of(url);
                if !matches!(hash, Hash::None) {
                    return Ok(Self { hashed: Some((body, hash)), ..Self::default() });
                }
                Params::of_form(body, MAX_PARAMS + 1)
            }
        };
        Ok(Self { params: params.signed()?, hashed: None })
    }

    pub(super) fn params(&self) -> &[u8] {
        &self.params
    }

    /// Whether a body that the URL holds a hash of is that body.
    pub(super) fn is_body_intact(&self) -> bool {
        match &self.hashed {
            None => true,
            Some((body, Hash::One(hash))) => is_hash(hash, body),
            Some(_) => false,
        }
    }
}
