//! Checks values, by what they have to be.

use crate::twiml::check::schema::{Kind, Text, nearest};
use crate::twiml::check::{Rule, Severity, digits, is_space, join, json};

/// What is wrong with a value.
pub(super) struct Fault {
    pub(super) severity: Severity,
    pub(super) rule: Rule,
    /// What the value has to be: `must be ..`, or what it is.
    pub(super) problem: String,
    pub(super) fix: String,
}

type Checked = Result<(), Fault>;

/// Checks the value of an attribute.
pub(super) fn attribute(value: &str, kind: Kind) -> Checked {
    match kind {
        Kind::Address if !is_address(value) => Err(error("is no phone number in E.164", E164)),
        Kind::Automatic(..) if value == "auto" => Ok(()),
        Kind::Automatic(least, most) | Kind::Number(least, most) => number(value, least, most),
        Kind::Boolean => one_of(value, "true false", Severity::Error),
        Kind::Caller => caller(value),
        Kind::Keys if !value.bytes().all(is_key) => {
            Err(error("is no list of keys", "use 0 to 9, # and *, with nothing between"))
        }
        Kind::List(values) => value
            .split_ascii_whitespace()
            .try_for_each(|item| one_of(item, values, Severity::Error)),
        Kind::Method => one_of(value, "GET POST", Severity::Error),
        Kind::Numbers => {
            value.split_ascii_whitespace().try_for_each(|item| number(item, 0, u32::MAX))
        }
        Kind::Open(values) => one_of(value, values, Severity::Warning),
        Kind::Sender if !is_sender(value) => Err(error(
            "is no sender",
            "use a number in E.164, a short code, or a sender ID of letters and digits",
        )),
        Kind::Socket => socket(value),
        Kind::Tones
            if !value.bytes().all(|byte| {
                is_key(byte) || matches!(byte, b'w' | b'W' | b',' | b'A'..=b'D' | b'a'..=b'd')
            }) =>
        {
            Err(error("is no list of tones", "use 0 to 9, #, * and w for half a second of silence"))
        }
        Kind::Url => url(value),
        Kind::Values(values) => one_of(value, values, Severity::Error),
        _ => Ok(()),
    }
}

/// Checks the text of an element.
pub(super) fn text(text: &str, kind: Text) -> Checked {
    let text = text.trim_matches(is_space);
    match kind {
        Text::Json if !json::is_object(text) => Err(error(
            "is no JSON object",
            "write the attributes of the task as {\"name\": \"value\"}",
        )),
        Text::Number => called(text),
        Text::Queue if text.chars().count() > 64 => Err(Fault {
            rule: Rule::LongText,
            ..error("is longer than 64 characters", "give the queue a shorter name")
        }),
        Text::Sip if !(has_scheme(text, "sip") || has_scheme(text, "sips")) => {
            Err(error("is no SIP URI", "write sip:name@host"))
        }
        Text::Url => url(text),
        _ => Ok(()),
    }
}

const E164: &str = "write + and the country code first, and digits only: +14155550100";

/// `+`, no zero, and up to 15 digits in all (ITU-T E.164 6.1).
#[inline(never)]
fn is_e164(value: &str) -> bool {
    let Some(digits) = value.strip_prefix('+') else { return false };
    (7..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number, or the address of another channel.
#[inline(never)]
fn is_address(value: &str) -> bool {
    match value.split_once(':') {
        Some(("whatsapp", number)) => is_e164(number),
        Some((channel, address)) => {
            !address.is_empty()
                && !channel.is_empty()
                && channel.bytes().all(|byte| byte.is_ascii_lowercase())
        }
        None => is_e164(value),
    }
}

fn is_sender(value: &str) -> bool {
    let is_code = (3..=8).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit());
    let is_id = value.len() <= 11
        && value.bytes().any(|byte| byte.is_ascii_alphabetic())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" +-_&".contains(&byte));
    is_address(value) || is_code || is_id
}

/// A number with its punctuation is understood in some countries and not in others.
fn called(text: &str) -> Checked {
    if is_e164(text) {
        return Ok(());
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let others = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.() /".contains(&byte));
    let severity = if digits >= 3 && others { Severity::Warning } else { Severity::Error };
    Err(Fault { severity, ..error("is no phone number in E.164", E164) })
}

/// A caller ID may be the identity of a client or a SIP user as well.
fn caller(value: &str) -> Checked {
    let is_number = value.bytes().any(|byte| byte.is_ascii_digit())
        && value.bytes().all(|byte| byte.is_ascii_digit() || b"+-.() /".contains(&byte));
    if is_number && !is_e164(value) {
        return Err(Fault {
            severity: Severity::Warning,
            ..error("is no phone number in E.164", E164)
        });
    }
    Ok(())
}

#[inline(never)]
fn number(value: &str, least: u32, most: u32) -> Checked {
    let is_digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    match value.parse::<u32>() {
        Ok(number) if is_digits && (least..=most).contains(&number) => Ok(()),
        _ => {
            let mut problem = String::from("is no whole number");
            if most < u32::MAX {
                problem = join(&[&problem, " from ", &digits(least), " to ", &digits(most)]);
            } else if least > 0 {
                problem = join(&[&problem, " from ", &digits(least), " on"]);
            }
            let fix = if is_digits {
                "write a number that is in this range"
            } else {
                "write digits alone, without a unit"
            };
            Err(Fault { problem, ..error("", fix) })
        }
    }
}

/// One of the values, which have spaces between them.
#[inline(never)]
fn one_of(value: &str, values: &'static str, severity: Severity) -> Checked {
    let mut count = 0;
    for known in values.split(' ') {
        if known == value {
            return Ok(());
        }
        count += 1;
    }
    if let Some(known) = values.split(' ').find(|known| known.eq_ignore_ascii_case(value)) {
        let fix = join(&["write ", known, " with these capitals"]);
        return Err(Fault {
            severity: Severity::Warning,
            fix,
            ..error("has other capitals than Twilio documents", "")
        });
    }
    if let Some(known) = newer(value, values) {
        let fix = join(&["write ", known]);
        return Err(Fault {
            severity: Severity::Warning,
            fix,
            ..error("is an older way to write it", "")
        });
    }
    let fix = match nearest(value, values.split(' ')) {
        Some(known) => join(&["did you mean ", known, "?"]),
        None if !longer(value, values).is_empty() => {
            join(&["write it in full, such as ", &longer(value, values)])
        }
        None if count <= 12 => join(&["use one of ", &values.replace(' ', ", ")]),
        None => String::from("see Twilio's documentation for the values there are"),
    };
    Err(Fault { severity, fix, ..error("is not one of the values there are", "") })
}

/// What is written today for a value that was right once: recording was switched on and off.
fn newer(value: &str, values: &'static str) -> Option<&'static str> {
    let mut known = values.split(' ');
    match value {
        "true" => known.find(|known| known.starts_with("record-from-")),
        "false" => known.find(|known| *known == "do-not-record"),
        _ => None,
    }
}

/// The first of the values that go on where one ends: `en-AU` for `en`, `Polly.Aria-Neural` for `Polly.Aria`.
fn longer(value: &str, values: &'static str) -> String {
    let mut found = String::new();
    let is_one = |known: &&str| known.strip_prefix(value).is_some_and(|rest| rest.starts_with('-'));
    for known in values.split(' ').filter(is_one).take(4) {
        if !found.is_empty() {
            found.push_str(", ");
        }
        found.push_str(known);
    }
    found
}

/// An absolute URL with a host. None at all stands for the URL of the document.
fn url(value: &str) -> Checked {
    if value.is_empty() {
        return Ok(());
    }
    if value.contains(|ch: char| is_space(ch) || ch == '"') {
        return Err(error("holds a space", "write %20"));
    }
    if has_scheme(value, "http") || has_scheme(value, "https") {
        let rest = value.split_once(':').map_or("", |(_, rest)| rest);
        let host = rest.strip_prefix("//").unwrap_or_default();
        let has_host = !host.is_empty() && !host.starts_with(['/', '?', '#', ':']);
        return if has_host {
            Ok(())
        } else {
            Err(error("has no host", "write https://host/path"))
        };
    }
    if scheme(value).is_some() {
        return Err(error("is no http or https URL", "write https://host/path"));
    }
    let (problem, fix) = if value.starts_with("//") {
        (
            "has a host and no scheme",
            "it gets the scheme of the URL this document came from; write https: before it",
        )
    } else {
        (
            "is relative",
            "it is resolved against the URL this document came from; write https://host/path where there is none",
        )
    };
    Err(Fault { severity: Severity::Warning, rule: Rule::RelativeUrl, ..error(problem, fix) })
}

fn socket(value: &str) -> Checked {
    let is_socket = has_scheme(value, "wss") && value.len() > "wss://".len();
    if is_socket { Ok(()) } else { Err(error("is no wss URL", "write wss://host/path")) }
}

fn has_scheme(value: &str, wanted: &str) -> bool {
    scheme(value).is_some_and(|scheme| scheme.eq_ignore_ascii_case(wanted))
}

/// `scheme` of RFC 3986 3.1.
#[inline(never)]
fn scheme(value: &str) -> Option<&str> {
    let (scheme, _) = value.split_once(':')?;
    let starts = scheme.starts_with(|ch: char| ch.is_ascii_alphabetic());
    (starts && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)))
        .then_some(scheme)
}

const fn is_key(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'#' | b'*')
}

#[inline(never)]
fn error(problem: &str, fix: &str) -> Fault {
    Fault {
        severity: Severity::Error,
        rule: Rule::InvalidValue,
        problem: problem.to_owned(),
        fix: fix.to_owned(),
    }
}
