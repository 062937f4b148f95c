//! The rules of text messaging, as functions of their arguments.
//!
//! | Module | Subject |
//! |---|---|
//! | [`segments`] | how many SMS segments a text is billed as, and why |
//! | [`signature`] | whether a webhook really comes from Twilio |
//! | [`twiml`] | answers to webhooks, always well-formed XML |
//! | [`phone`] | E.164 phone numbers |
//! | [`request`] | Twilio's REST requests as data, and the meaning of its answers |
//! | [`form`] | `application/x-www-form-urlencoded`, as the WHATWG defines it |
//!
//! Nothing here does I/O, reads a clock or keeps state. The same code, compiled
//! to WebAssembly, is the npm package `septet`.

#[cfg(feature = "form")]
pub mod form;
#[cfg(any(feature = "segments", feature = "signature"))]
mod list;
#[cfg(feature = "phone")]
pub mod phone;
#[cfg(feature = "request")]
pub mod request;
#[cfg(feature = "segments")]
pub mod segments;
#[cfg(feature = "signature")]
pub mod signature;
#[cfg(feature = "twiml")]
pub mod twiml;

#[cfg(feature = "wasm")]
mod wasm;
