//! Fills a template with values made up for a purpose.

use super::parse::{self, Content, Piece};
use super::{MAX_VARIABLES, Part, TemplateError, TemplateOptions, Variable};
use crate::segments::links::links;
use crate::segments::{
    Encoding, Error, MAX_TEXT, Options, Segments, SmartEncoding, segment, utf16_length,
};

/// A template that was read.
pub(super) struct Plan<'a> {
    pub(super) pieces: Vec<Piece<'a>>,
    pub(super) variables: Vec<Variable<'a>>,
    pub(super) options: &'a Options,
    pub(super) links: usize,
}

/// What the values are to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Purpose {
    /// The shortest, of GSM-7 where they can be.
    Shortest,
    /// The shortest, but for one variable, which is not to fit GSM-7.
    ShortestUcs2(usize),
    /// The longest, of GSM-7 where they can be.
    LongestGsm7,
    /// The longest, of GSM-7 only where they must be.
    LongestUcs2,
    /// One character, of GSM-7, or none.
    SampleGsm7,
    /// One character, of GSM-7 only where it must be.
    SampleUcs2,
}

impl<'a> Plan<'a> {
    #[inline(never)]
    pub(super) fn new(
        template: &'a str,
        variables: &[Variable<'a>],
        options: &'a TemplateOptions<'a>,
    ) -> Result<Self, TemplateError> {
        check(variables, options.segments.encoding)?;
        let mut pieces = Vec::new();
        pieces.extend(parse::plain(options.prefix, Part::Prefix));
        parse::template(template, variables, &mut pieces)?;
        pieces.extend(parse::plain(options.suffix, Part::Suffix));
        if let Some(unused) = unused(variables, &pieces) {
            return Err(TemplateError::Unused { name: unused.to_owned() });
        }
        let mut plan =
            Self { pieces, variables: variables.to_vec(), options: &options.segments, links: 0 };
        if options.segments.encoding == Some(Encoding::Gsm7) {
            // What does not fit is refused when it is sent.
            for variable in &mut plan.variables {
                variable.encoding = Some(Encoding::Gsm7);
            }
        }
        plan.find_links(options.link_length);
        Ok(plan)
    }

    /// The texts with the fewest and with the most segments.
    #[inline(never)]
    pub(super) fn extremes(&self) -> Result<(Segments, Segments), TemplateError> {
        // The longest first: where it is too long, so may others be.
        let mut worst = self.segment(Purpose::LongestUcs2)?;
        let mut best = self.segment(Purpose::Shortest)?;
        // A text in UCS-2 never has fewer segments than it has in GSM-7, unless
        // it is only in the latter that characters are replaced by longer ones.
        if self.options.smart_encoding != SmartEncoding::Off {
            let longest = self.segment(Purpose::LongestGsm7)?;
            if longest.count > worst.count {
                worst = longest;
            }
            for index in 0..self.variables.len() {
                let shortest = self.segment(Purpose::ShortestUcs2(index))?;
                if shortest.count < best.count {
                    best = shortest;
                }
            }
        }
        Ok((best, worst))
    }

    /// The text in UCS-2 with the fewest units.
    #[inline(never)]
    pub(super) fn shortest_ucs2(&self) -> Result<Segments, TemplateError> {
        let mut shortest = self.segment(Purpose::Shortest)?;
        for index in 0..self.variables.len() {
            let other = self.segment(Purpose::ShortestUcs2(index))?;
            let is_first = shortest.encoding == Encoding::Gsm7;
            if other.encoding == Encoding::Ucs2 && (is_first || other.units < shortest.units) {
                shortest = other;
            }
        }
        Ok(shortest)
    }

    /// Tells whether a text is in UCS-2 only for the value that stands at one place.
    #[inline(never)]
    pub(super) fn needs_value(&self) -> Result<bool, TemplateError> {
        let mut places = 0;
        for piece in &self.pieces {
            if let Content::Variable(index) = piece.content
                && let Some(variable) = self.variables.get(index)
            {
                places +=
                    usize::from(variable.encoding != Some(Encoding::Gsm7) && variable.max > 0);
            }
        }
        let is_free = self.options.encoding.is_none() && places == 1;
        Ok(is_free && self.segment(Purpose::SampleGsm7)?.encoding == Encoding::Gsm7)
    }

    /// Measures the text that the template becomes for a purpose.
    #[inline(never)]
    pub(super) fn segment(&self, purpose: Purpose) -> Result<Segments, TemplateError> {
        let text = self.fill(purpose)?;
        segment(&text, self.options).map_err(|error| self.place(error, purpose))
    }

    /// How many characters a piece becomes, and which, where that is not its own text.
    #[inline(never)]
    pub(super) fn value(&self, content: Content<'_>, purpose: Purpose) -> (char, usize) {
        match content {
            Content::Short(length) => (NARROW, length),
            Content::Text(_) => (NARROW, 0),
            Content::Variable(index) => match self.variables.get(index) {
                Some(variable) => value(variable, index, purpose),
                None => (NARROW, 0),
            },
        }
    }

    #[inline(never)]
    fn fill(&self, purpose: Purpose) -> Result<String, TemplateError> {
        let units = self
            .pieces
            .iter()
            .fold(0, |units: usize, piece| units.saturating_add(self.units(piece, purpose)));
        if units > MAX_TEXT {
            let error = Error::TooLong { units };
            return Err(TemplateError::Text { part: Part::Template, error });
        }
        let mut text = String::new();
        for piece in &self.pieces {
            match piece.content {
                Content::Text(part) => text.push_str(part),
                content => {
                    let (character, times) = self.value(content, purpose);
                    for _ in 0..times {
                        text.push(character);
                    }
                }
            }
        }
        Ok(text)
    }

    /// UTF-16 code units that a piece becomes.
    #[inline(never)]
    pub(super) fn units(&self, piece: &Piece<'_>, purpose: Purpose) -> usize {
        match piece.content {
            Content::Text(text) => utf16_length(text),
            content => {
                let (character, times) = self.value(content, purpose);
                times.saturating_mul(character.len_utf16())
            }
        }
    }

    /// An error at an offset of the template rather than of the text it became.
    #[inline(never)]
    fn place(&self, error: Error, purpose: Purpose) -> TemplateError {
        let Error::NotGsm7 { position } = error else {
            return TemplateError::Text { part: Part::Template, error };
        };
        let mut before = 0;
        for piece in &self.pieces {
            let units = self.units(piece, purpose);
            if position < before + units {
                let position = piece.start + (position - before);
                return TemplateError::Text {
                    part: piece.part,
                    error: Error::NotGsm7 { position },
                };
            }
            before += units;
        }
        TemplateError::Text { part: Part::Template, error }
    }

    /// Marks the pieces of links, and puts short links in their place.
    #[inline(never)]
    fn find_links(&mut self, link_length: Option<usize>) {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece.content {
                Content::Text(part) => text.push_str(part),
                _ => text.push(NARROW),
            }
        }
        let links = links(&text);
        self.links = links.len();
        let (mut pieces, mut at, mut next) = (Vec::new(), 0, 0);
        for piece in std::mem::take(&mut self.pieces) {
            let mut rest = Some(piece);
            while let Some(piece) = rest {
                let length = match piece.content {
                    Content::Text(text) => text.len(),
                    _ => NARROW.len_utf8(),
                };
                while links.get(next).is_some_and(|link| link.end <= at) {
                    next += 1;
                }
                let (inside, edge) = match links.get(next) {
                    Some(link) if link.start <= at => (true, link.end),
                    Some(link) => (false, link.start),
                    None => (false, usize::MAX),
                };
                let (mut head, tail) = divide(piece, edge.saturating_sub(at).min(length));
                head.link = inside.then_some(next);
                pieces.push(head);
                at += length.min(edge - at);
                rest = tail;
            }
        }
        let is_long = |index: usize| links.get(index).is_some_and(|link| link.has_scheme);
        self.pieces = match link_length {
            Some(length) => shorten(pieces, length, is_long),
            None => pieces,
        };
    }
}

/// The first bytes of a piece, and what is left of it.
#[inline(never)]
fn divide(piece: Piece<'_>, bytes: usize) -> (Piece<'_>, Option<Piece<'_>>) {
    let Content::Text(text) = piece.content else { return (piece, None) };
    match text.split_at_checked(bytes) {
        Some((head, tail)) if !tail.is_empty() => {
            let middle = (piece.start + utf16_length(head)).min(piece.end);
            let head = Piece { end: middle, content: Content::Text(head), ..piece };
            let tail = Piece { start: middle, content: Content::Text(tail), ..piece };
            (head, Some(tail))
        }
        _ => (piece, None),
    }
}

/// Makes one piece of all that belong to a long link.
#[inline(never)]
fn shorten<'a>(
    pieces: Vec<Piece<'a>>,
    length: usize,
    is_long: impl Fn(usize) -> bool,
) -> Vec<Piece<'a>> {
    let mut shortened: Vec<Piece<'a>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match shortened.last_mut() {
            _ if !piece.link.is_some_and(&is_long) => shortened.push(piece),
            Some(last) if last.link == piece.link => {
                if last.part == piece.part {
                    last.end = piece.end;
                }
            }
            _ => shortened.push(Piece { content: Content::Short(length), ..piece }),
        }
    }
    shortened
}

#[inline(never)]
fn check(variables: &[Variable<'_>], encoding: Option<Encoding>) -> Result<(), TemplateError> {
    if variables.len() > MAX_VARIABLES {
        return Err(TemplateError::TooMany { count: variables.len() });
    }
    for (index, variable) in variables.iter().enumerate() {
        let Variable { min, max, .. } = *variable;
        let name = variable.name.to_owned();
        if min > max || max > MAX_TEXT {
            return Err(TemplateError::Lengths { name, min, max });
        }
        let mut before = variables.iter().take(index);
        if before.any(|other| other.name == variable.name) {
            return Err(TemplateError::Repeated { name });
        }
        if (encoding, variable.encoding) == (Some(Encoding::Gsm7), Some(Encoding::Ucs2)) {
            return Err(TemplateError::Ucs2 { name });
        }
    }
    Ok(())
}

#[inline(never)]
fn unused<'a>(variables: &[Variable<'a>], pieces: &[Piece<'_>]) -> Option<&'a str> {
    let mut used = [false; MAX_VARIABLES];
    for piece in pieces {
        if let Content::Variable(index) = piece.content
            && let Some(used) = used.get_mut(index)
        {
            *used = true;
        }
    }
    let unused = variables.iter().zip(used).find(|(_, used)| !used);
    unused.map(|(variable, _)| variable.name)
}

#[inline(never)]
fn value(variable: &Variable<'_>, index: usize, purpose: Purpose) -> (char, usize) {
    let Variable { min, max, encoding, wide, .. } = *variable;
    let (is_gsm7, is_ucs2) = (encoding == Some(Encoding::Gsm7), encoding == Some(Encoding::Ucs2));
    let shortest = if is_ucs2 { NARROW_UCS2 } else { NARROW };
    let longest_gsm7 = if wide { WIDE } else { NARROW };
    let longest_ucs2 = if wide { WIDE_UCS2 } else { NARROW_UCS2 };
    match purpose {
        Purpose::ShortestUcs2(one) if one == index && !is_gsm7 => {
            (NARROW_UCS2, min.max(1).min(max))
        }
        Purpose::Shortest | Purpose::ShortestUcs2(_) => (shortest, min),
        Purpose::LongestGsm7 if is_ucs2 => (NARROW_UCS2, min),
        Purpose::LongestUcs2 if !is_gsm7 => (longest_ucs2, max),
        Purpose::LongestGsm7 | Purpose::LongestUcs2 => (longest_gsm7, max),
        Purpose::SampleGsm7 if is_ucs2 => (NARROW, 0),
        Purpose::SampleUcs2 if !is_gsm7 => (NARROW_UCS2, max.min(1)),
        Purpose::SampleGsm7 | Purpose::SampleUcs2 => (NARROW, max.min(1)),
    }
}

/// In every table one septet, in none replaced.
const NARROW: char = 'x';

/// In every table two septets, and left out by no provider, as the euro sign is.
const WIDE: char = '[';

/// In no table, one UTF-16 code unit, never replaced.
const NARROW_UCS2: char = 'ж';

/// In no table, two UTF-16 code units.
const WIDE_UCS2: char = '😀';
