//! Any text stays text: documents keep their shape, and escaping is undone by a parser.

#![no_main]

use libfuzzer_sys::fuzz_target;
use septet::twiml::{Element, MAX_DOCUMENT, Message, MessagingResponse, escape_xml, render};

fuzz_target!(|input: (&str, &str, &str)| {
    let (text, value, name) = input;
    let _ = render(text);
    let answer = MessagingResponse::new().message(Message::new(text).to(value)).comment(value);
    let Ok(xml) = answer.to_xml() else { return };
    assert!(xml.len() <= MAX_DOCUMENT);
    let legal = |ch| matches!(ch, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    assert!(xml.chars().all(legal));

    let step = |kind, text: &str| format!("{kind}{}:{text}", text.encode_utf16().count());
    let (to, body, note) = (step('v', value), step('t', text), step('c', value));
    let steps = format!("e8:Responsee7:Messagea2:to{to}{body}/{note}/");
    assert_eq!(render(&steps).as_deref(), Ok(xml.as_str()));
    if let Ok(pretty) = answer.to_pretty_xml() {
        assert!(pretty.starts_with(&xml[..38]) && pretty.len() > xml.len());
    }

    let escaped = escape_xml(text);
    assert!(!escaped.contains(['<', '>', '"', '\'', '\t', '\n', '\r']));
    let plain: String = text.chars().map(|ch| if legal(ch) { ch } else { '\u{FFFD}' }).collect();
    assert_eq!(unescape(&escaped), plain);

    if let Ok(element) = Element::new(name).and_then(|element| element.attribute(name, value)) {
        assert_eq!(element.to_string(), format!("<{name} {name}=\"{}\"/>", attribute_of(&xml)));
    }
});

/// The value as the document has it.
fn attribute_of(xml: &str) -> &str {
    xml.split('"').nth(5).unwrap_or_default()
}

fn unescape(text: &str) -> String {
    [
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("#39", "'"),
        ("#x9", "\t"),
        ("#xA", "\n"),
        ("#xD", "\r"),
        ("amp", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (name, ch)| text.replace(&format!("&{name};"), ch))
}
