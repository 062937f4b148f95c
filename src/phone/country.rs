use std::fmt;
use std::str::FromStr;

use super::metadata::{Plan, place_of_region, region};

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
    /// [`UnknownCountry`] for anything else: `UK` is none, nor are `GBR`, `en-GB` and `+44`, but
    /// the error knows what is meant.
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
        Self::known(text.as_bytes()).ok_or_else(|| UnknownCountry::of(text))
    }

    /// The two letters, in upper case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        region(self.place()).unwrap_or_default()
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
    /// The beginning of the text, without anything that could disturb a log.
    shown: String,
    suggestion: Option<Country>,
}

impl UnknownCountry {
    fn of(text: &str) -> Self {
        let mut shown = String::new();
        for ch in text.chars() {
            if shown.len() == SHOWN {
                shown.push_str("...");
                break;
            }
            shown.push(if ch.is_ascii_alphanumeric() || matches!(ch, ' ' | '+' | '-' | '_') {
                ch
            } else {
                '?'
            });
        }
        Self { shown, suggestion: meant(text.as_bytes()) }
    }

    /// The country that was probably meant.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::phone::Country;
    ///
    /// for text in ["UK", "GBR", "en-GB", " gb", "+44"] {
    ///     let error = Country::new(text).unwrap_err();
    ///     assert_eq!(error.suggestion().map(Country::as_str), Some("GB"));
    /// }
    /// ```
    #[must_use]
    pub const fn suggestion(&self) -> Option<Country> {
        self.suggestion
    }
}

impl UnknownCountry {
    /// What the error says.
    pub(super) fn message(&self) -> String {
        let mend = self.suggestion.map_or("two letters of ISO 3166-1, like GB", Country::as_str);
        ["unknown country \"", &self.shown, "\": use ", mend].concat()
    }
}

impl fmt::Display for UnknownCountry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
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
    let part = text.trim_ascii().rsplit(|byte| matches!(byte, b'-' | b'_' | b'+')).next()?;
    Country::known(part).or_else(|| mistaken(part)).or_else(|| of_code(part))
}

fn mistaken(text: &[u8]) -> Option<Country> {
    MISTAKEN.as_bytes().split(|byte| *byte == b' ').find_map(|pair| match pair {
        [wrong @ .., b':', first, second] if wrong.eq_ignore_ascii_case(text) => {
            Country::known(&[*first, *second])
        }
        _ => None,
    })
}

fn of_code(text: &[u8]) -> Option<Country> {
    let digits = Some(text).filter(|text| text.iter().all(u8::is_ascii_digit))?;
    let (plan, length) = Plan::of_code(digits)?;
    Country::known(plan.region()?.as_bytes()).filter(|_| length == text.len())
}

/// What people write for a country, and its letters.
const MISTAKEN: &str = "\
    UK:GB EN:GB ENG:GB SCT:GB WLS:GB NIR:GB EL:GR UAE:AE KSA:SA RSA:ZA PRC:CN ROC:TW ROK:KR \
    CS:CZ DA:DK HE:IL HI:IN JA:JP KO:KR ZH:CN \
    AN:CW BU:MM DD:DE SU:RU TP:TL YU:RS ZR:CD \
    AQ:NF BV:NO GS:FK HM:AU PN:NZ TF:RE UM:US \
    ARE:AE ARG:AR AUS:AU AUT:AT BEL:BE BGR:BG BRA:BR CAN:CA CHE:CH CHL:CL CHN:CN COL:CO CZE:CZ DEU:DE DNK:DK EGY:EG \
    ESP:ES FIN:FI FRA:FR GBR:GB GER:DE GRC:GR HKG:HK HRV:HR HUN:HU IDN:ID IND:IN IRL:IE ISR:IL ITA:IT JPN:JP KEN:KE \
    KOR:KR MEX:MX MYS:MY NGA:NG NLD:NL NOR:NO NZL:NZ PAK:PK PER:PE PHL:PH POL:PL PRI:PR PRT:PT ROU:RO RUS:RU SAU:SA \
    SGP:SG SUI:CH SVK:SK SVN:SI SWE:SE THA:TH TUR:TR TWN:TW UKR:UA USA:US VNM:VN ZAF:ZA";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_one_and_leads_to_a_country() {
        for pair in MISTAKEN.split_ascii_whitespace() {
            let (wrong, right) = pair.split_once(':').unwrap();
            let error = Country::new(wrong).unwrap_err();
            assert_eq!(error.suggestion().map(Country::as_str), Some(right), "{wrong}");
            assert_eq!(error.to_string(), format!("unknown country \"{wrong}\": use {right}"));
        }
    }
}
