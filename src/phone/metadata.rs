//! Looks numbering plans up.

use std::fmt;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::Country;
use super::decode::{
    Decoder, Family, IS_CODE, LETTERS, LOCAL_LENGTHS, SHARED, WHOLE_LENGTHS, byte, short,
};
use super::digits::Digits;
use super::memory::{
    CODE, CODE_OF, FIRST_PLAN, GENERAL, INTERNATIONAL_PREFIX, LEADING, LETTERS_OF, LOCAL,
    NATIONAL_PREFIX, NUMBERS, PLACE_OF_CODE, PLACE_OF_REGION, SHORTEST, TOLD, WHOLE, get, label,
    label_of, last_label, next, set,
};
use super::tables::{ACTIONS, AUTOMATA, CODES, FIRST_CODES, PLANS};

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
        let code = get(CODE_OF + place).into();
        reach(code);
        Self { code, place }
    }

    /// The plan of the main region of the calling code that `digits` begin with, and how many
    /// digits it has. No code is the beginning of another.
    pub(super) fn of_code(digits: &[u8]) -> Option<(Self, usize)> {
        let (code, length) = code_of(digits)?;
        Some((Self::main(code), length))
    }

    /// How many of `digits` are the calling code, when they begin with it.
    pub(super) fn calling_code_of(self, digits: &[u8]) -> Option<usize> {
        code_of(digits).filter(|(code, _)| *code == self.code).map(|(_, length)| length)
    }

    fn main(code: usize) -> Self {
        reach(code);
        Self { code, place: get(FIRST_PLAN + code).into() }
    }

    /// The plan of the main region of a calling code.
    pub(super) fn of_calling_code(code: u16) -> Option<Self> {
        reach(0);
        let place = if code < 1000 { get(PLACE_OF_CODE + usize::from(code)) } else { 0 };
        place.checked_sub(1).map(|place| Self::main(place.into()))
    }

    /// Whether both are the plan of the same region.
    pub(super) fn is_region_of(self, other: Self) -> bool {
        self.place == other.place
    }

    /// The place of the calling code.
    pub(super) fn code_place(self) -> usize {
        self.code
    }

    /// The calling code.
    pub(super) fn calling_code(self) -> u16 {
        get(CODE + self.code)
    }

    /// Where it stands.
    pub(super) fn place(self) -> usize {
        self.place
    }

    /// The plan of the main region of this calling code.
    pub(super) fn main_region(self) -> Self {
        Self::main(self.code)
    }

    /// Whether the general pattern matches all of `digits`. Their length is not looked at.
    pub(super) fn matches(self, digits: &[u8]) -> bool {
        label_of(get(GENERAL + self.place), digits) != 0
    }

    /// How a number of so many digits compares to those of this plan.
    pub(super) fn length_class(self, digits: usize) -> LengthClass {
        let whole = u32::from(get(WHOLE + self.place)) << SHORTEST;
        let local = u32::from(get(LOCAL + self.place) & !TOLD) << SHORTEST;
        // The lengths have at most 17 digits, and the flags have room for 31.
        let length = 1 << digits.min(31);
        if local & length != 0 {
            LengthClass::LocalOnly
        } else if whole & length != 0 {
            LengthClass::Possible
        } else if length > whole {
            LengthClass::TooLong
        } else if whole & (length - 1) == 0 {
            LengthClass::TooShort
        } else {
            LengthClass::Invalid
        }
    }

    /// How many of `digits` are an international prefix; `None` without one.
    pub(super) fn international_prefix(self, digits: &[u8]) -> Option<usize> {
        longest(get(INTERNATIONAL_PREFIX + self.place), digits).map(|(length, _)| length)
    }

    /// How many of `digits` are a national prefix; `None` without one.
    pub(super) fn national_prefix(self, digits: &[u8]) -> Option<usize> {
        longest(get(NATIONAL_PREFIX + self.place), digits).map(|(length, _)| length)
    }

    /// Takes their national prefix from `digits`, if they have one.
    pub(super) fn strip_national_prefix(self, digits: &mut Digits) {
        let Some((length, label)) = longest(get(NATIONAL_PREFIX + self.place), digits) else {
            return;
        };
        // The first action is the one after nothing.
        if let Some(&(insert, skip, cut)) = ACTIONS.get(usize::from(label).wrapping_sub(1)) {
            digits.replace(length, insert, skip.into(), cut.into());
        }
    }

    /// The place of the region, and the type from 1, of a number of this calling code. A type
    /// that is 0 is none.
    pub(super) fn classify(self, digits: &[u8]) -> (Option<usize>, u8) {
        let label = label_of(get(NUMBERS + self.code), digits);
        let (kind, before) = match label.checked_sub(1) {
            Some(label) => (label % 11 + 1, label / 11),
            None => (0, 0),
        };
        let first = get(FIRST_PLAN + self.code);
        let end = get(FIRST_PLAN + self.code + 1);
        let told = last_label(get(LEADING + self.code), digits);
        let place = if told != 0 {
            Some(usize::from(first) + usize::from(told) - 1)
        } else if end - first == 1 {
            Some(first.into())
        } else if kind != 0 {
            without_leading_digits(first, end, before)
        } else {
            None
        };
        (place, kind)
    }
}

/// The place, from `first` to `end`, of the region without leading digits after so many others.
fn without_leading_digits(first: u16, end: u16, mut before: u8) -> Option<usize> {
    for place in usize::from(first)..usize::from(end) {
        if get(LOCAL + place) & TOLD == 0 {
            if before == 0 {
                return Some(place);
            }
            before -= 1;
        }
    }
    None
}

/// The place of a region's plan, by its two letters in any case.
pub(super) fn place_of_region(region: &[u8]) -> Option<u8> {
    reach(0);
    let &[first, second] = region else { return None };
    if !first.is_ascii_alphabetic() || !second.is_ascii_alphabetic() {
        return None;
    }
    let letters = usize::from(first & 31) << 5 | usize::from(second & 31);
    // There are fewer than 255 plans.
    let [place, _] = get(PLACE_OF_REGION + letters).to_le_bytes();
    place.checked_sub(1)
}

/// The letters of the region whose plan is at `place`; `None` where it is that of a calling code
/// alone.
pub(super) fn letters(place: usize) -> Option<[u8; 2]> {
    let letters = get(LETTERS_OF + place);
    let letter = |bits: u16| b'A' - 1 + byte(usize::from(bits & 31));
    (letters != 0).then(|| [letter(letters >> 5), letter(letters)])
}

/// Writes the name of the region whose plan is at `place`, as [`region`] gives it.
pub(crate) fn write_region(place: usize, out: &mut impl fmt::Write) -> fmt::Result {
    match letters(place) {
        Some(letters) => letters.iter().try_for_each(|letter| out.write_char((*letter).into())),
        None => out.write_str("001"),
    }
}

/// The region whose plan is at `place`, `001` where it is that of a calling code alone.
pub(super) fn region(place: usize) -> &'static str {
    static LETTERS: OnceLock<String> = OnceLock::new();
    let all = LETTERS.get_or_init(|| {
        let letters = (0..PLANS).flat_map(|place| letters(place).unwrap_or(*b"00"));
        letters.map(char::from).collect()
    });
    match all.get(place * 2..place * 2 + 2).unwrap_or_default() {
        "00" => "001",
        region => region,
    }
}

/// The place of the calling code that `digits` begin with, and its length.
fn code_of(digits: &[u8]) -> Option<(usize, usize)> {
    reach(0);
    let mut value = 0;
    for (digit, length) in digits.iter().zip(1..=3) {
        value = value * 10 + usize::from(digit - b'0');
        // No code begins with 0.
        let place = get(PLACE_OF_CODE + value);
        if place != 0 {
            return Some((usize::from(place) - 1, length));
        }
        if value == 0 {
            break;
        }
    }
    None
}

/// The longest prefix of `digits` that is matched, and what it stands for. A third of the label of
/// where it ends is that at the end of all digits; the rest of the division says what it is before more
/// of them: nothing, 1, or the same.
fn longest(root: u16, digits: &[u8]) -> Option<(usize, u8)> {
    let mut found = None;
    let mut state = root;
    for length in 0..=digits.len() {
        let label = label(state);
        let end = label / 3;
        let Some(digit) = digits.get(length) else {
            if end != 0 {
                found = Some((length, end));
            }
            break;
        };
        match label % 3 {
            0 => {}
            1 => found = Some((length, 1)),
            _ => found = Some((length, end)),
        }
        state = next(state, *digit);
        if state == 0 {
            break;
        }
    }
    found
}

/// How many calling codes can be asked for.
static REACHED: AtomicUsize = AtomicUsize::new(0);

/// Sees to it that the calling code at this place can be asked for, and with it every list of
/// calling codes and regions. What most numbers need stands first: to read everything takes
/// milliseconds.
fn reach(code: usize) {
    static READER: Mutex<Reader> = Mutex::new(Reader { decoder: Decoder::NEW, code: 0, plan: 0 });

    if code < REACHED.load(Acquire) {
        return;
    }
    let mut reader = READER.lock().unwrap_or_else(PoisonError::into_inner);
    if reader.code == 0 {
        reader.decoder.start(AUTOMATA, 1);
        lists(&mut reader.decoder);
    }
    while reader.code <= code.min(CODES - 1) {
        reader.read();
    }
    REACHED.store(reader.code, Release);
}

/// Reads the automata of calling codes in order, as far as they are needed.
struct Reader {
    decoder: Decoder,
    code: usize,
    plan: usize,
}

impl Reader {
    /// Reads what is known of the next calling code.
    fn read(&mut self) {
        let Self { decoder, code, plan } = self;
        let end = usize::from(get(FIRST_PLAN + *code + 1));
        let mut all = 0;
        for plan in *plan..end {
            let lengths = decoder.lengths(WHOLE_LENGTHS);
            all |= lengths;
            set(WHOLE + plan, lengths);
            set(LOCAL + plan, decoder.lengths(LOCAL_LENGTHS));
        }
        if end - *plan > 1 {
            set(LEADING + *code, decoder.root(Family::Prefix, 0));
        }
        set(NUMBERS + *code, decoder.root(Family::Numbers, all));
        while *plan < end {
            set(GENERAL + *plan, decoder.root(Family::General, get(WHOLE + *plan)));
            set(NATIONAL_PREFIX + *plan, decoder.root(Family::Prefix, 0));
            set(INTERNATIONAL_PREFIX + *plan, decoder.root(Family::Prefix, 0));
            *plan += 1;
        }
        *code += 1;
    }
}

/// Fills the lists in which places are found: the calling codes read first, then all others.
fn lists(decoder: &mut Decoder) {
    let mut place = 0;
    let mut plan = 0;
    let mut is_code = false;
    for code in FIRST_CODES.iter().map(|code| u16::from(*code)).chain(1..1000) {
        let value = usize::from(code);
        // No code is the beginning of another, and none begins with 0.
        if [value, value / 10, value / 100].iter().any(|value| get(PLACE_OF_CODE + value) != 0) {
            continue;
        }
        is_code = decoder.bit(IS_CODE + usize::from(is_code));
        if !is_code {
            continue;
        }
        set(CODE + place, code);
        for _ in 0..decoder.gamma(SHARED) {
            set(CODE_OF + plan, short(place));
            let letters = decoder.tree(LETTERS, 5) << 5 | decoder.tree(LETTERS + 32, 5);
            set(LETTERS_OF + plan, short(letters));
            plan += 1;
            set(PLACE_OF_REGION + letters, short(plan));
        }
        place += 1;
        set(PLACE_OF_CODE + value, short(place));
        set(FIRST_PLAN + place, short(plan));
    }
}
