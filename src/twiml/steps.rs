//! Documents as one flat text, which is how JavaScript hands a tree over.

use crate::twiml::Error;
use crate::twiml::writer::Writer;

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
    let mut xml = String::with_capacity(steps.len() * 2);
    render_into(steps, &mut xml)?;
    Ok(xml)
}

/// Appends the document to `xml`. After an error, `xml` holds the part before it.
pub(crate) fn render_into(steps: &str, xml: &mut String) -> Result<(), Error> {
    let mut writer = Writer::new(xml);
    let mut steps = Steps { rest: steps };
    while let Some(step) = steps.next() {
        match step {
            Step::Attribute(name) => match steps.next() {
                Some(Step::Value(value)) => writer.attribute(name, value)?,
                _ => break,
            },
            Step::Comment(text) => writer.comment(text)?,
            Step::Element(name) => writer.start(name)?,
            Step::End => writer.end()?,
            Step::Text(text) => writer.text(text)?,
            Step::Value(_) => break,
        }
    }
    writer.finish()
}

enum Step<'a> {
    Attribute(&'a str),
    Comment(&'a str),
    Element(&'a str),
    End,
    Text(&'a str),
    Value(&'a str),
}

struct Steps<'a> {
    rest: &'a str,
}

impl<'a> Steps<'a> {
    fn next(&mut self) -> Option<Step<'a>> {
        let mut chars = self.rest.chars();
        let letter = chars.next()?;
        if letter == '/' {
            self.rest = chars.as_str();
            return Some(Step::End);
        }
        let (length, rest) = chars.as_str().split_once(':')?;
        let (text, rest) = split_at_utf16(rest, length.parse().ok()?)?;
        self.rest = rest;
        match letter {
            'a' => Some(Step::Attribute(text)),
            'c' => Some(Step::Comment(text)),
            'e' => Some(Step::Element(text)),
            't' => Some(Step::Text(text)),
            'v' => Some(Step::Value(text)),
            _ => None,
        }
    }
}

/// Divides `text` after `units` UTF-16 code units, if a character ends there.
fn split_at_utf16(text: &str, units: usize) -> Option<(&str, &str)> {
    if text.as_bytes().get(..units)?.is_ascii() {
        return text.split_at_checked(units);
    }
    let mut left = units;
    let mut bytes = 0;
    for ch in text.chars() {
        if left == 0 {
            break;
        }
        left = left.checked_sub(ch.len_utf16())?;
        bytes += ch.len_utf8();
    }
    if left == 0 { text.split_at_checked(bytes) } else { None }
}
