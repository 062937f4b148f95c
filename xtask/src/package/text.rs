//! A module as ASCII text that compresses as well as its bytes do.
//!
//! `pkg-template/src/loader/inline.ts` reads it, and says how.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use base64ct::{Base64, Encoding as _};

/// The bytes of `module` as text.
pub(super) fn text(module: &[u8]) -> Result<String> {
    let (code, data) = module.split_at(data_section(module));
    let values = ordered(code);
    let mut text = String::with_capacity(module.len() * 2);
    for value in values.iter().take(ALPHABET.len()) {
        write!(text, "{value:02x}")?;
    }
    text.push('|');
    for byte in code {
        let place = values.iter().position(|value| value == byte).unwrap_or_default();
        match place / ALPHABET.len() {
            0 => {}
            1 => text.push(' '),
            _ => text.push('!'),
        }
        text.push(char::from(ALPHABET[place % ALPHABET.len()]));
    }
    text.push('|');
    text.push_str(&Base64::encode_string(data));
    ensure!(text.split('|').count() == 3, "the alphabet has the mark between fields");
    Ok(text)
}

/// All values, those that are frequent in `code` first.
fn ordered(code: &[u8]) -> Vec<u8> {
    let mut counts = [0; 256];
    for byte in code {
        counts[usize::from(*byte)] += 1;
    }
    let mut frequent: Vec<u8> = (0..=u8::MAX).collect();
    frequent.sort_by_key(|value| (std::cmp::Reverse(counts[usize::from(*value)]), *value));
    frequent.truncate(ALPHABET.len());
    let rest: Vec<u8> = (0..=u8::MAX).filter(|value| !frequent.contains(value)).collect();
    [frequent, rest].concat()
}

/// Where the data begin when they are dense already, as compressed tables are; else the end.
fn data_section(module: &[u8]) -> usize {
    let mut at = HEADER;
    while let Some(&id) = module.get(at) {
        let (length, size) = number(&module[at + 1..]);
        let content = at + 1 + size;
        if id == DATA {
            let data = &module[content..content + length];
            return if is_dense(data) { at } else { module.len() };
        }
        at = content + length;
    }
    module.len()
}

/// Whether they are large, and few of them zeros.
fn is_dense(data: &[u8]) -> bool {
    let zeros: usize = data.iter().map(|byte| usize::from(*byte == 0)).sum();
    data.len() > 4096 && zeros * 8 < data.len()
}

/// An unsigned LEB128 number, and its bytes.
fn number(bytes: &[u8]) -> (usize, usize) {
    let size = bytes.iter().take_while(|byte| **byte >= 0x80).count() + 1;
    let number =
        bytes[..size].iter().rev().fold(0, |number, byte| number << 7 | usize::from(byte & 0x7f));
    (number, size)
}

/// The bytes before the first section, and the section of data.
const HEADER: usize = 8;
const DATA: u8 = 11;

/// What can stand in a string, and in a page, as it is.
const ALPHABET: &[u8] =
    b"#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{}~";

#[cfg(test)]
mod tests {
    use super::*;

    /// What `inline.ts` does.
    fn bytes(text: &str) -> Vec<u8> {
        let fields: Vec<&str> = text.split('|').collect();
        let mut values: Vec<u8> = (0..fields[0].len() / 2)
            .map(|at| u8::from_str_radix(&fields[0][at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        let rest: Vec<u8> = (0..=u8::MAX).filter(|value| !values.contains(value)).collect();
        values.extend(rest);
        let mut decoded = Vec::new();
        let mut further = 0;
        for byte in fields[1].bytes() {
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
        decoded.extend(Base64::decode_vec(fields[2]).unwrap());
        decoded
    }

    #[test]
    fn every_byte_comes_back() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        let all: Vec<u8> = (0..=u8::MAX).chain(0..100).collect();
        module.extend([1, 0xe4, 2]);
        module.extend(&all);
        assert_eq!(bytes(&text(&module).unwrap()), module);
        // Data after the code, dense and not.
        for (data, length) in
            [(vec![7; 5000], [0x88, 39]), (vec![0; 5000], [0x88, 39]), (vec![7; 200], [0xc8, 1])]
        {
            let module = [&*module, &[DATA], &length, &*data].concat();
            let text = text(&module).unwrap();
            assert_eq!(bytes(&text), module);
            assert_eq!(text.ends_with('|'), data != [7; 5000]);
        }
    }

    #[test]
    fn nothing_has_to_be_escaped() {
        assert!(ALPHABET.iter().all(|byte| !b"\"\\`<| !".contains(byte)));
        assert!(ALPHABET.len() * 3 >= 256);
    }
}
