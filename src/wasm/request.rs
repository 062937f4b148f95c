//! Requests to Twilio's REST API, and the meaning of its answers.

use std::borrow::Cow;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::request::{
    self, Credentials, End, Endpoint, Error, Failure, FieldKind, Method, Operation, Place, Reply,
    Request, Value,
};
use crate::wasm::exchange::{self, Coded, Output, Parts};

impl Coded for Error {
    fn code(&self) -> &'static str {
        self.code()
    }
}

/// The `Authorization` of an account SID and token (`is_key` false), or of an
/// account SID, key and secret. Returns its bytes; it stays until the next call.
#[wasm_bindgen]
pub fn send_authorization(length: u32, is_key: bool) -> i32 {
    exchange::secret_parts(length, |mut parts, output| {
        let (account_sid, first, second) = (&*parts.text(), &*parts.text(), &*parts.text());
        let credentials = if is_key {
            Credentials::Key { account_sid, api_key: first, api_secret: second }
        } else {
            Credentials::Token { account_sid, auth_token: first }
        };
        exchange::answer(credentials.authorization(), output, write_text)
    })
}

/// Wipes the answer of the last call.
#[wasm_bindgen]
pub fn send_forget() {
    exchange::wipe();
}

/// Builds the request for an operation, account SID, edge, region, and pairs of
/// a parameter and its tagged value. Returns the number of parts of the answer.
#[wasm_bindgen]
pub fn send_request(length: u32) -> i32 {
    exchange::parts(length, |mut parts, output| {
        let result = target(&mut parts).and_then(|(operation, endpoint)| {
            let pairs: Vec<_> = std::iter::from_fn(|| pair(&mut parts)).collect();
            let pairs: Vec<_> =
                pairs.iter().map(|(name, value)| (&**name, value.clone())).collect();
            Ok((operation, endpoint.request(operation, &pairs)?))
        });
        answer(result, output)
    })
}

/// Builds the request for the next page, from an operation, account SID, edge,
/// region and URI. Returns the number of parts of the answer.
#[wasm_bindgen]
pub fn send_next_page(length: u32) -> i32 {
    exchange::parts(length, |mut parts, output| {
        let result = target(&mut parts).and_then(|(operation, endpoint)| {
            Ok((operation, endpoint.next_page(operation, &parts.text())?))
        });
        answer(result, output)
    })
}

/// Says what an answer means, from an operation, request id, `Retry-After`, and pairs of the
/// body. Returns 0 for a success, else the number of parts of the answer.
#[wasm_bindgen]
pub fn send_classify(length: u32, status: u32, end: u32, now: f64) -> i32 {
    exchange::parts(length, |mut parts, output| {
        let method =
            request::operation(&parts.text()).map_or(Method::Post, |operation| operation.method);
        let (request_id, retry_after) = (parts.text(), parts.text());
        let members: Vec<_> =
            std::iter::from_fn(|| Some((named(&mut parts)?, parts.text()))).collect();
        let members: Vec<_> = members.iter().map(|(name, value)| (&**name, &**value)).collect();
        let reply = Reply {
            status: u16::try_from(status).ok().filter(|status| *status > 0),
            request_id: Some(&*request_id),
            retry_after: Some(&*retry_after),
            now: milliseconds(now),
            end: ending(end),
            members: &members,
        };
        request::classify(method, &reply)
            .map_or_else(|failure| write_failure(&failure, output), |()| 0)
    })
}

/// Says how a member of an operation's answer is called and what it holds: 0 what
/// JSON says, 1 a date, 2 a number. The name is the first part of the answer.
#[wasm_bindgen]
pub fn send_field(length: u32) -> i32 {
    exchange::parts(length, |mut parts, output| {
        let (operation, wire) = (parts.text(), parts.text());
        output.push_part(&request::camel_case(&wire));
        match request::operation(&operation).map(|operation| operation.resource.kind(&wire)) {
            Some(FieldKind::Date) => 1,
            Some(FieldKind::Number) => 2,
            _ => 0,
        }
    })
}

fn target(parts: &mut Parts<'_>) -> Result<(&'static Operation, Endpoint), Error> {
    let operation = request::operation(&parts.text()).ok_or(Error::UnknownOperation)?;
    let (account_sid, edge, region) = (parts.text(), parts.text(), parts.text());
    let place = Place { edge: given(&edge), region: given(&region) };
    Ok((operation, Endpoint::new(&account_sid, place)?))
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn named<'a>(parts: &mut Parts<'a>) -> Option<Cow<'a, str>> {
    parts.next().map(String::from_utf8_lossy)
}

/// A name and its value. The first letter of the value says what it was in JavaScript.
fn pair<'a>(parts: &mut Parts<'a>) -> Option<(Cow<'a, str>, Value<'a>)> {
    let name = named(parts)?;
    let (tag, text) = parts.bytes().split_first()?;
    let text = String::from_utf8_lossy(text);
    let value = match tag {
        b'b' => Value::Boolean(text == "true"),
        b'd' => Value::Date(text.parse().unwrap_or(i64::MAX)),
        b'i' => Value::Item(text),
        b'n' => Value::Number(text),
        _ => Value::Text(text),
    };
    Some((name, value))
}

/// The request as parts, or the error: -2 for one that is a `TypeError` in JavaScript.
fn answer(result: Result<(&'static Operation, Request), Error>, output: &mut Output) -> i32 {
    let is_type_error = result.as_ref().is_err_and(Error::is_type_error);
    let status = exchange::answer(result, output, |(operation, request), output| {
        output.push_part(request.method.as_str());
        output.push_part(&request.url);
        output.push_part(operation.items.unwrap_or_default());
        output.push_part(request.body.as_deref().unwrap_or_default());
        for (name, value) in &request.headers {
            output.push_part(name);
            output.push_part(value);
        }
        count(output)
    });
    if is_type_error { -2 } else { status }
}

fn write_failure(failure: &Failure, output: &mut Output) -> i32 {
    output.push_part(failure.code);
    output.push_part(failure.outcome.as_str());
    output.push_part(&failure.status.map_or_else(String::new, |number| number.to_string()));
    output.push_part(&failure.twilio_code.map_or_else(String::new, |number| number.to_string()));
    output.push_part(&failure.retry_after.map_or_else(String::new, |number| number.to_string()));
    output.push_part(failure.request_id.as_deref().unwrap_or_default());
    output.push_part(failure.more_info.as_deref().unwrap_or_default());
    output.push_part(&failure.message);
    count(output)
}

/// The endings in the order in which `send.ts` numbers them.
fn ending(number: u32) -> End {
    match number {
        0 => End::Complete,
        1 => End::Unreadable,
        2 => End::TooLong,
        3 => End::TimedOut,
        4 => End::Aborted,
        _ => End::Lost,
    }
}

fn write_text(text: String, output: &mut Output) -> i32 {
    output.text = text.into();
    exchange::u32_of(output.text.len()).cast_signed()
}

fn count(output: &Output) -> i32 {
    exchange::u32_of(output.numbers.len()).cast_signed()
}

/// A time of JavaScript, which counts milliseconds in a float.
#[allow(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and a time has no fraction"
)]
fn milliseconds(time: f64) -> i64 {
    time as i64
}
