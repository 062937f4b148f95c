//! Says what is wrong with a TwiML document, before Twilio does.
//!
//! Any text is read, as XML 1.0 (5th edition) without a document type: no
//! entity is expanded but the five that XML has. Elements, attributes, values
//! and nesting are compared with the language as npm `twilio` 6.2.0 has it;
//! limits and formats are those that Twilio documents. Nothing is looked up,
//! so a URL that does not answer is not found.

mod json;
mod rules;
mod scanner;
mod schema;
mod tables;
mod values;

use crate::twiml::MAX_DOCUMENT;
use crate::twiml::check::rules::Rules;
use crate::twiml::check::scanner::{Malformed, Scanner};

/// The longest text that is checked, in UTF-16 code units: 1 MiB.
pub const MAX_CHECKED: usize = 1 << 20;

/// The most findings that are given: what comes after them is not looked at.
pub const MAX_FINDINGS: usize = 100;

/// The most elements inside one another that are looked at.
pub const MAX_DEPTH: usize = 256;

/// The most attributes of one element that are looked at.
pub const MAX_ATTRIBUTES: usize = 64;

/// Something wrong with a document.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// Whether Twilio will not do what was asked for, or may not.
    pub severity: Severity,
    /// What kind of fault it is.
    pub rule: Rule,
    /// The code of the error or warning that Twilio logs for it, see
    /// `https://www.twilio.com/docs/api/errors`.
    pub twilio_code: Option<u16>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub fix: String,
    /// Where it starts, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// The line it starts in, from 1.
    pub line: usize,
    /// Where in the line it starts, in UTF-16 code units from 1.
    pub column: usize,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Twilio refuses the document, or does not do what was asked for.
    Error,
    /// It may not be what was meant, or not work everywhere.
    Warning,
}

impl Severity {
    /// The severity as JavaScript has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A kind of fault.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Rule {
    /// A text or a value that is not of the form it has to have.
    InvalidValue,
    /// The document is no well-formed XML.
    Malformed,
    /// A message or a text to speak that is longer than Twilio takes.
    LongText,
    /// An element without an attribute it needs.
    MissingAttribute,
    /// An element without the text or the elements it needs.
    MissingContent,
    /// Elements that do not go together.
    Mixed,
    /// A URL that is relative.
    RelativeUrl,
    /// The root is not `<Response>`.
    Root,
    /// Text where none is read.
    StrayText,
    /// The document is larger than Twilio reads, or deeper than is looked at.
    TooLarge,
    /// An attribute that the element does not have.
    UnknownAttribute,
    /// An element that TwiML does not have.
    UnknownElement,
    /// A verb that is never done.
    Unreachable,
    /// An element in a place where it cannot be.
    WrongNesting,
}

impl Rule {
    /// The stable name of the rule, `code` in JavaScript.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidValue => "invalid-value",
            Self::Malformed => "malformed",
            Self::LongText => "long-text",
            Self::MissingAttribute => "missing-attribute",
            Self::MissingContent => "missing-content",
            Self::Mixed => "mixed",
            Self::RelativeUrl => "relative-url",
            Self::Root => "root",
            Self::StrayText => "stray-text",
            Self::TooLarge => "too-large",
            Self::UnknownAttribute => "unknown-attribute",
            Self::UnknownElement => "unknown-element",
            Self::Unreachable => "unreachable",
            Self::WrongNesting => "wrong-nesting",
        }
    }
}

/// What a document answers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// A call.
    Voice,
    /// A message.
    Messaging,
    /// A fax.
    Fax,
}

/// Checks a document. What it answers is told from its verbs.
///
/// Findings come in their order in the text, [`MAX_FINDINGS`] at the most. A
/// document that is not well-formed is checked up to the place where it is not.
///
/// # Example
///
/// ```
/// use septet::twiml::check::{Rule, check};
///
/// let findings = check("<Response>\n  <Say voise=\"alice\">Hi</Say>\n</Response>");
/// let [finding] = findings.as_slice() else { panic!("one finding") };
/// assert_eq!((finding.rule, finding.line, finding.column), (Rule::UnknownAttribute, 2, 8));
/// assert_eq!(finding.twilio_code, Some(12200));
/// assert_eq!(finding.message, "<Say> has no attribute `voise`");
/// assert_eq!(finding.fix, "did you mean `voice`?");
/// ```
#[must_use]
pub fn check(xml: &str) -> Vec<Finding> {
    check_as(xml, None)
}

/// Checks a document that answers what `kind` says.
#[must_use]
pub fn check_as(xml: &str, kind: Option<Kind>) -> Vec<Finding> {
    let mut found = Found::default();
    if xml.len() > MAX_DOCUMENT {
        found.add(
            Severity::Error,
            Rule::TooLarge,
            11750,
            (0, 0),
            &["the document has more than 64 KiB"],
            &["say less, or go on at another URL with <Redirect>"],
        );
    }
    let mut scanner = Scanner::new(xml);
    let mut rules = Rules::new(xml, kind, &mut found);
    let end = loop {
        if rules.is_full() {
            break Ok(());
        }
        match scanner.next() {
            Ok(Some(token)) => rules.take(&token),
            Ok(None) => break Ok(()),
            Err(malformed) => break Err(malformed),
        }
    };
    if let Err(Malformed { rule, code, start, end, message, fix }) = end {
        found.add(Severity::Error, rule, code, (start, end), &[&message], &[fix]);
    }
    found.located(xml)
}

/// The parts as one text. In one place, because copies of it would be a tenth of the module.
#[inline(never)]
fn join(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// A number as text, without the machinery of formatting.
fn digits(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
        number /= 10;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

/// White space as XML has it (2.3).
const fn is_space(ch: char) -> bool {
    matches!(ch, ' ' | '\t' | '\n' | '\r')
}

/// What has been found so far.
#[derive(Default)]
struct Found {
    findings: Vec<Finding>,
}

impl Found {
    /// Adds a finding, in its order, about the bytes from the first to the second of `place`.
    #[inline(never)]
    fn add(
        &mut self,
        severity: Severity,
        rule: Rule,
        code: u16,
        place: (usize, usize),
        message: &[&str],
        fix: &[&str],
    ) {
        if self.findings.len() == MAX_FINDINGS {
            return;
        }
        let later = self.findings.iter().rev().take_while(|known| known.start > place.0).count();
        let finding = Finding {
            severity,
            rule,
            twilio_code: (code > 0).then_some(code),
            message: join(message),
            fix: join(fix),
            start: place.0,
            end: place.1,
            line: 1,
            column: 1,
        };
        self.findings.insert(self.findings.len() - later, finding);
    }

    /// The findings, each with its line and column.
    fn located(mut self, xml: &str) -> Vec<Finding> {
        let (mut line, mut column, mut at) = (1, 1, 0);
        for finding in &mut self.findings {
            for ch in xml.get(at..finding.start).unwrap_or_default().chars() {
                if ch == '\n' {
                    (line, column) = (line + 1, 1);
                } else {
                    column += ch.len_utf16();
                }
            }
            at = at.max(finding.start);
            (finding.line, finding.column) = (line, column);
        }
        self.findings
    }
}
