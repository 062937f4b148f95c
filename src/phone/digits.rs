//! The digits of a number.

use std::ops::Deref;

use super::characters::{DIGIT, LETTER, is, keypad};

/// ASCII digits, without a place on the heap.
///
/// A number has at most 17, behind prefixes and codes of some 40 together. What follows
/// [`ROOM`] digits can change no answer, and is dropped.
#[derive(Clone, Copy)]
pub(super) struct Digits {
    bytes: [u8; HEAD + ROOM],
    start: usize,
    end: usize,
}

/// How many digits there is room for.
const ROOM: usize = 72;
/// How many can be inserted before the first.
const HEAD: usize = 8;

impl Digits {
    /// Nothing.
    pub(super) const fn new() -> Self {
        Self { bytes: [0; HEAD + ROOM], start: HEAD, end: HEAD }
    }

    /// The digits of a text of symbols. Three letters or more stand for the digits on their
    /// keys, fewer for nothing.
    pub(super) fn normalized(symbols: &[u8]) -> Self {
        let mut letters = 0;
        for symbol in symbols {
            letters += usize::from(is(*symbol, LETTER));
        }
        let mut digits = Self::new();
        for &symbol in symbols {
            if is(symbol, DIGIT) {
                digits.push(b'0' | symbol & 15);
            } else if letters >= 3 && is(symbol, LETTER) {
                digits.push(keypad(symbol));
            }
        }
        digits
    }

    /// Drops the first `count`.
    pub(super) fn drop_first(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    /// Replaces the first `length` digits: by those of `insert`, and then those of them from `skip` on,
    /// the last `cut` excepted.
    pub(super) fn replace(&mut self, length: usize, insert: [u8; 4], skip: usize, cut: usize) {
        let first = self.start + skip;
        let kept = first..(self.start + length).saturating_sub(cut).max(first);
        self.start += length;
        // Both lie before what has been replaced, and the inserted digits fit the head.
        for place in kept.rev() {
            self.prepend(self.bytes.get(place).copied().unwrap_or_default());
        }
        for digit in insert.iter().rev().filter(|digit| **digit != b' ') {
            self.prepend(*digit);
        }
    }

    /// Appends `digit`, if there is room.
    pub(super) fn push(&mut self, digit: u8) {
        if let Some(place) = self.bytes.get_mut(self.end) {
            *place = digit;
            self.end += 1;
        }
    }

    fn prepend(&mut self, digit: u8) {
        self.start = self.start.saturating_sub(1);
        if let Some(place) = self.bytes.get_mut(self.start) {
            *place = digit;
        }
    }
}

impl Deref for Digits {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }
}
