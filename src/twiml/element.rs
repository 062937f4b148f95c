//! The one mechanism: an element with a name, attributes and content.

use std::borrow::Cow;

use crate::twiml::writer::{write_attribute, write_comment, write_end};
use crate::twiml::{Error, check_name, escape};

/// An element of any name, with attributes and content.
///
/// It is kept as the XML it will be, not as a tree: every value is escaped when
/// it comes in, and an element inside others costs no stack.
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
        escape::text(text, &mut self.content);
        self
    }

    /// Adds an element after the present content.
    #[must_use]
    pub fn child(mut self, child: impl Into<Self>) -> Self {
        child.into().write(&mut self.content);
        self
    }

    /// Adds a comment after the present content.
    #[must_use]
    pub fn comment(mut self, text: &str) -> Self {
        write_comment(text, &mut self.content);
        self
    }

    /// Appends this element to `out`.
    pub(super) fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            write_attribute(name, value, out);
        }
        if self.content.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        out.push_str(&self.content);
        write_end(&self.name, out);
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
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}
