//! Phone numbers: what a text in any notation means, with the answers of libphonenumber.
//!
//! [`parse`] reads a number as people write it, [`parse_strict`] as a form should take it.
//! [`to_e164`] gives the form of a valid number that providers take, and [`is_e164`] tells
//! whether a text has that form. The numbering plans are those of the version
//! [`METADATA_VERSION`] of google/libphonenumber, and so is every answer.

#[cfg(feature = "phone-format")]
mod as_you_type;
mod candidate;
mod characters;
mod country;
#[cfg_attr(not(feature = "phone-format"), allow(dead_code, reason = "formatting uses the rest"))]
mod decode;
mod digits;
mod error;
mod extension;
#[cfg(feature = "phone-format")]
mod format;
#[cfg(feature = "phone-format")]
mod formats;
mod memory;
#[cfg_attr(not(feature = "phone-format"), allow(dead_code, reason = "formatting uses the rest"))]
mod metadata;
mod parse;
mod strict;
#[cfg_attr(not(feature = "phone-format"), allow(dead_code, reason = "formatting uses the rest"))]
mod tables;

use std::fmt;

pub use country::{Country, MAX_COUNTRY, UnknownCountry};
pub use error::Error;
#[cfg(feature = "wasm")]
pub(crate) use error::write_decimal;
#[cfg(feature = "phone-format")]
pub use format::Style;
#[cfg(feature = "wasm")]
pub(crate) use metadata::write_region;
#[cfg(feature = "wasm")]
pub(crate) use parse::{Parsed, parse as parse_bytes};
pub use tables::METADATA_VERSION;

/// A phone number.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct PhoneNumber {
    /// The form of ITU-T E.164: `+`, the calling code, the national number. No extension.
    pub e164: String,
    /// The region, ISO 3166-1 alpha-2; `001` for a calling code that belongs to none, and
    /// `None` where the number does not tell which of several it belongs to.
    pub country: Option<&'static str>,
    /// The calling code.
    pub calling_code: u16,
    /// The national significant number, its leading zeros included.
    pub national_number: String,
    /// The digits of the extension, as they are written.
    pub extension: Option<String>,
    /// What the number is for; `None` when no number like this is assigned.
    pub kind: Option<PhoneType>,
    /// Whether a number of the calling code can have this length, in the area at least.
    pub is_possible: bool,
}

impl PhoneNumber {
    /// Whether a number like this is assigned, as far as the numbering plan tells.
    ///
    /// Not checked: whether anybody has this number.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::phone::{Country, parse};
    ///
    /// assert!(parse("020 7946 0018", Some(Country::new("GB")?))?.is_valid());
    /// assert!(!parse("+1 200 555 0123", None)?.is_valid());
    /// # Ok::<(), septet::phone::Error>(())
    /// ```
    #[must_use]
    pub const fn is_valid(&self) -> bool {
        self.kind.is_some()
    }
}

#[cfg(feature = "phone-format")]
impl PhoneNumber {
    /// Writes the number, with its extension except in [`Style::E164`], as libphonenumber does.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::phone::{Style, parse};
    ///
    /// let number = parse("+442079460018", None)?;
    /// assert_eq!(number.format(Style::International), "+44 20 7946 0018");
    /// assert_eq!(number.format(Style::National), "020 7946 0018");
    /// assert_eq!(number.format(Style::Rfc3966), "tel:+44-20-7946-0018");
    /// # Ok::<(), septet::phone::Reason>(())
    /// ```
    #[must_use]
    pub fn format(&self, style: Style) -> String {
        format::format(self, style)
    }
}

/// What a number is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PhoneType {
    /// A fixed line.
    FixedLine,
    /// A mobile phone.
    Mobile,
    /// A fixed line or a mobile phone: the plan does not tell them apart.
    FixedLineOrMobile,
    /// Free for the caller.
    TollFree,
    /// Dearer than others for the caller.
    PremiumRate,
    /// Paid by caller and recipient together.
    SharedCost,
    /// Voice over IP.
    Voip,
    /// A number that follows a person.
    PersonalNumber,
    /// A pager.
    Pager,
    /// A universal access number: one for a whole company.
    Uan,
    /// A voice mailbox.
    Voicemail,
}

impl PhoneType {
    /// Every type, in order.
    pub const ALL: [Self; 11] = [
        Self::FixedLine,
        Self::Mobile,
        Self::FixedLineOrMobile,
        Self::TollFree,
        Self::PremiumRate,
        Self::SharedCost,
        Self::Voip,
        Self::PersonalNumber,
        Self::Pager,
        Self::Uan,
        Self::Voicemail,
    ];

    /// The name that libphonenumber gives it.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::phone::PhoneType;
    ///
    /// assert_eq!(PhoneType::TollFree.name(), "TOLL_FREE");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FixedLine => "FIXED_LINE",
            Self::Mobile => "MOBILE",
            Self::FixedLineOrMobile => "FIXED_LINE_OR_MOBILE",
            Self::TollFree => "TOLL_FREE",
            Self::PremiumRate => "PREMIUM_RATE",
            Self::SharedCost => "SHARED_COST",
            Self::Voip => "VOIP",
            Self::PersonalNumber => "PERSONAL_NUMBER",
            Self::Pager => "PAGER",
            Self::Uan => "UAN",
            Self::Voicemail => "VOICEMAIL",
        }
    }
}

/// Why a text is no phone number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reason {
    /// It has no calling code that is assigned, and no default country gives one.
    InvalidCountryCode,
    /// It has no shape that a number can have.
    NotANumber,
    /// Too few digits follow the international prefix.
    TooShortAfterIdd,
    /// Too few digits are left for a national number.
    TooShortNsn,
    /// It has more than 17 national digits, or more than [`MAX_INPUT`] UTF-16 units.
    TooLong,
}

impl Reason {
    /// The name that libphonenumber gives it.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::phone::parse;
    ///
    /// assert_eq!(parse("call me", None).unwrap_err().name(), "NOT_A_NUMBER");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidCountryCode => "INVALID_COUNTRY_CODE",
            Self::NotANumber => "NOT_A_NUMBER",
            Self::TooShortAfterIdd => "TOO_SHORT_AFTER_IDD",
            Self::TooShortNsn => "TOO_SHORT_NSN",
            Self::TooLong => "TOO_LONG",
        }
    }
}

impl Reason {
    /// What it means, in words.
    const fn text(self) -> &'static str {
        match self {
            Self::InvalidCountryCode => "the number has no known calling code",
            Self::NotANumber => "the text is no phone number",
            Self::TooShortAfterIdd => "the number is too short after the international prefix",
            Self::TooShortNsn => "the number is too short",
            Self::TooLong => "the number is too long",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl std::error::Error for Reason {}

/// Reads a number in any notation, as libphonenumber does: with text around it, letters for
/// digits, an extension, or as a `tel:` URI.
///
/// `default_country` is where a number without a calling code is dialed. A number that begins
/// with a plus sign needs none.
///
/// A number that is read need not exist: see [`PhoneNumber::is_valid`].
///
/// # Errors
///
/// The [`Reason`] why `input` is no number.
///
/// # Example
///
/// ```
/// use septet::phone::{Country, PhoneType, parse};
///
/// let number = parse("(020) 7946-0018 ext. 5", Some(Country::new("GB")?))?;
/// assert_eq!(number.e164, "+442079460018");
/// assert_eq!(number.extension.as_deref(), Some("5"));
/// assert_eq!(number.kind, Some(PhoneType::FixedLine));
/// # Ok::<(), septet::phone::Error>(())
/// ```
pub fn parse(input: &str, default_country: Option<Country>) -> Result<PhoneNumber, Reason> {
    parse::parse(input.as_bytes(), default_country, false).map(|number| number.number())
}

/// Reads a number as a form should take it: as [`parse`] does, but only when `input` holds the
/// number and nothing else.
///
/// A number can have a plus sign in front, an extension in any notation behind, every separator
/// that [`parse`] knows between its digits or around them, and white space around all. A
/// `tel:` URI (RFC 3966) is taken with no parameter but `;ext=`, so that whatever
/// [`parse_strict`] reads can be read again in every form that it can be written in.
///
/// # Errors
///
/// The [`Reason`] why `input` is no number; [`Reason::NotANumber`] as well for letters that
/// stand for digits, text before or after the number, a second plus sign and a second number.
///
/// # Example
///
/// ```
/// use septet::phone::{Country, Reason, parse_strict};
///
/// let us = Some(Country::new("US")?);
/// assert_eq!(parse_strict("(415) 555-2671 x5", us)?.e164, "+14155552671");
/// assert_eq!(parse_strict("call 415-555-2671", us), Err(Reason::NotANumber));
/// assert_eq!(parse_strict("1-800-FLOWERS", us), Err(Reason::NotANumber));
/// # Ok::<(), septet::phone::Error>(())
/// ```
pub fn parse_strict(input: &str, default_country: Option<Country>) -> Result<PhoneNumber, Reason> {
    parse::parse(input.as_bytes(), default_country, true).map(|number| number.number())
}

/// Reads a number as [`parse`] does, and gives the form of ITU-T E.164 when it is valid.
///
/// An extension is no part of that form.
///
/// # Errors
///
/// - [`Error::Unreadable`]: `input` is no number;
/// - [`Error::NotPossible`]: numbers of its calling code have other lengths;
/// - [`Error::NotAssigned`]: no number like this is assigned.
///
/// # Example
///
/// ```
/// use septet::phone::{Country, to_e164};
///
/// let gb = Some(Country::new("GB")?);
/// assert_eq!(to_e164("020 7946 0018", gb)?, "+442079460018");
///
/// let error = to_e164("020 7946 0018 00", gb).unwrap_err();
/// assert_eq!(error.to_string(), "no number of +44 has 12 digits after the code");
/// # Ok::<(), septet::phone::Error>(())
/// ```
pub fn to_e164(input: &str, default_country: Option<Country>) -> Result<String, Error> {
    let parsed = parse::parse(input.as_bytes(), default_country, false)?;
    let number = parsed.number();
    if number.is_valid() { Ok(number.e164) } else { Err(parsed.invalid()) }
}

/// Formats a number while it is typed: what libphonenumber's `AsYouTypeFormatter` shows after
/// the last key of `input`.
///
/// `input` are the keys: digits, and a plus sign before them. Text with anything else in it is
/// grouped already, and comes back as it is.
///
/// # Example
///
/// ```
/// use septet::phone::{Country, format_as_you_type};
///
/// let home = Some(Country::new("US")?);
/// assert_eq!(format_as_you_type("415555", home), "415-555");
/// assert_eq!(format_as_you_type("41555526", home), "(415) 555-26");
/// assert_eq!(format_as_you_type("+442079", None), "+44 20 79");
/// # Ok::<(), septet::phone::UnknownCountry>(())
/// ```
#[cfg(feature = "phone-format")]
#[must_use]
pub fn format_as_you_type(input: &str, default_country: Option<Country>) -> String {
    as_you_type::format_as_you_type(input, default_country)
}

/// The longest text that can be asked about, in UTF-16 code units.
pub const MAX_INPUT: usize = 250;

/// Whether `text` has the shape of an E.164 number: `+`, a digit from 1 to 9,
/// then 1 to 14 ASCII digits.
///
/// The upper bound, 15 digits, is ITU-T E.164 6.2.1. The Recommendation gives
/// no lower bound; the least that can stand is one digit of country code, none
/// of which begins with 0, and one of the number. This is the pattern
/// `^\+[1-9]\d{1,14}$` that Twilio documents for its numbers, with ASCII digits
/// only and nothing before or after, not even a line feed.
///
/// Not checked: whether the country code is assigned and the number can exist.
///
/// # Example
///
/// ```
/// use septet::phone::is_e164;
///
/// assert!(is_e164("+15005550006"));
/// assert!(!is_e164("5005550006"));
/// assert!(!is_e164("+1 500 555 0006"));
/// ```
#[must_use]
pub fn is_e164(text: &str) -> bool {
    is_e164_bytes(text.as_bytes())
}

/// The same for bytes.
pub(crate) fn is_e164_bytes(text: &[u8]) -> bool {
    match text {
        [b'+', b'1'..=b'9', rest @ ..] => {
            (1..=14).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}
