//! What changed from one version of the metadata to another, by country.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::automaton::{Automata, DEAD};
use super::pattern::Pattern;
use super::plans::length_set;

/// What is different in `after`, in lines for people.
pub(super) fn changes(before: &str, after: &str) -> Result<String> {
    let (before, after): (Value, Value) =
        (serde_json::from_str(before)?, serde_json::from_str(after)?);
    let mut out = format!(
        "libphonenumber {} -> {}\n",
        text(before.get("version")),
        text(after.get("version"))
    );
    let keys: BTreeSet<&String> = keys(&before["plans"], &after["plans"]);
    let mut changed = 0;
    for key in keys {
        let lines = match (before["plans"].get(key), after["plans"].get(key)) {
            (_, None) => vec!["gone".to_owned()],
            (None, Some(plan)) => {
                vec![format!("new, with the calling code {}", plan["callingCode"])]
            }
            (Some(before), Some(after)) => plan(before, after).with_context(|| key.clone())?,
        };
        if !lines.is_empty() {
            changed += 1;
            writeln!(out, "{key}\n  {}", lines.join("\n  "))?;
        }
    }
    for line in calling_codes(&before, &after) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{changed} plans changed")?;
    Ok(out)
}

/// The plans of one region.
fn plan(before: &Value, after: &Value) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    description("any number", &before["general"], &after["general"], None, &mut lines)?;
    let general = (&before["general"]["lengths"], &after["general"]["lengths"]);
    for name in keys(&before["types"], &after["types"]) {
        match (before["types"].get(name), after["types"].get(name)) {
            (_, None) => lines.push(format!("{name}: gone")),
            (None, Some(one)) => lines.push(format!("{name}: new, {}", one["pattern"])),
            (Some(before), Some(after)) => {
                description(name, before, after, Some(general), &mut lines)?;
            }
        }
    }
    for name in keys(before, after) {
        let (old, new) = (before.get(name), after.get(name));
        match name.as_str() {
            "general" | "types" => {}
            "formats" | "internationalFormats" => formats(name, old, new, &mut lines),
            _ if old == new => {}
            _ => lines.push(format!("{name}: {} -> {}", text(old), text(new))),
        }
    }
    Ok(lines)
}

/// The numbers of one type; without lengths of its own it has those of any number.
fn description(
    name: &str,
    before: &Value,
    after: &Value,
    general: Option<(&Value, &Value)>,
    lines: &mut Vec<String>,
) -> Result<()> {
    for field in ["lengths", "localLengths", "example"] {
        let (old, new) = (before.get(field), after.get(field));
        if old != new {
            lines.push(format!("{name}: {field} {} -> {}", text(old), text(new)));
        }
    }
    let (old_general, new_general) = general.unwrap_or((&Value::Null, &Value::Null));
    let mut count = Count::new();
    let old = count.numbers(before, old_general)?;
    let new = count.numbers(after, new_general)?;
    let gained = count.only(new, old);
    let lost = count.only(old, new);
    if (gained, lost) != (0, 0) {
        lines.push(format!("{name}: {gained} numbers gained, {lost} lost"));
    } else if before["pattern"] != after["pattern"] {
        lines.push(format!("{name}: another pattern of the same numbers"));
    }
    Ok(())
}

fn formats(name: &str, before: Option<&Value>, after: Option<&Value>, lines: &mut Vec<String>) {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (before, after) = (list(before), list(after));
    for format in before.iter().filter(|format| !after.contains(format)) {
        lines.push(format!("{name}: without {format}"));
    }
    for format in after.iter().filter(|format| !before.contains(format)) {
        lines.push(format!("{name}: with {format}"));
    }
    let kept = |list: &[Value], other: &[Value]| -> Vec<Value> {
        list.iter().filter(|format| other.contains(format)).cloned().collect()
    };
    if kept(&before, &after) != kept(&after, &before) {
        lines.push(format!("{name}: in another order"));
    }
}

fn calling_codes(before: &Value, after: &Value) -> Vec<String> {
    let regions = |data: &Value| -> HashMap<String, String> {
        let codes = data["callingCodes"].as_array().into_iter().flatten();
        codes.map(|entry| (entry[0].to_string(), entry[1].to_string())).collect()
    };
    let (before, after) = (regions(before), regions(after));
    let codes: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let none = "none".to_owned();
    codes
        .into_iter()
        .map(|code| (code, before.get(code).unwrap_or(&none), after.get(code).unwrap_or(&none)))
        .filter(|(_, old, new)| old != new)
        .map(|(code, old, new)| format!("+{code}: regions {old} -> {new}"))
        .collect()
}

/// Counts numbers by walking automata.
struct Count {
    automata: Automata,
}

/// The automaton of a description, and the lengths that its numbers can have.
#[derive(Clone, Copy)]
struct Numbers {
    root: u32,
    lengths: u32,
}

impl Count {
    fn new() -> Self {
        Self { automata: Automata::new() }
    }

    fn numbers(&mut self, description: &Value, general: &Value) -> Result<Numbers> {
        let pattern = description["pattern"].as_str().context("no pattern")?;
        let lengths = match length_set(&description["lengths"])? {
            Some(own) => own,
            None => length_set(general)?.context("no lengths")?,
        };
        Ok(Numbers { root: self.automata.whole(&Pattern::parse(pattern)?)?, lengths })
    }

    /// How many numbers are in `one` and not in `other`.
    fn only(&self, one: Numbers, other: Numbers) -> u64 {
        self.count((one, other), 0, &mut HashMap::new())
    }

    fn count(
        &self,
        (one, other): (Numbers, Numbers),
        depth: u32,
        known: &mut HashMap<(u32, u32, u32), u64>,
    ) -> u64 {
        if one.root == DEAD {
            return 0;
        }
        let key = (one.root, other.root, depth);
        if let Some(&count) = known.get(&key) {
            return count;
        }
        let holds = |numbers: Numbers| {
            self.automata.label(numbers.root) == 1 && numbers.lengths >> depth & 1 == 1
        };
        let mut count = u64::from(holds(one) && !holds(other));
        for digit in 0..10 {
            let next = |numbers: Numbers| Numbers {
                root: self.automata.next(numbers.root, digit),
                ..numbers
            };
            count += self.count((next(one), next(other)), depth + 1, known);
        }
        known.insert(key, count);
        count
    }
}

/// The names in either of two objects, in order.
fn keys<'a>(before: &'a Value, after: &'a Value) -> BTreeSet<&'a String> {
    [before, after]
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(|object| object.keys())
        .collect()
}

fn text(value: Option<&Value>) -> String {
    match value {
        None => "none".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::changes;

    const BEFORE: &str = r#"{
        "version": "1.0.0",
        "callingCodes": [[7, ["AA", "BB"]], [9, ["CC"]]],
        "plans": {
            "AA": {
                "callingCode": 7, "nationalPrefix": "0",
                "general": { "pattern": "[12]\\d{2}", "lengths": [3] },
                "types": {
                    "MOBILE": { "pattern": "1\\d{2}" },
                    "PAGER": { "pattern": "2\\d{2}" },
                    "VOIP": { "pattern": "25[01]" }
                },
                "formats": [[null, "(\\d)(\\d{2})", "$1 $2"], [null, "(\\d{3})", "$1"]]
            },
            "BB": { "callingCode": 7, "general": { "pattern": "8\\d", "lengths": [2] }, "types": {} },
            "CC": { "callingCode": 9, "general": { "pattern": "9\\d", "lengths": [2] }, "types": {} }
        }
    }"#;

    #[test]
    fn says_what_changed_by_country() {
        let after = BEFORE
            .replace("1.0.0", "1.0.1")
            .replace(r#""nationalPrefix": "0""#, r#""nationalPrefix": "8""#)
            .replace(r#""1\\d{2}""#, r#""1[0-8]\\d{1,2}", "lengths": [3, 4]"#)
            .replace(r#""PAGER": { "pattern": "2\\d{2}" }"#, r#""UAN": { "pattern": "2\\d{2}" }"#)
            .replace("25[01]", "250|251")
            .replace("$1 $2", "$1-$2")
            .replace(r#""BB": {"#, r#""DD": {"#)
            .replace(r#"["AA", "BB"]"#, r#"["AA", "DD"]"#);
        assert_eq!(
            changes(BEFORE, &after).unwrap(),
            r#"libphonenumber 1.0.0 -> 1.0.1
AA
  MOBILE: lengths none -> [3,4]
  MOBILE: 900 numbers gained, 10 lost
  PAGER: gone
  UAN: new, "2\\d{2}"
  VOIP: another pattern of the same numbers
  formats: without [null,"(\\d)(\\d{2})","$1 $2"]
  formats: with [null,"(\\d)(\\d{2})","$1-$2"]
  nationalPrefix: 0 -> 8
BB
  gone
DD
  new, with the calling code 7
+7: regions ["AA","BB"] -> ["AA","DD"]
3 plans changed
"#
        );
    }

    #[test]
    fn says_when_nothing_changed() {
        let nothing = "libphonenumber 1.0.0 -> 1.0.0
0 plans changed
";
        assert_eq!(changes(BEFORE, BEFORE).unwrap(), nothing);
    }
}
