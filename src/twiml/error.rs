//! Why a document was refused.

use std::fmt;

/// Why a document was refused.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// An element or an attribute has a name that XML does not allow.
    Name {
        /// The name, cut after 40 characters.
        name: String,
    },
    /// The document is longer than [`MAX_DOCUMENT`](crate::twiml::MAX_DOCUMENT).
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

    /// What it says. Made without the machinery of formatting, which is a third of a small module.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Name { name } => {
                let mut message = String::from("\"");
                message.extend(name.chars().flat_map(char::escape_default));
                message.push_str("\" is not a name that an XML element or attribute can have");
                message
            }
            Self::TooLong => String::from("document is longer than 65536 bytes"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}
