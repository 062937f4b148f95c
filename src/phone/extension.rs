//! Finds the extension at the end of a number.
//!
//! No label has a digit in it, so the digits of an extension are the whole run of digits
//! at the end. What stands before them decides where the extension begins, and one pass
//! backwards finds every such place.

use super::characters::{
    ACUTE, BLANK, CYRILLIC_DOB, DIGIT, FULLWIDTH_A, FULLWIDTH_HASH, FULLWIDTH_STOP,
    FULLWIDTH_TILDE, LINK, O_ACUTE, has_at, is, trimmed,
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
        let labelled = trimmed(body, DIGIT);
        let digits = body.get(labelled..).filter(|digits| !digits.is_empty())?;
        let separated = trimmed(body.get(..labelled)?, LINK);
        let mark = |symbol: &u8| matches!(*symbol, b':' | b'.' | FULLWIDTH_STOP);
        let label_end = separated - usize::from(body.get(..separated)?.last().is_some_and(mark));
        let labels = labels(body.get(..label_end)?, digits.len());
        Some(Self { text, digits, labelled, label_end, labels, hash })
    }

    /// Where the longest extension that reaches to the end begins, of those that begin from
    /// `from` to `to`.
    pub(super) fn start(&self, from: usize, to: usize) -> Option<usize> {
        let mut lead = Lead::default();
        let mut found = None;
        for at in (from..self.labelled).rev() {
            let begins = self.begins(at, &mut lead);
            if begins && at <= to {
                found = Some(at);
            }
            if !begins && at + LONGEST < self.label_end {
                break;
            }
        }
        found
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
        at + PARAMETER.len() == self.labelled
            && has_at(self.text, at, PARAMETER)
            && !self.hash
            && self.digits.len() <= 20
    }

    /// Whether a mark, or none, and separators fill the text from `at` to the digits.
    fn separators(&self, at: usize) -> bool {
        at <= self.labelled && at >= self.label_end
    }
}

const PARAMETER: &[u8] = b";ext=";

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
    let mut labels: &[u8] = match digits {
        0..=9 => &LABELS,
        10..=20 => LABELS.get(packed_length(SHORT)..).unwrap_or_default(),
        _ => &[],
    };
    let mut lengths = 0;
    while let [length, rest @ ..] = labels {
        let (label, rest) = rest.split_at_checked(usize::from(*length)).unwrap_or_default();
        if text.len().checked_sub(label.len()).is_some_and(|start| has_at(text, start, label)) {
            lengths |= 1 << label.len();
        }
        labels = rest;
    }
    lengths
}

/// The labels, each behind its length: those for few digits, then those for more as well.
static LABELS: [u8; packed_length(SHORT) + packed_length(LONG)] = packed(&[SHORT, LONG]);

const fn packed_length(labels: &[&[u8]]) -> usize {
    let mut length = 0;
    let mut place = 0;
    while place < labels.len() {
        length += 1 + labels[place].len();
        place += 1;
    }
    length
}

const fn packed<const N: usize>(lists: &[&[&[u8]]]) -> [u8; N] {
    let mut bytes = [0; N];
    let mut end = 0;
    let mut list = 0;
    while list < lists.len() {
        let mut place = 0;
        while place < lists[list].len() {
            let label = lists[list][place];
            let [length, ..] = label.len().to_le_bytes();
            bytes[end] = length;
            end += 1;
            let mut symbol = 0;
            while symbol < label.len() {
                bytes[end] = label[symbol];
                end += 1;
                symbol += 1;
            }
            place += 1;
        }
        list += 1;
    }
    bytes
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
    is(symbol, LINK) && is(symbol, BLANK)
}
