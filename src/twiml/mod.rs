//! Writes TwiML: the XML that answers a webhook.
//!
//! Whatever the texts and attribute values hold, a document comes out
//! well-formed (XML 1.0, 5th edition) and says what was asked for: nothing in
//! a value can become markup. Where npm `twilio` 6.2.0 emits well-formed XML
//! on purpose, the bytes are the same.
//!
//! [`VoiceResponse`], [`MessagingResponse`], [`FaxResponse`] and their elements
//! are thin names for [`Element`], which does the work. [`render`] writes a
//! document described by a flat list of steps, which is how JavaScript hands
//! one over.
//!
//! # Example
//!
//! ```
//! use septet::twiml::{Gather, GatherInput, Pause, Say, SayVoice, VoiceResponse};
//!
//! let menu = Gather::new()
//!     .input([GatherInput::Dtmf])
//!     .num_digits(1)
//!     .action("/menu")
//!     .say(Say::new("Press 1 for sales & 2 for support").voice(SayVoice::Alice));
//! let answer = VoiceResponse::new().pause(Pause::new().length(1)).gather(menu);
//! assert_eq!(
//!     answer.to_pretty_xml()?,
//!     r#"<?xml version="1.0" encoding="UTF-8"?>
//! <Response>
//!   <Pause length="1"/>
//!   <Gather input="dtmf" numDigits="1" action="/menu">
//!     <Say voice="alice">Press 1 for sales &amp; 2 for support</Say>
//!   </Gather>
//! </Response>"#
//! );
//! # Ok::<(), septet::twiml::Error>(())
//! ```

#[cfg(feature = "twiml-check")]
pub mod check;
mod document;
mod element;
mod elements;
mod error;
mod escape;
mod name;
mod span;
mod steps;
mod typed;
mod writer;

pub use element::Element;
pub use elements::*;
pub use error::Error;
pub use escape::escape_xml;
#[cfg(all(feature = "wasm", feature = "twiml-check"))]
pub(crate) use escape::into_text;
pub use name::check_name;
pub use steps::render;
#[cfg(feature = "wasm")]
pub(crate) use steps::{Style, render_into};

/// The longest document, in bytes of UTF-8, that Twilio reads as an answer: 64 KiB.
pub const MAX_DOCUMENT: usize = 65_536;

/// The longest list of steps that [`render`] can make a document of, in UTF-16
/// code units. The costliest step is a text of one character: four units for one byte.
pub const MAX_STEPS: usize = 4 * MAX_DOCUMENT;
