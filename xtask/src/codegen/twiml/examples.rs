//! The examples in the documentation of the Rust elements.
//!
//! What they say is in `xtask/data/twiml-examples.json`: for each class its text, the attributes that are set, in
//! this order, and the classes inside. The XML beside them is written here, by other code than the crate's, so that
//! each example is a test.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value};

use super::rust::{attribute_name, child_name, variant};
use super::{Attribute, Element, Kind, Schema, object, text};

const EXAMPLES: &str = include_str!("../../../data/twiml-examples.json");

pub(super) struct Examples<'a> {
    schema: &'a Schema,
    examples: Map<String, Value>,
}

/// How an element is made, and what comes out.
struct Made {
    /// The lines before, which give long parts a name.
    before: Vec<String>,
    /// The calls, from `Class::new(..)` on.
    calls: Vec<String>,
    xml: String,
    /// The types that the calls name.
    types: BTreeSet<String>,
}

/// How much of the example of a class.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Part {
    Whole,
    /// For an element inside another: two attributes, and a child where it needs one.
    Short,
    /// For an element in that: no attribute beside a text, or beside a child it needs.
    Bare,
}

impl<'a> Examples<'a> {
    pub(super) fn read(schema: &'a Schema) -> Result<Self> {
        let examples = object(&serde_json::from_str(EXAMPLES)?)?.clone();
        for class in examples.keys() {
            schema.element(class)?;
        }
        Ok(Self { schema, examples })
    }

    /// The documentation that shows a class.
    pub(super) fn of_class(&self, element: &Element, out: &mut String) -> Result<()> {
        let made = self.made(element, Part::Whole)?;
        let name = variable(&element.class);
        written(&made, &name, Shown::Element, "", out);
        Ok(())
    }

    /// The documentation that shows an element inside another.
    pub(super) fn of_child(
        &self,
        parent: &Element,
        child: &Element,
        out: &mut String,
    ) -> Result<()> {
        let mut made = self.base(parent)?;
        let inner = self.made(child, Part::Short)?;
        let name = variable(&parent.class);
        let xml = &parent.xml;
        made.xml = format!("<{xml}>{}{}</{xml}>", made.xml, inner.xml);
        made.adopt(&child_name(child, &parent.attributes), child, inner);
        written(&made, &name, Shown::Element, "        ", out);
        Ok(())
    }

    /// The documentation that shows a verb in a document.
    pub(super) fn of_verb(&self, root: &str, verb: &Element, out: &mut String) -> Result<()> {
        let inner = self.made(verb, Part::Short)?;
        let mut made = Made {
            before: Vec::new(),
            calls: vec![format!("{root}::new()")],
            xml: format!("<Response>{}</Response>", inner.xml),
            types: BTreeSet::from([root.to_owned()]),
        };
        made.adopt(&child_name(verb, &[]), verb, inner);
        written(&made, "answer", Shown::Document, "    ", out);
        Ok(())
    }

    /// What a child is shown in: the element with its text if both go together, an empty one otherwise.
    fn base(&self, element: &Element) -> Result<Made> {
        let class = &element.class;
        let speaks = class == "Say" || class.starts_with("Ssml");
        let words = match &self.example(class)?["text"] {
            Value::String(words) if speaks => words.as_str(),
            _ => "",
        };
        Ok(Made {
            before: Vec::new(),
            calls: vec![constructor(element, words)],
            xml: escaped(words),
            types: BTreeSet::from([class.clone()]),
        })
    }

    fn made(&self, element: &Element, part: Part) -> Result<Made> {
        let Element { class, xml, attributes, .. } = element;
        let example = self.example(class)?;
        let words = example["text"].as_str().unwrap_or_default();
        let mut made = Made {
            before: Vec::new(),
            calls: vec![constructor(element, words)],
            xml: format!("<{xml}"),
            types: BTreeSet::from([class.clone()]),
        };
        let needs_child = super::checker::needs_children(class, words)?;
        let set = example["set"].as_object().cloned().unwrap_or_default();
        let inside = example["inside"].as_array().cloned().unwrap_or_default();
        let needs_child = needs_child || (words.is_empty() && set.is_empty());
        let (attributes_shown, children_shown, inner) = match part {
            Part::Whole => (set.len(), inside.len(), Part::Short),
            Part::Short => (if needs_child { 1 } else { 2 }, usize::from(needs_child), Part::Bare),
            Part::Bare => {
                let is_alone = words.is_empty() && !needs_child;
                (if is_alone { 2 } else { 0 }, usize::from(needs_child), Part::Bare)
            }
        };
        for (name, value) in set.iter().take(attributes_shown) {
            let attribute = attributes.iter().find(|known| known.name == *name);
            let attribute = attribute.with_context(|| format!("{class} has no {name}"))?;
            let argument = self.argument(attribute, value, &mut made.types)?;
            made.calls.push(format!(".{}({argument})", attribute_name(name)));
            let _ = write!(made.xml, " {name}=\"{}\"", escaped(&plain(value)));
        }
        let mut content = escaped(words);
        for child in inside.iter().take(children_shown) {
            let child = text(child)?;
            ensure!(element.children.iter().any(|known| known == child), "{child} in {class}");
            let child = self.schema.element(child)?;
            let shown = self.made(child, inner)?;
            content += &shown.xml;
            made.adopt(&child_name(child, attributes), child, shown);
        }
        made.xml = closed(made.xml, xml, &content);
        Ok(made)
    }

    /// A value as the method of its attribute takes it.
    fn argument(
        &self,
        attribute: &Attribute,
        value: &Value,
        types: &mut BTreeSet<String>,
    ) -> Result<String> {
        if let Some(items) = value.as_array() {
            ensure!(attribute.is_list, "{} is no list", attribute.name);
            let single = Attribute {
                name: attribute.name.clone(),
                meaning: String::new(),
                kind: attribute.kind.clone(),
                is_list: false,
            };
            let items: Result<Vec<String>> =
                items.iter().map(|item| self.argument(&single, item, types)).collect();
            return Ok(format!("[{}]", items?.join(", ")));
        }
        ensure!(!attribute.is_list, "{} is a list", attribute.name);
        Ok(match &attribute.kind {
            Kind::Boolean | Kind::Number => value.to_string(),
            Kind::Text | Kind::Url => format!("{:?}", text(value)?),
            Kind::Values(name) => {
                let (_, known) = self
                    .schema
                    .values
                    .iter()
                    .find(|(known, _)| known == name)
                    .context("no values")?;
                ensure!(known.iter().any(|known| known == value), "{name} has no {value}");
                types.insert(name.clone());
                format!("{name}::{}", variant(text(value)?))
            }
        })
    }

    fn example(&self, class: &str) -> Result<&Value> {
        self.examples.get(class).with_context(|| format!("no example of {class}"))
    }
}

impl Made {
    /// Adds the call that puts an element inside this one.
    fn adopt(&mut self, method: &str, child: &Element, made: Made) {
        let Made { before, calls, types, .. } = made;
        self.before.extend(before);
        self.types.extend(types);
        let mut argument = calls.concat();
        if argument.len() > SHORT {
            let name = variable(&child.class);
            self.before.extend(statement(&name, &calls));
            argument = name;
        }
        self.calls.push(format!(".{method}({argument})"));
    }
}

/// The line, or the lines, that make an element and give it a name.
fn statement(name: &str, calls: &[String]) -> Vec<String> {
    let whole = format!("let {name} = {};", calls.concat());
    if whole.len() <= WIDTH && calls.len() <= 4 {
        return vec![whole];
    }
    let lines = format!("let {name} = {};", calls.join("\n    "));
    lines.lines().map(str::to_owned).collect()
}

/// The XML as a literal, in pieces where it is long.
fn literal(xml: &str) -> Vec<String> {
    let quoted = |piece: &str| {
        if piece.contains('"') { format!("r#\"{piece}\"#") } else { format!("\"{piece}\"") }
    };
    let mut pieces = vec![String::new()];
    for part in xml.split_inclusive('>') {
        let last = pieces.len() - 1;
        // A start tag begins a piece, and whatever fits goes on with one.
        let begins = part.starts_with('<') && !part.starts_with("</");
        if begins && !pieces[last].is_empty() && xml.len() > SHORT_XML {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(part);
        }
    }
    if let [one] = pieces.as_slice() {
        return vec![quoted(one)];
    }
    let mut lines = vec!["concat!(".to_owned()];
    lines.extend(pieces.iter().map(|piece| format!("    {},", quoted(piece))));
    lines.push(")".to_owned());
    lines
}

fn constructor(element: &Element, words: &str) -> String {
    let class = &element.class;
    match (&element.text, words) {
        (None, _) => format!("{class}::new()"),
        (_, "") => format!("{class}::empty()"),
        _ => format!("{class}::new({words:?})"),
    }
}

fn closed(start: String, xml: &str, content: &str) -> String {
    if content.is_empty() { start + "/>" } else { format!("{start}>{content}</{xml}>") }
}

/// The value of an attribute as XML has it.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// No example has what is escaped in a value and not in a text.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A name for an element: `ReferSip` is a `refer_sip`, and `break` no name.
fn variable(class: &str) -> String {
    let name = class.strip_prefix("Ssml").unwrap_or(class);
    match name {
        "Break" => "pause".to_owned(),
        _ => super::rust::snake_case(&(name[..1].to_lowercase() + &name[1..])),
    }
}

/// What an example makes.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Shown {
    Document,
    Element,
}

/// Writes an example as the lines of a comment.
fn written(made: &Made, name: &str, shown: Shown, indent: &str, out: &mut String) {
    let Made { before, calls, xml, types } = made;
    let mut lines = vec![imports(types), String::new()];
    lines.extend(before.iter().cloned());
    lines.extend(statement(name, calls));
    let want = literal(xml);
    match (shown, want.as_slice()) {
        (Shown::Document, [one]) => lines.push(format!("let response = {one};")),
        (Shown::Element, [one]) if name.len() + one.len() < WIDTH - 30 => {
            lines.push(format!("assert_eq!({name}.to_string(), {one});"));
        }
        (Shown::Document, [first, rest @ .., last]) => {
            lines.push(format!("let response = {first}"));
            lines.extend(rest.iter().cloned());
            lines.push(format!("{last};"));
        }
        (_, want) => {
            lines.push("assert_eq!(".to_owned());
            lines.push(format!("    {name}.to_string(),"));
            lines.extend(want.iter().map(|line| format!("    {line}")));
            lines.push(");".to_owned());
        }
    }
    if shown == Shown::Document {
        lines.push(format!("assert!({name}.to_xml()?.ends_with(response));"));
        lines.push("# Ok::<(), septet::twiml::Error>(())".to_owned());
    }
    let code = lines.join("\n");
    for line in format!("\n# Example\n\n```\n{code}\n```").lines() {
        let space = if line.is_empty() { "" } else { " " };
        let _ = writeln!(out, "{indent}///{space}{line}");
    }
}

fn imports(types: &BTreeSet<String>) -> String {
    let names: Vec<&str> = types.iter().map(String::as_str).collect();
    match names.as_slice() {
        [one] => format!("use septet::twiml::{one};"),
        many => format!("use septet::twiml::{{{}}};", many.join(", ")),
    }
}

/// The width of the code in an example.
const WIDTH: usize = 96;

/// The longest argument that has no name.
const SHORT: usize = 56;

/// The longest XML in one piece.
const SHORT_XML: usize = 84;

#[cfg(test)]
mod tests {
    use septet::twiml::check::{Severity, check};

    use super::{Examples, Part};
    use crate::codegen::twiml::Schema;

    #[test]
    fn shows_verbs_that_twilio_takes() {
        let schema = Schema::read().unwrap();
        let examples = Examples::read(&schema).unwrap();
        for class in schema.roots.iter().flat_map(|(_, verbs)| verbs) {
            for part in [Part::Short, Part::Whole] {
                let made = examples.made(schema.element(class).unwrap(), part).unwrap();
                let findings = check(&format!("<Response>{}</Response>", made.xml));
                let wrong = findings.iter().find(|finding| finding.severity == Severity::Error);
                assert_eq!(wrong, None, "{class}");
            }
        }
    }
}
