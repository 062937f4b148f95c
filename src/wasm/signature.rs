//! Twilio's webhook signatures.

use wasm_bindgen::prelude::wasm_bindgen;

use super::buffers::Text;
use super::exchange::{Coded, Output, Parts, answer, secret_parts};
use crate::signature::{Base64, Content, Error, Task, Tokens, twilio};

impl Coded for Error {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn write(&self, out: &mut Text) {
        out.push_str((*self).message());
    }
}

/// Verifies, or signs where `flags` say so. Parts: `tokens` tokens, signature, URL, the normalized
/// URL or nothing, payload. Returns 1 or 0, and has written the signature.
#[wasm_bindgen]
pub fn signature_twilio(length: u32, tokens: u32, flags: u32) -> i32 {
    secret_parts(length, |mut parts, output| {
        let mut all = Tokens::default();
        let result = all.read(tokens as usize, || parts.bytes());
        let result = result.and_then(|()| run(&all, &mut parts, flags, output));
        answer(result, output, |status, _| status)
    })
}

fn run(
    tokens: &Tokens<'_>,
    parts: &mut Parts<'_>,
    flags: u32,
    output: &mut Output,
) -> Result<i32, Error> {
    let (signature, url, normalized) = (parts.bytes(), parts.bytes(), parts.bytes());
    let normalized = Some(normalized).filter(|url| !url.is_empty());
    let body = if flags & BODY == 0 { &[] } else { parts.bytes() };
    let mut pairs = || Some((parts.next()?, parts.bytes()));
    let content = match flags & PAYLOAD {
        BODY => Content::Body(body),
        PARAMS => Content::Pairs(&mut pairs),
        _ => Content::Empty,
    };
    let mut made = Base64::default();
    let task = match flags & SIGN {
        0 => Task::Verify { signature, normalized },
        _ => Task::Sign(&mut made),
    };
    let is_signed = twilio(tokens, url, content, task)?;
    output.text.push_ascii(&made);
    Ok(i32::from(is_signed))
}

pub(super) const PARAMS: u32 = 1;
pub(super) const BODY: u32 = 2;
const PAYLOAD: u32 = 3;
/// Beyond the flags of `signature_full.rs`.
const SIGN: u32 = 128;
