//! Cuts a document into tags and texts, and finds where it is no XML.
//!
//! One pass, no recursion. Rules are those of XML 1.0, 5th edition.

use std::borrow::Cow;

use crate::twiml::check::{MAX_ATTRIBUTES, MAX_DEPTH, Rule, is_space, join};
use crate::twiml::name::{continues_name, starts_name};

/// Why the rest of a document cannot be read.
pub(super) struct Malformed {
    pub(super) rule: Rule,
    pub(super) code: u16,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) message: Cow<'static, str>,
    pub(super) fix: &'static str,
}

/// A piece of a document, with the bytes it stands at.
pub(super) enum Token<'a> {
    /// A start tag; the name, where it starts, and whether the element ends at once.
    Start { name: &'a str, at: usize, attributes: Vec<Attribute<'a>>, is_empty: bool },
    /// An end tag, which fits the start tag.
    End,
    /// Text, with its references replaced.
    Text { text: String, start: usize, end: usize },
}

/// An attribute as it is written.
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    pub(super) at: usize,
    /// The value, with its references replaced.
    pub(super) value: String,
    /// Where the value stands, without its quotes.
    pub(super) value_place: (usize, usize),
}

pub(super) struct Scanner<'a> {
    xml: &'a str,
    at: usize,
    open: Vec<(&'a str, usize)>,
    has_root: bool,
}

type Scanned<T> = Result<T, Malformed>;

impl<'a> Scanner<'a> {
    pub(super) fn new(xml: &'a str) -> Self {
        // A byte order mark is no part of the document (4.3.3).
        let at = if xml.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Self { xml, at, open: Vec::new(), has_root: false }
    }

    /// The next piece, none at the end.
    pub(super) fn next(&mut self) -> Scanned<Option<Token<'a>>> {
        if self.rest().trim_matches(is_space).is_empty() && !self.has_root {
            return Err(Malformed {
                code: 11770,
                ..malformed(
                    self.at,
                    self.at,
                    "the document is empty",
                    "answer with <Response/> to do nothing",
                )
            });
        }
        loop {
            let start = self.at;
            if self.rest().is_empty() {
                return self.end_of_document();
            }
            if !self.rest().starts_with('<') {
                match self.text()? {
                    Some(token) => return Ok(Some(token)),
                    None => continue,
                }
            }
            if self.eat("<!--") {
                self.comment(start)?;
            } else if self.rest().starts_with("<![CDATA[") && !self.open.is_empty() {
                return self.character_data(start).map(Some);
            } else if self.eat("<?") {
                self.instruction(start)?;
            } else if self.rest().starts_with("<!") {
                return Err(malformed(
                    start,
                    start + 2,
                    "a document type and other declarations are not read",
                    "take the <!...> out",
                ));
            } else if self.eat("</") {
                return self.end_tag(start).map(Some);
            } else {
                return self.start_tag(start).map(Some);
            }
        }
    }

    fn end_of_document(&self) -> Scanned<Option<Token<'a>>> {
        match self.open.last() {
            Some(&(name, at)) => {
                let message = Cow::Owned(join(&["<", name, "> is never ended"]));
                let fix = "end it with its </...> tag, or write <.../>";
                Err(Malformed { message, ..malformed(at, at + name.len(), "", fix) })
            }
            None => Ok(None),
        }
    }

    /// Text up to the next tag; none where only space may stand.
    fn text(&mut self) -> Scanned<Option<Token<'a>>> {
        let start = self.at;
        let length = self.rest().find('<').unwrap_or(self.rest().len());
        self.at += length;
        let raw = &self.xml[start..self.at]; // Both are found at ASCII or the ends.
        if self.open.is_empty() {
            return match raw.find(|ch| !is_space(ch)) {
                None => Ok(None),
                Some(at) => Err(malformed(
                    start + at,
                    self.at,
                    "there is text outside of the root",
                    "let the document begin with < and hold nothing after </Response>",
                )),
            };
        }
        if let Some(at) = raw.find("]]>") {
            return Err(malformed(
                start + at,
                start + at + 3,
                "text cannot hold `]]>`",
                "write ]]&gt;",
            ));
        }
        let text = decoded(raw, start)?;
        Ok(Some(Token::Text { text, start, end: self.at }))
    }

    fn character_data(&mut self, start: usize) -> Scanned<Token<'a>> {
        self.at += "<![CDATA[".len();
        let inside =
            self.until("]]>", start, "this CDATA section is never ended", "end it with ]]>")?;
        legal(inside, start + "<![CDATA[".len())?;
        Ok(Token::Text { text: inside.to_owned(), start, end: self.at })
    }

    fn comment(&mut self, start: usize) -> Scanned<()> {
        let inside = self.until("-->", start, "this comment is never ended", "end it with -->")?;
        if inside.contains("--") || inside.ends_with('-') {
            return Err(malformed(
                start,
                self.at,
                "a comment cannot hold two hyphens",
                "put a space between them",
            ));
        }
        legal(inside, start + 4)
    }

    /// A processing instruction, or the XML declaration.
    fn instruction(&mut self, start: usize) -> Scanned<()> {
        let inside =
            self.until("?>", start, "this instruction is never ended", "end it with ?>")?;
        let (name, rest) = inside.split_at(inside.find(is_space).unwrap_or(inside.len()));
        if !name.eq_ignore_ascii_case("xml") {
            return if is_name(name) {
                legal(inside, start + 2)
            } else {
                Err(malformed(start, self.at, "an instruction has no name", "take the <?...?> out"))
            };
        }
        if self.xml[..start].trim_start_matches('\u{FEFF}').is_empty() {
            return declaration(rest, start, self.at);
        }
        Err(malformed(
            start,
            self.at,
            "the XML declaration does not stand at the very start",
            "take out what is before <?xml, spaces and line breaks too",
        ))
    }

    fn end_tag(&mut self, start: usize) -> Scanned<Token<'a>> {
        let name = self.name();
        let place = (start, self.at);
        self.space();
        if !self.eat(">") {
            return Err(malformed(
                place.0,
                place.1,
                "an end tag is not finished",
                "write </, the name and >",
            ));
        }
        match self.open.pop() {
            Some((open, _)) if open == name => Ok(Token::End),
            Some((open, _)) => {
                let message = Cow::Owned(join(&["</", name, "> cannot end <", open, ">"]));
                let fix = "end elements in the reverse of their order, with the same capitals";
                Err(Malformed { message, ..malformed(place.0, self.at, "", fix) })
            }
            None => {
                Err(malformed(place.0, self.at, "this end tag has no start tag", "take it out"))
            }
        }
    }

    fn start_tag(&mut self, start: usize) -> Scanned<Token<'a>> {
        self.at += 1;
        let at = self.at;
        let name = self.name();
        if name.is_empty() {
            return Err(malformed(
                start,
                start + 1,
                "this < starts no tag",
                "write &lt; for < in a text",
            ));
        }
        if self.open.is_empty() && self.has_root {
            return Err(malformed(
                start,
                self.at,
                "there is a second root",
                "put all verbs into one <Response>",
            ));
        }
        self.has_root = true;
        let mut attributes: Vec<Attribute<'a>> = Vec::new();
        loop {
            let had_space = self.space();
            let is_empty = self.eat("/>");
            if is_empty || self.eat(">") {
                if !is_empty {
                    self.open.push((name, at));
                }
                if self.open.len() > MAX_DEPTH {
                    return Err(too_large(start, self.at, "elements are more than 256 deep"));
                }
                return Ok(Token::Start { name, at, attributes, is_empty });
            }
            if self.rest().is_empty() || self.rest().starts_with('<') {
                return Err(malformed(start, self.at, "this tag is not finished", "end it with >"));
            }
            let attribute = self.attribute(had_space)?;
            if attributes.iter().any(|known| known.name == attribute.name) {
                return Err(malformed(
                    attribute.at,
                    attribute.at + attribute.name.len(),
                    "this attribute is there twice",
                    "take one of them out",
                ));
            }
            if attributes.len() == MAX_ATTRIBUTES {
                return Err(too_large(
                    attribute.at,
                    self.at,
                    "an element has more than 64 attributes",
                ));
            }
            attributes.push(attribute);
        }
    }

    fn attribute(&mut self, had_space: bool) -> Scanned<Attribute<'a>> {
        let at = self.at;
        let name = self.name();
        let here = self.at;
        if name.is_empty() {
            let end = at + self.rest().chars().next().map_or(0, char::len_utf8);
            return Err(malformed(
                at,
                end,
                "this cannot stand in a tag",
                "write attributes as name=\"value\"",
            ));
        }
        if !had_space {
            return Err(malformed(
                at,
                here,
                "there is no space before this attribute",
                "put one there; a quote in a value is &quot;",
            ));
        }
        self.space();
        let has_equals = self.eat("=");
        self.space();
        let quote = self.rest().chars().next().filter(|ch| matches!(ch, '"' | '\''));
        let Some(quote) = quote.filter(|_| has_equals) else {
            return Err(malformed(
                at,
                here,
                "this attribute has no value in quotes",
                "write name=\"value\"",
            ));
        };
        self.at += 1;
        let start = self.at;
        let Some(length) = self.rest().find(quote) else {
            return Err(malformed(
                at,
                here,
                "the value of this attribute is never ended",
                "end it with a quote",
            ));
        };
        self.at += length;
        let raw = &self.xml[start..self.at]; // Quotes are ASCII.
        self.at += 1;
        if let Some(at) = raw.find('<') {
            return Err(malformed(
                start + at,
                start + at + 1,
                "a value cannot hold <",
                "write &lt;",
            ));
        }
        let value = decoded(raw, start)?;
        Ok(Attribute { name, at, value, value_place: (start, start + length) })
    }

    fn rest(&self) -> &'a str {
        self.xml.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, text: &str) -> bool {
        let is_there = self.rest().starts_with(text);
        if is_there {
            self.at += text.len();
        }
        is_there
    }

    fn space(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(is_space).len();
        self.at += length;
        length > 0
    }

    fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let length = if rest.starts_with(starts_name) {
            rest.find(|ch| !continues_name(ch)).unwrap_or(rest.len())
        } else {
            0
        };
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// What stands before `mark`, and steps behind it.
    fn until(
        &mut self,
        mark: &str,
        start: usize,
        message: &'static str,
        fix: &'static str,
    ) -> Scanned<&'a str> {
        let rest = self.rest();
        let Some(length) = rest.find(mark) else {
            return Err(malformed(start, start + 2, message, fix));
        };
        self.at += length + mark.len();
        Ok(rest.get(..length).unwrap_or_default())
    }
}

/// Checks the XML declaration (2.8): Twilio reads version 1.0 in UTF-8.
fn declaration(rest: &str, start: usize, end: usize) -> Scanned<()> {
    let quoted = |name: &str| {
        let value = rest.split_once(name)?.1.trim_start_matches(is_space).strip_prefix('=')?;
        let value = value.trim_start_matches(is_space);
        let quote = value.chars().next().filter(|ch| matches!(ch, '"' | '\''))?;
        value.get(1..)?.split_once(quote).map(|(value, _)| value)
    };
    if quoted("version") != Some("1.0") {
        let version = malformed(
            start,
            end,
            "the XML version is not 1.0",
            "begin with <?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        );
        return Err(Malformed { code: 12101, ..version });
    }
    match quoted("encoding") {
        Some(encoding) if !encoding.eq_ignore_ascii_case("utf-8") => Err(malformed(
            start,
            end,
            "the encoding is not UTF-8",
            "write encoding=\"UTF-8\", and send UTF-8",
        )),
        _ => Ok(()),
    }
}

/// The text that `raw` stands for (4.1, 2.11): references replaced, line ends as line feeds.
fn decoded(raw: &str, start: usize) -> Scanned<String> {
    legal(raw, start)?;
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        let (plain, reference) = rest.split_at(at);
        text.push_str(plain);
        let place = start + raw.len() - reference.len();
        // A reference is short: a search for its end that went on would make long texts slow.
        let end = reference.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';');
        let Some(ch) = end.and_then(|end| character(reference.get(1..end)?)) else {
            let length = end.map_or(1, |end| end + 1);
            return Err(malformed(
                place,
                place + length,
                "this & starts no reference that XML knows",
                "write &amp; for & itself",
            ));
        };
        text.push(ch);
        rest = end.and_then(|end| reference.get(end + 1..)).unwrap_or_default();
    }
    text.push_str(rest);
    Ok(if text.contains('\r') && raw.contains('\r') { text.replace("\r\n", "\n") } else { text })
}

/// `&#x10FFFF;` with some zeros.
const LONGEST_REFERENCE: usize = 16;

/// The character that a reference names.
fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return Some(match name {
            "amp" => '&',
            "apos" => '\'',
            "gt" => '>',
            "lt" => '<',
            "quot" => '"',
            _ => return None,
        });
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
    if digits.is_empty() || !digits.chars().all(|ch| ch.is_digit(radix)) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|ch| is_legal(*ch))
}

/// Finds characters that no document can hold (2.2).
fn legal(raw: &str, start: usize) -> Scanned<()> {
    match raw.char_indices().find(|(_, ch)| !is_legal(*ch)) {
        None => Ok(()),
        Some((at, ch)) => Err(malformed(
            start + at,
            start + at + ch.len_utf8(),
            "XML cannot hold this character",
            "take it out: the builders and escapeXml put U+FFFD in its place",
        )),
    }
}

const fn is_legal(ch: char) -> bool {
    matches!(ch, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

fn is_name(name: &str) -> bool {
    name.starts_with(starts_name) && name.chars().all(continues_name)
}

const fn malformed(
    start: usize,
    end: usize,
    message: &'static str,
    fix: &'static str,
) -> Malformed {
    let message = Cow::Borrowed(message);
    Malformed { rule: Rule::Malformed, code: 12100, start, end, message, fix }
}

const fn too_large(start: usize, end: usize, message: &'static str) -> Malformed {
    let fix = "Twilio reads no such documents: what follows was not checked";
    Malformed { rule: Rule::TooLarge, code: 0, start, end, message: Cow::Borrowed(message), fix }
}
