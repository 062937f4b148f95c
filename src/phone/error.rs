use std::fmt;

use super::{Reason, UnknownCountry};

/// Why a text gives no number that can be used.
///
/// No message holds the number.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The country in which the number is dialed is none.
    Country(UnknownCountry),
    /// No number like this is assigned.
    NotAssigned {
        /// The calling code of the number.
        calling_code: u16,
    },
    /// Numbers of the calling code have other lengths.
    NotPossible {
        /// The calling code of the number.
        calling_code: u16,
        /// The digits of its national number.
        digits: usize,
    },
    /// The text is no number.
    Unreadable(Reason),
}

impl Error {
    /// Every code of this domain. A style that does not exist can be given in JavaScript
    /// alone, so no variant has the code for it.
    pub const CODES: &'static [&'static str] =
        &["ERR_PHONE_COUNTRY", "ERR_PHONE_INVALID", "ERR_PHONE_OPTION"];

    /// The stable name of this error, `code` in JavaScript.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::phone::to_e164;
    ///
    /// assert_eq!(to_e164("call me", None).unwrap_err().code(), "ERR_PHONE_INVALID");
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Country(_) => "ERR_PHONE_COUNTRY",
            Self::NotAssigned { .. } | Self::NotPossible { .. } | Self::Unreadable(_) => {
                "ERR_PHONE_INVALID"
            }
        }
    }
}

impl From<Reason> for Error {
    fn from(reason: Reason) -> Self {
        Self::Unreadable(reason)
    }
}

impl From<UnknownCountry> for Error {
    fn from(error: UnknownCountry) -> Self {
        Self::Country(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(error) => error.fmt(f),
            Self::NotAssigned { calling_code } => {
                write!(f, "no number of +{calling_code} like this is assigned")
            }
            Self::NotPossible { calling_code, digits } => {
                write!(f, "no number of +{calling_code} has {digits} digits after the code")
            }
            Self::Unreadable(reason) => write!(f, "{reason} ({})", reason.name()),
        }
    }
}

impl std::error::Error for Error {}
