//! What the checker finds, against vectors and against hostile text.

#![cfg(feature = "twiml-check")]

use proptest::prelude::*;
use serde::Deserialize;

use septet::twiml::check::{Finding, Kind, MAX_FINDINGS, Rule, Severity, check, check_as};
use septet::twiml::{
    Dial, Element, Gather, Message, MessagingResponse, Number, Say, VoiceResponse,
};

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    xml: Option<String>,
    repeat: Option<(String, String, usize, String)>,
    findings: Vec<Expected>,
}

#[derive(Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Expected {
    severity: String,
    code: String,
    twilio_code: Option<u16>,
    message: String,
    fix: String,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
}

impl Expected {
    fn of(xml: &str, finding: Finding) -> Self {
        let units = |place: usize| xml[..place].encode_utf16().count();
        Self {
            severity: finding.severity.as_str().to_owned(),
            code: finding.rule.code().to_owned(),
            twilio_code: finding.twilio_code,
            message: finding.message,
            fix: finding.fix,
            line: finding.line,
            column: finding.column,
            start: units(finding.start),
            end: units(finding.end),
        }
    }
}

#[test]
fn vectors() {
    let vectors: Vectors = serde_json::from_str(include_str!("vectors/twiml-check.json")).unwrap();
    for case in vectors.cases {
        let xml = case.xml.unwrap_or_else(|| {
            let (head, part, times, tail) = case.repeat.unwrap();
            head + &part.repeat(times) + &tail
        });
        let got: Vec<Expected> =
            check(&xml).into_iter().map(|finding| Expected::of(&xml, finding)).collect();
        assert_eq!(got, case.findings, "{}", case.name);
    }
}

#[test]
fn the_kind_of_a_document_can_be_given() {
    let xml = "<Response><Redirect>https://example.com/</Redirect></Response>";
    assert_eq!(check_as(xml, Some(Kind::Voice)), []);
    assert_eq!(check_as(xml, Some(Kind::Messaging)), []);
    let [finding] = check_as(xml, Some(Kind::Fax)).try_into().unwrap();
    assert_eq!((finding.rule, finding.severity), (Rule::Mixed, Severity::Error));
    assert_eq!(finding.message, "<Redirect> answers calls, this document answers faxes");
    let [finding] =
        check_as("<Response><Say>x</Say></Response>", Some(Kind::Messaging)).try_into().unwrap();
    assert_eq!(finding.twilio_code, Some(14110));
}

#[test]
fn builders_write_what_is_found_sound() {
    let voice = VoiceResponse::new()
        .gather(Gather::new().num_digits(1).say(Say::new("Press 1 & wait\u{7}")))
        .dial(Dial::empty().number(Number::new("+14155550100")))
        .comment_before("a -- b")
        .comment_after("c");
    assert_eq!(check(&voice.to_xml().unwrap()), []);
    assert_eq!(check(&voice.to_pretty_xml().unwrap()), []);
}

#[test]
fn findings_are_not_without_end() {
    let xml = ["<Response>", &"<Foo/>".repeat(10_000), "</Response>"].concat();
    assert_eq!(check(&xml).len(), MAX_FINDINGS);
}

#[test]
fn time_is_linear() {
    // Each of these takes quadratic time in a parser that looks back or ahead without a limit.
    let size = 1 << 20;
    for (head, part, tail) in [
        ("<Response><Say>", "&", ""),
        ("<Response><Say>", "&amp;", "</Say></Response>"),
        ("<Response><Say ", "a=\"b\" ", ""),
        ("<Response>", "<Foo>", ""),
        ("<Response>", "<!---->", "</Response>"),
        ("<Response>", "<![CDATA[", ""),
        ("<Response>", "<![CDATA[]]>", "</Response>"),
        ("", "<?x?>", ""),
        ("<Response>", "<Say voice=\"nobody at all\">x</Say>", "</Response>"),
        ("<Response>", "<Say language=\"en-US\" voice=\"Polly.Zhiyu\">x</Say>", "</Response>"),
        ("<Response><Say", " ", "/></Response>"),
        ("<", "x", ""),
    ] {
        let xml = [head, &part.repeat(size / part.len()), tail].concat();
        let findings = check(&xml);
        assert!(findings.iter().any(|finding| finding.rule == Rule::TooLarge), "{part}");
    }
}

/// Pieces that make documents, and what breaks them.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<Response>",
        "</Response>",
        "<Response/>",
        "<Say>",
        "</Say>",
        "<Say voice=\"alice\">",
        "<Dial",
        " record=\"x\"",
        " a='b'",
        ">",
        "/>",
        "<",
        "</",
        "<!--",
        "-->",
        "--",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<?xml version=\"1.0\"?>",
        "&",
        "&amp;",
        "&#x41;",
        "&#xD800;",
        ";",
        "=",
        "\"",
        "'",
        "x",
        " ",
        "\n",
        "\r\n",
        "\u{0}",
        "\u{FFFE}",
        "é",
        "😀",
        "<Message>",
        "</Message>",
        "<Hangup/>",
        "<Number>",
        "<Body>",
        "<Receive/>",
        "\u{FEFF}",
        "<!DOCTYPE",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_checked(xml in prop_oneof![any::<String>(), pieces()]) {
        let findings = check(&xml);
        let mut before = 0;
        for finding in &findings {
            prop_assert!(finding.start >= before && finding.start <= finding.end);
            prop_assert!(xml.get(finding.start..finding.end).is_some());
            prop_assert!(!finding.message.is_empty() && !finding.fix.is_empty());
            prop_assert_eq!(xml[..finding.start].matches('\n').count() + 1, finding.line);
            before = finding.start;
        }
    }

    #[test]
    fn what_is_built_is_well_formed(text in any::<String>(), value in any::<String>(), note in any::<String>()) {
        let custom = Element::new("Custom").unwrap().attribute("a", &value).unwrap().text(&text);
        let xml = MessagingResponse::new()
            .message(Message::new(&text).to(&value))
            .child(custom)
            .comment(&note)
            .comment_after(&note)
            .to_xml()
            .unwrap();
        prop_assert!(check(&xml).iter().all(|finding| finding.rule != Rule::Malformed), "{xml}");
    }
}
