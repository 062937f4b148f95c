//! Twilio's webhook signatures.

use std::str;

use wasm_bindgen::prelude::wasm_bindgen;

use super::buffers::Text;
use super::exchange::{Coded, Parts, answer, secret_parts};
use crate::signature::{Error, Payload, Received, Request, sign_twilio, verify_twilio};

impl Coded for Error {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn write(&self, out: &mut Text) {
        out.push_str((*self).message());
    }
}

/// Signs. Parts: token, URL, payload. Returns how long the signature is.
#[wasm_bindgen]
pub fn signature_sign_twilio(length: u32, payload: u32) -> i32 {
    secret_parts(length, |mut parts, output| {
        let mut params = Vec::new();
        let (auth_token, url) = (text(parts.bytes()), text(parts.bytes()));
        let payload = read_payload(payload, parts, &mut params);
        answer(sign_twilio(&Request { auth_token, url, payload }), output, |signature, output| {
            output.text.push_str(&signature);
            i32::try_from(signature.len()).unwrap_or(i32::MAX)
        })
    })
}

/// Verifies. Parts: `tokens` tokens, signature, URL, the normalized URL or
/// nothing, payload. Returns 1 or 0.
#[wasm_bindgen]
pub fn signature_verify_twilio(length: u32, tokens: u32, payload: u32) -> i32 {
    secret_parts(length, |mut parts, output| {
        let mut params = Vec::new();
        let mut auth_tokens = Vec::new();
        for token in parts.by_ref().take(tokens as usize) {
            auth_tokens.push(text(token));
        }
        let (signature, url) = (text(parts.bytes()), text(parts.bytes()));
        let normalized = Some(text(parts.bytes())).filter(|url| !url.is_empty());
        let payload = read_payload(payload, parts, &mut params);
        let auth_tokens = &auth_tokens;
        let received = Received { auth_tokens, signature, url, normalized, payload };
        answer(verify_twilio(&received), output, |is_valid, _| i32::from(is_valid))
    })
}

pub(super) fn read_payload<'params, 'input: 'params>(
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
pub(super) fn text(part: &[u8]) -> &str {
    str::from_utf8(part).unwrap_or_default()
}

const PARAMS: u32 = 1;
const BODY: u32 = 2;
