//! What an answer means, above all whether a message was sent.

use crate::request::{Method, date};

/// What came back for a request, as far as the caller got.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reply<'a> {
    /// The HTTP status, if any answer began.
    pub status: Option<u16>,
    /// The header `Twilio-Request-Id`.
    pub request_id: Option<&'a str>,
    /// The header `Retry-After`.
    pub retry_after: Option<&'a str>,
    /// Now, in milliseconds since 1970.
    pub now: i64,
    /// How the answer ended.
    pub end: End,
    /// The members of the JSON body that are texts, numbers or booleans, as text.
    pub members: &'a [(&'a str, &'a str)],
}

/// How an answer ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum End {
    /// The caller gave up.
    Aborted,
    /// It was read to its end and is a JSON object.
    Complete,
    /// The connection broke, or never was.
    Lost,
    /// It did not end in time.
    TimedOut,
    /// It is longer than [`MAX_ANSWER`](crate::request::MAX_ANSWER).
    TooLong,
    /// It was read to its end and is no JSON object.
    Unreadable,
}

/// Why a call failed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Failure {
    /// The stable name, `code` in JavaScript.
    pub code: &'static str,
    /// What happened, for people.
    pub message: String,
    /// Whether something was sent.
    pub outcome: Outcome,
    /// The HTTP status.
    pub status: Option<u16>,
    /// Twilio's error code: `https://www.twilio.com/docs/errors/<code>`.
    pub twilio_code: Option<u32>,
    /// Where Twilio explains the error.
    pub more_info: Option<String>,
    /// What Twilio's support asks for.
    pub request_id: Option<String>,
    /// Seconds to wait, if the answer names a time.
    pub retry_after: Option<u32>,
}

/// Whether a failed call has sent something.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// Surely not: the call may be repeated.
    NotSent,
    /// Surely: only the answer was lost.
    Sent,
    /// It cannot be known: repeating the call may send twice.
    Unknown,
}

impl Outcome {
    /// The name in JavaScript.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not-sent",
            Self::Sent => "sent",
            Self::Unknown => "unknown",
        }
    }
}

/// Says whether `reply` is a success, and what it means if it is not.
///
/// A read sends nothing. For anything else the status decides: 2xx, sent; 4xx,
/// not sent, except 408 and 409, which do not say that nothing was done; anything
/// else, or no status at all, unknown.
///
/// # Errors
///
/// [`Failure`] unless the status is 2xx and the body a JSON object.
pub fn classify(method: Method, reply: &Reply<'_>) -> Result<(), Failure> {
    if reply.end == End::Complete && matches!(reply.status, Some(200..=299)) {
        return Ok(());
    }
    let twilio_code = reply.member("code").and_then(|code| code.parse().ok());
    Err(Failure {
        code: code(reply),
        message: message(reply, twilio_code),
        outcome: outcome(method, reply.status),
        status: reply.status,
        twilio_code,
        more_info: reply.member("more_info").filter(|url| is_token(url)).map(str::to_owned),
        request_id: reply.request_id.filter(|id| is_token(id)).map(str::to_owned),
        retry_after: reply.retry_after.and_then(|text| seconds(text.trim(), reply.now)),
    })
}

impl<'a> Reply<'a> {
    fn member(&self, name: &str) -> Option<&'a str> {
        self.members.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

const fn outcome(method: Method, status: Option<u16>) -> Outcome {
    match (method, status) {
        (Method::Get, _) => Outcome::NotSent,
        (_, Some(200..=299)) => Outcome::Sent,
        (_, Some(408 | 409)) => Outcome::Unknown,
        (_, Some(400..=499)) => Outcome::NotSent,
        _ => Outcome::Unknown,
    }
}

/// A status that is no success says more than how its body ended.
const fn code(reply: &Reply<'_>) -> &'static str {
    match (reply.status, reply.end) {
        (Some(429), _) => "ERR_SEND_RATE_LIMITED",
        (Some(300..=399), _) => "ERR_SEND_REDIRECT",
        (Some(400..=499), _) => "ERR_SEND_REJECTED",
        (Some(500..), _) => "ERR_SEND_SERVER",
        (_, End::Aborted) => "ERR_SEND_ABORTED",
        (_, End::TimedOut) => "ERR_SEND_TIMEOUT",
        (None, _) => "ERR_SEND_NETWORK",
        (Some(_), _) => "ERR_SEND_ANSWER",
    }
}

fn message(reply: &Reply<'_>, twilio_code: Option<u32>) -> String {
    let said = ["message", "detail", "title"].into_iter().find_map(|name| reply.member(name));
    let text = match (said, reply.end) {
        (Some(said), _) => clean(said),
        (_, End::Aborted) => "the call was aborted".to_owned(),
        (_, End::Lost) => "the connection failed".to_owned(),
        (_, End::TimedOut) => "no complete answer in time".to_owned(),
        (_, End::TooLong) => "the answer is too long".to_owned(),
        (_, End::Unreadable) => "the answer is not a JSON object".to_owned(),
        (_, End::Complete) => "the answer names no reason".to_owned(),
    };
    match (reply.status, twilio_code) {
        (Some(status), Some(code)) => format!("[HTTP {status}] {text} (error {code})"),
        (Some(status), None) => format!("[HTTP {status}] {text}"),
        (None, _) => text,
    }
}

/// At most 300 characters of `text`, without control characters, which do not belong into logs.
fn clean(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_control()).take(300).collect()
}

/// Whether `text` is one word of ASCII, as ids and URLs are.
fn is_token(text: &str) -> bool {
    (1..=300).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// `Retry-After` (RFC 9110 10.2.3): seconds, or a date.
fn seconds(text: &str, now: i64) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    // A part of a second is a whole one: to come too early is refused again.
    let wait = date::http_date(text)?.saturating_sub(now).max(0);
    u32::try_from(wait.saturating_add(999) / 1000).ok()
}
