//! Measures a text whose variables are not filled in yet.
//!
//! The best and the worst case are exact, by this: however full a segment is,
//! a character more, or one of two units in the place of one of one, never
//! makes the text end earlier. So the shortest values of one unit each are the
//! best ones wherever they stand, and the longest of two units each the worst.

mod error;
mod fill;
mod parse;
mod places;

pub use error::TemplateError;

use super::{Encoding, Options, Segments};
use fill::Plan;
use places::cuts;

/// Most variables of a template.
pub const MAX_VARIABLES: usize = 100;

/// Longest name of a variable, in UTF-16 code units.
pub const MAX_NAME: usize = 64;

/// What is known of the values of a variable.
///
/// Lengths are code points of the value as it is sent, so after Smart Encoding.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Variable<'a> {
    /// What stands between the braces.
    pub name: &'a str,
    /// The shortest value.
    pub min: usize,
    /// The longest value.
    pub max: usize,
    /// `Gsm7` promises that no value has a character that GSM-7 lacks; `Ucs2` that every value has
    /// one, unless it is empty; `None` promises nothing.
    pub encoding: Option<Encoding>,
    /// Whether a value may have characters of two units: those of the extension table of GSM-7,
    /// such as `€` and `[`, and beyond U+FFFF, as most emoji are. Digits and Latin letters are not.
    pub wide: bool,
}

impl<'a> Variable<'a> {
    /// A variable whose values have up to `max` characters, of which nothing else is known.
    #[must_use]
    pub const fn new(name: &'a str, max: usize) -> Self {
        Self { name, min: 0, max, encoding: None, wide: true }
    }
}

/// What stands around a template, and how all is measured.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TemplateOptions<'a> {
    /// How the text is measured.
    pub segments: Options,
    /// Put before every text as it is, such as the name of the sender.
    pub prefix: &'a str,
    /// Put behind every text as it is, such as how to opt out.
    pub suffix: &'a str,
    /// The length of the links that a shortener puts in the place of those with `http://` or
    /// `https://`: characters of one unit each. By default links stay as they are.
    pub link_length: Option<usize>,
}

/// What a template comes to.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct TemplateSegments {
    /// A text with the fewest segments that there can be. Its values are made up.
    pub best: Segments,
    /// A text with the most segments that there can be.
    pub worst: Segments,
    /// The links that the edge of a segment divides, in some text or in every one.
    pub links_cut: Vec<Cut>,
    /// The variables that the edge of a segment divides, each once for every place it stands at.
    pub variables_cut: Vec<Cut>,
}

/// What the edge of a segment can divide.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Cut {
    /// What `start` and `end` are offsets in.
    pub part: Part,
    /// Where it begins, in UTF-16 code units: for a variable, the first brace.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Every text divides it, not just some.
    pub always: bool,
    /// Which of the variables given it is, unless it is a link.
    pub variable: Option<usize>,
}

/// What a text is made of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// What stands before the template.
    Prefix,
    /// The template itself.
    Template,
    /// What stands behind the template.
    Suffix,
}

/// Measures all texts that `template` can become, by the lengths of its variables.
///
/// A variable is written `{{name}}`, as in Twilio's content templates; white
/// space around the name says nothing. A single brace is itself. A backslash
/// before an opening brace makes it one too: `\{{name}}` is no variable, and
/// `\\{{name}}` is a backslash and a variable.
///
/// With `keep_graphemes`, a character that follows a value must not be one that
/// combines with it. National language tables are taken to have each character
/// of a value as the default tables do. Where one variable stands in several
/// places, `links_cut` and `variables_cut` may list what only different values would divide.
///
/// # Errors
///
/// - [`TemplateError::Placeholder`]: `{{` without `}}`, or no name between them;
/// - [`TemplateError::Unknown`]: a name that `variables` has not; [`TemplateError::Unused`]: one
///   that the template has not; [`TemplateError::Repeated`]: two variables of one name;
/// - [`TemplateError::Lengths`]: `min` is more than `max`, or `max` more than
///   [`MAX_TEXT`](super::MAX_TEXT); [`TemplateError::TooMany`]: more than [`MAX_VARIABLES`];
/// - [`TemplateError::Ucs2`]: GSM-7 is demanded, and a variable promises not to fit it;
/// - [`TemplateError::Text`]: what [`segment`](super::segment) refuses. A position is one in the
///   template, and a text is too long where the worst case is.
///
/// # Example
///
/// ```
/// use septet::segments::{Encoding, TemplateOptions, Variable, segment_template};
///
/// let name = Variable { wide: false, ..Variable::new("name", 30) };
/// let options = TemplateOptions { suffix: " Reply STOP to opt out", ..Default::default() };
/// let got = segment_template("Hi {{name}}, your table is ready.", &[name], &options)?;
/// assert_eq!((got.best.count, got.worst.count), (1, 2));
/// assert_eq!(got.worst.encoding, Encoding::Ucs2);
///
/// let name = Variable { encoding: Some(Encoding::Gsm7), ..name };
/// let got = segment_template("Hi {{name}}, your table is ready.", &[name], &options)?;
/// assert_eq!(got.worst.count, 1);
/// # Ok::<(), septet::segments::TemplateError>(())
/// ```
pub fn segment_template(
    template: &str,
    variables: &[Variable<'_>],
    options: &TemplateOptions<'_>,
) -> Result<TemplateSegments, TemplateError> {
    let plan = Plan::new(template, variables, options)?;
    let (best, worst) = plan.extremes()?;
    let (links_cut, variables_cut) = cuts(&plan, best.count > 1)?;
    Ok(TemplateSegments { best, worst, links_cut, variables_cut })
}
