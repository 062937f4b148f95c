//! The GSM 7-bit default alphabet and its extension table, 3GPP TS 23.038 6.2.1.

use super::LanguageTables;
use super::tables::{OTHER_SEPTETS, SEPTETS};

/// True for a character that has a septet, or two.
#[cfg(feature = "segments-full")]
pub(super) fn contains(character: char) -> bool {
    septets(character) > 0
}

/// [`septets_of_unit`] for a whole character.
#[cfg(feature = "segments-full")]
pub(super) fn septets(character: char) -> u8 {
    u16::try_from(character).map_or(0, septets_of_unit)
}

/// Septets of a character of 16 bits: 1, 2 for the extension table (the escape is
/// one of them), 0 where there are none, as of every half of a surrogate pair.
#[inline]
pub(super) fn septets_of_unit(unit: u16) -> u8 {
    let code = usize::from(unit);
    match SEPTETS.get(code / 4) {
        Some(four) => four >> (code % 4 * 2) & 3,
        None => OTHER_SEPTETS
            .iter()
            .find(|(other, _)| *other == unit)
            .map_or(0, |&(_, septets)| septets),
    }
}

/// [`septets_of_unit`] in national tables, if these are in use.
#[inline]
pub(super) fn septets_in(tables: Option<LanguageTables>, unit: u16) -> u8 {
    #[cfg(feature = "segments-full")]
    if let Some(tables) = tables {
        return super::national::septets(tables, unit);
    }
    let _ = tables;
    septets_of_unit(unit)
}
