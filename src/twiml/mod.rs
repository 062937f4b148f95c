//! Writes TwiML: the XML that answers a webhook.
//!
//! Whatever the texts and attribute values hold, a document comes out
//! well-formed (XML 1.0, 5th edition) and says what was asked for: nothing in
//! a value can become markup. Where npm `twilio` 6.2.0 emits well-formed XML
//! on purpose, the bytes are the same.
//!
//! [`MessagingResponse`] and its elements are thin names for [`Element`], which
//! does the work. [`render`] writes a document described by a flat list of
//! steps, which is how JavaScript hands one over.

mod element;
mod error;
mod escape;
mod messaging;
mod name;
mod steps;
mod writer;

pub use element::Element;
pub use error::Error;
pub use escape::escape_xml;
pub use messaging::{Body, Media, Message, MessagingResponse, Redirect};
pub use name::check_name;
pub use steps::render;
#[cfg(feature = "wasm")]
pub(crate) use steps::render_into;

/// The longest document, in bytes of UTF-8, that Twilio reads as an answer: 64 KiB.
pub const MAX_DOCUMENT: usize = 65_536;

/// The longest list of steps that [`render`] can make a document of, in UTF-16
/// code units. The costliest step is a text of one character: four units for one byte.
pub const MAX_STEPS: usize = 4 * MAX_DOCUMENT;
