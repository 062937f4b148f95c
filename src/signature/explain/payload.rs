//! What may have happened to the parameters and the body.

use std::borrow::Cow;

use super::super::Payload;
use super::super::message::Message;
use super::super::params::Params;
use super::address::{Address, unescaped};
use super::finding::Cause;
use crate::form;

/// Names and values, decoded.
pub(super) type Pairs = Vec<(String, String)>;

/// What may have been signed behind the URL.
pub(super) struct Variant {
    pub(super) cause: Option<Cause>,
    /// The signed text.
    pub(super) params: String,
    /// The query that goes with it, if it is not the URL's.
    pub(super) query: Option<String>,
}

/// Parameters whose values people write, so that they may have spaces and line breaks.
const WRITTEN: &[&str] = &["Body", "SpeechResult", "TranscriptionText", "Caller", "ProfileName"];

/// Parameters of messages and calls that are often empty.
const OFTEN_EMPTY: &[&str] = &[
    "CalledCity",
    "CalledState",
    "CalledZip",
    "CallerCity",
    "CallerState",
    "CallerZip",
    "FromCity",
    "FromState",
    "FromZip",
    "ToCity",
    "ToState",
    "ToZip",
];

/// The longest parameters of which every variant is made: more than Twilio sends.
const MAX_VARIED: usize = 1 << 16;

/// The most parameters that are left out one at a time.
const MAX_LEFT_OUT: usize = 40;

pub(super) fn pairs_of(payload: Payload<'_>) -> Pairs {
    let owned =
        |(name, value): (Cow<'_, str>, Cow<'_, str>)| (name.into_owned(), value.into_owned());
    match payload {
        Payload::Body(body) => form::parse(body).map(owned).collect(),
        Payload::Empty => Vec::new(),
        Payload::Params(params) => {
            params.iter().map(|&(name, value)| owned((name.into(), value.into()))).collect()
        }
    }
}

/// Everything that may have been signed, what was given first.
pub(super) fn variants(payload: Payload<'_>, address: &Address, is_hashed: bool) -> Vec<Variant> {
    let mut variants = Variants { list: Vec::new() };
    let pairs = pairs_of(payload);
    if is_hashed && matches!(payload, Payload::Body(_)) {
        variants.add(None, &[]);
        return variants.list;
    }
    variants.add(None, &pairs);
    if pairs.is_empty() {
        return variants.list;
    }
    let query: Pairs = pairs_of(Payload::Body(address.query.trim_start_matches('?').as_bytes()));
    if let Payload::Body(body) = payload
        && let Some(pairs) = flat_json(body)
    {
        variants.add(Some(Cause::FormAsJson), &pairs);
    }
    let mut names: Vec<&str> = query.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let is_in_query = |(name, _): &&(String, String)| names.binary_search(&name.as_str()).is_ok();
    if pairs.iter().any(|pair| is_in_query(&pair)) {
        let own: Pairs = pairs.iter().filter(|pair| !is_in_query(pair)).cloned().collect();
        variants.add(Some(Cause::ParamsTwice), &own);
    }
    let alone = if is_hashed { Cause::JsonAsParams } else { Cause::BodyUnsigned };
    variants.add(Some(alone), &[]);
    if query.is_empty() {
        variants.add_get(&pairs);
    }
    let length = pairs.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>();
    if length > MAX_VARIED {
        return variants.list;
    }
    variants.add_values(Cause::PlusLost, &pairs, |_, value| {
        let digits = value.strip_prefix(' ')?;
        digits.starts_with(|ch: char| ch.is_ascii_digit()).then(|| ["+", digits].concat())
    });
    variants.add_values(Cause::DoubleEncoded, &pairs, |_, value| Some(form::unescaped(value)));
    variants.add_values(Cause::DoubleEncoded, &pairs, |_, value| Some(unescaped(value)));
    variants.add_values(Cause::LineBreaks, &pairs, |_, value| Some(value.replace("\r\n", "\n")));
    variants.add_values(Cause::LineBreaks, &pairs, |_, value| {
        Some(value.replace("\r\n", "\n").replace('\n', "\r\n"))
    });
    variants.add_values(Cause::Charset, &pairs, |_, value| from_latin_1(value));
    for (before, after) in
        [("", " "), ("", "\n"), (" ", ""), (" ", " "), ("\n", ""), ("", "\r\n"), ("", "  ")]
    {
        variants.add_values(Cause::ParamsTrimmed, &pairs, |name, value| {
            WRITTEN[..3].contains(&name).then(|| [before, value, after].concat())
        });
    }
    variants.add_arrays(&pairs);
    let mut with_empty = pairs.clone();
    for family in ["Called", "Caller", "From", "To"] {
        for name in OFTEN_EMPTY.iter().filter(|name| name.starts_with(family)) {
            let is_there = pairs.iter().any(|(known, _)| known == name);
            if !is_there {
                with_empty.push(((*name).to_owned(), String::new()));
            }
        }
        let own: Pairs = pairs
            .iter()
            .chain(with_empty.iter().skip(pairs.len()).filter(|(name, _)| name.starts_with(family)))
            .cloned()
            .collect();
        variants.add(Some(Cause::EmptyParamsLost), &own);
    }
    let messages: Pairs = with_empty
        .iter()
        .filter(|(name, value)| !(value.is_empty() && name.starts_with("Call")))
        .cloned()
        .collect();
    variants.add(Some(Cause::EmptyParamsLost), &messages);
    variants.add(Some(Cause::EmptyParamsLost), &with_empty);
    for left_out in (0..pairs.len().min(MAX_LEFT_OUT)).rev() {
        let kept = pairs.iter().enumerate().filter(|(index, _)| *index != left_out);
        let kept: Pairs = kept.map(|(_, pair)| pair.clone()).collect();
        variants.add(Some(Cause::ParamsAdded), &kept);
    }
    variants.list
}

struct Variants {
    list: Vec<Variant>,
}

impl Variants {
    fn add(&mut self, cause: Option<Cause>, pairs: &[(String, String)]) {
        let Some(params) = signed(pairs) else { return };
        let is_known = |known: &Variant| known.query.is_none() && known.params == params;
        if !self.list.iter().any(is_known) {
            self.list.push(Variant { cause, params, query: None });
        }
    }

    /// The parameters as the query of a GET request.
    fn add_get(&mut self, pairs: &[(String, String)]) {
        let form = form::serialize(pairs.iter().map(|(name, value)| (name, value)));
        for query in [form.replace('+', "%20"), form] {
            let (cause, query) = (Some(Cause::QueryAsParams), Some(["?", &query].concat()));
            self.list.push(Variant { cause, params: String::new(), query });
        }
    }

    fn add_values(
        &mut self,
        cause: Cause,
        pairs: &[(String, String)],
        change: impl Fn(&str, &str) -> Option<String>,
    ) {
        let changed = |(name, value): &(String, String)| {
            let changed = change(name, value).unwrap_or_else(|| value.clone());
            (name.clone(), changed)
        };
        self.add(Some(cause), &pairs.iter().map(changed).collect::<Pairs>());
    }

    /// Repeated names with the brackets that body parsers take off.
    fn add_arrays(&mut self, pairs: &[(String, String)]) {
        let mut names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        let repeated: Vec<&str> = names
            .chunk_by(|a, b| a == b)
            .filter(|run| run.len() > 1)
            .filter_map(|run| run.first().copied())
            .collect();
        if repeated.is_empty() {
            return;
        }
        let bracketed = |(name, value): &(String, String)| {
            let is_repeated = repeated.binary_search(&name.as_str()).is_ok();
            (if is_repeated { [name, "[]"].concat() } else { name.clone() }, value.clone())
        };
        self.add(Some(Cause::ArrayParams), &pairs.iter().map(bracketed).collect::<Pairs>());
    }
}

/// The pairs as they are signed, nothing above the caps.
fn signed(pairs: &[(String, String)]) -> Option<String> {
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Params::with(|params| {
        Payload::Params(&pairs).with(|content| Message::of(b"", content, params)).ok()?;
        let signed = params.signed().collect::<Vec<_>>().concat();
        String::from_utf8(signed).ok()
    })
}

/// UTF-8 that was read a byte a character.
fn from_latin_1(text: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = text.chars().map(|ch| u8::try_from(u32::from(ch)).ok()).collect();
    String::from_utf8(bytes?).ok()
}

/// The members of a JSON object whose values are texts or lists of texts: what a form becomes.
fn flat_json(body: &[u8]) -> Option<Pairs> {
    let mut json = Json { rest: str::from_utf8(body).ok()?.trim() };
    let mut pairs = Vec::new();
    json.take('{')?;
    while json.take('}').is_none() {
        if !pairs.is_empty() {
            json.take(',')?;
        }
        let name = json.string()?;
        json.take(':')?;
        if json.take('[').is_none() {
            pairs.push((name, json.string()?));
            continue;
        }
        loop {
            pairs.push((name.clone(), json.string()?));
            if json.take(']').is_some() {
                break;
            }
            json.take(',')?;
        }
    }
    json.rest.is_empty().then_some(pairs)
}

/// Reads RFC 8259, as far as texts go.
struct Json<'a> {
    rest: &'a str,
}

impl Json<'_> {
    fn take(&mut self, mark: char) -> Option<()> {
        self.rest = self.rest.trim_start().strip_prefix(mark)?.trim_start();
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        let mut units = Vec::new();
        let mut chars = self.rest.trim_start().strip_prefix('"')?.chars();
        loop {
            let ch = match chars.next()? {
                '"' => break,
                '\\' => match chars.next()? {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let digits: Option<Vec<u32>> =
                            (0..4).map(|_| chars.next()?.to_digit(16)).collect();
                        let unit = digits?.iter().fold(0, |unit, digit| unit << 4 | digit);
                        units.push(u16::try_from(unit).ok()?);
                        continue;
                    }
                    other => other,
                },
                other => other,
            };
            units.extend_from_slice(ch.encode_utf16(&mut [0; 2]));
        }
        self.rest = chars.as_str();
        String::from_utf16(&units).ok()
    }
}
