//! Phone numbers, against vectors.

#![cfg(feature = "phone")]

use proptest::prelude::*;
use serde::Deserialize;

use septet::phone::{self, Country, PhoneNumber, Reason, is_e164, parse, parse_strict, to_e164};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vectors {
    cases: Vec<Shape>,
    strict: Vec<Strict>,
    strict_refused: Vec<Refused>,
    unknown_countries: Vec<Unknown>,
    invalid: Vec<Invalid>,
}

#[derive(Deserialize)]
struct Shape {
    name: String,
    text: String,
    want: bool,
}

#[derive(Deserialize)]
struct Strict {
    input: String,
    country: String,
    e164: String,
    extension: Option<String>,
}

#[derive(Deserialize)]
struct Refused {
    input: String,
    country: String,
    reason: String,
}

#[derive(Deserialize)]
struct Unknown {
    country: String,
    message: String,
}

#[derive(Deserialize)]
struct Invalid {
    input: String,
    country: Option<String>,
    message: String,
}

#[derive(Deserialize)]
struct Numbers {
    cases: Vec<Number>,
}

#[derive(Deserialize)]
struct Number {
    input: String,
    country: Option<String>,
    want: Want,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
enum Want {
    Reason(String),
    #[serde(rename_all = "camelCase")]
    Number {
        e164: String,
        country: Option<String>,
        calling_code: String,
        national_number: String,
        extension: Option<String>,
        r#type: Option<String>,
        is_possible: bool,
        is_valid: bool,
    },
}

#[cfg(feature = "phone-format")]
#[derive(Deserialize)]
struct Formats {
    cases: Vec<Formatted>,
    typed: Vec<Typed>,
}

#[cfg(feature = "phone-format")]
#[derive(Deserialize)]
struct Formatted {
    number: String,
    e164: String,
    international: String,
    national: String,
    rfc3966: String,
}

#[cfg(feature = "phone-format")]
#[derive(Deserialize)]
struct Typed {
    keys: String,
    country: Option<String>,
    shown: Vec<String>,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("vectors/phone.json")).unwrap()
}

#[test]
fn tells_the_shape_of_e164() {
    for case in vectors().cases {
        assert_eq!(is_e164(&case.text), case.want, "{}", case.name);
    }
}

#[test]
fn reads_numbers_of_every_region_and_type() {
    let Numbers { cases } =
        serde_json::from_str(include_str!("vectors/phone-numbers.json")).unwrap();
    for Number { input, country: region, want } in cases {
        let got = parse(&input, region.as_deref().map(country));
        let got = got.map_or_else(|reason| Want::Reason(reason.name().to_owned()), fields);
        assert_eq!(got, want, "{input}");
    }
}

fn fields(number: PhoneNumber) -> Want {
    Want::Number {
        is_valid: number.is_valid(),
        e164: number.e164,
        country: number.country.map(str::to_owned),
        calling_code: number.calling_code.to_string(),
        national_number: number.national_number,
        extension: number.extension,
        r#type: number.kind.map(|kind| kind.name().to_owned()),
        is_possible: number.is_possible,
    }
}

#[cfg(feature = "phone-format")]
#[test]
fn formats_numbers_of_every_region() {
    use septet::phone::{Style, format_as_you_type};

    let formats: Formats = serde_json::from_str(include_str!("vectors/phone-format.json")).unwrap();
    for case in formats.cases {
        let number = parse(&case.number, None).unwrap();
        assert_eq!(number.format(Style::E164), case.e164, "{}", case.number);
        assert_eq!(number.format(Style::International), case.international, "{}", case.number);
        assert_eq!(number.format(Style::National), case.national, "{}", case.number);
        assert_eq!(number.format(Style::Rfc3966), case.rfc3966, "{}", case.number);
    }
    for Typed { keys, country: region, shown } in formats.typed {
        let home = region.as_deref().map(country);
        let got: Vec<_> =
            (1..=keys.len()).map(|end| format_as_you_type(&keys[..end], home)).collect();
        assert_eq!(got, shown, "{keys}");
    }
}

#[test]
fn a_text_that_is_far_too_long_is_refused() {
    assert_eq!(parse(&"1".repeat(1 << 20), Some(country("US"))), Err(Reason::TooLong));
}

#[test]
fn a_country_has_two_letters_and_a_plan() {
    for text in ["GB", "gb", "Gb", "US", "AC", "TA", "XK", "ZW"] {
        assert_eq!(country(text).as_str(), text.to_uppercase());
        assert_eq!(text.parse::<Country>(), Ok(country(text)));
    }
    assert_eq!(country("gb"), country("GB"));
    assert_ne!(country("GB"), country("GG"));
    assert_eq!(format!("{:>4} {0:?}", country("GB")), "  GB Country(\"GB\")");
}

#[test]
fn an_unknown_country_is_mended() {
    for Unknown { country: text, message } in vectors().unknown_countries {
        let error = Country::new(&text).unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
        let suggestion = message.rsplit(": use ").next().filter(|country| country.len() == 2);
        assert_eq!(error.suggestion().map(Country::as_str), suggestion, "{text}");
        assert_eq!(phone::Error::from(error).code(), "ERR_PHONE_COUNTRY");
    }
    let error = Country::new(&"\u{10ffff}".repeat(1 << 20)).unwrap_err();
    assert!(error.to_string().len() < 300, "{error}");
}

#[test]
fn says_why_there_is_no_e164() {
    for Invalid { input, country: region, message } in vectors().invalid {
        let error = to_e164(&input, region.as_deref().map(country)).unwrap_err();
        assert_eq!((error.code(), error.to_string()), ("ERR_PHONE_INVALID", message), "{input}");
    }
    assert_eq!(to_e164("020 7946 0018 x5", Some(country("GB"))), Ok("+442079460018".to_owned()));
}

#[test]
fn a_form_takes_numbers_in_every_notation() {
    for case in vectors().strict {
        let number = parse_strict(&case.input, Some(country(&case.country)));
        let number = number.map(|number| (number.e164, number.extension));
        assert_eq!(number, Ok((case.e164, case.extension)), "{}", case.input);
    }
}

#[test]
fn a_form_takes_nothing_but_a_number() {
    for case in vectors().strict_refused {
        let refused = parse_strict(&case.input, Some(country(&case.country)));
        assert_eq!(refused.map_err(Reason::name), Err(&*case.reason), "{}", case.input);
    }
}

/// Texts that are made of what numbers are made of.
fn number_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[0-9]{1,4}",
        4 => "[-+ ./()x,;#*~]",
        1 => "[a-zA-Z]{1,3}",
        1 => prop::sample::select(vec!["tel:", " ext. ", ";ext=", ";isub=", ";phone-context=", "/ x", "\u{ff0b}", "\u{ff15}", "\u{200b}", "\u{202a}", "\n", "é"])
            .prop_map(String::from),
    ];
    let start = prop::sample::select(vec!["", "+1", "+44", "+", "tel:+49", "00", "0", " ("]);
    (start, prop::collection::vec(piece, 0..12))
        .prop_map(|(start, pieces)| start.to_owned() + &pieces.concat())
}

fn any_country() -> impl Strategy<Value = Option<Country>> {
    let countries = ["US", "GB", "DE", "AR", "BR", "IT", "GA", "JE"].map(country);
    prop::option::of(prop::sample::select(countries.to_vec()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

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
        prop_assert!(parse(&text, None).is_ok() || parse_strict(&text, None).is_err());
    }

    #[test]
    fn what_a_form_takes_means_the_same_elsewhere(input in number_like(), country in any_country()) {
        if let Ok(number) = parse_strict(&input, country) {
            prop_assert_eq!(parse(&input, country), Ok(number));
        }
    }

    #[test]
    fn a_form_takes_no_other_letters(input in number_like(), country in any_country()) {
        if let Ok(number) = parse_strict(&input, country) && number.extension.is_none() {
            let text = input.trim().trim_start_matches("tel:");
            prop_assert!(!text.contains(char::is_alphabetic), "{}", input);
            prop_assert!(text.chars().filter(|ch| matches!(ch, '+' | '\u{ff0b}')).count() <= 1, "{}", input);
        }
    }

    #[test]
    fn e164_is_that_of_a_valid_number_and_reads_as_itself(input in number_like(), country in any_country()) {
        let valid = parse(&input, country).ok().filter(PhoneNumber::is_valid);
        let e164 = to_e164(&input, country);
        prop_assert_eq!(e164.as_ref().ok(), valid.as_ref().map(|number| &number.e164));
        if let (Ok(e164), Some(mut number)) = (e164, valid) {
            // Some plans have numbers that are longer than ITU-T E.164 allows.
            prop_assert!(is_e164(&e164) || e164.len() > 16, "{}", e164);
            number.extension = None;
            prop_assert_eq!(parse_strict(&e164, None), Ok(number));
        }
    }

    #[test]
    fn no_message_holds_a_number(input in number_like(), country in any_country()) {
        if let Err(error) = to_e164(&input, country) {
            let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
            prop_assert!(digits(&error.to_string()) <= 5, "{}", error);
        }
    }

    #[test]
    fn a_country_is_known_or_mended(text in any::<String>()) {
        match Country::new(&text) {
            Ok(country) => prop_assert_eq!(country.as_str(), text.to_ascii_uppercase()),
            Err(error) => prop_assert!(error.to_string().is_ascii()),
        }
    }
}

#[track_caller]
fn country(text: &str) -> Country {
    Country::new(text).unwrap()
}
