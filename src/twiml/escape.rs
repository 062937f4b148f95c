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
    escape(text, &mut out, |byte| match byte {
        b'>' => Some("&gt;"),
        b'\'' => Some("&#39;"),
        _ => attribute_reference(byte),
    });
    out
}

/// Writes `text` as the content of an element.
pub(super) fn text(text: &str, out: &mut String) {
    escape(text, out, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        // `]]>` must not occur in text (XML 1.0 2.4).
        b'>' => Some("&gt;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    });
}

/// Writes `value` as an attribute value between double quotes.
pub(super) fn attribute(value: &str, out: &mut String) {
    escape(value, out, attribute_reference);
}

/// Writes `text` as the inside of a comment, where `--` must not occur and
/// references mean nothing (XML 1.0 2.5): a space parts two hyphens.
pub(super) fn comment(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once("--") {
        escape(head, out, |_| None);
        out.push_str("- ");
        // Only ASCII is cut off, so the second hyphen starts a character.
        rest = rest.get(rest.len() - tail.len() - 1..).unwrap_or("");
    }
    escape(rest, out, |_| None);
}

const fn attribute_reference(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#x9;"),
        b'\n' => Some("&#xA;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    }
}

/// Copies `text`, with references where `reference` names one and U+FFFD where
/// XML 1.0 2.2 has no character.
fn escape(text: &str, out: &mut String, reference: impl Fn(u8) -> Option<&'static str>) {
    let mut rest = text;
    while let Some(at) =
        rest.bytes().position(|byte| is_suspect(byte) && !is_plain(byte, &reference))
    {
        // A suspect byte is ASCII or the first of a character, so both cuts are at characters.
        let (plain, marked) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = marked.chars();
        match chars.next() {
            Some(ch) if ch.is_ascii() => {
                // ASCII, so it is one byte: the one that was found.
                out.push_str(reference(ch as u8).unwrap_or("\u{FFFD}"));
            }
            Some('\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            Some(ch) => out.push(ch),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Whether `byte` can need anything: markup, a control character, or the first
/// byte of U+F000 to U+FFFF, where the two noncharacters are that XML forbids.
const fn is_suspect(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0xEF)
}

fn is_plain(byte: u8, reference: &impl Fn(u8) -> Option<&'static str>) -> bool {
    let allowed = byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r');
    byte != 0xEF && allowed && reference(byte).is_none()
}
