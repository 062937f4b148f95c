//! Where requests go, and how they are built.

use std::borrow::Cow;
use std::fmt;

use crate::form;
use crate::request::{Error, Kind, Method, Operation, Placement, Value};

/// An account at a place: all that a request needs except the secret.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Endpoint {
    account_sid: String,
    /// `.edge.region`, or nothing.
    place: String,
}

/// Which of Twilio's data centers are asked; by default, the API's own choice.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Place<'a> {
    /// Where the request enters Twilio's network. Alone it means region `us1`.
    pub edge: Option<&'a str>,
    /// Where it is processed. The credentials must be of that region.
    pub region: Option<&'a str>,
}

/// A request that is ready for an HTTP client.
///
/// Redirects must not be followed, and a `POST` must not be repeated by itself.
#[derive(Clone, Eq, PartialEq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The whole URL. It never holds a credential.
    pub url: String,
    /// Header names, in lower case, and values. `authorization` is a secret.
    pub headers: Vec<(&'static str, String)>,
    /// The body of a `POST`.
    pub body: Option<String>,
}

impl Endpoint {
    /// The endpoint of an account.
    ///
    /// # Errors
    ///
    /// [`Error::AccountSid`] and [`Error::Place`] for what cannot be part of a URL.
    pub fn new(account_sid: &str, place: Place<'_>) -> Result<Self, Error> {
        if !is_sid(account_sid, &["AC"]) {
            return Err(Error::AccountSid);
        }
        let edge = label("edge", place.edge)?;
        let region = label("region", place.region.or(place.edge.map(|_| "us1")))?;
        Ok(Self { account_sid: account_sid.to_owned(), place: edge + &region })
    }

    /// The request for `operation`, without its authorization.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownParameter`], [`Error::MissingParameter`], [`Error::WrongKind`] and [`Error::Sid`], by their
    /// names.
    pub fn request(
        &self,
        operation: &Operation,
        parameters: &[(&str, Value<'_>)],
    ) -> Result<Request, Error> {
        let mut path = operation.path.replace("{AccountSid}", &self.account_sid);
        let mut pairs: Vec<(&str, Cow<'_, str>)> = Vec::with_capacity(parameters.len());
        let mut given = Vec::with_capacity(parameters.len());
        for (name, value) in parameters {
            let parameter = operation.parameter(name)?;
            let wrong = |given| Error::WrongKind {
                operation: operation.name,
                parameter: parameter.name,
                wanted: parameter.kind.wanted(),
                given,
            };
            if parameter.kind != Kind::List && given.contains(&parameter.name) {
                return Err(wrong("several"));
            }
            given.push(parameter.name);
            let text = parameter.write(value).ok_or_else(|| wrong(value.given()))?;
            match parameter.place {
                Placement::Form => pairs.push((parameter.wire, text)),
                Placement::Sid(prefixes) if is_sid(&text, prefixes) => {
                    path = path.replace(&format!("{{{}}}", parameter.wire), &text);
                }
                Placement::Sid(prefixes) => {
                    let (operation, parameter) = (operation.name, parameter.name);
                    return Err(Error::Sid { operation, parameter, prefixes });
                }
            }
        }
        let needed = operation.parameters.iter().filter(|parameter| parameter.required);
        match needed.map(|parameter| parameter.name).find(|name| !given.contains(name)) {
            Some(parameter) => {
                Err(Error::MissingParameter { operation: operation.name, parameter })
            }
            None => Ok(self.assemble(operation, &path, &form::serialize(pairs))),
        }
    }

    /// The request for the next page of a list, from the `next_page_uri` of the page before.
    ///
    /// # Errors
    ///
    /// [`Error::Page`] unless the URI leads to the same list on the same host: the
    /// credentials must go nowhere else.
    pub fn next_page(&self, operation: &Operation, uri: &str) -> Result<Request, Error> {
        let origin = self.origin(operation);
        let path = operation.path.replace("{AccountSid}", &self.account_sid);
        let uri = uri.strip_prefix(origin.as_str()).unwrap_or(uri);
        let query = uri.strip_prefix(path.as_str()).and_then(|rest| rest.strip_prefix('?'));
        let query = query.filter(|query| query.bytes().all(is_query_byte) && query.len() <= 4096);
        Ok(self.assemble(operation, &path, query.ok_or(Error::Page)?))
    }

    fn origin(&self, operation: &Operation) -> String {
        format!("https://{}{}.twilio.com", operation.product, self.place)
    }

    fn assemble(&self, operation: &Operation, path: &str, form: &str) -> Request {
        let mut url = self.origin(operation) + path;
        let mut headers = vec![("accept", "application/json".to_owned())];
        let body = match operation.method {
            Method::Get => {
                if !form.is_empty() {
                    url.push('?');
                    url.push_str(form);
                }
                None
            }
            Method::Post => {
                headers.push(("content-type", "application/x-www-form-urlencoded".to_owned()));
                Some(form.to_owned())
            }
        };
        Request { method: operation.method, url, headers, body }
    }
}

/// Shows neither the secret nor the content of the message.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

/// Whether `text` is a SID: one of `prefixes`, then 32 hexadecimal digits.
pub(super) fn is_sid(text: &str, prefixes: &[&str]) -> bool {
    prefixes
        .iter()
        .filter_map(|prefix| text.strip_prefix(prefix))
        .any(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// `.name`, where `name` can be a label of a host.
fn label(what: &'static str, name: Option<&str>) -> Result<String, Error> {
    let Some(name) = name else { return Ok(String::new()) };
    let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let fits = (1..=32).contains(&name.len()) && name.bytes().all(legal);
    if fits { Ok(format!(".{name}")) } else { Err(Error::Place { what }) }
}

/// Whether `byte` may stand in a query without ending it.
fn is_query_byte(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b'#'
}
