//! What a composer shows beside the segments of a text: findings, templates and cost.

use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::{Coded, Output, answer, parts, text, u32_of};
use super::segments::options;
use crate::segments::{
    Cost, CostError, Cut, Encoding, Finding, Part, Severity, TemplateError, TemplateOptions,
    TemplateSegments, Variable, diagnose, estimate_cost, segment_template,
};

impl Coded for CostError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn message(&self) -> String {
        self.message()
    }
}

impl Coded for TemplateError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn message(&self) -> String {
        self.message()
    }
}

/// Looks for what to tell of a text. Returns how many numbers the result has, the last of which
/// is the bytes of its text.
#[wasm_bindgen]
pub fn segments_diagnose(length: u32, flags: u32) -> i32 {
    text(length, |text, output| {
        answer(diagnose(text, &options(flags)), output, |findings, output| {
            output.numbers.push(u32_of(findings.len()));
            for finding in &findings {
                write_finding(finding, output);
            }
            finish(output)
        })
    })
}

/// Measures a template: prefix, template, suffix, the numbers of the variables, and their names.
/// Returns what [`segments_diagnose`] does.
#[wasm_bindgen]
pub fn segments_template(length: u32, flags: u32, link_length: u32) -> i32 {
    parts(length, |mut parts, output| {
        let [prefix, template, suffix] = [(); 3].map(|()| owned(parts.bytes()));
        let numbers = parts.bytes();
        let mut names = Vec::new();
        for name in parts {
            names.push(owned(name));
        }
        let options = TemplateOptions {
            segments: options(flags),
            prefix: &prefix,
            suffix: &suffix,
            link_length: (link_length != u32::MAX).then_some(link_length as usize),
        };
        let result = segment_template(&template, &variables(numbers, &names), &options);
        answer(result, output, |measured, output| {
            write_template(&measured, output);
            finish(output)
        })
    })
}

/// Estimates a cost, of the price in the input. Returns what [`segments_diagnose`] does.
#[wasm_bindgen]
pub fn segments_cost(length: u32, segments: u32, recipients: u32) -> i32 {
    text(length, |price, output| {
        let cost = estimate_cost(segments as usize, price, recipients);
        answer(cost, output, |Cost { segments, per_recipient, total, .. }, output| {
            for half in [segments & u64::from(u32::MAX), segments >> u32::BITS] {
                output.numbers.push(u32::try_from(half).unwrap_or_default());
            }
            write_text(&per_recipient, output);
            write_text(&total, output);
            finish(output)
        })
    })
}

#[inline(never)]
fn write_finding(finding: &Finding, output: &mut Output) {
    output.numbers.push(match finding.severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    });
    write_text(finding.code.name(), output);
    write_text(&finding.message, output);
    output.numbers.extend([finding.segments_saved, finding.places.len()].map(u32_of));
    for place in &finding.places {
        output.numbers.extend([place.start, place.end].map(u32_of));
        output.numbers.push(u32::from(place.replacement.is_some()));
        write_text(place.replacement.unwrap_or_default(), output);
    }
}

#[inline(never)]
fn write_template(measured: &TemplateSegments, output: &mut Output) {
    write_text(&measured.best.text, output);
    write_text(&measured.worst.text, output);
    for cuts in [&measured.links_cut, &measured.variables_cut] {
        output.numbers.push(u32_of(cuts.len()));
        for &Cut { part, start, end, always, variable, .. } in cuts {
            output.numbers.push(match part {
                Part::Prefix => 0,
                Part::Template => 1,
                Part::Suffix => 2,
            });
            output.numbers.extend([start, end, variable.unwrap_or_default()].map(u32_of));
            output.numbers.push(u32::from(always));
        }
    }
}

/// Writes a text behind those before, and its length as JavaScript counts it.
#[inline(never)]
fn write_text(text: &str, output: &mut Output) {
    output.numbers.push(u32_of(text.encode_utf16().count()));
    output.text.push_str(text);
}

#[inline(never)]
fn finish(output: &mut Output) -> i32 {
    output.numbers.push(u32_of(output.text.len()));
    i32::try_from(output.numbers.len()).unwrap_or(i32::MAX)
}

/// JavaScript writes no other bytes than UTF-8.
#[inline(never)]
fn owned(text: &[u8]) -> String {
    str::from_utf8(text).unwrap_or_default().to_owned()
}

/// The variables that `segment-template.ts` wrote, three little-endian numbers for each name.
#[inline(never)]
fn variables<'a>(numbers: &[u8], names: &'a [String]) -> Vec<Variable<'a>> {
    let mut variables = Vec::with_capacity(names.len());
    let numbers = numbers.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number));
    let mut numbers = numbers.map(|number| number as usize);
    for name in names {
        let (min, max) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
        let flags = numbers.next().unwrap_or_default();
        let encoding = match flags & ENCODING {
            1 => Some(Encoding::Gsm7),
            2 => Some(Encoding::Ucs2),
            _ => None,
        };
        variables.push(Variable { name, min, max, encoding, wide: flags & NARROW == 0 });
    }
    variables
}

const ENCODING: usize = 3;
const NARROW: usize = 4;
