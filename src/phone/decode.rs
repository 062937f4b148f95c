//! Reads the automata out of their compressed form.
//!
//! A state stands where it is first led to. Every decision is one bit of an adaptive binary
//! range coder, in the context of decisions before it; `xtask/src/codegen/phone/encode.rs`
//! makes the same decisions. The input is a table of this crate, so nothing here can fail.

use super::states::{self, State};

/// Which automaton a state belongs to, as far as the models care.
#[derive(Clone, Copy)]
pub(super) enum Family {
    Numbers,
    General,
    Prefix,
}

/// Reads one automaton after the other.
pub(super) struct Decoder {
    /// The place of the first state.
    first: u16,
    /// What later decisions depend on, by state.
    shapes: Vec<Shape>,
    coder: Coder,
    models: Vec<Model>,
    /// Every state that is no end, by its height; the one used last is the last.
    written: [Vec<u16>; 16],
    /// The ends of numbers, by family; the one used last is the last.
    ends: [Vec<(usize, u8)>; 3],
    /// The states that only count the digits before an end.
    counters: Vec<u16>,
    /// How many formats there are to choose from. If any, ends are counted from where they are
    /// written, and their labels are the places of [`Self::sets`].
    formats: usize,
    /// Sets of formats, a bit each. The first is no set.
    pub(super) sets: Vec<u32>,
}

/// How the digits of some numbers are grouped.
#[derive(Clone, Copy, Default)]
pub(super) struct Format {
    /// The least and the most digits of each group, 0 after the last.
    pub(super) groups: [(u8, u8); 5],
    /// Which of the templates, and which of the rules.
    pub(super) template: u8,
    pub(super) rule: u8,
    /// Whether the national prefix can be left out.
    pub(super) optional: bool,
    /// Whether there is a form with the code of a carrier.
    pub(super) carrier: bool,
    /// Template and rule of the international form; `None` without one.
    pub(super) international: Option<(u8, u8)>,
}

/// What later decisions depend on.
#[derive(Clone, Copy, Default)]
struct Shape {
    class: u8,
    /// One more than the digits that can follow; 0 for the dead state.
    height: u8,
}

/// The classes of a state: nothing, counting to an end, another.
const DEAD: u8 = 0;
const END: u8 = 1;
const INNER: u8 = 2;

/// A state that is being read.
struct Frame {
    targets: [u16; 10],
    filled: usize,
    wanted: usize,
    label: u8,
    depth: usize,
    /// Whether the last target repeats the one before; 2 at the first digit.
    same: usize,
}

impl Frame {
    fn of(wanted: usize, label: u8, depth: usize) -> Self {
        Self { targets: [0; 10], filled: 0, wanted, label, depth, same: 2 }
    }

    fn push(&mut self, target: u16) {
        if let Some(place) = self.targets.get_mut(self.filled) {
            *place = target;
        }
        self.filled += 1;
    }

    fn targets(&self) -> &[u16] {
        self.targets.get(..self.filled).unwrap_or_default()
    }
}

impl Decoder {
    /// Starts at the beginning of `bytes`; states stand from `first` on.
    pub(super) fn new(bytes: &'static [u8], first: u16) -> Self {
        Self {
            first,
            shapes: Vec::new(),
            coder: Coder::new(bytes),
            models: vec![Model::NEW; MODELS],
            written: [const { Vec::new() }; 16],
            ends: [const { Vec::new() }; 3],
            counters: vec![0; 256 * 16],
            formats: 0,
            sets: vec![0],
        }
    }

    /// Reads the next automaton and returns the state it begins with.
    pub(super) fn root(&mut self, family: Family) -> u16 {
        let kind = family as usize;
        let mut parents = Vec::new();
        let mut frame = Frame::of(1, 0, 0);
        loop {
            if frame.filled < frame.wanted {
                if let Some(target) = self.target(&mut frame, kind) {
                    frame.push(target);
                } else {
                    let inner = self.begin(kind, frame.depth + 1);
                    parents.push(std::mem::replace(&mut frame, inner));
                }
                continue;
            }
            let Some(parent) = parents.pop() else { return frame.targets[0] };
            let state = self.complete(&frame);
            frame = parent;
            frame.push(state);
        }
    }

    /// Reads how many formats the next calling code has.
    pub(super) fn count(&mut self) -> usize {
        self.formats = self.tree(COUNT, 5);
        self.formats
    }

    /// Reads the next format, after one with the rule `before`.
    pub(super) fn format(&mut self, before: u8) -> Format {
        let mut groups = [(0, 0); 5];
        let count = self.tree(GROUPS, 3);
        for (place, group) in groups.iter_mut().enumerate().take(count) {
            let slot = place * 6 + count;
            let least = self.number(LEAST + slot * 16, 4);
            let more = if self.bit(VARIES + slot) { self.number(MOST, 4) } else { 0 };
            *group = (least, least + more);
        }
        let template = self.number(TEMPLATE + count * 32, 5);
        let rule = self.number(RULE + usize::from(before) * 16, 4);
        let optional = self.bit(OPTIONAL + usize::from(rule));
        let carrier = self.bit(CARRIER + usize::from(rule));
        let international = if self.bit(INTERNATIONAL) {
            Some((template, rule))
        } else if self.bit(OWN) {
            Some((self.number(TEMPLATE, 5), 0))
        } else {
            None
        };
        Format { groups, template, rule, optional, carrier, international }
    }

    /// How many states there are so far.
    pub(super) fn states(&self) -> usize {
        self.shapes.len()
    }

    fn has_formats(&self) -> bool {
        cfg!(feature = "phone-format") && self.formats > 0
    }

    fn begin(&mut self, kind: usize, depth: usize) -> Frame {
        let label =
            if self.bit(LABEL + kind * 16 + depth.min(15)) { self.end(kind, depth).1 } else { 0 };
        Frame::of(10, label, depth)
    }

    fn complete(&mut self, frame: &Frame) -> u16 {
        let height =
            frame.targets.iter().map(|target| self.shape(*target).height).max().unwrap_or(0);
        let state = self.push(State { next: frame.targets, label: frame.label }, INNER, height + 1);
        if let Some(list) = self.written.get_mut(usize::from(height)) {
            list.push(state);
        }
        state
    }

    fn push(&mut self, state: State, class: u8, height: u8) -> u16 {
        // There are some 10,000 states.
        let place = self.first + u16::try_from(self.shapes.len()).unwrap_or_default();
        states::write(place, &state);
        self.shapes.push(Shape { class, height });
        place
    }

    /// Where the next digit leads, `None` for a state that follows.
    fn target(&mut self, frame: &mut Frame, kind: usize) -> Option<u16> {
        let left = self.left(kind, frame.depth);
        let mut before = 3;
        if let [first, .., last] | [first @ last] = frame.targets() {
            let (first, last) = (*first, *last);
            before = usize::from(self.shape(last).class);
            let mixed = usize::from(frame.targets().iter().any(|target| *target != first));
            let context = ((kind * 3 + before) * 3 + frame.same) * 32 + left * 2 + mixed;
            let repeats = self.bit(SAME + context);
            frame.same = usize::from(repeats);
            if repeats {
                return Some(last);
            }
        }
        let context = (kind * 4 + before) * 16 + left;
        if before != usize::from(DEAD) && self.bit(DEAD_END + context) {
            return Some(0);
        }
        if self.bit(ENDS + context) {
            let (more, label) = self.end(kind, frame.depth + 1);
            return Some(self.counter(more, label));
        }
        self.inner(frame, kind, left)
    }

    fn inner(&mut self, frame: &Frame, kind: usize, left: usize) -> Option<u16> {
        let (earlier, count) = self.earlier(frame.targets());
        if count > 0 && self.bit(AGAIN + (kind * 5 + count.min(4)) * 16 + left) {
            let place =
                (0..count - 1).find(|step| self.bit(WHICH + step.min(&3))).unwrap_or(count - 1);
            return earlier.get(place).copied();
        }
        if self.bit(NEW + (kind * 16 + left) * 3 + frame.depth.min(2)) {
            return None;
        }
        let height = self.tree(HEIGHT + (kind * 16 + left) * 16, 4);
        let place = self.gamma(PLACE + height.min(7) * GAMMA) - 1;
        Some(self.written.get_mut(height).and_then(|list| recall(list, place)).unwrap_or_default())
    }

    /// The other states that digits before lead to, the last one excepted, and how many.
    fn earlier(&self, targets: &[u16]) -> ([u16; 10], usize) {
        let mut earlier = [0; 10];
        let mut count = 0;
        let Some((last, before)) = targets.split_last() else { return (earlier, count) };
        for target in before.iter().rev() {
            if self.shape(*target).class == INNER && target != last && !earlier.contains(target) {
                earlier.get_mut(count).into_iter().for_each(|place| *place = *target);
                count += 1;
            }
        }
        (earlier, count)
    }

    /// How many digits are left until the end that was used last.
    fn left(&self, kind: usize, depth: usize) -> usize {
        if self.has_formats() {
            return depth.min(15);
        }
        let total = self.ends.get(kind).and_then(|list| list.last());
        total.map_or(0, |(total, _)| (total + 1).saturating_sub(depth)).min(15)
    }

    /// How many digits follow the first `depth` before a number ends, and its label.
    fn end(&mut self, kind: usize, depth: usize) -> (usize, u8) {
        let place = self.gamma(END_PLACE + kind * GAMMA);
        let counted = if self.has_formats() { 0 } else { depth };
        if place > 1 {
            let end = self.ends.get_mut(kind).and_then(|list| recall(list, place - 2));
            return end.map_or((0, 0), |(digits, label)| (digits.saturating_sub(counted), label));
        }
        let more = self.tree(END_DIGITS + kind * 16, 4);
        let label = self.label(kind);
        if let Some(list) = self.ends.get_mut(kind) {
            list.push((counted + more, label));
        }
        (more, label)
    }

    fn label(&mut self, kind: usize) -> u8 {
        if !self.has_formats() {
            return self.number(END_LABEL + kind * 128, 7);
        }
        let set = (0..self.formats)
            .fold(0, |set, place| set | u32::from(self.bit(SET + usize::from(set != 0))) << place);
        let place = self.sets.iter().position(|other| *other == set).unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        // There are some 200 sets.
        u8::try_from(place).unwrap_or_default()
    }

    /// The state after which `more` digits must follow for the label to hold.
    fn counter(&mut self, more: usize, label: u8) -> u16 {
        let mut next = 0;
        for digits in 0..=more.min(15) {
            let slot = usize::from(label) * 16 + digits;
            let known = self.counters.get(slot).copied().unwrap_or_default();
            next = if known == 0 {
                let label = if digits == 0 { label } else { 0 };
                // At most 15 digits.
                let height = u8::try_from(digits + 1).unwrap_or_default();
                self.push(State { next: [next; 10], label }, END, height)
            } else {
                known
            };
            if let Some(place) = self.counters.get_mut(slot) {
                *place = next;
            }
        }
        next
    }

    fn shape(&self, state: u16) -> Shape {
        let place = state.checked_sub(self.first);
        place.and_then(|place| self.shapes.get(usize::from(place))).copied().unwrap_or_default()
    }

    /// A number of at least 1: how many bits it has, then these.
    fn gamma(&mut self, base: usize) -> usize {
        let bits = (0..15).find(|step| !self.bit(base + step)).unwrap_or(15);
        let mut number = 1;
        for bit in (0..bits).rev() {
            let slot = if bits - bit <= 2 { number } else { 4 + bit };
            number = number << 1 | usize::from(self.bit(base + 16 + bits * 16 + slot.min(15)));
        }
        number
    }

    /// A number of `bits` bits, highest first.
    fn tree(&mut self, base: usize, bits: u32) -> usize {
        let mut number = 1;
        for _ in 0..bits {
            number = number << 1 | usize::from(self.bit(base + number));
        }
        number - (1 << bits)
    }

    /// A number of at most 8 bits.
    fn number(&mut self, base: usize, bits: u32) -> u8 {
        u8::try_from(self.tree(base, bits)).unwrap_or_default()
    }

    // Inlined, it would be most of the module.
    #[inline(never)]
    fn bit(&mut self, model: usize) -> bool {
        self.models.get_mut(model).is_some_and(|model| self.coder.bit(model))
    }
}

/// The item at `place` from the end, which becomes the last.
fn recall<T: Copy>(list: &mut [T], place: usize) -> Option<T> {
    let at = list.len().checked_sub(place + 1)?;
    list.get_mut(at..)?.rotate_left(1);
    list.last().copied()
}

// Where the models of each decision begin.
const SAME: usize = 0;
const DEAD_END: usize = SAME + 3 * 3 * 3 * 32;
const ENDS: usize = DEAD_END + 3 * 4 * 16;
const AGAIN: usize = ENDS + 3 * 4 * 16;
const WHICH: usize = AGAIN + 3 * 5 * 16;
const NEW: usize = WHICH + 4;
const LABEL: usize = NEW + 3 * 16 * 3;
const HEIGHT: usize = LABEL + 3 * 16;
const END_DIGITS: usize = HEIGHT + 3 * 16 * 16;
const END_LABEL: usize = END_DIGITS + 3 * 16;
const END_PLACE: usize = END_LABEL + 3 * 128;
const PLACE: usize = END_PLACE + 3 * GAMMA;
const SET: usize = PLACE + 8 * GAMMA;
const COUNT: usize = SET + 2;
const GROUPS: usize = COUNT + 32;
const LEAST: usize = GROUPS + 8;
const VARIES: usize = LEAST + 5 * 6 * 16;
const MOST: usize = VARIES + 5 * 6;
const TEMPLATE: usize = MOST + 16;
const RULE: usize = TEMPLATE + 6 * 32;
const OPTIONAL: usize = RULE + 16 * 16;
const CARRIER: usize = OPTIONAL + 16;
const INTERNATIONAL: usize = CARRIER + 16;
const OWN: usize = INTERNATIONAL + 1;
const MODELS: usize = OWN + 1;
/// Models of a number written by [`Decoder::gamma`].
const GAMMA: usize = 16 + 16 * 16;

/// How likely the next bit is a one, learnt from those before.
#[derive(Clone, Copy)]
struct Model {
    probability: u16,
    seen: u8,
}

impl Model {
    const NEW: Self = Self { probability: 1 << 15, seen: 0 };

    fn learn(&mut self, bit: bool) {
        let rate = RATES.get(usize::from(self.seen)).copied().unwrap_or(LAST_RATE);
        self.seen = self.seen.saturating_add(1);
        let target: i32 = if bit { 65535 } else { 0 };
        let probability = i32::from(self.probability);
        let probability = probability + (target - probability) * rate / 256;
        self.probability =
            u16::try_from(probability.clamp(LEAST_PROBABILITY, 65535 - LEAST_PROBABILITY))
                .unwrap_or_default();
    }
}

/// How much of 256 the first bits count.
const RATES: [i32; 14] = [128, 85, 64, 51, 43, 37, 32, 28, 26, 23, 21, 20, 18, 16];
const LAST_RATE: i32 = 12;
/// The probability, of 65536, that nothing falls below.
const LEAST_PROBABILITY: i32 = 384;

/// A binary range decoder.
struct Coder {
    rest: std::slice::Iter<'static, u8>,
    range: u32,
    value: u32,
}

impl Coder {
    fn new(bytes: &'static [u8]) -> Self {
        let mut coder = Self { rest: bytes.iter(), range: u32::MAX, value: 0 };
        (0..4).for_each(|_| coder.value = coder.value << 8 | coder.byte());
        coder
    }

    fn bit(&mut self, model: &mut Model) -> bool {
        let bound = (self.range >> 16) * u32::from(model.probability);
        let bit = self.value < bound;
        if bit {
            self.range = bound;
        } else {
            self.value -= bound;
            self.range -= bound;
        }
        model.learn(bit);
        while self.range < 1 << 24 {
            self.range <<= 8;
            self.value = self.value << 8 | self.byte();
        }
        bit
    }

    /// Zeros at the end are not written.
    fn byte(&mut self) -> u32 {
        self.rest.next().copied().unwrap_or_default().into()
    }
}
