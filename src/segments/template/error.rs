use std::fmt;

use super::{MAX_NAME, MAX_VARIABLES, Part};
use crate::segments::words::{Message, decimal};
use crate::segments::{Error, MAX_TEXT};

/// Why a template was not measured.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TemplateError {
    /// The lengths of a variable are none.
    Lengths {
        /// The variable.
        name: String,
        /// The shortest value.
        min: usize,
        /// The longest value.
        max: usize,
    },
    /// Braces open and no name and closing braces follow.
    Placeholder {
        /// Where they open, in UTF-16 code units of the template.
        position: usize,
    },
    /// Two variables have one name.
    Repeated {
        /// The name.
        name: String,
    },
    /// The text that it becomes is refused.
    Text {
        /// What the error's position is an offset in.
        part: Part,
        /// Why.
        error: Error,
    },
    /// More variables than [`MAX_VARIABLES`].
    TooMany {
        /// How many there are.
        count: usize,
    },
    /// GSM-7 is demanded, and a variable is said never to fit it.
    Ucs2 {
        /// The variable.
        name: String,
    },
    /// The template has a variable that is not described.
    Unknown {
        /// Its name.
        name: String,
        /// Where its braces open, in UTF-16 code units of the template.
        position: usize,
    },
    /// A variable is described that the template does not have.
    Unused {
        /// Its name.
        name: String,
    },
}

impl TemplateError {
    /// Every code of this type, but for those of [`Error`].
    pub const CODES: &'static [&'static str] = &["ERR_SEGMENTS_TEMPLATE", "ERR_SEGMENTS_VARIABLE"];

    /// The stable name of this error, `code` in JavaScript.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::segments::{TemplateOptions, segment_template};
    ///
    /// let error = segment_template("Hi {{name}}", &[], &TemplateOptions::default()).unwrap_err();
    /// assert_eq!(error.code(), "ERR_SEGMENTS_VARIABLE");
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Placeholder { .. } => "ERR_SEGMENTS_TEMPLATE",
            Self::Text { error, .. } => error.code(),
            Self::Lengths { .. }
            | Self::Repeated { .. }
            | Self::TooMany { .. }
            | Self::Ucs2 { .. }
            | Self::Unknown { .. }
            | Self::Unused { .. } => "ERR_SEGMENTS_VARIABLE",
        }
    }

    /// What the error says.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Lengths { name, min, max } => variable(name)
                .add(" has a min of ")
                .number(*min)
                .add(" and a max of ")
                .number(*max)
                .add(": they must be in this order and at most ")
                .number(MAX_TEXT),
            Self::Placeholder { position } => Message::new("the braces at offset ")
                .number(*position)
                .add(" of the template open no variable; write {{name}}, or \\{ for a brace"),
            Self::Repeated { name } => variable(name).add(" is described twice"),
            Self::Text { part: Part::Prefix, error } => in_part("prefix: ", error),
            Self::Text { part: Part::Template, error } => in_part("template: ", error),
            Self::Text { part: Part::Suffix, error } => in_part("suffix: ", error),
            Self::TooMany { count } => Message::new(&decimal(*count))
                .add(" variables are more than ")
                .number(MAX_VARIABLES),
            Self::Ucs2 { name } => {
                variable(name).add(" is said to be UCS-2, and the options demand GSM-7")
            }
            Self::Unknown { name, position } => variable(name)
                .add(" at offset ")
                .number(*position)
                .add(" of the template is not described"),
            Self::Unused { name } => {
                variable(name).add(" is described, and the template does not have it")
            }
        }
        .into()
    }
}

/// A name as errors show it: no longer than a name can be.
#[inline(never)]
fn variable(name: &str) -> Message {
    let mut shown = Message::new("variable {{");
    for character in name.chars().take(MAX_NAME) {
        shown = shown.push(if character.is_control() { '\u{FFFD}' } else { character });
    }
    shown.add("}}")
}

fn in_part(part: &str, error: &Error) -> Message {
    Message::new(part).add(&error.message())
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for TemplateError {}
