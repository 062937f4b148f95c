//! National language tables, 3GPP TS 23.038 6.2.1.2 and Annex A.
//!
//! A message names at most one locking shift and one single shift table, and
//! every segment of it repeats them in its header. What is best is found by
//! trying all of them: the characters of a text are sorted into the few classes
//! that the tables tell apart, so that each trial is a sum over classes.

use super::national_tables::{BLOCKS, CLASSES, COMPOSITIONS, LEAVES};
use super::rules::{Rules, Septets};
use super::{Encoding, Language, LanguageTables, Languages};

/// The septets of a text in the tables that need the fewest segments, and among
/// these the fewest septets, and among these the fewest tables.
pub(super) fn septets_of(text: &[u16], rules: &Rules) -> Option<Septets> {
    let text = Classified::of(text, rules);
    if text.counts[NONE] > 0 {
        return None;
    }
    let mut best = None;
    each_tables(rules, |tables| {
        let septets = septets_by_class(tables);
        let Some(size) = text.size(&septets) else { return };
        let limit = Encoding::Gsm7.units_per_segment(size, rules.header, tables.count());
        let least = (size.div_ceil(limit).max(1), size, tables.count());
        if best.is_some_and(|(known, _)| known <= least) {
            return;
        }
        let rank = (text.fill(&septets, limit), size, tables.count());
        if best.is_none_or(|(known, _)| rank < known) {
            let tables = Some(tables).filter(|tables| tables.count() > 0);
            best = Some((rank, Septets { size, tables }));
        }
    });
    best.map(|(_, septets)| septets)
}

/// The tables that leave the fewest characters of a text without septets, and
/// among these the fewest tables.
pub(super) fn best_tables(text: &[u16], rules: &Rules) -> Option<LanguageTables> {
    let text = Classified::of(text, rules);
    let mut best = None;
    each_tables(rules, |tables| {
        let rank = (text.missing(&septets_by_class(tables)), tables.count());
        if best.is_none_or(|(known, _)| rank < known) {
            best = Some((rank, tables));
        }
    });
    best.map(|(_, tables)| tables)
}

/// Septets of a character in `tables`, 0 where there are none.
pub(super) fn septets(tables: LanguageTables, unit: u16) -> u8 {
    septets_in(CLASSES[usize::from(class(unit))], tables)
}

/// Whether some table of `languages` has a character.
pub(super) fn has(languages: Languages, unit: u16) -> bool {
    let (locking, single) = CLASSES[usize::from(class(unit))];
    (locking | single) & languages.bits() != 0
}

/// The one character of a national table that `base` and `mark` are together.
pub(super) fn compose(base: u16, mark: u16) -> Option<u16> {
    COMPOSITIONS.compose(base, mark)
}

/// The text of a character of a national table, if it is composed.
pub(super) fn composed(unit: u16) -> Option<&'static str> {
    COMPOSITIONS.text(unit)
}

/// Calls `visit` with all the tables that a message may name, none of them first.
fn each_tables(rules: &Rules, mut visit: impl FnMut(LanguageTables)) {
    let languages = || {
        let known = Language::ALL.into_iter();
        let known = known.filter(|language| rules.languages.contains(*language));
        std::iter::once(None).chain(known.map(Some))
    };
    for locking in languages().filter(|language| *language != Some(Language::Spanish)) {
        for single in languages() {
            let is_mixed = locking.is_some() && single.is_some() && locking != single;
            if rules.mixes_languages || !is_mixed {
                visit(LanguageTables { locking, single });
            }
        }
    }
}

/// A text as the classes of its characters; halves of surrogate pairs are in none.
struct Classified {
    classes: Vec<u8>,
    counts: [usize; CLASSES.len()],
}

impl Classified {
    fn of(text: &[u16], rules: &Rules) -> Self {
        let mut classified =
            Self { classes: Vec::with_capacity(text.len()), counts: [0; CLASSES.len()] };
        for &unit in text {
            let class = if rules.leaves_out(unit) { 0 } else { class(unit) };
            classified.classes.push(class);
            classified.counts[usize::from(class)] += 1;
        }
        classified
    }

    /// The septets of all characters, if each has some.
    fn size(&self, septets: &SeptetsByClass) -> Option<usize> {
        let mut size = 0;
        for (&count, &septets) in self.counts.iter().zip(septets) {
            if count > 0 && septets == 0 {
                return None;
            }
            size += count * usize::from(septets);
        }
        Some(size)
    }

    /// The characters that have no septets.
    fn missing(&self, septets: &SeptetsByClass) -> usize {
        let counts = self.counts.iter().zip(septets);
        counts.map(|(&count, &septets)| if septets == 0 { count } else { 0 }).sum()
    }

    /// The segments that are filled.
    fn fill(&self, septets: &SeptetsByClass, limit: usize) -> usize {
        let (mut count, mut used) = (1, 0);
        for &class in &self.classes {
            let units = usize::from(septets[usize::from(class)]);
            used += units;
            if used > limit {
                count += 1;
                used = units;
            }
        }
        count
    }
}

type SeptetsByClass = [u8; CLASSES.len()];

fn septets_by_class(tables: LanguageTables) -> SeptetsByClass {
    CLASSES.map(|class| septets_in(class, tables))
}

/// A locking shift table is asked first, then, for two septets, the single shift table.
fn septets_in((locking, single): (u16, u16), tables: LanguageTables) -> u8 {
    let place = |language: Option<Language>| language.map_or(0, |language| language as u8);
    if locking >> place(tables.locking) & 1 == 1 {
        1
    } else {
        (single >> place(tables.single) & 1) as u8 * 2
    }
}

/// The class of a character, an index of [`CLASSES`], as everything in [`LEAVES`] is.
fn class(unit: u16) -> u8 {
    let code = usize::from(unit);
    match BLOCKS.get(code / BLOCK) {
        Some(&leaf) => LEAVES[usize::from(leaf) * BLOCK + code % BLOCK],
        None => 0,
    }
}

const BLOCK: usize = 64;

/// The class of characters that no table has.
const NONE: usize = 0;
