use std::fmt;

use super::MAX_TEXT;
use super::words::write_decimal;

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
    /// Writes what the error says. It does without the macros of `fmt`, which would be a tenth of
    /// the module.
    pub(crate) fn write(&self, out: &mut impl fmt::Write) -> fmt::Result {
        let (before, number, behind) = match *self {
            Self::NoLanguages => return out.write_str(NO_LANGUAGES),
            Self::NotGsm7 { position } => (
                "text does not fit GSM-7, which has no character like that at offset ",
                position,
                "; replace it, or leave the encoding open",
            ),
            Self::TooLong { units } => ("text has ", units, " UTF-16 units, more than 65536"),
        };
        out.write_str(before)?;
        write_decimal(number, out)?;
        out.write_str(behind)
    }

    /// What the error says.
    #[cfg(feature = "segments-full")]
    pub(super) fn message(&self) -> String {
        let mut message = String::new();
        // A string takes whatever is written.
        let _ = self.write(&mut message);
        message
    }
}

const NO_LANGUAGES: &str = "national language tables are not in septet/segments: \
     import septet/segments-full (in Rust, the feature segments-full)";

// As the message says.
const _: () = assert!(MAX_TEXT == 65_536);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl std::error::Error for Error {}
