//! Segments of an SMS. Options cross as flags, results as numbers.

use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::{Coded, Output, answer, text, u32_of};
use crate::segments::{
    Change, Encoding, Error, Header, LineBreaks, Options, Segments, SmartEncoding, Unsupported,
    count_segments, segment, smart_encode,
};

impl Coded for Error {
    fn code(&self) -> &'static str {
        self.code()
    }
}

/// Counts the segments of a text.
#[wasm_bindgen]
pub fn segments_count(length: u32, flags: u32) -> i32 {
    text(length, |text, output| {
        answer(count_segments(text, &options(flags)), output, |count, _| i32_of(count))
    })
}

/// Measures a text. Returns how many numbers the result has.
#[wasm_bindgen]
pub fn segments_segment(length: u32, flags: u32) -> i32 {
    text(length, |text, output| {
        answer(segment(text, &options(flags)), output, |result, output| {
            write_segments(&result, output);
            i32_of(output.numbers.len())
        })
    })
}

/// Replaces characters by those of GSM-7. Returns how many were replaced.
#[wasm_bindgen]
pub fn segments_smart_encode(length: u32) -> i32 {
    text(length, |text, output| {
        let changes = smart_encode(text).changes;
        write_changes(&changes, output);
        i32_of(changes.len())
    })
}

fn options(flags: u32) -> Options {
    Options {
        encoding: match flags & ENCODING {
            1 => Some(Encoding::Gsm7),
            2 => Some(Encoding::Ucs2),
            _ => None,
        },
        smart_encoding: match flags & SMART_ENCODING {
            4 => SmartEncoding::On,
            8 => SmartEncoding::AllOrNothing,
            _ => SmartEncoding::Off,
        },
        header: if flags & BYTES7 == 0 { Header::Bytes6 } else { Header::Bytes7 },
        keep_graphemes: flags & KEEP_GRAPHEMES != 0,
    }
}

const ENCODING: u32 = 3;
const SMART_ENCODING: u32 = 12;
const BYTES7: u32 = 16;
const KEEP_GRAPHEMES: u32 = 32;

fn write_segments(result: &Segments, output: &mut Output) {
    output.numbers.extend([
        u32::from(result.encoding == Encoding::Ucs2),
        u32_of(result.count),
        u32_of(result.units),
        u32_of(result.units_per_segment),
        u32_of(result.remaining),
        u32_of(result.characters),
        line_breaks(result.line_breaks),
        u32_of(result.unsupported.len()),
        u32_of(result.changes.len()),
    ]);
    for segment in &result.segments {
        output.numbers.extend([segment.start, segment.end, segment.units].map(u32_of));
    }
    write_changes(&result.changes, output);
    for &Unsupported { start, end, replacement, .. } in &result.unsupported {
        write_replacement(start, end, replacement, output);
    }
}

fn write_changes(changes: &[Change], output: &mut Output) {
    for &Change { start, end, replacement, .. } in changes {
        write_replacement(start, end, Some(replacement), output);
    }
}

/// Three numbers: where, and how long the replacement is, or `u32::MAX` for none.
fn write_replacement(start: usize, end: usize, replacement: Option<&str>, output: &mut Output) {
    let length = replacement.map_or(u32::MAX, |replacement| u32_of(replacement.len()));
    output.numbers.extend([u32_of(start), u32_of(end), length]);
    output.text.push_str(replacement.unwrap_or_default());
}

fn line_breaks(line_breaks: LineBreaks) -> u32 {
    match line_breaks {
        LineBreaks::None => 0,
        LineBreaks::Lf => 1,
        LineBreaks::CrLf => 2,
        LineBreaks::Mixed => 3,
    }
}

fn i32_of(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
