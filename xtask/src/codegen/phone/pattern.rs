//! The regular expressions of the metadata, as programs that threads run.
//!
//! They know digits, classes, groups, alternatives, counted repetition and `$`,
//! so every language is finite. Anything else is refused.

use anyhow::{Result, bail, ensure};

/// A pattern that is matched from the start of the digits.
pub(super) struct Pattern {
    code: Vec<Instruction>,
    /// How many groups capture.
    pub(super) groups: usize,
}

/// One way on through a pattern. Threads earlier in a list are preferred.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct Thread {
    at: usize,
    /// Where each group begins and ends, in digits from the start.
    pub(super) captures: Vec<Option<u8>>,
}

/// What is known after some digits.
pub(super) struct Progress {
    /// The threads that want another digit, preferred ones first.
    pub(super) threads: Vec<Thread>,
    /// The match that ends here, when no preferred thread goes on.
    pub(super) matched: Option<Thread>,
}

/// Which matches are asked for.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Follow {
    /// The preferred one, where the digits end.
    End,
    /// Any one, where the digits end.
    Every,
    /// The preferred one, where more digits follow.
    Prefix,
}

#[derive(Clone, Copy)]
enum Instruction {
    Digit(u16),
    End,
    Jump(usize),
    Match,
    Save(usize),
    Split(usize, usize),
}

impl Pattern {
    /// Reads `text`.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut parser = Parser { rest: text, groups: 0 };
        let tree = parser.alternatives()?;
        ensure!(parser.rest.is_empty(), "unknown pattern {text}");
        let mut pattern = Self { code: Vec::new(), groups: parser.groups };
        pattern.emit(&tree);
        pattern.code.push(Instruction::Match);
        Ok(pattern)
    }

    /// The threads before the first digit.
    pub(super) fn start(&self) -> Vec<Thread> {
        vec![Thread { at: 0, captures: vec![None; self.groups * 2] }]
    }

    /// Follows `threads` up to where they want a digit, `depth` digits from the start.
    pub(super) fn settle(&self, threads: &[Thread], depth: u8, follow: Follow) -> Progress {
        let mut progress = Progress { threads: Vec::new(), matched: None };
        let mut stack: Vec<Thread> = threads.iter().rev().cloned().collect();
        let mut seen = vec![false; self.code.len()];
        while let Some(mut thread) = stack.pop() {
            if std::mem::replace(&mut seen[thread.at], true) {
                continue;
            }
            match self.code[thread.at] {
                Instruction::Digit(_) => {
                    progress.threads.push(thread);
                    continue;
                }
                Instruction::End if follow == Follow::Prefix => continue,
                Instruction::End => thread.at += 1,
                Instruction::Jump(to) => thread.at = to,
                Instruction::Match => {
                    progress.matched = Some(thread);
                    if follow == Follow::Every {
                        continue;
                    }
                    break;
                }
                Instruction::Save(slot) => {
                    thread.captures[slot] = Some(depth);
                    thread.at += 1;
                }
                Instruction::Split(first, second) => {
                    stack.push(Thread { at: second, captures: thread.captures.clone() });
                    thread.at = first;
                }
            }
            stack.push(thread);
        }
        progress
    }

    /// The threads that take `digit`.
    pub(super) fn step(&self, threads: &[Thread], digit: u8) -> Vec<Thread> {
        threads
            .iter()
            .filter(|thread| {
                matches!(self.code[thread.at], Instruction::Digit(set) if set >> digit & 1 == 1)
            })
            .map(|thread| Thread { at: thread.at + 1, captures: thread.captures.clone() })
            .collect()
    }

    fn emit(&mut self, tree: &Tree) {
        match tree {
            Tree::Alternatives(branches) => self.emit_alternatives(branches),
            Tree::Digit(set) => self.code.push(Instruction::Digit(*set)),
            Tree::End => self.code.push(Instruction::End),
            Tree::Group(index, inner) => {
                self.code.push(Instruction::Save(index * 2));
                self.emit(inner);
                self.code.push(Instruction::Save(index * 2 + 1));
            }
            Tree::Repeat(inner, least, most) => {
                (0..*least).for_each(|_| self.emit(inner));
                let splits: Vec<usize> = (*least..*most)
                    .map(|_| {
                        let split = self.placeholder();
                        self.emit(inner);
                        split
                    })
                    .collect();
                let end = self.code.len();
                for split in splits {
                    self.code[split] = Instruction::Split(split + 1, end);
                }
            }
            Tree::Sequence(parts) => parts.iter().for_each(|part| self.emit(part)),
        }
    }

    fn emit_alternatives(&mut self, branches: &[Tree]) {
        let mut jumps = Vec::new();
        let (last, others) = branches.split_last().unwrap_or_else(|| unreachable!("one branch"));
        for branch in others {
            let split = self.placeholder();
            self.emit(branch);
            jumps.push(self.placeholder());
            self.code[split] = Instruction::Split(split + 1, self.code.len());
        }
        self.emit(last);
        for jump in jumps {
            self.code[jump] = Instruction::Jump(self.code.len());
        }
    }

    fn placeholder(&mut self) -> usize {
        self.code.push(Instruction::End);
        self.code.len() - 1
    }
}

enum Tree {
    Alternatives(Vec<Tree>),
    Digit(u16),
    End,
    Group(usize, Box<Tree>),
    Repeat(Box<Tree>, usize, usize),
    Sequence(Vec<Tree>),
}

struct Parser<'a> {
    rest: &'a str,
    groups: usize,
}

impl Parser<'_> {
    fn alternatives(&mut self) -> Result<Tree> {
        let mut branches = vec![self.sequence()?];
        while self.take("|") {
            branches.push(self.sequence()?);
        }
        Ok(Tree::Alternatives(branches))
    }

    fn sequence(&mut self) -> Result<Tree> {
        let mut parts = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            let atom = self.atom()?;
            parts.push(self.repeated(atom)?);
        }
        Ok(Tree::Sequence(parts))
    }

    fn atom(&mut self) -> Result<Tree> {
        if self.take("(?:") {
            return self.group_end();
        }
        if self.take("(") {
            let index = self.groups;
            self.groups += 1;
            return Ok(Tree::Group(index, Box::new(self.group_end()?)));
        }
        if self.take("$") {
            return Ok(Tree::End);
        }
        if self.take("\\d") {
            return Ok(Tree::Digit(0x3ff));
        }
        if self.take("[") {
            return self.class();
        }
        Ok(Tree::Digit(1 << self.digit()?))
    }

    fn group_end(&mut self) -> Result<Tree> {
        let tree = self.alternatives()?;
        ensure!(self.take(")"), "a group is open before {}", self.rest);
        Ok(tree)
    }

    fn class(&mut self) -> Result<Tree> {
        let mut set = 0;
        while !self.take("]") {
            if self.take("\\d") {
                set = 0x3ff;
                continue;
            }
            let first = self.digit()?;
            let last = if self.take("-") { self.digit()? } else { first };
            ensure!(first <= last, "a range runs backwards before {}", self.rest);
            (first..=last).for_each(|digit| set |= 1 << digit);
        }
        Ok(Tree::Digit(set))
    }

    fn repeated(&mut self, atom: Tree) -> Result<Tree> {
        if self.take("?") {
            return Ok(Tree::Repeat(Box::new(atom), 0, 1));
        }
        if !self.take("{") {
            return Ok(atom);
        }
        let least = self.number()?;
        let most = if self.take(",") { self.number()? } else { least };
        ensure!(self.take("}") && least <= most, "unknown repetition before {}", self.rest);
        Ok(Tree::Repeat(Box::new(atom), least, most))
    }

    fn number(&mut self) -> Result<usize> {
        let digits =
            self.rest.len() - self.rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        Ok(number.parse()?)
    }

    fn digit(&mut self) -> Result<u8> {
        match self.rest.bytes().next() {
            Some(byte @ b'0'..=b'9') => {
                self.rest = &self.rest[1..];
                Ok(byte - b'0')
            }
            _ => bail!("a digit was expected before {:?}", self.rest),
        }
    }

    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}
