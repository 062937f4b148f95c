//! Segments tile their text, hold no more than they can, and are counted alike.

#![no_main]

use libfuzzer_sys::fuzz_target;
use septet::segments::{Header, Options, SmartEncoding, count_segments, segment, smart_encode};

fuzz_target!(|input: (u8, &str)| {
    let (flags, text) = input;
    let options = Options {
        smart_encoding: if flags & 1 == 0 { SmartEncoding::Off } else { SmartEncoding::On },
        header: Some(if flags & 2 == 0 { Header::Bytes6 } else { Header::Bytes7 }),
        keep_graphemes: flags & 4 != 0,
        ..Options::default()
    };
    let Ok(got) = segment(text, &options) else { return };
    assert_eq!(count_segments(text, &options), Ok(got.count));
    assert!(got.segments.iter().all(|part| part.units <= got.units_per_segment));
    assert!(got.segments.windows(2).all(|pair| pair[0].end == pair[1].start));
    assert_eq!(got.segments.last().map(|part| part.end), Some(got.text.encode_utf16().count()));
    assert!(smart_encode(&smart_encode(text).text).changes.is_empty());

    let plain = Options { keep_graphemes: false, ..options };
    assert!(count_segments(text, &plain).is_ok_and(|count| count <= got.count));
});
