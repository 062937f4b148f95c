//! `application/x-www-form-urlencoded`, against vectors and another parser.

#![cfg(feature = "form")]

use std::path::PathBuf;

use proptest::collection::vec;
use proptest::prelude::*;
use septet::form::{parse, serialize};
use serde::Deserialize;

type Pair = (String, String);

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
    serialize: Vec<Written>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    input: Option<String>,
    hex: Option<String>,
    pairs: Vec<Pair>,
}

#[derive(Deserialize)]
struct Written {
    name: String,
    pairs: Vec<Pair>,
    body: String,
}

#[test]
fn vectors() {
    let vectors: Vectors = serde_json::from_str(include_str!("vectors/form.json")).unwrap();
    for Case { name, input, hex, pairs } in vectors.cases {
        assert_eq!(parsed(&bytes(input.as_deref(), hex.as_deref())), pairs, "{name}");
    }
    for Written { name, pairs, body } in vectors.serialize {
        assert_eq!(serialize(pairs.iter().map(|(name, value)| (name, value))), body, "{name}");
    }
}

/// The vectors of web-platform-tests, where the machine has them.
#[test]
fn third_party_vectors() {
    #[derive(Deserialize)]
    struct Vectors {
        parse: Vec<Read>,
        serialize: Vec<Output>,
    }
    #[derive(Deserialize)]
    struct Read {
        input: Option<String>,
        input_hex: Option<String>,
        output: Vec<Pair>,
    }
    #[derive(Deserialize)]
    struct Output {
        pairs: Vec<Pair>,
        output: String,
    }
    let Ok(text) = std::fs::read(reference().join("urlencoded-vectors.json")) else { return };
    let vectors: Vectors = serde_json::from_slice(&text).unwrap();
    assert_eq!((vectors.parse.len(), vectors.serialize.len()), (222, 17));
    for Read { input, input_hex, output } in vectors.parse {
        let input = bytes(input.as_deref(), input_hex.as_deref());
        assert_eq!(parsed(&input), output, "{}", String::from_utf8_lossy(&input));
    }
    for Output { pairs, output } in vectors.serialize {
        assert_eq!(serialize(pairs), output);
    }
}

#[test]
fn takes_time_in_proportion_to_the_input() {
    for text in ["&", "=", "%", "+", "%ff", "a=b&"] {
        let input = text.repeat((1 << 20) / text.len());
        assert!(
            parse(input.as_bytes()).map(|(name, value)| name.len() + value.len()).sum::<usize>()
                < 1 << 22
        );
    }
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn reads_any_bytes_as_the_url_crate_does(input: Vec<u8>) {
        prop_assert_eq!(parsed(&input), peer(&input));
    }

    #[test]
    fn reads_what_looks_like_a_form_as_the_url_crate_does(
        input in vec(prop::sample::select(TELLING.to_vec()), 0..40),
    ) {
        prop_assert_eq!(parsed(&input), peer(&input));
    }

    #[test]
    fn writes_as_the_url_crate_does(pairs in vec(("\\PC{0,4}", "\\PC{0,8}"), 0..8)) {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        prop_assert_eq!(serialize(pairs), body);
    }

    #[test]
    fn reads_what_it_wrote(pairs in vec(("\\PC{0,4}", "\\PC{0,8}"), 0..8)) {
        let body = serialize(pairs.iter().map(|(name, value)| (name, value)));
        prop_assert_eq!(parsed(body.as_bytes()), pairs);
    }
}

/// What forms are made of, and what they are broken with.
const TELLING: &[u8] = b"&&==+%%%4fFeEdD\xf0\x9f\x98\x80\xc3\xa9\xedaz \0";

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn parsed(input: &[u8]) -> Vec<Pair> {
    parse(input).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

fn peer(input: &[u8]) -> Vec<Pair> {
    form_urlencoded::parse(input).into_owned().collect()
}

fn bytes(text: Option<&str>, hex: Option<&str>) -> Vec<u8> {
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    match (text, hex) {
        (Some(text), None) => text.as_bytes().to_vec(),
        (None, Some(hex)) => hex.as_bytes().chunks(2).map(byte).collect(),
        _ => panic!("a case has either text or bytes"),
    }
}

fn reference() -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/vectors");
    std::env::var_os("SEPTET_REFERENCE").unwrap_or_else(|| beside.into()).into()
}
