//! The one mechanism: an element with a name, attributes and content.

use std::borrow::Cow;

use crate::twiml::escape::into_text;
use crate::twiml::steps::{Style, fragment_into, push_step};
use crate::twiml::{Error, check_name};

/// An element of any name, with attributes and content.
///
/// It is kept as the steps that [`render`](crate::twiml::render) reads, not as a tree: an element
/// inside others costs no stack.
///
/// # Example
///
/// ```
/// use septet::twiml::Element;
///
/// let say = Element::new("Say")?.attribute("voice", "alice")?.text("Tom & Jo");
/// assert_eq!(say.to_string(), "<Say voice=\"alice\">Tom &amp; Jo</Say>");
/// # Ok::<(), septet::twiml::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Element {
    name: Cow<'static, str>,
    attributes: Vec<(Cow<'static, str>, String)>,
    content: String,
}

impl Element {
    /// An empty element.
    ///
    /// # Errors
    ///
    /// [`Error::Name`] if XML does not allow `name`.
    pub fn new(name: &str) -> Result<Self, Error> {
        check_name(name)?;
        Ok(Self::from_name(Cow::Owned(name.to_owned())))
    }

    /// An element of a name that is known to be legal.
    pub(super) const fn known(name: &'static str) -> Self {
        Self::from_name(Cow::Borrowed(name))
    }

    /// Sets an attribute. One that is set already keeps its place and changes its value.
    ///
    /// # Errors
    ///
    /// [`Error::Name`] if XML does not allow `name`.
    pub fn attribute(self, name: &str, value: &str) -> Result<Self, Error> {
        check_name(name)?;
        Ok(self.set(Cow::Owned(name.to_owned()), value))
    }

    /// Sets an attribute of a name that is known to be legal.
    pub(super) fn with(self, name: &'static str, value: &str) -> Self {
        self.set(Cow::Borrowed(name), value)
    }

    /// Adds text after the present content.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        push_step('t', text, &mut self.content);
        self
    }

    /// Adds an element after the present content.
    #[must_use]
    pub fn child(mut self, child: impl Into<Self>) -> Self {
        child.into().push_steps(&mut self.content);
        self
    }

    /// Adds a comment after the present content.
    #[must_use]
    pub fn comment(mut self, text: &str) -> Self {
        push_step('c', text, &mut self.content);
        self
    }

    /// Appends the steps of this element.
    pub(super) fn push_steps(&self, steps: &mut String) {
        push_step('e', &self.name, steps);
        for (name, value) in &self.attributes {
            push_step('a', name, steps);
            push_step('v', value, steps);
        }
        steps.push_str(&self.content);
        steps.push('/');
    }

    const fn from_name(name: Cow<'static, str>) -> Self {
        Self { name, attributes: Vec::new(), content: String::new() }
    }

    fn set(mut self, name: Cow<'static, str>, value: &str) -> Self {
        match self.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name, value.to_owned())),
        }
        self
    }
}

/// The element alone, without an XML declaration.
impl std::fmt::Display for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (mut steps, mut out) = (String::new(), Vec::new());
        self.push_steps(&mut steps);
        // Every name was checked when it came in, and there is no limit.
        let _ = fragment_into(steps.as_bytes(), Style::Compact, usize::MAX, &mut out);
        f.write_str(&into_text(out))
    }
}
