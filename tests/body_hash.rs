//! The hashes of bodies, against vectors.

#![cfg(feature = "signature")]

use septet::signature::{Error, MAX_BODY, body_hash, has_body_hash, is_body_hash};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
    urls: Vec<Query>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    body: String,
    #[serde(default = "once")]
    repeat: usize,
    hash: String,
}

#[derive(Deserialize)]
struct Query {
    name: String,
    url: String,
    named: bool,
}

fn once() -> usize {
    1
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("vectors/body-hash.json")).unwrap()
}

#[test]
fn bodies_have_their_hashes() {
    for Case { name, body, repeat, hash } in vectors().cases {
        let body = body.repeat(repeat);
        assert_eq!(body_hash(body.as_bytes()).as_ref(), Ok(&hash), "{name}");
        assert!(is_body_hash(&hash, body.as_bytes()), "{name}");
    }
}

#[test]
fn a_url_names_a_hash_in_its_query_alone() {
    for Query { name, url, named } in vectors().urls {
        assert_eq!(has_body_hash(&url), named, "{name}");
    }
}

#[test]
fn one_spelling_of_a_hash_is_accepted() {
    let hash = body_hash(b"{}").unwrap();
    for wrong in ["", &hash[1..], &hash.to_uppercase(), &format!("{hash} "), &format!(" {hash}")] {
        assert!(!is_body_hash(wrong, b"{}"), "{wrong:?}");
    }
    for bit in 0..hash.len() * 8 {
        let mut bytes = hash.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let wrong = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!is_body_hash(&wrong, b"{}"), "bit {bit}");
    }
    for bit in 0..16 {
        let mut body = *b"{}";
        body[bit / 8] ^= 1 << (bit % 8);
        assert!(!is_body_hash(&hash, &body), "bit {bit} of the body");
    }
}

#[test]
fn a_body_above_the_cap_has_no_hash() {
    let long = vec![b'a'; MAX_BODY + 1];
    assert_eq!(body_hash(&long), Err(Error::LongBody));
    let its_own = "4a3f0c0c213adea174f9a3d4c13177315b588bdb2e9c1012d3d0bf0453ca0f6a";
    assert!(!is_body_hash(its_own, &long));
}
