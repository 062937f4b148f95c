//! What a text costs over RCS, which has no segments: it is billed by its bytes.

use super::{Error, check_length};

/// Where the receiver of an RCS message is, by whose rules it is billed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RcsRegion {
    /// Everywhere but the United States: one message, whose kind its length decides.
    International,
    /// The United States: as many messages as there are 160 bytes.
    Us,
}

/// What an RCS message is billed as.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RcsKind {
    /// A text of at most 160 bytes, outside the United States.
    Basic,
    /// A text in the United States.
    Rich,
    /// A longer text, outside the United States.
    Single,
}

/// What a text costs over RCS.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Rcs {
    /// What each message is billed as.
    pub kind: RcsKind,
    /// Messages billed, and never 0.
    pub count: usize,
    /// Bytes of the text in UTF-8.
    pub bytes: usize,
    /// Bytes left until the next message or the next kind; none where neither comes.
    pub remaining: Option<usize>,
}

/// Sizes a text for RCS, as carriers bill a message without media, cards or suggestions.
///
/// A lone surrogate is not in a Rust string; in JavaScript it counts as the U+FFFD
/// that is sent in its place. The empty text is one message.
///
/// # Errors
///
/// [`Error::TooLong`]: `text` has more than [`MAX_TEXT`](super::MAX_TEXT) UTF-16 code units.
///
/// # Example
///
/// ```
/// use septet::segments::{RcsKind, RcsRegion, rcs};
///
/// let text = "é".repeat(81);
/// let us = rcs(&text, RcsRegion::Us)?;
/// assert_eq!((us.kind, us.count, us.bytes), (RcsKind::Rich, 2, 162));
/// let elsewhere = rcs(&text, RcsRegion::International)?;
/// assert_eq!((elsewhere.kind, elsewhere.count), (RcsKind::Single, 1));
/// # Ok::<(), septet::segments::Error>(())
/// ```
pub fn rcs(text: &str, region: RcsRegion) -> Result<Rcs, Error> {
    check_length(text)?;
    let bytes = text.len();
    let (kind, count) = match region {
        RcsRegion::Us => (RcsKind::Rich, bytes.div_ceil(UNIT).max(1)),
        RcsRegion::International if bytes <= UNIT => (RcsKind::Basic, 1),
        RcsRegion::International => (RcsKind::Single, 1),
    };
    let remaining = match kind {
        RcsKind::Single => None,
        RcsKind::Basic | RcsKind::Rich => Some(count * UNIT - bytes),
    };
    Ok(Rcs { kind, count, bytes, remaining })
}

/// Bytes of a Basic message, and of each that a longer text is billed as in the
/// United States: `RcsSegmentedMessage` of Twilio's npm sms-segments-calculator 1.3.0,
/// and Sinch, "RCS message types and RCS agent billing categories".
const UNIT: usize = 160;
