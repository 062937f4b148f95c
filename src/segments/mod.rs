//! Counts the segments an SMS is cut into, and shows where.
//!
//! A text whose characters all have a GSM 7-bit code travels in septets, any
//! other text in UTF-16 code units. A text that is too long for one message is
//! cut into segments, each with a header that takes room from the text. Rules:
//! 3GPP TS 23.038 6.2.1 (alphabet) and TS 23.040 9.2.3.24.1 (concatenation).
//!
//! Offsets are UTF-16 code units, as in a JavaScript string. National language
//! tables are used where [`Options::languages`] or the provider says so: Twilio's
//! carriers do not offer them.

mod alphabet;
mod characters;
mod composition;
#[rustfmt::skip]
mod compositions;
#[cfg(feature = "segments-full")]
mod cost;
mod count;
#[cfg(feature = "segments-full")]
mod diagnosis;
mod error;
mod graphemes;
mod lacking;
mod language;
#[cfg(feature = "segments-full")]
mod links;
mod lists;
#[cfg(feature = "segments-full")]
mod national;
#[cfg(feature = "segments-full")]
#[rustfmt::skip]
mod national_tables;
mod provider;
#[cfg(feature = "segments-full")]
mod rcs;
mod rules;
mod savings;
mod sent;
mod smart_encoding;
mod split;
#[rustfmt::skip]
mod tables;
#[cfg(feature = "segments-full")]
mod template;
mod words;

#[cfg(feature = "segments-full")]
pub use cost::{Cost, CostError, MAX_PRICE, estimate_cost};
#[cfg(feature = "segments-full")]
pub use diagnosis::{Finding, FindingCode, MANY_SEGMENTS, NEARLY, Place, Severity, diagnose};
pub use error::Error;
pub use language::{Language, LanguageTables, Languages};
pub use provider::{Profile, Provider};
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

#[cfg(feature = "wasm")]
pub(crate) use count::{Counted, Counter, begin as begin_count};
pub(crate) use lists::{Found, Lists};
#[cfg(feature = "wasm")]
pub(crate) use smart_encoding::smart_encode_units;

use sent::Sent;

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
///
/// # Example
///
/// ```
/// use septet::segments::{Options, Provider, count_segments};
///
/// let options = Options { provider: Provider::TwilioTollFree, ..Options::default() };
/// assert_eq!(count_segments(&"x".repeat(306), &options)?, 3);
/// # Ok::<(), septet::segments::Error>(())
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Options {
    /// Whose rules apply. What is `None` below is as they say.
    pub provider: Provider,
    /// The encoding to use; by default GSM-7 where the text fits it.
    pub encoding: Option<Encoding>,
    /// Whether characters are replaced first.
    pub smart_encoding: SmartEncoding,
    /// The header of each of several segments.
    pub header: Option<Header>,
    /// The languages whose national tables may be used: those that need the fewest segments are,
    /// and among these the ones with the fewest units.
    pub languages: Option<Languages>,
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
    /// The characters of `text` that have no septets, and so force UCS-2.
    pub unsupported: Vec<Unsupported>,
    /// How the lines of `text` end.
    pub line_breaks: LineBreaks,
    /// The national language tables that `text` is written with.
    pub language: Option<LanguageTables>,
    /// The substitutions that led to `text`, at offsets of the text given.
    pub changes: Vec<Change>,
}

/// A character that has no septets.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Unsupported {
    /// Where it begins, in UTF-16 code units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What [`smart_encode`] would put in its place. A mark that it composes with the letter
    /// before has none of its own.
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
    Lists::with(|lists| {
        let measured = segment_units(&units_of(text), options, lists)?;
        let Found { edits, segments, lacking } = &lists.found;
        let changes: Vec<Change> = edits.iter().copied().map(Change::from).collect();
        Ok(Segments {
            encoding: measured.encoding,
            count: segments.len(),
            units: measured.units,
            units_per_segment: measured.units_per_segment,
            remaining: measured.remaining,
            characters: measured.characters,
            text: smart_encoding::apply(text, &changes),
            segments: segments.to_vec(),
            unsupported: lacking.iter().copied().map(Unsupported::from).collect(),
            line_breaks: measured.line_breaks,
            language: measured.language,
            changes,
        })
    })
}

/// What there is one of in [`Segments`].
pub(crate) struct Measured {
    pub(crate) encoding: Encoding,
    pub(crate) units: usize,
    pub(crate) units_per_segment: usize,
    pub(crate) remaining: usize,
    pub(crate) characters: usize,
    pub(crate) line_breaks: LineBreaks,
    pub(crate) language: Option<LanguageTables>,
}

/// [`segment`] for UTF-16 code units, which may be lone surrogates: what there are several of is in
/// `lists`.
pub(crate) fn segment_units(
    units: &[u16],
    options: &Options,
    lists: &mut Lists,
) -> Result<Measured, Error> {
    let Lists { encoded, found } = lists;
    let sent = Sent::of(units, options, encoded, found)?;
    sent.find_savings(units, found);
    sent.split(options.keep_graphemes, &mut found.segments);
    found.lacking.clear();
    if sent.encoding == Encoding::Ucs2 {
        lacking::find(sent.units, &sent.rules, &mut found.lacking);
    }
    let units_per_segment = sent.units_per_segment();
    let used = found.segments.last().map_or(0, |last| last.units);
    Ok(Measured {
        encoding: sent.encoding,
        units: sent.size,
        units_per_segment,
        remaining: units_per_segment - used,
        characters: graphemes::count_units(sent.units),
        line_breaks: LineBreaks::of(sent.units),
        language: sent.tables,
    })
}

/// Counts the segments of `text`: the `count` of [`segment`], without the rest.
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
    // No text has more UTF-16 code units than bytes.
    if *options == Options::default() && text.len() <= MAX_TEXT {
        return Ok(count::count(text));
    }
    count_segments_of_units(&units_of(text), options)
}

/// [`count_segments`] for UTF-16 code units, which may be lone surrogates.
pub(crate) fn count_segments_of_units(units: &[u16], options: &Options) -> Result<usize, Error> {
    Lists::with(|lists| count_segments_into(units, options, lists))
}

/// [`count_segments_of_units`] by means of `lists`.
pub(crate) fn count_segments_into(
    units: &[u16],
    options: &Options,
    lists: &mut Lists,
) -> Result<usize, Error> {
    let Lists { encoded, found } = lists;
    let sent = Sent::of(units, options, encoded, found)?;
    Ok(sent.split(options.keep_graphemes, &mut found.segments))
}

impl Encoding {
    /// What each segment of a text of such a size can hold, if all of them name so many national
    /// `tables`. 3GPP TS 23.040 9.2.3.24: a message has 140 bytes; a header has one byte for its
    /// length, 5 or 6 for a reference if there are several segments, and 3 for each table; septets
    /// begin on a septet edge.
    pub(crate) fn units_per_segment(self, size: usize, header: Header, tables: usize) -> usize {
        let room = |elements| {
            let bytes = if elements == 0 { 140 } else { 139 - elements };
            match self {
                Self::Gsm7 => bytes * 8 / 7,
                Self::Ucs2 => bytes / 2,
            }
        };
        let reference = match header {
            _ if size <= room(3 * tables) => 0,
            Header::Bytes6 => 5,
            Header::Bytes7 => 6,
        };
        room(reference + 3 * tables)
    }
}

impl LineBreaks {
    fn of(units: &[u16]) -> Self {
        let (mut alone, mut pairs) = (false, false);
        let mut last = 0;
        for &unit in units {
            if unit == u16::from(b'\n') {
                let pair = last == u16::from(b'\r');
                pairs |= pair;
                alone |= !pair;
            }
            last = unit;
        }
        match (alone, pairs) {
            (false, false) => Self::None,
            (true, false) => Self::Lf,
            (false, true) => Self::CrLf,
            (true, true) => Self::Mixed,
        }
    }
}

#[cfg(feature = "segments-full")]
fn check_length(text: &str) -> Result<(), Error> {
    check_units(utf16_length(text))
}

fn check_units(units: usize) -> Result<(), Error> {
    if units > MAX_TEXT { Err(Error::TooLong { units }) } else { Ok(()) }
}

fn units_of(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// How many UTF-16 code units a text has.
///
/// Never inlined, as some below: the many who call it are no hot path, and each copy is shipped.
#[cfg(feature = "segments-full")]
#[inline(never)]
fn utf16_length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The characters of `text`, each with its offset in UTF-16 code units.
#[cfg(feature = "segments-full")]
fn utf16_indices(text: &str) -> Utf16Indices<'_> {
    Utf16Indices { rest: text.chars(), offset: 0 }
}

#[cfg(feature = "segments-full")]
struct Utf16Indices<'a> {
    rest: std::str::Chars<'a>,
    offset: usize,
}

#[cfg(feature = "segments-full")]
impl Iterator for Utf16Indices<'_> {
    type Item = (usize, char);

    #[inline(never)]
    fn next(&mut self) -> Option<(usize, char)> {
        let start = self.offset;
        let character = self.rest.next()?;
        self.offset += character.len_utf16();
        Some((start, character))
    }
}

/// The code point at `start`, which may be a lone surrogate, and where the next one begins.
#[inline]
fn code_point(units: &[u16], start: usize) -> Option<(u32, usize)> {
    let &first = units.get(start)?;
    if first & HALF == SURROGATE
        && let Some(&second) = units.get(start + 1)
        && is_pair(first, second)
    {
        let [high, low] = [first, second].map(|half| u32::from(half & !HALF));
        return Some((0x1_0000 + (high << 10 | low), start + 2));
    }
    Some((first.into(), start + 1))
}

/// Whether two units are one character.
#[inline]
fn is_pair(first: u16, second: u16) -> bool {
    first & HALF == SURROGATE && second & HALF == LOW_SURROGATE
}

/// The bits that tell the first surrogates of pairs, and the second ones, from all other units.
const HALF: u16 = 0xFC00;
const SURROGATE: u16 = 0xD800;
const LOW_SURROGATE: u16 = 0xDC00;

#[cfg(test)]
mod tests {
    use super::alphabet;
    use super::characters::Characters;

    #[test]
    fn no_character_of_gsm7_has_a_replacement() {
        let characters = Characters::get();
        for unit in (0..=u16::MAX).filter(|&unit| alphabet::septets_of_unit(unit) > 0) {
            assert!(!characters.replacement(unit).is_some(), "U+{unit:04X}");
        }
    }
}
