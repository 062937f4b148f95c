//! Writes one document from left to right.

use crate::twiml::name::check_bytes;
use crate::twiml::span::Span;
use crate::twiml::steps::{Step, Steps};
use crate::twiml::{Error, escape};

/// A document being written.
///
/// Elements close in the reverse of the order in which they opened; what is
/// still open at the end is closed. There is no tree, so no depth is too deep.
pub(super) struct Writer<'a> {
    out: &'a mut Vec<u8>,
    limit: usize,
    open: Stack<'a>,
    /// Whether the last start tag still lacks its `>`, because attributes may follow.
    in_tag: bool,
    /// Which elements have lines of their own inside.
    layout: Layout,
}

#[derive(Clone, Copy, Default)]
struct Open<'a> {
    name: Span<'a>,
    /// Whether what it holds stands on lines of its own.
    lines: bool,
}

/// The elements that are open. The first few need no memory of their own, which takes as long to
/// get and give back as a small document does to write.
#[derive(Default)]
struct Stack<'a> {
    first: [Open<'a>; FEW],
    further: Vec<Open<'a>>,
    length: usize,
}

const FEW: usize = 6;

impl<'a> Stack<'a> {
    fn push(&mut self, open: Open<'a>) {
        match self.first.get_mut(self.length) {
            Some(place) => *place = open,
            None => self.further.push(open),
        }
        self.length += 1;
    }

    fn pop(&mut self) -> Option<Open<'a>> {
        self.length = self.length.checked_sub(1)?;
        self.further.pop().or_else(|| self.first.get(self.length).copied())
    }

    fn last(&self) -> Option<&Open<'a>> {
        self.further.last().or_else(|| self.first.get(self.length.checked_sub(1)?))
    }
}

impl<'a> Writer<'a> {
    /// What comes after the present content of `out`, up to `limit` bytes in all.
    pub(super) fn new(out: &'a mut Vec<u8>, limit: usize, layout: Layout) -> Self {
        Self { out, limit, open: Stack::default(), in_tag: false, layout }
    }

    /// Writes what `steps` say, up to the first that is none.
    pub(super) fn run(mut self, mut steps: Steps<'a>) -> Result<(), Error> {
        while let Some(step) = steps.next() {
            match step {
                Step::Attribute(name) => match steps.next() {
                    Some(Step::Value(value)) => self.attribute(name, value)?,
                    _ => break,
                },
                Step::Comment(text) => self.comment(text),
                Step::Element(name) => self.start(name)?,
                Step::End => self.end(),
                Step::Text(text) => self.text(text),
                Step::Value(_) => break,
            }
            self.check_length()?;
        }
        while self.open.length > 0 {
            self.end();
            self.check_length()?;
        }
        Ok(())
    }

    fn start(&mut self, name: Span<'a>) -> Result<(), Error> {
        check_bytes(name.bytes())?;
        self.begin_node();
        self.out.push(b'<');
        name.push_to(self.out);
        let lines = self.layout.next() && self.parent_has_lines();
        self.open.push(Open { name, lines });
        self.in_tag = true;
        Ok(())
    }

    /// Adds an attribute to the element that started last. After other content it is too late: nothing is written.
    fn attribute(&mut self, name: Span<'_>, value: Span<'_>) -> Result<(), Error> {
        check_bytes(name.bytes())?;
        if self.in_tag {
            self.out.push(b' ');
            name.push_to(self.out);
            self.out.extend_from_slice(b"=\"");
            escape::attribute(value, self.out);
            self.out.push(b'"');
        }
        Ok(())
    }

    /// Adds text. The empty text leaves an element empty.
    fn text(&mut self, text: Span<'_>) {
        if !text.is_empty() {
            self.finish_tag();
            escape::text(text, self.out);
        }
    }

    /// Adds a comment. The spaces keep a hyphen at either end from closing it early.
    fn comment(&mut self, text: Span<'_>) {
        self.begin_node();
        self.out.extend_from_slice(b"<!-- ");
        escape::comment(text, self.out);
        self.out.extend_from_slice(b" -->");
    }

    /// Ends the element that started last. Without one, nothing happens.
    fn end(&mut self) {
        let Some(Open { name, lines }) = self.open.pop() else { return };
        if self.in_tag {
            self.out.extend_from_slice(b"/>");
            self.in_tag = false;
            return;
        }
        if lines {
            self.new_line();
        }
        self.out.extend_from_slice(b"</");
        name.push_to(self.out);
        self.out.push(b'>');
    }

    fn begin_node(&mut self) {
        self.finish_tag();
        if self.parent_has_lines() && !self.out.is_empty() {
            self.new_line();
        }
    }

    fn finish_tag(&mut self) {
        if self.in_tag {
            self.out.push(b'>');
            self.in_tag = false;
        }
    }

    fn parent_has_lines(&self) -> bool {
        self.open.last().map_or(self.layout.is_pretty, |open| open.lines)
    }

    /// Starts a line, indented by the elements that are open. Past the limit the document is refused anyway.
    fn new_line(&mut self) {
        self.out.push(b'\n');
        for _ in 0..self.open.length.min(self.limit) {
            self.out.extend_from_slice(b"  ");
        }
    }

    fn check_length(&self) -> Result<(), Error> {
        if self.out.len() > self.limit { Err(Error::TooLong) } else { Ok(()) }
    }
}

/// For every element in the order of their starts, whether it holds no text: then what
/// it holds can stand on lines of its own, because space between elements means nothing.
#[derive(Default)]
pub(super) struct Layout {
    is_pretty: bool,
    lines: Vec<bool>,
    at: usize,
}

impl Layout {
    /// A layout on lines, for the same steps.
    pub(super) fn pretty(mut steps: Steps<'_>) -> Self {
        let (mut lines, mut open) = (Vec::new(), Vec::new());
        while let Some(step) = steps.next() {
            match step {
                Step::Element(_) => {
                    open.push(lines.len());
                    lines.push(true);
                }
                Step::End => drop(open.pop()),
                Step::Text(text) if !text.is_empty() => {
                    if let Some(holds) = open.last().and_then(|&index| lines.get_mut(index)) {
                        *holds = false;
                    }
                }
                _ => {}
            }
        }
        Self { is_pretty: true, lines, at: 0 }
    }

    fn next(&mut self) -> bool {
        let lines = self.lines.get(self.at).copied().unwrap_or(false);
        self.at += 1;
        lines
    }
}

/// What every document begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
