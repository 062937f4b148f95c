//! Parses as libphonenumber does, step by step.

use super::candidate::{candidate, is_viable, without_extension};
use super::characters::{Text, digit_char, is_plus};
use super::digits::Digits;
use super::metadata::{LengthClass, Plan};
use super::strict::is_strict;
use super::{Country, PhoneNumber, Reason};

/// A number that was read.
pub(super) struct Parsed {
    plan: Plan,
    national: Digits,
    /// The extension, and how many symbols of it count.
    extension: [u8; MAX_EXTENSION],
    extension_length: usize,
}

/// Reads a number as [`super::parse`] promises, or as [`super::parse_strict`] does.
pub(super) fn parse(
    input: &str,
    home: Option<Country>,
    strict: bool,
) -> Result<PhoneNumber, Reason> {
    let text = Text::of(input).ok_or(Reason::TooLong)?;
    let parsed = read(text.symbols(), home.map(Plan::of_country))?;
    if strict && !is_strict(text.symbols(), parsed.extension()) {
        return Err(Reason::NotANumber);
    }
    Ok(parsed.number())
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
    if own.is_none() && !text.first().is_some_and(|symbol| is_plus(*symbol)) {
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
    let pluses = text.iter().take_while(|symbol| is_plus(**symbol)).count();
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
    fn extension(&self) -> &[u8] {
        self.extension.get(..self.extension_length).unwrap_or_default()
    }

    fn number(&self) -> PhoneNumber {
        let Self { plan, national, .. } = self;
        let (country, kind) = plan.classify(national);
        let length = plan.main_region().length_class(national.len());
        let mut e164 = String::with_capacity(24);
        e164.push('+');
        plan.push_calling_code(&mut e164);
        let code = e164.len();
        e164.extend(national.iter().map(|digit| char::from(*digit)));
        let extension = self.extension();
        PhoneNumber {
            country,
            calling_code: plan.calling_code(),
            national_number: e164.get(code..).unwrap_or_default().to_owned(),
            e164,
            extension: (!extension.is_empty())
                .then(|| extension.iter().map(|symbol| digit_char(*symbol)).collect()),
            kind,
            is_possible: matches!(length, LengthClass::Possible | LengthClass::LocalOnly),
        }
    }
}
