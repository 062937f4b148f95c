//! Names of elements and attributes.

use crate::twiml::Error;

/// Checks that `name` can name an element or an attribute: the production
/// `Name` of XML 1.0, 5th edition, 2.3.
///
/// U+FFFD is refused, although XML allows it: it stands for something that was
/// not a character.
///
/// # Errors
///
/// [`Error::Name`] for the empty text and for every text outside the production.
///
/// # Example
///
/// ```
/// use septet::twiml::check_name;
///
/// assert!(check_name("xml:lang").is_ok());
/// assert_eq!(check_name("#raw").map_err(|err| err.code()), Err("ERR_TWIML_NAME"));
/// ```
pub fn check_name(name: &str) -> Result<(), Error> {
    check_bytes(name.as_bytes())
}

/// [`check_name`] for the bytes of a text.
pub(super) fn check_bytes(name: &[u8]) -> Result<(), Error> {
    if is_plain(name) {
        return Ok(());
    }
    let name = str::from_utf8(name).unwrap_or_default();
    if is_name(name) { Ok(()) } else { Err(Error::Name { name: name.chars().take(40).collect() }) }
}

/// Whether `name` is one of the names that almost all are: ASCII letters.
fn is_plain(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(u8::is_ascii_alphabetic)
}

fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(starts_name) && chars.all(continues_name)
}

/// `NameStartChar`, without U+FFFD.
pub(super) const fn starts_name(ch: char) -> bool {
    matches!(ch, ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFC}' | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar`, without U+FFFD.
pub(super) const fn continues_name(ch: char) -> bool {
    starts_name(ch)
        || matches!(ch, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
