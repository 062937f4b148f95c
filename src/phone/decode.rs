//! Reads the automata out of their compressed form.
//!
//! A state stands where it is first led to. Every decision is one bit of an adaptive binary
//! range coder, in the context of decisions before it; `xtask/src/codegen/phone/encode.rs`
//! makes the same decisions. The input is a table of this crate and is read to its end by the
//! tests, so nothing here can fail, and the places in lists need no care.

use super::memory::{SHORTEST, set_state};
use super::tables::STATES;

/// Which automaton a state belongs to, as far as the models care.
#[derive(Clone, Copy)]
pub(super) enum Family {
    Numbers,
    General,
    Prefix,
}

/// Reads one automaton after the other. All zeros before [`Self::start`], so that a static one
/// takes no room in a module.
pub(super) struct Decoder {
    coder: Coder,
    models: [Model; MODELS],
    /// The state that is written next.
    free: u16,
    /// What later decisions depend on, by state.
    shapes: [Shape; STATES],
    /// Every state that is no end by its height, and the ends of numbers by family: lists in
    /// the order of their last use.
    recent: Lists,
    /// The ends of numbers.
    ends: [End; MOST_ENDS],
    ends_read: u16,
    /// The states that only count the digits up to an end, by that and how many there are.
    counters: [[u16; MOST_DIGITS]; MOST_ENDS],
    /// The lengths that numbers may have here, a bit each.
    whole: u32,
    /// Which digits lead nowhere, by depth, in the state read last there: a bit each, the last
    /// digit first.
    closed: [u16; 32],
    /// How many formats there are to choose from. If any, ends are counted from where they are
    /// written, and their labels are the places of [`Self::sets`].
    formats: usize,
    /// Sets of formats, a bit each. The first is no set.
    #[cfg(feature = "phone-format")]
    pub(super) sets: Vec<u32>,
}

/// Where a number can end, whatever its last digits are. Those with more digits follow.
#[derive(Clone, Copy)]
struct End {
    digits: u8,
    label: u8,
    /// The digits of the last that follows.
    most: u8,
}

/// What later decisions depend on.
#[derive(Clone, Copy)]
struct Shape {
    class: u8,
    /// One more than the digits that can follow; 0 for the dead state.
    height: u8,
}

/// The classes of a state: nothing, counting to an end, another.
const DEAD: u8 = 0;
const END: u8 = 1;
const INNER: u8 = 2;
/// There is no state.
const NONE: u8 = 3;

impl Decoder {
    /// Nothing read.
    #[expect(clippy::large_stack_arrays, reason = "decoders are static")]
    pub(super) const NEW: Self = Self {
        coder: Coder { text: &[], range: 0, value: 0 },
        models: [Model { fast: 0, slow: 0, settled: 0 }; MODELS],
        free: 0,
        shapes: [Shape { class: DEAD, height: 0 }; STATES],
        recent: Lists { first: [0; LISTS], after: [0; STATES + MOST_ENDS] },
        ends: [End { digits: 0, label: 0, most: 0 }; MOST_ENDS],
        ends_read: 0,
        counters: [[0; MOST_DIGITS]; MOST_ENDS],
        whole: 0,
        closed: [0; 32],
        formats: 0,
        #[cfg(feature = "phone-format")]
        sets: Vec::new(),
    };

    /// Starts at the beginning of `text`; states stand from `free` on.
    pub(super) fn start(&mut self, text: &'static str, free: u16) {
        self.coder = Coder { text: text.as_bytes(), range: (1 << 30) - 1, value: 0 };
        for _ in 0..5 {
            self.coder.shift();
        }
        self.free = free;
    }

    /// Reads the next automaton, of numbers that have `lengths`, and returns the state it begins
    /// with.
    pub(super) fn root(&mut self, family: Family, lengths: u16) -> u16 {
        // The root itself is counted as a digit.
        self.whole = u32::from(lengths) << (SHORTEST + 1);
        let mut root = [0];
        self.targets(&mut root, family as usize, 0);
        root[0]
    }

    /// Reads lengths of numbers, a bit each from the shortest on.
    pub(super) fn lengths(&mut self, base: usize) -> u16 {
        let mut lengths = 0;
        for length in 0..16 {
            let before = usize::from(lengths >> 15);
            lengths = lengths >> 1 | u16::from(self.bit(base + length * 2 + before)) << 15;
        }
        lengths
    }

    /// Reads the state that `depth` digits lead to. Numbers are shorter than 20 digits, and so is
    /// the recursion.
    fn state(&mut self, kind: usize, depth: usize) -> u16 {
        let label = if self.bit(LABEL + kind) {
            let end = self.end(kind, depth, NO_END);
            self.ends[end].label
        } else {
            0
        };
        let mut next = [0; 10];
        self.targets(&mut next, kind, depth);
        let mut height = 0;
        for target in &next {
            height = height.max(self.shape(*target).height);
        }
        let state = self.write(&next, label, Shape { class: INNER, height: height + 1 });
        self.recent.push(height.into(), state);
        state
    }

    fn write(&mut self, next: &[u16; 10], label: u8, shape: Shape) -> u16 {
        let state = self.free;
        set_state(state, next, label);
        self.shapes[usize::from(state)] = shape;
        self.free += 1;
        state
    }

    /// Reads where each digit leads.
    fn targets(&mut self, targets: &mut [u16], kind: usize, depth: usize) {
        let place = kind * 16 + depth.min(15);
        let coarse = kind * 5 + depth.min(4);
        let mut last = Shape { class: NONE, height: 0 };
        // The classes of all digits before, a bit each.
        let mut seen = 0;
        // How many digits before lead to the same, whether all do, and to how many ends.
        let mut run = 0;
        let mut mixed = 0;
        let mut ends = 0;
        let mut closed = 0;
        for digit in 0..targets.len() {
            let above = usize::from(self.closed[depth] >> digit & 1);
            let before = usize::from(last.class);
            let mut is_same = false;
            if digit > 0 {
                targets[digit] = targets[digit - 1];
                mixed |= usize::from(targets[digit] != targets[0]);
                let same = ((coarse * 3 + before) * 5 + run) * 4 + above * 2 + mixed;
                is_same = self.bit(SAME + same);
            }
            if is_same {
                run = (run + 1).min(4);
            } else {
                run = 0;
                let place = place * 8 + seen;
                targets[digit] = if last.class != DEAD && self.bit(DEAD_END + place * 2 + above) {
                    0
                } else if self.bit(ENDS + place * 4 + before) {
                    let end = self.end(kind, depth + 1, (kind * 4 + before) * 4 + ends);
                    let target = self.counter(end, self.counted(depth + 1));
                    if !targets[..digit].contains(&target) {
                        ends = (ends + 1).min(3);
                    }
                    target
                } else {
                    self.inner(&targets[..digit], kind, depth)
                };
            }
            last = self.shape(targets[digit]);
            seen |= 1 << last.class;
            closed |= u16::from(targets[digit] == 0) << digit;
        }
        self.closed[depth] = closed;
    }

    /// Reads a target that is no end, after the targets `before`.
    fn inner(&mut self, before: &[u16], kind: usize, depth: usize) -> u16 {
        let mut earlier = [0; 10];
        let count = self.earlier(before, &mut earlier);
        if count > 0 && self.bit(AGAIN + depth.min(15)) {
            let mut place = 0;
            while place < count - 1 && !self.bit(WHICH + place.min(3) * 5 + count.min(4)) {
                place += 1;
            }
            return earlier[place];
        }
        if self.bit(NEW + kind * 16 + depth.min(15)) {
            return self.state(kind, depth + 1);
        }
        let height = self.tree(HEIGHT + (kind * 16 + self.left(kind, depth)) * 16, 4);
        let place = self.gamma(PLACE + height.min(7) * GAMMA);
        self.recent.recall(height, place)
    }

    /// Lists the other states that `targets` are, the last one excepted, and returns how many.
    fn earlier(&self, targets: &[u16], earlier: &mut [u16; 10]) -> usize {
        let mut count = 0;
        for target in targets.iter().rev() {
            let known = earlier[..count].contains(target) || targets.last() == Some(target);
            if self.shape(*target).class == INNER && !known {
                earlier[count] = *target;
                count += 1;
            }
        }
        count
    }

    /// How many digits are left until the end that was used last.
    fn left(&self, kind: usize, depth: usize) -> usize {
        let end = match self.recent.first[ENDS_OF + kind] {
            _ if self.has_formats() => return depth.min(15),
            0 => return 0,
            end => self.ends[usize::from(end) - STATES],
        };
        (usize::from(end.most) + 1).saturating_sub(depth).min(15)
    }

    /// Reads where a number ends after the first `depth` digits: the place of it. `context` is
    /// what stands before.
    fn end(&mut self, kind: usize, depth: usize, context: usize) -> usize {
        let place = self.gamma(END_PLACE + context * GAMMA);
        if place != 2 {
            let place = place - usize::from(place > 2);
            return usize::from(self.recent.recall(ENDS_OF + kind, place)) - STATES;
        }
        let first = self.ends_read;
        let mut digits = self.counted(depth);
        let mut label = 0;
        loop {
            while !self.bit(END_DIGITS + self.lengths_from(digits)) {
                digits += 1;
            }
            if first == self.ends_read || !self.bit(SAME_LABEL + kind) {
                label = self.label(kind);
            }
            self.ends[usize::from(self.ends_read)] = End { digits: byte(digits), label, most: 0 };
            self.ends_read += 1;
            let is_last = !self.bit(END_MORE + self.lengths_from(digits));
            if is_last {
                break;
            }
            digits += 1;
        }
        for end in first..self.ends_read {
            self.ends[usize::from(end)].most = byte(digits);
        }
        self.recent.push(ENDS_OF + kind, FIRST_END + first);
        first.into()
    }

    /// Whether numbers may have this length, and a longer one.
    fn lengths_from(&self, digits: usize) -> usize {
        let lengths = self.whole >> digits.min(31);
        usize::from(lengths & 1 == 1) + usize::from(lengths > 1) * 2
    }

    fn label(&mut self, kind: usize) -> u8 {
        #[cfg(feature = "phone-format")]
        if self.formats > 0 {
            return self.set();
        }
        byte(self.tree(END_LABEL + kind * 128, 7))
    }

    /// The state of `depth` digits from which on all that counts is how many lead to this end. As
    /// deep as numbers are long.
    fn counter(&mut self, place: usize, depth: usize) -> u16 {
        let known = self.counters[place][depth];
        if known != 0 {
            return known;
        }
        let end = self.ends[place];
        let (label, next) = match end {
            _ if depth < usize::from(end.digits) => (0, self.counter(place, depth + 1)),
            _ if end.digits < end.most => (end.label, self.counter(place + 1, depth + 1)),
            _ => (end.label, 0),
        };
        let height = self.shape(next).height + 1;
        let state = self.write(&[next; 10], label, Shape { class: END, height });
        self.counters[place][depth] = state;
        state
    }

    /// How many digits an end counts of those before it.
    fn counted(&self, depth: usize) -> usize {
        if self.has_formats() { 0 } else { depth }
    }

    fn shape(&self, state: u16) -> Shape {
        self.shapes[usize::from(state)]
    }

    fn has_formats(&self) -> bool {
        cfg!(feature = "phone-format") && self.formats > 0
    }

    /// A number of at least 1: how many bits it has, then these.
    pub(super) fn gamma(&mut self, base: usize) -> usize {
        let mut bits = 0;
        while self.bit(base + bits) {
            bits += 1;
        }
        let mut number = 1;
        for _ in 0..bits {
            number = number << 1 | usize::from(self.bit(base + 16 + bits));
        }
        number
    }

    /// A number of `bits` bits, highest first.
    pub(super) fn tree(&mut self, base: usize, bits: u32) -> usize {
        let mut number = 1;
        for _ in 0..bits {
            number = number << 1 | usize::from(self.bit(base + number));
        }
        number - (1 << bits)
    }

    // Inlined, it would be most of the module.
    #[inline(never)]
    pub(super) fn bit(&mut self, model: usize) -> bool {
        self.coder.bit(&mut self.models[model])
    }
}

#[cfg(feature = "phone-format")]
impl Decoder {
    /// Reads how many formats the next calling code has.
    pub(super) fn count(&mut self) -> usize {
        self.formats = self.tree(COUNT, 5);
        self.formats
    }

    /// The state that is written next.
    pub(super) fn free(&self) -> u16 {
        self.free
    }

    /// Reads a set of formats and returns its place.
    fn set(&mut self) -> u8 {
        let mut set = 0;
        for place in 0..self.formats {
            set |= u32::from(self.bit(SET + usize::from(set != 0))) << place;
        }
        if self.sets.is_empty() {
            self.sets.push(0);
        }
        let place = self.sets.iter().position(|other| *other == set).unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        // There are some 200 sets.
        byte(place)
    }
}

/// A number that is known to be of 8 bits.
pub(super) fn byte(number: usize) -> u8 {
    let [byte, ..] = number.to_le_bytes();
    byte
}

/// A number that is known to be of 16 bits.
pub(super) fn short(number: usize) -> u16 {
    let [low, high, ..] = number.to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// Lists whose items are in one of them at most. 0 is no item.
struct Lists {
    first: [u16; LISTS],
    after: [u16; STATES + MOST_ENDS],
}

impl Lists {
    /// Puts `item` first.
    fn push(&mut self, list: usize, item: u16) {
        self.after[usize::from(item)] = self.first[list];
        self.first[list] = item;
    }

    /// Moves the item at `place`, counted from 1, to the first place.
    fn recall(&mut self, list: usize, place: usize) -> u16 {
        let mut before = 0;
        let mut item = self.first[list];
        for _ in 1..place {
            before = item;
            item = self.after[usize::from(item)];
        }
        if before != 0 {
            self.after[usize::from(before)] = self.after[usize::from(item)];
            self.push(list, item);
        }
        item
    }
}

/// Lists by height, then those of ends by family.
const LISTS: usize = ENDS_OF + 3;
const ENDS_OF: usize = 20;
/// How many ends there is room for; as items they follow the states.
const MOST_ENDS: usize = 2000;
/// More than the digits of any number.
const MOST_DIGITS: usize = 20;
#[expect(clippy::cast_possible_truncation, reason = "as items the states take 16 bits")]
const FIRST_END: u16 = STATES as u16;
const _: () = assert!(STATES + MOST_ENDS < 1 << 16);

// Where the models of each decision begin.
const SAME: usize = 0;
const DEAD_END: usize = SAME + 3 * 5 * 3 * 5 * 4;
const ENDS: usize = DEAD_END + 3 * 16 * 8 * 2;
const AGAIN: usize = ENDS + 3 * 16 * 8 * 4;
const WHICH: usize = AGAIN + 16;
const NEW: usize = WHICH + 4 * 5;
const LABEL: usize = NEW + 3 * 16;
const HEIGHT: usize = LABEL + 3;
const END_DIGITS: usize = HEIGHT + 3 * 16 * 16;
const END_MORE: usize = END_DIGITS + 4;
const SAME_LABEL: usize = END_MORE + 4;
const END_LABEL: usize = SAME_LABEL + 3;
const END_PLACE: usize = END_LABEL + 3 * 128;
/// The context of the end of a number that goes on otherwise as well.
const NO_END: usize = 3 * 4 * 4;
const PLACE: usize = END_PLACE + (NO_END + 1) * GAMMA;
pub(super) const WHOLE_LENGTHS: usize = PLACE + 8 * GAMMA;
pub(super) const LOCAL_LENGTHS: usize = WHOLE_LENGTHS + 16 * 2;
pub(super) const IS_CODE: usize = LOCAL_LENGTHS + 16 * 2;
pub(super) const SHARED: usize = IS_CODE + 2;
pub(super) const LETTERS: usize = SHARED + GAMMA;
const SET: usize = LETTERS + 2 * 32;
const COUNT: usize = SET + 2;
/// Where the models of formats begin, and how many there is room for.
pub(super) const FORMAT: usize = COUNT + 32;
pub(super) const FORMAT_MODELS: usize = 1024;
const MODELS: usize = FORMAT + if cfg!(feature = "phone-format") { FORMAT_MODELS } else { 0 };
/// Models of a number written by [`Decoder::gamma`].
const GAMMA: usize = 16 + 16;

/// How likely the next bit is a one, learnt from those before, by two that forget at different
/// speeds: of 65536, and less by half of that.
#[derive(Clone, Copy)]
struct Model {
    fast: i32,
    slow: i32,
    /// By how much [`FIRST_RATE`] is more than the part of a surprise that is learnt.
    settled: i32,
}

impl Model {
    fn probability(self) -> i32 {
        ((self.fast + self.slow) >> 1) + HALF
    }

    fn learn(&mut self, bit: bool) {
        let target = if bit { MOST_LEAN } else { -MOST_LEAN };
        let rate = FIRST_RATE - self.settled;
        self.fast += ((target - self.fast) * rate.max(FAST)) >> 16;
        self.slow += ((target - self.slow) * rate) >> 16;
        // What is learnt from many is kept, without a division.
        self.settled = (self.settled + ((rate * rate) >> 18) * 3).min(FIRST_RATE - SLOW);
    }
}

const HALF: i32 = 1 << 15;
/// How far from half a probability can be.
const MOST_LEAN: i32 = HALF - 300;
/// Which part of a surprise is learnt, of 65536: at first, and in the end by either.
const FIRST_RATE: i32 = 28_000;
const FAST: i32 = 12_000;
const SLOW: i32 = 1_100;

/// A binary range decoder. It reads characters, which pass through JavaScript as they are, and six bits
/// of each.
struct Coder {
    text: &'static [u8],
    range: u32,
    value: u32,
}

impl Coder {
    fn bit(&mut self, model: &mut Model) -> bool {
        let bound = (self.range >> 16) * model.probability().cast_unsigned();
        let bit = self.value < bound;
        if bit {
            self.range = bound;
        } else {
            self.value -= bound;
            self.range -= bound;
        }
        model.learn(bit);
        while self.range < 1 << 24 {
            self.range <<= 6;
            self.shift();
        }
        bit
    }

    /// Takes the next character. Zeros at the end are not written.
    fn shift(&mut self) {
        let mut bits = 0;
        if let [first, rest @ ..] = self.text {
            // `dense` in `xtask/src/package/text.rs` has a character for each of the 64.
            bits = (u32::from(*first) * 289) >> 5 & 63;
            self.text = rest;
        }
        self.value = self.value << 6 | bits;
    }
}
