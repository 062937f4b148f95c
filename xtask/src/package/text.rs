//! A module as ASCII text that compresses as well as its bytes do.
//!
//! `pkg-template/src/loader/text.ts` reads it, and says how; `inline-dense.ts` where a part is dense.

use std::fmt::Write as _;
use std::ops::Range;

use anyhow::{Result, ensure};

/// The bytes of `module` as text, with those of the module that reads it.
pub(super) fn text(module: &[u8], reader: &[u8]) -> Result<String> {
    let Range { start, end } = stretch(module);
    let rest = [&module[..start], &module[end..]].concat();
    let values = ordered(&rest);
    let mut text = String::with_capacity(module.len() * 2);
    if start < end {
        // First, because gzip has a code for so many symbols: the most of them are of one kind.
        text.extend(module[start..end].iter().copied().map(char::from));
        write!(text, "|{start}|")?;
    }
    for bytes in [&values[..ALPHABET.len()], reader] {
        for byte in bytes {
            write!(text, "{byte:02x}")?;
        }
        text.push('|');
    }
    for byte in rest {
        let place = values.iter().position(|value| *value == byte).unwrap_or_default();
        match place / ALPHABET.len() {
            0 => {}
            1 => text.push(' '),
            _ => text.push('!'),
        }
        text.push(char::from(ALPHABET[place % ALPHABET.len()]));
    }
    let fields = if start < end { 5 } else { 3 };
    ensure!(text.split('|').count() == fields, "the alphabet has the mark between fields");
    Ok(text)
}

/// Whether a part of the module that became `text` is dense.
pub(super) fn is_dense(text: &str) -> bool {
    text.split('|').count() > 3
}

/// The characters of dense tables, by the six bits that each stands for: of those that
/// `src/phone/decode.rs` reads as the same bits, the most common.
pub(crate) fn dense() -> [u8; 64] {
    std::array::from_fn(|bits| {
        let is_read_so = |character: &&u8| (usize::from(**character) * 289) >> 5 & 63 == bits;
        COMMON.iter().find(is_read_so).copied().unwrap_or_else(|| unreachable!("tested below"))
    })
}

/// All values, those that are frequent in `bytes` first: in the order of [`ALPHABET`], and the more
/// frequent a value is, the further to the front of [`COMMON`] is its character.
fn ordered(bytes: &[u8]) -> Vec<u8> {
    let mut counts = [0; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let mut frequent: Vec<u8> = (0..=u8::MAX).collect();
    frequent.sort_by_key(|value| (std::cmp::Reverse(counts[usize::from(*value)]), *value));
    frequent.truncate(ALPHABET.len());
    let rest: Vec<u8> = (0..=u8::MAX).filter(|value| !frequent.contains(value)).collect();
    let mut placed: Vec<(u8, u8)> = COMMON.iter().copied().zip(frequent).collect();
    placed.sort_unstable();
    placed.into_iter().map(|(_, value)| value).chain(rest).collect()
}

/// The longest stretch that is a dense table. A short one is not worth what reads it.
fn stretch(module: &[u8]) -> Range<usize> {
    let characters = dense();
    let mut longest = 0..0;
    let mut start = 0;
    for (at, byte) in module.iter().enumerate() {
        if !characters.contains(byte) {
            start = at + 1;
        } else if at + 1 - start > longest.len() {
            longest = start..at + 1;
        }
    }
    if longest.len() < SHORTEST { 0..0 } else { longest }
}

const SHORTEST: usize = 1024;

/// What can stand in a string, and in a page, as it is.
const ALPHABET: &[u8] =
    b"#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{}~";

/// The same characters: those of [`dense`] tables first, because a block of gzip that holds the end of
/// one has one code for both, and the more common they are in JavaScript, which follows.
const COMMON: &[u8] =
    b"etnroiulascfh0dpAy1E+bgmwIC6RUvL24NO8MPSx3TB5DHVWj/FGk7JX9KQYZqz(),$=.{};:[]&_?>-*%^#'@~";

#[cfg(test)]
mod tests {
    use super::*;

    /// What `inline-dense.ts` does with the text beside [`READER`], and without a dense part `inline.ts`.
    fn bytes(text: &str) -> Vec<u8> {
        let fields: Vec<&str> = text.split('|').collect();
        let (dense, start, frequent, rest) = match *fields.as_slice() {
            [frequent, "2a00", rest] => ("", "0", frequent, rest),
            [dense, start, frequent, "2a00", rest] => (dense, start, frequent, rest),
            _ => panic!("{} fields", fields.len()),
        };
        let mut values: Vec<u8> = (0..frequent.len() / 2)
            .map(|at| u8::from_str_radix(&frequent[at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        values.extend((0..=u8::MAX).filter(|value| !values.contains(value)).collect::<Vec<_>>());
        let mut decoded = Vec::new();
        let mut further = 0;
        for byte in rest.bytes() {
            match byte {
                b' ' => further = ALPHABET.len(),
                b'!' => further = 2 * ALPHABET.len(),
                _ => {
                    let place = ALPHABET.iter().position(|known| *known == byte).unwrap();
                    decoded.push(values[further + place]);
                    further = 0;
                }
            }
        }
        let start: usize = start.parse().unwrap();
        decoded.splice(start..start, dense.bytes());
        decoded
    }

    const READER: &[u8] = b"*\0";

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        let code: Vec<u8> = (0..77).cycle().take(3000).collect();
        let table = dense().repeat(100);
        for (module, is_dense) in [
            (all.clone(), false),
            (code.clone(), false),
            ([&*all, &dense(), &all].concat(), false),
            ([&*all, &*table, &all].concat(), true),
            ([&*all, &*table].concat(), true),
            ([&*table, &all].concat(), true),
        ] {
            let text = text(&module, READER).unwrap();
            assert_eq!(bytes(&text), module);
            assert_eq!(super::is_dense(&text), is_dense);
            assert_eq!(text.starts_with(str::from_utf8(&table).unwrap()), is_dense);
        }
    }

    #[test]
    fn a_dense_table_has_64_characters() {
        let mut characters = dense();
        characters.sort_unstable();
        assert!(characters.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn nothing_has_to_be_escaped() {
        assert!(ALPHABET.iter().all(|byte| !b"\"\\`<| !".contains(byte)));
        assert!(ALPHABET.len() * 3 >= 256);
        let mut common = COMMON.to_vec();
        common.sort_unstable();
        assert_eq!(common, ALPHABET);
    }
}
