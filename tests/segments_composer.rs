//! Cost, templates and findings, against vectors; findings against what they promise.

#![cfg(feature = "segments-full")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use serde::Deserialize;

use septet::segments::{
    Cut, Encoding, Error, Finding, FindingCode, Header, Language, Languages, Options, Part, Place,
    Provider, Segments, Severity, SmartEncoding, TemplateOptions, Variable, count_segments,
    diagnose, estimate_cost, segment, segment_template,
};

#[derive(Deserialize)]
struct Vectors<Case, Refused> {
    cases: Vec<Case>,
    errors: Vec<Refused>,
}

fn read<Case, Refused>(text: &'static str) -> (Vec<Case>, Vec<Refused>)
where
    Vectors<Case, Refused>: Deserialize<'static>,
{
    let vectors: Vectors<Case, Refused> = serde_json::from_str(text).unwrap();
    (vectors.cases, vectors.errors)
}

#[derive(Deserialize)]
struct CostCase {
    name: String,
    segments: usize,
    price: String,
    recipients: u32,
    want: Option<CostWanted>,
    code: Option<String>,
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CostWanted {
    segments: u64,
    per_recipient: String,
    total: String,
}

#[test]
fn costs() {
    let (cases, errors) = read::<CostCase, CostCase>(include_str!("vectors/segments-cost.json"));
    for case in cases {
        let got = estimate_cost(case.segments, &case.price, case.recipients).unwrap();
        let want = case.want.unwrap();
        assert_eq!(
            (got.segments, got.per_recipient, got.total),
            (want.segments, want.per_recipient, want.total),
            "{}",
            case.name
        );
    }
    for case in errors {
        let error = estimate_cost(case.segments, &case.price, case.recipients).unwrap_err();
        assert_eq!(
            (Some(error.code().to_owned()), Some(error.to_string())),
            (case.code, case.message),
            "{}",
            case.name
        );
    }
    let error = estimate_cost(65_537, "1", 1).unwrap_err();
    assert_eq!(error.to_string(), "65537 segments are more than the 65536 that a text can have");
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct Choice {
    encoding: Option<String>,
    smart_encoding: bool,
    header_bytes: Option<u8>,
    languages: Option<Vec<String>>,
    prefix: String,
    suffix: String,
    link_length: Option<usize>,
    provider: Option<String>,
}

impl Choice {
    fn options(&self) -> Options {
        Options {
            encoding: self.encoding.as_deref().map(encoding),
            smart_encoding: if self.smart_encoding {
                SmartEncoding::On
            } else {
                SmartEncoding::Off
            },
            header: (self.header_bytes == Some(7)).then_some(Header::Bytes7),
            languages: self.languages.as_deref().map(languages),
            provider: self.provider.as_deref().map_or(Provider::default(), provider),
            ..Options::default()
        }
    }
}

fn languages(names: &[String]) -> Languages {
    let is_one = |language: &Language| names.iter().any(|name| name == language.name());
    Languages::of(&Language::ALL.into_iter().filter(is_one).collect::<Vec<_>>())
}

fn provider(name: &str) -> Provider {
    Provider::ALL.into_iter().find(|one| one.name() == name).unwrap()
}

fn encoding(name: &str) -> Encoding {
    if name == "GSM-7" { Encoding::Gsm7 } else { Encoding::Ucs2 }
}

type Pieces = Vec<(String, usize)>;

fn join(pieces: &Pieces) -> String {
    pieces.iter().map(|(piece, times)| piece.repeat(*times)).collect()
}

#[derive(Deserialize)]
struct Described {
    #[serde(default)]
    min: usize,
    max: usize,
    encoding: Option<String>,
    wide: Option<bool>,
}

#[derive(Deserialize)]
struct TemplateCase {
    name: String,
    template: Pieces,
    variables: BTreeMap<String, Described>,
    #[serde(default)]
    options: Choice,
    want: TemplateWanted,
}

type CutWanted = (String, usize, usize, String, bool);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TemplateWanted {
    best: (String, usize, usize),
    worst: (String, usize, usize),
    text: Option<String>,
    #[serde(default)]
    links_cut: Vec<CutWanted>,
    #[serde(default)]
    variables_cut: Vec<(String, usize, usize, String, bool, String)>,
}

#[derive(Deserialize)]
struct TemplateRefused {
    name: String,
    template: String,
    variables: BTreeMap<String, Described>,
    #[serde(default)]
    options: Choice,
    code: String,
    message: String,
}

fn variables(described: &BTreeMap<String, Described>) -> Vec<Variable<'_>> {
    let variable = |(name, one)| {
        let Described { min, max, encoding: code, wide }: &Described = one;
        let encoding = code.as_deref().map(encoding);
        let name: &String = name;
        Variable { name, min: *min, max: *max, encoding, wide: wide.unwrap_or(true) }
    };
    described.iter().map(variable).collect()
}

fn template_options(choice: &Choice) -> TemplateOptions<'_> {
    TemplateOptions {
        segments: choice.options(),
        prefix: &choice.prefix,
        suffix: &choice.suffix,
        link_length: choice.link_length,
    }
}

#[test]
fn templates() {
    let (cases, errors) =
        read::<TemplateCase, TemplateRefused>(include_str!("vectors/segments-template.json"));
    for TemplateCase { name, template, variables: described, options, want } in cases {
        let template = join(&template);
        let variables = variables(&described);
        let got = segment_template(&template, &variables, &template_options(&options)).unwrap();
        let measured = |one: &Segments| (one.encoding, one.units, one.count);
        assert_eq!(
            measured(&got.best),
            (encoding(&want.best.0), want.best.1, want.best.2),
            "{name}"
        );
        assert_eq!(
            measured(&got.worst),
            (encoding(&want.worst.0), want.worst.1, want.worst.2),
            "{name}"
        );
        if let Some(text) = want.text {
            assert_eq!((&got.best.text, &got.worst.text), (&text, &text), "{name}");
        }
        let cut = |one: &Cut| {
            let (part, text) = match one.part {
                Part::Prefix => ("prefix", options.prefix.as_str()),
                Part::Template => ("template", template.as_str()),
                Part::Suffix => ("suffix", options.suffix.as_str()),
            };
            let units: Vec<u16> = text.encode_utf16().collect();
            let text = String::from_utf16(&units[one.start..one.end]).unwrap();
            (part.to_owned(), one.start, one.end, text, one.always)
        };
        assert_eq!(got.links_cut.iter().map(cut).collect::<Vec<_>>(), want.links_cut, "{name}");
        let named = got.variables_cut.iter().map(|one| {
            let (part, start, end, text, always) = cut(one);
            (part, start, end, text, always, variables[one.variable.unwrap()].name.to_owned())
        });
        assert_eq!(named.collect::<Vec<_>>(), want.variables_cut, "{name}");
    }
    for TemplateRefused { name, template, variables: described, options, code, message } in errors {
        let variables = variables(&described);
        let error =
            segment_template(&template, &variables, &template_options(&options)).unwrap_err();
        assert_eq!((error.code(), error.to_string()), (code.as_str(), message), "{name}");
    }
}

#[test]
fn a_name_described_twice_and_too_many_names_are_refused() {
    let one = Variable::new("a", 1);
    let options = TemplateOptions::default();
    let error = segment_template("{{a}}", &[one, one], &options).unwrap_err();
    assert_eq!(error.to_string(), "variable {{a}} is described twice");
    let error = segment_template("{{a}}", &[one; 101], &options).unwrap_err();
    assert_eq!(error.to_string(), "101 variables are more than 100");
}

type PlaceWanted = (usize, usize, Option<String>);

#[derive(Deserialize)]
struct DiagnosisCase {
    name: String,
    text: Pieces,
    #[serde(default)]
    options: Choice,
    findings: Vec<Vec<serde_json::Value>>,
}

#[derive(Deserialize)]
struct DiagnosisRefused {
    name: String,
    text: Pieces,
    code: String,
    message: String,
}

#[test]
fn findings() {
    let (cases, errors) =
        read::<DiagnosisCase, DiagnosisRefused>(include_str!("vectors/segments-diagnosis.json"));
    for DiagnosisCase { name, text, options, findings } in cases {
        let got = diagnose(&join(&text), &options.options()).unwrap();
        let codes: Vec<_> = got.iter().map(|one| one.code.name()).collect();
        let wanted: Vec<_> = findings.iter().map(|one| one[0].as_str().unwrap()).collect();
        assert_eq!(codes, wanted, "{name}");
        for (one, want) in got.iter().zip(findings) {
            assert_eq!(severity(one.severity), want[1].as_str().unwrap(), "{name}");
            assert_eq!(one.segments_saved as u64, want[2].as_u64().unwrap(), "{name}");
            let places: Vec<PlaceWanted> = serde_json::from_value(want[3].clone()).unwrap();
            let place = |one: &Place| (one.start, one.end, one.replacement.map(str::to_owned));
            assert_eq!(one.places.iter().map(place).collect::<Vec<_>>(), places, "{name}");
            if let Some(message) = want.get(4) {
                assert_eq!(one.message, message.as_str().unwrap(), "{name}");
            }
        }
    }
    for DiagnosisRefused { name, text, code, message } in errors {
        let error = diagnose(&join(&text), &Options::default()).unwrap_err();
        assert_eq!((error.code(), error.to_string()), (code.as_str(), message), "{name}");
        assert!(Error::CODES.contains(&error.code()), "{name}");
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

#[test]
fn no_two_codes_have_one_name() {
    let mut names: Vec<_> = FindingCode::ALL.iter().map(|code| code.name()).collect();
    assert!(names.is_sorted());
    names.dedup();
    assert_eq!(names.len(), FindingCode::ALL.len());
}

proptest! {
    #[test]
    fn replacing_every_place_saves_what_is_said(text in texts(), options in options()) {
        let before = count_segments(&text, &Options { encoding: None, ..options.clone() }).unwrap();
        for finding in diagnose(&text, &options).unwrap() {
            if finding.places.iter().all(|place| place.replacement.is_none()) {
                continue;
            }
            let after = count_segments(
                &replaced(&text, &finding),
                &Options { encoding: None, ..options.clone() },
            );
            if finding.code != FindingCode::SmartEncoded {
                prop_assert_eq!(finding.segments_saved, before - after.unwrap(), "{:?}", finding);
            }
        }
    }

    #[test]
    fn places_are_in_order_in_the_text_and_on_characters(text in texts(), options in options()) {
        for finding in diagnose(&text, &options).unwrap() {
            prop_assert!(!finding.places.is_empty());
            let mut end = 0;
            for place in &finding.places {
                prop_assert!(end <= place.start && place.start < place.end, "{finding:?}");
                for offset in [place.start, place.end] {
                    let head: Vec<u16> = text.encode_utf16().take(offset).collect();
                    prop_assert!(head.len() == offset && String::from_utf16(&head).is_ok());
                }
                end = place.end;
            }
        }
    }

    #[test]
    fn what_is_replaced_everywhere_is_gsm7(text in texts()) {
        let findings = diagnose(&text, &Options::default()).unwrap();
        let found = findings.iter().find(|finding| finding.code == FindingCode::Ucs2);
        let sent = segment(&text, &Options::default()).unwrap();
        prop_assert_eq!(found.is_some(), sent.encoding == Encoding::Ucs2);
        if let Some(finding) = found
            && finding.places.iter().all(|place| place.replacement.is_some())
        {
            let sent = segment(&replaced(&text, finding), &Options::default()).unwrap();
            prop_assert_eq!(sent.encoding, Encoding::Gsm7);
        }
    }

    #[test]
    fn every_character_that_is_not_gsm7_is_in_a_place(text in texts()) {
        let sent = segment(&text, &Options::default()).unwrap();
        let findings = diagnose(&text, &Options::default()).unwrap();
        for unsupported in &sent.unsupported {
            let kinds = findings.iter().filter(|finding| {
                let holds = |place: &Place| {
                    place.start <= unsupported.start && unsupported.end <= place.end
                };
                let is_kind = !matches!(
                    finding.code,
                    FindingCode::CharacterCut
                        | FindingCode::CrLf
                        | FindingCode::LinkCut
                        | FindingCode::ManySegments
                        | FindingCode::NearlyFits
                        | FindingCode::TrailingSpace
                        | FindingCode::Ucs2
                );
                is_kind && finding.places.iter().any(holds)
            });
            prop_assert_eq!(kinds.count(), 1, "{:?}", unsupported);
        }
    }

    #[test]
    fn costs_are_those_of_integers(segments in 0_usize..1_000, price in 0_u64..1_000_000, recipients in any::<u32>()) {
        let text = format!("{}.{:04}", price / 10_000, price % 10_000);
        let got = estimate_cost(segments, &text, recipients).unwrap();
        let total = u128::from(price) * segments as u128 * u128::from(recipients);
        let wanted = format!("{}.{:04}", total / 10_000, total % 10_000);
        prop_assert_eq!(got.total, wanted.trim_end_matches('0').trim_end_matches('.'));
        prop_assert_eq!(got.segments, segments as u64 * u64::from(recipients));
    }
}

/// The text with the replacements of a finding.
fn replaced(text: &str, finding: &Finding) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (mut built, mut kept) = (Vec::new(), 0);
    for place in &finding.places {
        if let Some(replacement) = place.replacement {
            built.extend(&units[kept..place.start]);
            built.extend(replacement.encode_utf16());
            kept = place.end;
        }
    }
    built.extend(&units[kept..]);
    String::from_utf16(&built).unwrap()
}

/// Texts near the edges of segments, with characters of every kind.
fn texts() -> impl Strategy<Value = String> {
    let kinds = vec![
        "’",
        "…",
        "“",
        "\u{A0}",
        "\t",
        "\u{2028}",
        "\u{200B}",
        "\u{200D}",
        "\u{200F}",
        "\u{1b}",
        "é",
        "ê",
        "ž",
        "e\u{301}",
        "x\u{301}",
        "\u{301}",
        "а",
        "Κ",
        "ж",
        "한",
        "हि",
        "ש",
        "😀",
        "👩‍👧",
        "1\u{FE0F}\u{20E3}",
        "🇩🇪",
        "©",
        "₹",
        "\u{FFFD}",
        "[",
        "€",
        "\r\n",
        "\n",
        "\r",
        " ",
        " https://example.com/abc ",
    ];
    let filler = prop_oneof![Just(0_usize), 0_usize..12, 55_usize..75, 145_usize..165];
    let piece = (filler, prop::collection::vec(select(kinds), 0..4))
        .prop_map(|(times, kinds)| "x".repeat(times) + &kinds.concat());
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn options() -> impl Strategy<Value = Options> {
    let encodings = vec![None, None, Some(Encoding::Gsm7)];
    let smart = vec![SmartEncoding::Off, SmartEncoding::On, SmartEncoding::AllOrNothing];
    (select(encodings), select(smart), any::<bool>()).prop_map(
        |(encoding, smart_encoding, keep_graphemes)| Options {
            encoding,
            smart_encoding,
            keep_graphemes,
            ..Options::default()
        },
    )
}
