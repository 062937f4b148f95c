//! Parses as libphonenumber does, step by step.

use super::candidate::{candidate, is_viable, without_extension};
use super::characters::{PLUS, Text, digit_char, is, run};
use super::digits::Digits;
use super::error::Error;
use super::metadata::{LengthClass, Plan, region};
use super::strict::is_strict;
use super::{Country, PhoneNumber, PhoneType, Reason};

/// A number that was read.
pub(crate) struct Parsed {
    plan: Plan,
    national: Digits,
    /// The extension, and how many symbols of it count.
    extension: [u8; MAX_EXTENSION],
    extension_length: usize,
}

/// Reads a number, which is UTF-8, as [`super::parse`] promises, or as [`super::parse_strict`] does.
pub(crate) fn parse(input: &[u8], home: Option<Country>, strict: bool) -> Result<Parsed, Reason> {
    let mut text = Text::new();
    text.read(input).ok_or(Reason::TooLong)?;
    let parsed = read(text.symbols(), home.map(Plan::of_country))?;
    if strict && !is_strict(text.symbols(), parsed.extension_symbols()) {
        return Err(Reason::NotANumber);
    }
    Ok(parsed)
}

/// The fewest and the most digits of a national number, and of an extension.
const MIN_LENGTH: usize = 2;
const MAX_LENGTH: usize = 17;
const MAX_EXTENSION: usize = 20;

fn read(text: &[u8], own: Option<Plan>) -> Result<Parsed, Reason> {
    let mut joined = Text::new();
    let text = candidate(text, &mut joined).ok_or(Reason::NotANumber)?;
    if !is_viable(text) {
        return Err(Reason::NotANumber);
    }
    if own.is_none() && !text.first().is_some_and(|symbol| is(*symbol, PLUS)) {
        return Err(Reason::InvalidCountryCode);
    }
    let (text, digits) = without_extension(text);
    let mut extension = [0; MAX_EXTENSION];
    extension.iter_mut().zip(digits).for_each(|(place, symbol)| *place = *symbol);
    let (plan, mut national) = country(text, own)?;
    if national.len() < MIN_LENGTH {
        return Err(Reason::TooShortNsn);
    }
    strip_for_good(&mut national, plan);
    match national.len() {
        0..MIN_LENGTH => Err(Reason::TooShortNsn),
        MIN_LENGTH..=MAX_LENGTH => {
            Ok(Parsed { plan, national, extension, extension_length: digits.len() })
        }
        _ => Err(Reason::TooLong),
    }
}

/// The plan of a number, and its digits after the calling code.
fn country(text: &[u8], own: Option<Plan>) -> Result<(Plan, Digits), Reason> {
    let pluses = run(text, 0, PLUS);
    let mut digits = Digits::normalized(text.get(pluses..).unwrap_or_default());
    if pluses > 0 {
        match international(&mut digits) {
            // An international prefix may stand behind the plus sign.
            Err(Reason::InvalidCountryCode) => {}
            other => return Ok((other?, digits)),
        }
    }
    let own = own.ok_or(Reason::InvalidCountryCode)?;
    match dialed(&mut digits, own)? {
        Some(plan) => Ok((plan, digits)),
        None if pluses > 0 => Err(Reason::InvalidCountryCode),
        None => Ok((own, digits)),
    }
}

/// Takes the calling code from digits as dialed in the region of `own`: `None` when they have
/// none.
fn dialed(digits: &mut Digits, own: Plan) -> Result<Option<Plan>, Reason> {
    let prefix = own.international_prefix(digits);
    if let Some(length) = prefix.filter(|length| digits.get(*length) != Some(&b'0')) {
        digits.drop_first(length);
        return international(digits).map(Some);
    }
    let Some(code) = own.calling_code_of(digits) else { return Ok(None) };
    let mut rest = *digits;
    rest.drop_first(code);
    strip(&mut rest, own);
    let better = !own.matches(digits) && own.matches(&rest);
    if better || own.length_class(digits.len()) == LengthClass::TooLong {
        *digits = rest;
        return Ok(Some(own.main_region()));
    }
    Ok(None)
}

/// Takes the calling code that the digits begin with.
fn international(digits: &mut Digits) -> Result<Plan, Reason> {
    if digits.len() <= MIN_LENGTH {
        return Err(Reason::TooShortAfterIdd);
    }
    let (plan, length) = Plan::of_code(digits).ok_or(Reason::InvalidCountryCode)?;
    digits.drop_first(length);
    Ok(plan)
}

/// Takes a national prefix away, unless nothing that could be a number is left.
fn strip_for_good(digits: &mut Digits, plan: Plan) {
    let mut stripped = *digits;
    strip(&mut stripped, plan);
    if let LengthClass::Possible | LengthClass::TooLong = plan.length_class(stripped.len()) {
        *digits = stripped;
    }
}

/// Takes a national prefix away, unless the digits match the general pattern and would no longer.
fn strip(digits: &mut Digits, plan: Plan) {
    let mut stripped = *digits;
    plan.strip_national_prefix(&mut stripped);
    if !plan.matches(digits) || plan.matches(&stripped) {
        *digits = stripped;
    }
}

impl Parsed {
    /// The calling code.
    pub(crate) fn calling_code(&self) -> u16 {
        self.plan.calling_code()
    }

    /// The digits of the national number, in ASCII.
    #[cfg(feature = "wasm")]
    pub(crate) fn national_number(&self) -> &[u8] {
        &self.national
    }

    /// The digits of the extension, as they were written.
    pub(crate) fn extension(&self) -> impl Iterator<Item = char> {
        self.extension_symbols().iter().map(|symbol| digit_char(*symbol))
    }

    fn extension_symbols(&self) -> &[u8] {
        self.extension.get(..self.extension_length).unwrap_or_default()
    }

    /// The place of the region, and the type as its place in [`PhoneType::ALL`] from 1 on.
    pub(crate) fn classify(&self) -> (Option<usize>, u8) {
        self.plan.classify(&self.national)
    }

    /// Whether a number of the calling code can have this length.
    pub(crate) fn is_possible(&self) -> bool {
        let class = self.plan.main_region().length_class(self.national.len());
        matches!(class, LengthClass::Possible | LengthClass::LocalOnly)
    }

    /// Why the number, which is of no type, is not valid.
    pub(crate) fn invalid(&self) -> Error {
        let calling_code = self.calling_code();
        if self.is_possible() {
            Error::NotAssigned { calling_code }
        } else {
            Error::NotPossible { calling_code, digits: self.national.len() }
        }
    }

    /// The number with fields that everybody can use.
    pub(super) fn number(&self) -> PhoneNumber {
        let (place, kind) = self.classify();
        let national_number: String = self.national.iter().copied().map(char::from).collect();
        let extension: String = self.extension().collect();
        PhoneNumber {
            country: place.map(region),
            calling_code: self.calling_code(),
            e164: format!("+{}{national_number}", self.calling_code()),
            national_number,
            extension: Some(extension).filter(|digits| !digits.is_empty()),
            kind: usize::from(kind)
                .checked_sub(1)
                .and_then(|kind| PhoneType::ALL.get(kind))
                .copied(),
            is_possible: self.is_possible(),
        }
    }
}
