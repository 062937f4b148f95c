//! An E.164 number is a plus and 2 to 15 digits, the first of them not 0.

#![no_main]

use libfuzzer_sys::fuzz_target;
use septet::phone::is_e164;

fuzz_target!(|text: &str| {
    let digits: Vec<u32> = text.chars().skip(1).map_while(|ch| ch.to_digit(10)).collect();
    let is_whole = digits.len() + 1 == text.chars().count();
    let model =
        text.starts_with('+') && is_whole && (2..=15).contains(&digits.len()) && digits[0] != 0;
    assert_eq!(is_e164(text), model);
});
