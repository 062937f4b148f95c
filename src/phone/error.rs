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
    /// Writes what the error says. Without the machinery of `format!`, which would be a tenth of
    /// the code that is shipped.
    pub(crate) fn write(&self, out: &mut impl fmt::Write) -> fmt::Result {
        match self {
            Self::Country(error) => error.write(out),
            Self::NotAssigned { calling_code } => {
                out.write_str("no number of +")?;
                write_decimal(*calling_code, out)?;
                out.write_str(" like this is assigned")
            }
            Self::NotPossible { calling_code, digits } => {
                out.write_str("no number of +")?;
                write_decimal(*calling_code, out)?;
                out.write_str(" has ")?;
                // A national number has at most 17.
                write_decimal(u16::try_from(*digits).unwrap_or_default(), out)?;
                out.write_str(" digits after the code")
            }
            Self::Unreadable(reason) => {
                out.write_str(reason.text())?;
                out.write_str(" (")?;
                out.write_str(reason.name())?;
                out.write_str(")")
            }
        }
    }
}

/// Writes a number of at most three digits.
pub(crate) fn write_decimal(number: u16, out: &mut impl fmt::Write) -> fmt::Result {
    for unit in [100, 10, 1] {
        if number >= unit {
            let [digit, _] = (number / unit % 10).to_le_bytes();
            out.write_char(char::from(b'0' + digit))?;
        }
    }
    Ok(())
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl std::error::Error for Error {}
