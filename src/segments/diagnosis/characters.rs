//! What a character is that GSM-7 does not have, and what to type instead.

use super::FindingCode;
use crate::segments::alphabet;
use crate::segments::smart_encoding::replacement;

/// What `character` is, by itself.
pub(super) fn kind(character: char) -> FindingCode {
    match character {
        '\u{FFFD}' => FindingCode::BrokenCharacter,
        '\t' | '\u{B}' | '\u{85}' => FindingCode::UnusualSpace,
        _ if is_invisible(character) => FindingCode::InvisibleCharacter,
        _ if character.is_control() => FindingCode::ControlCharacter,
        _ if character.is_whitespace() => FindingCode::UnusualSpace,
        _ if is_mark(character) => FindingCode::SeparateAccent,
        '\u{A1}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' if listed(character, ACCENTED).is_some() => {
            FindingCode::AccentedLetter
        }
        _ if listed(character, SYMBOLS).is_some() => FindingCode::Symbol,
        _ if replacement(character).is_some() => FindingCode::Typographic,
        _ if is_emoji(character) => FindingCode::Emoji,
        // Some providers leave these out.
        _ if alphabet::contains(character) => FindingCode::Symbol,
        '¢' | '°' | '÷' | '\u{2000}'..='\u{2BFF}' => FindingCode::Symbol,
        _ => FindingCode::OtherScript,
    }
}

/// What to type instead of a character of a kind.
pub(super) fn instead(character: char, kind: FindingCode) -> Option<&'static str> {
    match kind {
        FindingCode::AccentedLetter => listed(character, ACCENTED),
        FindingCode::ControlCharacter | FindingCode::InvisibleCharacter => Some(""),
        FindingCode::LookalikeLetter => lookalike(character),
        FindingCode::Symbol => listed(character, SYMBOLS).or_else(|| replacement(character)),
        FindingCode::Typographic => replacement(character),
        // These two end a line.
        FindingCode::UnusualSpace if matches!(character, '\u{2028}' | '\u{2029}' | '\u{85}') => {
            Some("\n")
        }
        FindingCode::UnusualSpace => Some(" "),
        _ => None,
    }
}

/// The Latin letter that a letter of another script looks like.
pub(super) fn lookalike(character: char) -> Option<&'static str> {
    match character {
        '\u{250}'..='\u{52F}' => listed(character, LOOKALIKES),
        _ => None,
    }
}

/// The letter of GSM-7 that a letter and the accent behind it make.
pub(super) fn composed(letter: char, mark: char) -> Option<&'static str> {
    let (_, letters) = COMPOSED.iter().find(|(accent, _)| *accent == mark)?;
    listed(letter, letters)
}

/// A character of one septet that can stand for one of two.
pub(super) fn single(character: char) -> Option<&'static str> {
    listed(character, SINGLES)
}

/// Sets the direction of a text, which only text from right to left needs.
pub(super) fn is_direction(character: char) -> bool {
    matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Hebrew, Arabic and their neighbors.
pub(super) fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

/// Joins characters, or keeps them apart, which some scripts and emoji need.
pub(super) fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0020}'..='\u{E007F}')
}

/// The part of GSM-7 that accents are put on. Beyond ASCII its letters are these.
pub(super) fn is_plain_letter(character: char) -> bool {
    character.is_ascii_alphabetic()
        || (alphabet::contains(character) && matches!(character, 'À'..='ω'))
}

/// Default ignorable code points, and letters that are blank.
fn is_invisible(character: char) -> bool {
    is_direction(character)
        || is_joiner(character)
        || matches!(
            character,
            '\u{AD}'
                | '\u{34F}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'
                | '\u{2060}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// The blocks of combining marks that are of no script.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20E2}'
            | '\u{20E4}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
    )
}

/// What a phone shows as a picture, or as part of one: the blocks that hold emoji, and the enclosing keycap.
fn is_emoji(character: char) -> bool {
    matches!(
        character,
        '\u{20E3}' | '\u{231A}'..='\u{23FF}' | '\u{25AA}'..='\u{27BF}' | '\u{2934}' | '\u{2935}'
            | '\u{2B05}'..='\u{2B07}' | '\u{2B1B}' | '\u{2B1C}' | '\u{2B50}' | '\u{2B55}'
            | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' | '\u{1F000}'..='\u{1FAFF}'
    )
}

#[inline(never)]
fn listed(character: char, list: &[(&str, &'static str)]) -> Option<&'static str> {
    for (characters, instead) in list {
        if characters.chars().any(|other| other == character) {
            return Some(instead);
        }
    }
    None
}

/// Letters of the Latin alphabets of Europe and of Vietnam, without those of GSM-7.
const ACCENTED: &[(&str, &str)] = &[
    ("áâãāăąǎạảấầẩẫậắằẳẵặª", "a"),
    ("ÁÀÂÃĀĂĄǍẠẢẤẦẨẪẬẮẰẲẴẶ", "A"),
    ("ḃ", "b"),
    ("çćĉċč", "c"),
    ("ĆĈĊČ", "C"),
    ("ďđḋ", "d"),
    ("ĎĐḊÐ", "D"),
    ("êëēĕėęěẹẻẽếềểễệ", "e"),
    ("ÈÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ", "E"),
    ("ḟ", "f"),
    ("ĝğġģǧ", "g"),
    ("ĜĞĠĢǦ", "G"),
    ("ĥħ", "h"),
    ("ĤĦ", "H"),
    ("íîïĩīĭįıǐịỉ", "i"),
    ("ÍÌÎÏĨĪĬĮİǏỊỈ", "I"),
    ("ĵ", "j"),
    ("Ĵ", "J"),
    ("ķĸ", "k"),
    ("Ķ", "K"),
    ("ĺļľŀł", "l"),
    ("ĹĻĽĿŁ", "L"),
    ("ńņňŋ", "n"),
    ("ŃŅŇŊ", "N"),
    ("óôõōŏőơǒọỏốồổỗộớờởỡợº", "o"),
    ("ÓÒÔÕŌŎŐƠǑỌỎỐỒỔỖỘỚỜỞỠỢ", "O"),
    ("ŕŗř", "r"),
    ("ŔŖŘ", "R"),
    ("śŝşšș", "s"),
    ("ŚŜŞŠȘ", "S"),
    ("ţťŧț", "t"),
    ("ŢŤŦȚ", "T"),
    ("úûũūŭůűųưǔụủứừửữự", "u"),
    ("ÚÙÛŨŪŬŮŰŲƯǓỤỦỨỪỬỮỰ", "U"),
    ("ŵẁẃẅ", "w"),
    ("ŴẀẂẄ", "W"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("ÝŶŸỲỴỶỸ", "Y"),
    ("źżž", "z"),
    ("ŹŻŽ", "Z"),
    ("ð", "d"),
    ("þ", "th"),
    ("Þ", "Th"),
    ("œ", "oe"),
    ("Œ", "OE"),
    ("ĳ", "ij"),
    ("Ĳ", "IJ"),
    ("ẞ", "ß"),
];

/// Letters of Cyrillic and Greek that most typefaces draw as Latin ones.
const LOOKALIKES: &[(&str, &str)] = &[
    ("аɑα", "a"),
    ("АΑ", "A"),
    ("ВΒ", "B"),
    ("сϲ", "c"),
    ("СϹ", "C"),
    ("ԁ", "d"),
    ("е", "e"),
    ("ЕΕ", "E"),
    ("һ", "h"),
    ("НΗ", "H"),
    ("іι", "i"),
    ("ІΙӀ", "I"),
    ("ј", "j"),
    ("Ј", "J"),
    ("КΚ", "K"),
    ("МΜ", "M"),
    ("Ν", "N"),
    ("оο", "o"),
    ("ОΟ", "O"),
    ("рρ", "p"),
    ("РΡ", "P"),
    ("ԛ", "q"),
    ("ѕ", "s"),
    ("Ѕ", "S"),
    ("ТΤ", "T"),
    ("υ", "u"),
    ("ѵν", "v"),
    ("ԝ", "w"),
    ("хχ", "x"),
    ("ХΧ", "X"),
    ("у", "y"),
    ("УΥҮ", "Y"),
    ("Ζ", "Z"),
];

/// Symbols with words or characters that mean the same.
const SYMBOLS: &[(&str, &str)] = &[
    ("©", "(c)"),
    ("®", "(R)"),
    ("™", "TM"),
    ("№", "No."),
    ("×", "x"),
    ("±", "+/-"),
    ("¹", "1"),
    ("²", "2"),
    ("³", "3"),
    ("→", "->"),
    ("←", "<-"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("−", "-"),
    ("·", "-"),
];

/// What an accent makes of letters, where GSM-7 has it.
const COMPOSED: &[(char, &[(&str, &str)])] = &[
    ('\u{300}', &[("a", "à"), ("e", "è"), ("i", "ì"), ("o", "ò"), ("u", "ù")]),
    ('\u{301}', &[("e", "é"), ("E", "É")]),
    ('\u{303}', &[("n", "ñ"), ("N", "Ñ")]),
    ('\u{308}', &[("a", "ä"), ("A", "Ä"), ("o", "ö"), ("O", "Ö"), ("u", "ü"), ("U", "Ü")]),
    ('\u{30A}', &[("a", "å"), ("A", "Å")]),
    ('\u{327}', &[("C", "Ç")]),
];

/// Characters of one septet for those of the extension table that have one like them.
const SINGLES: &[(&str, &str)] =
    &[("[{", "("), ("]}", ")"), ("|\\", "/"), ("~", "-"), ("\u{C}", "\n")];

#[cfg(test)]
mod tests {
    use super::*;

    fn instead_of_all() -> impl Iterator<Item = (char, &'static str)> {
        let lists = [ACCENTED, LOOKALIKES, SYMBOLS].into_iter().flatten();
        lists.flat_map(|(characters, instead)| characters.chars().map(move |one| (one, *instead)))
    }

    #[test]
    fn what_to_type_instead_is_gsm7_and_what_it_stands_for_is_not() {
        for (character, instead) in instead_of_all() {
            assert!(!alphabet::contains(character), "{character}");
            assert!(instead.chars().all(alphabet::contains), "{character}");
        }
        for character in '\0'..=char::MAX {
            let kind = kind(character);
            if !alphabet::contains(character)
                && let Some(instead) = instead(character, kind)
            {
                assert!(instead.chars().all(alphabet::contains), "{character:?}");
            }
        }
    }

    #[test]
    fn no_character_is_listed_twice() {
        for list in [ACCENTED, LOOKALIKES, SYMBOLS, SINGLES] {
            let mut all: Vec<char> = list.iter().flat_map(|(each, _)| each.chars()).collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count);
        }
    }

    #[test]
    fn a_composed_letter_is_one_of_gsm7() {
        for (_, letters) in COMPOSED {
            for (letter, composed) in *letters {
                assert!(letter.chars().chain(composed.chars()).all(alphabet::contains));
            }
        }
    }

    #[test]
    fn every_character_with_a_replacement_has_something_to_type_instead() {
        for character in ('\0'..=char::MAX).filter(|&one| replacement(one).is_some()) {
            let kind = kind(character);
            let found = instead(character, kind).is_some() || kind == FindingCode::SeparateAccent;
            assert!(found, "{character:?} {kind:?}");
        }
    }

    #[test]
    fn what_takes_one_septet_stands_for_what_takes_two() {
        for (characters, instead) in SINGLES {
            assert!(characters.chars().all(|one| alphabet::septets(one) == 2));
            assert!(instead.chars().all(|one| alphabet::septets(one) == 1));
        }
    }
}
