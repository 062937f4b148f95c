//! Segments, against vectors and against a model too slow to be wrong.

#![cfg(feature = "segments")]

use proptest::prelude::*;
use proptest::sample::select;
use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use septet::segments::{
    Encoding, Error, Header, Language, Languages, LineBreaks, Options, Provider, Segments,
    SmartEncoding, count_segments, segment, smart_encode,
};

/// The file has a list `javascriptOnly` as well. Its texts have lone surrogates,
/// which no Rust string can hold, so it is not read here.
#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
    errors: Vec<Refused>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: Vec<(String, usize)>,
    #[serde(default)]
    options: Choice,
    want: Want,
}

#[derive(Deserialize)]
struct Refused {
    name: String,
    text: Vec<(String, usize)>,
    #[serde(default)]
    options: Choice,
    code: String,
    message: String,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct Choice {
    encoding: Option<String>,
    smart_encoding: serde_json::Value,
    header_bytes: Option<u8>,
    keep_graphemes: bool,
    provider: Option<String>,
    languages: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Want {
    encoding: String,
    count: usize,
    units: usize,
    units_per_segment: usize,
    remaining: usize,
    characters: usize,
    segments: Option<Vec<[usize; 3]>>,
    unsupported: Option<Vec<(usize, usize, Option<String>)>>,
    unsupported_count: Option<usize>,
    line_breaks: String,
    text: Option<String>,
}

#[derive(Deserialize)]
struct SmartVectors {
    cases: Vec<Replaced>,
    texts: Vec<Changed>,
}

#[derive(Deserialize)]
struct Replaced {
    name: String,
    text: String,
    want: String,
}

#[derive(Deserialize)]
struct Changed {
    name: String,
    text: String,
    want: String,
    changes: Vec<ChangeWanted>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct ChangeWanted {
    start: usize,
    end: usize,
    replacement: String,
    saves: usize,
}

#[derive(Deserialize)]
struct SentVectors {
    cases: Vec<SentCase>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SentCase {
    name: String,
    text: Vec<(String, usize)>,
    smart_encoding: bool,
    encoding: String,
    count: usize,
}

/// The cases of Unicode, each the clusters of a text.
#[derive(Deserialize)]
struct ClusterVectors {
    unicode: (u64, u64, u64),
    cases: Vec<Vec<String>>,
}

#[test]
fn characters_are_those_of_the_unicode_test_file() {
    let vectors = read_clusters();
    assert_eq!(vectors.unicode, septet::segments::UNICODE_VERSION);
    for clusters in vectors.cases {
        let text = clusters.concat();
        let got = segment(&text, &Options::default()).unwrap();
        assert_eq!(got.characters, clusters.len(), "{}", text.escape_unicode());
    }
}

/// Behind a line feed every text begins a cluster.
#[test]
fn no_character_of_the_unicode_test_file_is_divided_at_any_edge() {
    let options = Options { keep_graphemes: true, ..Options::default() };
    for clusters in read_clusters().cases {
        let text = clusters.concat();
        for before in 58..=66 {
            let head = "\u{436}".repeat(before - 1) + "\n";
            let mut edges = vec![before];
            for cluster in &clusters {
                edges.push(edges[edges.len() - 1] + cluster.encode_utf16().count());
            }
            let got = segment(&(head + &text + &"\n".repeat(12)), &options).unwrap();
            let second = got.segments[1].start;
            let is_inside = second < edges[clusters.len()];
            assert!(!is_inside || edges.contains(&second), "{}", text.escape_unicode());
        }
    }
}

#[test]
fn counts_what_twilio_billed() {
    let sent: SentVectors = serde_json::from_str(include_str!("vectors/sent.json")).unwrap();
    assert!(sent.cases.len() >= 16);
    for case in sent.cases {
        let smart = if case.smart_encoding { SmartEncoding::On } else { SmartEncoding::Off };
        let options = Options { smart_encoding: smart, ..Options::default() };
        let got = segment(&pieces(&case.text), &options).unwrap();
        assert_eq!(
            (Some(got.encoding), got.count),
            (encoding(&case.encoding), case.count),
            "{}",
            case.name
        );
    }
}

#[test]
fn vectors() {
    for case in read().cases {
        let (text, options) = (pieces(&case.text), case.options.options());
        let got = segment(&text, &options).unwrap();
        case.want.check(&got, &case.name);
        assert_eq!(got.text, case.want.text.unwrap_or(text.clone()), "{}", case.name);
        assert_eq!(count_segments(&text, &options), Ok(case.want.count), "{}", case.name);
    }
}

#[test]
fn refuses_what_it_says_it_refuses() {
    for case in read().errors {
        let (text, options) = (pieces(&case.text), case.options.options());
        let error = segment(&text, &options).unwrap_err();
        assert_eq!(
            (error.code(), error.to_string()),
            (case.code.as_str(), case.message),
            "{}",
            case.name
        );
        assert_eq!(count_segments(&text, &options), Err(error), "{}", case.name);
        assert!(Error::CODES.contains(&error.code()), "{}", case.name);
    }
}

#[test]
fn every_substitution() {
    let vectors: SmartVectors =
        serde_json::from_str(include_str!("vectors/smart-encoding.json")).unwrap();
    assert!(vectors.cases.len() > 271);
    for Replaced { name, text, want } in vectors.cases {
        assert_eq!(smart_encode(&text).text, want, "{name}");
    }
    for Changed { name, text, want, changes } in vectors.texts {
        let got = smart_encode(&text);
        assert_eq!(got.text, want, "{name}");
        let got: Vec<_> = got
            .changes
            .iter()
            .map(|change| ChangeWanted {
                start: change.start,
                end: change.end,
                replacement: change.replacement.to_owned(),
                saves: change.saves,
            })
            .collect();
        assert_eq!(got, changes, "{name}");
    }
}

#[cfg(feature = "segments-full")]
#[test]
fn rcs_is_billed_by_bytes() {
    use septet::segments::{RcsKind, RcsRegion, rcs};

    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("vectors/rcs.json")).unwrap();
    for case in vectors["cases"].as_array().unwrap() {
        let (piece, times) = (case["text"][0].as_str().unwrap(), case["text"][1].as_u64().unwrap());
        let text = piece.repeat(usize::try_from(times).unwrap());
        let us = rcs(&text, RcsRegion::Us).unwrap();
        assert_eq!(us.kind, RcsKind::Rich, "{case}");
        assert_eq!(serde_json::json!([us.count, us.remaining]), case["us"], "{case}");
        assert_eq!(serde_json::json!(us.bytes), case["bytes"], "{case}");
        let elsewhere = rcs(&text, RcsRegion::International).unwrap();
        let got = serde_json::json!([format!("{:?}", elsewhere.kind), elsewhere.remaining]);
        assert_eq!((got, elsewhere.count), (case["international"].clone(), 1), "{case}");
    }
    let long = "x".repeat(65_537);
    assert_eq!(rcs(&long, RcsRegion::Us), Err(Error::TooLong { units: 65_537 }));
}

#[test]
fn only_the_listed_characters_are_replaced() {
    let changed = ('\0'..=char::MAX)
        .filter(|character| !smart_encode(character.encode_utf8(&mut [0; 4])).changes.is_empty())
        .count();
    // Twilio's 271, and what is canonically the same as one of these or of GSM-7.
    assert_eq!(changed, 271 + SAME.len());
    for (character, replacement) in SAME {
        assert_eq!(smart_encode(&character.to_string()).text, replacement, "{character:?}");
    }
}

#[test]
fn gsm7_has_137_characters() {
    let fits = |character: &char| {
        let got = segment(character.encode_utf8(&mut [0; 4]), &Options::default()).unwrap();
        got.encoding == Encoding::Gsm7
    };
    assert_eq!(('\0'..=char::MAX).filter(fits).count(), 137);
}

proptest! {
    #[test]
    fn segments_tile_the_text_and_keep_their_limit(text in texts(), options in options()) {
        let Ok(got) = segment(&text, &options) else { return Ok(()) };
        prop_assert_eq!(got.count, got.segments.len());
        prop_assert_eq!(count_segments(&text, &options), Ok(got.count));
        let mut end = 0;
        for part in &got.segments {
            prop_assert_eq!(part.start, end);
            prop_assert!(part.units <= got.units_per_segment);
            prop_assert!(is_boundary(&got.text, part.end));
            end = part.end;
        }
        prop_assert_eq!(end, got.text.encode_utf16().count());
        prop_assert_eq!(got.segments.iter().map(|part| part.units).sum::<usize>(), got.units);
        prop_assert_eq!(got.remaining, got.units_per_segment - got.segments.last().unwrap().units);
    }

    #[test]
    fn answers_are_those_of_the_model(text in texts(), bytes7 in any::<bool>()) {
        let header = if bytes7 { Header::Bytes7 } else { Header::Bytes6 };
        let got = segment(&text, &Options { header: Some(header), ..Options::default() }).unwrap();
        let (encoding, units, count) = model(&text, bytes7);
        prop_assert_eq!((got.encoding, got.units, got.count), (encoding, units, count));
        prop_assert_eq!(got.characters, text.graphemes(true).count());
    }

    #[test]
    fn what_smart_encoding_has_written_it_leaves_alone(text in texts()) {
        let once = smart_encode(&text);
        prop_assert!(smart_encode(&once.text).changes.is_empty());
        prop_assert!(segments(&once.text, SmartEncoding::Off) <= segments(&text, SmartEncoding::Off));
    }

    #[test]
    fn no_text_needs_more_segments_for_smart_encoding(text in texts(), options in options()) {
        let off = Options { smart_encoding: SmartEncoding::Off, ..options.clone() };
        if let (Ok(off), Ok(got)) = (count_segments(&text, &off), count_segments(&text, &options)) {
            prop_assert!(got <= off || options.keep_graphemes);
        }
    }

    #[test]
    fn a_change_saves_what_the_text_without_it_needs_more(text in texts(), options in options()) {
        let options = Options { keep_graphemes: false, ..options };
        let Ok(got) = segment(&text, &options) else { return Ok(()) };
        let units: Vec<u16> = text.encode_utf16().collect();
        let off = Options { smart_encoding: SmartEncoding::Off, encoding: None, ..options };
        for left_out in got.changes.iter().take(8) {
            let (mut built, mut kept) = (Vec::new(), 0);
            for change in got.changes.iter().filter(|change| *change != left_out) {
                built.extend(&units[kept..change.start]);
                built.extend(change.replacement.encode_utf16());
                kept = change.end;
            }
            built.extend(&units[kept..]);
            let without = String::from_utf16(&built).unwrap();
            let more = count_segments(&without, &off).unwrap().saturating_sub(got.count);
            prop_assert_eq!(left_out.saves, more, "{:?} of {:?}", left_out, text);
        }
    }

    #[test]
    fn changes_lead_from_the_text_given_to_the_new_one(text in texts()) {
        let encoded = smart_encode(&text);
        let units: Vec<u16> = text.encode_utf16().collect();
        let (mut built, mut kept) = (Vec::new(), 0);
        for change in &encoded.changes {
            built.extend(&units[kept..change.start]);
            built.extend(change.replacement.encode_utf16());
            kept = change.end;
        }
        built.extend(&units[kept..]);
        prop_assert_eq!(String::from_utf16(&built).unwrap(), encoded.text);
    }

    #[test]
    fn keeping_graphemes_cuts_none_that_fits_and_saves_no_segment(text in texts()) {
        let plain = segment(&text, &Options::default()).unwrap();
        let options = Options { keep_graphemes: true, ..Options::default() };
        let kept = segment(&text, &options).unwrap();
        prop_assert!(kept.count >= plain.count);
        let ends: Vec<usize> = kept.segments.iter().map(|part| part.end).collect();
        let mut start = 0;
        for cluster in text.graphemes(true) {
            let end = start + cluster.encode_utf16().count();
            let cut = ends.iter().any(|&edge| start < edge && edge < end);
            // No cluster has more septets than it has UTF-16 units, twice over.
            prop_assert!(!cut || (end - start) * 2 > kept.units_per_segment, "{cluster:?}");
            start = end;
        }
    }

    #[test]
    fn all_or_nothing_replaces_exactly_when_that_gives_gsm7(text in texts()) {
        let smart = |smart_encoding| {
            segment(&text, &Options { smart_encoding, ..Options::default() }).unwrap()
        };
        let (off, on) = (smart(SmartEncoding::Off), smart(SmartEncoding::On));
        let wanted = if on.encoding == Encoding::Gsm7 { on } else { off };
        prop_assert_eq!(smart(SmartEncoding::AllOrNothing), wanted);
    }

    #[test]
    fn gsm7_is_refused_exactly_when_a_character_is_unsupported(text in texts()) {
        let free = segment(&text, &Options::default()).unwrap();
        let forced = segment(&text, &Options { encoding: Some(Encoding::Gsm7), ..Options::default() });
        if let Some(first) = free.unsupported.first() {
            prop_assert_eq!(forced, Err(Error::NotGsm7 { position: first.start }));
        } else {
            prop_assert_eq!(forced, Ok(free));
        }
    }
}

/// Encoding, units and segments, from sets written out and one queue.
fn model(text: &str, bytes7: bool) -> (Encoding, usize, usize) {
    let septets = |character: char| match character {
        _ if EXTENSION.contains(character) => 2,
        _ if DEFAULT.contains(character) => 1,
        _ => 0,
    };
    let is_gsm7 = text.chars().all(|character| septets(character) > 0);
    let costs: Vec<usize> =
        text.chars().map(|each| if is_gsm7 { septets(each) } else { each.len_utf16() }).collect();
    let (encoding, whole, part) =
        if is_gsm7 { (Encoding::Gsm7, 160, 153) } else { (Encoding::Ucs2, 70, 67) };
    let units = costs.iter().sum();
    if units <= whole {
        return (encoding, units, 1);
    }
    let (mut count, mut room) = (0, 0);
    for cost in costs {
        if room < cost {
            count += 1;
            room = part - usize::from(bytes7);
        }
        room -= cost;
    }
    (encoding, units, count)
}

const SAME: [(char, &str); 7] = [
    ('\u{374}', "'"),
    ('\u{37E}', ";"),
    ('\u{1FEF}', "'"),
    ('\u{1FFD}', "'"),
    ('\u{2126}', "Ω"),
    ('\u{212A}', "K"),
    ('\u{212B}', "Å"),
];

const DEFAULT: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENSION: &str = "\u{C}^{}\\[~]|€";

/// Texts near the edges of segments: long, mostly plain, with a few that matter.
fn texts() -> impl Strategy<Value = String> {
    let gsm7 = select(DEFAULT.chars().chain(EXTENSION.chars()).collect::<Vec<_>>());
    let any = prop_oneof![
        8 => select(vec!['x', ' ', '€', '{', '\n', '\r', 'é']),
        2 => select(vec!['’', '…', '\t', '\u{200C}', 'ж', 'n', '\u{303}', '\u{301}', '\u{200D}']),
        2 => select(vec!['😀', '👩', '🏽', '🇩', '🇪', 'क', '\u{94D}', '한']),
        1 => any::<char>(),
    ];
    prop_oneof![
        prop::collection::vec(gsm7, 0..500).prop_map(String::from_iter),
        prop::collection::vec(any, 0..400).prop_map(String::from_iter),
        (0_usize..330, "[’…\t\u{200C}e\u{301}\u{302}]{0,8}", 0_usize..330)
            .prop_map(|(before, text, after)| "x".repeat(before) + &text + &"y".repeat(after)),
        (0_usize..330, ".{0,8}", 0_usize..330)
            .prop_map(|(before, text, after)| "x".repeat(before) + &text + &"y".repeat(after)),
    ]
}

fn options() -> impl Strategy<Value = Options> {
    let encodings = vec![None, Some(Encoding::Gsm7), Some(Encoding::Ucs2)];
    let smart = vec![SmartEncoding::Off, SmartEncoding::On, SmartEncoding::AllOrNothing];
    let headers = vec![Header::Bytes6, Header::Bytes7];
    (select(encodings), select(smart), select(headers), any::<bool>()).prop_map(
        |(encoding, smart_encoding, header, keep_graphemes)| Options {
            encoding,
            smart_encoding,
            header: Some(header),
            keep_graphemes,
            ..Options::default()
        },
    )
}

fn segments(text: &str, smart_encoding: SmartEncoding) -> usize {
    count_segments(text, &Options { smart_encoding, ..Options::default() }).unwrap()
}

fn is_boundary(text: &str, offset: usize) -> bool {
    let units: Vec<u16> = text.encode_utf16().take(offset).collect();
    units.len() == offset && String::from_utf16(&units).is_ok()
}

fn read() -> Vectors {
    serde_json::from_str(include_str!("vectors/segments.json")).unwrap()
}

fn read_clusters() -> ClusterVectors {
    serde_json::from_str(include_str!("vectors/grapheme-clusters.json")).unwrap()
}

fn pieces(text: &[(String, usize)]) -> String {
    text.iter().map(|(piece, times)| piece.repeat(*times)).collect()
}

impl Choice {
    fn options(&self) -> Options {
        Options {
            encoding: self.encoding.as_deref().and_then(encoding),
            smart_encoding: match self.smart_encoding.as_str() {
                Some("all-or-nothing") => SmartEncoding::AllOrNothing,
                _ if self.smart_encoding == true => SmartEncoding::On,
                _ => SmartEncoding::Off,
            },
            header: self
                .header_bytes
                .map(|bytes| if bytes == 7 { Header::Bytes7 } else { Header::Bytes6 }),
            keep_graphemes: self.keep_graphemes,
            provider: self.provider.as_deref().map_or(Provider::Twilio, provider),
            languages: self.languages.as_deref().map(languages),
        }
    }
}

impl Want {
    #[track_caller]
    fn check(&self, got: &Segments, name: &str) {
        assert_eq!(Some(got.encoding), encoding(&self.encoding), "{name}");
        let numbers = [got.count, got.units, got.units_per_segment, got.remaining, got.characters];
        let wanted =
            [self.count, self.units, self.units_per_segment, self.remaining, self.characters];
        assert_eq!(numbers, wanted, "{name}");
        let segments: Vec<_> =
            got.segments.iter().map(|part| [part.start, part.end, part.units]).collect();
        assert_eq!(&segments, self.segments.as_ref().unwrap_or(&segments), "{name}");
        let unsupported: Vec<_> = got
            .unsupported
            .iter()
            .map(|each| (each.start, each.end, each.replacement.map(str::to_owned)))
            .collect();
        assert_eq!(&unsupported, self.unsupported.as_ref().unwrap_or(&unsupported), "{name}");
        assert_eq!(
            unsupported.len(),
            self.unsupported_count.unwrap_or(unsupported.len()),
            "{name}"
        );
        let line_breaks = match got.line_breaks {
            LineBreaks::None => "none",
            LineBreaks::Lf => "LF",
            LineBreaks::CrLf => "CRLF",
            LineBreaks::Mixed => "mixed",
        };
        assert_eq!(line_breaks, self.line_breaks, "{name}");
    }
}

fn provider(name: &str) -> Provider {
    Provider::ALL.into_iter().find(|provider| provider.name() == name).unwrap()
}

fn language(name: &str) -> Language {
    Language::ALL.into_iter().find(|language| language.name() == name).unwrap()
}

fn languages(names: &[String]) -> Languages {
    Languages::of(&names.iter().map(|name| language(name)).collect::<Vec<_>>())
}

fn encoding(name: &str) -> Option<Encoding> {
    match name {
        "GSM-7" => Some(Encoding::Gsm7),
        "UCS-2" => Some(Encoding::Ucs2),
        _ => None,
    }
}
