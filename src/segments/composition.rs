//! Composes letters with the marks behind them, Unicode Standard Annex #15.

use super::characters::number;

/// Some of the canonical compositions there are, of characters of 16 bits.
pub(super) struct Compositions {
    /// The marks, and how many letters each composes with.
    pub(super) marks: &'static [(u16, u8)],
    /// The letters of one mark after the other, in order: how many code points
    /// are left out before each, in LEB128.
    pub(super) bases: &'static [u8],
    /// What becomes of each of these.
    pub(super) composed: &'static str,
}

impl Compositions {
    /// The one character that `base` and `mark` are together.
    pub(super) fn compose(&self, base: u16, mark: u16) -> Option<&'static str> {
        // Most characters are no mark, and every one of a text is asked about.
        if !self.marks.iter().any(|&(known, _)| known == mark) {
            return None;
        }
        let mut bytes = self.bases.iter();
        let mut at = 0;
        for &(known, letters) in self.marks {
            let mut next = 0;
            for _ in 0..letters {
                let code = next + number(&mut bytes);
                next = code + 1;
                // All are of two or three bytes.
                let end = at + if self.composed.as_bytes().get(at)? < &0xE0 { 2 } else { 3 };
                if known == mark && code == usize::from(base) {
                    return self.composed.get(at..end);
                }
                at = end;
            }
        }
        None
    }
}
