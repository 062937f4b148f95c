//! Renders the elements of TwiML, as types in Rust and in TypeScript.
//!
//! The elements, attributes and values come from `xtask/data/twiml.json`, the
//! words about them from `xtask/data/twiml-words.json`, and how they are used in Rust from
//! `xtask/data/twiml-examples.json`.

mod checker;
mod examples;
mod rust;
mod typescript;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value};

const SCHEMA: &str = include_str!("../../../data/twiml.json");
const WORDS: &str = include_str!("../../../data/twiml-words.json");

/// The generated Rust: path from the root of the repository, and content.
pub(super) fn elements() -> Result<Vec<(&'static str, String)>> {
    let schema = Schema::read()?;
    Ok(vec![
        ("src/twiml/elements.rs", rust::elements(&schema)?),
        ("src/twiml/check/tables.rs", checker::tables(&schema)?),
    ])
}

/// The generated TypeScript.
pub(super) fn types() -> Result<super::Generated> {
    let content = typescript::elements(&Schema::read()?)?;
    Ok(super::Generated { path: "pkg-template/src/twiml-elements.ts", content })
}

/// The language, in the order of `twiml.json`.
struct Schema {
    roots: Vec<(String, Vec<String>)>,
    elements: Vec<Element>,
    values: Vec<(String, Vec<String>)>,
}

struct Element {
    /// The type, which differs from the name in XML where two elements share that.
    class: String,
    xml: String,
    /// The method that adds it to its parent.
    method: String,
    meaning: String,
    /// What the text is, for elements that take one.
    text: Option<String>,
    text_required: bool,
    attributes: Vec<Attribute>,
    /// The classes of its children.
    children: Vec<String>,
}

struct Attribute {
    name: String,
    meaning: String,
    kind: Kind,
    is_list: bool,
}

#[derive(Clone)]
enum Kind {
    Boolean,
    Number,
    Text,
    Url,
    Values(String),
}

impl Schema {
    fn read() -> Result<Self> {
        let schema: Value = serde_json::from_str(SCHEMA)?;
        let words: Value = serde_json::from_str(WORDS)?;
        let elements = object(&schema["elements"])?
            .iter()
            .map(|(class, element)| Element::read(class, element, &words))
            .collect::<Result<Vec<_>>>()?;
        let lists = |key: &str| -> Result<Vec<(String, Vec<String>)>> {
            object(&schema[key])?
                .iter()
                .map(|(name, list)| Ok((name.clone(), texts(list)?)))
                .collect()
        };
        Ok(Self { roots: lists("roots")?, elements, values: lists("enums")? })
    }

    fn element(&self, class: &str) -> Result<&Element> {
        self.elements.iter().find(|element| element.class == class).context("no such element")
    }
}

impl Element {
    fn read(class: &str, element: &Value, words: &Value) -> Result<Self> {
        let mut attributes = object(&element["attributes"])?.clone();
        if let Some(additions) = words["additions"][class].as_object() {
            attributes.extend(additions.clone());
            // In the order of the alphabet, as the others are.
            attributes.sort_keys();
        }
        let attributes = attributes
            .iter()
            .map(|(name, kind)| Attribute::read(class, name, text(kind)?, words))
            .collect::<Result<Vec<_>>>()?;
        let (xml, method) = (text(&element["xml"])?, text(&element["method"])?);
        ensure!(method_of(xml) == method, "{class} is not added by `{}`", method_of(xml));
        Ok(Self {
            class: class.to_owned(),
            xml: xml.to_owned(),
            method: method.to_owned(),
            meaning: text(&words["elements"][class]).context(class.to_owned())?.to_owned(),
            text: element["text"].as_str().map(str::to_owned),
            text_required: element["textRequired"] == true,
            attributes,
            children: texts(&element["children"])?,
        })
    }
}

impl Attribute {
    fn read(class: &str, name: &str, kind: &str, words: &Value) -> Result<Self> {
        let words = &words["attributes"];
        let meaning = words.get(format!("{class}.{name}")).or_else(|| words.get(name));
        let (kind, is_list) = match kind.strip_suffix("[]") {
            Some(kind) => (kind, true),
            None => (kind, false),
        };
        let kind = match kind {
            "boolean" => Kind::Boolean,
            "number" => Kind::Number,
            "string" if is_url(name) => Kind::Url,
            "string" => Kind::Text,
            values => Kind::Values(values.to_owned()),
        };
        let meaning = text(meaning.with_context(|| format!("no words on {class}.{name}"))?)?;
        Ok(Self { name: name.to_owned(), meaning: meaning.to_owned(), kind, is_list })
    }
}

/// Whether the value of a text attribute is a URL: its name says so.
fn is_url(name: &str) -> bool {
    ["action", "url"].contains(&name) || ["Callback", "Url"].iter().any(|end| name.ends_with(end))
}

/// The method that adds an element: `Say` is added by `say`, `say-as` by `sayAs`.
fn method_of(xml: &str) -> String {
    let mut method = String::new();
    for (index, part) in xml.split('-').enumerate() {
        let (first, rest) = part.split_at(1);
        method += &if index == 0 { first.to_lowercase() } else { first.to_uppercase() };
        method += rest;
    }
    method
}

fn object(value: &Value) -> Result<&Map<String, Value>> {
    value.as_object().context("no object where twiml.json should have one")
}

fn text(value: &Value) -> Result<&str> {
    value.as_str().context("no text where twiml.json should have one")
}

fn texts(value: &Value) -> Result<Vec<String>> {
    let list = value.as_array().context("no list where twiml.json should have one")?;
    list.iter().map(|value| text(value).map(str::to_owned)).collect()
}
