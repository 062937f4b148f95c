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
    let mut body = Vec::new();
    for (name, value) in pairs {
        if !body.is_empty() {
            body.push(b'&');
        }
        encode(name.as_ref(), &mut body);
        body.push(b'=');
        encode(value.as_ref(), &mut body);
    }
    text(body)
}

/// The pairs of a form, made by [`parse`].
#[derive(Clone)]
pub struct Pairs<'a> {
    rest: Option<&'a [u8]>,
}

impl<'a> Iterator for Pairs<'a> {
    type Item = (Cow<'a, str>, Cow<'a, str>);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = escaped_pair(&mut self.rest)?;
        Some((decoded(name), decoded(value)))
    }
}

/// A name or value without its escapes.
#[cfg(feature = "signature-full")]
pub(crate) fn unescaped(text: &str) -> String {
    decoded(text.as_bytes()).into_owned()
}

/// Takes the next pair off what is left of a form, its escapes as they are.
pub(crate) fn escaped_pair<'a>(rest: &mut Option<&'a [u8]>) -> Option<(&'a [u8], &'a [u8])> {
    loop {
        let (pair, after) = cut((*rest)?, b'&');
        *rest = after;
        if !pair.is_empty() {
            let (name, value) = cut(pair, b'=');
            return Some((name, value.unwrap_or_default()));
        }
    }
}

/// Appends a name or value without its escapes: UTF-8, whatever it was.
pub(crate) fn decode(text: &[u8], output: &mut Vec<u8>) {
    let start = output.len();
    let mut rest = text;
    while let Some(plain) = rest.iter().position(|byte| matches!(byte, b'+' | b'%')) {
        let (before, marked) = rest.split_at_checked(plain).unwrap_or_default();
        let (mark, after) = marked.split_at_checked(1).unwrap_or_default();
        output.extend_from_slice(before);
        rest = after;
        output.push(match escape(after) {
            _ if mark == b"+" => b' ',
            Some((escaped, after)) => {
                rest = after;
                escaped
            }
            None => b'%',
        });
    }
    output.extend_from_slice(rest);
    if !output.get(start..).unwrap_or_default().is_ascii() {
        for chunk in output.split_off(start).utf8_chunks() {
            output.extend_from_slice(chunk.valid().as_bytes());
            if !chunk.invalid().is_empty() {
                output.extend_from_slice("\u{fffd}".as_bytes());
            }
        }
    }
}

/// Appends `text` with every byte that `kept` refuses as `%XX`.
pub(crate) fn percent_encode(text: &[u8], kept: fn(u8) -> bool, output: &mut Vec<u8>) {
    for &byte in text {
        if kept(byte) {
            output.push(byte);
        } else {
            output.extend([b'%', hex_digit(byte >> 4), hex_digit(byte & 15)]);
        }
    }
}

/// What this module has written, as text.
pub(crate) fn text(utf8: Vec<u8>) -> String {
    // It is UTF-8: ASCII alone, or what `decode` has made.
    String::from_utf8(utf8).unwrap_or_default()
}

fn encode(text: &str, output: &mut Vec<u8>) {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"*-._".contains(&byte);
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            output.push(b'+');
        }
        percent_encode(word.as_bytes(), kept, output);
    }
}

fn decoded(escaped: &[u8]) -> Cow<'_, str> {
    let is_plain = !escaped.iter().any(|byte| matches!(byte, b'+' | b'%'));
    match str::from_utf8(escaped) {
        Ok(text) if is_plain => Cow::Borrowed(text),
        _ => {
            let mut output = Vec::with_capacity(escaped.len());
            decode(escaped, &mut output);
            Cow::Owned(text(output))
        }
    }
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

fn hex_digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'A' + value - 10 }
}

/// What stands before the first `separator`, and what stands after it.
pub(crate) fn cut(text: &[u8], separator: u8) -> (&[u8], Option<&[u8]>) {
    let end = text.iter().position(|&byte| byte == separator).unwrap_or(text.len());
    let (before, rest) = text.split_at_checked(end).unwrap_or_default();
    (before, rest.get(1..))
}
