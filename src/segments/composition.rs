//! Composes letters with the marks behind them, Unicode Standard Annex #15.

use super::characters::number;

/// Some of the canonical compositions there are, of characters of 16 bits.
pub(super) struct Compositions {
    /// The marks, and how many letters each composes with.
    pub(super) marks: &'static [(u16, u8)],
    /// The letters of one mark after the other, in order: how many code points are left out before
    /// each, and how far what it becomes is from what the last one became, both in LEB128. The
    /// lowest bit of the latter is its sign.
    pub(super) letters: &'static [u8],
    /// What they become.
    pub(super) composed: &'static str,
}

impl Compositions {
    /// The one character that `base` and `mark` are together.
    pub(super) fn compose(&self, base: u16, mark: u16) -> Option<u16> {
        // Most characters are no mark, and every one of a text is asked about.
        if !self.marks.iter().any(|&(known, _)| known == mark) {
            return None;
        }
        let mut bytes = self.letters.iter();
        let mut composed = 0;
        for &(known, letters) in self.marks {
            let mut next = 0;
            for _ in 0..letters {
                let code = next + number(&mut bytes);
                let step = number(&mut bytes);
                next = code + 1;
                composed = usize::wrapping_add(composed, step >> 1 ^ (step & 1).wrapping_neg());
                if known == mark && code == usize::from(base) {
                    return u16::try_from(composed).ok();
                }
            }
        }
        None
    }

    /// The text of a character that something is composed to.
    pub(super) fn text(&self, unit: u16) -> Option<&'static str> {
        let mut all = self.composed.char_indices();
        let (at, found) = all.find(|(_, letter)| u32::from(*letter) == u32::from(unit))?;
        self.composed.get(at..at + found.len_utf8())
    }
}
