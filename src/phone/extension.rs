//! Finds the extension at the end of a number.
//!
//! No label has a digit in it, so the digits of an extension are the whole run of digits
//! at the end. What stands before them decides where the extension begins, and one pass
//! backwards finds every such place.

use super::characters::is_digit;

/// An extension at the end of a text.
pub(super) struct Extension<'a> {
    text: &'a [char],
    /// The digits.
    pub(super) digits: &'a [char],
    /// Where the text before the digits ends.
    labelled: usize,
    /// Where the separators between label and digits begin, a mark like `:` left out.
    separated: usize,
    marked: bool,
    hash: bool,
}

impl<'a> Extension<'a> {
    /// The digits that `text` ends with, `None` without any.
    pub(super) fn at_end(text: &'a [char]) -> Option<Self> {
        let hash = text.last() == Some(&'#');
        let body = text.get(..text.len() - usize::from(hash))?;
        let labelled = body.iter().rposition(|ch| !is_digit(*ch)).map_or(0, |last| last + 1);
        let digits = body.get(labelled..).filter(|digits| !digits.is_empty())?;
        let before = text.get(..labelled)?;
        let separated = before
            .iter()
            .rposition(|ch| !(is_space(*ch) || matches!(ch, ',' | '-')))
            .map_or(0, |last| last + 1);
        let marked =
            before.get(..separated)?.last().is_some_and(|ch| matches!(ch, ':' | '.' | '\u{ff0e}'));
        Some(Self { text, digits, labelled, separated, marked, hash })
    }

    /// Every place at which an extension that reaches to the end begins, the last one first.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        let mut lead = Lead::default();
        (0..self.labelled).rev().filter(move |at| self.begins(*at, &mut lead))
    }

    /// Whether the extension begins at `at`; `lead` knows the place after it.
    fn begins(&self, at: usize, lead: &mut Lead) -> bool {
        let digits = self.digits.len();
        let Some(&ch) = self.text.get(at) else { return false };
        let label = digits <= 20 && self.long_label(at) || digits <= 9 && self.short_label(at);
        lead.label = label || lead.label && (is_space(ch) || ch == ',');
        lead.commas = ch == ',' && (self.separators(at + 1) || lead.commas);
        let two = ch == ',' && self.text.get(at + 1) == Some(&',') && self.separators(at + 2);
        let mark = digits <= 15 && (two || ch == ';' && self.separators(at + 1));
        lead.mark = mark || digits <= 9 && lead.commas || lead.mark && is_space(ch);
        lead.dashes = matches!(ch, ' ' | '-') && (at + 1 == self.labelled || lead.dashes);
        lead.label || lead.mark || lead.dashes && self.hash && digits <= 6 || self.parameter(at)
    }

    /// `;ext=` of RFC 3966.
    fn parameter(&self, at: usize) -> bool {
        !self.hash && self.digits.len() <= 20 && self.label(at, self.labelled, ";ext=")
    }

    fn long_label(&self, at: usize) -> bool {
        LONG.iter().any(|label| self.label(at, self.label_end(), label))
    }

    fn short_label(&self, at: usize) -> bool {
        SHORT.iter().any(|label| self.label(at, self.label_end(), label))
    }

    /// Whether the text from `at` to `end` is `label`, in any case.
    fn label(&self, at: usize, end: usize, label: &str) -> bool {
        let text = self.text.get(at..end).unwrap_or_default();
        // No label has more characters.
        text.len() <= 11 && text.iter().map(|ch| folded(*ch)).eq(label.chars())
    }

    /// No label ends with a separator or a mark, so there is one place where it can end.
    fn label_end(&self) -> usize {
        self.separated - usize::from(self.marked)
    }

    /// Whether a mark, or none, and separators fill the text from `at` to the digits.
    fn separators(&self, at: usize) -> bool {
        at <= self.labelled && at >= self.label_end()
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

const LONG: &[&str] = &[
    "xt",
    "xtn",
    "xtensio",
    "xtension",
    "xtensio\u{301}",
    "xtensio\u{301}n",
    "xtensi\u{f3}",
    "xtensi\u{f3}n",
    "ext",
    "extn",
    "extensio",
    "extension",
    "extensio\u{301}",
    "extensio\u{301}n",
    "extensi\u{f3}",
    "extensi\u{f3}n",
    "\u{ff58}\u{ff54}",
    "\u{ff58}\u{ff54}\u{ff4e}",
    "\u{ff45}\u{ff58}\u{ff54}",
    "\u{ff45}\u{ff58}\u{ff54}\u{ff4e}",
    "\u{434}\u{43e}\u{431}",
    "anexo",
];

const SHORT: &[&str] =
    &["x", "\u{ff58}", "#", "\u{ff03}", "~", "\u{ff5e}", "int", "\u{ff49}\u{ff4e}\u{ff54}"];

fn is_space(ch: char) -> bool {
    matches!(ch, ' ' | '\u{a0}' | '\t')
}

/// The lower case of the letters in labels.
fn folded(ch: char) -> char {
    match ch {
        '\u{d3}' => '\u{f3}',
        '\u{414}' => '\u{434}',
        '\u{41e}' => '\u{43e}',
        '\u{411}' => '\u{431}',
        '\u{ff21}'..='\u{ff3a}' => char::from_u32(u32::from(ch) + 0x20).unwrap_or(ch),
        _ => ch.to_ascii_lowercase(),
    }
}
