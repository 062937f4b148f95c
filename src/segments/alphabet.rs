//! The GSM 7-bit default alphabet and its extension table, 3GPP TS 23.038 6.2.1.

use super::tables::{OTHER_SEPTETS, SEPTETS};

/// True for a character that has a septet, or two.
pub(super) fn contains(character: char) -> bool {
    septets(character) > 0
}

/// Septets of `character`: 1, 2 for the extension table (the escape is one of
/// them), 0 where there are none.
#[inline]
pub(super) fn septets(character: char) -> u8 {
    let code = character as usize;
    match SEPTETS.get(code / 4) {
        Some(four) => four >> (code % 4 * 2) & 3,
        None => OTHER_SEPTETS
            .iter()
            .find(|(other, _)| *other == character)
            .map_or(0, |&(_, septets)| septets),
    }
}
