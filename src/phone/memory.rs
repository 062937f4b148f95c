//! The numbering plans in memory, which is filled in as it is needed.
//!
//! Numbers of 16 bits, all 0 at first: states of automata, and lists in which plans, calling
//! codes and regions are found. Only `read` in `metadata` and the table of formats write, and
//! only what nothing reads yet.

use std::sync::atomic::{AtomicU16, Ordering::Relaxed};

use super::tables::{CODES, PLANS, STATES};

/// What a state has: where each digit leads, 0 for nowhere, and what holds for digits that end
/// there, 0 for nothing. Nothing leads out of the state 0.
const STATE: usize = 11;
const LABEL: usize = 10;

/// The states that the automata of a plan begin with.
pub(super) const GENERAL: usize = STATE * STATES;
pub(super) const NATIONAL_PREFIX: usize = GENERAL + PLANS;
pub(super) const INTERNATIONAL_PREFIX: usize = NATIONAL_PREFIX + PLANS;
/// The states that the automata of a calling code begin with.
pub(super) const LEADING: usize = INTERNATIONAL_PREFIX + PLANS;
pub(super) const NUMBERS: usize = LEADING + CODES;
/// The calling code at each place, the first of its plans, and the one after its last.
pub(super) const CODE: usize = NUMBERS + CODES;
pub(super) const FIRST_PLAN: usize = CODE + CODES;
/// The place of the calling code of a plan.
pub(super) const CODE_OF: usize = FIRST_PLAN + CODES + 1;
/// The lengths that numbers of a plan have, from [`SHORTEST`] on a bit each: whole numbers, and
/// those dialed within an area. [`TOLD`] is set with the latter.
pub(super) const WHOLE: usize = CODE_OF + PLANS;
pub(super) const LOCAL: usize = WHOLE + PLANS;
/// The letters of a plan's region, five bits each, from 1 on; 0 for none.
pub(super) const LETTERS_OF: usize = LOCAL + PLANS;
/// One more than the place of a calling code, and of a region's plan by its letters.
pub(super) const PLACE_OF_CODE: usize = LETTERS_OF + PLANS;
pub(super) const PLACE_OF_REGION: usize = PLACE_OF_CODE + 1000;
const END: usize = PLACE_OF_REGION + 32 * 32;

/// The fewest digits that a number has.
pub(super) const SHORTEST: usize = 2;
/// The bit for regions that are told by leading digits. No number within an area is as long.
pub(super) const TOLD: u16 = 1 << 15;

static MEMORY: [AtomicU16; END] = [const { AtomicU16::new(0) }; END];

/// The number at `place`.
pub(super) fn get(place: usize) -> u16 {
    MEMORY.get(place).map_or(0, |number| number.load(Relaxed))
}

/// Changes the number at `place`.
// Inlined, it would be an eighth of what fills the memory in.
#[inline(never)]
pub(super) fn set(place: usize, number: u16) {
    if let Some(slot) = MEMORY.get(place) {
        slot.store(number, Relaxed);
    }
}

/// Fills in a state.
pub(super) fn set_state(state: u16, next: &[u16; 10], label: u8) {
    let place = usize::from(state) * STATE;
    for (slot, next) in MEMORY.get(place..).unwrap_or_default().iter().zip(next) {
        slot.store(*next, Relaxed);
    }
    set(place + LABEL, label.into());
}

/// Where an ASCII digit leads.
pub(super) fn next(state: u16, digit: u8) -> u16 {
    get(usize::from(state) * STATE + usize::from(digit.wrapping_sub(b'0') % 10))
}

/// The label of a state.
pub(super) fn label(state: u16) -> u8 {
    let [label, _] = get(usize::from(state) * STATE + LABEL).to_le_bytes();
    label
}

/// The label where all of `digits` lead.
pub(super) fn label_of(root: u16, digits: &[u8]) -> u8 {
    let mut state = root;
    for digit in digits {
        state = next(state, *digit);
    }
    label(state)
}

/// The last label on the way of `digits`.
pub(super) fn last_label(root: u16, digits: &[u8]) -> u8 {
    let mut state = root;
    let mut last = label(state);
    for digit in digits {
        state = next(state, *digit);
        match label(state) {
            0 => {}
            other => last = other,
        }
    }
    last
}
