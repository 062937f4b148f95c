//! `application/x-www-form-urlencoded`, as the WHATWG URL Standard defines it.
//!
//! What Twilio posts to a webhook, and what its REST API takes. The answers are
//! those of `URLSearchParams`, for any bytes: a malformed escape stays as it
//! is, and what is no UTF-8 becomes U+FFFD.

use std::borrow::Cow;

/// Reads the pairs of a body or of a query (without its `?`), in order.
///
/// Names may repeat and may be empty. Nothing is an error (URL Standard 5.1).
///
/// # Example
///
/// ```
/// let pairs: Vec<_> = septet::form::parse(b"Body=a+b%21&From=%2B1415&Body").collect();
/// assert_eq!(pairs[0], ("Body".into(), "a b!".into()));
/// assert_eq!(pairs[1], ("From".into(), "+1415".into()));
/// assert_eq!(pairs[2], ("Body".into(), "".into()));
/// ```
#[must_use]
pub fn parse(input: &[u8]) -> Pairs<'_> {
    Pairs { rest: Some(input) }
}

/// Writes pairs as a body, in order (URL Standard 5.2).
///
/// # Example
///
/// ```
/// let body = septet::form::serialize([("Body", "a b!"), ("To", "+1415")]);
/// assert_eq!(body, "Body=a+b%21&To=%2B1415");
/// ```
#[must_use]
pub fn serialize<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> String {
    let mut body = String::new();
    for (name, value) in pairs {
        if !body.is_empty() {
            body.push('&');
        }
        encode(name.as_ref(), &mut body);
        body.push('=');
        encode(value.as_ref(), &mut body);
    }
    body
}

/// The pairs of a form, made by [`parse`].
#[derive(Clone)]
pub struct Pairs<'a> {
    rest: Option<&'a [u8]>,
}

impl<'a> Iterator for Pairs<'a> {
    type Item = (Cow<'a, str>, Cow<'a, str>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (pair, rest) = cut(self.rest?, b'&');
            self.rest = rest;
            if !pair.is_empty() {
                let (name, value) = cut(pair, b'=');
                return Some((decode(name), decode(value.unwrap_or_default())));
            }
        }
    }
}

/// A name or value without its escapes.
#[cfg(feature = "signature-full")]
pub(crate) fn unescaped(text: &str) -> String {
    decode(text.as_bytes()).into_owned()
}

/// Appends `text` with every byte that `kept` refuses as `%XX`.
pub(crate) fn percent_encode(text: &str, kept: fn(u8) -> bool, output: &mut String) {
    for byte in text.bytes() {
        if kept(byte) {
            output.push(char::from(byte));
        } else {
            output.push('%');
            output.push(hex_digit(byte >> 4));
            output.push(hex_digit(byte & 15));
        }
    }
}

fn encode(text: &str, output: &mut String) {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"*-._".contains(&byte);
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            output.push('+');
        }
        percent_encode(word, kept, output);
    }
}

fn decode(text: &[u8]) -> Cow<'_, str> {
    if !text.iter().any(|byte| matches!(byte, b'+' | b'%')) {
        return String::from_utf8_lossy(text);
    }
    let bytes = unescape(text);
    Cow::Owned(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

fn unescape(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        bytes.push(match (byte, escape(after)) {
            (b'+', _) => b' ',
            (b'%', Some((escaped, after))) => {
                rest = after;
                escaped
            }
            _ => byte,
        });
    }
    bytes
}

/// The byte that two hexadecimal digits stand for, and what follows them.
fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let ([high, low], rest) = text.split_first_chunk()?;
    Some((hex_value(*high)? << 4 | hex_value(*low)?, rest))
}

fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

fn hex_digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'A' + value - 10 })
}

/// What stands before the first `separator`, and what stands after it.
fn cut(text: &[u8], separator: u8) -> (&[u8], Option<&[u8]>) {
    let mut parts = text.splitn(2, |&byte| byte == separator);
    (parts.next().unwrap_or_default(), parts.next())
}
