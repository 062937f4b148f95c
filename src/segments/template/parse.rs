//! Takes a template apart.

use super::{MAX_NAME, Part, TemplateError, Variable};
use crate::segments::utf16_length;

/// A stretch of the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Piece<'a> {
    pub(super) part: Part,
    /// Where it stands in its part, in UTF-16 code units.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) content: Content<'a>,
    /// The link it belongs to.
    pub(super) link: Option<usize>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Content<'a> {
    Text(&'a str),
    /// What a shortener makes of a link, and its length.
    Short(usize),
    /// Which of the variables.
    Variable(usize),
}

/// The pieces of a part that has no variables.
#[inline(never)]
pub(super) fn plain(text: &str, part: Part) -> Option<Piece<'_>> {
    let end = utf16_length(text);
    (end > 0).then_some(Piece { part, start: 0, end, content: Content::Text(text), link: None })
}

/// Appends the pieces of `template`.
#[inline(never)]
pub(super) fn template<'a>(
    template: &'a str,
    variables: &[Variable<'_>],
    pieces: &mut Vec<Piece<'a>>,
) -> Result<(), TemplateError> {
    let mut scanner = Scanner { rest: template, position: 0 };
    while !scanner.rest.is_empty() {
        let bytes = scanner.rest.as_bytes();
        let slashes = bytes.iter().take_while(|&&byte| byte == b'\\').count();
        if slashes > 0 && bytes.get(slashes) == Some(&b'{') {
            let shown = scanner.take(slashes / 2 * 2);
            pieces.extend(shown.text(slashes / 2));
            if slashes % 2 == 1 {
                let brace = scanner.take(ESCAPED_BRACE);
                pieces.extend(brace.escaped());
            }
        } else if bytes.starts_with(b"{{") {
            let position = scanner.position;
            let (name, length) =
                placeholder(scanner.rest).ok_or(TemplateError::Placeholder { position })?;
            let index = variables
                .iter()
                .position(|variable| variable.name == name)
                .ok_or_else(|| TemplateError::Unknown { name: name.to_owned(), position })?;
            pieces.push(scanner.take(length).piece(Content::Variable(index)));
        } else {
            let length = plain_length(bytes, slashes.max(1));
            let text = scanner.take(length);
            pieces.extend(text.text(length));
        }
    }
    Ok(())
}

/// How long the text is that has no special character behind its first `taken` bytes.
fn plain_length(bytes: &[u8], taken: usize) -> usize {
    let rest = bytes.get(taken..).unwrap_or_default();
    taken + rest.iter().take_while(|&&byte| byte != b'\\' && byte != b'{').count()
}

/// A backslash and the brace it stands before.
const ESCAPED_BRACE: usize = 2;

/// The name between the braces that `text` begins with, and the bytes of all.
#[inline(never)]
fn placeholder(text: &str) -> Option<(&str, usize)> {
    let inside = text.as_bytes().get(OPENING..)?;
    let length = inside.iter().position(|&byte| byte == b'}' || byte == b'{')?;
    let end = OPENING + length;
    if text.as_bytes().get(end..end + OPENING) != Some(b"}}") {
        return None;
    }
    let name = text.get(OPENING..end)?.trim();
    let fits = (1..=MAX_NAME).contains(&utf16_length(name));
    let unfit = |character: char| character.is_whitespace() || character.is_control();
    (fits && !name.chars().any(unfit)).then_some((name, end + OPENING))
}

/// Bytes of the opening braces, and of the closing ones.
const OPENING: usize = 2;

struct Scanner<'a> {
    rest: &'a str,
    position: usize,
}

impl<'a> Scanner<'a> {
    /// Takes `length` bytes, which end between two characters.
    fn take(&mut self, length: usize) -> Taken<'a> {
        let (text, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        let start = self.position;
        self.rest = rest;
        self.position += utf16_length(text);
        Taken { text, start, end: self.position }
    }
}

/// What was taken of the template, and where it stands.
struct Taken<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Taken<'a> {
    /// The first `length` bytes, for all of it.
    fn text(&self, length: usize) -> Option<Piece<'a>> {
        let text = self.text.get(..length)?;
        (length > 0).then(|| self.piece(Content::Text(text)))
    }

    /// What stands behind the backslash, for all of it.
    fn escaped(&self) -> Option<Piece<'a>> {
        self.text.get(1..).map(|text| self.piece(Content::Text(text)))
    }

    fn piece(&self, content: Content<'a>) -> Piece<'a> {
        Piece { part: Part::Template, start: self.start, end: self.end, content, link: None }
    }
}
