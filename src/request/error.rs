//! Why a request could not be built. Nothing was sent then.

use std::fmt;

/// Why a request could not be built. Nothing was sent then.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The account SID is not `AC` and 32 hexadecimal digits.
    AccountSid,
    /// The API key is not `SK` and 32 hexadecimal digits.
    ApiKey,
    /// A parameter without which the call makes no sense is missing.
    MissingParameter {
        /// The operation.
        operation: &'static str,
        /// The parameter.
        parameter: &'static str,
    },
    /// The next page is not a page of the same list on the same host.
    Page,
    /// An edge or region is not a label of a host name.
    Place {
        /// `edge` or `region`.
        what: &'static str,
    },
    /// The token or secret is empty, too long, or holds control characters.
    Secret,
    /// A SID is not of the kind the operation takes.
    Sid {
        /// The operation.
        operation: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// The prefixes it may have.
        prefixes: &'static [&'static str],
    },
    /// The operation has no such parameter.
    UnknownParameter {
        /// The operation.
        operation: &'static str,
        /// The name that was given, cut after 40 characters.
        parameter: String,
        /// The parameter of that name in another spelling.
        meant: Option<&'static str>,
    },
    /// The operation does not exist.
    UnknownOperation,
    /// A parameter has a value of the wrong type.
    WrongKind {
        /// The operation.
        operation: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// What it takes.
        wanted: &'static str,
        /// What it was given.
        given: &'static str,
    },
}

impl Error {
    /// Every code this domain has, those of [`Failure`](crate::request::Failure) included.
    pub const CODES: &[&str] = &[
        "ERR_SEND_ABORTED",
        "ERR_SEND_ANSWER",
        "ERR_SEND_ARGUMENT",
        "ERR_SEND_CONFIG",
        "ERR_SEND_NETWORK",
        "ERR_SEND_PAGE",
        "ERR_SEND_RATE_LIMITED",
        "ERR_SEND_REDIRECT",
        "ERR_SEND_REJECTED",
        "ERR_SEND_SERVER",
        "ERR_SEND_TIMEOUT",
        "ERR_SEND_TOO_LONG",
    ];

    /// The stable name of this error, `code` in JavaScript.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AccountSid | Self::ApiKey | Self::Place { .. } | Self::Secret => {
                "ERR_SEND_CONFIG"
            }
            Self::Page => "ERR_SEND_PAGE",
            Self::MissingParameter { .. }
            | Self::Sid { .. }
            | Self::UnknownOperation
            | Self::UnknownParameter { .. }
            | Self::WrongKind { .. } => "ERR_SEND_ARGUMENT",
        }
    }

    /// Whether the caller's program is at fault rather than a value: a `TypeError` in JavaScript.
    #[must_use]
    pub const fn is_type_error(&self) -> bool {
        matches!(
            self,
            Self::MissingParameter { .. } | Self::UnknownParameter { .. } | Self::WrongKind { .. }
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AccountSid => f.write_str("accountSid must be AC and 32 hexadecimal digits"),
            Self::ApiKey => f.write_str("apiKey must be SK and 32 hexadecimal digits"),
            Self::MissingParameter { operation, parameter } => {
                write!(f, "{operation}: {parameter} is required")
            }
            Self::Page => {
                f.write_str("the next page is not a page of the same list on the same host")
            }
            Self::Place { what } => {
                write!(f, "{what} must be 1 to 32 lower-case letters, digits and hyphens")
            }
            Self::Secret => {
                f.write_str("the token or secret is empty, too long or holds control characters")
            }
            Self::Sid { operation, parameter, prefixes } => {
                write!(
                    f,
                    "{operation}: {parameter} must be {} and 32 hexadecimal digits",
                    prefixes.join(" or ")
                )
            }
            Self::UnknownOperation => f.write_str("there is no such operation"),
            Self::UnknownParameter { operation, parameter, meant } => {
                write!(f, "{operation}: there is no parameter \"{}\"", parameter.escape_default())?;
                meant.map_or(Ok(()), |name| write!(f, "; it is spelled {name}"))
            }
            Self::WrongKind { operation, parameter, wanted, given } => {
                write!(f, "{operation}: {parameter} must be {wanted}, got {given}")
            }
        }
    }
}

impl std::error::Error for Error {}
