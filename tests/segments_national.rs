//! National language tables, against vectors and against every pair of tables in turn.

#![cfg(feature = "segments-full")]

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde::Deserialize;

use septet::segments::{
    Encoding, Header, Language, Languages, Options, Provider, SmartEncoding, count_segments,
    segment,
};

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: Vec<(String, usize)>,
    options: Choice,
    want: Want,
}

#[derive(Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[derive(Default)]
struct Choice {
    provider: Option<String>,
    languages: Option<Vec<String>>,
    header_bytes: Option<u8>,
    smart_encoding: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Want {
    encoding: String,
    count: usize,
    units: usize,
    units_per_segment: usize,
    remaining: usize,
    language: Option<Tables>,
    segments: Option<Vec<[usize; 3]>>,
    text: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Tables {
    locking: Option<String>,
    single: Option<String>,
}

#[test]
fn vectors() {
    let vectors: Vectors =
        serde_json::from_str(include_str!("vectors/segments-national.json")).unwrap();
    for Case { name, text, options, want } in vectors.cases {
        let text: String = text.iter().map(|(piece, times)| piece.repeat(*times)).collect();
        let options = options.options();
        let got = segment(&text, &options).unwrap();
        let encoding = if got.encoding == Encoding::Gsm7 { "GSM-7" } else { "UCS-2" };
        assert_eq!(encoding, want.encoding, "{name}");
        assert_eq!(
            [got.count, got.units, got.units_per_segment, got.remaining],
            [want.count, want.units, want.units_per_segment, want.remaining],
            "{name}"
        );
        let language = got.language.map(|tables| Tables {
            locking: tables.locking.map(|language| language.name().to_owned()),
            single: tables.single.map(|language| language.name().to_owned()),
        });
        assert_eq!(language, want.language, "{name}");
        let segments: Vec<_> =
            got.segments.iter().map(|part| [part.start, part.end, part.units]).collect();
        assert_eq!(&segments, want.segments.as_ref().unwrap_or(&segments), "{name}");
        assert_eq!(got.text, want.text.unwrap_or(text.clone()), "{name}");
        assert_eq!(count_segments(&text, &options), Ok(want.count), "{name}");
    }
}

#[test]
fn every_character_has_the_septets_of_the_tables() {
    let tables = tables();
    for language in Language::ALL {
        let (locking, single) = &tables[language.name()];
        let languages = Some(Languages::of(&[language]));
        let encoding = Some(Encoding::Gsm7);
        let options = Options { languages, encoding, ..Options::default() };
        for character in '\0'..='\u{2FFF}' {
            let known = locking.contains_key(&character)
                || single.contains_key(&character)
                || tables["default"].0.contains_key(&character)
                || tables["default"].1.contains_key(&character);
            let got = count_segments(character.encode_utf8(&mut [0; 4]), &options);
            assert_eq!(got.is_ok(), known, "{language:?} {character:?}");
        }
    }
}

#[test]
fn characters_that_no_pair_of_tables_has_are_unsupported() {
    let options = Options {
        languages: Some(Languages::of(&[Language::Hindi, Language::Turkish, Language::Tamil])),
        ..Options::default()
    };
    // Hindi and Turkish leave out one letter, any other pair more.
    let got = segment("अआğığ அж", &options).unwrap();
    let places: Vec<_> = got.unsupported.iter().map(|each| (each.start, each.end)).collect();
    assert_eq!((got.encoding, places), (Encoding::Ucs2, vec![(6, 7), (7, 8)]));
    let demanded = Options { encoding: Some(Encoding::Gsm7), ..options };
    let error = segment("अआğığ அж", &demanded).unwrap_err();
    assert_eq!(error, septet::segments::Error::NotGsm7 { position: 6 });
    assert_eq!(segment("अआğığ", &demanded).unwrap().encoding, Encoding::Gsm7);
}

proptest! {
    #[test]
    fn answers_are_those_of_the_best_pair(
        text in texts(),
        languages in subsequence(Language::ALL.to_vec(), 0..5),
        bytes7 in any::<bool>(),
        one_language in any::<bool>(),
    ) {
        let options = Options {
            languages: Some(Languages::of(&languages)),
            header: Some(if bytes7 { Header::Bytes7 } else { Header::Bytes6 }),
            provider: if one_language { Provider::Infobip } else { Provider::Twilio },
            ..Options::default()
        };
        let got = segment(&text, &options).unwrap();
        prop_assert_eq!(count_segments(&text, &options), Ok(got.count));
        let found = got.language.map_or((None, None), |tables| (tables.locking, tables.single));
        let wanted = best(&text, &languages, bytes7, one_language);
        prop_assert_eq!(got.unsupported.is_empty(), wanted.is_some());
        prop_assert_eq!(got.encoding == Encoding::Gsm7, wanted.is_some());
        let (count, units, limit, pair) =
            wanted.unwrap_or((got.count, got.units, got.units_per_segment, (None, None)));
        prop_assert_eq!((got.count, got.units), (count, units));
        prop_assert_eq!((got.units_per_segment, found), (limit, pair));
        prop_assert!(got.segments.iter().all(|part| part.units <= limit));
        // More tables never need more segments, nor do septets more than UCS-2.
        let off = Options { languages: None, provider: Provider::Twilio, ..options };
        prop_assert!(got.count <= count_segments(&text, &off).unwrap());
    }

    #[test]
    fn graphemes_are_kept_with_tables_too(
        text in texts(),
        languages in subsequence(Language::ALL.to_vec(), 0..4),
    ) {
        let languages = Some(Languages::of(&languages));
        let options = Options { languages, keep_graphemes: true, ..Options::default() };
        let got = segment(&text, &options).unwrap();
        prop_assert_eq!(count_segments(&text, &options), Ok(got.count));
        prop_assert_eq!(got.segments.iter().map(|part| part.units).sum::<usize>(), got.units);
        prop_assert!(got.segments.iter().all(|part| part.units <= got.units_per_segment));
        let plain = count_segments(&text, &Options { languages, ..Options::default() });
        prop_assert!(plain.is_ok_and(|plain| plain <= got.count));
    }

    #[test]
    fn a_change_saves_what_the_text_without_it_needs_more(
        text in texts(),
        languages in subsequence(Language::ALL.to_vec(), 1..4),
    ) {
        let languages = Some(Languages::of(&languages));
        let smart_encoding = SmartEncoding::On;
        let got = segment(&text, &Options { languages, smart_encoding, ..Options::default() }).unwrap();
        let off = Options { languages, ..Options::default() };
        prop_assert!(got.count <= count_segments(&text, &off).unwrap());
        let units: Vec<u16> = text.encode_utf16().collect();
        for left_out in got.changes.iter().take(6) {
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
}

type Pair = (Option<Language>, Option<Language>);

/// Segments, septets, the septets of each segment and the tables, found by trying all.
fn best(
    text: &str,
    languages: &[Language],
    bytes7: bool,
    one: bool,
) -> Option<(usize, usize, usize, Pair)> {
    let tables = tables();
    let choices: Vec<Option<Language>> =
        std::iter::once(None).chain(languages.iter().copied().map(Some)).collect();
    let name = |language: Option<Language>| language.map_or("default", Language::name);
    let mut best: Option<((usize, usize, usize), usize, Pair)> = None;
    for &locking in choices.iter().filter(|choice| **choice != Some(Language::Spanish)) {
        for &single in &choices {
            if one && locking.is_some() && single.is_some() && locking != single {
                continue;
            }
            let (first, second) = (&tables[name(locking)].0, &tables[name(single)].1);
            let costs: Option<Vec<usize>> = text
                .chars()
                .map(|each| match (first.contains_key(&each), second.contains_key(&each)) {
                    (true, _) => Some(1),
                    (_, true) => Some(2),
                    _ => None,
                })
                .collect();
            let Some(costs) = costs else { continue };
            let units: usize = costs.iter().sum();
            let named = usize::from(locking.is_some()) + usize::from(single.is_some());
            // Both references of the standard, with no, one and two tables.
            let (whole, part) = match named {
                0 => (160, [153, 152]),
                1 => (155, [149, 148]),
                _ => (152, [146, 145]),
            };
            let limit = if units <= whole { whole } else { part[usize::from(bytes7)] };
            let (mut count, mut room) = (1, limit);
            for cost in costs {
                if room < cost {
                    (count, room) = (count + 1, limit);
                }
                room -= cost;
            }
            let rank = (count, units, named);
            if best.is_none_or(|(known, ..)| rank < known) {
                best = Some((rank, limit, (locking, single)));
            }
        }
    }
    best.map(|((count, units, _), limit, pair)| (count, units, limit, pair))
}

type Table = HashMap<char, usize>;

/// Locking shift and single shift table by language, from the data and not from what is made of it.
fn tables() -> &'static BTreeMap<String, (Table, Table)> {
    static TABLES: std::sync::OnceLock<BTreeMap<String, (Table, Table)>> =
        std::sync::OnceLock::new();
    TABLES.get_or_init(|| {
        let table = |table: &serde_json::Value| {
            let entries = table.as_object().into_iter().flatten();
            let code = |text: &str| usize::from_str_radix(text.get(2..).unwrap(), 16).unwrap();
            let entries = entries.map(|(septet, value)| {
                let character = u32::try_from(code(value.as_str().unwrap())).unwrap();
                (char::from_u32(character).unwrap(), code(septet))
            });
            entries.collect::<Table>()
        };
        let data = include_str!("../xtask/data/national-languages.json");
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        let default = include_str!("../xtask/data/gsm7.json");
        let default: serde_json::Value = serde_json::from_str(default).unwrap();
        let mut tables = BTreeMap::new();
        tables.insert(
            "default".to_owned(),
            (table(&default["default"]), table(&default["extension"])),
        );
        for (name, one) in data["tables"].as_object().unwrap() {
            tables.insert(name.clone(), (table(&one["locking"]), table(&one["single"])));
        }
        tables
    })
}

/// Texts of characters that some tables have, near the edges of segments.
fn texts() -> impl Strategy<Value = String> {
    let mut all: Vec<char> = tables()
        .values()
        .flat_map(|(locking, single)| locking.keys().chain(single.keys()).copied())
        .collect();
    all.sort_unstable();
    all.dedup();
    let some =
        vec!['x', 'a', '€', '[', 'ğ', 'ı', 'ş', 'ã', 'ç', 'á', 'अ', 'आ', '\u{94D}', 'অ', '`'];
    let few = prop_oneof![
        20 => select(some),
        1 => select(all.clone()),
        1 => select(vec!['’', '…', '\u{306}', 'g', 'ж', '😀', '\u{200C}']),
    ];
    let repeated = (select(all), 0_usize..320);
    let parts = (repeated, prop::collection::vec(few.clone(), 0..12), 0_usize..160);
    prop_oneof![
        prop::collection::vec(few, 0..350).prop_map(String::from_iter),
        parts.prop_map(|((letter, times), rest, more)| {
            String::from(letter).repeat(times) + &String::from_iter(rest) + &"x".repeat(more)
        }),
    ]
}

impl Choice {
    fn options(&self) -> Options {
        let language = |name: &String| {
            Language::ALL.into_iter().find(|language| language.name() == name).unwrap()
        };
        let languages = self.languages.as_ref();
        let provider = self.provider.as_deref().unwrap_or("twilio");
        Options {
            provider: Provider::ALL.into_iter().find(|each| each.name() == provider).unwrap(),
            languages: languages
                .map(|names| Languages::of(&names.iter().map(language).collect::<Vec<_>>())),
            header: (self.header_bytes == Some(7)).then_some(Header::Bytes7),
            smart_encoding: if self.smart_encoding {
                SmartEncoding::On
            } else {
                SmartEncoding::Off
            },
            ..Options::default()
        }
    }
}
