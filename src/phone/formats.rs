//! The formats of numbers, and which of them digits allow.

use std::sync::{Mutex, OnceLock, PoisonError};

use super::decode::{Decoder, FORMAT, FORMAT_MODELS, Family, byte};
use super::memory::{label, next};
use super::metadata::Plan;
use super::tables::{CODES, FORMATS, NUMBER_STATES, RULES, TEMPLATES};

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

/// The formats of a calling code.
#[derive(Clone, Copy)]
pub(super) struct Formats {
    /// All of them, in the order they are tried in.
    pub(super) list: &'static [Format],
    root: u16,
}

/// A template, and the rule for its first group.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) template: &'static str,
    pub(super) rule: (&'static str, &'static str),
}

impl Formats {
    /// The formats of the calling code of `plan`.
    pub(super) fn of(plan: Plan) -> Self {
        let Table { formats, codes, .. } = table();
        let Code { start, end, root } = codes.get(plan.code_place()).copied().unwrap_or_default();
        Self { list: formats.get(start..end).unwrap_or_default(), root }
    }

    /// The formats that a number beginning with `digits` can still have, a bit each.
    pub(super) fn allowed(self, digits: &[u8]) -> u32 {
        table().sets_of(self.root, digits).some
    }

    /// The first format of the number `digits` that looks like something to `look`.
    pub(super) fn of_number(
        self,
        digits: &[u8],
        look: impl Fn(&'static Format) -> Option<Look>,
    ) -> Option<(&'static Format, Look)> {
        let set = table().sets_of(self.root, digits).every;
        let mut fitting = members(self.list, set).filter(|format| format.fits(digits.len()));
        fitting.find_map(|format| Some((format, look(format)?)))
    }
}

/// The formats in a set of them.
pub(super) fn members(list: &'static [Format], set: u32) -> impl Iterator<Item = &'static Format> {
    list.iter()
        .enumerate()
        .filter(move |(place, _)| set >> place & 1 == 1)
        .map(|(_, format)| format)
}

impl Format {
    /// The look within the country.
    pub(super) fn national(&self) -> Look {
        look(self.template, self.rule)
    }

    /// The look behind a calling code; `None` without one.
    pub(super) fn abroad(&self) -> Option<Look> {
        self.international.map(|(template, rule)| look(template, rule))
    }

    /// Whether a number of so many digits has this format.
    pub(super) fn fits(&self, digits: usize) -> bool {
        (self.least()..=self.most()).contains(&digits)
    }

    /// The fewest digits.
    pub(super) fn least(&self) -> usize {
        self.groups.iter().map(|(least, _)| usize::from(*least)).sum()
    }

    /// The most digits.
    pub(super) fn most(&self) -> usize {
        self.groups.iter().map(|(_, most)| usize::from(*most)).sum()
    }

    /// Writes `digits`, as many as fit, as `template` has them; what stands around the first
    /// group is `rule`.
    pub(super) fn write(
        &self,
        digits: &[u8],
        template: &str,
        rule: (&str, &str),
        out: &mut String,
    ) {
        let mut rule = Some(rule);
        let mut template = template.bytes();
        while let Some(byte) = template.next() {
            if byte != b'$' {
                out.push(char::from(byte));
                continue;
            }
            let group = template.next().unwrap_or(b'1') - b'1';
            let (before, after) = rule.take().unwrap_or_default();
            out.push_str(before);
            let digits = self.group(usize::from(group), digits);
            out.extend(digits.iter().copied().map(char::from));
            out.push_str(after);
        }
    }

    /// The digits of a group: it takes as many as it can while those after it get enough.
    fn group<'a>(&self, wanted: usize, digits: &'a [u8]) -> &'a [u8] {
        let mut needed = self.least();
        let mut rest = digits;
        for (place, (least, most)) in self.groups.iter().enumerate() {
            needed -= usize::from(*least);
            let taken = rest.len().saturating_sub(needed).min(usize::from(*most));
            let (group, others) = rest.split_at(taken);
            if place == wanted {
                return group;
            }
            rest = others;
        }
        &[]
    }
}

fn look(template: u8, rule: u8) -> Look {
    Look {
        template: TEMPLATES.get(usize::from(template)).copied().unwrap_or_default(),
        rule: RULES.get(usize::from(rule)).copied().unwrap_or_default(),
    }
}

/// The formats of all calling codes.
struct Table {
    formats: Vec<Format>,
    codes: Vec<Code>,
    /// Which formats there are at some leaf below a state, and at every leaf.
    sets: Vec<Sets>,
}

/// Where the formats of a calling code stand, and the state that their automaton begins with.
#[derive(Clone, Copy, Default)]
struct Code {
    start: usize,
    end: usize,
    root: u16,
}

#[derive(Clone, Copy, Default)]
struct Sets {
    some: u32,
    every: u32,
}

impl Table {
    fn decode() -> Self {
        static DECODER: Mutex<Decoder> = Mutex::new(Decoder::NEW);

        let mut table = Self { formats: Vec::new(), codes: Vec::new(), sets: Vec::new() };
        let mut decoder = DECODER.lock().unwrap_or_else(PoisonError::into_inner);
        decoder.start(FORMATS, NUMBER_STATES);
        for _ in 0..CODES {
            table.read(&mut decoder);
        }
        for state in NUMBER_STATES..decoder.free() {
            let set = decoder.sets.get(usize::from(label(state))).copied().unwrap_or_default();
            table.sets.push(if set == 0 {
                table.below(state)
            } else {
                Sets { some: set, every: set }
            });
        }
        table
    }

    /// Reads the formats of the next calling code.
    fn read(&mut self, decoder: &mut Decoder) {
        let start = self.formats.len();
        let mut rule = 0;
        for _ in 0..decoder.count() {
            let format = read(decoder, rule);
            rule = format.rule;
            self.formats.push(format);
        }
        let end = self.formats.len();
        let root = if end > start { decoder.root(Family::Numbers, 0) } else { 0 };
        self.codes.push(Code { start, end, root });
    }

    /// The sets of a state that is no leaf. Those that it leads to stand before it.
    fn below(&self, state: u16) -> Sets {
        (b'0'..=b'9').map(|digit| self.sets(next(state, digit))).fold(
            Sets { some: 0, every: u32::MAX },
            |all, one| Sets { some: all.some | one.some, every: all.every & one.every },
        )
    }

    /// What a leaf says goes for all digits after it.
    fn sets_of(&self, root: u16, digits: &[u8]) -> Sets {
        let mut state = root;
        for digit in digits {
            if label(state) != 0 {
                break;
            }
            state = next(state, *digit);
        }
        self.sets(state)
    }

    fn sets(&self, state: u16) -> Sets {
        let place = state.checked_sub(NUMBER_STATES).map(usize::from);
        place.and_then(|place| self.sets.get(place)).copied().unwrap_or_default()
    }
}

/// Reads the next format, after one with the rule `before`.
fn read(decoder: &mut Decoder, before: u8) -> Format {
    let mut groups = [(0, 0); 5];
    let count = decoder.tree(GROUPS, 3);
    for (place, group) in groups.iter_mut().enumerate().take(count) {
        let slot = place * 6 + count;
        let least = number(decoder, LEAST + slot * 16, 4);
        let more = if decoder.bit(VARIES + slot) { number(decoder, MOST, 4) } else { 0 };
        *group = (least, least + more);
    }
    let template = number(decoder, TEMPLATE + count * 32, 5);
    let rule = number(decoder, RULE + usize::from(before) * 16, 4);
    let optional = decoder.bit(OPTIONAL + usize::from(rule));
    let carrier = decoder.bit(CARRIER + usize::from(rule));
    let international = if decoder.bit(INTERNATIONAL) {
        Some((template, rule))
    } else if decoder.bit(OWN) {
        Some((number(decoder, TEMPLATE, 5), 0))
    } else {
        None
    };
    Format { groups, template, rule, optional, carrier, international }
}

/// A number of at most 8 bits.
fn number(decoder: &mut Decoder, base: usize, bits: u32) -> u8 {
    byte(decoder.tree(base, bits))
}

// Where the models of each decision begin.
const GROUPS: usize = FORMAT;
const LEAST: usize = GROUPS + 8;
const VARIES: usize = LEAST + 5 * 6 * 16;
const MOST: usize = VARIES + 5 * 6;
const TEMPLATE: usize = MOST + 16;
const RULE: usize = TEMPLATE + 6 * 32;
const OPTIONAL: usize = RULE + 16 * 16;
const CARRIER: usize = OPTIONAL + 16;
const INTERNATIONAL: usize = CARRIER + 16;
const OWN: usize = INTERNATIONAL + 1;
const _: () = assert!(OWN < FORMAT + FORMAT_MODELS);

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();

    TABLE.get_or_init(Table::decode)
}
