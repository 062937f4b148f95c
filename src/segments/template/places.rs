//! Finds what the edge of a segment divides in any of the texts.
//!
//! How full the open segment is, is all that matters of the text before. So
//! instead of one text, all of them are cut at once: the set of how full the
//! segment can be is carried through the template.
//!
//! What is never inlined would otherwise be copied into its callers, and each
//! copy shipped, for a speed that nobody sees.

use super::fill::{Plan, Purpose};
use super::parse::{Content, Piece};
use super::{Cut, TemplateError};
use crate::segments::rules::Rules;
use crate::segments::{Encoding, Error, Part, Segments, graphemes};

/// The links and the variables that are divided. `is_cut` says that every text
/// has several segments.
#[inline(never)]
pub(super) fn cuts(plan: &Plan<'_>, is_cut: bool) -> Result<(Vec<Cut>, Vec<Cut>), TemplateError> {
    let mut found = Found::new(plan);
    for encoding in [Encoding::Gsm7, Encoding::Ucs2] {
        if let Some(run) = Run::new(plan, encoding)? {
            run.walk(&mut found);
        }
    }
    let cuts = |spans: Vec<Span>| {
        let mut cuts = Vec::new();
        for Span { mut cut, is_divided, is_kept } in spans {
            if is_divided {
                cut.always = is_cut && !is_kept;
                cuts.push(cut);
            }
        }
        cuts
    };
    Ok((cuts(found.links), cuts(found.variables)))
}

/// What is known so far, of all encodings.
struct Found {
    links: Vec<Span>,
    /// One for each place.
    variables: Vec<Span>,
}

/// What may be divided, in some text, and may be kept whole.
struct Span {
    cut: Cut,
    is_divided: bool,
    is_kept: bool,
}

impl Found {
    #[inline(never)]
    fn new(plan: &Plan<'_>) -> Self {
        let mut found = Self { links: Vec::with_capacity(plan.links), variables: Vec::new() };
        let mut last = None;
        for piece in &plan.pieces {
            let Piece { part, start, end, .. } = *piece;
            let cut = Cut { part, start, end, always: false, variable: None };
            if let Content::Variable(which) = piece.content {
                let cut = Cut { variable: Some(which), ..cut };
                found.variables.push(Span { cut, is_divided: false, is_kept: false });
            }
            if piece.link.is_some() && piece.link != last {
                found.links.push(Span { cut, is_divided: false, is_kept: false });
            } else if piece.link.is_some()
                && let Some(span) = found.links.last_mut()
                && span.cut.part == part
            {
                // A link is shown up to the end of the part it begins in.
                span.cut.end = end;
            }
            last = piece.link;
        }
        found
    }
}

/// The texts of one encoding.
struct Run<'a> {
    plan: &'a Plan<'a>,
    /// Every variable that can be anything is one character of it.
    sample: Segments,
    purpose: Purpose,
    rules: Rules,
    edge: Edge,
    /// Some value must be in UCS-2 for the text to be, and one alone can.
    needs_value: bool,
}

/// When a text is cut, and where.
#[derive(Clone, Copy)]
struct Edge {
    /// What a segment can hold that is the only one.
    whole: usize,
    /// What each of several segments can hold.
    limit: usize,
}

impl<'a> Run<'a> {
    /// None where no text is of this encoding, or none is cut.
    #[inline(never)]
    fn new(plan: &'a Plan<'a>, encoding: Encoding) -> Result<Option<Self>, TemplateError> {
        let (purpose, longest) = match encoding {
            Encoding::Gsm7 => (Purpose::SampleGsm7, Purpose::LongestGsm7),
            Encoding::Ucs2 => (Purpose::SampleUcs2, Purpose::LongestUcs2),
        };
        let sample = plan.segment(purpose)?;
        let longest = plan.segment(longest)?;
        if sample.encoding != encoding || longest.encoding != encoding || longest.count == 1 {
            return Ok(None);
        }
        let shortest = match encoding {
            Encoding::Gsm7 => plan.segment(Purpose::Shortest)?,
            Encoding::Ucs2 => plan.shortest_ucs2()?,
        };
        // Where the shortest text is cut, so is every other.
        let whole = if shortest.count == 1 { shortest.units_per_segment } else { 0 };
        let edge = Edge { whole, limit: longest.units_per_segment };
        let needs_value = encoding == Encoding::Ucs2 && plan.needs_value()?;
        let refused = |error: Error| TemplateError::Text { part: Part::Template, error };
        let rules = Rules::of(plan.options).map_err(refused)?;
        Ok(Some(Self { plan, sample, purpose, rules, edge, needs_value }))
    }

    #[inline(never)]
    fn walk(&self, found: &mut Found) {
        let atoms = self.atoms();
        let mut rest = self.longest(&atoms);
        let mut state = State::new();
        let (mut link, mut variable, mut last) = (0, 0, None);
        let mut next = atoms.iter().peekable();
        for (index, piece) in self.plan.pieces.iter().enumerate() {
            if piece.link != last && last.is_some() {
                state.leave(LINK, found.links.get_mut(link));
                link += 1;
            }
            if piece.link != last && piece.link.is_some() {
                state.enter(LINK);
            }
            last = piece.link;
            if let Content::Variable(which) = piece.content {
                let lengths = self.lengths(which);
                rest -= lengths.max * lengths.widest;
                state.enter(VARIABLE);
                state.advance(lengths, self.edge, rest);
                state.leave(VARIABLE, found.variables.get_mut(variable));
                variable += 1;
            }
            while let Some(atom) = next.next_if(|atom| atom.piece == index) {
                if let Content::Variable(_) = piece.content {
                    continue;
                }
                rest -= atom.units;
                state.step(&[atom.units], self.edge, rest);
            }
        }
        if last.is_some() {
            state.leave(LINK, found.links.get_mut(link));
        }
    }

    /// What values of a variable can be, in this encoding.
    #[inline(never)]
    fn lengths(&self, which: usize) -> Lengths {
        let Some(variable) = self.plan.variables.get(which) else { return Lengths::NONE };
        let encoding = variable.encoding;
        let widest = match (self.purpose, encoding) {
            (Purpose::SampleGsm7, Some(Encoding::Ucs2)) => return Lengths::NONE,
            (Purpose::SampleUcs2, Some(Encoding::Gsm7)) => 1,
            _ if variable.wide => 2,
            _ => 1,
        };
        let is_needed = self.needs_value && encoding != Some(Encoding::Gsm7) && variable.max > 0;
        let min = if is_needed { variable.min.max(1) } else { variable.min };
        Lengths { min, max: variable.max, widest }
    }

    /// The most units there can be.
    #[inline(never)]
    fn longest(&self, atoms: &[Atom]) -> usize {
        let mut units = 0;
        for piece in &self.plan.pieces {
            if let Content::Variable(which) = piece.content {
                let lengths = self.lengths(which);
                units += lengths.max * lengths.widest;
            }
        }
        for atom in atoms {
            match self.plan.pieces.get(atom.piece).map(|piece| piece.content) {
                Some(Content::Variable(_)) | None => {}
                _ => units += atom.units,
            }
        }
        units
    }

    /// What is never divided of the sample, in order.
    #[inline(never)]
    fn atoms(&self) -> Vec<Atom> {
        let mut ends = Vec::with_capacity(self.plan.pieces.len());
        let mut end = 0;
        for piece in &self.plan.pieces {
            end += self.plan.units(piece, self.purpose);
            ends.push(end);
        }
        let (mut piece, mut atoms) = (0, Vec::new());
        for (character, offset) in self.sample.text.chars().zip(offsets(&self.sample)) {
            while ends.get(piece).is_some_and(|&end| end <= offset) {
                piece += 1;
            }
            atoms.push(Atom { piece, units: self.units_of(character) });
        }
        if self.plan.options.keep_graphemes { self.joined(&atoms) } else { atoms }
    }

    /// Units of a character of the sample.
    fn units_of(&self, character: char) -> usize {
        match (self.sample.encoding, u16::try_from(character)) {
            (Encoding::Gsm7, Ok(unit)) => {
                usize::from(self.rules.septets_in(self.sample.language, unit))
            }
            _ => character.len_utf16(),
        }
    }

    /// Makes one of those that make one cluster, if it fits a segment.
    #[inline(never)]
    fn joined(&self, atoms: &[Atom]) -> Vec<Atom> {
        let (mut joined, mut rest) = (Vec::new(), atoms);
        for cluster in graphemes::clusters(&self.sample.text) {
            let Some((parts, next)) = rest.split_at_checked(cluster.chars().count()) else { break };
            let units = parts.iter().map(|atom| atom.units).sum();
            match parts.first() {
                Some(&first) if units <= self.edge.limit => joined.push(Atom { units, ..first }),
                _ => joined.extend_from_slice(parts),
            }
            rest = next;
        }
        joined
    }
}

/// Where each character of the text sent stands in the text given.
#[inline(never)]
fn offsets(sent: &Segments) -> Vec<usize> {
    let (mut offsets, mut offset) = (Vec::with_capacity(sent.text.len()), 0);
    let mut changes = sent.changes.iter().peekable();
    let mut characters = sent.text.chars();
    loop {
        if let Some(change) = changes.next_if(|change| change.start == offset) {
            for _ in change.replacement.chars() {
                characters.next();
                offsets.push(offset);
            }
            offset = change.end;
        } else if let Some(character) = characters.next() {
            offsets.push(offset);
            offset += character.len_utf16();
        } else {
            return offsets;
        }
    }
}

/// What is never divided.
#[derive(Clone, Copy)]
struct Atom {
    /// Which piece it begins in.
    piece: usize,
    units: usize,
}

/// What a value can be.
#[derive(Clone, Copy)]
struct Lengths {
    min: usize,
    max: usize,
    /// Units of the widest character.
    widest: usize,
}

impl Lengths {
    /// The empty value.
    const NONE: Self = Self { min: 0, max: 0, widest: 1 };
}

/// Where all the texts can be, at one place of the template.
#[derive(Clone, Copy)]
struct State {
    all: Places,
    watches: [Option<Watch>; 2],
}

/// What is looked at: the link that is open, and the variable.
const LINK: usize = 0;
const VARIABLE: usize = 1;

/// The texts that have not divided what is open.
#[derive(Clone, Copy)]
struct Watch {
    /// Nothing of it was seen yet.
    fresh: Places,
    /// Some of it was, in the segment that is open.
    clean: Places,
    is_divided: bool,
}

impl State {
    fn new() -> Self {
        Self { all: Places { first: Set::ONE, later: Set::NONE }, watches: [None; 2] }
    }

    #[inline(never)]
    fn enter(&mut self, which: usize) {
        let watch = Watch { fresh: self.all, clean: Places::NONE, is_divided: false };
        if let Some(place) = self.watches.get_mut(which) {
            *place = Some(watch);
        }
    }

    #[inline(never)]
    fn leave(&mut self, which: usize, span: Option<&mut Span>) {
        let watch = self.watches.get_mut(which).and_then(Option::take);
        if let (Some(watch), Some(span)) = (watch, span) {
            span.is_divided |= watch.is_divided;
            span.is_kept |= !watch.fresh.union(watch.clean).is_empty();
        }
    }

    /// Takes any value of these lengths.
    #[inline(never)]
    fn advance(&mut self, lengths: Lengths, edge: Edge, rest: usize) {
        let sizes = [1, 2];
        let sizes = sizes.get(..lengths.widest).unwrap_or_default();
        let mut sum = (lengths.min == 0).then_some(*self);
        for length in 1..=lengths.max {
            self.step(sizes, edge, rest + (lengths.max - length) * lengths.widest);
            if length >= lengths.min {
                sum = Some(sum.map_or(*self, |sum| sum.union(*self)));
            }
        }
        *self = sum.unwrap_or(*self);
    }

    /// Takes one of what is never divided, of any of `sizes`. Up to `rest` units follow.
    #[inline(never)]
    fn step(&mut self, sizes: &[usize], edge: Edge, rest: usize) {
        for watch in self.watches.iter_mut().flatten() {
            let begun = watch.fresh.step(sizes, edge.limit);
            watch.is_divided |= watch.clean.is_cut(sizes, edge, rest);
            watch.clean = begun.union(watch.clean.kept(sizes, edge.limit));
            watch.fresh = Places::NONE;
        }
        self.all = self.all.step(sizes, edge.limit);
    }

    #[inline(never)]
    fn union(mut self, other: Self) -> Self {
        self.all = self.all.union(other.all);
        for (watch, other) in self.watches.iter_mut().zip(other.watches) {
            if let (Some(watch), Some(other)) = (watch, other) {
                watch.fresh = watch.fresh.union(other.fresh);
                watch.clean = watch.clean.union(other.clean);
                watch.is_divided |= other.is_divided;
            }
        }
        self
    }
}

/// How full the open segment can be.
#[derive(Clone, Copy)]
struct Places {
    /// While it is the first one: this is all of the text so far.
    first: Set,
    /// While it is a later one.
    later: Set,
}

impl Places {
    const NONE: Self = Self { first: Set::NONE, later: Set::NONE };

    #[inline(never)]
    fn step(self, sizes: &[usize], limit: usize) -> Self {
        let mut next = self.kept(sizes, limit);
        for &size in sizes {
            if !self.first.from(limit, size).union(self.later.from(limit, size)).is_empty() {
                next.later = next.later.union(Set::ONE.shifted(size));
            }
        }
        next
    }

    /// Those for whom the segment stays open.
    #[inline(never)]
    fn kept(self, sizes: &[usize], limit: usize) -> Self {
        let mut next = Self::NONE;
        for &size in sizes {
            next.first = next.first.union(self.first.below(limit, size).shifted(size));
            next.later = next.later.union(self.later.below(limit, size).shifted(size));
        }
        next
    }

    /// Tells whether the segment is closed in some text that is cut at all.
    #[inline(never)]
    fn is_cut(self, sizes: &[usize], edge: Edge, rest: usize) -> bool {
        for &size in sizes {
            if !self.later.from(edge.limit, size).is_empty() {
                return true;
            }
            let last = self.first.from(edge.limit, size).last();
            if last.is_some_and(|last| last + size + rest > edge.whole) {
                return true;
            }
        }
        false
    }

    #[inline(never)]
    fn union(self, other: Self) -> Self {
        Self { first: self.first.union(other.first), later: self.later.union(other.later) }
    }

    fn is_empty(self) -> bool {
        self.first.union(self.later).is_empty()
    }
}

/// A set of numbers from 0 to the units of the largest segment.
#[derive(Clone, Copy)]
struct Set([u64; WORDS]);

/// No segment holds more than 160 units.
const WORDS: usize = 3;

impl Set {
    const NONE: Self = Self([0; WORDS]);
    /// Only 0.
    const ONE: Self = Self([1, 0, 0]);

    fn union(self, other: Self) -> Self {
        let mut union = self;
        for (word, other) in union.0.iter_mut().zip(other.0) {
            *word |= other;
        }
        union
    }

    fn is_empty(self) -> bool {
        self.0 == [0; WORDS]
    }

    /// Those to which `size` can be added without going beyond `limit`.
    #[inline(never)]
    fn below(self, limit: usize, size: usize) -> Self {
        let mut kept = self;
        for (index, word) in kept.0.iter_mut().enumerate() {
            *word &= mask((limit + 1).saturating_sub(size + index * BITS));
        }
        kept
    }

    /// Those to which `size` cannot be added so.
    #[inline(never)]
    fn from(self, limit: usize, size: usize) -> Self {
        let mut left = self;
        for (word, kept) in left.0.iter_mut().zip(self.below(limit, size).0) {
            *word &= !kept;
        }
        left
    }

    /// Every number, and `size` more. None of them leaves the set.
    #[inline(never)]
    fn shifted(self, size: usize) -> Self {
        let mut shifted = self;
        for _ in 0..size {
            let mut carry = 0;
            for word in &mut shifted.0 {
                let next = *word >> (BITS - 1);
                *word = *word << 1 | carry;
                carry = next;
            }
        }
        shifted
    }

    #[inline(never)]
    fn last(self) -> Option<usize> {
        let mut last = None;
        for (index, &word) in self.0.iter().enumerate() {
            if let Some(bit) = word.checked_ilog2() {
                last = Some(index * BITS + bit as usize);
            }
        }
        last
    }
}

/// Bits of a word.
const BITS: usize = 64;

/// The lowest bits of a word, all of it for more than it has.
fn mask(bits: usize) -> u64 {
    if bits >= BITS { u64::MAX } else { (1 << bits) - 1 }
}
