//! Counts the segments an SMS is cut into, and shows where.
//!
//! A text whose characters all have a GSM 7-bit code travels in septets, any
//! other text in UTF-16 code units. A text that is too long for one message is
//! cut into segments, each with a header that takes room from the text. Rules:
//! 3GPP TS 23.038 6.2.1 (alphabet) and TS 23.040 9.2.3.24.1 (concatenation).
//!
//! Offsets are UTF-16 code units, as in a JavaScript string. National language
//! tables are not used: Twilio's carriers do not offer them.

mod alphabet;
mod characters;
#[cfg(feature = "segments-full")]
mod cost;
#[cfg(feature = "segments-full")]
mod diagnosis;
mod error;
mod graphemes;
#[cfg(feature = "segments-full")]
mod links;
mod measure;
#[cfg(feature = "segments-full")]
mod rcs;
mod smart_encoding;
mod split;
#[rustfmt::skip]
mod tables;
#[cfg(feature = "segments-full")]
mod template;
#[cfg(feature = "segments-full")]
mod words;

use std::borrow::Cow;

#[cfg(feature = "segments-full")]
pub use cost::{Cost, CostError, MAX_PRICE, estimate_cost};
#[cfg(feature = "segments-full")]
pub use diagnosis::{
    Finding, FindingCode, MANY_SEGMENTS, NEARLY, Place, Severity, TWILIO_MAX_CHARACTERS, diagnose,
};
pub use error::Error;
#[cfg(feature = "segments-full")]
pub use rcs::{Rcs, RcsKind, RcsRegion, rcs};
pub use smart_encoding::{Change, SmartEncoded, smart_encode};
pub use split::Segment;
pub use tables::UNICODE_VERSION;
#[cfg(feature = "segments-full")]
pub use template::{
    Cut, MAX_NAME, MAX_VARIABLES, Part, TemplateError, TemplateOptions, TemplateSegments, Variable,
    segment_template,
};

use measure::Measure;
use smart_encoding::replacement;
use split::split;

/// Longest text that is taken, in UTF-16 code units.
pub const MAX_TEXT: usize = 65_536;

/// What a text travels in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encoding {
    /// Septets of the GSM 7-bit default alphabet and its extension table.
    Gsm7,
    /// UTF-16 code units, which the standard calls UCS-2.
    Ucs2,
}

/// Whether characters are replaced by similar ones of GSM-7 first.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum SmartEncoding {
    /// The text is measured as it is.
    #[default]
    Off,
    /// Every character that has a replacement is replaced.
    On,
    /// As `On` if the whole text fits GSM-7 then, and as `Off` if it does not,
    /// which is how Twilio documents its Smart Encoding.
    AllOrNothing,
}

/// The header that each of several segments begins with.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Header {
    /// Six bytes, with an 8-bit reference: the usual one.
    #[default]
    Bytes6,
    /// Seven bytes, with a 16-bit reference: US toll-free numbers.
    Bytes7,
}

/// How a text is measured.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Options {
    /// The encoding to use; by default GSM-7 where the text fits it.
    pub encoding: Option<Encoding>,
    /// Whether characters are replaced first.
    pub smart_encoding: SmartEncoding,
    /// The header of each of several segments.
    pub header: Header,
    /// Cut between user-perceived characters where that is possible. Carriers
    /// and Twilio do not, so this is not what is billed.
    pub keep_graphemes: bool,
}

/// How a text is cut into segments, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Segments {
    /// What the whole text travels in.
    pub encoding: Encoding,
    /// Messages billed: as many as `segments` has, and never 0.
    pub count: usize,
    /// Septets or UTF-16 code units of the whole text, by `encoding`.
    pub units: usize,
    /// What each segment of this text can hold.
    pub units_per_segment: usize,
    /// Units that the last segment has left.
    pub remaining: usize,
    /// User-perceived characters: extended grapheme clusters of [`UNICODE_VERSION`].
    pub characters: usize,
    /// The text as sent, after substitution.
    pub text: String,
    /// The parts of `text`, in order and without gaps.
    pub segments: Vec<Segment>,
    /// The characters of `text` that GSM-7 does not have.
    pub unsupported: Vec<Unsupported>,
    /// How the lines of `text` end.
    pub line_breaks: LineBreaks,
    /// The substitutions that led to `text`, at offsets of the text given.
    pub changes: Vec<Change>,
}

/// A character that GSM-7 does not have.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Unsupported {
    /// Where it begins, in UTF-16 code units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What [`smart_encode`] would put in its place.
    pub replacement: Option<&'static str>,
}

/// How the lines of a text end. A lone carriage return ends none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LineBreaks {
    /// The text is one line.
    None,
    /// Each line with a line feed.
    Lf,
    /// Each line with a carriage return and a line feed, which are two units.
    CrLf,
    /// Some one way and some the other.
    Mixed,
}

/// Measures `text` and shows where it is cut.
///
/// Segments are filled one code point after the other. An extension character
/// and a surrogate pair are never divided. The empty text is one segment.
///
/// # Errors
///
/// - [`Error::TooLong`]: `text` has more than [`MAX_TEXT`] UTF-16 code units;
/// - [`Error::NotGsm7`]: GSM-7 is demanded, and `text` does not fit it.
///
/// # Example
///
/// ```
/// use septet::segments::{Encoding, Options, segment};
///
/// let text = "Don’t ".repeat(12);
/// let cut = segment(&text, &Options::default())?;
/// assert_eq!((cut.encoding, cut.count, cut.units), (Encoding::Ucs2, 2, 72));
/// assert_eq!((cut.segments[1].start, cut.segments[1].end), (67, 72));
/// assert_eq!(cut.unsupported[0].replacement, Some("'"));
/// # Ok::<(), septet::segments::Error>(())
/// ```
pub fn segment(text: &str, options: &Options) -> Result<Segments, Error> {
    let Sent { text, changes, measure } = Sent::of(text, options)?;
    let units_per_segment = measure.units_per_segment(options.header);
    let segments = split(&text, measure.encoding, units_per_segment, options.keep_graphemes);
    let used = segments.last().map_or(0, |last| last.units);
    Ok(Segments {
        encoding: measure.encoding,
        count: segments.len(),
        units: measure.units,
        units_per_segment,
        remaining: units_per_segment - used,
        characters: graphemes::count(&text),
        unsupported: match measure.encoding {
            Encoding::Gsm7 => Vec::new(),
            Encoding::Ucs2 => unsupported(&text),
        },
        line_breaks: LineBreaks::of(&text),
        segments,
        text: text.into_owned(),
        changes,
    })
}

/// Counts the segments of `text`: the `count` of [`segment`], without the rest.
///
/// One pass over the text and no allocation, unless characters are replaced or
/// graphemes kept.
///
/// # Errors
///
/// Those of [`segment`].
///
/// # Example
///
/// ```
/// use septet::segments::{Options, count_segments};
///
/// let options = Options::default();
/// assert_eq!(count_segments("Your code is 1234", &options)?, 1);
/// assert_eq!(count_segments(&"x".repeat(161), &options)?, 2);
/// # Ok::<(), septet::segments::Error>(())
/// ```
pub fn count_segments(text: &str, options: &Options) -> Result<usize, Error> {
    let Sent { text, measure, .. } = Sent::of(text, options)?;
    let units_per_segment = measure.units_per_segment(options.header);
    Ok(if options.keep_graphemes {
        split(&text, measure.encoding, units_per_segment, true).len()
    } else {
        measure.count(&text, units_per_segment)
    })
}

impl LineBreaks {
    fn of(text: &str) -> Self {
        let feeds = text.bytes().filter(|&byte| byte == b'\n').count();
        let pairs = text.as_bytes().windows(2).filter(|&two| two == b"\r\n").count();
        match (feeds, pairs) {
            (0, _) => Self::None,
            (_, 0) => Self::Lf,
            _ if feeds == pairs => Self::CrLf,
            _ => Self::Mixed,
        }
    }
}

/// A text as it is sent.
struct Sent<'text> {
    text: Cow<'text, str>,
    changes: Vec<Change>,
    measure: Measure,
}

impl<'text> Sent<'text> {
    fn of(text: &'text str, options: &Options) -> Result<Self, Error> {
        check_length(text)?;
        let mut sent = (Cow::Borrowed(text), Vec::new());
        let mut gsm7 = Measure::gsm7(text);
        // No character of GSM-7 has a replacement.
        if gsm7.is_none() && options.smart_encoding != SmartEncoding::Off {
            let encoded = smart_encode(text);
            let fits = Measure::gsm7(&encoded.text);
            if fits.is_some() || options.smart_encoding == SmartEncoding::On {
                sent = (Cow::Owned(encoded.text), encoded.changes);
                gsm7 = fits;
            }
        }
        let measure = match (options.encoding, gsm7) {
            (None | Some(Encoding::Gsm7), Some(measure)) => measure,
            (Some(Encoding::Gsm7), None) => return Err(not_gsm7(text, options.smart_encoding)),
            _ => Measure::ucs2(&sent.0),
        };
        Ok(Self { text: sent.0, changes: sent.1, measure })
    }
}

fn check_length(text: &str) -> Result<(), Error> {
    // No text has more UTF-16 code units than bytes, so few need to be counted.
    if text.len() <= MAX_TEXT {
        return Ok(());
    }
    match text.encode_utf16().count() {
        units if units > MAX_TEXT => Err(Error::TooLong { units }),
        _ => Ok(()),
    }
}

/// The first character that keeps `text` out of GSM-7.
fn not_gsm7(text: &str, smart_encoding: SmartEncoding) -> Error {
    let position = utf16_indices(text)
        .find(|&(_, character)| {
            !alphabet::contains(character)
                && (smart_encoding == SmartEncoding::Off || replacement(character).is_none())
        })
        .map_or(0, |(start, _)| start);
    Error::NotGsm7 { position }
}

fn unsupported(text: &str) -> Vec<Unsupported> {
    utf16_indices(text)
        .filter(|&(_, character)| !alphabet::contains(character))
        .map(|(start, character)| Unsupported {
            start,
            end: start + character.len_utf16(),
            replacement: replacement(character),
        })
        .collect()
}

/// The characters of `text`, each with its offset in UTF-16 code units.
fn utf16_indices(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.chars().scan(0, |offset, character| {
        let start = *offset;
        *offset += character.len_utf16();
        Some((start, character))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_of_gsm7_has_a_replacement() {
        for character in ('\0'..=char::MAX).filter(|&character| alphabet::contains(character)) {
            assert_eq!(replacement(character), None, "{character:?}");
        }
    }
}
