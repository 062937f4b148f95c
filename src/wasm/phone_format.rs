//! Phone numbers as people write them, and as they are typed.

use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::{Output, answer, text, u32_of};
use super::phone::default_country;
use crate::phone::{Error, Style, format_as_you_type, parse};

/// Reads a number in international form and writes it in a style of [`STYLES`]. Returns what
/// [`write_text`] does.
#[wasm_bindgen]
pub fn phone_format(length: u32, style: usize) -> i32 {
    let style = STYLES.get(style).copied().unwrap_or(Style::E164);
    text(length, |text, output| {
        answer(parse(text, None).map_err(Error::from), output, |number, output| {
            write_text(&number.format(style), output)
        })
    })
}

/// Formats what is typed so far. Returns what [`write_text`] does, or -2 where nothing is to be
/// changed.
#[wasm_bindgen]
pub fn phone_format_as_you_type(length: u32, country: u32) -> i32 {
    text(length, |text, output| {
        answer(default_country(country), output, |country, output| {
            match format_as_you_type(text, country) {
                shown if shown == text => -2,
                shown => write_text(&shown, output),
            }
        })
    })
}

/// The styles in the order in which `phone-format.ts` numbers them.
const STYLES: [Style; 4] = [Style::E164, Style::International, Style::National, Style::Rfc3966];

/// Writes a text. Returns twice its bytes, and one more when they are ASCII.
fn write_text(text: &str, output: &mut Output) -> i32 {
    output.text.push_str(text);
    (u32_of(text.len()) << 1 | u32::from(text.is_ascii())).cast_signed()
}
