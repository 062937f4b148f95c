//! What the header may have held before it was changed.

use base64ct::{Base64, Encoding};
use subtle::{Choice, ConstantTimeEq};

use super::super::Digest;
use super::finding::Cause;
use crate::form;

/// The most readings of one header.
const MAX_READINGS: usize = 24;
/// The fewest characters of a cut signature that prove it: 96 bits.
const MIN_PREFIX: usize = 16;
/// The longest header that is looked at, in bytes.
const MAX_HEADER: usize = 1024;
/// The characters of a signature.
const LENGTH: usize = 28;

/// A signature that the header can be read as.
pub(super) struct Reading {
    pub(super) cause: Option<Cause>,
    sought: Sought,
}

enum Sought {
    /// The leading bytes of the digest, all of them if nothing is cut off.
    Bytes(Digest, usize),
    /// The base64 text, with small letters in place of capitals.
    Folded([u8; LENGTH]),
}

impl Reading {
    /// Compares in a time that does not depend on either value.
    pub(super) fn is(&self, digest: &Digest) -> Choice {
        match &self.sought {
            Sought::Bytes(bytes, length) => {
                let (a, b) = (bytes.get(..*length), digest.get(..*length));
                a.unwrap_or_default().ct_eq(b.unwrap_or_default())
            }
            Sought::Folded(text) => folded_base64(digest).ct_eq(text),
        }
    }
}

/// Every signature that `header` can be read as, the plain reading first.
pub(super) fn readings(header: &str) -> Vec<Reading> {
    let mut readings = Vec::new();
    if header.len() > MAX_HEADER {
        return readings;
    }
    read(header, None, &mut readings);
    let trimmed = header.trim();
    let compact: String = header.chars().filter(|ch| !ch.is_whitespace()).collect();
    read(trimmed, Some(Cause::SignatureWhitespace), &mut readings);
    read(&compact, Some(Cause::SignatureWhitespace), &mut readings);
    read(&trimmed.replace(' ', "+"), Some(Cause::SignaturePlusLost), &mut readings);
    let bare = trimmed.trim_matches(['"', '\'']);
    read(bare, Some(Cause::SignatureQuoted), &mut readings);
    read(&bare.replace('-', "+").replace('_', "/"), Some(Cause::SignatureUrlSafe), &mut readings);
    let unescaped = form::unescaped(&bare.replace('+', "%2B"));
    read(&unescaped, Some(Cause::SignaturePercentEncoded), &mut readings);
    for part in trimmed.split([',', ';']) {
        read(part.trim(), Some(Cause::SignatureJoined), &mut readings);
    }
    if let Some((_, rest)) = trimmed.split_once(['=', ':', ' ']) {
        read(rest.trim(), Some(Cause::SignaturePrefixed), &mut readings);
    }
    let stem = bare.trim_end_matches('=');
    for text in [stem.to_owned(), stem.replace('-', "+").replace('_', "/")] {
        let is_whole = text.len() == LENGTH - 1;
        if is_whole {
            read(&(text.clone() + "="), Some(Cause::SignatureUnpadded), &mut readings);
        } else if (MIN_PREFIX..LENGTH - 1).contains(&text.len()) {
            read_prefix(&text, &mut readings);
        }
    }
    if let Some(digest) = hex(bare.strip_prefix("sha1=").unwrap_or(bare)) {
        let sought = Sought::Bytes(digest, digest.len());
        readings.push(Reading { cause: Some(Cause::SignatureHex), sought });
    }
    if let Ok(text) = <[u8; LENGTH]>::try_from(bare.to_ascii_lowercase().as_bytes()) {
        let sought = Sought::Folded(text);
        readings.push(Reading { cause: Some(Cause::SignatureCase), sought });
    }
    readings
}

/// What a header that gave no signature looks like.
pub(super) fn shape(header: &str) -> Option<Cause> {
    let text = header.trim();
    let is_hex = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_base64 =
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte));
    match text.len() {
        0 => Some(Cause::SignatureMissing),
        88 if is_base64 => Some(Cause::SignatureTelnyx),
        64 if is_hex => Some(Cause::SignatureForeign),
        43 | 44 if is_base64 => Some(Cause::SignatureForeign),
        _ if ["v1,", "v1=", "t=", "sha256="].iter().any(|start| text.starts_with(start)) => {
            Some(Cause::SignatureForeign)
        }
        LENGTH if Base64::decode(text, &mut [0; 20]).is_ok() => None,
        1..LENGTH if is_base64 => Some(Cause::SignatureTruncated),
        _ => Some(Cause::SignatureMalformed),
    }
}

fn read(text: &str, cause: Option<Cause>, readings: &mut Vec<Reading>) {
    let Some(digest) = super::super::digest(text) else { return };
    let is_known = readings.iter().any(|reading| match &reading.sought {
        Sought::Bytes(bytes, length) => *length == digest.len() && *bytes == digest,
        Sought::Folded(_) => false,
    });
    if !is_known && readings.len() < MAX_READINGS {
        readings.push(Reading { cause, sought: Sought::Bytes(digest, digest.len()) });
    }
}

/// Reads as many whole groups of four characters as there are: three bytes each.
fn read_prefix(text: &str, readings: &mut Vec<Reading>) {
    let length = text.len() / 4 * 3;
    let mut digest = [0; 20];
    let (Some(groups), Some(room)) = (text.get(..text.len() / 4 * 4), digest.get_mut(..length))
    else {
        return;
    };
    if Base64::decode(groups, room).is_ok() && readings.len() < MAX_READINGS {
        let sought = Sought::Bytes(digest, length);
        readings.push(Reading { cause: Some(Cause::SignatureTruncated), sought });
    }
}

fn hex(text: &str) -> Option<Digest> {
    let mut digest = [0; 20];
    if text.len() != 2 * digest.len() || !text.is_ascii() {
        return None;
    }
    for (byte, pair) in digest.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        for digit in pair {
            let value = char::from(*digit).to_digit(16)?;
            *byte = *byte << 4 | u8::try_from(value).ok()?;
        }
    }
    Some(digest)
}

/// The signature in small letters, without a branch or a look-up by what it is.
fn folded_base64(digest: &Digest) -> [u8; LENGTH] {
    let mut text = [0; LENGTH];
    // 20 bytes make 28 characters.
    let _ = Base64::encode(digest, &mut text);
    for byte in &mut text {
        let is_capital = u8::from(*byte >= b'A') & u8::from(*byte <= b'Z');
        *byte |= is_capital << 5;
    }
    text
}
