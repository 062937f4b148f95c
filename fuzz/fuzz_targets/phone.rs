//! What is read of a text: E.164 numbers read as themselves, every style with a calling code reads as the same number,
//! and what a form takes means the same elsewhere.

#![no_main]

use libfuzzer_sys::fuzz_target;
use septet::phone::{
    Country, MAX_INPUT, Style, format_as_you_type, is_e164, parse, parse_strict, to_e164,
};

fuzz_target!(|data: &str| {
    assert_eq!(is_e164(data), has_shape(data));
    // Two letters at the beginning are the default country.
    let (country, text) =
        match data.split_at_checked(2).map(|(two, rest)| (Country::new(two), rest)) {
            Some((Ok(country), rest)) => (Some(country), rest),
            _ => (None, data),
        };
    let shown = format_as_you_type(text, country);
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    // Of more digits than any number has, google's formatter drops some that repeat, and so do we.
    let is_number = text.len() <= MAX_INPUT && digits(text) <= 20;
    assert!(!is_number || digits(&shown) >= digits(text), "{text} {shown}");

    let read = parse(text, country);
    if let Ok(strict) = parse_strict(text, country) {
        assert_eq!(Ok(&strict), read.as_ref());
    }
    let valid = read.ok().filter(|number| number.is_valid());
    assert_eq!(to_e164(text, country).ok().as_ref(), valid.as_ref().map(|number| &number.e164));
    let Some(number) = valid else { return };
    // Taiwan's sign of an extension is read with nine digits at most.
    let is_long = number.extension.as_ref().is_some_and(|digits| digits.chars().count() > 9);
    // The national style is not asked: in Thailand, Gabon and others a valid number may begin as a prefix does.
    for style in [Style::E164, Style::International, Style::Rfc3966] {
        if style != Style::Rfc3966 && is_long {
            continue;
        }
        let written = number.format(style);
        let mut again = parse(&written, None).unwrap();
        if style == Style::E164 {
            again.extension.clone_from(&number.extension);
        }
        assert_eq!(again, number, "{written}");
    }
});

fn has_shape(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().skip(1).map_while(|ch| ch.to_digit(10)).collect();
    let is_whole = digits.len() + 1 == text.chars().count();
    text.starts_with('+') && is_whole && (2..=15).contains(&digits.len()) && digits[0] != 0
}
