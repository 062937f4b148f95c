//! What the tables say of each character, unpacked when it is first asked.
//!
//! Packed they are a tenth of the size, which is what a page has to load.

use std::sync::OnceLock;

use super::graphemes::Class;
use super::tables::{CLASSES, OTHER_REPLACEMENTS, RUNS, SUBSTITUTIONS};

/// The tables, a byte for each character.
pub(super) struct Characters {
    classes: Vec<Class>,
    /// 0 for a character that is not replaced.
    replacements: Vec<u8>,
}

impl Characters {
    /// Unpacks the tables, the first time.
    pub(super) fn get() -> &'static Self {
        static CHARACTERS: OnceLock<Characters> = OnceLock::new();
        CHARACTERS.get_or_init(|| Self { classes: classes(), replacements: replacements() })
    }

    /// What the rules of grapheme clusters tell a code point from others by.
    #[inline]
    pub(super) fn class(&self, code: u32) -> Class {
        let place = match code as usize {
            code @ ..TAGS => code,
            tag @ FIRST_TAG.. => tag - FIRST_TAG + TAGS,
            _ => return Class::Other,
        };
        self.classes.get(place).copied().unwrap_or(Class::Other)
    }

    /// What Smart Encoding puts in the place of a character. Those beyond 16 bits have no replacement.
    #[inline]
    pub(super) fn replacement(&self, unit: u16) -> Option<&'static str> {
        match self.replacements.get(usize::from(unit)) {
            None | Some(0) => None,
            Some(&number) => replacement(number),
        }
    }
}

fn replacement(number: u8) -> Option<&'static str> {
    let number = usize::from(number);
    match number.checked_sub(usize::from(b' ')) {
        Some(place) => PRINTABLE.get(place..=place),
        None => OTHER_REPLACEMENTS.get(number - 1).copied(),
    }
}

/// ASCII from the space on.
const PRINTABLE: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// Indices here and below are in bounds for the tables there are, which is all that is ever read:
/// a test unpacks them.
fn classes() -> Vec<Class> {
    let mut classes = vec![Class::Other; TAGS + 0x1000];
    classes[..' ' as usize].fill(Class::Control);
    classes['\x7F' as usize] = Class::Control;
    classes['\r' as usize] = Class::CarriageReturn;
    classes['\n' as usize] = Class::LineFeed;
    let mut start = 0x80;
    let mut runs = RUNS.iter();
    while let Some(&run) = runs.next() {
        let more = if run >> 4 == 15 { number(&mut runs) } else { 0 };
        let end = start + usize::from(run >> 4) + 1 + more;
        classes[start..end].fill(CLASSES[usize::from(run & 15)]);
        start = end;
    }
    // Every block of the 28 finals begins with the syllable without one.
    for syllable in ('\u{AC00}'..='\u{D7A3}').step_by(28) {
        classes[syllable as usize] = Class::Lv;
    }
    classes
}

fn replacements() -> Vec<u8> {
    let mut replacements = vec![0; 0x1_0000];
    let mut next = 0;
    let mut list = SUBSTITUTIONS.iter();
    while !list.as_slice().is_empty() {
        let code = next + number(&mut list);
        replacements[code] = list.next().copied().unwrap_or(0);
        next = code + 1;
    }
    replacements
}

/// Reads a number in LEB128.
pub(super) fn number(bytes: &mut std::slice::Iter<'_, u8>) -> usize {
    let mut number = 0;
    let mut shift = 0;
    for &byte in bytes {
        number |= usize::from(byte & 0x7F) << shift;
        shift += 7;
        if byte < 0x80 {
            break;
        }
    }
    number
}

/// The tags and variation selectors of U+E0000 to U+E0FFF stand here, behind all that has a class below.
const TAGS: usize = 0x2_0000;
const FIRST_TAG: usize = 0xE_0000;
