//! Extended grapheme clusters, Unicode Standard Annex #29.
//!
//! The tables of the crate `unicode-segmentation` are several times the size
//! of all the rest here, so it is what the tests compare with instead.

use super::characters::Characters;
use super::code_point;

/// What the rules tell apart: `Grapheme_Cluster_Break`, divided further by
/// `Indic_Conjunct_Break` and `Extended_Pictographic`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Class {
    /// First, so that it is 0.
    Other,
    CarriageReturn,
    Consonant,
    Control,
    Extend,
    /// Extends a cluster, but ends a conjunct: U+200C.
    ExtendAlone,
    Joiner,
    L,
    LineFeed,
    Linker,
    Lv,
    Lvt,
    Pictograph,
    Prepend,
    RegionalIndicator,
    SpacingMark,
    T,
    V,
}

impl Class {
    const ALL: [Self; 18] = [
        Self::Other,
        Self::CarriageReturn,
        Self::Consonant,
        Self::Control,
        Self::Extend,
        Self::ExtendAlone,
        Self::Joiner,
        Self::L,
        Self::LineFeed,
        Self::Linker,
        Self::Lv,
        Self::Lvt,
        Self::Pictograph,
        Self::Prepend,
        Self::RegionalIndicator,
        Self::SpacingMark,
        Self::T,
        Self::V,
    ];
}

/// The clusters of `text`, which may be none.
#[cfg(any(test, feature = "segments-full"))]
pub(super) fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut reader = Reader::new();
        let end = rest
            .char_indices()
            .find(|&(at, character)| reader.starts(character.into()) && at > 0)
            .map_or(rest.len(), |(at, _)| at);
        let (cluster, next) = rest.split_at_checked(end)?;
        rest = next;
        Some(cluster).filter(|cluster| !cluster.is_empty())
    })
}

/// How many clusters `text` has.
#[cfg(feature = "segments-full")]
pub(super) fn count(text: &str) -> usize {
    clusters(text).count()
}

/// How many clusters a text of UTF-16 code units has.
pub(super) fn count_units(text: &[u16]) -> usize {
    let mut reader = Reader::new();
    let (mut count, mut start) = (0, 0);
    while let Some((code, end)) = code_point(text, start) {
        count += usize::from(reader.starts(code));
        start = end;
    }
    count
}

/// Goes through a text by the rules, which [`MACHINE`] has as a table.
pub(super) struct Reader {
    characters: Characters,
    state: u8,
}

impl Reader {
    /// At the beginning of a text.
    pub(super) fn new() -> Self {
        Self { characters: Characters::get(), state: 0 }
    }

    /// Takes the next code point, and says whether it starts a cluster.
    #[inline]
    pub(super) fn starts(&mut self, code: u32) -> bool {
        let class = self.characters.class(code);
        let step = MACHINE[place(self.state, class)];
        self.state = step & !START;
        step & START != 0
    }

    /// Where the cluster ends that begins at `start`.
    pub(super) fn cluster(&mut self, text: &[u16], start: usize) -> usize {
        self.state = 0;
        let mut at = start;
        while let Some((code, end)) = code_point(text, at) {
            if self.starts(code) && at > start {
                break;
            }
            at = end;
        }
        at
    }
}

/// By state and class of the next character: the state after it, and [`START`] if it starts a cluster.
static MACHINE: [u8; STATES * 32] = {
    let mut machine = [0; STATES * 32];
    let mut contexts = [Context::START; STATES];
    let (mut state, mut known) = (0, 1);
    while state < known {
        let mut next = 0;
        while next < Class::ALL.len() {
            let class = Class::ALL[next];
            let column = place(state, class as u8);
            let context = contexts[state as usize].then(class);
            let mut after = 0;
            while after < known && !contexts[after as usize].is(context) {
                after += 1;
            }
            if after == known {
                contexts[after as usize] = context;
                known += 1;
            }
            let starts = !contexts[state as usize].joins(class);
            machine[column] = after | if starts { START } else { 0 };
            next += 1;
        }
        state += 1;
    }
    machine
};

/// More than there are: the machine would not compile with too few.
const STATES: usize = 16;
const START: u8 = 0x80;

/// In bounds whatever the arguments, which saves a check.
#[inline]
const fn place(state: u8, class: u8) -> usize {
    (state as usize % STATES) * 32 + class as usize % 32
}

/// What has to be known of the text before a character.
#[derive(Clone, Copy)]
struct Context {
    /// The last class, or another one that the rules ask the same of.
    last: Class,
    conjunct: Conjunct,
    /// The last class ends `Pictograph Extend*`, or that and a joiner.
    emoji: bool,
    /// The regional indicators before the character are odd in number.
    half_flag: bool,
}

/// How far the text before has come in `Consonant (Extend | Linker)* Linker`.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Conjunct {
    None,
    Begun,
    Linked,
}

impl Context {
    /// At the beginning of a text, where a cluster starts as after a control.
    const START: Self =
        Self { last: Class::Control, conjunct: Conjunct::None, emoji: false, half_flag: false };

    /// The context behind the character `next` that follows.
    const fn then(self, next: Class) -> Self {
        let conjunct = match (next, self.conjunct) {
            (Class::Consonant, _) => Conjunct::Begun,
            (Class::Linker, Conjunct::Begun) => Conjunct::Linked,
            (Class::Extend | Class::Joiner | Class::Linker, same) => same,
            _ => Conjunct::None,
        };
        let emoji = match next {
            Class::Pictograph => true,
            Class::Extend | Class::ExtendAlone | Class::Linker | Class::Joiner => {
                self.emoji && !matches!(self.last, Class::Joiner)
            }
            _ => false,
        };
        let half_flag = matches!(next, Class::RegionalIndicator) && !self.half_flag;
        let last = match next {
            Class::LineFeed => Class::Control,
            Class::Lv => Class::V,
            Class::Lvt => Class::T,
            Class::CarriageReturn
            | Class::Control
            | Class::L
            | Class::Prepend
            | Class::T
            | Class::V => next,
            Class::Joiner if emoji => next,
            _ => Class::Other,
        };
        Self { last, conjunct, emoji, half_flag }
    }

    /// Whether `next` belongs to the cluster of the character before.
    #[allow(clippy::match_same_arms, reason = "the rules stay apart, in their order")]
    const fn joins(self, next: Class) -> bool {
        use Class::{
            CarriageReturn, Consonant, Control, Extend, ExtendAlone, Joiner, L, LineFeed, Linker,
            Lv, Lvt, Pictograph, Prepend, RegionalIndicator, SpacingMark, T, V,
        };
        match (self.last, next) {
            // GB3 to GB5.
            (CarriageReturn, LineFeed) => true,
            (CarriageReturn | LineFeed | Control, _) => false,
            (_, CarriageReturn | LineFeed | Control) => false,
            // GB6 to GB8.
            (L, L | V | Lv | Lvt) | (Lv | V, V | T) | (Lvt | T, T) => true,
            // GB9 to GB9b.
            (_, Extend | ExtendAlone | Linker | Joiner | SpacingMark) | (Prepend, _) => true,
            // GB9c.
            (_, Consonant) => matches!(self.conjunct, Conjunct::Linked),
            // GB11.
            (Joiner, Pictograph) => self.emoji,
            // GB12 and GB13.
            (_, RegionalIndicator) => self.half_flag,
            // GB999.
            _ => false,
        }
    }

    /// Whether both are the same.
    const fn is(self, other: Self) -> bool {
        self.last as u8 == other.last as u8
            && self.conjunct as u8 == other.conjunct as u8
            && self.emoji == other.emoji
            && self.half_flag == other.half_flag
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop, proptest};
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    fn class(character: char) -> Class {
        Class::ALL[usize::from(Characters::get().class(character.into()))]
    }

    /// Characters of every class, several where a class has very unlike ones.
    const SAMPLES: [char; 40] = [
        'a',
        ' ',
        '~',
        '\r',
        '\n',
        '\0',
        '\x7F',
        '\u{AD}',
        '\u{200B}',
        '\u{E0001}',
        '\u{300}',
        '\u{1F3FD}',
        '\u{E0061}',
        '\u{FE0F}',
        '\u{200C}',
        '\u{200D}',
        '\u{94D}',
        '\u{D4D}',
        '\u{915}',
        '\u{D15}',
        '\u{93F}',
        '\u{903}',
        '\u{600}',
        '\u{D4E}',
        '\u{1F1E6}',
        '\u{1F1FF}',
        '\u{1100}',
        '\u{115F}',
        '\u{1161}',
        '\u{11A8}',
        '\u{AC00}',
        '\u{AC01}',
        '\u{D788}',
        '\u{D7A3}',
        '\u{A9}',
        '\u{2764}',
        '\u{1F469}',
        '\u{1F9D1}',
        '\u{4E00}',
        '\u{10FFFF}',
    ];

    /// Contexts that, together, are answered differently for each class.
    const CONTEXTS: [(&str, &str); 10] = [
        ("\u{2764}", "\u{200D}\u{2764}"),
        ("\u{1100}", ""),
        ("\u{915}\u{94D}", "\u{915}"),
        ("", "\u{11A8}"),
        ("", "\n"),
        ("", "\u{1161}"),
        ("\r", ""),
        ("\u{915}", "\u{915}"),
        ("\u{1F1E6}", ""),
        ("\u{1161}", ""),
    ];

    #[track_caller]
    fn same(text: &str) {
        assert!(clusters(text).eq(text.graphemes(true)), "{}", text.escape_unicode());
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(count_units(&units), text.graphemes(true).count(), "{}", text.escape_unicode());
    }

    fn in_contexts(character: char) -> impl Iterator<Item = String> {
        CONTEXTS.into_iter().map(move |(before, after)| format!("{before}{character}{after}"))
    }

    #[test]
    fn the_unicode_version_is_that_of_unicode_segmentation() {
        assert_eq!(crate::segments::UNICODE_VERSION, unicode_segmentation::UNICODE_VERSION);
    }

    #[test]
    fn the_contexts_tell_every_two_classes_apart() {
        let mut known: Vec<(Class, Vec<usize>)> = Vec::new();
        for character in SAMPLES {
            let counts = in_contexts(character).map(|text| text.graphemes(true).count()).collect();
            let class = class(character);
            if let Some((_, others)) = known.iter().find(|(known, _)| *known == class) {
                assert_eq!(&counts, others, "{character:?}");
            } else {
                assert!(known.iter().all(|(_, others)| *others != counts), "{character:?}");
                known.push((class, counts));
            }
        }
        assert_eq!(known.len(), 18, "a class has no sample");
    }

    #[test]
    fn every_code_point_has_the_class_of_unicode_segmentation() {
        for first in (0..=0x10_FFFF).step_by(64) {
            let block: Vec<char> = (first..first + 64).filter_map(char::from_u32).collect();
            if block.iter().all(|&character| class(character) == Class::Other) {
                all_other(&block);
            } else {
                block.into_iter().flat_map(in_contexts).for_each(|text| same(&text));
            }
        }
    }

    /// A character of any class joins itself or a final consonant in the first
    /// text, or breaks from or joins across the linker and joiner in the second.
    #[track_caller]
    fn all_other(block: &[char]) {
        let apart: String = block.iter().flat_map(|&each| [each, each, '\u{11A8}']).collect();
        let linked: String =
            block.iter().flat_map(|&each| [each, '\u{94D}', '\u{200D}', each]).collect();
        assert_eq!(apart.graphemes(true).count(), block.len() * 3, "{}", apart.escape_unicode());
        assert_eq!(linked.graphemes(true).count(), block.len() * 2, "{}", linked.escape_unicode());
    }

    #[test]
    fn every_pair_and_triple_of_samples_is_cut_as_in_unicode_segmentation() {
        for first in SAMPLES {
            for second in SAMPLES {
                same(&String::from_iter([first, second]));
                for third in SAMPLES {
                    same(&String::from_iter([first, second, third]));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_cut_as_in_unicode_segmentation(text in ".*") {
            same(&text);
        }

        #[test]
        fn any_sequence_of_samples_is_cut_as_in_unicode_segmentation(
            characters in vec(prop::sample::select(&SAMPLES[..]), 0..24)
        ) {
            same(&String::from_iter(characters));
        }
    }
}
