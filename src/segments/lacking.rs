//! The characters of a text that have no septets, and so force UCS-2.

use super::characters::{Characters, Replacement};
use super::rules::Rules;
use super::{MAX_TEXT, SURROGATE, Unsupported, code_point, smart_encoding};
use crate::list::List;

/// A character without septets, in one number: where it begins, whether it has two units, and the
/// number of its replacement.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub(crate) struct Lacking(u32);

impl Lacking {
    pub(super) const EMPTY: Self = Self(0);

    /// A text that is measured has 2^16 units at most, and no replacement of one character is
    /// beyond ASCII.
    fn new(start: usize, end: usize, replacement: Replacement) -> Self {
        let [start, end] = [start, end].map(|place| u32::try_from(place).unwrap_or_default());
        Self(start | (end - start - 1) << 16 | replacement.number() << 17)
    }
}

impl From<Lacking> for Unsupported {
    fn from(Lacking(bits): Lacking) -> Self {
        let start = (bits & 0xFFFF) as usize;
        let end = start + 1 + (bits >> 16 & 1) as usize;
        Self { start, end, replacement: Replacement::numbered(bits >> 17).text() }
    }
}

/// Finds them.
pub(super) fn find(units: &[u16], rules: &Rules, lacking: &mut List<Lacking, MAX_TEXT>) {
    let characters = Characters::get();
    let tables = rules.best_tables(units);
    let (mut start, mut letter) = (0, SURROGATE);
    while let Some((code, end)) = code_point(units, start) {
        // No character beyond 16 bits is in the alphabet, and none is replaced.
        let unit = u16::try_from(code).unwrap_or(SURROGATE);
        if rules.septets_in(tables, unit) == 0 {
            let mut replacement = characters.replacement(unit);
            if replacement.is_some() && smart_encoding::compose(letter, unit, rules).is_some() {
                replacement = Replacement::NONE;
            }
            lacking.push(Lacking::new(start, end, replacement));
        }
        (start, letter) = (end, unit);
    }
}
