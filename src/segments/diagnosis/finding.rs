/// Something to tell the person who writes a text.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// What it is.
    pub code: FindingCode,
    /// How grave it is.
    pub severity: Severity,
    /// All of it in an English sentence, without a period.
    pub message: String,
    /// Where it is: one place or more, in order, none in another.
    pub places: Vec<Place>,
    /// Segments fewer, if the replacements are made everywhere; for `Emoji`, `NearlyFits` and
    /// `Ucs2Demanded`, if it is left out.
    pub segments_saved: usize,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Place {
    /// Where it begins, in UTF-16 code units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What to type instead: nothing at all, if it is empty.
    pub replacement: Option<&'static str>,
}

impl Place {
    pub(super) const fn new(start: usize, end: usize, replacement: Option<&'static str>) -> Self {
        Self { start, end, replacement }
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// The text is refused as it is.
    Error,
    /// It costs segments that need not be, or may arrive broken.
    Warning,
    /// Good to know.
    Info,
}

/// What a finding is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum FindingCode {
    /// Letters with accents that GSM-7 lacks. The replacement lacks the accent.
    AccentedLetter,
    /// Halves of characters, or U+FFFD.
    BrokenCharacter,
    /// Characters made of several code points, across the edge of two segments.
    CharacterCut,
    /// Control characters.
    ControlCharacter,
    /// Line ends of a carriage return and a line feed.
    CrLf,
    /// Emoji, each whole.
    Emoji,
    /// Characters that nobody sees.
    InvisibleCharacter,
    /// Links across the edge of two segments.
    LinkCut,
    /// Letters of another script that look like Latin ones, in a text that is Latin without them.
    LookalikeLetter,
    /// More than [`MANY_SEGMENTS`](super::MANY_SEGMENTS) segments: the place is what is beyond.
    ManySegments,
    /// The last characters cost a segment of their own.
    NearlyFits,
    /// All that does not fit GSM-7, which is demanded.
    NotGsm7,
    /// Text in a script that GSM-7 does not have, and what has no like.
    OtherScript,
    /// Accents that are characters of their own.
    SeparateAccent,
    /// What Smart Encoding replaces.
    SmartEncoded,
    /// Symbols that GSM-7 lacks.
    Symbol,
    /// More characters than the provider takes, as its [`Profile`](crate::segments::Profile) says:
    /// the place is what is beyond.
    TooManyCharacters,
    /// White space at the end.
    TrailingSpace,
    /// Characters of the extension table of GSM-7.
    TwoSeptets,
    /// Quotation marks, dashes and the like, as word processors put them in.
    Typographic,
    /// All that makes the text UCS-2.
    Ucs2,
    /// The options demand UCS-2 for a text that fits GSM-7.
    Ucs2Demanded,
    /// Spaces that are not that of the space bar.
    UnusualSpace,
}

impl FindingCode {
    /// Every code.
    pub const ALL: [Self; 23] = [
        Self::AccentedLetter,
        Self::BrokenCharacter,
        Self::CharacterCut,
        Self::ControlCharacter,
        Self::CrLf,
        Self::Emoji,
        Self::InvisibleCharacter,
        Self::LinkCut,
        Self::LookalikeLetter,
        Self::ManySegments,
        Self::NearlyFits,
        Self::NotGsm7,
        Self::OtherScript,
        Self::SeparateAccent,
        Self::SmartEncoded,
        Self::Symbol,
        Self::TooManyCharacters,
        Self::TrailingSpace,
        Self::TwoSeptets,
        Self::Typographic,
        Self::Ucs2,
        Self::Ucs2Demanded,
        Self::UnusualSpace,
    ];

    /// The stable name, `code` in JavaScript.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccentedLetter => "accented-letter",
            Self::BrokenCharacter => "broken-character",
            Self::CharacterCut => "character-cut",
            Self::ControlCharacter => "control-character",
            Self::CrLf => "crlf",
            Self::Emoji => "emoji",
            Self::InvisibleCharacter => "invisible-character",
            Self::LinkCut => "link-cut",
            Self::LookalikeLetter => "lookalike-letter",
            Self::ManySegments => "many-segments",
            Self::NearlyFits => "nearly-fits",
            Self::NotGsm7 => "not-gsm7",
            Self::OtherScript => "other-script",
            Self::SeparateAccent => "separate-accent",
            Self::SmartEncoded => "smart-encoded",
            Self::Symbol => "symbol",
            Self::TooManyCharacters => "too-many-characters",
            Self::TrailingSpace => "trailing-space",
            Self::TwoSeptets => "two-septets",
            Self::Typographic => "typographic",
            Self::Ucs2 => "ucs2",
            Self::Ucs2Demanded => "ucs2-demanded",
            Self::UnusualSpace => "unusual-space",
        }
    }
}
