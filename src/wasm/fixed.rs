//! Buffers of a fixed size, for a module whose texts are short: it has no allocator.

use std::fmt;

pub(super) type Input = [u8; ROOM];
pub(super) const INPUT: Input = [0; ROOM];

#[cfg(feature = "signature")]
const ROOM: usize = crate::signature::MAX_INPUT;
#[cfg(not(feature = "signature"))]
const ROOM: usize = 4096;

/// JavaScript asks for as much as there is, and refuses longer texts.
pub(super) fn reserve(input: &mut Input, capacity: usize) {
    assert!(capacity <= input.len(), "the input is too long");
}

/// What is written behind the end is dropped.
pub(crate) struct Text {
    bytes: [u8; 256],
    length: usize,
}

impl Text {
    pub(super) const fn new() -> Self {
        Self { bytes: [0; 256], length: 0 }
    }

    /// Appends a character of the Basic Multilingual Plane.
    pub(super) fn push(&mut self, ch: char) {
        let code = u32::from(ch);
        if code < 0x80 {
            return self.push_byte(code);
        }
        if code < 0x800 {
            self.push_byte(0xc0 | code >> 6);
        } else {
            self.push_byte(0xe0 | code >> 12);
            self.push_byte(0x80 | code >> 6 & 63);
        }
        self.push_byte(0x80 | code & 63);
    }

    pub(super) fn push_str(&mut self, text: &str) {
        self.push_ascii(text.as_bytes());
    }

    // Inlined, it would be most of what writes an error.
    #[inline(never)]
    pub(super) fn push_ascii(&mut self, text: &[u8]) {
        for byte in text {
            self.push_byte((*byte).into());
        }
    }

    /// Appends the lowest byte of `number`.
    fn push_byte(&mut self, number: u32) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            let [byte, ..] = number.to_le_bytes();
            *place = byte;
            self.length += 1;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.length
    }

    pub(super) fn clear(&mut self) {
        self.length = 0;
    }

    pub(super) fn as_ptr(&self) -> *const u8 {
        self.bytes.as_ptr()
    }
}

impl fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }

    fn write_char(&mut self, ch: char) -> fmt::Result {
        self.push(ch);
        Ok(())
    }
}

/// The two lengths of an error.
pub(crate) struct Numbers {
    numbers: [u32; 2],
    length: usize,
}

impl Numbers {
    pub(super) const fn new() -> Self {
        Self { numbers: [0; 2], length: 0 }
    }

    pub(super) fn push(&mut self, number: u32) {
        if let Some(place) = self.numbers.get_mut(self.length) {
            *place = number;
            self.length += 1;
        }
    }

    pub(super) fn clear(&mut self) {
        self.length = 0;
    }

    pub(super) fn as_ptr(&self) -> *const u32 {
        self.numbers.as_ptr()
    }
}
