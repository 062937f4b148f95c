//! Segments of an SMS. Texts cross as UTF-16 code units, options as flags, results as numbers.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::{Coded, Output, answer, parts, u32_of};
use crate::segments::{
    Change, Counted, Counter, Encoding, Error, Header, Language, Languages, LineBreaks, Options,
    Provider, Segments, SmartEncoding, Unsupported, begin_count, count_segments_of_units,
    segment_units, smart_encode_units,
};

impl Coded for Error {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn message(&self) -> String {
        self.message()
    }
}

/// Makes room for `length` UTF-16 code units and says where they go. The allocator aligns every
/// block to 8 bytes at least, so two of them can be written at once.
#[wasm_bindgen]
pub fn segments_units(length: u32) -> *const u16 {
    UNITS.with_borrow_mut(|units| {
        if units.len() < length as usize {
            units.resize(length as usize, 0);
        }
        units.as_ptr()
    })
}

/// Counts the segments of a text of `length` units, of which the first are `shown`. The answer
/// is their number; 0 if the rest has to be shown; or the complement of where two units begin
/// that have to be shown.
#[wasm_bindgen]
pub fn segments_count(length: u32, shown: u32) -> i32 {
    answer_of(units(shown, |units| begin_count(length as usize, units)))
}

/// Goes on with two units.
#[wasm_bindgen]
pub fn segments_count_edge(first: u16, second: u16) -> i32 {
    answer_of(COUNTER.get().cut(first, second))
}

fn answer_of(count: Counted) -> i32 {
    match count {
        Counted::Edge(counter) => {
            COUNTER.set(counter);
            !i32_of(counter.edge())
        }
        Counted::Rest => 0,
        Counted::Segments(count) => i32_of(count),
    }
}

/// Counts the segments of the text by options.
#[wasm_bindgen]
pub fn segments_count_by(length: u32, flags: u32) -> i32 {
    measured(length, |units, output| {
        answer(count_segments_of_units(units, &options(flags)), output, |count, _| i32_of(count))
    })
}

/// Measures a text. Returns how many numbers the result has.
#[wasm_bindgen]
pub fn segments_segment(length: u32, flags: u32) -> i32 {
    measured(length, |units, output| {
        answer(segment_units(units, &options(flags)), output, |result, output| {
            write_segments(&result, output);
            finish(output)
        })
    })
}

/// Replaces characters by those of GSM-7. Returns how many numbers the result has.
#[wasm_bindgen]
pub fn segments_smart_encode(length: u32) -> i32 {
    measured(length, |units, output| {
        write_changes(&smart_encode_units(units), &mut 0, output);
        finish(output)
    })
}

/// Runs `answer` on the first `length` units, with the output.
fn measured<T>(length: u32, answer: impl FnOnce(&[u16], &mut Output) -> T) -> T {
    units(length, |units| parts(0, |_, output| answer(units, output)))
}

/// Runs `answer` on the first `length` units.
fn units<T>(length: u32, answer: impl FnOnce(&[u16]) -> T) -> T {
    UNITS.with_borrow(|units| {
        let units = units.get(..length as usize).unwrap_or_default();
        #[cfg(feature = "trap")]
        super::exchange::spring(String::from_utf16_lossy(units).as_bytes());
        answer(units)
    })
}

thread_local! {
    static UNITS: RefCell<Vec<u16>> = const { RefCell::new(Vec::new()) };
    static COUNTER: Cell<Counter> = const { Cell::new(Counter::DONE) };
}

/// The options that `segment-options.ts` wrote as flags.
#[inline(never)]
pub(super) fn options(flags: u32) -> Options {
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
        header: match flags & HEADER {
            16 => Some(Header::Bytes6),
            32 => Some(Header::Bytes7),
            _ => None,
        },
        provider: provider(flags >> PROVIDER & 7),
        languages: match flags & LANGUAGES_GIVEN {
            0 => None,
            // Half of the flags, which is the bits of all languages.
            _ => Some(Languages::from_bits((flags >> LANGUAGES) as u16)),
        },
        keep_graphemes: flags & KEEP_GRAPHEMES != 0,
    }
}

const ENCODING: u32 = 3;
const SMART_ENCODING: u32 = 12;
const HEADER: u32 = 48;
const KEEP_GRAPHEMES: u32 = 64;
const PROVIDER: u32 = 7;
const LANGUAGES_GIVEN: u32 = 1 << 10;
const LANGUAGES: u32 = 16;

/// The provider of a number that [`Provider::ALL`] begins with 1, 0 being the default.
pub(super) fn provider(number: u32) -> Provider {
    let place = (number as usize).checked_sub(1);
    place.and_then(|place| Provider::ALL.get(place)).copied().unwrap_or_default()
}

/// What there is one of, how many there are of the rest, and then the rest.
fn write_segments(result: &Segments, output: &mut Output) {
    let Segments { segments, changes, unsupported, language, .. } = result;
    let identifier = |language: Option<Language>| language.map_or(0, |language| language as usize);
    let head = [
        usize::from(result.encoding == Encoding::Ucs2),
        result.units,
        result.units_per_segment,
        result.remaining,
        result.characters,
        line_breaks(result.line_breaks),
        segments.len(),
        changes.len(),
        unsupported.len(),
        identifier(language.and_then(|tables| tables.locking)),
        identifier(language.and_then(|tables| tables.single)),
    ];
    write(&head, output);
    for segment in segments {
        write(&[segment.start, segment.end, segment.units], output);
    }
    let mut at = 0;
    write_changes(changes, &mut at, output);
    for &Unsupported { start, end, replacement, .. } in unsupported {
        write_replacement(start, end, replacement, &mut at, output);
    }
}

fn write_changes(changes: &[Change], at: &mut usize, output: &mut Output) {
    for &Change { start, end, replacement, saves, .. } in changes {
        write_replacement(start, end, Some(replacement), at, output);
        write(&[saves], output);
    }
}

/// Where a character is, and where its replacement is in the output, in UTF-16 code units: from 1
/// to 0 if it has none.
#[inline(never)]
fn write_replacement(
    start: usize,
    end: usize,
    replacement: Option<&str>,
    at: &mut usize,
    output: &mut Output,
) {
    let [mut from, mut to] = [1, 0];
    if let Some(replacement) = replacement {
        output.text.push_str(replacement);
        // No character of a replacement has two units.
        to = *at + replacement.chars().count();
        from = std::mem::replace(at, to);
    }
    output.numbers.extend_from_slice(&[start, end, from, to].map(u32_of));
}

/// Adds the length of all replacements, and says how many numbers there are.
fn finish(output: &mut Output) -> i32 {
    write(&[output.text.len()], output);
    i32_of(output.numbers.len())
}

#[inline(never)]
fn write(numbers: &[usize], output: &mut Output) {
    output.numbers.extend(numbers.iter().copied().map(u32_of));
}

fn line_breaks(line_breaks: LineBreaks) -> usize {
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
