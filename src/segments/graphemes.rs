//! Extended grapheme clusters, Unicode Standard Annex #29.
//!
//! The tables of the crate `unicode-segmentation` are several times the size
//! of all the rest here, so it is what the tests compare with instead.

use super::tables::{BLOCKS, CLASSES, LEAVES, RANGES};

/// What the rules tell apart: `Grapheme_Cluster_Break`, divided further by
/// `Indic_Conjunct_Break` and `Extended_Pictographic`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Class {
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
    Other,
    Pictograph,
    Prepend,
    RegionalIndicator,
    SpacingMark,
    /// `Lv` or `Lvt`, by its number.
    Syllable,
    T,
    V,
}

/// The clusters of `text`, which may be none.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut rules = Rules::new();
        let end = rest
            .char_indices()
            .find(|&(at, character)| rules.starts(character) && at > 0)
            .map_or(rest.len(), |(at, _)| at);
        let (cluster, next) = rest.split_at_checked(end)?;
        rest = next;
        Some(cluster).filter(|cluster| !cluster.is_empty())
    })
}

/// How many clusters `text` has.
pub(super) fn count(text: &str) -> usize {
    if text.is_ascii() {
        return text.len() - text.matches("\r\n").count();
    }
    let mut rules = Rules::new();
    text.chars().filter(|&character| rules.starts(character)).count()
}

/// What has to be known of the text before a character.
struct Rules {
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

impl Rules {
    /// At the beginning of a text, where a cluster starts as after a control.
    const fn new() -> Self {
        Self { last: Class::Control, conjunct: Conjunct::None, emoji: false, half_flag: false }
    }

    /// Takes the next character, and says whether it starts a cluster.
    fn starts(&mut self, character: char) -> bool {
        let next = class(character);
        let starts = !self.joins(next);
        self.conjunct = match (next, self.conjunct) {
            (Class::Consonant, _) => Conjunct::Begun,
            (Class::Linker, Conjunct::Begun) => Conjunct::Linked,
            (Class::Extend | Class::Joiner | Class::Linker, same) => same,
            _ => Conjunct::None,
        };
        self.emoji = match next {
            Class::Pictograph => true,
            Class::Extend | Class::ExtendAlone | Class::Linker | Class::Joiner => {
                self.emoji && self.last != Class::Joiner
            }
            _ => false,
        };
        self.half_flag = next == Class::RegionalIndicator && !self.half_flag;
        self.last = next;
        starts
    }

    #[allow(clippy::match_same_arms, reason = "the rules stay apart, in their order")]
    fn joins(&self, next: Class) -> bool {
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
            (_, Consonant) => self.conjunct == Conjunct::Linked,
            // GB11.
            (Joiner, Pictograph) => self.emoji,
            // GB12 and GB13.
            (RegionalIndicator, RegionalIndicator) => self.half_flag,
            // GB999.
            _ => false,
        }
    }
}

fn class(character: char) -> Class {
    match character {
        ' '..='~' => Class::Other,
        '\r' => Class::CarriageReturn,
        '\n' => Class::LineFeed,
        '\0'..='\x7F' => Class::Control,
        _ => match listed(character) {
            // Every syllable block of the 28 finals begins with the one without.
            Class::Syllable if (character as u32 - FIRST_SYLLABLE).is_multiple_of(28) => Class::Lv,
            Class::Syllable => Class::Lvt,
            class => class,
        },
    }
}

fn listed(character: char) -> Class {
    let code = character as usize;
    let Some(&block) = BLOCKS.get(code / 64) else {
        return RANGES
            .iter()
            .find(|(first, last, _)| (first..=last).contains(&&character))
            .map_or(Class::Other, |&(.., class)| class);
    };
    let pair = LEAVES.get(usize::from(block) * 32 + code % 64 / 2).copied().unwrap_or(0);
    let four_bits = pair >> (code % 2 * 4) & 15;
    CLASSES.get(usize::from(four_bits)).copied().unwrap_or(Class::Other)
}

const FIRST_SYLLABLE: u32 = 0xAC00;

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop, proptest};
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

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
        assert_eq!(count(text), text.graphemes(true).count(), "{}", text.escape_unicode());
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
