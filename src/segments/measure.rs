//! Measures a text in one pass, without saying where it is cut.

use super::tables::SEPTETS;
use super::{Encoding, Header, alphabet};

/// What a text needs in one encoding.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    pub(super) encoding: Encoding,
    pub(super) units: usize,
    /// Some character takes two units, so an edge may have to give way to it.
    has_pairs: bool,
}

impl Measure {
    /// The septets of `text`, if all of it is in the alphabet.
    pub(super) fn gsm7(text: &str) -> Option<Self> {
        let (mut units, mut characters) = (0, 0);
        let mut rest = text;
        while let Some(window) = rest.as_bytes().first_chunk::<WINDOW>() {
            let septets: u32 = window.iter().map(|&byte| ASCII_SEPTETS[usize::from(byte)]).sum();
            if septets < IRREGULAR {
                units += septets as usize;
                characters += WINDOW;
                // The window is ASCII, so it ends between two characters.
                rest = rest.get(WINDOW..).unwrap_or_default();
                continue;
            }
            let mut next = rest.chars();
            while rest.len() - next.as_str().len() < WINDOW {
                units += septets_of(next.next()?)?;
                characters += 1;
            }
            rest = next.as_str();
        }
        for character in rest.chars() {
            units += septets_of(character)?;
            characters += 1;
        }
        Some(Self { encoding: Encoding::Gsm7, units, has_pairs: units > characters })
    }

    /// The UTF-16 code units of `text`.
    pub(super) fn ucs2(text: &str) -> Self {
        let (mut units, mut pairs) = (0, 0);
        for byte in text.bytes() {
            units += usize::from(byte & CONTINUATION_MASK != CONTINUATION);
            pairs += usize::from(byte >= FOUR_BYTES);
        }
        Self { encoding: Encoding::Ucs2, units: units + pairs, has_pairs: pairs > 0 }
    }

    /// What each segment can hold. 3GPP TS 23.040 9.2.3.24: a message has 140
    /// bytes, a header is taken from them, and septets begin on a septet edge.
    pub(super) fn units_per_segment(&self, header: Header) -> usize {
        let (whole, bytes6, bytes7) = match self.encoding {
            Encoding::Gsm7 => (160, 153, 152),
            Encoding::Ucs2 => (70, 67, 66),
        };
        match header {
            _ if self.units <= whole => whole,
            Header::Bytes6 => bytes6,
            Header::Bytes7 => bytes7,
        }
    }

    /// The segments of `text`, which this is the measure of.
    pub(super) fn count(&self, text: &str, units_per_segment: usize) -> usize {
        if self.units <= units_per_segment {
            1
        } else if self.has_pairs {
            fill(text, self.encoding, units_per_segment)
        } else {
            self.units.div_ceil(units_per_segment)
        }
    }
}

/// Counts segments where a pair of units may stand at an edge.
fn fill(text: &str, encoding: Encoding, units_per_segment: usize) -> usize {
    let units_of = match encoding {
        Encoding::Gsm7 => &GSM7_UNITS,
        Encoding::Ucs2 => &UCS2_UNITS,
    };
    let (mut count, mut used) = (1, 0);
    for byte in text.bytes() {
        let units = usize::from(units_of[usize::from(byte)]);
        used += units;
        if used > units_per_segment {
            count += 1;
            used = units;
        }
    }
    count
}

fn septets_of(character: char) -> Option<usize> {
    match alphabet::septets(character) {
        0 => None,
        septets => Some(usize::from(septets)),
    }
}

/// Bytes looked at together. Their septets cannot add up to `IRREGULAR`.
const WINDOW: usize = 16;
const IRREGULAR: u32 = 1 << 8;

const CONTINUATION_MASK: u8 = 0b1100_0000;
const CONTINUATION: u8 = 0b1000_0000;
const FOUR_BYTES: u8 = 0b1111_0000;

/// Septets of each ASCII character, `IRREGULAR` for what is not GSM-7 or not ASCII.
static ASCII_SEPTETS: [u32; 256] = {
    let mut table = [IRREGULAR; 256];
    let mut code = 0;
    while code < 128 {
        if ascii_septets(code) > 0 {
            table[code] = ascii_septets(code) as u32;
        }
        code += 1;
    }
    table
};

/// Septets by the first byte of a character of GSM-7. Of those beyond ASCII
/// only the euro sign has three bytes, and it alone takes two septets.
static GSM7_UNITS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte {
            0..=0x7F => ascii_septets(byte),
            0x80..=0xBF => 0,
            0xC0..=0xDF => 1,
            _ => 2,
        };
        byte += 1;
    }
    table
};

/// UTF-16 code units by the first byte of a character.
static UCS2_UNITS: [u8; 256] = {
    let mut table = [1; 256];
    let mut byte = 0x80;
    while byte < 256 {
        table[byte] = match byte {
            0x80..=0xBF => 0,
            0xC0..=0xEF => 1,
            _ => 2,
        };
        byte += 1;
    }
    table
};

const fn ascii_septets(code: usize) -> u8 {
    SEPTETS[code / 4] >> (code % 4 * 2) & 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell_the_septets() {
        for character in ('\0'..=char::MAX).filter(|&character| alphabet::contains(character)) {
            let text = character.to_string();
            let units: u8 = text.bytes().map(|byte| GSM7_UNITS[usize::from(byte)]).sum();
            assert_eq!(units, alphabet::septets(character), "{character:?}");
        }
    }

    #[test]
    fn first_bytes_tell_the_utf16_units() {
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            let units: u8 = text.bytes().map(|byte| UCS2_UNITS[usize::from(byte)]).sum();
            assert_eq!(usize::from(units), character.len_utf16(), "{character:?}");
        }
    }
}
