//! The characters that numbers are written with.

/// The value of a digit: ASCII, fullwidth, Arabic-Indic or Extended Arabic-Indic.
pub(super) fn digit(ch: char) -> Option<u8> {
    let first = match ch {
        '0'..='9' => '0',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    u8::try_from(u32::from(ch) - u32::from(first)).ok()
}

/// Whether `ch` is a digit.
pub(super) fn is_digit(ch: char) -> bool {
    digit(ch).is_some()
}

/// Whether `ch` is a plus sign.
pub(super) fn is_plus(ch: char) -> bool {
    matches!(ch, '+' | '\u{ff0b}')
}

/// Whether `ch` can stand between the digits of a number, a star included.
pub(super) fn is_punctuation(ch: char) -> bool {
    matches!(
        ch,
        '-' | 'x'
            | 'X'
            | '*'
            | ' '
            | '('
            | ')'
            | '.'
            | '['
            | ']'
            | '/'
            | '~'
            | '\u{a0}'
            | '\u{ad}'
            | '\u{200b}'
            | '\u{2010}'..='\u{2015}'
            | '\u{2053}'
            | '\u{2060}'
            | '\u{2212}'
            | '\u{223c}'
            | '\u{3000}'
            | '\u{30fc}'
            | '\u{ff08}'
            | '\u{ff09}'
            | '\u{ff0d}'..='\u{ff0f}'
            | '\u{ff3b}'
            | '\u{ff3d}'
            | '\u{ff5e}'
    )
}

/// The digit that a letter stands on, ITU-T E.161.
pub(super) fn keypad(letter: char) -> Option<u8> {
    Some(match letter.to_ascii_uppercase() {
        'A'..='C' => 2,
        'D'..='F' => 3,
        'G'..='I' => 4,
        'J'..='L' => 5,
        'M'..='O' => 6,
        'P'..='S' => 7,
        'T'..='V' => 8,
        'W'..='Z' => 9,
        _ => return None,
    })
}

/// The ASCII digits of `text`. Three letters or more stand for the digits on their keys,
/// fewer for nothing.
pub(super) fn normalized(text: &[char]) -> Vec<u8> {
    let letters = text.iter().filter(|ch| ch.is_ascii_alphabetic()).take(3).count();
    let value = |ch: &char| digit(*ch).or_else(|| if letters == 3 { keypad(*ch) } else { None });
    text.iter().filter_map(value).map(|value| b'0' + value).collect()
}
