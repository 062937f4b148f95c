//! Escaping, by the place a value stands in.

use crate::twiml::span::Span;

/// Escapes `text` so that it is safe in XML text and in attribute values,
/// whichever quotes stand around them.
///
/// `&`, `<`, `>`, `"` and `'` become references. So do tab, line feed and
/// carriage return: a parser turns the raw characters into spaces or line feeds
/// (XML 1.0 2.11, 3.3.3), and gives the references back as they were.
/// Characters that XML 1.0 forbids, raw or as a reference, become U+FFFD.
///
/// # Example
///
/// ```
/// use septet::twiml::escape_xml;
///
/// assert_eq!(escape_xml("Tom & \"Jo\"\n\u{7}"), "Tom &amp; &quot;Jo&quot;&#xA;\u{FFFD}");
/// ```
#[must_use]
pub fn escape_xml(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + text.len() / 8);
    escape(Span::of(text), Place::Anywhere, &mut out);
    into_text(out)
}

/// The text that was written.
pub(crate) fn into_text(bytes: Vec<u8>) -> String {
    // Whole texts were appended, nothing else.
    String::from_utf8(bytes).unwrap_or_default()
}

/// Writes `text` as the content of an element.
pub(super) fn text(text: Span<'_>, out: &mut Vec<u8>) {
    escape(text, Place::Text, out);
}

/// Writes `value` as an attribute value between double quotes.
pub(super) fn attribute(value: Span<'_>, out: &mut Vec<u8>) {
    escape(value, Place::Attribute, out);
}

/// Writes `text` as the inside of a comment, where `--` must not occur and
/// references mean nothing (XML 1.0 2.5): a space parts two hyphens.
pub(super) fn comment(text: Span<'_>, out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = rest.bytes().windows(2).position(|pair| pair == b"--") {
        let (head, tail) = rest.split_at(at + 1);
        escape(head, Place::Comment, out);
        out.push(b' ');
        rest = tail;
    }
    escape(rest, Place::Comment, out);
}

/// Where a text stands, as the bit that [`SPECIAL`] has for it.
#[derive(Clone, Copy)]
enum Place {
    Text = 1,
    Attribute = 2,
    Anywhere = 4,
    Comment = 8,
}

/// Copies `text`, with references and U+FFFD where its place needs them.
fn escape(text: Span<'_>, place: Place, out: &mut Vec<u8>) {
    let mut rest = text;
    let is_special = |byte: &u8| SPECIAL[usize::from(*byte)] & place as u8 != 0;
    while let Some(at) = rest.bytes().iter().position(is_special) {
        let (plain, marked) = rest.split_at(at);
        plain.push_to(out);
        rest = match *marked.bytes() {
            // U+FFFE and U+FFFF.
            [0xEF, 0xBF, 0xBE | 0xBF, ..] => {
                out.extend_from_slice(REPLACEMENT);
                marked.split_at(3).1
            }
            [first, ..] => {
                match reference(first) {
                    Some(reference) => Span::of(reference).push_to(out),
                    None => out.push(first),
                }
                marked.split_at(1).1
            }
            [] => return,
        };
    }
    rest.push_to(out);
}

/// What stands for a special byte. The forbidden ones have no reference either.
const fn reference(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        b'\t' => "&#x9;",
        b'\n' => "&#xA;",
        b'\r' => "&#xD;",
        0xEF => return None,
        _ => "\u{FFFD}",
    })
}

/// U+FFFD.
const REPLACEMENT: &[u8] = "\u{FFFD}".as_bytes();

/// For every byte, the places where a text cannot keep it. 0xEF is the first
/// byte of U+F000 to U+FFFF, the last two of which XML 1.0 forbids (2.2).
static SPECIAL: [u8; 256] = {
    const ALL: u8 = 15;
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 32 {
        table[byte] = ALL;
        byte += 1;
    }
    table[0xEF] = ALL;
    table[b'\t' as usize] = Place::Attribute as u8 | Place::Anywhere as u8;
    table[b'\n' as usize] = Place::Attribute as u8 | Place::Anywhere as u8;
    table[b'\r' as usize] = ALL ^ Place::Comment as u8;
    table[b'&' as usize] = ALL ^ Place::Comment as u8;
    table[b'<' as usize] = ALL ^ Place::Comment as u8;
    // `]]>` must not occur in text (XML 1.0 2.4).
    table[b'>' as usize] = Place::Text as u8 | Place::Anywhere as u8;
    table[b'"' as usize] = Place::Attribute as u8 | Place::Anywhere as u8;
    table[b'\'' as usize] = Place::Anywhere as u8;
    table
};
