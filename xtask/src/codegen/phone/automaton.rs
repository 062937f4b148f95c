//! Automata over digits, each state held once.
//!
//! The languages are finite, so every automaton is a graph without cycles, and
//! states with the same label and the same ways on are the same state.

use std::collections::HashMap;

use anyhow::{Context as _, Result};

use super::pattern::{Follow, Pattern, Thread};

/// A state: its label, and the state that each digit leads to.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub(super) struct State {
    /// What holds when the digits end here, 0 for nothing.
    pub(super) label: u8,
    /// Where each digit leads; [`DEAD`] has no way back.
    pub(super) next: [u32; 10],
}

/// The state that nothing leads out of.
pub(super) const DEAD: u32 = 0;

/// All states of all automata.
pub(super) struct Automata {
    pub(super) states: Vec<State>,
    known: HashMap<State, u32>,
}

impl Automata {
    /// The dead state alone.
    pub(super) fn new() -> Self {
        let dead = State::default();
        Self { states: vec![dead], known: HashMap::from([(dead, DEAD)]) }
    }

    /// The number of this state.
    pub(super) fn state(&mut self, state: State) -> u32 {
        *self.known.entry(state).or_insert_with(|| {
            self.states.push(state);
            u32::try_from(self.states.len() - 1).unwrap_or_else(|_| unreachable!("few states"))
        })
    }

    /// Where `digit` leads from `state`.
    pub(super) fn next(&self, state: u32, digit: usize) -> u32 {
        self.states[state as usize].next[digit]
    }

    /// The label of `state`.
    pub(super) fn label(&self, state: u32) -> u8 {
        self.states[state as usize].label
    }

    /// The automaton of all digits that `pattern` matches to the end, labelled 1.
    pub(super) fn whole(&mut self, pattern: &Pattern) -> Result<u32> {
        whole(self, pattern, &pattern.start(), &mut HashMap::new())
    }

    /// The automaton whose walk gives, as the label seen last, how `pattern` matches a
    /// prefix. `label` names what matches.
    pub(super) fn prefix(&mut self, pattern: &Pattern, label: Label<'_>) -> Result<u32> {
        let mut search = Search { automata: self, pattern, label, known: HashMap::new() };
        search.state(&pattern.start(), 0)
    }
}

/// Names the matches that end at a depth: the one when more digits follow, and the one
/// when none does.
pub(super) type Label<'a> = &'a mut dyn FnMut(Option<&Thread>, Option<&Thread>, u8) -> Result<u8>;

struct Search<'a> {
    automata: &'a mut Automata,
    pattern: &'a Pattern,
    label: Label<'a>,
    known: HashMap<(Vec<Thread>, u8), u32>,
}

impl Search<'_> {
    fn state(&mut self, threads: &[Thread], depth: u8) -> Result<u32> {
        let key = (threads.to_vec(), depth);
        if let Some(&state) = self.known.get(&key) {
            return Ok(state);
        }
        let here = self.pattern.settle(threads, depth, Follow::Prefix);
        let end = self.pattern.settle(threads, depth, Follow::End);
        let label = (self.label)(here.matched.as_ref(), end.matched.as_ref(), depth)?;
        let mut state = State { label, ..State::default() };
        for digit in 0..10 {
            let next = self.pattern.step(&here.threads, digit);
            if !next.is_empty() {
                let depth = depth.checked_add(1).context("a prefix without end")?;
                state.next[usize::from(digit)] = self.state(&next, depth)?;
            }
        }
        let state = self.automata.state(state);
        self.known.insert(key, state);
        Ok(state)
    }
}

fn whole(
    automata: &mut Automata,
    pattern: &Pattern,
    threads: &[Thread],
    known: &mut HashMap<Vec<Thread>, u32>,
) -> Result<u32> {
    let mut settled = pattern.settle(threads, 0, Follow::Every);
    settled.threads.sort();
    let mut key = settled.threads.clone();
    key.extend(settled.matched.clone());
    if let Some(&state) = known.get(&key) {
        return Ok(state);
    }
    let mut state = State { label: u8::from(settled.matched.is_some()), ..State::default() };
    for digit in 0..10 {
        let next = pattern.step(&settled.threads, digit);
        if !next.is_empty() {
            state.next[usize::from(digit)] = whole(automata, pattern, &next, known)?;
        }
    }
    let state = automata.state(state);
    known.insert(key, state);
    Ok(state)
}
