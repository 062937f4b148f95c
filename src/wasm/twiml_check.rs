//! What is wrong with TwiML.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::twiml::check::{Finding, Kind, MAX_CHECKED, Severity, check_as};
use crate::twiml::{self, Style};
use crate::wasm::exchange::{self, Output, u32_of};

/// Checks the document in the input. Returns how many findings there are: of each, the output
/// holds the numbers that `twiml-check.ts` reads, and its code, message and remedy as text.
#[wasm_bindgen]
pub fn check_twiml(length: u32, kind: u32) -> i32 {
    exchange::text(length, |xml, output| write(xml, &check_as(xml, kind_of(kind)), output))
}

/// Checks the document that the steps in the input describe, however long it is.
#[wasm_bindgen]
pub fn check_twiml_steps(length: u32, kind: u32) -> i32 {
    exchange::bytes(length, |steps, output| {
        let mut xml = Vec::new();
        let result = twiml::render_into(steps, Style::Compact, MAX_CHECKED, &mut xml);
        let xml = twiml::into_text(xml);
        exchange::answer(result, output, |(), output| {
            write(&xml, &check_as(&xml, kind_of(kind)), output)
        })
    })
}

/// 0 is a document that may answer anything, the others are the roots in their order.
const fn kind_of(number: u32) -> Option<Kind> {
    match number {
        1 => Some(Kind::Voice),
        2 => Some(Kind::Messaging),
        3 => Some(Kind::Fax),
        _ => None,
    }
}

fn write(xml: &str, findings: &[Finding], output: &mut Output) -> i32 {
    let mut units = Units { xml, at: 0, before: 0 };
    for finding in findings {
        let start = units.until(finding.start);
        output.numbers.extend([
            u32::from(finding.severity == Severity::Error),
            finding.twilio_code.unwrap_or_default().into(),
            u32_of(finding.line),
            u32_of(finding.column),
            u32_of(start),
            u32_of(start + units_of(xml, finding.start, finding.end)),
        ]);
        for text in [finding.rule.code(), &finding.message, &finding.fix] {
            output.numbers.push(u32_of(text.encode_utf16().count()));
            output.text.push_str(text);
        }
    }
    output.numbers.push(u32_of(output.text.len()));
    u32_of(findings.len()).cast_signed()
}

/// Counts UTF-16 code units from place to place: findings are in their order.
struct Units<'a> {
    xml: &'a str,
    at: usize,
    before: usize,
}

impl Units<'_> {
    fn until(&mut self, place: usize) -> usize {
        self.before += units_of(self.xml, self.at, place);
        self.at = place;
        self.before
    }
}

fn units_of(xml: &str, start: usize, end: usize) -> usize {
    xml.get(start..end).unwrap_or_default().chars().map(char::len_utf16).sum()
}
