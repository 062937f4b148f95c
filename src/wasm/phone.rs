//! Phone numbers. A country crosses as two ASCII letters in a number, a number as bits and the
//! text of its E.164 form and extension.

use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::{Coded, Output, answer, text, u32_of};
use crate::phone::{
    Country, Error, PhoneNumber, PhoneType, Reason, is_e164, parse, parse_strict, to_e164,
};

impl Coded for Error {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn message(&self) -> String {
        self.message()
    }
}

/// Reads a number. Returns its fields as bits, or -2 and less for the reason why it is none.
#[wasm_bindgen]
pub fn phone_parse(length: u32, country: u32, is_strict: bool) -> i32 {
    text(length, |text, output| {
        answer(default_country(country), output, |country, output| {
            let parse = if is_strict { parse_strict } else { parse };
            parse(text, country).map_or_else(failure, |number| write_number(&number, output))
        })
    })
}

/// Reads a valid number. Returns what [`write_text`] does for its E.164 form.
#[wasm_bindgen]
pub fn phone_to_e164(length: u32, country: u32) -> i32 {
    text(length, |text, output| {
        let e164 = default_country(country).and_then(|country| to_e164(text, country));
        answer(e164, output, |e164, output| write_text(&e164, output))
    })
}

/// Whether the text in the input has the shape of an E.164 number.
#[wasm_bindgen]
pub fn phone_is_e164(length: u32) -> bool {
    text(length, |text, _| is_e164(text))
}

/// Refuses the text in the input unless it is a country. Returns its letters.
#[wasm_bindgen]
pub fn phone_country(length: u32) -> i32 {
    text(length, |text, output| {
        let country = Country::new(text).map_err(Error::from);
        answer(country, output, |country, _| letters(country.as_str(), 8).cast_signed())
    })
}

/// The country of two ASCII letters, 0 for none.
pub(super) fn default_country(letters: u32) -> Result<Option<Country>, Error> {
    let [_, _, letters @ ..] = letters.to_be_bytes();
    match str::from_utf8(&letters) {
        Ok("\0\0") | Err(_) => Ok(None),
        Ok(letters) => Ok(Some(Country::new(letters)?)),
    }
}

fn failure(reason: Reason) -> i32 {
    match reason {
        Reason::InvalidCountryCode => -2,
        Reason::NotANumber => -3,
        Reason::TooShortAfterIdd => -4,
        Reason::TooShortNsn => -5,
        Reason::TooLong => -6,
    }
}

/// The fields of a number as bits, which `read` of `phone.ts` takes apart.
fn write_number(number: &PhoneNumber, output: &mut Output) -> i32 {
    let extension = number.extension.as_deref().unwrap_or_default();
    output.text.push_str(&number.e164);
    output.text.push_str(extension);
    let kind = |kind| PhoneType::ALL.iter().position(|known| *known == kind);
    let code = number.e164.len() - number.national_number.len();
    let bits = u32_of(number.kind.and_then(kind).map_or(0, |kind| kind + 1))
        | u32::from(number.is_possible) << 4
        | u32_of(code) << 5
        | u32_of(number.e164.len()) << 8
        | letters(number.country.unwrap_or_default(), 5) << 13
        | u32_of(extension.len()) << 23;
    bits.cast_signed()
}

/// The two letters of a country, with so many bits of each: 0 for none, 1 for `001`.
fn letters(country: &str, bits: u32) -> u32 {
    let letter = |byte: &u8| u32::from(*byte) & ((1 << bits) - 1);
    match country.as_bytes() {
        [] => 0,
        [first, second] => letter(first) << bits | letter(second),
        _ => 1,
    }
}

/// Writes a text. Returns twice its bytes, and one more when they are ASCII.
pub(super) fn write_text(text: &str, output: &mut Output) -> i32 {
    output.text.push_str(text);
    (u32_of(text.len()) << 1 | u32::from(text.is_ascii())).cast_signed()
}
