//! Operations as data.

use std::borrow::Cow;

use crate::request::{Error, Resource, date, messages};

/// One call of the API: where it goes and what it takes.
#[derive(Debug)]
pub struct Operation {
    /// `messages.create` and the like, as JavaScript calls it.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The first label of the host.
    pub product: &'static str,
    /// The path, with `{Name}` where a parameter or the account SID goes.
    pub path: &'static str,
    /// Every parameter there is.
    pub parameters: &'static [Parameter],
    /// The member of the answer that holds the items, if the answer is a page of a list.
    pub items: Option<&'static str>,
    /// What the answer describes.
    pub resource: &'static Resource,
}

/// The operation of that name.
#[must_use]
pub fn operation(name: &str) -> Option<&'static Operation> {
    messages::OPERATIONS.iter().find(|operation| operation.name == name)
}

impl Operation {
    /// The parameter of that name.
    pub(super) fn parameter(&self, name: &str) -> Result<&'static Parameter, Error> {
        self.parameters.iter().find(|parameter| parameter.name == name).ok_or_else(|| {
            let meant = self.parameters.iter().find(|parameter| parameter.is_spelled(name));
            Error::UnknownParameter {
                operation: self.name,
                parameter: name.chars().take(40).collect(),
                meant: meant.map(|parameter| parameter.name),
            }
        })
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Method {
    /// Reads.
    Get,
    /// Creates and changes.
    Post,
}

impl Method {
    /// The method as HTTP spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A parameter of an operation.
#[derive(Debug)]
pub struct Parameter {
    /// The name callers use, in camelCase.
    pub name: &'static str,
    /// The name the API uses.
    pub wire: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Where it goes.
    pub place: Placement,
    /// Whether a call without it is refused.
    pub required: bool,
}

impl Parameter {
    /// The value as the API takes it, or the kind that was wanted.
    pub(super) fn write<'a>(&self, value: &'a Value<'a>) -> Option<Cow<'a, str>> {
        match (self.kind, value) {
            (Kind::Boolean, Value::Boolean(true)) => Some("true".into()),
            (Kind::Boolean, Value::Boolean(false)) => Some("false".into()),
            (Kind::Date, Value::Date(time)) => date::iso8601(*time).map(Cow::Owned),
            (Kind::Integer, Value::Number(text)) if is_integer(text) => Some(Cow::Borrowed(text)),
            (Kind::Number, Value::Number(text)) if is_decimal(text) => Some(Cow::Borrowed(text)),
            (Kind::List, Value::Item(text))
            | (Kind::Date | Kind::List | Kind::Text, Value::Text(text)) => {
                Some(Cow::Borrowed(text))
            }
            _ => None,
        }
    }

    /// Whether `name` is this parameter's in `PascalCase` or `snake_case`.
    fn is_spelled(&self, name: &str) -> bool {
        let letters = name.chars().filter(|ch| *ch != '_').map(|ch| ch.to_ascii_lowercase());
        letters.eq(self.name.chars().map(|ch| ch.to_ascii_lowercase()))
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Placement {
    /// Into the form of a POST or the query of a GET.
    Form,
    /// Into the path: a SID that starts with one of these and has 32 hexadecimal digits.
    Sid(&'static [&'static str]),
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A date, or a text that names one.
    Date,
    /// A whole number.
    Integer,
    /// One text or several.
    List,
    /// A number.
    Number,
    /// A text.
    Text,
}

impl Kind {
    /// What a caller should have given, for messages.
    pub(super) const fn wanted(self) -> &'static str {
        match self {
            Self::Boolean => "a boolean",
            Self::Date => "a valid Date or a string",
            Self::Integer => "a whole number",
            Self::List => "a string or an array of strings",
            Self::Number => "a finite number",
            Self::Text => "a string",
        }
    }
}

/// A value that a caller gives. A list is the same name several times.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// A boolean.
    Boolean(bool),
    /// A moment, in milliseconds since 1970 in UTC.
    Date(i64),
    /// One member of a list.
    Item(Cow<'a, str>),
    /// A number in decimal digits.
    Number(Cow<'a, str>),
    /// A text.
    Text(Cow<'a, str>),
}

impl Value<'_> {
    /// What was given, for messages.
    pub(super) const fn given(&self) -> &'static str {
        match self {
            Self::Boolean(_) => "a boolean",
            Self::Date(_) => "a date",
            Self::Item(_) => "an array",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Self::Number(Cow::Owned(value.to_string()))
    }
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    (1..=16).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_decimal(text: &str) -> bool {
    match text.split_once('.') {
        None => is_integer(text),
        Some((whole, part)) => is_integer(whole) && !part.starts_with('-') && is_integer(part),
    }
}
