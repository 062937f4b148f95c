//! What the tables say of each character, unpacked when it is first asked.
//!
//! Packed they are a tenth of the size, which is what a page has to load. Only [`Characters::get`]
//! writes what is read here, before anything reads it.

use std::sync::Once;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

use super::compositions::COMPOSITIONS;
use super::graphemes::Class;
use super::tables::{CLASSES, OTHER_REPLACEMENTS, OTHER_UNITS, RUNS, SUBSTITUTIONS};

/// The tables, a byte for each character: there is one of this only once they are unpacked.
#[derive(Clone, Copy)]
pub(super) struct Characters(());

#[expect(clippy::unused_self, reason = "who has one has unpacked the tables")]
impl Characters {
    /// Unpacks the tables, the first time.
    pub(super) fn get() -> Self {
        static UNPACKED: Once = Once::new();
        UNPACKED.call_once(|| {
            unpack_classes();
            unpack_replacements();
        });
        Self(())
    }

    /// What the rules of grapheme clusters tell a code point from others by: its place in
    /// [`Class::ALL`].
    #[inline]
    pub(super) fn class(self, code: u32) -> u8 {
        let place = match code as usize {
            code @ ..TAGS => code,
            tag @ FIRST_TAG.. => tag - FIRST_TAG + TAGS,
            _ => return Class::Other as u8,
        };
        CLASS_OF.get(place).map_or(Class::Other as u8, |class| class.load(Relaxed))
    }

    /// What Smart Encoding puts in the place of a character. Those beyond 16 bits have no replacement.
    #[inline]
    pub(super) fn replacement(self, unit: u16) -> Replacement {
        let number = REPLACEMENT_OF.get(usize::from(unit));
        Replacement(number.map_or(0, |number| number.load(Relaxed).into()))
    }
}

/// What a character is replaced by: 0 if it is not, the number of a replacement that is not one
/// printable character of ASCII, or else the unit that it is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[repr(transparent)]
pub(crate) struct Replacement(u32);

impl Replacement {
    pub(super) const NONE: Self = Self(0);

    /// One character, which is none of the first of ASCII.
    pub(super) fn of(unit: u16) -> Self {
        Self(unit.into())
    }

    /// What [`Self::number`] gave.
    pub(super) fn numbered(number: u32) -> Self {
        Self(number)
    }

    pub(super) fn is_some(self) -> bool {
        self != Self::NONE
    }

    /// What the boundary hands over.
    pub(super) fn number(self) -> u32 {
        self.0
    }

    /// Its UTF-16 code units, if they are not one.
    #[inline]
    pub(super) fn units(self) -> Option<&'static [u16]> {
        OTHER_UNITS.get((self.0 as usize).wrapping_sub(1)).copied()
    }

    /// How many UTF-16 code units it has.
    pub(super) fn len(self) -> usize {
        self.units().map_or(1, <[u16]>::len)
    }

    /// The one character it is, and 0 for more or none.
    pub(super) fn only(self) -> u16 {
        match self.units() {
            None => u16::try_from(self.0).unwrap_or(0),
            Some(&[only]) => only,
            Some(_) => 0,
        }
    }

    /// It, as text.
    pub(super) fn text(self) -> Option<&'static str> {
        let place = usize::try_from(self.0).ok()?.checked_sub(1)?;
        if let Some(other) = OTHER_REPLACEMENTS.get(place) {
            return Some(other);
        }
        let ascii = place.checked_sub(usize::from(b' ') - 1);
        if let Some(one) = ascii.and_then(|place| PRINTABLE.get(place..=place)) {
            return Some(one);
        }
        let unit = u16::try_from(self.0).ok()?;
        #[cfg(feature = "segments-full")]
        if let Some(letter) = super::national::composed(unit) {
            return Some(letter);
        }
        COMPOSITIONS.text(unit)
    }
}

/// ASCII from the space on.
const PRINTABLE: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

fn unpack_classes() {
    fill(0, ' ' as usize, Class::Control);
    fill('\n' as usize, 1, Class::LineFeed);
    fill('\r' as usize, 1, Class::CarriageReturn);
    fill('\x7F' as usize, 1, Class::Control);
    let mut start = 0x80;
    let mut runs = RUNS.iter();
    while let Some(&run) = runs.next() {
        let more = if run >> 4 == 15 { number(&mut runs) } else { 0 };
        let length = usize::from(run >> 4) + 1 + more;
        // The four bits stand for a class each: a test unpacks them.
        fill(start, length, CLASSES[usize::from(run & 15)]);
        start += length;
    }
    // Every block of the 28 finals begins with the syllable without one.
    for syllable in ('\u{AC00}'..='\u{D7A3}').step_by(28) {
        fill(syllable as usize, 1, Class::Lv);
    }
}

/// Most characters have no class of their own, and are left as they are.
fn fill(start: usize, length: usize, class: Class) {
    if class != Class::Other {
        for place in CLASS_OF.iter().skip(start).take(length) {
            place.store(class as u8, Relaxed);
        }
    }
}

fn unpack_replacements() {
    let (mut code, mut replacement) = (0, 0_u8);
    let mut bytes = SUBSTITUTIONS.iter();
    while !bytes.as_slice().is_empty() {
        code += number(&mut bytes);
        let step = bytes.next().copied().unwrap_or(0);
        replacement = replacement.wrapping_add(step).wrapping_add(1);
        if let Some(place) = REPLACEMENT_OF.get(code) {
            place.store(replacement, Relaxed);
        }
        code += 1;
    }
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

static CLASS_OF: [AtomicU8; LISTED] = [const { AtomicU8::new(Class::Other as u8) }; LISTED];
static REPLACEMENT_OF: [AtomicU8; 1 << 16] = [const { AtomicU8::new(0) }; 1 << 16];

/// The tags and variation selectors of U+E0000 to U+E0FFF stand here, behind all that has a class below.
const TAGS: usize = 0x2_0000;
const FIRST_TAG: usize = 0xE_0000;
const LISTED: usize = TAGS + 0x1000;
