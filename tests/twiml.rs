//! Documents, against vectors and against hostile text.

#![cfg(feature = "twiml")]

use proptest::prelude::*;
use serde::Deserialize;

use septet::twiml::{
    Body, Connect, ConversationRelay, Element, Error, FaxResponse, Gather, GatherInput,
    GatherLanguage, Language, MAX_DOCUMENT, Media, Message, MessagingResponse, Pay, Prompt,
    PromptFor, Receive, ReceiveMediaType, Redirect, Refer, ReferSip, Say, SsmlBreak,
    SsmlBreakStrength, SsmlEmphasis, SsmlEmphasisLevel, SsmlSayAs, SsmlSayAsInterpretAs,
    VoiceResponse, check_name, escape_xml, render,
};

#[derive(Deserialize)]
struct Documents {
    cases: Vec<Document>,
    names: Names,
}

#[derive(Deserialize)]
struct Document {
    name: String,
    content: Vec<Node>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    xml: String,
}

#[derive(Deserialize)]
struct Names {
    legal: Vec<String>,
    illegal: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Node {
    Text(String),
    Comment { comment: String },
    Element { element: String, attributes: Vec<(String, String)>, content: Vec<Node> },
}

#[derive(Deserialize)]
struct Escapes {
    cases: Vec<Escape>,
}

#[derive(Deserialize)]
struct Escape {
    name: String,
    utf16: String,
    text: String,
    attribute: String,
    anywhere: String,
}

fn documents() -> Documents {
    serde_json::from_str(include_str!("vectors/twiml.json")).unwrap()
}

#[test]
fn builders_write_every_vector() {
    for case in documents().cases {
        let mut response = MessagingResponse::new();
        for text in &case.before {
            response = response.comment_before(text);
        }
        for node in &case.content {
            response = match node {
                Node::Text(text) => response.text(text),
                Node::Comment { comment } => response.comment(comment),
                Node::Element { .. } => response.child(element(node)),
            };
        }
        for text in &case.after {
            response = response.comment_after(text);
        }
        assert_eq!(response.to_xml().unwrap(), case.xml, "{}", case.name);
    }
}

fn element(node: &Node) -> Element {
    let Node::Element { element: name, attributes, content } = node else { unreachable!() };
    let start = attributes.iter().fold(Element::new(name).unwrap(), |element, (name, value)| {
        element.attribute(name, value).unwrap()
    });
    content.iter().fold(start, |parent, node| match node {
        Node::Text(text) => parent.text(text),
        Node::Comment { comment } => parent.comment(comment),
        Node::Element { .. } => parent.child(element(node)),
    })
}

#[test]
fn steps_write_every_vector() {
    for case in documents().cases {
        let mut steps: String = case.before.iter().map(|text| step('c', text)).collect();
        steps += &step('e', "Response");
        case.content.iter().for_each(|node| steps += &node_steps(node));
        steps.push('/');
        case.after.iter().rev().for_each(|text| steps += &step('c', text));
        assert_eq!(render(&steps).unwrap(), case.xml, "{}", case.name);
    }
}

fn node_steps(node: &Node) -> String {
    match node {
        Node::Text(text) => step('t', text),
        Node::Comment { comment } => step('c', comment),
        Node::Element { element, attributes, content } => {
            let head = attributes.iter().fold(step('e', element), |head, (name, value)| {
                head + &step('a', name) + &step('v', value)
            });
            content.iter().fold(head, |steps, node| steps + &node_steps(node)) + "/"
        }
    }
}

fn step(kind: char, text: &str) -> String {
    format!("{kind}{}:{text}", text.encode_utf16().count())
}

#[test]
fn names_are_those_of_xml() {
    let names = documents().names;
    for name in names.legal {
        assert_eq!(check_name(&name), Ok(()), "{name:?}");
    }
    for name in names.illegal {
        let error = Error::Name { name: name.clone() };
        assert_eq!(check_name(&name), Err(error.clone()), "{name:?}");
        assert_eq!(Element::new(&name), Err(error.clone()));
        assert_eq!(Element::new("a").unwrap().attribute(&name, ""), Err(error.clone()));
        assert_eq!(render(&step('e', &name)), Err(error.clone()));
        assert_eq!(render(&format!("e1:a{}v0:", step('a', &name))), Err(error));
    }
}

#[test]
fn every_escaping_case() {
    let vectors: Escapes = serde_json::from_str(include_str!("vectors/twiml-escape.json")).unwrap();
    for case in vectors.cases {
        let units: Vec<u16> = (0..case.utf16.len())
            .step_by(4)
            .map(|at| u16::from_str_radix(&case.utf16[at..at + 4], 16).unwrap())
            .collect();
        let input = String::from_utf16_lossy(&units);
        let got =
            Element::new("T").unwrap().attribute("a", &input).unwrap().text(&input).to_string();
        let end =
            if case.text.is_empty() { "/>".to_owned() } else { format!(">{}</T>", case.text) };
        assert_eq!(got, format!("<T a=\"{}\"{end}", case.attribute), "{}", case.name);
        assert_eq!(escape_xml(&input), case.anywhere, "{}", case.name);
    }
}

#[test]
fn every_character_comes_back_or_is_replaced() {
    for ch in '\0'..=char::MAX {
        let text = ch.to_string();
        let allowed = matches!(ch, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
        let want = if allowed { text.clone() } else { "\u{FFFD}".to_owned() };
        assert_eq!(unescape(&escape_xml(&text)), want, "{ch:?}");
        let xml = Element::new("T").unwrap().text(&text).to_string();
        let inside = xml.trim_start_matches("<T>").trim_end_matches("</T>");
        assert_eq!(unescape(inside), want, "{ch:?}");
    }
}

fn unescape(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x9;", "\t"),
        ("&#xA;", "\n"),
        ("&#xD;", "\r"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (reference, ch)| text.replace(reference, ch))
}

#[test]
fn typed_elements_have_their_attributes() {
    let message = Message::empty()
        .action("a")
        .from_number("f")
        .method("m")
        .status_callback("s")
        .to("t")
        .to("t2")
        .body(Body::new("b"))
        .media(Media::new("u"));
    let xml = MessagingResponse::default()
        .message(message)
        .redirect(Redirect::new("r").method("GET"))
        .to_xml()
        .unwrap();
    assert!(xml.ends_with(
        "<Response><Message action=\"a\" from=\"f\" method=\"m\" statusCallback=\"s\" to=\"t2\">\
         <Body>b</Body><Media>u</Media></Message><Redirect method=\"GET\">r</Redirect></Response>"
    ));
}

#[test]
fn values_are_written_by_their_type() {
    let gather = Gather::new()
        .input([GatherInput::Dtmf, GatherInput::Speech])
        .num_digits(1)
        .barge_in(false)
        .language(GatherLanguage::EnUs)
        .say(
            Say::new("One ")
                .loop_(0)
                .emphasis(SsmlEmphasis::new("more").level(SsmlEmphasisLevel::Strong))
                .break_(SsmlBreak::new().strength(SsmlBreakStrength::XWeak))
                .text(" time")
                .say_as(SsmlSayAs::new("5").interpret_as(SsmlSayAsInterpretAs::Cardinal)),
        );
    let prompt = Prompt::new().for_(PromptFor::SecurityCode).attempt([1, 2]).card_type([]);
    let relay = ConversationRelay::new()
        .language("en-US")
        .language_element(Language::new().code("sv-SE"))
        .speech_timeout("auto");
    let xml = VoiceResponse::new()
        .gather(gather)
        .pay(Pay::new().prompt(prompt))
        .connect(Connect::new().conversation_relay(relay))
        .refer(Refer::new().sip(ReferSip::new("sip:a@example.com")))
        .to_xml()
        .unwrap();
    assert!(xml.ends_with(
        "<Response><Gather input=\"dtmf speech\" numDigits=\"1\" bargeIn=\"false\" language=\"en-US\">\
         <Say loop=\"0\">One <emphasis level=\"strong\">more</emphasis><break strength=\"x-weak\"/> time\
         <say-as interpret-as=\"cardinal\">5</say-as></Say></Gather>\
         <Pay><Prompt for=\"security-code\" attempt=\"1 2\" cardType=\"\"/></Pay>\
         <Connect><ConversationRelay language=\"en-US\" speechTimeout=\"auto\"><Language code=\"sv-SE\"/>\
         </ConversationRelay></Connect><Refer><Sip>sip:a@example.com</Sip></Refer></Response>"
    ));
}

#[test]
fn every_kind_of_document_has_its_comments() {
    let xml = FaxResponse::new()
        .comment_before("1")
        .comment_after("4")
        .comment_after("3")
        .receive(Receive::new().media_type(ReceiveMediaType::ApplicationPdf).store_media(true))
        .comment("2")
        .to_pretty_xml()
        .unwrap();
    assert_eq!(
        xml,
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- 1 -->
<Response>
  <Receive mediaType="application/pdf" storeMedia="true"/>
  <!-- 2 -->
</Response>
<!-- 3 -->
<!-- 4 -->"#
    );
}

#[test]
fn lines_do_not_touch_text() {
    let list = Element::new("list").unwrap().child(Element::new("item").unwrap());
    let mixed = Say::new("").child(list.clone()).text("x").child(list.clone());
    let xml = VoiceResponse::new().say(mixed).child(list).to_pretty_xml().unwrap();
    assert_eq!(
        xml.split_once("?>").unwrap().1,
        "\n<Response>\n  <Say><list><item/></list>x<list><item/></list></Say>\n  <list>\n    <item/>\n  </list>\n</Response>"
    );
    assert_eq!(
        VoiceResponse::new().to_pretty_xml().unwrap().split_once("?>").unwrap().1,
        "\n<Response/>"
    );
    // Indented, a deep document is longer than Twilio reads.
    let deep = |depth| {
        (0..depth)
            .fold(Element::new("a").unwrap(), |inner, _| Element::new("a").unwrap().child(inner))
    };
    assert!(VoiceResponse::new().child(deep(100)).to_pretty_xml().is_ok());
    assert_eq!(VoiceResponse::new().child(deep(300)).to_pretty_xml(), Err(Error::TooLong));
}

#[test]
fn a_document_has_at_most_64_kib() {
    let frame = MessagingResponse::new().message(Message::new("x")).to_xml().unwrap().len() - 1;
    let longest = "x".repeat(MAX_DOCUMENT - frame);
    let fits = MessagingResponse::new().message(Message::new(&longest));
    assert_eq!(fits.to_xml().unwrap().len(), MAX_DOCUMENT);
    let over = format!("{longest}x");
    assert_eq!(MessagingResponse::new().message(Message::new(&over)).to_xml(), Err(Error::TooLong));
    let steps = |text: &str| format!("e8:Responsee7:Message{}//", step('t', text));
    assert_eq!(render(&steps(&longest)).unwrap().len(), MAX_DOCUMENT);
    assert_eq!(render(&steps(&over)), Err(Error::TooLong));
    assert_eq!(render(&steps(&"é".repeat(MAX_DOCUMENT))), Err(Error::TooLong));
    assert_eq!(Error::TooLong.to_string(), "document is longer than 65536 bytes");
}

#[test]
fn depth_costs_no_stack() {
    let depth = 9_000;
    let xml = render(&("e1:a".repeat(depth) + &"/".repeat(depth))).unwrap();
    assert!(xml.ends_with(&"</a>".repeat(depth - 1)));
}

#[test]
fn errors_have_their_codes_and_messages() {
    let error = check_name("<a b>").unwrap_err();
    assert_eq!(error.code(), "ERR_TWIML_NAME");
    assert_eq!(
        error.to_string(),
        "\"<a b>\" is not a name that an XML element or attribute can have"
    );
    assert_eq!([error.code(), Error::TooLong.code()], Error::CODES);
    let cut = Error::Name { name: "\n".repeat(40) };
    assert_eq!(check_name(&"\n".repeat(100)), Err(cut));
}

#[test]
fn steps_that_are_none_end_the_document() {
    for steps in [
        "e8:Response",
        "e8:Responsex1:a",
        "e8:Responsev1:a",
        "e8:Responset9:short",
        "e8:Responsea1:b",
        "e8:Responset-1:a",
    ] {
        assert!(render(steps).unwrap().ends_with("?><Response/>"), "{steps}");
    }
    // A length that ends inside a surrogate pair is no step either.
    assert!(render("e8:Responset1:😀").unwrap().ends_with("?><Response/>"));
    assert!(render("////").unwrap().ends_with("?>"));
    assert!(render("e1:a/a1:bv1:c").unwrap().ends_with("?><a/>"));
}

proptest! {
    #[test]
    fn any_text_makes_a_document_of_the_same_shape(text in any::<String>(), value in any::<String>()) {
        let xml = render(&format!("e8:Responsee7:Messagea2:to{}{}//", step('v', &value), step('t', &text))).unwrap();
        prop_assert_eq!(xml.matches('<').count(), if text.is_empty() { 4 } else { 5 });
        prop_assert_eq!(xml.matches('"').count(), 6 + text.matches('"').count());
        let legal = xml.chars().all(|ch| matches!(ch, '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'..));
        prop_assert!(legal);
    }

    #[test]
    fn any_steps_are_survived(steps in "[eatvc/][0-9]{0,3}:?\\PC{0,12}") {
        let _ = render(&steps);
    }

    #[test]
    fn no_comment_holds_two_hyphens(text in "[-a> ]{0,20}") {
        let xml = MessagingResponse::new().comment(&text).to_xml().unwrap();
        let inside = xml.split_once("<!--").unwrap().1.rsplit_once("-->").unwrap().0;
        prop_assert!(!inside.contains("--") && !inside.ends_with('-'));
    }
}
