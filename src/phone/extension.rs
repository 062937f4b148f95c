//! Finds the extension at the end of a number.
//!
//! No label has a digit in it, so the digits of an extension are the whole run of digits
//! at the end. What stands before them decides where the extension begins, and one pass
//! backwards finds every such place.

use super::characters::{
    ACUTE, CYRILLIC_DOB, FULLWIDTH_A, FULLWIDTH_HASH, FULLWIDTH_STOP, FULLWIDTH_TILDE,
    NO_BREAK_SPACE, O_ACUTE, is_digit,
};

/// An extension at the end of a text.
pub(super) struct Extension<'a> {
    text: &'a [u8],
    /// The digits.
    pub(super) digits: &'a [u8],
    /// Where the text before the digits ends.
    labelled: usize,
    /// Where the mark and the separators between label and digits begin. No label ends with
    /// one of them, so there is one place where it can end.
    label_end: usize,
    /// Bit `n` is set when a label of `n` symbols ends there.
    labels: u32,
    hash: bool,
}

impl<'a> Extension<'a> {
    /// The digits that `text` ends with, `None` without any.
    pub(super) fn at_end(text: &'a [u8]) -> Option<Self> {
        let hash = text.last() == Some(&b'#');
        let body = text.get(..text.len() - usize::from(hash))?;
        let labelled =
            body.iter().rposition(|symbol| !is_digit(*symbol)).map_or(0, |last| last + 1);
        let digits = body.get(labelled..).filter(|digits| !digits.is_empty())?;
        let before = body.get(..labelled)?;
        let is_separator = |symbol: &u8| is_space(*symbol) || matches!(symbol, b',' | b'-');
        let separated =
            before.iter().rposition(|symbol| !is_separator(symbol)).map_or(0, |last| last + 1);
        let label = before.get(..separated)?;
        let label = match label.last() {
            Some(b':' | b'.' | &FULLWIDTH_STOP) => label.get(..separated - 1)?,
            _ => label,
        };
        let labels = labels(label, digits.len());
        Some(Self { text, digits, labelled, label_end: label.len(), labels, hash })
    }

    /// Every place at which an extension that reaches to the end begins, the last one first.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        let mut lead = Lead::default();
        let reach = self.label_end.saturating_sub(LONGEST);
        (0..self.labelled)
            .rev()
            .map(move |at| (at, self.begins(at, &mut lead)))
            .take_while(move |(at, begins)| *begins || *at >= reach)
            .filter_map(|(at, begins)| begins.then_some(at))
    }

    /// Whether the extension begins at `at`; `lead` knows the place after it.
    fn begins(&self, at: usize, lead: &mut Lead) -> bool {
        let digits = self.digits.len();
        let Some(&symbol) = self.text.get(at) else { return false };
        let label = at < self.label_end && self.labels >> (self.label_end - at).min(31) & 1 == 1;
        lead.label = label || lead.label && (is_space(symbol) || symbol == b',');
        lead.commas = symbol == b',' && (self.separators(at + 1) || lead.commas);
        let two = symbol == b',' && self.text.get(at + 1) == Some(&b',') && self.separators(at + 2);
        let mark = digits <= 15 && (two || symbol == b';' && self.separators(at + 1));
        lead.mark = mark || digits <= 9 && lead.commas || lead.mark && is_space(symbol);
        lead.dashes = matches!(symbol, b' ' | b'-') && (at + 1 == self.labelled || lead.dashes);
        lead.label || lead.mark || lead.dashes && self.hash && digits <= 6 || self.parameter(at)
    }

    /// `;ext=` of RFC 3966.
    fn parameter(&self, at: usize) -> bool {
        let label = self.text.get(at..self.labelled).unwrap_or_default();
        !self.hash && self.digits.len() <= 20 && label.eq_ignore_ascii_case(b";ext=")
    }

    /// Whether a mark, or none, and separators fill the text from `at` to the digits.
    fn separators(&self, at: usize) -> bool {
        at <= self.labelled && at >= self.label_end
    }
}

/// What is known about the place after the one that is looked at.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "four grammars, followed side by side")]
struct Lead {
    label: bool,
    mark: bool,
    commas: bool,
    dashes: bool,
}

/// How long the labels at the end of `text` are, a bit each, for so many digits.
fn labels(text: &[u8], digits: usize) -> u32 {
    let fits = |label: &&[u8]| {
        let start = text.len().checked_sub(label.len());
        start.and_then(|start| text.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(label))
    };
    let lengths = |list: &[&[u8]]| {
        list.iter().filter(|label| fits(label)).fold(0, |set, label| set | 1 << label.len())
    };
    match digits {
        0..=9 => lengths(LONG) | lengths(SHORT),
        10..=20 => lengths(LONG),
        _ => 0,
    }
}

const LONG: &[&[u8]] = &[
    b"xt",
    b"xtn",
    b"xtensio",
    b"xtension",
    &[b'x', b't', b'e', b'n', b's', b'i', b'o', ACUTE],
    &[b'x', b't', b'e', b'n', b's', b'i', b'o', ACUTE, b'n'],
    &[b'x', b't', b'e', b'n', b's', b'i', O_ACUTE],
    &[b'x', b't', b'e', b'n', b's', b'i', O_ACUTE, b'n'],
    b"ext",
    b"extn",
    b"extensio",
    b"extension",
    &[b'e', b'x', b't', b'e', b'n', b's', b'i', b'o', ACUTE],
    &[b'e', b'x', b't', b'e', b'n', b's', b'i', b'o', ACUTE, b'n'],
    &[b'e', b'x', b't', b'e', b'n', b's', b'i', O_ACUTE],
    &[b'e', b'x', b't', b'e', b'n', b's', b'i', O_ACUTE, b'n'],
    &fullwidth(*b"xt"),
    &fullwidth(*b"xtn"),
    &fullwidth(*b"ext"),
    &fullwidth(*b"extn"),
    &CYRILLIC_DOB,
    b"anexo",
];

const SHORT: &[&[u8]] = &[
    b"x",
    &fullwidth(*b"x"),
    b"#",
    &[FULLWIDTH_HASH],
    b"~",
    &[FULLWIDTH_TILDE],
    b"int",
    &fullwidth(*b"int"),
];

/// No label has more symbols, `;ext=` and its digits included.
const LONGEST: usize = 11;

const fn fullwidth<const N: usize>(mut letters: [u8; N]) -> [u8; N] {
    let mut place = 0;
    while place < N {
        letters[place] += FULLWIDTH_A - b'a';
        place += 1;
    }
    letters
}

fn is_space(symbol: u8) -> bool {
    matches!(symbol, b' ' | NO_BREAK_SPACE | b'\t')
}
