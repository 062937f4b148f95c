//! Calls what handles secrets, for valgrind to count the instructions of each call.
//!
//! `cargo xtask timing` runs it: every call of [`measured`] is a count of its own, and what is
//! printed names every second one in their order. The calls of one group must all cost the same.

use std::hint::black_box;

use base64ct::{Base64, Encoding};

use septet::signature::{
    Payload, Received, Request, body_hash, is_body_hash, sign_twilio, verify_twilio,
};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const URL: &str = "https://hooks.example.test/sms?shop=7";
const BODY: &[u8] = b"Body=Hello&From=%2B14155550100&To=%2B14155550199";
const JSON: &[u8] = br#"{"a": 1}"#;

#[derive(Clone, Copy)]
enum Call<'a> {
    Hash(&'a str),
    Naive(&'a str, &'a str),
    Verify { tokens: &'a [&'a str], signature: &'a str, url: &'a str },
}

fn main() {
    let signature = sign(TOKEN);
    let mut calls = Calls { hash: String::new(), signature: String::new(), url: String::new() };
    // The last of the 28 is padding.
    for place in 0..27 {
        calls.verify("wrong letter of the signature", &[TOKEN], &other_letter(&signature, place));
    }
    for bit in 0..160 {
        calls.verify("wrong bit of the signature", &[TOKEN], &other_bit(&signature, bit));
    }
    for token in tokens() {
        calls.verify("token of another account", &[&token], &signature);
    }
    for token in tokens() {
        calls.verify("token of the account", &[&token], &sign(&token));
    }
    let other = TOKEN.replace('0', "f");
    for pair in [[TOKEN, other.as_str()], [other.as_str(), TOKEN]] {
        calls.verify("place of the right token", &pair, &signature);
    }
    for place in 0..64 {
        calls.hash("wrong digit of the body's hash", &other_digit(&hash(), place));
    }
    for place in 0..64 {
        calls.url("wrong digit of bodySHA256", &other_digit(&hash(), place));
    }
    for place in 0..27 {
        let call = Call::Naive(&signature, &other_letter(&signature, place));
        announced("control", call);
    }
}

/// What is passed on lies at the same place for every call, because copying may cost more from another.
struct Calls {
    hash: String,
    signature: String,
    url: String,
}

impl Calls {
    fn verify(&mut self, group: &str, tokens: &[&str], signature: &str) {
        refill(&mut self.signature, signature);
        announced(group, Call::Verify { tokens, signature: &self.signature, url: URL });
    }

    fn hash(&mut self, group: &str, hash: &str) {
        refill(&mut self.hash, hash);
        announced(group, Call::Hash(&self.hash));
    }

    fn url(&mut self, group: &str, hash: &str) {
        refill(&mut self.url, &format!("{URL}&bodySHA256={hash}"));
        refill(&mut self.signature, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        let call = Call::Verify { tokens: &[TOKEN], signature: &self.signature, url: &self.url };
        announced(group, call);
    }
}

fn refill(buffer: &mut String, text: &str) {
    buffer.clear();
    buffer.push_str(text);
}

/// Calls twice, because the first call finds memory as others have left it, and the second as the
/// same call has. Only the second counts.
fn announced(group: &str, call: Call<'_>) {
    measured(black_box(call));
    let answer = measured(black_box(call));
    println!("{group}\t{answer}");
}

/// What is counted, and nothing else.
#[inline(never)]
fn measured(call: Call<'_>) -> bool {
    match call {
        Call::Hash(hash) => is_body_hash(hash, JSON),
        Call::Naive(one, other) => is_same_naively(one, other),
        Call::Verify { tokens, signature, url } => {
            let body = if url.len() > URL.len() { JSON } else { BODY };
            let payload = Payload::Body(body);
            let received =
                Received { auth_tokens: tokens, signature, url, normalized: None, payload };
            verify_twilio(&received).unwrap_or_default()
        }
    }
}

/// What must not be: it shows that a difference would be seen.
fn is_same_naively(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).all(|(a, b)| black_box(a) == b)
}

fn sign(token: &str) -> String {
    let request = Request { auth_token: token, url: URL, payload: Payload::Body(BODY) };
    sign_twilio(&request).unwrap_or_default()
}

fn hash() -> String {
    body_hash(JSON).unwrap_or_default()
}

/// Tokens of one length that have little in common.
fn tokens() -> Vec<String> {
    let mut tokens: Vec<String> =
        ["0", "f", "\0", "\u{7f}"].iter().map(|letter| letter.repeat(32)).collect();
    tokens.extend((0..28).map(|place| other_digit(TOKEN, place)));
    tokens
}

/// The signature with another letter, still canonical: the last one counts by four of its bits.
fn other_letter(signature: &str, place: usize) -> String {
    let letter = if signature.as_bytes()[place] == b'A' { "Q" } else { "A" };
    replaced(signature, place, letter)
}

fn other_bit(signature: &str, bit: usize) -> String {
    let mut digest = Base64::decode_vec(signature).unwrap_or_default();
    digest[bit / 8] ^= 1 << (bit % 8);
    Base64::encode_string(&digest)
}

fn other_digit(digits: &str, place: usize) -> String {
    let digit = if digits.as_bytes()[place] == b'0' { "1" } else { "0" };
    replaced(digits, place, digit)
}

fn replaced(text: &str, place: usize, with: &str) -> String {
    [&text[..place], with, &text[place + 1..]].concat()
}
