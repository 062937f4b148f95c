//! The languages that have national tables, 3GPP TS 23.038 Annex A.

/// A language with a national language table. The numbers are its National Language
/// Identifiers, 3GPP TS 23.038 6.2.1.2.4; there are no further ones.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum Language {
    /// Locking shift table A.3.1, single shift table A.2.1.
    Turkish = 1,
    /// Single shift table A.2.2; there is no locking shift table.
    Spanish = 2,
    /// Tables A.3.3 and A.2.3.
    Portuguese = 3,
    /// Tables A.3.4 and A.2.4.
    Bengali = 4,
    /// Tables A.3.5 and A.2.5.
    Gujarati = 5,
    /// Tables A.3.6 and A.2.6.
    Hindi = 6,
    /// Tables A.3.7 and A.2.7.
    Kannada = 7,
    /// Tables A.3.8 and A.2.8.
    Malayalam = 8,
    /// Tables A.3.9 and A.2.9.
    Oriya = 9,
    /// Tables A.3.10 and A.2.10.
    Punjabi = 10,
    /// Tables A.3.11 and A.2.11.
    Tamil = 11,
    /// Tables A.3.12 and A.2.12.
    Telugu = 12,
    /// Tables A.3.13 and A.2.13.
    Urdu = 13,
}

impl Language {
    /// Every language, by its identifier.
    pub const ALL: [Self; 13] = [
        Self::Turkish,
        Self::Spanish,
        Self::Portuguese,
        Self::Bengali,
        Self::Gujarati,
        Self::Hindi,
        Self::Kannada,
        Self::Malayalam,
        Self::Oriya,
        Self::Punjabi,
        Self::Tamil,
        Self::Telugu,
        Self::Urdu,
    ];

    /// The name of this language in JavaScript.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turkish => "turkish",
            Self::Spanish => "spanish",
            Self::Portuguese => "portuguese",
            Self::Bengali => "bengali",
            Self::Gujarati => "gujarati",
            Self::Hindi => "hindi",
            Self::Kannada => "kannada",
            Self::Malayalam => "malayalam",
            Self::Oriya => "oriya",
            Self::Punjabi => "punjabi",
            Self::Tamil => "tamil",
            Self::Telugu => "telugu",
            Self::Urdu => "urdu",
        }
    }
}

/// A set of languages.
///
/// # Example
///
/// ```
/// use septet::segments::{Language, Languages};
///
/// let iberian = Languages::of(&[Language::Portuguese, Language::Spanish]);
/// assert!(iberian.contains(Language::Spanish));
/// assert!(!iberian.contains(Language::Turkish));
/// assert_eq!(Languages::of(&Language::ALL), Languages::ALL);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Languages(u16);

impl Languages {
    /// No language: the default alphabet alone.
    pub const NONE: Self = Self(0);

    /// Every language there is a table for.
    pub const ALL: Self = Self::of(&Language::ALL);

    /// The set of `languages`, in which order and repetition mean nothing.
    #[must_use]
    pub const fn of(languages: &[Language]) -> Self {
        let (mut bits, mut rest) = (0, languages);
        while let [language, tail @ ..] = rest {
            bits |= 1 << *language as u8;
            rest = tail;
        }
        Self(bits)
    }

    /// Whether `language` is one of them.
    #[must_use]
    pub const fn contains(self, language: Language) -> bool {
        self.0 >> language as u8 & 1 == 1
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set whose languages have a bit each, at the place of their identifier.
    #[cfg(feature = "wasm")]
    pub(crate) const fn from_bits(bits: u16) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// The set as bits, at the places of the identifiers.
    #[cfg(feature = "segments-full")]
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }
}

/// The national language tables that a text is written with. A table that is `None` is that of
/// the default alphabet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct LanguageTables {
    /// Whose locking shift table stands in the place of the default alphabet.
    pub locking: Option<Language>,
    /// Whose single shift table stands in the place of the extension table.
    pub single: Option<Language>,
}

impl LanguageTables {
    /// How many tables each segment has to name in its header.
    pub(super) const fn count(self) -> usize {
        self.locking.is_some() as usize + self.single.is_some() as usize
    }
}
