use std::fmt;

/// Why nothing could be signed or verified.
///
/// A signature that does not match is no error but the answer `false`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// A public key is not 32 bytes in base64, or no point of the curve.
    #[cfg(feature = "telnyx")]
    BadKey,
    /// The URL's `bodySHA256` is not the hash of the body, or is there twice.
    Body,
    /// A token is empty: anybody could sign with it.
    EmptyToken,
    /// The body is longer than [`MAX_BODY`](super::MAX_BODY).
    LongBody,
    /// A token is longer than [`MAX_TOKEN`](super::MAX_TOKEN).
    LongToken,
    /// The URL is longer than [`MAX_URL`](super::MAX_URL).
    LongUrl,
    /// There are more public keys than [`MAX_TOKENS`](super::MAX_TOKENS).
    #[cfg(feature = "telnyx")]
    ManyKeys,
    /// There are more parameters than [`MAX_PARAMS`](super::MAX_PARAMS).
    ManyParams,
    /// There are more tokens than [`MAX_TOKENS`](super::MAX_TOKENS).
    ManyTokens,
    /// There is no public key.
    #[cfg(feature = "telnyx")]
    NoKey,
    /// There is no token.
    NoToken,
    /// The time is no number of seconds.
    #[cfg(feature = "telnyx")]
    Time,
    /// A public key is one of small order: anybody could sign for it.
    #[cfg(feature = "telnyx")]
    WeakKey,
}

impl Error {
    /// Every code of this domain.
    ///
    /// `ERR_SIGNATURE_TEXT` is for strings that are no Unicode text, which only
    /// JavaScript has.
    pub const CODES: &[&str] = &[
        "ERR_SIGNATURE_BODY",
        "ERR_SIGNATURE_CONFIG",
        "ERR_SIGNATURE_TEXT",
        "ERR_SIGNATURE_TOO_LONG",
    ];

    /// The stable name of this error, `code` in JavaScript.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Body => "ERR_SIGNATURE_BODY",
            Self::EmptyToken | Self::LongToken | Self::ManyTokens | Self::NoToken => {
                "ERR_SIGNATURE_CONFIG"
            }
            #[cfg(feature = "telnyx")]
            Self::BadKey | Self::ManyKeys | Self::NoKey | Self::Time | Self::WeakKey => {
                "ERR_SIGNATURE_CONFIG"
            }
            Self::LongBody | Self::LongUrl | Self::ManyParams => "ERR_SIGNATURE_TOO_LONG",
        }
    }
}

impl Error {
    /// What it says. All of it is known beforehand, the caps too: a test compares them.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            #[cfg(feature = "telnyx")]
            Self::BadKey => "a public key is not 32 bytes in base64 that are a key",
            Self::Body => "the url does not hold the body's hash exactly once",
            Self::EmptyToken => "an auth token is empty",
            Self::LongBody => "the body is longer than 1048576 bytes",
            Self::LongToken => "an auth token is longer than 1024 bytes",
            Self::LongUrl => "the url is longer than 65536 bytes",
            #[cfg(feature = "telnyx")]
            Self::ManyKeys => "there are more than 5 public keys",
            Self::ManyParams => "there are more than 1000 parameters",
            Self::ManyTokens => "there are more than 5 auth tokens",
            #[cfg(feature = "telnyx")]
            Self::NoKey => "there is no public key",
            Self::NoToken => "there is no auth token",
            #[cfg(feature = "telnyx")]
            Self::Time => {
                "the time and the tolerance are whole seconds, the time as in Date.now() / 1000"
            }
            #[cfg(feature = "telnyx")]
            Self::WeakKey => "a public key is of small order: anybody could sign",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::super::{MAX_BODY, MAX_PARAMS, MAX_TOKEN, MAX_TOKENS, MAX_URL};
    use super::Error;

    #[test]
    fn messages_name_the_caps() {
        for (error, cap) in [
            (Error::LongBody, MAX_BODY),
            (Error::LongToken, MAX_TOKEN),
            (Error::LongUrl, MAX_URL),
            (Error::ManyParams, MAX_PARAMS),
            (Error::ManyTokens, MAX_TOKENS),
            #[cfg(feature = "telnyx")]
            (Error::ManyKeys, MAX_TOKENS),
        ] {
            assert!(error.to_string().contains(&format!(" {cap} ")), "{error}");
        }
    }
}
