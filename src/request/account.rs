//! Accounts with their secret.

use std::fmt;

use base64ct::{Base64, Encoding as _};
use zeroize::Zeroizing;

use crate::request::endpoint::is_sid;
use crate::request::{Endpoint, Error, MAX_CREDENTIAL, Operation, Place, Request, Value};

/// How an account proves who it is. `auth_token` and `api_secret` are secrets.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Credentials<'a> {
    /// An API key of the account.
    Key {
        /// `AC` and 32 hexadecimal digits.
        account_sid: &'a str,
        /// `SK` and 32 hexadecimal digits.
        api_key: &'a str,
        /// The secret of the key.
        api_secret: &'a str,
    },
    /// The account's own token.
    Token {
        /// `AC` and 32 hexadecimal digits.
        account_sid: &'a str,
        /// The token.
        auth_token: &'a str,
    },
}

impl Credentials<'_> {
    /// The account.
    #[must_use]
    pub const fn account_sid(&self) -> &str {
        match self {
            Self::Key { account_sid, .. } | Self::Token { account_sid, .. } => account_sid,
        }
    }

    /// The value of the header `Authorization` (RFC 7617 2). It is a secret.
    ///
    /// # Errors
    ///
    /// [`Error::AccountSid`], [`Error::ApiKey`] and [`Error::Secret`] for
    /// what Twilio never issues.
    pub fn authorization(&self) -> Result<String, Error> {
        let (user, secret) = match self {
            Self::Key { api_key, .. } if !is_sid(api_key, &["SK"]) => return Err(Error::ApiKey),
            Self::Token { account_sid, .. } if !is_sid(account_sid, &["AC"]) => {
                return Err(Error::AccountSid);
            }
            Self::Key { api_key, api_secret, .. } => (api_key, api_secret),
            Self::Token { account_sid, auth_token } => (account_sid, auth_token),
        };
        if secret.is_empty() || secret.len() > MAX_CREDENTIAL || secret.contains(char::is_control) {
            return Err(Error::Secret);
        }
        // Sized before it is filled, so that no shorter copy is left behind unwiped.
        let mut pair = Zeroizing::new(String::with_capacity(user.len() + 1 + secret.len()));
        pair.extend([user, ":", secret]);
        let mut header = String::with_capacity(PREFIX.len() + pair.len() * 2);
        header.push_str(PREFIX);
        header.push_str(&Zeroizing::new(Base64::encode_string(pair.as_bytes())));
        Ok(header)
    }
}

/// Shows the account alone.
impl fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credentials").field(&self.account_sid()).finish()
    }
}

/// An account that can make requests. It holds a secret, which `Debug` does not show.
#[derive(Clone)]
pub struct Account {
    endpoint: Endpoint,
    authorization: Zeroizing<String>,
}

impl Account {
    /// The account of `credentials`, at `place`.
    ///
    /// # Errors
    ///
    /// As [`Credentials::authorization`] and [`Endpoint::new`].
    pub fn new(credentials: Credentials<'_>, place: Place<'_>) -> Result<Self, Error> {
        let endpoint = Endpoint::new(credentials.account_sid(), place)?;
        Ok(Self { endpoint, authorization: credentials.authorization()?.into() })
    }

    /// The request for `operation`, with its authorization.
    ///
    /// # Errors
    ///
    /// As [`Endpoint::request`].
    pub fn request(
        &self,
        operation: &Operation,
        parameters: &[(&str, Value<'_>)],
    ) -> Result<Request, Error> {
        self.endpoint.request(operation, parameters).map(|request| self.authorize(request))
    }

    /// The request for the next page of a list.
    ///
    /// # Errors
    ///
    /// As [`Endpoint::next_page`].
    pub fn next_page(&self, operation: &Operation, uri: &str) -> Result<Request, Error> {
        self.endpoint.next_page(operation, uri).map(|request| self.authorize(request))
    }

    fn authorize(&self, mut request: Request) -> Request {
        request.headers.push(("authorization", self.authorization.to_string()));
        request
    }
}

/// Shows the endpoint alone.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

const PREFIX: &str = "Basic ";
