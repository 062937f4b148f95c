//! Phone numbers, against vectors.

#![cfg(feature = "phone")]

use proptest::prelude::*;
use serde::Deserialize;

use septet::phone::{self, Country, PhoneNumber, Reason, is_e164, parse, parse_strict, to_e164};

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
        ("020 7946 0018", None, Err(Reason::InvalidCountryCode)),
        ("call me", Some("US"), Err(Reason::NotANumber)),
        ("00", Some("DE"), Err(Reason::TooShortAfterIdd)),
        ("+1 1", None, Err(Reason::NotANumber)),
        ("+49 123456789012345678", None, Err(Reason::TooLong)),
    ] {
        let got = parse(input, region.map(country)).map(|number| number.e164);
        assert_eq!(got, want.map(String::from), "{input}");
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
    for (text, message) in [
        ("UK", "unknown country \"UK\": use GB"),
        ("uk", "unknown country \"uk\": use GB"),
        ("EN", "unknown country \"EN\": use GB"),
        ("EL", "unknown country \"EL\": use GR"),
        ("USA", "unknown country \"USA\": use US"),
        ("UAE", "unknown country \"UAE\": use AE"),
        ("en-US", "unknown country \"en-US\": use US"),
        ("zh-Hant-TW", "unknown country \"zh-Hant-TW\": use TW"),
        ("en_UK", "unknown country \"en_UK\": use GB"),
        (" DE\n", "unknown country \" DE?\": use DE"),
        ("+44", "unknown country \"+44\": use GB"),
        ("1", "unknown country \"1\": use US"),
        ("800", "unknown country \"800\": use two letters of ISO 3166-1, like GB"),
        ("001", "unknown country \"001\": use two letters of ISO 3166-1, like GB"),
        ("441", "unknown country \"441\": use two letters of ISO 3166-1, like GB"),
        ("ZZ", "unknown country \"ZZ\": use two letters of ISO 3166-1, like GB"),
        ("", "unknown country \"\": use two letters of ISO 3166-1, like GB"),
        ("G", "unknown country \"G\": use two letters of ISO 3166-1, like GB"),
        ("\0\"\u{202e}é", UNPRINTABLE),
        (
            "a country of 20 chars",
            "unknown country \"a country of 20 char...\": use two letters of ISO 3166-1, like GB",
        ),
    ] {
        let error = Country::new(text).unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
        let suggestion = message.rsplit(": use ").next().filter(|country| country.len() == 2);
        assert_eq!(error.suggestion().map(Country::as_str), suggestion, "{text}");
        assert_eq!(phone::Error::from(error).code(), "ERR_PHONE_COUNTRY");
    }
    let error = Country::new(&"\u{10ffff}".repeat(1 << 20)).unwrap_err();
    assert!(error.to_string().len() < 300, "{error}");
}

const UNPRINTABLE: &str = "unknown country \"????\": use two letters of ISO 3166-1, like GB";

#[test]
fn says_why_there_is_no_e164() {
    for (input, region, message) in [
        ("call me", None, "the text is no phone number (NOT_A_NUMBER)"),
        ("020 7946 0018", None, "the number has no known calling code (INVALID_COUNTRY_CODE)"),
        (
            "00",
            Some("DE"),
            "the number is too short after the international prefix (TOO_SHORT_AFTER_IDD)",
        ),
        ("+1 415 55", None, "no number of +1 has 5 digits after the code"),
        ("+49 123456789012345678", None, "the number is too long (TOO_LONG)"),
        ("+44 20 7946 0018 00", None, "no number of +44 has 12 digits after the code"),
        ("+1 200 555 0123", None, "no number of +1 like this is assigned"),
    ] {
        let error = to_e164(input, region.map(country)).unwrap_err();
        assert_eq!((error.code(), &*error.to_string()), ("ERR_PHONE_INVALID", message), "{input}");
    }
    assert_eq!(to_e164("020 7946 0018 x5", Some(country("GB"))), Ok("+442079460018".to_owned()));
}

#[test]
fn a_form_takes_numbers_in_every_notation() {
    let separators = "- \u{a0}\u{ad}\u{200b}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2053}\u{2060}\u{2212}\
        \u{223c}\u{3000}\u{30fc}\u{ff08}\u{ff09}\u{ff0d}\u{ff0e}\u{ff0f}\u{ff3b}\u{ff3d}()[]./";
    let separated = separators.chars().map(|ch| format!("415{ch}555{ch}{ch}2671"));
    let written = [
        "4155552671",
        "(415) 555-2671",
        "((415)) [555] 2671.",
        "+1 415 555 2671",
        "+1 (415) 555-2671",
        "(+1) 415 555 2671",
        "\u{ff0b}1 415 555 2671",
        "＋１４１５５５５２６７１",
        "٤١٥٥٥٥٢٦٧١",
        "011 1 415 555 2671",
        "1-415-555-2671",
        "\t 415 555 2671\r\n",
        "\u{202a}+14155552671\u{202c}",
        "\u{feff}4155552671\u{200e}",
        "tel:+1-415-555-2671",
        "TEL:415-555-2671",
    ];
    for text in separated.chain(written.map(String::from)) {
        let number = parse_strict(&text, Some(country("US")));
        assert_eq!(
            number.map(|number| (number.e164, number.extension)),
            Ok(("+14155552671".into(), None)),
            "{text}"
        );
    }
    for text in [
        "415 555 2671 x123",
        "415 555 2671 X123",
        "415 555 2671 ext. 123",
        "415 555 2671 EXT 123#",
        "415 555 2671, 123",
        "415 555 2671;123",
        "415 555 2671,,123",
        "415 555 2671 #123",
        "415 555 2671 доб. 123",
        "415 555 2671 anexo 123",
        "415 555 2671 int 123",
        "415 555 2671 ｅｘｔｎ 123",
        "415 555 2671~123",
        "415 555 2671 - 123#",
        "tel:+1-415-555-2671;ext=123",
        "  (415) 555-2671 extensión 123  ",
    ] {
        let number = parse_strict(text, Some(country("US")));
        let want = Ok(("+14155552671".into(), Some("123".into())));
        assert_eq!(number.map(|number| (number.e164, number.extension)), want, "{text}");
    }
    let conference = parse_strict("+1 415 555 2671,,123456789#", None).unwrap();
    assert_eq!(conference.extension.as_deref(), Some("123456789"));
}

#[test]
fn a_form_takes_nothing_but_a_number() {
    for text in [
        "415-555-CALL",
        "1-800-FLOWERS",
        "xxx-555-2671 415",
        "415x555x2671",
        "4155552671x",
        "call 415 555 2671",
        "Tel: 415 555 2671",
        "tel: 415 555 2671",
        "415 555 2671 please",
        "415 555 2671 a",
        "415 555 2671!",
        "\"415 555 2671\"",
        "<415 555 2671>",
        "415 555 2671 😀",
        "é415 555 2671",
        "tel:tel:4155552671",
        "++1 415 555 2671",
        "+\u{ff0b}14155552671",
        "+1+4155552671",
        "1 415 + 555 2671",
        "0+14155552671",
        "415 555 2671 / 72 or so",
        "555 2671 or 555 2672",
        "415 555 2671/x2672",
        "415 555 2671 \\ x2672",
        "4155552671;4155552672",
        "5552671,5552672",
        "5552671, 5552672",
        "4155552671 ; 4155552672",
        "555 2671\n555 2672",
        "*67 415 555 2671",
        "415*555*2671",
        "4155552671*",
        "#4155552671",
        "4155552671#",
        "tel:555-2671;phone-context=+1-415",
        "+14155552671;isub=1",
        "tel:+14155552671;isub=1",
        "sip:+14155552671",
        "415 555 2671 ext",
        "415 555 2671 ext.",
        "415 555 2671 x 1 2 3 4 5 y",
    ] {
        assert_eq!(parse_strict(text, Some(country("US"))), Err(Reason::NotANumber), "{text}");
    }
    assert_eq!(parse_strict("tel:", None), Err(Reason::NotANumber));
    assert_eq!(parse_strict("+49 123456789012345678", None), Err(Reason::TooLong));
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
