//! Looks things up in the tables of the language.

use crate::twiml::check::tables::{ELEMENTS, VALUES};

/// A row of the table of elements.
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) content: Content,
    pub(super) text: Text,
    /// Twilio's code for content that is missing or not valid.
    pub(super) text_code: u16,
    /// Twilio's code for content that is too long.
    pub(super) long_code: u16,
    /// Twilio's code for elements that cannot be inside.
    pub(super) nesting_code: u16,
    pub(super) last: Last,
    /// Attributes that must be there, with spaces between.
    pub(super) required: &'static str,
    /// `name=type` with spaces between: see [`Attribute::read`].
    pub(super) attributes: &'static str,
    /// The rows of its children.
    pub(super) children: &'static [u8],
}

/// What an element has to hold.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Content {
    /// Elements, or nothing: text is not read.
    Any,
    /// At least one element.
    Children,
    /// Text.
    Text,
    /// Text or an element.
    TextOrChildren,
    /// Text, unless an attribute stands for it.
    TextUnless(&'static str),
}

/// What the text of an element is.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Text {
    Json,
    Message,
    Number,
    Plain,
    Queue,
    Sip,
    Speech,
    Url,
}

/// Whether verbs after an element are done.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Last {
    Always,
    Never,
    WithAction,
}

/// What an attribute takes.
pub(super) struct Attribute {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) code: u16,
}

#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Where a message goes.
    Address,
    /// A number within a range, or `auto`.
    Automatic(u32, u32),
    Boolean,
    /// Who seems to call.
    Caller,
    /// Keys of a phone.
    Keys,
    /// Some of the values.
    List(&'static str),
    Method,
    Number(u32, u32),
    Numbers,
    /// One of the values, of which there may be more by now.
    Open(&'static str),
    /// Who a message comes from.
    Sender,
    /// The URL of a WebSocket.
    Socket,
    Text,
    /// Keys and pauses.
    Tones,
    Url,
    /// One of the values.
    Values(&'static str),
}

impl Element {
    /// The element of a name that can be inside one of these rows.
    #[inline(never)]
    pub(super) fn child(rows: &[u8], name: &str) -> Option<&'static Self> {
        rows.iter()
            .filter_map(|row| ELEMENTS.get(usize::from(*row)))
            .find(|element| element.name == name)
    }

    /// The first element of a name.
    #[inline(never)]
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        ELEMENTS.iter().find(|element| element.name == name)
    }

    /// Adds rows and all that can be inside them to a set, a bit for each row.
    pub(super) fn within(set: u64, rows: &[u8]) -> u64 {
        rows.iter().fold(set, |set, row| match ELEMENTS.get(usize::from(*row)) {
            Some(element) if set >> row & 1 == 0 => Self::within(set | 1 << row, element.children),
            _ => set,
        })
    }

    #[inline(never)]
    pub(super) fn attribute(&self, name: &str) -> Option<Attribute> {
        self.attributes
            .split(' ')
            .find(|entry| entry.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')))
            .and_then(Attribute::read)
    }

    pub(super) fn attribute_names(&self) -> impl Iterator<Item = &'static str> {
        self.attributes.split(' ').filter_map(|entry| entry.split_once('=').map(|(name, _)| name))
    }
}

impl Attribute {
    /// Reads `name=type`, where the type is a letter, a number of a list of values or a range
    /// `5-600` where the letter takes one, and perhaps `@` and a code.
    fn read(entry: &'static str) -> Option<Self> {
        let (name, kind) = entry.split_once('=')?;
        let (kind, code) = kind.split_once('@').unwrap_or((kind, "12200"));
        let mut rest = kind.chars();
        let letter = rest.next()?;
        let rest = rest.as_str();
        let range = || {
            let (least, most) = rest.split_once('-').unwrap_or(("0", ""));
            let most = if most.is_empty() { "4294967295" } else { most };
            Some((least.parse().ok()?, most.parse().ok()?))
        };
        let values = || VALUES.get(rest.parse::<usize>().ok()?).copied();
        let kind = match letter {
            'a' => range().map(|(least, most)| Kind::Automatic(least, most))?,
            'b' => Kind::Boolean,
            'c' => Kind::Caller,
            'd' => Kind::Tones,
            'e' => Kind::Values(values()?),
            'k' => Kind::Keys,
            'l' => Kind::List(values()?),
            'm' => Kind::Method,
            'n' => range().map(|(least, most)| Kind::Number(least, most))?,
            'o' => Kind::Open(values()?),
            'p' => Kind::Address,
            's' => Kind::Sender,
            'u' => Kind::Url,
            'w' => Kind::Socket,
            'x' => Kind::Numbers,
            _ => Kind::Text,
        };
        Some(Self { name, kind, code: code.parse().ok()? })
    }
}

/// The name that was meant by `name`: with other capitals, or with one or two letters changed.
pub(super) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let allowed = if name.len() < 4 { 1 } else { 2 };
    names
        .filter(|known| known.len() <= LONGEST)
        .map(|known| (distance(name, known), known))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= allowed)
        .map(|(_, known)| known)
}

const LONGEST: usize = 48;

/// Levenshtein's distance of two short texts, by their bytes, whatever their capitals.
#[inline(never)]
fn distance(left: &str, right: &str) -> usize {
    let mut row = [0; LONGEST + 1];
    for (column, cell) in row.iter_mut().enumerate() {
        *cell = column;
    }
    for (line, a) in left.bytes().enumerate() {
        let mut diagonal = line;
        let mut before = line + 1;
        for (b, cell) in right.bytes().zip(row.iter_mut().skip(1)) {
            let change = diagonal + usize::from(!a.eq_ignore_ascii_case(&b));
            diagonal = *cell;
            *cell = change.min(diagonal + 1).min(before + 1);
            before = *cell;
        }
        row[0] = line + 1; // The row has a first cell.
    }
    row.get(right.len()).copied().unwrap_or(LONGEST)
}
