//! Phone numbers in the form of ITU-T E.164.

/// The longest text that can be asked about, in UTF-16 code units.
pub const MAX_INPUT: usize = 250;

/// Whether `text` has the shape of an E.164 number: `+`, a digit from 1 to 9,
/// then 1 to 14 ASCII digits.
///
/// The upper bound, 15 digits, is ITU-T E.164 6.2.1. The Recommendation gives
/// no lower bound; the least that can stand is one digit of country code, none
/// of which begins with 0, and one of the number. This is the pattern
/// `^\+[1-9]\d{1,14}$` that Twilio documents for its numbers, with ASCII digits
/// only and nothing before or after, not even a line feed.
///
/// Not checked: whether the country code is assigned and the number can exist.
///
/// # Example
///
/// ```
/// use septet::phone::is_e164;
///
/// assert!(is_e164("+15005550006"));
/// assert!(!is_e164("5005550006"));
/// assert!(!is_e164("+1 500 555 0006"));
/// ```
#[must_use]
pub fn is_e164(text: &str) -> bool {
    match text.as_bytes() {
        [b'+', b'1'..=b'9', rest @ ..] => {
            (1..=14).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}
