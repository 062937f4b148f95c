//! Writes numbers and characters into messages, without the machinery of `fmt`:
//! it would be kilobytes of the code that is shipped.

use std::fmt;

/// A message in the making. Its methods are never inlined: each copy would be shipped.
#[cfg(feature = "segments-full")]
pub(super) struct Message(String);

#[cfg(feature = "segments-full")]
impl Message {
    #[inline(never)]
    pub(super) fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    #[inline(never)]
    pub(super) fn add(mut self, text: &str) -> Self {
        self.0.push_str(text);
        self
    }

    #[inline(never)]
    pub(super) fn push(mut self, character: char) -> Self {
        self.0.push(character);
        self
    }

    /// The text within quotation marks that are not its own.
    #[inline(never)]
    pub(super) fn quoted(self, text: &str) -> Self {
        let mark = if text == "\"" { "'" } else { "\"" };
        self.add(mark).add(text).add(mark)
    }

    #[inline(never)]
    pub(super) fn number(self, number: usize) -> Self {
        self.add(&decimal(number))
    }

    /// `1 segment`, `2 segments`.
    #[inline(never)]
    pub(super) fn counted(self, number: usize, noun: &str) -> Self {
        let plural = if number == 1 { "" } else { "s" };
        self.number(number).add(" ").add(noun).add(plural)
    }

    /// `U+2019`.
    #[inline(never)]
    pub(super) fn code_point(mut self, character: char) -> Self {
        self.0.push_str("U+");
        let code = u32::from(character);
        let mut shift = if code > 0xF_FFFF {
            20
        } else if code > 0xFFFF {
            16
        } else {
            12
        };
        loop {
            // One of sixteen.
            let digit = char::from_digit(code >> shift & 0xF, 16).unwrap_or_default();
            self.0.push(digit.to_ascii_uppercase());
            if shift == 0 {
                return self;
            }
            shift -= 4;
        }
    }
}

#[cfg(feature = "segments-full")]
impl From<Message> for String {
    fn from(message: Message) -> Self {
        message.0
    }
}

/// A number as it is read.
#[cfg(feature = "segments-full")]
#[inline(never)]
pub(super) fn decimal(number: usize) -> String {
    let mut digits = String::new();
    // A string takes whatever is written.
    let _ = write_decimal(number, &mut digits);
    digits
}

pub(super) fn write_decimal(number: usize, out: &mut impl fmt::Write) -> fmt::Result {
    let mut unit = 1;
    while number / unit >= 10 {
        unit *= 10;
    }
    while unit > 0 {
        // One of ten.
        let digit = u8::try_from(number / unit % 10).unwrap_or_default();
        out.write_char(char::from(b'0' + digit))?;
        unit /= 10;
    }
    Ok(())
}

#[cfg(all(test, feature = "segments-full"))]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_and_code_points_as_fmt_does() {
        for number in [0, 1, 9, 10, 99, 100, 65_536, usize::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
        for character in ['\0', '\'', '’', '😀', '\u{FFFFF}', '\u{10FFFF}'] {
            let text = String::from(Message::new("").code_point(character));
            assert_eq!(text, format!("U+{:04X}", u32::from(character)));
        }
    }
}
