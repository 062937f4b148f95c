//! Compares elements, attributes and texts with the language.

use crate::twiml::check::scanner::{Attribute, Token};
use crate::twiml::check::schema::{Content, Element, Last, Text, nearest};
use crate::twiml::check::tables::{ELEMENTS, ROOTS};
use crate::twiml::check::values::{self, Fault};
use crate::twiml::check::{Found, Kind, MAX_FINDINGS, Rule, Severity, digits, is_space, join};

/// The most characters of a message that Twilio sends.
const MAX_MESSAGE: u32 = 1600;

/// The most messages that answer one.
const MAX_MESSAGES: u32 = 10;

/// The most seconds of a recording that Twilio transcribes.
const MAX_TRANSCRIBED: u32 = 120;

/// The most characters that one `<Say>` speaks.
const MAX_SPEECH: u32 = 4096;

/// In the order of [`ROOTS`].
const KINDS: [Kind; 3] = [Kind::Voice, Kind::Messaging, Kind::Fax];

pub(super) struct Rules<'a, 'f> {
    xml: &'a str,
    kind: Option<Kind>,
    found: &'f mut Found,
    open: Vec<Open<'a>>,
    /// The verb after which none is done, and whether that was said.
    last: Option<(&'a str, bool)>,
    /// How many messages there are.
    messages: u32,
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    row: Row,
    at: usize,
    text: String,
    /// Where text that is not space stands.
    text_place: Option<(usize, usize)>,
    has_children: bool,
    /// Whether the attribute that stands for its text is there.
    has_substitute: bool,
    /// The characters inside, in elements of it too.
    characters: usize,
    /// Nouns of a `<Dial>`: conferences, others.
    nouns: (bool, bool),
}

#[derive(Clone, Copy)]
enum Row {
    Element(&'static Element),
    Root,
    /// Not of TwiML: what it holds is not checked.
    Unknown,
}

impl<'a, 'f> Rules<'a, 'f> {
    pub(super) fn new(xml: &'a str, kind: Option<Kind>, found: &'f mut Found) -> Self {
        Self { xml, kind, found, open: Vec::new(), last: None, messages: 0 }
    }

    pub(super) fn is_full(&self) -> bool {
        self.found.findings.len() == MAX_FINDINGS
    }

    pub(super) fn take(&mut self, token: &Token<'a>) {
        match token {
            Token::Start { name, at, attributes, is_empty } => {
                let row = self.start(name, *at);
                let mut open = Open::new(name, row, *at);
                if let Row::Element(element) = row {
                    self.attributes(element, &mut open, attributes);
                }
                if self.open.len() == 1 {
                    self.reach(name, *at, row, attributes);
                }
                self.open.push(open);
                if *is_empty {
                    self.end();
                }
            }
            Token::End => self.end(),
            Token::Text { text, start, end } => self.text(text, *start, *end),
        }
    }

    /// The row of an element that starts, and whether it can be there.
    fn start(&mut self, name: &'a str, at: usize) -> Row {
        let place = (at, at + name.len());
        let Some(parent) = self.open.last_mut() else {
            return self.root(name, place);
        };
        parent.has_children = true;
        match parent.row {
            Row::Unknown => Row::Unknown,
            Row::Root => self.verb(name, place),
            Row::Element(element) => {
                let parent_name = parent.name;
                if element.name == "Dial" {
                    match name {
                        "Conference" | "Queue" => parent.nouns.0 = true,
                        _ => parent.nouns.1 = true,
                    }
                    if parent.nouns == (true, true) {
                        parent.nouns = (false, false);
                        self.found.add(
                            Severity::Error,
                            Rule::Mixed,
                            13000,
                            place,
                            &["a <Dial> cannot call others and join a conference or a queue"],
                            &["use a <Dial> for each"],
                        );
                    }
                }
                match Element::child(element.children, name) {
                    Some(row) => Row::Element(row),
                    None => self.misplaced(name, parent_name, element, place),
                }
            }
        }
    }

    fn root(&mut self, name: &str, place: (usize, usize)) -> Row {
        if name == "Response" {
            return Row::Root;
        }
        let fix = if Element::named(name).is_some() {
            "put the verbs into <Response>"
        } else {
            "name the root <Response>, with these capitals"
        };
        self.found.add(
            Severity::Error,
            Rule::Root,
            12102,
            place,
            &["the root is <", name, ">, not <Response>"],
            &[fix],
        );
        Row::Unknown
    }

    /// An element in `<Response>`. Verbs that only one kind of document has tell which it is.
    fn verb(&mut self, name: &str, place: (usize, usize)) -> Row {
        let has = |kind: Kind| Element::child(ROOTS[kind as usize], name); // There is a list for each kind.
        let mut of = KINDS.into_iter().filter(|kind| has(*kind).is_some());
        let (first, second) = (of.next(), of.next());
        if let Some(row) = self.kind.and_then(has) {
            return Row::Element(row);
        }
        match (self.kind, first) {
            (None, Some(kind)) => {
                if second.is_none() {
                    self.kind = Some(kind);
                }
                has(kind).map_or(Row::Unknown, Row::Element)
            }
            (Some(kind), Some(other)) => {
                let code = if kind == Kind::Messaging { 14110 } else { 12200 };
                self.found.add(
                    Severity::Error,
                    Rule::Mixed,
                    code,
                    place,
                    &[
                        "<",
                        name,
                        "> answers ",
                        answered(other),
                        ", this document answers ",
                        answered(kind),
                    ],
                    &["answer each with a document of its own"],
                );
                has(other).map_or(Row::Unknown, Row::Element)
            }
            (kind, None) => {
                let rows = kind.map_or(ROOTS[0], |kind| ROOTS[kind as usize]); // As above.
                self.not_there(name, "Response", rows, 12200, place)
            }
        }
    }

    fn misplaced(
        &mut self,
        name: &str,
        parent: &str,
        element: &'static Element,
        place: (usize, usize),
    ) -> Row {
        let code = if element.nesting_code > 0 { element.nesting_code } else { 12200 };
        self.not_there(name, parent, element.children, code, place)
    }

    /// An element that cannot be in its parent, or anywhere.
    fn not_there(
        &mut self,
        name: &str,
        parent: &str,
        rows: &'static [u8],
        code: u16,
        place: (usize, usize),
    ) -> Row {
        let names = || {
            rows.iter()
                .filter_map(|row| ELEMENTS.get(usize::from(*row)))
                .map(|element| element.name)
        };
        let meant = nearest(name, names());
        let mut fix = match meant {
            Some(known) => join(&["did you mean <", known, ">?"]),
            None => String::new(),
        };
        if let Some(row) = Element::named(name) {
            if fix.is_empty() {
                fix = self.places(name);
            }
            self.found.add(
                Severity::Error,
                Rule::WrongNesting,
                code,
                place,
                &["<", name, "> cannot be in <", parent, ">"],
                &[&fix],
            );
            return Row::Element(row);
        }
        if fix.is_empty() {
            fix = String::from("take it out: Twilio does nothing for it");
        }
        self.found.add(
            Severity::Error,
            Rule::UnknownElement,
            code,
            place,
            &["there is no <", name, ">"],
            &[&fix],
        );
        Row::Unknown
    }

    /// Where an element can be in a document of this kind.
    fn places(&self, name: &str) -> String {
        let is_this = |kind: &Kind| self.kind.is_none_or(|known| known == *kind);
        let roots = || KINDS.into_iter().filter(is_this).map(|kind| ROOTS[kind as usize]); // One each.
        let within = roots().fold(0, Element::within);
        let takes = |rows: &[u8]| Element::child(rows, name).is_some();
        let parents = ELEMENTS
            .iter()
            .enumerate()
            .filter(|(row, parent)| within >> row & 1 == 1 && takes(parent.children))
            .map(|(_, parent)| parent.name);
        let root = roots().any(takes).then_some("Response");
        let mut places = String::new();
        for (index, place) in root.into_iter().chain(parents).enumerate() {
            match index {
                0 => places.push_str("put it into <"),
                MAX_PLACES => return places + " or others",
                _ => places.push_str(", <"),
            }
            places.push_str(place);
            places.push('>');
        }
        match (places.rsplit_once(", "), self.kind) {
            (Some((before, last)), _) => join(&[before, " or ", last]),
            (None, Some(kind)) if places.is_empty() => {
                join(&["take it out: it has no place in a document that answers ", answered(kind)])
            }
            (None, _) => places,
        }
    }

    fn attributes(
        &mut self,
        element: &'static Element,
        open: &mut Open<'a>,
        attributes: &[Attribute<'a>],
    ) {
        let is_prompt = self.open.last().is_some_and(|parent| parent.name == "Gather");
        for attribute in attributes {
            let Attribute { name, at, value, value_place } = attribute;
            if matches!(element.content, Content::TextUnless(substitute) if substitute == *name) {
                open.has_substitute = true;
            }
            let Some(known) = element.attribute(name) else {
                self.unknown_attribute(element, name, *at);
                continue;
            };
            if let Err(Fault { severity, rule, problem, fix }) =
                values::attribute(value, known.kind)
            {
                let code = match (rule, known.code) {
                    // A relative URL is no fault that Twilio logs.
                    (Rule::RelativeUrl, _) => 0,
                    (_, 13511) if is_prompt => 13321,
                    (_, 13510) if is_prompt => 13322,
                    (_, code) => code,
                };
                self.found.add(
                    severity,
                    rule,
                    code,
                    *value_place,
                    &["`", known.name, "` of <", element.name, "> ", &problem],
                    &[&fix],
                );
            }
        }
        self.together(element, attributes);
        // What is stopped is named, not described.
        let is_stopped = self.open.last().is_some_and(|parent| parent.name == "Stop");
        for required in element.required.split_ascii_whitespace() {
            if !is_stopped && !attributes.iter().any(|attribute| attribute.name == required) {
                let known = element.attribute(required);
                self.found.add(
                    Severity::Error,
                    Rule::MissingAttribute,
                    known.map_or(12200, |attribute| attribute.code),
                    open.place(),
                    &["<", element.name, "> has no `", required, "`"],
                    &["add ", required, "=\"...\""],
                );
            }
        }
    }

    /// Attributes that do not go together.
    fn together(&mut self, element: &'static Element, attributes: &[Attribute<'a>]) {
        let find = |name: &str| attributes.iter().find(|attribute| attribute.name == name);
        match element.name {
            "Gather" => {
                let Some(timeout) = find("speechTimeout").filter(|known| known.value == "auto")
                else {
                    return;
                };
                let Some(model) = find("speechModel") else { return };
                let code = if model.value == "default" { 13335 } else { 13327 };
                self.found.add(
                    Severity::Warning,
                    Rule::Mixed,
                    code,
                    timeout.value_place,
                    &["`speechTimeout` of <Gather> cannot be auto beside `speechModel`"],
                    &["write seconds, or take `speechModel` out"],
                );
            }
            "Record" => {
                let Some(length) = find("maxLength") else { return };
                let is_long =
                    length.value.parse::<u32>().is_ok_and(|length| length > MAX_TRANSCRIBED);
                if is_long && find("transcribe").is_some_and(|known| known.value == "true") {
                    self.found.add(
                        Severity::Warning,
                        Rule::Mixed,
                        13615,
                        length.value_place,
                        &["`maxLength` of <Record> is more than Twilio transcribes"],
                        &["write 120 or less, or take `transcribe` out"],
                    );
                }
            }
            _ => {}
        }
    }

    fn unknown_attribute(&mut self, element: &'static Element, name: &str, at: usize) {
        // Namespaces are declared by attributes, and mean nothing here.
        if name == "xmlns" || name.starts_with("xmlns:") || name.starts_with("xsi:") {
            return;
        }
        let fix = match nearest(name, element.attribute_names()) {
            Some(known) => join(&["did you mean `", known, "`?"]),
            None => String::from("take it out: Twilio ignores it"),
        };
        self.found.add(
            Severity::Warning,
            Rule::UnknownAttribute,
            12200,
            (at, at + name.len()),
            &["<", element.name, "> has no attribute `", name, "`"],
            &[&fix],
        );
    }

    /// Whether a verb of the document is ever done.
    fn reach(&mut self, name: &'a str, at: usize, row: Row, attributes: &[Attribute<'a>]) {
        if let Some((last, said)) = &mut self.last {
            if !*said {
                *said = true;
                self.found.add(
                    Severity::Warning,
                    Rule::Unreachable,
                    0,
                    (at, at + name.len()),
                    &["<", name, "> is never done: <", last, "> before it gives the control away"],
                    &["put it before <", last, ">, or take it out"],
                );
            }
            return;
        }
        let Row::Element(element) = row else { return };
        if name == "Message" {
            self.messages += 1;
            if self.messages == MAX_MESSAGES + 1 {
                self.found.add(
                    Severity::Error,
                    Rule::Unreachable,
                    14109,
                    (at, at + name.len()),
                    &["<Message> is the eleventh, and ten can answer a message"],
                    &["send more through the API"],
                );
            }
        }
        let ends = match element.last {
            Last::Always => true,
            Last::Never => false,
            Last::WithAction => attributes.iter().any(|attribute| attribute.name == "action"),
        };
        if ends {
            self.last = Some((name, false));
        }
    }

    fn text(&mut self, text: &str, start: usize, end: usize) {
        let Some(open) = self.open.last_mut() else { return };
        if !text.trim_matches(is_space).is_empty() {
            // From the first to the last that is not space.
            let raw = self.xml.get(start..end).unwrap_or_default();
            let first = start + raw.len() - raw.trim_start_matches(is_space).len();
            let last = start + raw.trim_end_matches(is_space).len();
            open.text_place = Some((open.text_place.map_or(first, |place| place.0), last));
        }
        open.characters += text.chars().count();
        open.text.push_str(text);
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        match open.row {
            Row::Element(element) => self.content(element, &open),
            Row::Root => self.stray(&open),
            Row::Unknown => {}
        }
        if let Some(parent) = self.open.last_mut() {
            parent.characters += open.characters;
        }
    }

    fn content(&mut self, element: &'static Element, open: &Open<'a>) {
        let Some(place) = open.text_place else {
            return self.missing(element, open);
        };
        if matches!(element.content, Content::Any | Content::Children) {
            return self.stray(open);
        }
        let limit = match element.text {
            Text::Message => MAX_MESSAGE,
            Text::Speech => MAX_SPEECH,
            _ => u32::MAX,
        };
        if open.characters > limit as usize {
            self.found.add(
                Severity::Error,
                Rule::LongText,
                element.long_code,
                place,
                &["the text of <", element.name, "> has more than ", &digits(limit), " characters"],
                &["cut it in two"],
            );
        }
        // Text beside elements is no value.
        if open.has_children {
            return;
        }
        if let Err(Fault { severity, rule, problem, fix }) = values::text(&open.text, element.text)
        {
            let code = match (rule, element.text_code) {
                (Rule::RelativeUrl, _) => 0,
                (Rule::LongText, _) => element.long_code,
                (_, 0) => 12200,
                (_, code) => code,
            };
            self.found.add(
                severity,
                rule,
                code,
                place,
                &["the text of <", element.name, "> ", &problem],
                &[&fix],
            );
        }
    }

    fn missing(&mut self, element: &'static Element, open: &Open<'a>) {
        let what = match element.content {
            Content::Text if !open.has_children => "text",
            Content::Children if !open.has_children => "element",
            Content::TextOrChildren if !open.has_children => "text or element",
            Content::TextUnless(_) if !open.has_children && !open.has_substitute => "text",
            _ => return,
        };
        let code = if element.text_code > 0 { element.text_code } else { 12200 };
        let mut fix = String::from("put one between its tags");
        if let Content::TextUnless(substitute) = element.content {
            fix = join(&["put one between its tags, or set ", substitute]);
        }
        self.found.add(
            Severity::Error,
            Rule::MissingContent,
            code,
            open.place(),
            &["<", element.name, "> holds no ", what],
            &[&fix],
        );
    }

    fn stray(&mut self, open: &Open<'a>) {
        let Some(place) = open.text_place else { return };
        self.found.add(
            Severity::Warning,
            Rule::StrayText,
            12200,
            place,
            &["the text in <", open.name, "> is not read"],
            &["put it into an element that takes text, such as <Say> or <Message>"],
        );
    }
}

/// The most places that are named to put an element.
const MAX_PLACES: usize = 4;

impl<'a> Open<'a> {
    const fn new(name: &'a str, row: Row, at: usize) -> Self {
        Self {
            name,
            row,
            at,
            text: String::new(),
            text_place: None,
            has_children: false,
            has_substitute: false,
            characters: 0,
            nouns: (false, false),
        }
    }

    const fn place(&self) -> (usize, usize) {
        (self.at, self.at + self.name.len())
    }
}

const fn answered(kind: Kind) -> &'static str {
    match kind {
        Kind::Voice => "calls",
        Kind::Messaging => "messages",
        Kind::Fax => "faxes",
    }
}
