//! The states of all automata, in memory that is filled in as it is needed.
//!
//! Only the decoder writes, and only states that nothing reads yet: see `reach` in `metadata`.

use std::sync::atomic::{AtomicU8, AtomicU16, Ordering::Relaxed};

use super::tables::STATES;

/// A state of an automaton over digits.
#[derive(Clone, Copy, Default)]
pub(super) struct State {
    /// Where each digit leads, 0 for nowhere.
    pub(super) next: [u16; 10],
    /// What holds for digits that end here, 0 for nothing.
    pub(super) label: u8,
}

// The state 0 is the one that nothing leads out of.
static NEXT: [AtomicU16; STATES * 10] = [const { AtomicU16::new(0) }; STATES * 10];
static LABELS: [AtomicU8; STATES] = [const { AtomicU8::new(0) }; STATES];

/// Fills in the state at `place`.
pub(super) fn write(place: u16, state: &State) {
    let place = usize::from(place);
    for (slot, next) in NEXT.get(place * 10..).unwrap_or_default().iter().zip(state.next) {
        slot.store(next, Relaxed);
    }
    if let Some(slot) = LABELS.get(place) {
        slot.store(state.label, Relaxed);
    }
}

/// Where an ASCII digit leads.
pub(super) fn next(state: u16, digit: u8) -> u16 {
    let slot = NEXT.get(usize::from(state) * 10 + usize::from(digit.wrapping_sub(b'0') % 10));
    slot.map_or(0, |next| next.load(Relaxed))
}

/// The label of a state.
pub(super) fn label(state: u16) -> u8 {
    LABELS.get(usize::from(state)).map_or(0, |label| label.load(Relaxed))
}

/// The label where all of `digits` lead.
pub(super) fn label_of(root: u16, digits: &[u8]) -> u8 {
    label(digits.iter().fold(root, |state, digit| next(state, *digit)))
}

/// The last label on the way of `digits`.
pub(super) fn last_label(root: u16, digits: &[u8]) -> u8 {
    let mut state = root;
    let mut last = label(state);
    for digit in digits {
        state = next(state, *digit);
        if state == 0 {
            break;
        }
        match label(state) {
            0 => {}
            other => last = other,
        }
    }
    last
}
