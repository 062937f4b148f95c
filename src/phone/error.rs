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

impl Error {
    /// What the error says. Without the machinery of `fmt`, which would be a tenth of the code
    /// that is shipped.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Country(error) => error.message(),
            Self::NotAssigned { calling_code } => {
                ["no number of +", &decimal((*calling_code).into()), " like this is assigned"]
                    .concat()
            }
            Self::NotPossible { calling_code, digits } => {
                let (code, digits) = (decimal((*calling_code).into()), decimal(*digits));
                ["no number of +", &code, " has ", &digits, " digits after the code"].concat()
            }
            Self::Unreadable(reason) => [reason.text(), " (", reason.name(), ")"].concat(),
        }
    }
}

/// A number in digits.
fn decimal(number: usize) -> String {
    let mut digits = String::new();
    let mut unit = 1;
    while number / unit >= 10 {
        unit *= 10;
    }
    while unit > 0 {
        // One of ten.
        digits.push(char::from(b'0' + u8::try_from(number / unit % 10).unwrap_or_default()));
        unit /= 10;
    }
    digits
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}
