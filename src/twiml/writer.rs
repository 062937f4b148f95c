//! Writes one document from left to right.

use crate::twiml::{Error, MAX_DOCUMENT, check_name, escape};

/// A document being written.
///
/// Elements close in the reverse of the order in which they opened; what is
/// still open at the end is closed. There is no tree, so no depth is too deep.
pub(super) struct Writer<'a> {
    out: &'a mut String,
    open: Vec<&'a str>,
    /// Whether the last start tag still lacks its `>`, because attributes may follow.
    in_tag: bool,
}

impl<'a> Writer<'a> {
    /// A document in `out`, which is empty; it begins with the XML declaration.
    pub(super) fn new(out: &'a mut String) -> Self {
        out.push_str(DECLARATION);
        Self { out, open: Vec::with_capacity(8), in_tag: false }
    }

    pub(super) fn start(&mut self, name: &'a str) -> Result<(), Error> {
        check_name(name)?;
        self.finish_tag();
        self.out.push('<');
        self.out.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self.limit()
    }

    /// Adds an attribute to the element that started last. After other content it is too late: nothing is written.
    pub(super) fn attribute(&mut self, name: &str, value: &str) -> Result<(), Error> {
        check_name(name)?;
        if self.in_tag {
            write_attribute(name, value, self.out);
        }
        self.limit()
    }

    /// Adds text. The empty text leaves an element empty.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Error> {
        if !text.is_empty() {
            self.finish_tag();
            escape::text(text, self.out);
        }
        self.limit()
    }

    pub(super) fn comment(&mut self, text: &str) -> Result<(), Error> {
        self.finish_tag();
        write_comment(text, self.out);
        self.limit()
    }

    /// Ends the element that started last. Without one, nothing happens.
    pub(super) fn end(&mut self) -> Result<(), Error> {
        match self.open.pop() {
            Some(_) if self.in_tag => {
                self.out.push_str("/>");
                self.in_tag = false;
            }
            Some(name) => write_end(name, self.out),
            None => {}
        }
        self.limit()
    }

    /// Ends the document.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        while !self.open.is_empty() {
            self.end()?;
        }
        Ok(())
    }

    fn finish_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }

    fn limit(&self) -> Result<(), Error> {
        if self.out.len() > MAX_DOCUMENT { Err(Error::TooLong) } else { Ok(()) }
    }
}

/// Appends ` name="value"`.
pub(super) fn write_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape::attribute(value, out);
    out.push('"');
}

/// Appends `<!-- text -->`. The spaces keep a hyphen at either end from closing the comment early.
pub(super) fn write_comment(text: &str, out: &mut String) {
    out.push_str("<!-- ");
    escape::comment(text, out);
    out.push_str(" -->");
}

/// Appends `</name>`.
pub(super) fn write_end(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// What every document begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
