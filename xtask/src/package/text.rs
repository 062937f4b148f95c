//! A module as ASCII text that compresses as well as its bytes do.
//!
//! `pkg-template/src/loader/text.ts` reads it, and says how; `inline-dense.ts` where a part is dense.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use anyhow::{Result, ensure};
use base64ct::{Base64, Encoding as _};

/// The bytes of `module` as text.
pub(super) fn text(module: &[u8]) -> Result<String> {
    let Range { start, end } = dense(module);
    let rest = [&module[..start], &module[end..]].concat();
    let values = ordered(&rest);
    let base64 = Base64::encode_string(&module[start..end]);
    let is_first = base64.len() > SYMBOLS && base64.len() % SYMBOLS < SYMBOLS / 4;
    let mut text = String::with_capacity(module.len() * 2);
    if is_first {
        text += &base64;
        text.push('|');
    }
    for value in values.iter().take(ALPHABET.len()) {
        write!(text, "{value:02x}")?;
    }
    text.push('|');
    if start < end {
        write!(text, "{start}|")?;
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
    if !is_first && start < end {
        text.push('|');
        text += &base64;
    }
    let fields = if start < end { 4 } else { 2 };
    ensure!(text.split('|').count() == fields, "the alphabet has the mark between fields");
    Ok(text)
}

/// Whether a part of the module that became `text` is dense.
pub(super) fn is_dense(text: &str) -> bool {
    text.split('|').count() > 2
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

/// The longest stretch that is dense already, as compressed tables are. It never reaches the end, and
/// a short one is not worth what reads it.
fn dense(module: &[u8]) -> Range<usize> {
    let mut longest = 0..0;
    let mut start = 0;
    for (place, block) in module.chunks(BLOCK).enumerate() {
        let at = place * BLOCK;
        let different: HashSet<&u8> = block.iter().collect();
        // Of random bytes about 160 are different, of code about 80.
        if different.len() < 140 {
            start = at + BLOCK;
        } else if at + BLOCK < module.len() && at + BLOCK - start > longest.len() {
            longest = start..at + BLOCK;
        }
    }
    if longest.len() < SHORTEST { 0..0 } else { longest }
}

const SHORTEST: usize = 1024;

const BLOCK: usize = 256;

/// How many symbols gzip makes a code for. A dense part that is little longer stands first, where it
/// has such a code for itself.
const SYMBOLS: usize = 16_383;

/// What can stand in a string, and in a page, as it is.
const ALPHABET: &[u8] =
    b"#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{}~";

/// The same characters: those of base64 first, because a block of gzip that holds the end of the
/// dense part has one code for both, and the more common they are in JavaScript, which follows.
const COMMON: &[u8] =
    b"etnroiulascfh0dpAy1E+bgmwIC6RUvL24NO8MPSx3TB5DHVWj/FGk7JX9KQYZqz(),$=.{};:[]&_?>-*%^#'@~";

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<&str> {
        let mut fields: Vec<&str> = text.split('|').collect();
        if fields[0].len() > ALPHABET.len() * 2 {
            fields.rotate_left(1);
        }
        match fields.as_slice() {
            [values, rest] => vec![values, "0", rest, ""],
            _ => fields,
        }
    }

    /// What `inline-dense.ts` does, and without a dense part `inline.ts`.
    fn bytes(text: &str) -> Vec<u8> {
        let fields = fields(text);
        let mut values: Vec<u8> = (0..fields[0].len() / 2)
            .map(|at| u8::from_str_radix(&fields[0][at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        let rest: Vec<u8> = (0..=u8::MAX).filter(|value| !values.contains(value)).collect();
        values.extend(rest);
        let mut decoded = Vec::new();
        let mut further = 0;
        for byte in fields[2].bytes() {
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
        let start: usize = fields[1].parse().unwrap();
        decoded.splice(start..start, Base64::decode_vec(fields[3]).unwrap());
        decoded
    }

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        let code: Vec<u8> = (0..77).cycle().take(3000).collect();
        let dense = all.repeat(20);
        // In base64 little more than what gzip makes a code for.
        let first = all.repeat(50);
        for (module, most) in [
            (all.clone(), 0),
            (code.clone(), 0),
            ([&*code, &dense, &code].concat(), dense.len()),
            ([&*code, &dense].concat(), dense.len()),
            ([&*dense, &code].concat(), dense.len()),
            ([&*code, &first, &code].concat(), first.len()),
        ] {
            let text = text(&module).unwrap();
            assert_eq!(bytes(&text), module);
            let base64 = fields(&text)[3].len();
            assert!(
                base64 <= most.div_ceil(3) * 4 && base64 >= most.saturating_sub(2 * BLOCK) * 4 / 3
            );
        }
    }

    #[test]
    fn a_dense_part_of_one_code_stands_first() {
        let text = |blocks: usize| {
            let code: Vec<u8> = (0..77).cycle().take(3000).collect();
            text(&[&*code, &(0..=u8::MAX).collect::<Vec<_>>().repeat(blocks), &code].concat())
        };
        let is_first = |blocks| text(blocks).unwrap().find('|').unwrap() > SYMBOLS;
        assert_eq!([20, 50, 80, 100].map(is_first), [false, true, false, true]);
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
