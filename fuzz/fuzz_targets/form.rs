//! A form reads as the `url` crate reads it, and what was written reads back.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let pairs: Vec<_> = septet::form::parse(input).collect();
    assert!(form_urlencoded::parse(input).eq(pairs.iter().cloned()));
    let written = septet::form::serialize(pairs.iter().map(|(name, value)| (name, value)));
    assert!(septet::form::parse(written.as_bytes()).eq(pairs));
});
