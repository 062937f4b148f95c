//! The boundary to JavaScript: converts, decides nothing.
//!
//! Exports take and return numbers only. Strings and bytes cross through the
//! buffers of [`exchange`], which the TypeScript of `pkg-template/src/core.ts`
//! fills and reads.

// `#[wasm_bindgen]` accepts `pub` items only, and none of them is reachable.
#![allow(unreachable_pub)]

// Phone numbers are short, and what is measured alone has buffers of its own.
#[cfg_attr(
    any(
        feature = "phone-format",
        feature = "request",
        feature = "segments-full",
        feature = "signature-full",
        feature = "twiml"
    ),
    path = "growing.rs"
)]
#[cfg_attr(
    not(any(
        feature = "phone-format",
        feature = "request",
        feature = "segments-full",
        feature = "signature-full",
        feature = "twiml"
    )),
    path = "fixed.rs"
)]
mod buffers;
mod exchange;
#[cfg(feature = "phone")]
mod phone;
#[cfg(feature = "phone-format")]
mod phone_format;
#[cfg(feature = "request")]
mod request;
#[cfg(feature = "segments")]
mod segments;
#[cfg(feature = "segments-full")]
mod segments_composer;
#[cfg(feature = "segments-full")]
mod segments_full;
#[cfg(feature = "signature")]
mod signature;
#[cfg(feature = "signature-full")]
mod signature_full;
#[cfg(feature = "telnyx")]
mod telnyx;
#[cfg(feature = "twilio")]
mod twilio;
#[cfg(feature = "twiml")]
mod twiml;
#[cfg(feature = "twiml-check")]
mod twiml_check;
