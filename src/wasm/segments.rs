//! Segments of an SMS. Texts cross as UTF-16 code units, options as flags, results as numbers in
//! memory that stays where it is.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::wasm_bindgen;

use super::buffers::Text;
use super::exchange::{Coded, answer, parts, u32_of};
use crate::segments::{
    Counted, Counter, Encoding, Error, Found, Header, Language, Languages, LineBreaks, Lists,
    MAX_TEXT, Measured, Options, Provider, SmartEncoding, begin_count, count_segments_into,
    segment_units, smart_encode_units,
};

impl Coded for Error {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn write(&self, out: &mut Text) {
        // Text takes whatever is written.
        let _ = self.write(out);
    }
}

/// Where a text is written, two units at a time: there is room for the longest.
#[wasm_bindgen]
pub fn segments_units() -> *const u32 {
    UNITS.with_borrow(|Units(units)| units.as_ptr().cast())
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
    measured(length, |units, lists| count_segments_into(units, &options(flags), lists).map(i32_of))
}

/// Measures a text. Returns where the numbers stand that [`write`] writes.
#[wasm_bindgen]
pub fn segments_segment(length: u32, flags: u32) -> i32 {
    measured(length, |units, lists| {
        segment_units(units, &options(flags), lists)
            .map(|measured| write(&lists.found, head(&measured)))
    })
}

/// Replaces characters by those of GSM-7. Returns what [`segments_segment`] does, whose numbers
/// beside the lists mean nothing.
#[wasm_bindgen]
pub fn segments_smart_encode(length: u32) -> i32 {
    measured(length, |units, lists| {
        smart_encode_units(units, lists);
        Ok(write(&lists.found, [0; HEAD]))
    })
}

/// Runs `measure` on the first `length` units.
#[inline(never)]
fn measured(length: u32, measure: impl FnOnce(&[u16], &mut Lists) -> Result<i32, Error>) -> i32 {
    let result = units(length, |units| Lists::with(|lists| measure(units, lists)));
    result.unwrap_or_else(|error| {
        parts(0, |_, output| answer(Err(error), output, |number, _| number))
    })
}

/// Runs `answer` on the first `length` units.
fn units<T>(length: u32, answer: impl FnOnce(&[u16]) -> T) -> T {
    UNITS.with_borrow(|units| {
        let units = units.0.get(..length as usize).unwrap_or_default();
        #[cfg(feature = "trap")]
        super::exchange::spring(String::from_utf16_lossy(units).as_bytes());
        answer(units)
    })
}

/// Aligned, so that two units can be written as one number.
#[repr(align(4))]
struct Units([u16; MAX_TEXT]);

thread_local! {
    static UNITS: RefCell<Units> = const { RefCell::new(Units([0; MAX_TEXT])) };
    static ANSWER: RefCell<[u32; HEAD + 6]> = const { RefCell::new([0; HEAD + 6]) };
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

/// What there is one of.
fn head(measured: &Measured) -> [usize; HEAD] {
    let identifier = |language: Option<Language>| language.map_or(0, |language| language as usize);
    [
        usize::from(measured.encoding == Encoding::Ucs2),
        measured.units,
        measured.units_per_segment,
        measured.remaining,
        measured.characters,
        line_breaks(measured.line_breaks),
        identifier(measured.language.and_then(|tables| tables.locking)),
        identifier(measured.language.and_then(|tables| tables.single)),
    ]
}

const HEAD: usize = 8;

/// Writes the `head`, and of each list where it stands, which JavaScript reads as it is, and how
/// many items it has. Returns where this stands.
#[inline(never)]
fn write(Found { segments, edits, lacking }: &Found, head: [usize; HEAD]) -> i32 {
    let lists = [
        segments.as_ptr().addr(),
        segments.len(),
        edits.as_ptr().addr(),
        edits.len(),
        lacking.as_ptr().addr(),
        lacking.len(),
    ];
    ANSWER.with_borrow_mut(|answer| {
        for (place, number) in answer.iter_mut().zip(head.into_iter().chain(lists)) {
            *place = u32_of(number);
        }
        i32_of(answer.as_ptr().addr())
    })
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
