//! Writes automata as the bits that `src/phone/decode.rs` reads.
//!
//! A state is written where it is first led to. Every decision is one bit, coded by an
//! adaptive binary range coder in the context of decisions before it. Integers alone, so
//! that every machine writes the same bytes.

use std::collections::{HashMap, HashSet};

use anyhow::{Result, ensure};

use super::automaton::{Automata, DEAD};
use super::formats::{Formats, International};
use super::plans::{CallingCode, Plan};
use crate::package::dense;

/// Which automaton a state belongs to, as far as the models care.
#[derive(Clone, Copy)]
pub(super) enum Family {
    Numbers,
    General,
    Prefix,
}

/// Where a number can end, whatever its last digits are: how many digits, and the label.
type End = Vec<(usize, u8)>;

/// The context of the end of a number that goes on otherwise as well.
const NO_END: [usize; 2] = [12, 0];

/// Writes automata one after the other.
pub(super) struct Encoder<'a> {
    automata: &'a Automata,
    coder: Coder,
    models: HashMap<(&'static str, [usize; 4]), Model>,
    /// Every state written so far, by its height; the one used last is the first.
    written: Vec<Vec<u32>>,
    heights: HashMap<u32, usize>,
    /// The ends of numbers, by family; the one used last is the first.
    ends: [Vec<End>; 3],
    /// The states that only count the digits up to an end: its family, itself, and how many digits
    /// there are.
    counters: HashSet<(usize, End, usize)>,
    /// The lengths that numbers may have here, a bit each.
    whole: u32,
    /// Which digits lead nowhere, by depth, in the state written last there: a bit each.
    closed: [usize; 32],
    /// What the labels stand for when there are formats.
    sets: &'a [u32],
    /// How many formats there are to choose from. If any, ends are counted from where they are
    /// written.
    formats: usize,
}

impl<'a> Encoder<'a> {
    /// An encoder of `automata`, in which `sets` are what labels stand for when there are formats.
    pub(super) fn new(automata: &'a Automata, sets: &'a [u32]) -> Self {
        Self {
            automata,
            coder: Coder::new(),
            models: HashMap::new(),
            written: vec![Vec::new(); 32],
            heights: HashMap::new(),
            ends: [const { Vec::new() }; 3],
            counters: HashSet::new(),
            whole: 0,
            closed: [0; 32],
            sets,
            formats: 0,
        }
    }

    /// Writes the automaton that begins at `root`, of numbers that have `lengths`.
    pub(super) fn root(&mut self, root: u32, family: Family, lengths: u32) {
        // The root itself is counted as a digit.
        self.whole = lengths << 1;
        self.edges(&[root], family, 0);
    }

    /// Writes which calling codes there are, those of `first` before others, and how many plans each has.
    pub(super) fn codes(&mut self, first: &[u16], codes: &[CallingCode]) {
        let mut known = HashSet::new();
        let mut before = 0;
        for value in first.iter().copied().chain(1..1000) {
            if [value, value / 10, value / 100].iter().any(|value| known.contains(value)) {
                continue;
            }
            let code = codes.iter().find(|code| code.code == value);
            self.bit("code", [before, 0, 0, 0], code.is_some());
            before = usize::from(code.is_some());
            if let Some(code) = code {
                self.gamma("shared", [0, 0], code.plans.len());
                code.plans.iter().for_each(|plan| self.region(&plan.region));
                known.insert(value);
            }
        }
    }

    /// Writes the letters of a region, none for `001`.
    fn region(&mut self, region: &str) {
        for (place, letter) in region.bytes().take(2).enumerate() {
            let letter = if letter.is_ascii_uppercase() { letter & 31 } else { 0 };
            self.tree("letters", [place, 0, 0], letter.into(), 5);
        }
    }

    /// Writes the lengths that numbers of a plan have.
    pub(super) fn plan_lengths(&mut self, plan: &Plan) -> Result<()> {
        let Plan { lengths, local_lengths, has_leading_digits, .. } = plan;
        // From 2 digits to 17, and the longest one is never dialed within an area.
        ensure!(lengths & !0x3fffc == 0, "numbers of {} have other lengths", plan.region);
        ensure!(
            local_lengths & !0x1fffc == 0,
            "local numbers of {} have other lengths",
            plan.region
        );
        self.lengths("whole", lengths >> 2);
        self.lengths("local", local_lengths >> 2 | u32::from(*has_leading_digits) << 15);
        Ok(())
    }

    fn lengths(&mut self, name: &'static str, lengths: u32) {
        let mut before = 0;
        for length in 0..16 {
            let one = lengths >> length & 1;
            self.bit(name, [length, before, 0, 0], one == 1);
            before = one as usize;
        }
    }

    /// Writes the formats of a calling code, and the automaton that chooses among them.
    pub(super) fn formats(&mut self, formats: &Formats) {
        self.formats = formats.list.len();
        self.tree("formats", [0, 0, 0], self.formats, 5);
        let mut rule = 0;
        for format in &formats.list {
            self.groups(&format.groups);
            self.tree("template", [0, 0, format.groups.len()], format.template, 5);
            self.tree("rule", [0, 0, rule], format.rule, 4);
            rule = format.rule;
            self.bit("optional", [rule, 0, 0, 0], format.optional);
            self.bit("carrier", [rule, 0, 0, 0], format.carrier);
            self.international(format.international);
        }
        if self.formats > 0 {
            self.root(formats.choice, Family::Numbers, 0);
        }
    }

    fn groups(&mut self, groups: &[(u8, u8)]) {
        self.tree("groups", [0, 0, 0], groups.len(), 3);
        for (place, &(least, most)) in groups.iter().enumerate() {
            self.tree("least", [0, place, groups.len()], usize::from(least), 4);
            self.bit("varies", [place, groups.len(), 0, 0], most > least);
            if most > least {
                self.tree("most", [0, 0, 0], usize::from(most - least), 4);
            }
        }
    }

    fn international(&mut self, international: International) {
        self.bit("international", [0; 4], international == International::Same);
        match international {
            International::Same => {}
            International::Absent => self.bit("own", [0; 4], false),
            International::Own(template) => {
                self.bit("own", [0; 4], true);
                self.tree("template", [0, 0, 0], template, 5);
            }
        }
    }

    /// How many states the decoder makes of what was written.
    pub(super) fn states(&self) -> usize {
        self.heights.len() + self.counters.len()
    }

    /// All of it as text.
    pub(super) fn finish(self) -> String {
        self.coder.finish()
    }

    fn edges(&mut self, targets: &[u32], family: Family, depth: usize) {
        let kind = family as usize;
        let place = [kind, depth.min(15)];
        let (mut run, mut closed) = (0, 0);
        let mut ends: Vec<u32> = Vec::new();
        for (digit, &target) in targets.iter().enumerate() {
            let before = digit.checked_sub(1).map_or(3, |digit| self.class(targets[digit]));
            let seen = targets[..digit].iter().fold(0, |seen, one| seen | 1 << self.class(*one));
            let above = self.closed[depth] >> digit & 1;
            closed |= usize::from(target == DEAD) << digit;
            if digit > 0 {
                let repeats = target == targets[digit - 1];
                let mixed = targets[..digit].iter().any(|other| *other != targets[0]);
                let context =
                    [kind * 5 + depth.min(4), before, run, above * 2 + usize::from(mixed)];
                self.bit("same", context, repeats);
                if repeats {
                    run = (run + 1).min(4);
                    continue;
                }
            }
            run = 0;
            if before != 0 {
                let context = [place[0], place[1], seen, above];
                self.bit("dead", context, target == DEAD);
                if target == DEAD {
                    continue;
                }
            }
            let end = self.end_of(target);
            self.bit("end", [place[0], place[1], seen, before], end.is_some());
            if let Some(end) = end {
                self.end(family, depth + 1, &end, [kind * 4 + before, ends.len().min(3)]);
                if !ends.contains(&target) {
                    ends.push(target);
                }
            } else {
                self.inner_target(target, &targets[..digit], family, depth);
            }
        }
        self.closed[depth] = closed;
    }

    fn inner_target(&mut self, target: u32, before: &[u32], family: Family, depth: usize) {
        let kind = family as usize;
        let mut earlier: Vec<u32> = Vec::new();
        for &state in before.iter().rev() {
            if self.class(state) == 2 && !earlier.contains(&state) {
                earlier.push(state);
            }
        }
        // The last target is out of the question when it stands right before.
        if before.last().is_some_and(|last| self.class(*last) == 2) {
            earlier.remove(0);
        }
        if !earlier.is_empty() {
            let place = earlier.iter().position(|state| *state == target);
            self.bit("again", [depth.min(15), 0, 0, 0], place.is_some());
            if let Some(place) = place {
                for step in 0..earlier.len() - 1 {
                    self.bit("which", [step.min(3), earlier.len().min(4), 0, 0], place == step);
                    if place == step {
                        break;
                    }
                }
                return;
            }
        }
        let known = self.heights.get(&target).copied();
        self.bit("new", [kind, depth.min(15), 0, 0], known.is_none());
        match known {
            None => self.state(target, family, depth + 1),
            Some(height) => self.reference(target, height, kind, self.left(kind, depth)),
        }
    }

    fn state(&mut self, state: u32, family: Family, depth: usize) {
        let kind = family as usize;
        let (label, next) = {
            let state = &self.automata.states[state as usize];
            (state.label, state.next)
        };
        self.bit("label", [kind, 0, 0, 0], label != 0);
        if label != 0 {
            self.end(family, depth, &[(0, label)], NO_END);
        }
        self.edges(&next, family, depth);
        let height = next.iter().map(|target| self.height(*target)).max().unwrap_or(0);
        self.heights.insert(state, height);
        self.written[height].insert(0, state);
    }

    /// One more than the height of `target`; nothing for the dead state.
    fn height(&self, target: u32) -> usize {
        match self.end_of(target).as_deref() {
            Some([.., (more, _)]) => more + 1,
            _ if target == DEAD => 0,
            _ => self.heights[&target] + 1,
        }
    }

    fn reference(&mut self, target: u32, height: usize, kind: usize, left: usize) {
        self.tree("height", [kind, left, 0], height, 4);
        let list = &mut self.written[height];
        let place = list
            .iter()
            .position(|state| *state == target)
            .unwrap_or_else(|| unreachable!("written"));
        list[..=place].rotate_right(1);
        self.gamma("place", [height.min(7), 0], place + 1);
    }

    /// How many digits are left until the end that was used last.
    fn left(&self, kind: usize, depth: usize) -> usize {
        match self.ends[kind].first().map(Vec::as_slice) {
            _ if self.formats > 0 => depth.min(15),
            Some([.., (total, _)]) => (total + 1).saturating_sub(depth).min(15),
            _ => 0,
        }
    }

    /// Writes where a number ends after the first `depth` digits. `context` says what stands before.
    fn end(&mut self, family: Family, depth: usize, end: &[(usize, u8)], context: [usize; 2]) {
        let kind = family as usize;
        let counted = if self.formats > 0 { 0 } else { depth };
        let end: End = end.iter().map(|(more, label)| (counted + more, *label)).collect();
        let list = &mut self.ends[kind];
        if let Some(place) = list.iter().position(|other| *other == end) {
            list[..=place].rotate_right(1);
            // The one used last is the most frequent.
            self.gamma("end place", context, if place == 0 { 1 } else { place + 2 });
        } else {
            list.insert(0, end.clone());
            self.gamma("end place", context, 2);
            self.new_end(kind, counted, &end);
        }
        if context != NO_END {
            self.count(kind, &end, counted);
        }
    }

    fn new_end(&mut self, kind: usize, depth: usize, end: &[(usize, u8)]) {
        let mut from = depth;
        let mut before = None;
        for (place, &(digits, label)) in end.iter().enumerate() {
            for digit in from..=digits {
                self.bit("end digits", [self.lengths_from(digit), 0, 0, 0], digit == digits);
            }
            if before.is_some() {
                self.bit("same label", [kind, 0, 0, 0], before == Some(label));
            }
            if before != Some(label) {
                match self.sets.get(usize::from(label)) {
                    Some(&set) if self.formats > 0 => self.set(set),
                    _ => self.tree("end label", [kind, 0, 0], usize::from(label), 7),
                }
            }
            let context = [self.lengths_from(digits), 0, 0, 0];
            self.bit("end more", context, place + 1 < end.len());
            (from, before) = (digits + 1, Some(label));
        }
    }

    /// Counts the states that the decoder makes of an end.
    fn count(&mut self, kind: usize, end: &[(usize, u8)], depth: usize) {
        if let Some(&(last, _)) = end.last() {
            self.counters.extend((depth..=last).map(|depth| (kind, end.to_vec(), depth)));
        }
    }

    /// Whether numbers may have this length, and a longer one.
    fn lengths_from(&self, digits: usize) -> usize {
        let lengths = self.whole >> digits.min(31);
        usize::from(lengths & 1 == 1) + usize::from(lengths > 1) * 2
    }

    /// A set of the formats that the plan has.
    fn set(&mut self, set: u32) {
        for place in 0..self.formats {
            let before = usize::from(set & ((1 << place) - 1) != 0);
            self.bit("set", [before, 0, 0, 0], set >> place & 1 == 1);
        }
    }

    /// Dead, an end, or another state.
    fn class(&self, state: u32) -> usize {
        match self.end_of(state) {
            _ if state == DEAD => 0,
            Some(_) => 1,
            None => 2,
        }
    }

    /// For a state that only counts digits: how many more must follow, and the label then.
    fn end_of(&self, mut state: u32) -> Option<End> {
        let mut end = End::new();
        for more in 0.. {
            let at = self.automata.states[state as usize];
            if at.label != 0 {
                end.push((more, at.label));
            }
            if at.next != [at.next[0]; 10] {
                return None;
            }
            state = at.next[0];
            if state == DEAD {
                break;
            }
        }
        Some(end).filter(|end| !end.is_empty())
    }

    /// A number of at least 1: how many bits it has, then these.
    fn gamma(&mut self, name: &'static str, [a, b]: [usize; 2], number: usize) {
        let bits = number.ilog2() as usize;
        for step in 0..bits {
            self.bit(name, [a, b, step, 0], true);
        }
        self.bit(name, [a, b, bits, 0], false);
        for bit in (0..bits).rev() {
            self.bit(name, [a, b, bits, 1], number >> bit & 1 == 1);
        }
    }

    /// A number of `bits` bits, highest first.
    fn tree(&mut self, name: &'static str, [a, b, c]: [usize; 3], number: usize, bits: usize) {
        let mut prefix = 1;
        for bit in (0..bits).rev() {
            let one = number >> bit & 1 == 1;
            self.bit(name, [a, b, c, prefix], one);
            prefix = prefix << 1 | usize::from(one);
        }
    }

    fn bit(&mut self, name: &'static str, context: [usize; 4], bit: bool) {
        let model = self.models.entry((name, context)).or_insert(Model::NEW);
        self.coder.bit(model, bit);
    }
}

/// How likely the next bit is a one, learnt from those before, by two that forget at different
/// speeds: of 65536, and less by half of that.
#[derive(Clone, Copy)]
struct Model {
    fast: i32,
    slow: i32,
    /// Which part of a surprise is learnt, of 65536.
    rate: i32,
}

impl Model {
    const NEW: Self = Self { fast: 0, slow: 0, rate: FIRST_RATE };

    fn probability(self) -> i32 {
        ((self.fast + self.slow) >> 1) + HALF
    }

    fn learn(&mut self, bit: bool) {
        let target = if bit { MOST_LEAN } else { -MOST_LEAN };
        self.fast += ((target - self.fast) * self.rate.max(FAST)) >> 16;
        self.slow += ((target - self.slow) * self.rate) >> 16;
        self.rate = (self.rate - ((self.rate * self.rate) >> 18) * 3).max(SLOW);
    }
}

const HALF: i32 = 1 << 15;
/// How far from half a probability can be.
const MOST_LEAN: i32 = HALF - 300;
/// Which part of a surprise is learnt: at first, and in the end by either.
const FIRST_RATE: i32 = 28_000;
const FAST: i32 = 12_000;
const SLOW: i32 = 1_100;

/// A binary range coder with carry.
struct Coder {
    low: u32,
    range: u32,
    /// Six bits each.
    out: Vec<u8>,
}

/// The bits that are worked with.
const MASK: u32 = (1 << 30) - 1;

impl Coder {
    fn new() -> Self {
        Self { low: 0, range: MASK, out: Vec::new() }
    }

    fn bit(&mut self, model: &mut Model, bit: bool) {
        let bound = (self.range >> 16) * model.probability().cast_unsigned();
        if bit {
            self.range = bound;
        } else {
            self.low += bound;
            self.range -= bound;
        }
        model.learn(bit);
        while self.range < 1 << 24 {
            self.shift();
            self.range <<= 6;
        }
    }

    fn shift(&mut self) {
        if self.low > MASK {
            for bits in self.out.iter_mut().rev() {
                *bits = (*bits + 1) & 63;
                if *bits != 0 {
                    break;
                }
            }
        }
        self.low &= MASK;
        let [bits, ..] = self.low.to_be_bytes();
        self.out.push(bits);
        self.low = (self.low << 6) & MASK;
    }

    fn finish(mut self) -> String {
        for _ in 0..5 {
            self.shift();
        }
        while self.out.last() == Some(&0) {
            self.out.pop();
        }
        let characters = dense();
        self.out.iter().map(|bits| char::from(characters[usize::from(*bits)])).collect()
    }
}
