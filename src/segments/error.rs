use std::fmt;

use super::MAX_TEXT;

/// Why a text was not measured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// GSM-7 is demanded, and the text has a character that it does not have.
    NotGsm7 {
        /// Where the first such character begins, in UTF-16 code units.
        position: usize,
    },
    /// The text is longer than [`MAX_TEXT`].
    TooLong {
        /// Its length in UTF-16 code units.
        units: usize,
    },
}

impl Error {
    /// Every code of this domain. Options that do not exist can be given in
    /// JavaScript alone, so no variant has the code for them.
    pub const CODES: &'static [&'static str] =
        &["ERR_SEGMENTS_NOT_GSM7", "ERR_SEGMENTS_OPTION", "ERR_SEGMENTS_TOO_LONG"];

    /// The stable name of this error, `code` in JavaScript.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::segments::{Encoding, Options, segment};
    ///
    /// let options = Options { encoding: Some(Encoding::Gsm7), ..Options::default() };
    /// let error = segment("it’s", &options).unwrap_err();
    /// assert_eq!(error.code(), "ERR_SEGMENTS_NOT_GSM7");
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotGsm7 { .. } => "ERR_SEGMENTS_NOT_GSM7",
            Self::TooLong { .. } => "ERR_SEGMENTS_TOO_LONG",
        }
    }
}

#[cfg(feature = "segments-full")]
impl Error {
    /// What the error says.
    pub(crate) fn message(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotGsm7 { position } => {
                write!(
                    f,
                    "text does not fit GSM-7, which has no character like that at offset {position}; \
                     replace it, or leave the encoding open"
                )
            }
            Self::TooLong { units } => {
                write!(f, "text has {units} UTF-16 units, more than {MAX_TEXT}")
            }
        }
    }
}

impl std::error::Error for Error {}
