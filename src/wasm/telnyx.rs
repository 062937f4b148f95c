//! Telnyx's webhook signatures.

use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::{answer, parts, refuse};
use crate::signature::{Error, TelnyxClaim, verify_claim, whole};

/// Verifies. Parts: `keys` public keys, signature, timestamp, now and tolerance as digits, body.
/// Returns 1 or 0.
#[wasm_bindgen]
pub fn signature_verify_telnyx(length: u32, keys: u32) -> i32 {
    parts(length, |mut parts, output| {
        let count = keys as usize;
        let mut keys = parts.clone().take(count);
        let _ = parts.by_ref().take(count).count();
        let (signature, timestamp) = (parts.bytes(), parts.bytes());
        let (now, tolerance) = (whole(parts.bytes()), whole(parts.bytes()));
        let tolerance = tolerance.and_then(|seconds| u32::try_from(seconds).ok());
        let (Some(now), Some(tolerance)) = (now, tolerance) else {
            return refuse(&Error::Time, output);
        };
        let claim = TelnyxClaim { signature, timestamp, body: parts.bytes(), now, tolerance };
        let is_valid = verify_claim(count, &mut keys, &claim);
        answer(is_valid, output, |is_valid, _| i32::from(is_valid))
    })
}
