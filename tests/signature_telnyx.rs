//! Telnyx's signatures, against vectors and against every small change.

#![cfg(feature = "telnyx")]

use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;
use serde::Deserialize;

use septet::signature::{
    Error, MAX_BODY, MAX_TOKENS, ReceivedTelnyx, TELNYX_TOLERANCE, verify_telnyx,
};

const NOW: u64 = 1_700_000_000;

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    keys: Vec<String>,
    signature: String,
    timestamp: String,
    body: String,
    now: u64,
    tolerance: u32,
    valid: Option<bool>,
    error: Option<String>,
}

#[test]
fn vectors() {
    let vectors = include_bytes!("vectors/telnyx-signature.json");
    let Vectors { cases } = serde_json::from_slice(vectors).unwrap();
    assert!(cases.len() >= 60);
    for case in cases {
        let answer = verify_telnyx(&ReceivedTelnyx {
            public_keys: &case.keys.iter().map(String::as_str).collect::<Vec<_>>(),
            signature: &case.signature,
            timestamp: &case.timestamp,
            body: &hex(&case.body),
            now: case.now,
            tolerance: case.tolerance,
        });
        let error = answer.err().map(|error| error.code().to_owned());
        assert_eq!((answer.ok(), error), (case.valid, case.error), "{}", case.name);
    }
}

#[test]
fn one_flipped_bit_never_verifies() {
    let sent = Sent::new(b"{\"data\":{\"id\":\"1\"}}", "1700000000");
    assert_eq!(sent.verify(), Ok(true));
    for bit in 0..sent.body.len() * 8 {
        let mut other = sent.clone();
        other.body[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(other.verify(), Ok(false), "bit {bit} of the body");
    }
    let bytes = Base64::decode_vec(&sent.signature).unwrap();
    for bit in 0..512 {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let other = Sent { signature: Base64::encode_string(&bytes), ..sent.clone() };
        assert_eq!(other.verify(), Ok(false), "bit {bit} of the signature");
    }
    for at in 0..sent.signature.len() {
        let mut signature = sent.signature.clone().into_bytes();
        signature[at] ^= 1;
        let signature = String::from_utf8(signature).unwrap();
        assert_eq!(Sent { signature, ..sent.clone() }.verify(), Ok(false), "character {at}");
    }
    // The tolerance takes in what one digit changes.
    for timestamp in ["1700000001", "1700000010", "1700000100", "01700000000", "+1700000000"] {
        let other = Sent { timestamp: timestamp.to_owned(), ..sent.clone() };
        assert_eq!(other.verify(), Ok(false), "{timestamp}");
    }
}

#[test]
fn the_separator_stays_where_it_is() {
    let sent = Sent::new(b"23|{}", "1700000000");
    let shifted = Sent { timestamp: "1700000000|23".to_owned(), body: b"{}".to_vec(), ..sent };
    assert_eq!(shifted.verify(), Ok(false));
}

#[test]
fn the_caps_hold() {
    let sent = Sent::new(&vec![b'x'; MAX_BODY], "1700000000");
    assert_eq!(sent.verify(), Ok(true));
    assert_eq!(Sent::new(&vec![b'x'; MAX_BODY + 1], "1700000000").verify(), Ok(false));
    let answer = |count| {
        let keys = vec![sent.key.as_str(); count];
        verify_telnyx(&ReceivedTelnyx { public_keys: &keys, ..sent.received() })
    };
    assert_eq!(answer(0), Err(Error::NoKey));
    assert_eq!(answer(MAX_TOKENS), Ok(true));
    assert_eq!(answer(MAX_TOKENS + 1), Err(Error::ManyKeys));
}

proptest! {
    #[test]
    fn what_is_signed_verifies_within_the_tolerance(body: Vec<u8>, sent in 0_u64..200_000_000_000, now: u64, tolerance: u32) {
        let sent_at = sent.to_string();
        let sent = Sent::new(&body, &sent_at);
        let received = ReceivedTelnyx { public_keys: &[&sent.key], now, tolerance, ..sent.received() };
        let answer = verify_telnyx(&received);
        if now > 100_000_000_000 {
            prop_assert_eq!(answer, Err(Error::Time));
        } else {
            let is_late = sent_at.parse::<u64>().unwrap().abs_diff(now) > u64::from(tolerance);
            prop_assert_eq!(answer, Ok(!is_late));
        }
    }

    #[test]
    fn nothing_that_a_stranger_sends_is_an_error(signature: String, timestamp: String, body: Vec<u8>) {
        let sent = Sent::new(b"", "1700000000");
        let received = ReceivedTelnyx { public_keys: &[&sent.key], signature: &signature, timestamp: &timestamp, body: &body, ..sent.received() };
        prop_assert_eq!(verify_telnyx(&received), Ok(false));
    }

    #[test]
    fn a_key_is_one_or_an_error(key: String, bytes: [u8; 32]) {
        let sent = Sent::new(b"", "1700000000");
        for key in [key, Base64::encode_string(&bytes)] {
            let answer = verify_telnyx(&ReceivedTelnyx { public_keys: &[&key], ..sent.received() });
            prop_assert!(matches!(answer, Ok(false) | Err(Error::BadKey | Error::WeakKey)));
        }
    }
}

/// What Telnyx has sent, and the key it is to be verified with.
#[derive(Clone)]
struct Sent {
    body: Vec<u8>,
    key: String,
    signature: String,
    timestamp: String,
}

impl Sent {
    fn new(body: &[u8], timestamp: &str) -> Self {
        let key = SigningKey::from_bytes(&[7; 32]);
        let signature = key.sign(&[timestamp.as_bytes(), b"|", body].concat());
        Self {
            body: body.to_vec(),
            key: Base64::encode_string(key.verifying_key().as_bytes()),
            signature: Base64::encode_string(&signature.to_bytes()),
            timestamp: timestamp.to_owned(),
        }
    }

    fn received(&self) -> ReceivedTelnyx<'_> {
        ReceivedTelnyx {
            public_keys: &[],
            signature: &self.signature,
            timestamp: &self.timestamp,
            body: &self.body,
            now: NOW,
            tolerance: TELNYX_TOLERANCE,
        }
    }

    fn verify(&self) -> Result<bool, Error> {
        verify_telnyx(&ReceivedTelnyx { public_keys: &[&self.key], ..self.received() })
    }
}

fn hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks_exact(2);
    let bytes = digits.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16));
    bytes.collect::<Result<_, _>>().unwrap()
}
