//! The checker beside the schema it is made from: every element, attribute, value and place.

#![cfg(feature = "twiml-check")]

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value};

use septet::twiml::check::{Finding, Kind, Rule, Severity, check_as};

const KINDS: [(&str, Kind); 3] = [
    ("VoiceResponse", Kind::Voice),
    ("MessagingResponse", Kind::Messaging),
    ("FaxResponse", Kind::Fax),
];

/// What stands for the values of attributes whose form the schema does not have, by the kind
/// that `twiml-rules.json` gives them: some that are right, some that are wrong.
const FORMS: [(&str, &[&str], &[&str]); 8] = [
    ("address", &["+14155550100", "whatsapp:+14155550100"], &["4155550100", "+0415555010", ""]),
    ("automatic", &["auto"], &["Auto?", "1.5", "-1"]),
    ("caller", &["+14155550100", "client:ada", "ada"], &["4155550100", "+1 415 555 0100"]),
    ("keys", &["#", "*", "", "0123456789"], &["1,2", "A", "x"]),
    ("sender", &["+14155550100", "12345", "Septet"], &["+1 415", "A sender ID too long"]),
    ("socket", &["wss://example.com/a"], &["https://example.com/", "ws://example.com/", "/a"]),
    ("tones", &["ww1234#*", "1,2", ""], &["1-2", "x", "1 2"]),
    ("url", &["https://example.com/a?b=1", "http://a", ""], &["ftp://a/", "https://", "tel:1"]),
];

struct Language {
    schema: Value,
    rules: Value,
    /// The kind of document, and the elements around each element, from the root's child inwards.
    paths: BTreeMap<String, (Kind, Vec<String>)>,
}

impl Language {
    fn read() -> Self {
        let schema: Value = serde_json::from_str(include_str!("../xtask/data/twiml.json")).unwrap();
        let rules = serde_json::from_str(include_str!("../xtask/data/twiml-rules.json")).unwrap();
        let mut paths = BTreeMap::new();
        for (root, kind) in KINDS {
            let mut next: VecDeque<(String, Vec<String>)> =
                names(&schema["roots"][root]).map(|name| (name, Vec::new())).collect();
            while let Some((class, around)) = next.pop_front() {
                if paths.contains_key(&class) {
                    continue;
                }
                let inside = [around.clone(), vec![class.clone()]].concat();
                next.extend(
                    names(&schema["elements"][&class]["children"])
                        .map(|child| (child, inside.clone())),
                );
                paths.insert(class, (kind, around));
            }
        }
        Self { schema, rules, paths }
    }

    fn elements(&self) -> &Map<String, Value> {
        self.schema["elements"].as_object().unwrap()
    }

    fn xml(&self, class: &str) -> &str {
        self.schema["elements"][class]["xml"].as_str().unwrap()
    }

    /// Whether an element of that name can be in one of this name in such a document.
    fn takes(&self, kind: Option<Kind>, place: &str, name: &str) -> bool {
        let has = |children: &Value| names(children).any(|child| self.xml(&child) == name);
        let is_this = |of: Kind| kind.is_none_or(|kind| kind == of);
        let mut roots = KINDS.iter().filter(|(_, of)| is_this(*of));
        match place {
            "Response" => roots.any(|(root, _)| has(&self.schema["roots"][root])),
            _ => self.elements().iter().any(|(class, element)| {
                self.xml(class) == place
                    && is_this(self.paths[class].0)
                    && has(&element["children"])
            }),
        }
    }

    /// What Twilio logs for an attribute.
    fn code(&self, class: &str, attribute: &str) -> u16 {
        let code = self.rules["codes"][format!("{class}.{attribute}")].as_u64().unwrap_or(12200);
        u16::try_from(code).unwrap()
    }

    /// What is found in an element of these attributes and this content, in its place.
    fn findings(&self, class: &str, attributes: &str, content: &str) -> Vec<Finding> {
        let (kind, around) = &self.paths[class];
        let mut xml = String::from("<Response>");
        for class in around {
            xml += &["<", self.xml(class), ">"].concat();
        }
        let start = xml.len() + 1;
        let name = self.xml(class);
        xml += &["<", name, " ", attributes, ">", content, "</", name, ">"].concat();
        let end = xml.len();
        for class in around.iter().rev() {
            xml += &["</", self.xml(class), ">"].concat();
        }
        // What the elements around it lack is not asked.
        check_as(&(xml + "</Response>"), Some(*kind))
            .into_iter()
            .filter(|finding| (start..end).contains(&finding.start))
            .collect()
    }

    /// What is found in the value of an attribute.
    fn faults(&self, class: &str, attribute: &str, value: &str) -> Vec<Finding> {
        let value = value.replace('&', "&amp;").replace('"', "&quot;");
        let rules = [Rule::InvalidValue, Rule::RelativeUrl, Rule::UnknownAttribute];
        let mut findings = self.findings(class, &format!("{attribute}=\"{value}\""), "");
        findings.retain(|finding| rules.contains(&finding.rule));
        findings
    }

    #[track_caller]
    fn accepts(&self, class: &str, attribute: &str, value: &str) {
        let faults = self.faults(class, attribute, value);
        assert!(faults.is_empty(), "{class}.{attribute}={value}: {faults:?}");
    }

    #[track_caller]
    fn refuses(&self, class: &str, attribute: &str, value: &str) {
        let faults = self.faults(class, attribute, value);
        let [fault] = faults.as_slice() else {
            panic!("{class}.{attribute}={value}: {faults:?}");
        };
        assert_eq!(fault.rule, Rule::InvalidValue, "{class}.{attribute}={value}");
        assert_eq!(
            fault.twilio_code,
            Some(self.code(class, attribute)),
            "{class}.{attribute}={value}"
        );
    }
}

fn names(list: &Value) -> impl Iterator<Item = String> {
    list.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned())
}

/// Every element in every other, in documents of every kind.
#[test]
fn every_misplaced_element_is_told_where_to_go() {
    let language = Language::read();
    let (mut places, mut homeless) = (0, 0);
    for class in language.elements().keys() {
        for parent in language.elements().keys() {
            let (name, parent) = (language.xml(class), language.xml(parent));
            let (before, after) =
                (format!("<Response><{parent}>"), format!("</{parent}></Response>"));
            for kind in [None, Some(Kind::Voice), Some(Kind::Messaging), Some(Kind::Fax)] {
                for finding in check_as(&format!("{before}<{name}/>{after}"), kind) {
                    assert!(!finding.fix.is_empty(), "<{name}> in <{parent}>, {kind:?}");
                    if finding.start != before.len() + 1 {
                        continue;
                    }
                    homeless +=
                        usize::from(finding.fix.starts_with("take it out: it has no place"));
                    let Some(place) = finding.fix.strip_prefix("put it into <") else {
                        continue;
                    };
                    places += 1;
                    let (place, _) = place.split_once('>').unwrap();
                    assert!(language.takes(kind, place, name), "{kind:?} {finding:?}");
                }
            }
        }
    }
    assert!(places > 1000 && homeless > 1000, "{places} {homeless}");
}

#[test]
fn every_element_has_a_place() {
    let language = Language::read();
    assert_eq!(language.paths.len(), language.elements().len());
    for class in language.elements().keys() {
        let findings = language.findings(class, "", "x");
        let known = |finding: &Finding| {
            !matches!(finding.rule, Rule::UnknownElement | Rule::WrongNesting | Rule::Mixed)
        };
        assert!(findings.iter().all(known), "{class}: {findings:?}");
    }
}

#[test]
fn every_attribute_takes_what_the_schema_says() {
    let language = Language::read();
    let mut count = 0;
    for (class, element) in language.elements() {
        for (name, kind) in element["attributes"].as_object().unwrap() {
            count += 1;
            attribute(&language, class, name, kind.as_str().unwrap());
        }
        let [finding] = language.faults(class, "noSuchAttribute", "1").try_into().unwrap();
        assert_eq!((finding.rule, finding.twilio_code), (Rule::UnknownAttribute, Some(12200)));
    }
    assert!(count > 280, "{count}");
}

fn attribute(language: &Language, class: &str, name: &str, kind: &str) {
    let key = format!("{class}.{name}");
    let range = language.rules["ranges"][&key].as_array();
    if let Some(range) = range {
        let least = range[0].as_u64().unwrap();
        let most = range[1].as_u64().unwrap_or(u32::MAX.into());
        language.accepts(class, name, &least.to_string());
        language.accepts(class, name, &most.to_string());
        language.refuses(class, name, &(most + 1).to_string());
        language.refuses(class, name, &(i64::try_from(least).unwrap() - 1).to_string());
    }
    let is_url = ["action", "url"].contains(&name)
        || ["Callback", "Url"].iter().any(|end| name.ends_with(end));
    let form =
        language.rules["kinds"][&key].as_str().or((kind == "string" && is_url).then_some("url"));
    if let Some(form) = form {
        let (_, right, wrong) = FORMS.iter().find(|(known, ..)| *known == form).unwrap();
        for value in *right {
            language.accepts(class, name, value);
        }
        for value in *wrong {
            language.refuses(class, name, value);
        }
        if form == "url" {
            let [finding] = language.faults(class, name, "/relative").try_into().unwrap();
            assert_eq!((finding.rule, finding.twilio_code), (Rule::RelativeUrl, None), "{key}");
        }
        return;
    }
    let (item, is_list) = kind.strip_suffix("[]").map_or((kind, false), |item| (item, true));
    match item {
        "boolean" => {
            language.accepts(class, name, "true");
            language.accepts(class, name, "false");
            for value in ["yes", "1", ""] {
                language.refuses(class, name, value);
            }
        }
        "number" => {
            for value in ["x", "1.5", "-1", "1s"] {
                language.refuses(class, name, value);
            }
            if range.is_none() {
                language.accepts(class, name, "1");
            }
            if is_list {
                language.accepts(class, name, "1 2");
            }
        }
        "string" if name == "method" || name.ends_with("Method") => {
            language.accepts(class, name, "GET");
            language.accepts(class, name, "POST");
            for value in ["PUT", "", "GET POST"] {
                language.refuses(class, name, value);
            }
        }
        "string" => language.accepts(class, name, "any text & \"more\""),
        values => {
            let values: Vec<String> = names(&language.schema["enums"][values]).collect();
            for value in &values {
                language.accepts(class, name, value);
            }
            language.refuses(class, name, "no-such-value");
            if is_list {
                language.accepts(class, name, &values.join(" "));
            }
        }
    }
}

#[test]
fn every_element_is_found_where_it_cannot_be() {
    let language = Language::read();
    let mut wrong = 0;
    for (parent, element) in language.elements() {
        let children: Vec<String> =
            names(&element["children"]).map(|child| language.xml(&child).to_owned()).collect();
        let nesting = language.rules["nestingCodes"][parent].as_u64().unwrap_or(12200);
        for child in language.elements().keys().map(|class| language.xml(class)) {
            let mut findings = language.findings(parent, "", &format!("<{child}/>"));
            findings.retain(|finding| finding.rule == Rule::WrongNesting);
            assert_eq!(
                findings.is_empty(),
                children.iter().any(|known| known == child),
                "{parent} {child}"
            );
            for finding in findings {
                wrong += 1;
                assert_eq!(finding.severity, Severity::Error);
                assert_eq!(finding.twilio_code.map(u64::from), Some(nesting), "{parent} {child}");
            }
        }
        let findings = language.findings(parent, "", "<NoSuchElement/>");
        let found = findings.iter().filter(|finding| finding.rule == Rule::UnknownElement).count();
        assert_eq!(found, 1, "{parent}");
    }
    assert!(wrong > 3000, "{wrong}");
}

#[test]
fn every_attribute_that_must_be_there_is_missed() {
    let language = Language::read();
    for class in language.elements().keys() {
        let mut missing: Vec<(String, Option<u16>)> = language
            .findings(class, "", "x")
            .into_iter()
            .filter(|finding| finding.rule == Rule::MissingAttribute)
            .map(|finding| (finding.message, finding.twilio_code))
            .collect();
        let required = &language.rules["required"][class];
        let mut wanted: Vec<(String, Option<u16>)> = required
            .as_array()
            .map(|_| names(required).collect::<Vec<_>>())
            .unwrap_or_default()
            .into_iter()
            .map(|name| {
                let code = language.code(class, &name);
                (format!("<{}> has no `{name}`", language.xml(class)), Some(code))
            })
            .collect();
        missing.sort();
        wanted.sort();
        assert_eq!(missing, wanted, "{class}");
    }
}

/// Where the types of npm `twilio` want a text, it is missed, and where they do not, it is not:
/// but for those that do nothing without.
#[test]
fn every_text_that_must_be_there_is_missed() {
    let language = Language::read();
    // Twilio does nothing, or logs an error, for these without a text or elements inside; the
    // types leave the text out because an element or an attribute may stand for it.
    let beside_the_types = [
        "Application",
        "Client",
        "Connect",
        "Dial",
        "Enqueue",
        "Headers",
        "Play",
        "Refer",
        "Sip",
        "SipUri",
        "Start",
        "Stop",
    ];
    for (class, element) in language.elements() {
        let findings = language.findings(class, "", "");
        let missed = findings.iter().any(|finding| finding.rule == Rule::MissingContent);
        let wanted = element["text"].is_string() && element["textRequired"] == true;
        let listed = beside_the_types.contains(&class.as_str());
        assert!(!(wanted && listed), "{class} is listed for nothing");
        assert_eq!(missed, wanted || listed, "{class}");
        if let Some(code) = language.rules["textCodes"][class].as_u64() {
            let found = findings.iter().find(|finding| finding.rule == Rule::MissingContent);
            assert_eq!(found.and_then(|finding| finding.twilio_code).map(u64::from), Some(code));
        }
    }
}
