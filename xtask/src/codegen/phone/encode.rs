//! Writes automata as the bits that `src/phone/decode.rs` reads.
//!
//! A state is written where it is first led to. Every decision is one bit, coded by an
//! adaptive binary range coder in the context of decisions before it. Integers alone, so
//! that every machine writes the same bytes.

use std::collections::{HashMap, HashSet};

use anyhow::{Result, ensure};

use super::automaton::{Automata, DEAD};
use super::formats::{Formats, International};
use super::plans::Plan;

/// Which automaton a state belongs to, as far as the models care.
#[derive(Clone, Copy)]
pub(super) enum Family {
    Numbers,
    General,
    Prefix,
}

/// Writes automata one after the other.
pub(super) struct Encoder<'a> {
    automata: &'a Automata,
    coder: Coder,
    models: HashMap<(&'static str, [usize; 4]), Model>,
    /// Every state written so far, by its height; the one used last is the first.
    written: Vec<Vec<u32>>,
    heights: HashMap<u32, usize>,
    /// The ends of numbers, by family; the one used last is the first.
    ends: [Vec<(usize, u8)>; 3],
    /// The states that only count the digits before an end: how many, and the label.
    counters: HashSet<(usize, u8)>,
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
            closed: [0; 32],
            sets,
            formats: 0,
        }
    }

    /// Writes the automaton that begins at `root`.
    pub(super) fn root(&mut self, root: u32, family: Family) {
        self.edges(&[root], family, 0);
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
            self.root(formats.choice, Family::Numbers);
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

    /// All bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        self.coder.finish()
    }

    fn edges(&mut self, targets: &[u32], family: Family, depth: usize) {
        let kind = family as usize;
        let shallow = depth.min(4);
        let mut same = 2;
        let mut closed = 0;
        for (digit, &target) in targets.iter().enumerate() {
            let left = self.left(kind, depth);
            let before = match digit {
                0 => 3,
                _ => self.class(targets[digit - 1]),
            };
            let dead = [closed << 1 >> digit & 1, closed << 2 >> digit & 3];
            closed |= usize::from(target == DEAD) << digit;
            if digit > 0 {
                let repeats = target == targets[digit - 1];
                let all_same = usize::from(targets[..digit].iter().any(|t| *t != targets[0]));
                let context = [kind * 5 + shallow, before, same, left * 2 + all_same];
                self.bit("same", context, repeats);
                same = usize::from(repeats);
                if repeats {
                    continue;
                }
            }
            if before != 0 {
                let above = self.closed[depth] >> digit & 1;
                let context = [kind * 5 + shallow, before, left * 2 + above, dead[1]];
                self.bit("dead", context, target == DEAD);
                if target == DEAD {
                    continue;
                }
            }
            let end = self.end_of(target);
            self.bit("end", [kind * 5 + shallow, before, left, 0], end.is_some());
            if let Some((more, label)) = end {
                let height = match digit {
                    0 => 0,
                    _ => self.height(targets[digit - 1]),
                };
                self.end(family, depth + 1, more, label, height * 2 + dead[0]);
                self.counters.extend((0..=more).map(|digits| (digits, label)));
                continue;
            }
            self.inner_target(target, &targets[..digit], family, depth);
        }
        self.closed[depth] = closed;
    }

    fn inner_target(&mut self, target: u32, before: &[u32], family: Family, depth: usize) {
        let kind = family as usize;
        let left = self.left(kind, depth);
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
            self.bit("again", [kind, left, depth.min(15), 0], place.is_some());
            if let Some(place) = place {
                for step in 0..earlier.len() - 1 {
                    self.bit("which", [step.min(3), 0, 0, 0], place == step);
                    if place == step {
                        break;
                    }
                }
                return;
            }
        }
        let known = self.heights.get(&target).copied();
        self.bit("new", [kind, left, depth.min(2), 0], known.is_none());
        match known {
            None => self.state(target, family, depth + 1),
            Some(height) => self.reference(target, height, kind, left),
        }
    }

    fn state(&mut self, state: u32, family: Family, depth: usize) {
        let kind = family as usize;
        let (label, next) = {
            let state = &self.automata.states[state as usize];
            (state.label, state.next)
        };
        self.bit("label", [kind, depth.min(15), 0, 0], label != 0);
        if label != 0 {
            self.end(family, depth, 0, label, 0);
        }
        self.edges(&next, family, depth);
        let height = next.iter().map(|target| self.height(*target)).max().unwrap_or(0);
        self.heights.insert(state, height);
        self.written[height].insert(0, state);
    }

    /// One more than the height of `target`; nothing for the dead state.
    fn height(&self, target: u32) -> usize {
        match self.end_of(target) {
            _ if target == DEAD => 0,
            Some((more, _)) => more + 1,
            None => self.heights[&target] + 1,
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
        self.gamma("place", height.min(7), place + 1);
    }

    /// How many digits are left until the end that was used last.
    fn left(&self, kind: usize, depth: usize) -> usize {
        if self.formats > 0 {
            return depth.min(15);
        }
        self.ends[kind].first().map_or(0, |(total, _)| (total + 1).saturating_sub(depth)).min(15)
    }

    /// Writes that `more` digits after the first `depth` a number ends, and its label. `before`
    /// says what the digit before leads to.
    fn end(&mut self, family: Family, depth: usize, more: usize, label: u8, before: usize) {
        let kind = family as usize;
        let digits = if self.formats > 0 { more } else { depth + more };
        let end = (digits, label);
        let place = self.ends[kind].iter().position(|other| *other == end);
        let list = &mut self.ends[kind];
        if let Some(place) = place {
            list[..=place].rotate_right(1);
            self.gamma("end place", kind * 64 + before, place + 2);
            return;
        }
        list.insert(0, end);
        self.gamma("end place", kind * 64 + before, 1);
        self.tree("end digits", [kind, 0, 0], more, 4);
        match self.sets.get(usize::from(label)) {
            Some(&set) if self.formats > 0 => self.set(set),
            _ => self.tree("end label", [kind, 0, 0], usize::from(label), 7),
        }
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

    /// For a state that only counts: how many more digits must follow, and the label then.
    fn end_of(&self, mut state: u32) -> Option<(usize, u8)> {
        for more in 0.. {
            let at = self.automata.states[state as usize];
            if at.next == [DEAD; 10] {
                return (at.label != 0).then_some((more, at.label));
            }
            if at.label != 0 || at.next != [at.next[0]; 10] {
                return None;
            }
            state = at.next[0];
        }
        None
    }

    /// A number of at least 1: how many bits it has, then these.
    fn gamma(&mut self, name: &'static str, context: usize, number: usize) {
        let bits = number.ilog2() as usize;
        for step in 0..bits {
            self.bit(name, [context, step, 0, 0], true);
        }
        self.bit(name, [context, bits, 0, 0], false);
        for bit in (0..bits).rev() {
            self.bit(name, [context, bits, 1, 0], number >> bit & 1 == 1);
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

/// How likely the next bit is a one, learnt from those before.
#[derive(Clone, Copy)]
struct Model {
    probability: u16,
    seen: u8,
}

impl Model {
    const NEW: Self = Self { probability: 1 << 15, seen: 0 };

    fn learn(&mut self, bit: bool) {
        let rate = RATES[usize::from(self.seen)];
        self.seen = (self.seen + 1).min(12);
        let target: i32 = if bit { 65535 } else { 0 };
        let p = i32::from(self.probability);
        let p = p + (target - p) * rate / 256;
        self.probability = u16::try_from(p.clamp(384, 65535 - 384)).unwrap_or(u16::MAX / 2);
    }
}

/// How much of 256 the first bits count, and all those after them.
const RATES: [i32; 13] = [128, 85, 64, 51, 43, 37, 32, 28, 26, 23, 21, 20, 18];

/// A binary range coder with carry.
struct Coder {
    low: u64,
    range: u32,
    out: Vec<u8>,
}

impl Coder {
    fn new() -> Self {
        Self { low: 0, range: u32::MAX, out: Vec::new() }
    }

    fn bit(&mut self, model: &mut Model, bit: bool) {
        let bound = (self.range >> 16) * u32::from(model.probability);
        if bit {
            self.range = bound;
        } else {
            self.low += u64::from(bound);
            self.range -= bound;
        }
        model.learn(bit);
        while self.range < 1 << 24 {
            self.shift();
            self.range <<= 8;
        }
    }

    fn shift(&mut self) {
        if self.low > u64::from(u32::MAX) {
            for byte in self.out.iter_mut().rev() {
                *byte = byte.wrapping_add(1);
                if *byte != 0 {
                    break;
                }
            }
        }
        self.low &= 0xffff_ffff;
        let [.., byte, _, _, _] = self.low.to_be_bytes();
        self.out.push(byte);
        self.low = (self.low << 8) & 0xffff_ffff;
    }

    fn finish(mut self) -> Vec<u8> {
        for _ in 0..4 {
            self.shift();
        }
        while self.out.last() == Some(&0) {
            self.out.pop();
        }
        self.out
    }
}
