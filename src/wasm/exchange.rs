//! The buffers that strings and numbers cross in.
//!
//! JavaScript asks for room with [`input`], writes UTF-8 there, calls an export
//! with the number of bytes, and finds the answer at [`output_text`] and
//! [`output_numbers`]. The buffers are reused, so a call allocates nothing once
//! they have grown, and neither side owns anything that must be freed.

#![allow(dead_code, reason = "a module with one domain uses a part of this")]

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::Mutex;

use wasm_bindgen::prelude::wasm_bindgen;

use super::buffers::{INPUT, Input, Numbers, Text, reserve};

/// An error that JavaScript tells from others by its code.
pub(crate) trait Coded: Display {
    /// The stable name, `ERR_<DOMAIN>_<WHAT>`.
    fn code(&self) -> &'static str;

    /// What it says.
    fn message(&self) -> String {
        self.to_string()
    }

    /// Writes what it says.
    fn write(&self, out: &mut Text) {
        out.push_str(&self.message());
    }
}

/// What an export hands back beside its return value.
pub(crate) struct Output {
    /// Text, read by JavaScript as UTF-8.
    pub(crate) text: Text,
    /// Numbers, read by JavaScript as a `Uint32Array`.
    pub(crate) numbers: Numbers,
}

impl Output {
    /// Appends `part` behind its length, as [`Parts`] are written.
    pub(crate) fn push_part(&mut self, part: &str) {
        self.numbers.push(u32_of(part.len()));
        self.text.push_str(part);
    }

    fn clear(&mut self) {
        self.text.clear();
        self.numbers.clear();
    }
}

/// The parts JavaScript wrote: how many, the length of each, then their bytes.
/// All numbers are little-endian `u32`s.
#[derive(Clone)]
pub(crate) struct Parts<'a> {
    lengths: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Parts<'a> {
    fn read(input: &'a [u8]) -> Self {
        let (count, rest) = first_number(input).unwrap_or_default();
        let (lengths, rest) =
            rest.split_at_checked(count.saturating_mul(NUMBER)).unwrap_or_default();
        Self { lengths, rest }
    }

    /// The next part, empty when there is none.
    #[inline(never)]
    pub(crate) fn bytes(&mut self) -> &'a [u8] {
        self.next().unwrap_or_default()
    }

    /// The next part as text, empty when there is none.
    pub(crate) fn text(&mut self) -> Cow<'a, str> {
        decode(self.bytes())
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let (length, lengths) = first_number(self.lengths)?;
        let (part, rest) = self.rest.split_at_checked(length)?;
        (self.lengths, self.rest) = (lengths, rest);
        Some(part)
    }
}

fn first_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<NUMBER>()?;
    Some((u32::from_le_bytes(*number) as usize, rest))
}

/// Bytes of a number.
const NUMBER: usize = size_of::<u32>();

/// Makes room for `capacity` bytes of input and says where they go.
#[wasm_bindgen]
pub fn input(capacity: u32) -> *const u8 {
    exchange(|exchange| {
        reserve(&mut exchange.input, capacity as usize);
        exchange.input.as_ptr()
    })
}

/// Where the text of the last answer stands.
#[wasm_bindgen]
pub fn output_text() -> *const u8 {
    exchange(|exchange| exchange.output.text.as_ptr())
}

/// Where the numbers of the last answer stand.
#[wasm_bindgen]
pub fn output_numbers() -> *const u32 {
    exchange(|exchange| exchange.output.numbers.as_ptr())
}

/// Runs `answer` on the first `length` bytes of the input, as text: JavaScript writes no other
/// bytes than UTF-8 there.
pub(crate) fn text<T>(length: u32, answer: impl FnOnce(&str, &mut Output) -> T) -> T {
    exchange(|Exchange { input, output }| {
        output.clear();
        answer(str::from_utf8(head(input, length)).unwrap_or_default(), output)
    })
}

/// Runs `answer` on the first `length` bytes of the input, which are UTF-8.
pub(crate) fn bytes<T>(length: u32, answer: impl FnOnce(&[u8], &mut Output) -> T) -> T {
    exchange(|Exchange { input, output }| {
        output.clear();
        answer(head(input, length), output)
    })
}

/// Runs `answer` on the parts in the first `length` bytes of the input.
pub(crate) fn parts<T>(length: u32, answer: impl FnOnce(Parts<'_>, &mut Output) -> T) -> T {
    exchange(|Exchange { input, output }| {
        output.clear();
        answer(Parts::read(head(input, length)), output)
    })
}

/// Runs `answer` as [`parts`] does, then wipes the input and the stack: they
/// held a secret.
pub(crate) fn secret_parts<T>(length: u32, answer: impl FnOnce(Parts<'_>, &mut Output) -> T) -> T {
    exchange(|Exchange { input, output }| {
        output.clear();
        let result = apart(|| answer(Parts::read(head(input, length)), output));
        zeroize::Zeroize::zeroize(input.get_mut(..length as usize).unwrap_or_default());
        wipe_stack();
        result
    })
}

/// Calls `run` in a frame of its own, so that all it leaves on the stack lies
/// where [`wipe_stack`] writes.
#[inline(never)]
fn apart<T>(run: impl FnOnce() -> T) -> T {
    run()
}

/// Overwrites what calls have left on the stack. HMAC keeps a copy of its key there.
#[inline(never)]
fn wipe_stack() {
    zeroize::Zeroize::zeroize(&mut [u64::MAX; STACK / size_of::<u64>()]);
}

/// More than signing takes; a test looks through the whole memory for what is left.
const STACK: usize = 8 << 10;

/// Wipes the output: it held a secret.
#[cfg(feature = "request")]
pub(crate) fn wipe() {
    exchange(|exchange| zeroize::Zeroize::zeroize(&mut exchange.output.text));
}

/// Turns a result into a status: what `write` says, or -1 with the error's code
/// and message as two parts of the output.
pub(crate) fn answer<T, E: Coded>(
    result: Result<T, E>,
    output: &mut Output,
    write: impl FnOnce(T, &mut Output) -> i32,
) -> i32 {
    match result {
        Ok(value) => write(value, output),
        Err(error) => refuse(&error, output),
    }
}

/// Turns an error into its status, with code and message as two parts of the output.
pub(crate) fn refuse<E: Coded>(error: &E, output: &mut Output) -> i32 {
    output.clear();
    output.push_part(error.code());
    let start = output.text.len();
    error.write(&mut output.text);
    output.numbers.push(u32_of(output.text.len() - start));
    -1
}

/// A length as JavaScript takes it. Nothing in 32-bit memory is longer.
pub(crate) fn u32_of(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

struct Exchange {
    input: Input,
    output: Output,
}

impl Exchange {
    const NEW: Self =
        Self { input: INPUT, output: Output { text: Text::new(), numbers: Numbers::new() } };
}

/// The text of well-formed UTF-8, and of anything else what can be read of it.
///
/// `from_utf8` first: it takes ASCII by the word, `from_utf8_lossy` alone by the byte.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

fn head(input: &[u8], length: u32) -> &[u8] {
    let head = input.get(..length as usize).unwrap_or_default();
    #[cfg(feature = "trap")]
    spring(head);
    head
}

/// Panics on the planted text, with the exchange borrowed: the worst moment there is.
#[cfg(feature = "trap")]
pub(crate) fn spring(input: &[u8]) {
    const PLANTED: &[u8] = b"spring the planted trap";
    assert!(!input.windows(PLANTED.len()).any(|window| window == PLANTED), "planted");
}

/// Runs `operation` on the buffers. Nothing that runs on them calls an export.
fn exchange<T>(operation: impl FnOnce(&mut Exchange) -> T) -> T {
    match EXCHANGE.try_lock() {
        Ok(mut exchange) => operation(&mut exchange),
        // As a panic does, but for the place of it, which would stand in the module.
        Err(_) => std::process::abort(),
    }
}

static EXCHANGE: Mutex<Exchange> = Mutex::new(Exchange::NEW);
