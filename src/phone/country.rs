use std::fmt;
use std::str::FromStr;

use super::decode::byte;
use super::metadata::{Plan, letters, place_of_region, region, write_region};

/// A country that has a numbering plan.
///
/// More exactly a region of ISO 3166-1, or one of `AC`, `TA` and `XK`, which stand beside it.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct Country {
    place: u8,
}

impl Country {
    /// Takes the two letters of ISO 3166-1, in any case.
    ///
    /// # Errors
    ///
    /// [`UnknownCountry`] for anything else: `UK` is none, nor are `en-GB` and `+44`, but the error
    /// knows what is meant.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::phone::Country;
    ///
    /// assert_eq!(Country::new("gb")?.as_str(), "GB");
    ///
    /// let error = Country::new("UK").unwrap_err();
    /// assert_eq!(error.to_string(), "unknown country \"UK\": use GB");
    /// # Ok::<(), septet::phone::UnknownCountry>(())
    /// ```
    pub fn new(text: &str) -> Result<Self, UnknownCountry> {
        Self::of_bytes(text.as_bytes())
    }

    /// The same for a text in UTF-8.
    pub(crate) fn of_bytes(text: &[u8]) -> Result<Self, UnknownCountry> {
        Self::known(text).ok_or_else(|| UnknownCountry::of(text))
    }

    /// The two letters, in upper case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        region(self.place())
    }

    /// The same, a byte each.
    #[cfg(feature = "wasm")]
    pub(crate) fn letters(self) -> [u8; 2] {
        letters(self.place()).unwrap_or_default()
    }

    /// The place of its plan in the tables.
    pub(super) fn place(self) -> usize {
        usize::from(self.place)
    }

    fn known(text: &[u8]) -> Option<Self> {
        place_of_region(text).map(|place| Self { place })
    }
}

impl FromStr for Country {
    type Err = UnknownCountry;

    fn from_str(text: &str) -> Result<Self, UnknownCountry> {
        Self::new(text)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Country").field(&self.as_str()).finish()
    }
}

/// A text that names no [`Country`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownCountry {
    /// The beginning of the text in ASCII, without anything that could disturb a log.
    shown: [u8; SHOWN],
    length: usize,
    suggestion: Option<Country>,
}

impl UnknownCountry {
    fn of(text: &[u8]) -> Self {
        let mut unknown = Self { shown: [b'?'; SHOWN], length: 0, suggestion: meant(text) };
        // One question mark for the first byte of a character, and nothing for those after it.
        for byte in text.iter().filter(|byte| !matches!(byte, 0x80..0xc0)) {
            if let Some(shown) = unknown.shown.get_mut(unknown.length)
                && (byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'+' | b'-' | b'_'))
            {
                *shown = *byte;
            }
            unknown.length += 1;
        }
        unknown
    }

    /// The country that was probably meant.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::phone::Country;
    ///
    /// for text in ["UK", "en-GB", " gb", "+44"] {
    ///     let error = Country::new(text).unwrap_err();
    ///     assert_eq!(error.suggestion().map(Country::as_str), Some("GB"));
    /// }
    /// ```
    #[must_use]
    pub const fn suggestion(&self) -> Option<Country> {
        self.suggestion
    }

    /// Writes what the error says.
    pub(super) fn write(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str("unknown country \"")?;
        for byte in self.shown.get(..self.length).unwrap_or(&self.shown) {
            out.write_char(char::from(*byte))?;
        }
        if self.length > SHOWN {
            out.write_str("...")?;
        }
        out.write_str("\": use ")?;
        let Some(country) = self.suggestion else {
            return out.write_str("two letters of ISO 3166-1, like GB");
        };
        write_region(country.place(), out)
    }
}

impl fmt::Display for UnknownCountry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl std::error::Error for UnknownCountry {}

/// Longest text that is looked at to tell which country is meant, in UTF-16 code units.
///
/// [`Country::new`] takes any text. JavaScript hands over no more than this of one.
pub const MAX_COUNTRY: usize = 40;

/// Most characters of an unknown country that an error shows.
const SHOWN: usize = 20;

/// What `text` says in another way: a locale by its last part, a calling code by the country
/// that it mainly belongs to.
fn meant(text: &[u8]) -> Option<Country> {
    let mut parts = text.rsplit(|byte| !byte.is_ascii_alphanumeric());
    let part = parts.find(|part| !part.is_empty())?;
    Country::known(part).or_else(|| mistaken(part)).or_else(|| of_code(part))
}

fn mistaken(text: &[u8]) -> Option<Country> {
    let &[first, second] = text else { return None };
    let (entries, _) = MISTAKEN.as_bytes().as_chunks();
    for [one, other, right @ ..] in entries as &[[u8; 4]] {
        // Letters and digits alone come here, of which no other is one of these letters then.
        if [*one, *other] == [first | 0x20, second | 0x20] {
            return Country::known(right);
        }
    }
    None
}

fn of_code(text: &[u8]) -> Option<Country> {
    if !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let (plan, length) = Plan::of_code(text)?;
    let is_country = length == text.len() && letters(plan.place()).is_some();
    is_country.then(|| Country { place: byte(plan.place()) })
}

/// Two letters that people write for a country, in lower case, and its letters behind them.
const MISTAKEN: &str = "ukGBenGBelGRcsCZdaDKheILhiINjaJPkoKRzhCNanCWbuMMddDEsuRUtpTLyuRSzrCD\
    aqNFbvNOgsFKhmAUpnNZtfREumUS";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_one_and_leads_to_a_country() {
        for entry in MISTAKEN.as_bytes().chunks(4) {
            let (wrong, right) = str::from_utf8(entry).unwrap().split_at(2);
            let error = Country::new(wrong).unwrap_err();
            assert_eq!(error.suggestion().map(Country::as_str), Some(right), "{wrong}");
            assert_eq!(error.to_string(), format!("unknown country \"{wrong}\": use {right}"));
        }
    }
}
