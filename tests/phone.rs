//! Phone numbers, against vectors.

#![cfg(feature = "phone")]

use proptest::prelude::*;
use serde::Deserialize;

use septet::phone::{Reason, is_e164, parse};

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    want: bool,
}

#[test]
fn vectors() {
    let vectors: Vectors = serde_json::from_str(include_str!("vectors/phone.json")).unwrap();
    for case in vectors.cases {
        assert_eq!(is_e164(&case.text), case.want, "{}", case.name);
    }
}

proptest! {
    #[test]
    fn agrees_with_the_pattern(text in "\\+?[0-9+ a]{0,17}") {
        let digits = text.strip_prefix('+').unwrap_or_default();
        let model = (2..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0');
        prop_assert_eq!(is_e164(&text), model);
    }

    #[test]
    fn any_text_has_an_answer(text in any::<String>()) {
        prop_assert!(!is_e164(&text) || text.is_ascii());
    }
}

#[test]
fn reads_numbers_as_people_write_them() {
    for (input, region, want) in [
        ("(020) 7946-0018 ext. 5", Some("GB"), Ok("+442079460018")),
        ("1-800-FLOWERS", Some("US"), Ok("+18003569377")),
        ("tel:253-0000;phone-context=+1-650", None, Ok("+16502530000")),
        ("+0044 20 7946 0018", Some("DE"), Ok("+442079460018")),
        ("020 7946 0018", Some("UK"), Err(Reason::InvalidCountryCode)),
        ("call me", Some("US"), Err(Reason::NotANumber)),
        ("00", Some("DE"), Err(Reason::TooShortAfterIdd)),
        ("+1 1", None, Err(Reason::NotANumber)),
        ("+49 123456789012345678", None, Err(Reason::TooLong)),
    ] {
        let got = parse(input, region).map(|number| number.e164);
        assert_eq!(got, want.map(String::from), "{input}");
    }
}

#[test]
fn a_text_that_is_far_too_long_is_refused() {
    assert_eq!(parse(&"1".repeat(1 << 20), Some("US")), Err(Reason::TooLong));
}
