//! What is refused, and that what is written is read the same.

use std::fmt::Write as _;

use septet::phone::{PhoneType, parse};

use super::plans::{Metadata, TYPES};
use super::{METADATA, METADATA_HASH, read, render, verified, walks};

/// A calling code that two regions share, told by leading digits, and another one.
const SMALL: &str = r#"{
    "version": "1.0.0",
    "callingCodes": [[7, ["AA", "BB"]], [800, ["001"]]],
    "plans": {
        "AA": {
            "types": { "MOBILE": { "pattern": "1\\d{2}" } },
            "general": { "pattern": "1\\d{2}", "lengths": [3] },
            "callingCode": 7, "internationalPrefix": "00",
            "nationalPrefixForParsing": "0(\\d{3})?", "nationalPrefixTransform": "1$1"
        },
        "BB": {
            "types": { "MOBILE": { "pattern": "2\\d{2}", "lengths": [3] } },
            "general": { "pattern": "2\\d{2}", "lengths": [3], "localLengths": [2] },
            "callingCode": 7, "leadingDigits": "2"
        },
        "800": {
            "types": { "TOLL_FREE": { "pattern": "\\d{8}" } },
            "general": { "pattern": "\\d{8}", "lengths": [8] },
            "callingCode": 800
        }
    }
}"#;

/// What is said when `from` is replaced in [`SMALL`].
#[track_caller]
fn refused(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    let error = Metadata::read(&SMALL.replacen(from, to, 1), &[]).map(|_| ()).unwrap_err();
    format!("{error:#}")
}

#[test]
fn reads_what_it_knows() {
    let metadata = Metadata::read(SMALL, &[]).unwrap();
    let codes: Vec<_> = metadata.codes.iter().map(|code| (code.code, code.plans.len())).collect();
    assert_eq!(codes, [(7, 2), (800, 1)]);
}

#[test]
fn refuses_unknown_patterns() {
    let general = r#""general": { "pattern": "1\\d{2}""#;
    for (pattern, why) in [
        (r"1*", r#"a digit was expected before "*""#),
        (r"1+", r#"a digit was expected before "+""#),
        (r"1.", r#"a digit was expected before ".""#),
        (r"^1", r#"a digit was expected before "^1""#),
        (r"(?=1)1", r#"a digit was expected before "?=1)1""#),
        (r"(?!1)2", r#"a digit was expected before "?!1)2""#),
        (r"\\D", r#"a digit was expected before "\\D""#),
        (r"(1)\\1", r#"a digit was expected before "\\1""#),
        (r"[^1]", r#"a digit was expected before "^1]""#),
        (r"[3-1]", "a range runs backwards before ]"),
        (r"1{2,}", "cannot parse integer from empty string"),
        (r"1{3,2}", "unknown repetition before "),
        (r"1??", r#"a digit was expected before "?""#),
        (r"(?:1", "a group is open before "),
        (r"1)", "unknown pattern 1)"),
        (r"a", r#"a digit was expected before "a""#),
    ] {
        let said = refused(general, &format!(r#""general": {{ "pattern": "{pattern}""#));
        assert_eq!(said, format!("calling code 7: AA: {why}"), "{pattern}");
    }
}

#[test]
fn refuses_unknown_shapes() {
    for (from, to, why) in [
        (
            r#""callingCode": 7, "int"#,
            r#""callingCode": 7, "short": 1, "int"#,
            "calling code 7: AA: the unknown field short",
        ),
        ("TOLL_FREE", "FREE", "calling code 800: 800: the unknown type FREE"),
        ("[8]", "[18]", "calling code 800: 800: the length 18"),
        ("[8]", "[0]", "calling code 800: 800: the length 0"),
        ("[8]", "[-1]", "calling code 800: 800: the length -1"),
        (r#", "lengths": [8]"#, "", "calling code 800: 800: no lengths"),
        (r#""1$1""#, r#""1$2""#, "calling code 7: AA: unknown transform 1$2"),
        (r#""1$1""#, r#""$11""#, "calling code 7: AA: unknown transform $11"),
        (r#""1$1""#, r#""x$1""#, "calling code 7: AA: unknown transform x$1"),
        (r#""1$1""#, r#""1""#, "calling code 7: AA: a transform without a group"),
        (
            r#""0(\\d{3})?", "nationalPrefixTransform": "1$1""#,
            r#""01(2)$|0(12)", "nationalPrefixTransform": "1$2""#,
            "calling code 7: AA: a national prefix is replaced before more digits alone",
        ),
        (r#""00""#, r#""00$""#, "calling code 7: AA: an international prefix with an end"),
        (
            r#""callingCode": 800"#,
            r#""callingCode": 801"#,
            "calling code 800: 800 has another calling code",
        ),
        (r#", "BB"]"#, "]", "a plan has no calling code"),
        (r#", "BB"]"#, r#", "BB", "CC"]"#, "calling code 7: no plan of CC"),
        (r#", "BB"]"#, r#", "BB", "AA"]"#, "AA is listed twice"),
        (
            r#""leadingDigits": "2""#,
            r#""leadingDigits": "1""#,
            "calling code 7: a region without leading digits has a number of another",
        ),
        (r#""version": "1.0.0","#, "", "no version"),
    ] {
        assert_eq!(refused(from, to), why, "{to}");
    }
}

#[test]
fn refuses_more_regions_than_labels() {
    let mut codes = String::new();
    let mut plans = String::new();
    for letter in 'A'..='L' {
        write!(codes, r#", "X{letter}""#).unwrap();
        let digits = u32::from(letter) + 300;
        let pattern = format!(r#"{{ "pattern": "{digits}", "lengths": [3] }}"#);
        write!(
            plans,
            r#""X{letter}": {{ "types": {{ "UAN": {pattern} }}, "general": {pattern}, "callingCode": 7 }},"#
        )
        .unwrap();
    }
    let text = SMALL.replace(r#", "BB"]"#, &format!(r#", "BB"{codes}]"#));
    let text = text.replace(r#""plans": {"#, &format!(r#""plans": {{ {plans}"#));
    let error = Metadata::read(&text, &[]).map(|_| ()).unwrap_err();
    assert_eq!(format!("{error:#}"), "calling code 7: too many regions share it");
}

#[test]
fn refuses_more_national_prefixes_than_labels() {
    let mut codes = String::new();
    let mut plans = String::new();
    for insert in 10..50 {
        write!(codes, r#"[{insert}, ["{insert}"]],"#).unwrap();
        write!(
            plans,
            r#""{insert}": {{ "types": {{}}, "general": {{ "pattern": "1", "lengths": [1] }},
            "callingCode": {insert}, "nationalPrefixForParsing": "(0)", "nationalPrefixTransform": "{insert}$1" }},"#
        )
        .unwrap();
    }
    let text = SMALL.replace("[[7,", &format!("[{codes}[7,"));
    let text = text.replace(r#""plans": {"#, &format!(r#""plans": {{ {plans}"#));
    let error = Metadata::read(&text, &[]).map(|_| ()).unwrap_err();
    let said = "calling code 49: 49: too many ways to replace national prefixes";
    assert_eq!(format!("{error:#}"), said);
}

#[test]
fn refuses_other_metadata_than_those_pinned() {
    verified(METADATA, METADATA_HASH).unwrap();
    let error = verified(&METADATA.replacen('1', "2", 1), METADATA_HASH).unwrap_err().to_string();
    assert!(error.starts_with("phone-metadata.json has the SHA-256 "), "{error}");
}

#[test]
fn writes_the_same_bytes_again() {
    assert_eq!(render(METADATA).unwrap(), render(METADATA).unwrap());
}

/// The core reads the tables, and finds at every state what was written for it.
#[test]
fn writes_what_the_core_reads() {
    let metadata = read(METADATA).unwrap();
    let mut compared = 0;
    for code in &metadata.codes {
        for digits in walks::numbers(&metadata.automata, code.numbers) {
            let Ok(number) = parse(&format!("+{}{digits}", code.code), None) else { continue };
            // A national prefix may have been taken off.
            if number.national_number != digits {
                continue;
            }
            let state = walks::walk(&metadata.automata, code.numbers, &digits);
            let label = usize::from(metadata.automata.label(state));
            let want = label.checked_sub(1).map(|label| TYPES[label % TYPES.len()]);
            assert_eq!(number.kind.map(PhoneType::name), want, "+{} {digits}", code.code);
            compared += 1;
        }
    }
    assert!(compared > 100_000, "{compared}");
}
