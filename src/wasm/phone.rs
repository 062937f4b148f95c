//! Phone numbers.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::phone;
use crate::wasm::exchange;

/// Whether the text in the input has the shape of an E.164 number.
#[wasm_bindgen]
pub fn is_e164(length: u32) -> bool {
    exchange::text(length, |text, _| phone::is_e164(text))
}
