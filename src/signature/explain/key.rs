//! What the auth token may have been before it was changed.

use zeroize::Zeroizing;

use super::super::Error;
use super::super::hash::{Digest, Mac};
use super::super::token::key;
use super::finding::Cause;

/// A key to try, set up. It is wiped when dropped.
pub(super) struct Key {
    /// The place of the token among those given.
    pub(super) index: usize,
    pub(super) cause: Option<Cause>,
    mac: Mac,
}

impl Key {
    pub(super) fn sign(&self, url: &str, params: &str) -> Digest {
        self.mac.sign(|hash| {
            hash.update(url.as_bytes());
            hash.update(params.as_bytes());
        })
    }
}

/// The tokens as given, then as they may have been meant.
pub(super) fn keys(tokens: &[&str]) -> Result<Vec<Key>, Error> {
    let mut keys = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        keys.push(Key { index, cause: None, mac: key(token)? });
    }
    for (index, token) in tokens.iter().enumerate() {
        let trimmed = token.trim();
        let value = trimmed.rsplit_once('=').map_or(trimmed, |(_, value)| value);
        let bare = value.trim_matches(['"', '\'', ' ']);
        let folded = Zeroizing::new(bare.to_ascii_lowercase());
        let mut last = *token;
        for (text, cause) in [
            (trimmed, Cause::TokenWhitespace),
            (bare, Cause::TokenQuoted),
            (folded.as_str(), Cause::TokenCase),
        ] {
            if text != last
                && let Ok(mac) = key(text)
            {
                keys.push(Key { index, cause: Some(cause), mac });
            }
            last = text;
        }
    }
    Ok(keys)
}

/// What a token that gave no signature looks like.
pub(super) fn shape(token: &str) -> Option<Cause> {
    let is_sid = |prefix| token.len() == 34 && token.starts_with(prefix);
    let is_token = token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_sid("AC") {
        Some(Cause::TokenAccountSid)
    } else if is_sid("SK") {
        Some(Cause::TokenApiKey)
    } else if is_token {
        None
    } else {
        Some(Cause::TokenShape)
    }
}
