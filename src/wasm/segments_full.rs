//! What the larger module of segments has besides that of [`segments`](super::segments).

use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::{answer, text, u32_of};
use crate::segments::{RcsKind, RcsRegion, rcs};

/// Sizes a text for RCS. Writes its kind, how many messages, bytes, and one more than the
/// bytes that remain, or 0.
#[wasm_bindgen]
pub fn segments_rcs(length: u32, international: u32) -> i32 {
    let region = if international == 0 { RcsRegion::Us } else { RcsRegion::International };
    text(length, |text, output| {
        answer(rcs(text, region), output, |sized, output| {
            let kind = match sized.kind {
                RcsKind::Basic => 0,
                RcsKind::Rich => 1,
                RcsKind::Single => 2,
            };
            let remaining = sized.remaining.map_or(0, |remaining| u32_of(remaining) + 1);
            output.numbers.extend([kind, u32_of(sized.count), u32_of(sized.bytes), remaining]);
            4
        })
    })
}
