//! What npm `twilio` has for webhooks beside signatures: the hashes of bodies.

use std::str;

use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::{answer, parts, text};
use crate::signature::{body_hash, has_body_hash, is_body_hash};

/// Writes the hash of a body. Part: the body. Returns how long the hash is.
#[wasm_bindgen]
pub fn twilio_body_hash(length: u32) -> i32 {
    parts(length, |mut parts, output| {
        answer(body_hash(parts.bytes()), output, |hash, output| {
            output.text.push_str(&hash);
            i32::try_from(hash.len()).unwrap_or(i32::MAX)
        })
    })
}

/// Parts: a hash, and the body it may be the hash of. Returns 1 or 0.
#[wasm_bindgen]
pub fn twilio_is_body_hash(length: u32) -> i32 {
    parts(length, |mut parts, _| {
        let hash = str::from_utf8(parts.bytes()).unwrap_or_default();
        i32::from(is_body_hash(hash, parts.bytes()))
    })
}

/// Whether the URL that was written names the hash of a body. Returns 1 or 0.
#[wasm_bindgen]
pub fn twilio_has_body_hash(length: u32) -> i32 {
    text(length, |url, _| i32::from(has_body_hash(url)))
}
