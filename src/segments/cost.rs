//! What a text costs, in decimals without rounding.

use std::fmt;

use super::MAX_TEXT;
use super::words::{Message, decimal};

/// Longest price that is read, in bytes.
pub const MAX_PRICE: usize = 64;

/// What a text costs one recipient and all of them.
///
/// The amounts are exact: plain decimals without an exponent, and without zeros
/// that say nothing. They have no currency but that of the price.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Cost {
    /// The segments billed: those of the text, times the recipients.
    pub segments: u64,
    /// The price of the text sent once.
    pub per_recipient: String,
    /// The price of all.
    pub total: String,
}

/// Multiplies segments, the price of one and recipients. No price is built in:
/// it depends on the country, the carrier, the contract and the day.
///
/// `price` is a decimal that is not negative: `0.0079`, `.5`, `7.9e-3`.
///
/// # Errors
///
/// - [`CostError::Price`]: `price` is no such decimal, has more than [`MAX_PRICE`] bytes or an
///   exponent beyond ±[`MAX_PRICE`];
/// - [`CostError::Segments`]: more segments than any text has, [`MAX_TEXT`].
///
/// # Example
///
/// ```
/// use septet::segments::estimate_cost;
///
/// let cost = estimate_cost(3, "0.0079", 12_345)?;
/// assert_eq!((cost.per_recipient.as_str(), cost.total.as_str()), ("0.0237", "292.5765"));
/// assert_eq!(cost.segments, 37_035);
/// # Ok::<(), septet::segments::CostError>(())
/// ```
pub fn estimate_cost(segments: usize, price: &str, recipients: u32) -> Result<Cost, CostError> {
    let per_text = match u32::try_from(segments) {
        Ok(per_text) if segments <= MAX_TEXT => per_text,
        _ => return Err(CostError::Segments { segments }),
    };
    let mut amount = Amount::parse(price).ok_or(CostError::Price)?;
    amount.multiply(per_text);
    let per_recipient = amount.to_text();
    amount.multiply(recipients);
    let segments = u64::from(per_text) * u64::from(recipients);
    Ok(Cost { segments, per_recipient, total: amount.to_text() })
}

/// Why a cost was not estimated.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum CostError {
    /// The price is no decimal.
    Price,
    /// No text has so many segments.
    Segments {
        /// How many were given.
        segments: usize,
    },
}

impl CostError {
    /// Every code of this type.
    pub const CODES: &'static [&'static str] = &["ERR_SEGMENTS_COST"];

    /// The stable name of this error, `code` in JavaScript.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::segments::estimate_cost;
    ///
    /// assert_eq!(estimate_cost(1, "0,0079", 1).unwrap_err().code(), "ERR_SEGMENTS_COST");
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Price | Self::Segments { .. } => "ERR_SEGMENTS_COST",
        }
    }

    /// What the error says.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Price => {
                "price must be a decimal that is not negative, such as 0.0079".to_owned()
            }
            Self::Segments { segments } => Message::new(&decimal(*segments))
                .add(" segments are more than the ")
                .number(MAX_TEXT)
                .add(" that a text can have")
                .into(),
        }
    }
}

impl fmt::Display for CostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for CostError {}

/// A decimal of any size.
struct Amount {
    /// From the last to the first, each below 10.
    digits: Vec<u8>,
    /// How many of them stand behind the point.
    fraction: usize,
}

impl Amount {
    fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_PRICE {
            return None;
        }
        let (mut digits, mut fraction, mut has_point) = (Vec::new(), 0_usize, false);
        let mut rest = text.as_bytes();
        while let [byte, next @ ..] = rest {
            match byte {
                b'0'..=b'9' => {
                    digits.push(byte - b'0');
                    fraction += usize::from(has_point);
                }
                b'.' if !has_point => has_point = true,
                b'e' | b'E' => break,
                _ => return None,
            }
            rest = next;
        }
        if digits.is_empty() {
            return None;
        }
        match exponent(rest)? {
            (true, places) => fraction += places,
            (false, places) => {
                digits.resize(digits.len() + places.saturating_sub(fraction), 0);
                fraction = fraction.saturating_sub(places);
            }
        }
        digits.reverse();
        Some(Self { digits, fraction })
    }

    fn multiply(&mut self, factor: u32) {
        let mut carry = 0;
        for digit in &mut self.digits {
            // At most 9 times a `u32`, and a carry of no more than a `u32`.
            carry += u64::from(*digit) * u64::from(factor);
            *digit = last_digit(carry);
            carry /= 10;
        }
        while carry > 0 {
            self.digits.push(last_digit(carry));
            carry /= 10;
        }
    }

    fn to_text(&self) -> String {
        // From the first digit that says something, or stands right before the point.
        let mut place = self.digits.len().max(self.fraction + 1);
        while place > self.fraction + 1 && self.digit(place - 1) == 0 {
            place -= 1;
        }
        let mut last = 0;
        while last < self.fraction && self.digit(last) == 0 {
            last += 1;
        }
        let mut text = String::with_capacity(place + 1);
        while place > last {
            if place == self.fraction {
                text.push('.');
            }
            place -= 1;
            text.push(char::from(b'0' + self.digit(place)));
        }
        text
    }

    /// The digit at a place, counted from the last. Beyond the first are zeros.
    fn digit(&self, place: usize) -> u8 {
        self.digits.get(place).copied().unwrap_or_default()
    }
}

/// Whether an exponent is negative, and its size. No exponent is one of 0.
fn exponent(text: &[u8]) -> Option<(bool, usize)> {
    let [_, rest @ ..] = text else { return Some((false, 0)) };
    let (is_negative, digits) = match rest {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let mut size = 0;
    for digit in digits {
        size = size * 10 + usize::from(digit.checked_sub(b'0').filter(|&digit| digit < 10)?);
        if size > MAX_PRICE {
            return None;
        }
    }
    if digits.is_empty() { None } else { Some((is_negative, size)) }
}

/// The last decimal digit of a number.
fn last_digit(number: u64) -> u8 {
    // One of ten.
    u8::try_from(number % 10).unwrap_or_default()
}
