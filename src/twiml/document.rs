//! A document: comments around one `<Response>`.

use crate::twiml::steps::{Style, document, push_step};
use crate::twiml::{Element, Error};

/// What the three kinds of response are.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Document {
    /// Comments before the root, as steps.
    before: String,
    root: Element,
    /// Comments after the root. The last one added comes first.
    after: Vec<String>,
}

impl Document {
    pub(super) const fn new() -> Self {
        Self { before: String::new(), root: Element::known("Response"), after: Vec::new() }
    }

    pub(super) fn child(self, child: Element) -> Self {
        Self { root: self.root.child(child), ..self }
    }

    pub(super) fn text(self, text: &str) -> Self {
        Self { root: self.root.text(text), ..self }
    }

    pub(super) fn comment(self, text: &str) -> Self {
        Self { root: self.root.comment(text), ..self }
    }

    pub(super) fn comment_before(mut self, text: &str) -> Self {
        push_step('c', text, &mut self.before);
        self
    }

    pub(super) fn comment_after(mut self, text: &str) -> Self {
        self.after.push(text.to_owned());
        self
    }

    pub(super) fn to_xml(&self, style: Style) -> Result<String, Error> {
        document(&self.steps(), style)
    }

    fn steps(&self) -> String {
        let mut steps = self.before.clone();
        self.root.push_steps(&mut steps);
        for comment in self.after.iter().rev() {
            push_step('c', comment, &mut steps);
        }
        steps
    }
}

impl Default for Document {
    fn default() -> Self {
        Self::new()
    }
}
