//! Why signatures fail, against vectors and against everything that may come in.

#![cfg(all(feature = "signature-full", feature = "url"))]

use std::collections::HashSet;

use base64ct::{Base64, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::Deserialize;
use sha1::Sha1;

use septet::signature::{
    Cause, Error, Explanation, Hints, MAX_URL, Payload, Received, Request, explain_twilio,
    normalize, sign_twilio, verify_twilio,
};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const URL: &str = "https://hooks.example.test/sms";

type Pair = (String, String);

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "a vector is a row of a table")]
struct Case {
    name: String,
    tokens: Vec<String>,
    url: String,
    params: Option<Vec<Pair>>,
    body: Option<String>,
    signature: String,
    #[serde(default)]
    headers: Vec<Pair>,
    method: Option<String>,
    public_url: Option<String>,
    account_sid: Option<String>,
    #[serde(default)]
    nested: bool,
    #[serde(default)]
    coerced: bool,
    valid: bool,
    matched: Option<String>,
    certain: bool,
    codes: Vec<String>,
}

impl Case {
    /// What verifying and explaining say.
    fn run(&self) -> (bool, Explanation) {
        let params = borrowed(self.params.as_deref().unwrap_or_default());
        let payload = match (&self.body, params.as_slice()) {
            (Some(body), _) => Payload::Body(body.as_bytes()),
            (None, []) => Payload::Empty,
            (None, params) => Payload::Params(params),
        };
        let tokens: Vec<&str> = self.tokens.iter().map(String::as_str).collect();
        let normalized = normalize(&self.url);
        let received = Received {
            auth_tokens: &tokens,
            signature: &self.signature,
            url: &self.url,
            normalized: normalized.as_deref(),
            payload,
        };
        let hints = Hints {
            headers: &borrowed(&self.headers),
            method: self.method.as_deref(),
            public_url: self.public_url.as_deref(),
            account_sid: self.account_sid.as_deref(),
            is_nested: self.nested,
            is_coerced: self.coerced,
        };
        (verify_twilio(&received).unwrap(), explain_twilio(&received, &hints).unwrap())
    }
}

fn cases() -> Vec<Case> {
    let text = include_bytes!("vectors/twilio-explain.json");
    serde_json::from_slice::<Vectors>(text).unwrap().cases
}

#[test]
fn vectors() {
    for case in cases() {
        let (_, explanation) = case.run();
        let codes: Vec<_> =
            explanation.findings.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(codes, case.codes, "{}", case.name);
        assert_eq!(explanation.is_valid, case.valid, "{}", case.name);
        let url = explanation.matched.map(|matched| matched.url);
        assert_eq!(url, case.matched, "{}", case.name);
        for finding in explanation.findings {
            assert_eq!(finding.is_certain, case.certain, "{}", case.name);
        }
    }
}

#[test]
fn every_vector_that_is_explained_really_fails() {
    for case in cases() {
        let (is_verified, _) = case.run();
        let is_given_otherwise = case.nested || case.coerced;
        assert_eq!(is_verified, case.valid || is_given_otherwise, "{}", case.name);
    }
}

#[test]
fn every_cause_has_a_vector() {
    let found: HashSet<_> = cases().into_iter().flat_map(|case| case.codes).collect();
    // What only JavaScript can give, and what would fill the file.
    let others = [Cause::NotText, Cause::ParamsShape, Cause::TooLong];
    for cause in Cause::ALL.iter().filter(|cause| !others.contains(cause)) {
        assert!(found.contains(cause.name()), "{}", cause.name());
    }
}

#[test]
fn names_are_stable_and_texts_are_sentences() {
    let names: Vec<_> = Cause::ALL.iter().map(|cause| cause.name()).collect();
    assert!(names.is_sorted(), "{names:?}");
    for cause in Cause::ALL {
        let is_kebab = cause.name().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(is_kebab, "{}", cause.name());
        for text in [cause.message(), cause.fix()] {
            assert!(!text.is_empty() && !text.ends_with('.') && !text.contains("  "), "{text}");
        }
    }
}

#[test]
fn every_code_is_documented() {
    let readme = include_str!("../pkg-template/README.md");
    for cause in Cause::ALL {
        assert!(readme.contains(&format!("`{}`", cause.name())), "{}", cause.name());
    }
}

#[test]
fn does_not_search_what_is_too_long() {
    let url = format!("{URL}?{}", "a".repeat(MAX_URL));
    let explanation = explained(&url, "", &[]);
    assert_eq!((explanation.findings[0].code, explanation.findings.len()), (Cause::TooLong, 1));
}

#[test]
fn refuses_the_configuration_that_verifying_refuses() {
    let payload = Payload::Empty;
    for (auth_tokens, error) in [
        (vec![], Error::NoToken),
        (vec![""], Error::EmptyToken),
        (vec![TOKEN; 6], Error::ManyTokens),
    ] {
        let received = Received {
            auth_tokens: &auth_tokens,
            signature: "",
            url: URL,
            normalized: None,
            payload,
        };
        assert_eq!(explain_twilio(&received, &Hints::default()), Err(error));
    }
}

#[test]
fn says_which_token_matched() {
    let signature = sign(URL, &[]);
    let auth_tokens = &["f".repeat(32), format!(" {TOKEN}")];
    let received = Received {
        auth_tokens: &auth_tokens.each_ref().map(String::as_str),
        signature: &signature,
        url: URL,
        normalized: None,
        payload: Payload::Empty,
    };
    let explanation = explain_twilio(&received, &Hints::default()).unwrap();
    assert_eq!(explanation.matched.unwrap().token_index, 1);
}

#[test]
fn shows_no_token_even_where_the_request_holds_one() {
    for url in [
        format!("{URL}?token={TOKEN}"),
        format!("{URL}/{TOKEN}?a=b"),
        format!("https://AC1:{TOKEN}@hooks.example.test/sms"),
        format!("https://{TOKEN}@hooks.example.test/sms"),
        format!("{URL}?token={}", TOKEN.to_uppercase()),
        format!("{URL}?token=%30{}", &TOKEN[1..]),
        format!("{URL}#{TOKEN}"),
        format!("https://{TOKEN}.example.test/"),
    ] {
        for given in [url.clone(), url.replace("https", "http")] {
            let explanation = explained(&given, &sign(&url, &[]), &[]);
            assert!(explanation.matched.is_some(), "{url}");
            assert_silent(&format!("{explanation:?}"), &sign(&url, &[]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_verifies_is_valid_and_has_no_finding(
        path in "\\PC{0,12}",
        pairs in vec(("[A-Za-z\\[\\]]{0,6}", "\\PC{0,8}"), 0..6),
    ) {
        let url = format!("{URL}/{path}");
        let params = borrowed(&pairs);
        let explanation = explained(&url, &sign(&url, &params), &params);
        prop_assert!(explanation.is_valid);
        prop_assert!(explanation.findings.is_empty());
        prop_assert!(explanation.matched.is_some());
    }

    #[test]
    fn is_valid_if_and_only_if_it_verifies(
        url in "(https?://)?[a-c.:@]{0,6}(/[a-c%?=&#' ]{0,10})?",
        signed in "(https?://)?[a-c.:@]{0,6}(/[a-c%?=&#' ]{0,10})?",
        body in vec(any::<u8>(), 0..20),
        is_same: bool,
        header in prop::option::of("\\PC{0,40}"),
        host in "\\PC{0,12}",
    ) {
        let signed = if is_same { &url } else { &signed };
        let signature = header.unwrap_or_else(|| sign(signed, &[]));
        let normalized = normalize(&url);
        let received = Received {
            auth_tokens: &[TOKEN],
            signature: &signature,
            url: &url,
            normalized: normalized.as_deref(),
            payload: Payload::Body(&body),
        };
        let headers = [("x-forwarded-host", host.as_str()), ("Forwarded", &host), ("Authorization", &host)];
        let hints = Hints { headers: &headers, public_url: Some(&host), ..Hints::default() };
        let explanation = explain_twilio(&received, &hints).unwrap();
        prop_assert_eq!(explanation.is_valid, verify_twilio(&received).unwrap());
        prop_assert_eq!(explanation.is_valid, explanation.findings.is_empty());
        for finding in &explanation.findings {
            prop_assert!(!finding.is_certain || explanation.matched.is_some() || finding.code == Cause::SignatureMissing);
        }
        if !url.contains(TOKEN) {
            assert_silent(&format!("{explanation:?}"), &sign(&url, &[]));
        }
    }
}

/// Looks for the token and the signature, as they are and in other spellings.
#[track_caller]
fn assert_silent(output: &str, signature: &str) {
    let output = output.to_lowercase();
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(digit.into(), 16))
            .collect::<String>()
    };
    let digest = Base64::decode_vec(signature).unwrap();
    for secret in [
        TOKEN.to_owned(),
        Base64::encode_string(TOKEN.as_bytes()),
        hex(TOKEN.as_bytes()),
        signature.to_owned(),
        signature.trim_end_matches('=').to_owned(),
        signature.replace('+', "-").replace('/', "_"),
        signature.replace('+', "%2b").replace('/', "%2f").replace('=', "%3d"),
        hex(&digest),
        format!("{digest:?}"),
    ] {
        assert!(!output.contains(&secret.to_lowercase()), "{output}");
    }
}

fn explained(url: &str, signature: &str, params: &[(&str, &str)]) -> Explanation {
    let normalized = normalize(url);
    let received = Received {
        auth_tokens: &[TOKEN],
        signature,
        url,
        normalized: normalized.as_deref(),
        payload: Payload::Params(params),
    };
    explain_twilio(&received, &Hints::default()).unwrap()
}

/// As Twilio does, whatever the URL.
fn sign(url: &str, params: &[(&str, &str)]) -> String {
    let request = Request { auth_token: TOKEN, url, payload: Payload::Params(params) };
    sign_twilio(&request).unwrap_or_else(|_| {
        let mac = Hmac::<Sha1>::new_from_slice(TOKEN.as_bytes()).unwrap();
        Base64::encode_string(&mac.chain_update(url).finalize().into_bytes())
    })
}

fn borrowed(pairs: &[Pair]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
