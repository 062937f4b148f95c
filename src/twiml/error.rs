//! Why a document was refused.

use std::fmt;

use crate::twiml::MAX_DOCUMENT;

/// Why a document was refused.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// An element or an attribute has a name that XML does not allow.
    Name {
        /// The name, cut after 40 characters.
        name: String,
    },
    /// The document is longer than [`MAX_DOCUMENT`].
    TooLong,
}

impl Error {
    /// Every code this domain has.
    pub const CODES: &[&str] = &["ERR_TWIML_NAME", "ERR_TWIML_TOO_LONG"];

    /// The stable name of this error, `code` in JavaScript.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Name { .. } => "ERR_TWIML_NAME",
            Self::TooLong => "ERR_TWIML_TOO_LONG",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { name } => {
                write!(
                    f,
                    "\"{}\" is not a name that an XML element or attribute can have",
                    name.escape_default()
                )
            }
            Self::TooLong => write!(f, "document is longer than {MAX_DOCUMENT} bytes"),
        }
    }
}

impl std::error::Error for Error {}
