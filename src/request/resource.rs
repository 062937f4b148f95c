//! What an answer describes.

/// A thing of the API: which of its members are dates and which are numbers.
#[derive(Debug)]
pub struct Resource {
    /// Members that hold a date, as the API names them.
    pub dates: &'static [&'static str],
    /// Members that hold a number as text.
    pub numbers: &'static [&'static str],
}

/// What a member of an answer holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum FieldKind {
    /// What JSON says it is.
    Plain,
    /// A date, as text.
    Date,
    /// A number, as text.
    Number,
}

impl Resource {
    /// What the member `wire` holds. A member that is not known is plain.
    #[must_use]
    pub fn kind(&self, wire: &str) -> FieldKind {
        if self.dates.contains(&wire) {
            FieldKind::Date
        } else if self.numbers.contains(&wire) {
            FieldKind::Number
        } else {
            FieldKind::Plain
        }
    }
}

/// The name callers use for a member: `num_segments` is `numSegments`.
///
/// # Example
///
/// ```
/// assert_eq!(septet::request::camel_case("messaging_service_sid"), "messagingServiceSid");
/// ```
#[must_use]
pub fn camel_case(wire: &str) -> String {
    let mut name = String::with_capacity(wire.len());
    for word in wire.split('_') {
        let mut chars = word.chars();
        match chars.next() {
            Some(first) if !name.is_empty() => name.push(first.to_ascii_uppercase()),
            Some(first) => name.push(first),
            None => {}
        }
        name.push_str(chars.as_str());
    }
    name
}
