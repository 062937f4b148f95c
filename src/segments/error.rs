use std::fmt;

use super::MAX_TEXT;
use super::words::decimal;

/// Why a text was not measured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// National language tables are asked for, and this build has none: they take the feature
    /// `segments-full`, in JavaScript `septet/segments-full`.
    NoLanguages,
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
    /// Every code of this domain.
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
            Self::NoLanguages => "ERR_SEGMENTS_OPTION",
            Self::NotGsm7 { .. } => "ERR_SEGMENTS_NOT_GSM7",
            Self::TooLong { .. } => "ERR_SEGMENTS_TOO_LONG",
        }
    }
}

impl Error {
    /// What the error says. It does without `fmt`, which would be a tenth of the module.
    pub(crate) fn message(&self) -> String {
        let (before, number, behind) = match *self {
            Self::NoLanguages => return String::from(NO_LANGUAGES),
            Self::NotGsm7 { position } => (
                "text does not fit GSM-7, which has no character like that at offset ",
                position,
                "; replace it, or leave the encoding open",
            ),
            Self::TooLong { units } => ("text has ", units, " UTF-16 units, more than 65536"),
        };
        let mut message = String::from(before);
        message.push_str(&decimal(number));
        message.push_str(behind);
        message
    }
}

const NO_LANGUAGES: &str = "national language tables are not in septet/segments: \
     import septet/segments-full (in Rust, the feature segments-full)";

// As the message says.
const _: () = assert!(MAX_TEXT == 65_536);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}
