//! Phone numbers. A country crosses as two ASCII letters in a number, a number as bits and the
//! text of its E.164 form, extension and country.

use wasm_bindgen::prelude::wasm_bindgen;

use super::buffers::Text;
use super::exchange::{Coded, Output, answer, bytes, refuse, u32_of};
use crate::phone::{
    Country, Error, Parsed, Reason, is_e164_bytes, parse_bytes, write_decimal, write_region,
};

impl Coded for Error {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn write(&self, out: &mut Text) {
        // Text takes whatever is written.
        let _ = self.write(out);
    }
}

/// Reads a number. Returns its fields as bits, or -1 and the length of the reason less why it is none.
#[wasm_bindgen]
pub fn phone_parse(length: u32, country: u32, flags: u32) -> i32 {
    bytes(length, |text, output| {
        let country = match default_country(country) {
            Ok(country) => country,
            Err(error) => return refuse(&error, output),
        };
        let must_be_valid = flags & VALID != 0;
        let number = match parse_bytes(text, country, flags & STRICT != 0) {
            Ok(number) => number,
            Err(reason) if must_be_valid => return refuse(&Error::Unreadable(reason), output),
            Err(reason) => return failure(reason, output),
        };
        let (place, kind) = number.classify();
        if must_be_valid && kind == 0 {
            return refuse(&number.invalid(), output);
        }
        write_number(&number, place, kind, output)
    })
}

/// Whether the number must be all there is, and whether one that is not valid is an error.
const STRICT: u32 = 1;
const VALID: u32 = 2;

/// Whether the text in the input has the shape of an E.164 number.
#[wasm_bindgen]
pub fn phone_is_e164(length: u32) -> bool {
    bytes(length, |text, _| is_e164_bytes(text))
}

/// Refuses the text in the input unless it is a country. Returns its letters.
#[wasm_bindgen]
pub fn phone_country(length: u32) -> i32 {
    bytes(length, |text, output| {
        let country = Country::of_bytes(text).map_err(Error::from);
        answer(country, output, |country, _| {
            let [first, second] = country.letters();
            (u32::from(first) << 8 | u32::from(second)).cast_signed()
        })
    })
}

/// The country of two ASCII letters, 0 for none.
pub(super) fn default_country(letters: u32) -> Result<Option<Country>, Error> {
    if letters == 0 {
        return Ok(None);
    }
    let [_, _, letters @ ..] = letters.to_be_bytes();
    Ok(Some(Country::of_bytes(&letters)?))
}

fn failure(reason: Reason, output: &mut Output) -> i32 {
    output.text.push_str(reason.name());
    -1 - u32_of(output.text.len()).cast_signed()
}

/// The fields of a number as bits, which `read` of `phone.ts` takes apart.
fn write_number(number: &Parsed, place: Option<usize>, kind: u8, output: &mut Output) -> i32 {
    let out = &mut output.text;
    out.push('+');
    // Text takes whatever is written.
    let _ = write_decimal(number.calling_code(), out);
    let code = out.len();
    for digit in number.national_number() {
        out.push(char::from(*digit));
    }
    let length = out.len();
    for digit in number.extension() {
        out.push(digit);
    }
    let extended = out.len();
    if let Some(place) = place {
        let _ = write_region(place, out);
    }
    let bits = u32::from(kind)
        | u32::from(number.is_possible()) << 4
        | u32_of(code) << 5
        | u32_of(length) << 8
        | u32_of(out.len() - extended) << 13
        | u32_of(extended - length) << 15;
    bits.cast_signed()
}
