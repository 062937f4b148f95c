//! Documents as one flat text, which is how JavaScript hands a tree over.

use crate::twiml::escape::into_text;
use crate::twiml::span::Span;
use crate::twiml::writer::{DECLARATION, Layout, Writer};
use crate::twiml::{Error, MAX_DOCUMENT};

/// Writes the document that `steps` describes.
///
/// A step is a letter, a length in UTF-16 code units, a colon, and a text of
/// that length: `e` starts an element of that name, `a` names an attribute
/// whose value the next step gives (`v`), `t` is text, `c` a comment. `/` alone
/// ends the element that started last. Lengths come first, so no text can
/// pass for a step. Anything else ends the document there.
///
/// # Errors
///
/// [`Error::Name`] for a name that XML does not allow, [`Error::TooLong`]
/// for a document over [`MAX_DOCUMENT`](crate::twiml::MAX_DOCUMENT).
///
/// # Example
///
/// ```
/// use septet::twiml::render;
///
/// let xml = render("e8:Responsee7:Messaget2:Hi//")?;
/// assert!(xml.ends_with("?><Response><Message>Hi</Message></Response>"));
/// # Ok::<(), septet::twiml::Error>(())
/// ```
pub fn render(steps: &str) -> Result<String, Error> {
    document(steps, Style::Compact)
}

/// How a document is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Style {
    /// On one line.
    Compact,
    /// On lines of their own, and indented, where that changes nothing.
    Pretty,
}

pub(super) fn document(steps: &str, style: Style) -> Result<String, Error> {
    let mut xml = Vec::with_capacity(steps.len() * 2);
    render_into(steps.as_bytes(), style, MAX_DOCUMENT, &mut xml)?;
    Ok(into_text(xml))
}

/// Appends the document to `xml`, which is empty. After an error, `xml` holds the part before it.
pub(crate) fn render_into(
    steps: &[u8],
    style: Style,
    limit: usize,
    xml: &mut Vec<u8>,
) -> Result<(), Error> {
    xml.extend_from_slice(DECLARATION.as_bytes());
    fragment_into(steps, style, limit, xml)
}

/// Appends what the steps describe, without an XML declaration.
pub(super) fn fragment_into(
    steps: &[u8],
    style: Style,
    limit: usize,
    xml: &mut Vec<u8>,
) -> Result<(), Error> {
    let layout = match style {
        Style::Compact => Layout::default(),
        Style::Pretty => Layout::pretty(Steps::of(steps)),
    };
    Writer::new(xml, limit, layout).run(Steps::of(steps))
}

/// Appends a step, as [`render`] reads it.
pub(super) fn push_step(letter: char, text: &str, steps: &mut String) {
    steps.push(letter);
    let units: usize = text.chars().map(char::len_utf16).sum();
    steps.push_str(&units.to_string());
    steps.push(':');
    steps.push_str(text);
}

pub(super) enum Step<'a> {
    Attribute(Span<'a>),
    Comment(Span<'a>),
    Element(Span<'a>),
    End,
    Text(Span<'a>),
    Value(Span<'a>),
}

#[derive(Clone, Copy)]
pub(super) struct Steps<'a> {
    rest: &'a [u8],
}

impl<'a> Steps<'a> {
    /// The steps of a text.
    pub(super) const fn of(steps: &'a [u8]) -> Self {
        Self { rest: steps }
    }

    /// The next step, none where the rest is no step.
    pub(super) fn next(&mut self) -> Option<Step<'a>> {
        let (&letter, mut rest) = self.rest.split_first()?;
        if letter == b'/' {
            self.rest = rest;
            return Some(Step::End);
        }
        let mut units = 0_usize;
        loop {
            let (&byte, tail) = rest.split_first()?;
            rest = tail;
            match byte {
                b'0'..=b'9' => units = units.checked_mul(10)?.checked_add((byte - b'0').into())?,
                b':' => break,
                _ => return None,
            }
        }
        let text = Span::head(rest, bytes_of(rest, units)?)?;
        self.rest = rest.get(text.bytes().len()..)?;
        match letter {
            b'a' => Some(Step::Attribute(text)),
            b'c' => Some(Step::Comment(text)),
            b'e' => Some(Step::Element(text)),
            b't' => Some(Step::Text(text)),
            b'v' => Some(Step::Value(text)),
            _ => None,
        }
    }
}

/// How many bytes of UTF-8 the first `units` UTF-16 code units of `text` are, if a character ends there.
fn bytes_of(text: &[u8], units: usize) -> Option<usize> {
    if text.get(..units)?.is_ascii() {
        return Some(units);
    }
    let mut left = units;
    let mut bytes = 0;
    while left > 0 {
        // The first byte of a character says how long it is; four are a surrogate pair in UTF-16.
        let (length, width) = match *text.get(bytes)? {
            0..0x80 => (1, 1),
            0x80..0xE0 => (2, 1),
            0xE0..0xF0 => (3, 1),
            0xF0.. => (4, 2),
        };
        left = left.checked_sub(width)?;
        bytes += length;
    }
    Some(bytes)
}
