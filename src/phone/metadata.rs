//! Looks numbering plans up.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU16, AtomicUsize};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::decode::{Decoder, Family};
use super::digits::Digits;
use super::states::{label, label_of, last_label, next};
use super::tables::{
    ACTIONS, AUTOMATA, CHOICES, CODES, LENGTHS, LENGTHS_OF, PLANS, REGIONS, STAGES,
};
use super::{Country, PhoneType};

/// The calling code and the plan of a region, or of a code that belongs to none.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    code: usize,
    place: usize,
}

/// How the length of a number compares to those that a plan has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum LengthClass {
    Invalid,
    LocalOnly,
    Possible,
    TooLong,
    TooShort,
}

impl Plan {
    /// The plan of a country.
    pub(super) fn of_country(country: Country) -> Self {
        let place = country.place();
        let code = index().first_plan.partition_point(|first| usize::from(*first) <= place) - 1;
        reach(code);
        Self { code, place }
    }

    /// The plan of the main region of the calling code that `digits` begin with, and how many
    /// digits it has. No code is the beginning of another.
    pub(super) fn of_code(digits: &[u8]) -> Option<(Self, usize)> {
        let (code, length) = code_of(digits)?;
        Some((Self::main(code)?, length))
    }

    /// How many of `digits` are the calling code, when they begin with it.
    pub(super) fn calling_code_of(self, digits: &[u8]) -> Option<usize> {
        code_of(digits).filter(|(code, _)| *code == self.code).map(|(_, length)| length)
    }

    /// Appends the calling code to `out`.
    pub(super) fn push_calling_code(self, out: &mut String) {
        let code = self.calling_code();
        for unit in [100, 10, 1] {
            if code >= unit {
                // One of ten.
                out.push(char::from(b'0' + u8::try_from(code / unit % 10).unwrap_or_default()));
            }
        }
    }

    fn main(code: usize) -> Option<Self> {
        reach(code);
        Some(Self { code, place: usize::from(*index().first_plan.get(code)?) })
    }

    /// The plan of the main region of a calling code.
    pub(super) fn of_calling_code(code: u16) -> Option<Self> {
        Self::main(index().code_of.get(usize::from(code))?.checked_sub(1)?.into())
    }

    /// Whether both are the plan of the same region.
    pub(super) fn is_region_of(self, other: Self) -> bool {
        self.place == other.place
    }

    /// The place of the calling code in the tables.
    pub(super) fn code_place(self) -> usize {
        self.code
    }

    /// The calling code.
    pub(super) fn calling_code(self) -> u16 {
        CODES.get(self.code).map_or(0, |code| code.0)
    }

    /// The region, `001` for a calling code that belongs to none.
    pub(super) fn region(self) -> Option<&'static str> {
        region(self.place)
    }

    /// The plan of the main region of this calling code.
    pub(super) fn main_region(self) -> Self {
        Self::main(self.code).unwrap_or(self)
    }

    /// Whether the general pattern matches all of `digits`. Their length is not looked at.
    pub(super) fn matches(self, digits: &[u8]) -> bool {
        label_of(self.root(GENERAL), digits) != 0
    }

    /// How a number of so many digits compares to those of this plan.
    pub(super) fn length_class(self, digits: usize) -> LengthClass {
        let (whole, local) = self.lengths();
        let whole = whole & !1;
        // The lengths have at most 17 digits, and the flags have room for 31.
        let length = u32::try_from(digits).unwrap_or(u32::MAX).min(31);
        if local >> length & 1 == 1 {
            LengthClass::LocalOnly
        } else if whole >> length & 1 == 1 {
            LengthClass::Possible
        } else if length < whole.trailing_zeros() {
            LengthClass::TooShort
        } else if length > whole.ilog2() {
            LengthClass::TooLong
        } else {
            LengthClass::Invalid
        }
    }

    /// How many of `digits` are an international prefix; `None` without one.
    pub(super) fn international_prefix(self, digits: &[u8]) -> Option<usize> {
        longest(self.root(INTERNATIONAL_PREFIX), digits).map(|(length, _)| length)
    }

    /// How many of `digits` are a national prefix; `None` without one.
    pub(super) fn national_prefix(self, digits: &[u8]) -> Option<usize> {
        longest(self.root(NATIONAL_PREFIX), digits).map(|(length, _)| length)
    }

    /// Takes their national prefix from `digits`, if they have one.
    pub(super) fn strip_national_prefix(self, digits: &mut Digits) {
        let Some((length, label)) = longest(self.root(NATIONAL_PREFIX), digits) else { return };
        if let Some(&(insert, skip, cut)) = ACTIONS.get(usize::from(label)) {
            digits.replace(length, insert, skip.into(), cut.into());
        }
    }

    /// The region and the type of a number of this calling code.
    pub(super) fn classify(self, digits: &[u8]) -> (Option<&'static str>, Option<PhoneType>) {
        let label = label_of(root(PLANS * 3 + self.code * 2 + NUMBERS), digits);
        let kind =
            label.checked_sub(1).and_then(|label| PhoneType::ALL.get(usize::from(label % 11)));
        let first = usize::from(index().first_plan.get(self.code).copied().unwrap_or_default());
        let leading = root(PLANS * 3 + self.code * 2 + LEADING);
        let place = match last_label(leading, digits).checked_sub(1) {
            Some(place) => Some(usize::from(place)),
            None if CODES.get(self.code).is_some_and(|code| code.1 == 1) => Some(0),
            None => kind.and_then(|_| self.without_leading_digits(first, (label - 1) / 11)),
        };
        (place.and_then(|place| region(first + place)), kind.copied())
    }

    /// The place of a region among those of this calling code: of those without leading
    /// digits, the one after `before` others.
    fn without_leading_digits(self, first: usize, before: u8) -> Option<usize> {
        let count = usize::from(CODES.get(self.code)?.1);
        let mut places = (0..count).filter(|place| lengths(first + place).0 & 1 == 0);
        places.nth(usize::from(before))
    }

    fn lengths(self) -> (u32, u32) {
        lengths(self.place)
    }

    fn root(self, which: usize) -> u16 {
        root(self.place * 3 + which)
    }
}

/// The place of a region's plan, by its two letters in any case.
pub(super) fn place_of_region(region: &[u8]) -> Option<u8> {
    index().plan_of.get(region_slot(region)?)?.checked_sub(1)
}

/// The region whose plan is at `place`, `001` where it is that of a calling code alone.
pub(super) fn region(place: usize) -> Option<&'static str> {
    match REGIONS.get(place * 2..place * 2 + 2)? {
        "00" => Some("001"),
        region => Some(region),
    }
}

/// The place of the calling code that `digits` begin with, and its length.
fn code_of(digits: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (digit, length) in digits.iter().zip(1..=3) {
        value = value * 10 + usize::from(digit - b'0');
        if value == 0 {
            return None;
        }
        if let Some(code) = index().code_of.get(value).and_then(|code| code.checked_sub(1)) {
            return Some((code.into(), length));
        }
    }
    None
}

/// The longest prefix of `digits` that is matched, and the label of it: what [`CHOICES`] say for
/// where it ends, before more digits or at the end of them.
fn longest(root: u16, digits: &[u8]) -> Option<(usize, u8)> {
    let mut found = None;
    let mut state = root;
    for length in 0..=digits.len() {
        let (here, end) = CHOICES.get(usize::from(label(state))).copied()?;
        let choice = if length == digits.len() { end } else { here };
        if choice != 0 {
            found = Some((length, choice));
        }
        match digits.get(length) {
            Some(digit) => state = next(state, *digit),
            None => break,
        }
        if state == 0 {
            break;
        }
    }
    found
}

// The automata of a plan, then those of a calling code.
const GENERAL: usize = 0;
const NATIONAL_PREFIX: usize = 1;
const INTERNATIONAL_PREFIX: usize = 2;
const LEADING: usize = 0;
const NUMBERS: usize = 1;

/// The states that the automata of all plans begin with, three each, and those of all calling
/// codes, two each.
static ROOTS: [AtomicU16; PLANS * 3 + CODES.len() * 2] =
    [const { AtomicU16::new(0) }; PLANS * 3 + CODES.len() * 2];

fn root(place: usize) -> u16 {
    ROOTS.get(place).map_or(0, |root| root.load(Relaxed))
}

/// How many calling codes can be asked for.
static REACHED: AtomicUsize = AtomicUsize::new(0);

/// Decodes the automata of calling codes in order, as far as they are needed.
struct Reader {
    decoder: Option<Decoder>,
    code: usize,
    plan: usize,
}

/// Sees to it that the calling code at this place can be asked for. What most numbers need stands
/// first: decoding everything takes milliseconds.
fn reach(code: usize) {
    static READER: Mutex<Reader> = Mutex::new(Reader { decoder: None, code: 0, plan: 0 });

    if code < REACHED.load(Acquire) {
        return;
    }
    let mut reader = READER.lock().unwrap_or_else(PoisonError::into_inner);
    let end = STAGES.iter().find(|end| **end > code).copied().unwrap_or_default();
    while reader.code < end {
        reader.read();
    }
    REACHED.store(reader.code, Release);
    if reader.code == CODES.len() {
        reader.decoder = None;
    }
}

impl Reader {
    /// Reads the automata of the next calling code.
    fn read(&mut self) {
        let decoder = self.decoder.get_or_insert_with(|| Decoder::new(&AUTOMATA, 1));
        let plans = CODES.get(self.code).map_or(0, |code| usize::from(code.1));
        let code = PLANS * 3 + self.code * 2;
        let mut read = |place: usize, family| {
            let state = decoder.root(family);
            ROOTS.get(place).into_iter().for_each(|root| root.store(state, Relaxed));
        };
        if plans > 1 {
            read(code + LEADING, Family::Prefix);
        }
        read(code + NUMBERS, Family::Numbers);
        for plan in self.plan..self.plan + plans {
            read(plan * 3 + GENERAL, Family::General);
            read(plan * 3 + NATIONAL_PREFIX, Family::Prefix);
            read(plan * 3 + INTERNATIONAL_PREFIX, Family::Prefix);
        }
        self.code += 1;
        self.plan += plans;
    }
}

/// Places by calling code and by region; 0 is none, except in `first_plan`.
struct Index {
    code_of: [u8; 1000],
    plan_of: [u8; 26 * 26],
    first_plan: [u8; CODES.len()],
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();

    INDEX.get_or_init(|| {
        let mut index =
            Index { code_of: [0; 1000], plan_of: [0; 26 * 26], first_plan: [0; CODES.len()] };
        let mut plan = 0;
        for (place, (code, plans)) in (0..).zip(&CODES) {
            if let Some(slot) = index.code_of.get_mut(usize::from(*code)) {
                *slot = place + 1;
            }
            if let Some(slot) = index.first_plan.get_mut(usize::from(place)) {
                *slot = plan;
            }
            plan += plans;
        }
        for (region, place) in REGIONS.as_bytes().chunks(2).zip(1..) {
            if let Some(slot) = region_slot(region).and_then(|slot| index.plan_of.get_mut(slot)) {
                *slot = place;
            }
        }
        index
    })
}

fn region_slot(region: &[u8]) -> Option<usize> {
    let [first, second] = region else { return None };
    let letter = |byte: &u8| {
        byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_uppercase() - b'A'))
    };
    Some(letter(first)? * 26 + letter(second)?)
}

fn lengths(plan: usize) -> (u32, u32) {
    let place = LENGTHS_OF.get(plan).copied().unwrap_or_default();
    LENGTHS.get(usize::from(place)).copied().unwrap_or_default()
}
