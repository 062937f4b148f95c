//! Phone numbers, against vectors.

#![cfg(feature = "phone")]

use proptest::prelude::*;
use serde::Deserialize;

use septet::phone::is_e164;

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
