//! TwiML.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::twiml::{self, MAX_DOCUMENT, Style};
use crate::wasm::buffers::Text;
use crate::wasm::exchange::{self, Coded, Output};

impl Coded for twiml::Error {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn message(&self) -> String {
        self.message()
    }
}

/// Writes the document that the steps in the input describe, on one line. Returns its bytes.
#[wasm_bindgen]
pub fn render_twiml(length: u32) -> i32 {
    render(length, Style::Compact)
}

/// The same on many lines.
#[wasm_bindgen]
pub fn render_pretty_twiml(length: u32) -> i32 {
    render(length, Style::Pretty)
}

fn render(length: u32, style: Style) -> i32 {
    exchange::bytes(length, |steps, output| {
        let result = twiml::render_into(steps, style, MAX_DOCUMENT, output.text.bytes());
        exchange::answer(result, output, |(), output| length_of(&output.text))
    })
}

/// Checks the name in the input. Returns 0.
#[wasm_bindgen]
pub fn check_twiml_name(length: u32) -> i32 {
    exchange::text(length, |name, output| {
        exchange::answer(twiml::check_name(name), output, |(), _| 0)
    })
}

/// Escapes the text in the input. Returns the bytes of the result.
#[wasm_bindgen]
pub fn escape_xml(length: u32) -> i32 {
    exchange::text(length, |text, output| write_text(twiml::escape_xml(text), output))
}

fn write_text(text: String, output: &mut Output) -> i32 {
    output.text = text.into();
    length_of(&output.text)
}

fn length_of(text: &Text) -> i32 {
    exchange::u32_of(text.len()).cast_signed()
}
