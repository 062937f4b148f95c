//! Telnyx's webhook signatures.

use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::{answer, parts, refuse};
use super::signature::text;
use crate::signature::{Error, ReceivedTelnyx, verify_telnyx};

/// Verifies. Parts: `keys` public keys, signature, timestamp, now and tolerance as digits, body.
/// Returns 1 or 0.
#[wasm_bindgen]
pub fn signature_verify_telnyx(length: u32, keys: u32) -> i32 {
    parts(length, |mut parts, output| {
        let public_keys: Vec<_> = parts.by_ref().take(keys as usize).map(text).collect();
        let (signature, timestamp) = (text(parts.bytes()), text(parts.bytes()));
        let (now, tolerance) = (text(parts.bytes()).parse(), text(parts.bytes()).parse());
        let (Ok(now), Ok(tolerance)) = (now, tolerance) else {
            return refuse(&Error::Time, output);
        };
        let public_keys = &public_keys;
        let body = parts.bytes();
        let received = ReceivedTelnyx { public_keys, signature, timestamp, body, now, tolerance };
        answer(verify_telnyx(&received), output, |is_valid, _| i32::from(is_valid))
    })
}
