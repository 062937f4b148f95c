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
        let piece = escaped_piece(rest)?;
        if !piece.is_empty() {
            return Some(name_and_value(piece));
        }
    }
}

/// Takes what stands before the next `&`, which is no pair where it is empty.
pub(crate) fn escaped_piece<'a>(rest: &mut Option<&'a [u8]>) -> Option<&'a [u8]> {
    let (piece, after) = cut((*rest)?, b'&');
    *rest = after;
    Some(piece)
}

pub(crate) fn name_and_value(pair: &[u8]) -> (&[u8], &[u8]) {
    let (name, value) = cut(pair, b'=');
    (name, value.unwrap_or_default())
}

/// What bytes are appended to.
pub(crate) trait Output {
    fn push(&mut self, byte: u8);
    fn length(&self) -> usize;
    fn cut_at(&mut self, length: usize);
}

impl Output for Vec<u8> {
    fn push(&mut self, byte: u8) {
        self.push(byte);
    }

    fn length(&self) -> usize {
        self.len()
    }

    fn cut_at(&mut self, length: usize) {
        self.truncate(length);
    }
}

/// Appends a name or value without its escapes: UTF-8, whatever it was.
pub(crate) fn decode(text: &[u8], output: &mut impl Output) {
    let mut writer = Utf8 { output, start: 0, missing: 0, least: 0x80, most: 0xbf };
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        writer.push(match byte {
            b'+' => b' ',
            b'%' => match escape(after) {
                Some((escaped, after)) => {
                    rest = after;
                    escaped
                }
                None => b'%',
            },
            byte => byte,
        });
    }
    writer.finish();
}

/// Writes UTF-8, with U+FFFD for what is none (Encoding Standard 8.1.1).
struct Utf8<'a, O> {
    output: &'a mut O,
    /// Where the character under way starts.
    start: usize,
    /// How many bytes it lacks.
    missing: u8,
    /// What the next of them may be.
    least: u8,
    most: u8,
}

impl<O: Output> Utf8<'_, O> {
    #[inline]
    fn push(&mut self, byte: u8) {
        if byte.is_ascii() && self.missing == 0 {
            self.output.push(byte);
        } else {
            self.push_other(byte);
        }
    }

    fn push_other(&mut self, byte: u8) {
        let is_expected = (self.least..=self.most).contains(&byte);
        (self.least, self.most) = (0x80, 0xbf);
        if self.missing > 0 && is_expected {
            self.missing -= 1;
            return self.output.push(byte);
        }
        self.finish();
        self.start = self.output.length();
        self.output.push(byte);
        self.missing = match byte {
            0..=0x7f => return,
            0xc2..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf4 => 3,
            _ => return self.replace(),
        };
        // Neither longer than need be, nor a surrogate, nor above U+10FFFF.
        match byte {
            0xe0 => self.least = 0xa0,
            0xed => self.most = 0x9f,
            0xf0 => self.least = 0x90,
            0xf4 => self.most = 0x8f,
            _ => {}
        }
    }

    /// Replaces a character that lacks something.
    fn finish(&mut self) {
        if self.missing > 0 {
            self.replace();
        }
    }

    fn replace(&mut self) {
        self.missing = 0;
        self.output.cut_at(self.start);
        for byte in *b"\xef\xbf\xbd" {
            self.output.push(byte);
        }
    }
}

/// Appends `text` with every byte that `kept` refuses as `%XX`.
pub(crate) fn percent_encode(text: &[u8], kept: fn(u8) -> bool, output: &mut Vec<u8>) {
    for &byte in text {
        escape_byte(byte, kept(byte), output);
    }
}

/// Appends a byte, as `%XX` unless it is `kept`.
pub(crate) fn escape_byte(byte: u8, is_kept: bool, output: &mut impl Output) {
    let escaped = [b'%', hex_digit(byte >> 4), hex_digit(byte & 15)];
    let bytes = if is_kept { &[byte] } else { escaped.as_slice() };
    for &byte in bytes {
        output.push(byte);
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
#[inline(never)]
pub(crate) fn cut(text: &[u8], separator: u8) -> (&[u8], Option<&[u8]>) {
    let end = text.iter().position(|&byte| byte == separator).unwrap_or(text.len());
    let (before, rest) = text.split_at_checked(end).unwrap_or_default();
    (before, rest.get(1..))
}
