//! What the larger module of signatures has besides that of [`signature`](super::signature).

use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::{Output, Parts, answer, secret_parts, u32_of};
use super::signature::{BODY, PARAMS};
use crate::signature::{Cause, Explanation, Hints, Payload, Received, explain_twilio};

/// Explains. Parts: `tokens` tokens, signature, URL, the normalized URL or nothing; then `hints`
/// parts: method, public URL, account SID, names and values of headers; then the payload. Returns
/// how many numbers the result has, the last of which is the bytes of its text.
#[wasm_bindgen]
pub fn signature_explain_twilio(length: u32, tokens: u32, hints: u32, flags: u32) -> i32 {
    secret_parts(length, |mut parts, output| {
        let mut params = Vec::new();
        let auth_tokens: Vec<_> = parts.by_ref().take(tokens as usize).map(text).collect();
        let (signature, url) = (text(parts.bytes()), text(parts.bytes()));
        let normalized = given(text(parts.bytes()));
        let [method, public_url, account_sid] = [(); 3].map(|()| given(text(parts.bytes())));
        let mut headers = Vec::new();
        for _ in 0..hints.saturating_sub(3) / 2 {
            headers.push((text(parts.bytes()), text(parts.bytes())));
        }
        let payload = read_payload(flags & PAYLOAD, parts, &mut params);
        let (is_nested, is_coerced) = (flags & NESTED != 0, flags & COERCED != 0);
        let headers = &headers;
        let hints = Hints { headers, method, public_url, account_sid, is_nested, is_coerced };
        let auth_tokens = &auth_tokens;
        let received = Received { auth_tokens, signature, url, normalized, payload };
        let explanation = explain_twilio(&received, &hints).map(|explanation| match flags {
            TOO_LONG => Explanation::refused(Cause::TooLong),
            NOT_TEXT => Explanation::refused(Cause::NotText),
            NO_PARAMS => Explanation::refused(Cause::ParamsShape),
            _ => explanation,
        });
        answer(explanation, output, |explanation, output| write(&explanation, output))
    })
}

#[inline(never)]
fn write(explanation: &Explanation, output: &mut Output) -> i32 {
    output.numbers.push(u32::from(explanation.is_valid));
    let matched = explanation.matched.as_ref();
    output.numbers.push(matched.map_or(0, |matched| u32_of(matched.token_index) + 1));
    write_text(matched.map_or("", |matched| matched.url.as_str()), output);
    output.numbers.push(u32_of(explanation.findings.len()));
    for finding in &explanation.findings {
        output.numbers.push(u32::from(finding.is_certain));
        for text in [finding.code.name(), finding.code.message(), finding.code.fix()] {
            write_text(text, output);
        }
    }
    output.numbers.push(u32_of(output.text.len()));
    i32::try_from(output.numbers.len()).unwrap_or(i32::MAX)
}

/// Writes a text behind those before, and its length as JavaScript counts it.
#[inline(never)]
fn write_text(text: &str, output: &mut Output) {
    output.numbers.push(u32_of(text.encode_utf16().count()));
    output.text.push_str(text);
}

fn read_payload<'params, 'input: 'params>(
    kind: u32,
    mut parts: Parts<'input>,
    params: &'params mut Vec<(&'input str, &'input str)>,
) -> Payload<'params> {
    match kind {
        BODY => Payload::Body(parts.bytes()),
        PARAMS => {
            while let Some(name) = parts.next() {
                params.push((text(name), text(parts.bytes())));
            }
            Payload::Params(params)
        }
        _ => Payload::Empty,
    }
}

/// JavaScript writes well-formed UTF-8 only.
fn text(part: &[u8]) -> &str {
    str::from_utf8(part).unwrap_or_default()
}

/// JavaScript writes what is not there as the empty text.
fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

const PAYLOAD: u32 = 3;
const NESTED: u32 = 4;
const COERCED: u32 = 8;
const TOO_LONG: u32 = 16;
const NOT_TEXT: u32 = 32;
const NO_PARAMS: u32 = 64;
