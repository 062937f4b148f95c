//! Escaping, by the place a value stands in.

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
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escape(text, Place::Anywhere, &mut out);
    out
}

/// Writes `text` as the content of an element.
pub(super) fn text(text: &str, out: &mut String) {
    escape(text, Place::Text, out);
}

/// Writes `value` as an attribute value between double quotes.
pub(super) fn attribute(value: &str, out: &mut String) {
    escape(value, Place::Attribute, out);
}

/// Writes `text` as the inside of a comment, where `--` must not occur and
/// references mean nothing (XML 1.0 2.5): a space parts two hyphens.
pub(super) fn comment(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once("--") {
        escape(head, Place::Comment, out);
        out.push_str("- ");
        // Only ASCII is cut off, so the second hyphen starts a character.
        rest = rest.get(rest.len() - tail.len() - 1..).unwrap_or("");
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
fn escape(text: &str, place: Place, out: &mut String) {
    let mut rest = text;
    let is_special = |byte: u8| SPECIAL[usize::from(byte)] & place as u8 != 0;
    while let Some(at) = rest.bytes().position(is_special) {
        // A special byte is ASCII or the first of a character, so both cuts are at characters.
        let (plain, marked) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = marked.chars();
        match chars.next() {
            Some(ch @ '\u{F000}'..='\u{FFFD}') => out.push(ch),
            Some(ch) => out.push_str(reference(ch)),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// What stands for a special character. The forbidden ones have no reference either.
const fn reference(ch: char) -> &'static str {
    match ch {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '\t' => "&#x9;",
        '\n' => "&#xA;",
        '\r' => "&#xD;",
        _ => "\u{FFFD}",
    }
}

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
