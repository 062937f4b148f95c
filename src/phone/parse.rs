//! Parses as libphonenumber does, step by step.

use super::candidate::{candidate, is_viable, without_extension};
use super::characters::{is_plus, normalized};
use super::metadata::{LengthClass, Plan};
use super::{Country, MAX_INPUT, PhoneNumber, Reason};

/// Reads a number as [`super::parse`] promises.
pub(super) fn parse(input: &str, default_country: Option<Country>) -> Result<PhoneNumber, Reason> {
    let text = characters(input).ok_or(Reason::TooLong)?;
    let text = candidate(&text).filter(|text| is_viable(text)).ok_or(Reason::NotANumber)?;
    let own = default_country.map(Plan::of_country);
    if own.is_none() && !text.first().is_some_and(|ch| is_plus(*ch)) {
        return Err(Reason::InvalidCountryCode);
    }
    let (text, extension) = without_extension(&text);
    let (plan, digits) = country(text, own)?;
    if digits.len() < MIN_LENGTH {
        return Err(Reason::TooShortNsn);
    }
    let national = national(digits, plan);
    match national.len() {
        0..MIN_LENGTH => Err(Reason::TooShortNsn),
        MIN_LENGTH..=MAX_LENGTH => Ok(number(plan, &national, extension)),
        _ => Err(Reason::TooLong),
    }
}

/// The fewest and the most digits of a national number.
const MIN_LENGTH: usize = 2;
const MAX_LENGTH: usize = 17;

/// The characters of `input`, `None` when there are too many.
fn characters(input: &str) -> Option<Vec<char>> {
    // A UTF-16 unit takes at most three bytes.
    if input.len() > MAX_INPUT * 3 || input.encode_utf16().count() > MAX_INPUT {
        return None;
    }
    Some(input.chars().collect())
}

/// The plan of a number, and its digits after the calling code.
fn country(text: &[char], own: Option<Plan>) -> Result<(Plan, Vec<u8>), Reason> {
    let pluses = text.iter().take_while(|ch| is_plus(**ch)).count();
    let unsigned = text.get(pluses..).unwrap_or_default();
    let digits = normalized(unsigned);
    if pluses == 0 {
        let own = own.ok_or(Reason::InvalidCountryCode)?;
        return Ok(dialed(&digits, own)?.unwrap_or((own, digits)));
    }
    match international(&digits) {
        // An international prefix behind the plus sign.
        Err(Reason::InvalidCountryCode) => {
            let own = own.ok_or(Reason::InvalidCountryCode)?;
            dialed(&digits, own)?.ok_or(Reason::InvalidCountryCode)
        }
        other => other,
    }
}

/// Digits as dialed in the region of `own`: `None` when they have no calling code.
fn dialed(digits: &[u8], own: Plan) -> Result<Option<(Plan, Vec<u8>)>, Reason> {
    let prefix = own.international_prefix(digits);
    match prefix.and_then(|length| digits.get(length..)) {
        Some(rest) if rest.first() != Some(&b'0') => return international(rest).map(Some),
        _ => {}
    }
    let code = own.calling_code().to_string();
    let Some(rest) = digits.strip_prefix(code.as_bytes()) else { return Ok(None) };
    let stripped = without_national_prefix(rest, own);
    let better = !own.matches(digits) && own.matches(&stripped);
    if better || own.length_class(digits) == LengthClass::TooLong {
        return Ok(Some((own.main_region(), stripped)));
    }
    Ok(None)
}

/// Digits that begin with a calling code.
fn international(digits: &[u8]) -> Result<(Plan, Vec<u8>), Reason> {
    if digits.len() <= MIN_LENGTH {
        return Err(Reason::TooShortAfterIdd);
    }
    let (plan, rest) = Plan::of_code(digits).ok_or(Reason::InvalidCountryCode)?;
    Ok((plan, rest.to_vec()))
}

/// The national number: `digits` without a national prefix, unless nothing that could be
/// a number is left.
fn national(digits: Vec<u8>, plan: Plan) -> Vec<u8> {
    let stripped = without_national_prefix(&digits, plan);
    match plan.length_class(&stripped) {
        LengthClass::Possible | LengthClass::TooLong => stripped,
        LengthClass::Invalid | LengthClass::LocalOnly | LengthClass::TooShort => digits,
    }
}

/// `digits` without a national prefix; unchanged when they match the general pattern, and
/// would no longer.
fn without_national_prefix(digits: &[u8], plan: Plan) -> Vec<u8> {
    match plan.without_national_prefix(digits) {
        Some(stripped) if !plan.matches(digits) || plan.matches(&stripped) => stripped,
        _ => digits.to_vec(),
    }
}

fn number(plan: Plan, national: &[u8], extension: Option<&[char]>) -> PhoneNumber {
    let (country, kind) = plan.classify(national);
    let length = plan.main_region().length_class(national);
    let calling_code = plan.calling_code();
    let national_number: String = national.iter().map(|digit| char::from(*digit)).collect();
    PhoneNumber {
        e164: format!("+{calling_code}{national_number}"),
        country,
        calling_code,
        national_number,
        extension: extension.map(|digits| digits.iter().collect()),
        kind,
        is_possible: matches!(length, LengthClass::Possible | LengthClass::LocalOnly),
    }
}
