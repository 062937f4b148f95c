//! Inputs that take every step of the automata.
//!
//! Each state is reached by the fewest digits; then follows every digit, alone, with what
//! completes it, and with one digit too many. `tests/differential/phone.mjs` compares them.

use std::collections::{HashMap, HashSet, VecDeque};

use super::automaton::{Automata, DEAD};
use super::plans::{CallingCode, Metadata, Plan};

/// The inputs as lines of JSON: a text, and the region it is dialed in or null.
pub(super) fn lines(metadata: &Metadata) -> Vec<String> {
    let mut walks = Walks { automata: &metadata.automata, seen: HashSet::new(), lines: Vec::new() };
    for code in &metadata.codes {
        walks.calling_code(code);
    }
    walks.lines
}

struct Walks<'a> {
    automata: &'a Automata,
    seen: HashSet<String>,
    lines: Vec<String>,
}

impl Walks<'_> {
    fn calling_code(&mut self, code: &CallingCode) {
        let number = code.code;
        for Step { bare, whole, beyond } in steps(self.automata, code.numbers) {
            for digits in [bare, whole, beyond] {
                self.add(&format!("+{number}{digits}"), None);
            }
        }
        for Step { bare, .. } in steps(self.automata, code.leading) {
            let rest = completion(self.automata, walk(self.automata, code.numbers, &bare));
            self.add(&format!("+{number}{bare}"), None);
            self.add(&format!("+{number}{bare}{}", rest.unwrap_or("2222222".into())), None);
        }
        for plan in &code.plans {
            self.plan(number, plan);
        }
    }

    fn plan(&mut self, code: u16, plan: &Plan) {
        // A calling code without a region is nobody's default.
        let region = Some(plan.region.as_str()).filter(|region| *region != "001");
        let number = completion(self.automata, plan.general).unwrap_or_default();
        for Step { bare, whole, .. } in steps(self.automata, plan.general) {
            if region.is_some() {
                self.add(&bare, region);
                self.add(&format!("{code}{whole}"), region);
                self.add(&whole, region);
            } else {
                self.add(&format!("+{code}{whole}"), None);
            }
        }
        for Step { bare, whole, beyond } in steps(self.automata, plan.national_prefix) {
            for digits in [bare, whole, beyond] {
                self.add(&format!("+{code}{digits}{number}"), None);
                if region.is_some() {
                    self.add(&digits, region);
                    self.add(&format!("{digits}{number}"), region);
                    self.add(&format!("{code}{digits}{number}"), region);
                }
            }
        }
        for Step { bare, whole, beyond } in steps(self.automata, plan.international_prefix) {
            for digits in [bare, whole, beyond] {
                self.add(&digits, region);
                self.add(&format!("{digits}{code}{number}"), region);
                self.add(&format!("{digits}0{code}{number}"), region);
                self.add(&format!("+{digits}{code}{number}"), region);
            }
        }
    }

    fn add(&mut self, text: &str, region: Option<&str>) {
        let region = region.map_or("null".to_owned(), |region| format!("{region:?}"));
        let line = format!("[{text:?},{region}]");
        if self.seen.insert(line.clone()) {
            self.lines.push(line);
        }
    }
}

/// Every way on from every state that `root` leads to, completed and not.
#[cfg(test)]
pub(super) fn numbers(automata: &Automata, root: u32) -> Vec<String> {
    steps(automata, root)
        .into_iter()
        .flat_map(|step| [step.bare, step.whole, step.beyond])
        .collect()
}

/// One way on from a state.
struct Step {
    /// The digits up to the state, and one more.
    bare: String,
    /// The fewest digits that complete these.
    whole: String,
    /// One digit too many.
    beyond: String,
}

/// Every way on from every state that `root` leads to.
fn steps(automata: &Automata, root: u32) -> Vec<Step> {
    let mut steps = Vec::new();
    for (state, path) in reached(automata, root) {
        let usual = completion(automata, state).unwrap_or_default();
        for digit in 0..10 {
            let bare = format!("{path}{digit}");
            // Where the digit leads nowhere, a number as long as one that it does not spoil.
            let rest = match completion(automata, automata.next(state, digit)) {
                Some(rest) => rest,
                None => usual.get(1..).unwrap_or_default().to_owned(),
            };
            let whole = format!("{bare}{rest}");
            steps.push(Step { beyond: format!("{whole}{digit}"), whole, bare });
        }
    }
    steps
}

/// Every state that `root` leads to, with the fewest digits that do.
fn reached(automata: &Automata, root: u32) -> Vec<(u32, String)> {
    let mut seen = HashSet::from([DEAD, root]);
    let mut queue = VecDeque::from([(root, String::new())]);
    let mut states = Vec::new();
    while let Some((state, path)) = queue.pop_front() {
        for digit in 0..10 {
            let next = automata.next(state, digit);
            if seen.insert(next) {
                queue.push_back((next, format!("{path}{digit}")));
            }
        }
        states.push((state, path));
    }
    states.retain(|(state, _)| *state != DEAD);
    states
}

/// The fewest digits that lead from `state` to one with a label.
fn completion(automata: &Automata, state: u32) -> Option<String> {
    let mut before = HashMap::from([(state, None)]);
    let mut queue = VecDeque::from([state]);
    while let Some(mut at) = queue.pop_front() {
        if automata.label(at) != 0 {
            let mut digits = String::new();
            while let Some(Some((from, digit))) = before.get(&at) {
                digits.insert(0, *digit);
                at = *from;
            }
            return Some(digits);
        }
        for (digit, ch) in ('0'..='9').enumerate() {
            let next = automata.next(at, digit);
            before.entry(next).or_insert_with(|| {
                queue.push_back(next);
                Some((at, ch))
            });
        }
    }
    None
}

/// Where `digits` lead from `root`.
pub(super) fn walk(automata: &Automata, root: u32, digits: &str) -> u32 {
    digits.bytes().fold(root, |state, digit| automata.next(state, usize::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::phone::pattern::Pattern;

    #[test]
    fn takes_every_step() {
        let mut automata = Automata::new();
        let root = automata.whole(&Pattern::parse("1[23]|456").unwrap()).unwrap();
        let steps = steps(&automata, root);
        // The root, the states after 1, 4 and 45, and the end; with every digit.
        assert_eq!(steps.len(), 5 * 10);
        for wanted in [
            ["1", "12", "121"],
            ["13", "13", "133"],
            ["45", "456", "4565"],
            // Leads nowhere: as long as a number.
            ["0", "02", "020"],
            ["40", "406", "4060"],
            ["127", "127", "1277"],
        ] {
            let found = |step: &Step| [&step.bare, &step.whole, &step.beyond] == wanted.each_ref();
            assert!(steps.iter().any(found), "{wanted:?}");
        }
    }

    #[test]
    fn completes_with_the_fewest_digits() {
        let mut automata = Automata::new();
        let root = automata.whole(&Pattern::parse(r"12345|9\d{2}").unwrap()).unwrap();
        assert_eq!(completion(&automata, root).as_deref(), Some("900"));
        assert_eq!(completion(&automata, walk(&automata, root, "12")).as_deref(), Some("345"));
        assert_eq!(completion(&automata, walk(&automata, root, "900")).as_deref(), Some(""));
        assert_eq!(completion(&automata, DEAD), None);
    }
}
