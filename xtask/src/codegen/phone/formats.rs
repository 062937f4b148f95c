//! How the numbers of a calling code are grouped, and the automaton that chooses a format.

use std::collections::HashMap;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use super::automaton::{Automata, DEAD, State};
use super::pattern::Pattern;

/// What all formats are made of.
pub(super) struct Parts {
    pub(super) automata: Automata,
    /// The sets of formats that labels stand for, a bit each; the first is no set.
    pub(super) sets: Vec<u32>,
    /// What stands around the groups: `$1 $2`.
    pub(super) templates: Vec<String>,
    /// What stands before and after the first group in the national form.
    pub(super) rules: Vec<(String, String)>,
}

/// The formats of a calling code.
pub(super) struct Formats {
    pub(super) list: Vec<Format>,
    /// The automaton whose leaves say which of the formats can be chosen.
    pub(super) choice: u32,
}

/// A format. Templates and rules by their place.
pub(super) struct Format {
    /// The least and the most digits of each group.
    pub(super) groups: Vec<(u8, u8)>,
    pub(super) template: usize,
    pub(super) rule: usize,
    /// Whether the national prefix can be left out.
    pub(super) optional: bool,
    /// Whether there is a form with the code of a carrier.
    pub(super) carrier: bool,
    pub(super) international: International,
    /// What the digits must begin with: after three digits, after four, and so on.
    leading: Vec<u32>,
}

/// What a format is in the international form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum International {
    /// The same.
    Same,
    /// No format.
    Absent,
    /// Another template, without a rule.
    Own(usize),
}

/// With fewer digits nothing is formatted.
const MIN_LEADING_DIGITS: usize = 3;
const MAX_LENGTH: usize = 17;

impl Parts {
    /// Nothing so far.
    pub(super) fn new() -> Self {
        Self {
            automata: Automata::new(),
            sets: vec![0],
            templates: Vec::new(),
            rules: vec![(String::new(), String::new())],
        }
    }

    /// Reads the formats of `plan`.
    pub(super) fn formats(&mut self, plan: &Value) -> Result<Formats> {
        let national = list(plan, "formats");
        let international =
            plan.get("internationalFormats").map(|_| list(plan, "internationalFormats"));
        let mut found = 0;
        let mut formats = Vec::new();
        for value in national {
            let international = match &international {
                None => International::Same,
                Some(list) => {
                    match list.iter().find(|other| other[1] == value[1] && other[3] == value[3]) {
                        None => International::Absent,
                        Some(other) => {
                            found += 1;
                            self.international(value, other)?
                        }
                    }
                }
            };
            formats.push(self.format(value, international).with_context(|| value.to_string())?);
        }
        ensure!(
            international.is_none_or(|list| list.len() == found),
            "an international format has no national one"
        );
        ensure!(formats.len() < 32, "{} formats", formats.len());
        let choice = self.choice(&formats)?;
        Ok(Formats { list: formats, choice })
    }

    fn format(&mut self, value: &Value, international: International) -> Result<Format> {
        let leading = value[3].as_array().map(Vec::as_slice).unwrap_or_default();
        let whole = |pattern: &Value| {
            let pattern = pattern.as_str().context("leading digits that are no pattern")?;
            self.automata.whole(&Pattern::parse(pattern)?)
        };
        let leading = leading.iter().map(whole).collect::<Result<_>>()?;
        let groups = groups(value[1].as_str().context("no pattern")?)?;
        Ok(Format {
            template: self.template(&value[2], groups.len())?,
            rule: place(&mut self.rules, rule(value[4].as_str().unwrap_or_default())?),
            optional: value[6] == 1,
            carrier: value[5].is_string(),
            groups,
            international,
            leading,
        })
    }

    fn international(&mut self, national: &Value, value: &Value) -> Result<International> {
        if national == value {
            return Ok(International::Same);
        }
        ensure!(
            (4..7).all(|field| value[field].is_null()),
            "an international format of its own with a rule: {value}"
        );
        let groups = groups(value[1].as_str().context("no pattern")?)?;
        Ok(International::Own(self.template(&value[2], groups.len())?))
    }

    fn template(&mut self, value: &Value, groups: usize) -> Result<usize> {
        let template = value.as_str().context("no template")?;
        let mut pieces = template.split('$');
        pieces.next();
        for piece in pieces {
            let group = piece.chars().next().and_then(|ch| ch.to_digit(10)).unwrap_or_default();
            ensure!((1..=groups).contains(&(group as usize)), "the template {template}");
        }
        Ok(place(&mut self.templates, template.to_owned()))
    }

    fn choice(&mut self, list: &[Format]) -> Result<u32> {
        let start = list
            .iter()
            .map(|format| format.leading.iter().map(|state| self.opened(*state)).collect())
            .collect();
        let mut search = Search { parts: self, known: HashMap::new() };
        Ok(search.node(start, 0)?.state)
    }

    /// [`ACCEPTED`] for a state that accepts, whatever may follow.
    fn opened(&self, state: u32) -> u32 {
        if self.automata.label(state) == 1 { ACCEPTED } else { state }
    }
}

/// The leading digits have been seen; no automaton has as many states.
const ACCEPTED: u32 = u32::MAX;

fn list<'a>(plan: &'a Value, name: &str) -> &'a [Value] {
    plan.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The groups of a pattern like `(\d{2})(\d{3,4})`.
fn groups(pattern: &str) -> Result<Vec<(u8, u8)>> {
    let group = |group: &str| {
        let count = group.strip_prefix("(\\d").and_then(|rest| rest.strip_suffix(')'))?;
        if count.is_empty() {
            return Some((1, 1));
        }
        let count = count.strip_prefix('{')?.strip_suffix('}')?;
        let (least, most) = count.split_once(',').unwrap_or((count, count));
        let (least, most) = (least.parse().ok()?, most.parse().ok()?);
        (least <= most && most < 16).then_some((least, most))
    };
    let groups: Option<Vec<_>> = pattern.split_inclusive(')').map(group).collect();
    let groups = groups.with_context(|| format!("the pattern {pattern} is not of groups alone"))?;
    ensure!((1..=5).contains(&groups.len()), "the pattern {pattern} has too many groups");
    Ok(groups)
}

/// What stands before and after the first group in a rule like `(0$1)`.
fn rule(text: &str) -> Result<(String, String)> {
    if text.is_empty() {
        return Ok((String::new(), String::new()));
    }
    match text.split_once("$1") {
        Some((before, after)) if !before.contains('$') && !after.contains('$') => {
            Ok((before.to_owned(), after.to_owned()))
        }
        _ => bail!("the rule {text}"),
    }
}

/// Builds the automaton of a plan.
///
/// A leaf is where no further digit changes anything: its label is the set of formats. Above the
/// leaves nothing is written, because two things hold, and are checked. As-you-type formatting
/// keeps a format while any leaf below has it. A number that ends above the leaves has the
/// formats that all leaves below have.
struct Search<'a> {
    parts: &'a mut Parts,
    known: HashMap<(Vec<Vec<u32>>, usize), Node>,
}

#[derive(Clone, Copy)]
struct Node {
    state: u32,
    /// The formats that some leaf has, and that every leaf has.
    some: u32,
    every: u32,
}

impl Search<'_> {
    /// The node where each pattern of each format is as in `now`, after `depth` digits.
    fn node(&mut self, now: Vec<Vec<u32>>, depth: usize) -> Result<Node> {
        let key = (now, depth);
        if let Some(node) = self.known.get(&key) {
            return Ok(*node);
        }
        let now = &key.0;
        let typed = set(now.iter().map(|leading| current(leading, depth)));
        let chosen = set(now.iter().map(|leading| leading.last()));
        let settled = now.iter().all(|leading| is_settled(leading, depth));
        let node = if settled || depth == MAX_LENGTH {
            self.leaf(chosen)?
        } else {
            self.inner(now, depth)?
        };
        ensure!(
            depth < MIN_LEADING_DIGITS || node.some == typed && node.every == chosen,
            "leading digits that are not narrowed down digit by digit"
        );
        self.known.insert(key, node);
        Ok(node)
    }

    fn leaf(&mut self, formats: u32) -> Result<Node> {
        if formats == 0 {
            return Ok(Node { state: DEAD, some: 0, every: 0 });
        }
        let label = u8::try_from(place(&mut self.parts.sets, formats)).context("too many sets")?;
        let state = self.parts.automata.state(State { label, next: [DEAD; 10] });
        Ok(Node { state, some: formats, every: formats })
    }

    fn inner(&mut self, now: &[Vec<u32>], depth: usize) -> Result<Node> {
        let mut state = State::default();
        let (mut some, mut every) = (0, u32::MAX);
        for digit in 0..10 {
            let step = |state: &u32| match *state {
                ACCEPTED => ACCEPTED,
                state => self.parts.opened(self.parts.automata.next(state, digit)),
            };
            let next = now.iter().map(|leading| leading.iter().map(step).collect()).collect();
            let node = self.node(next, depth + 1)?;
            state.next[digit] = node.state;
            some |= node.some;
            every &= node.every;
        }
        Ok(Node { state: self.parts.automata.state(state), some, every })
    }
}

/// The pattern that counts after `depth` digits.
fn current(leading: &[u32], depth: usize) -> Option<&u32> {
    let last = leading.len().checked_sub(1)?;
    leading.get(depth.saturating_sub(MIN_LEADING_DIGITS).min(last))
}

/// Whether all patterns that count from now on have the same fixed answer.
fn is_settled(leading: &[u32], depth: usize) -> bool {
    let Some(last) = leading.last() else { return true };
    let first = depth.saturating_sub(MIN_LEADING_DIGITS).min(leading.len() - 1);
    matches!(*last, ACCEPTED | DEAD) && leading[first..].iter().all(|state| state == last)
}

/// The formats whose pattern has accepted, or that have none.
fn set<'a>(patterns: impl Iterator<Item = Option<&'a u32>>) -> u32 {
    let accepts = |state: Option<&u32>| u32::from(state.is_none_or(|state| *state == ACCEPTED));
    patterns.enumerate().map(|(place, state)| accepts(state) << place).sum()
}

fn place<T: PartialEq>(items: &mut Vec<T>, item: T) -> usize {
    items.iter().position(|other| *other == item).unwrap_or_else(|| {
        items.push(item);
        items.len() - 1
    })
}
