//! Says in words what a text costs more for than it has to, and what may go wrong with it.

mod characters;
mod finding;
mod message;
mod unsupported;

pub use finding::{Finding, FindingCode, Place, Severity};

use super::links::links;
use super::{
    Encoding, Error, Options, Segments, count_segments, graphemes, segment, utf16_indices,
    utf16_length,
};
use message::{Words, whole};

/// Segments up to which a text is delivered everywhere; carriers have trouble with more.
pub const MANY_SEGMENTS: usize = 10;

/// How many characters at the end are said to cost a segment of their own.
pub const NEARLY: usize = 10;

/// Looks for what a person who writes `text` would want to be told, the gravest first.
///
/// Findings of one kind are one [`Finding`] with all its places, so that there
/// are few of them whatever the text. Places are offsets in `text`, as it is
/// before Smart Encoding. A text that GSM-7 is demanded for and that does not
/// fit it is no error here but a finding.
///
/// What to type instead need not mean the same: `plain_letter` for `é` is what
/// people send who save, `link_cut` has nothing to type. No replacement is
/// given that would make the text longer by a segment.
///
/// # Errors
///
/// [`Error::TooLong`]: `text` has more than [`MAX_TEXT`](super::MAX_TEXT) UTF-16 code units.
///
/// # Example
///
/// ```
/// use septet::segments::{FindingCode, Options, diagnose};
///
/// let text = "Don’t miss it: ".to_owned() + &"all is half price today. ".repeat(3);
/// let findings = diagnose(&text, &Options::default())?;
/// let quote = findings.iter().find(|finding| finding.code == FindingCode::Typographic).unwrap();
/// assert_eq!((quote.places[0].start, quote.places[0].replacement), (3, Some("'")));
/// assert_eq!(quote.segments_saved, 1);
/// assert_eq!(
///     quote.message,
///     "\"’\" (U+2019) is not in GSM-7, though word processors put such characters in; \
///      type \"'\" instead, which saves 1 segment"
/// );
/// # Ok::<(), septet::segments::Error>(())
/// ```
pub fn diagnose(text: &str, options: &Options) -> Result<Vec<Finding>, Error> {
    let mut options = options.clone();
    let (sent, is_refused) = match segment(text, &options) {
        Err(Error::NotGsm7 { .. }) => {
            options.encoding = None;
            (segment(text, &options)?, true)
        }
        sent => (sent?, false),
    };
    let mut patient = Patient { text, options, sent, is_refused, findings: Vec::new() };
    patient.characters();
    patient.encoding();
    patient.line_breaks();
    patient.length();
    patient.end();
    patient.pairs();
    patient.edges();
    patient.changes();
    patient.findings.sort_by_key(|finding| finding.severity);
    Ok(patient.findings)
}

/// A text that is looked at.
struct Patient<'a> {
    text: &'a str,
    options: Options,
    sent: Segments,
    /// GSM-7 is demanded, and the text does not fit.
    is_refused: bool,
    findings: Vec<Finding>,
}

impl Patient<'_> {
    /// The characters that make the text UCS-2.
    #[inline(never)]
    fn characters(&mut self) {
        if self.sent.encoding == Encoding::Gsm7 || self.options.encoding == Some(Encoding::Ucs2) {
            return;
        }
        let mut offsets = Vec::with_capacity(self.sent.unsupported.len());
        for unsupported in &self.sent.unsupported {
            offsets.push(unsupported.start);
        }
        self.given_all(&mut offsets);
        let groups = unsupported::groups(self.text, &offsets);
        let mut all: Vec<Place> = groups.iter().flat_map(|group| group.places.clone()).collect();
        all.sort_by_key(|place| place.start);
        let saved = self.saved(&mut all);
        let (code, severity) = match (self.is_refused, saved) {
            (true, _) => (FindingCode::NotGsm7, Severity::Error),
            (false, 0) => (FindingCode::Ucs2, Severity::Info),
            (false, _) => (FindingCode::Ucs2, Severity::Warning),
        };
        let message = whole(code, self.sent.unsupported.len(), saved);
        self.findings.push(Finding { code, severity, message, places: all, segments_saved: saved });
        for unsupported::Group { code, mut places } in groups {
            let saved = match code {
                FindingCode::Emoji => self.without(&places),
                _ => self.saved(&mut places),
            };
            let severity = match code {
                _ if self.is_refused => Severity::Error,
                FindingCode::BrokenCharacter => Severity::Warning,
                _ if saved > 0 => Severity::Warning,
                _ => Severity::Info,
            };
            let message = Words::of(self.text, &places).unsupported(code, saved);
            self.findings.push(Finding { code, severity, message, places, segments_saved: saved });
        }
    }

    /// UCS-2 that is demanded.
    #[inline(never)]
    fn encoding(&mut self) {
        if self.options.encoding != Some(Encoding::Ucs2) {
            return;
        }
        let free = Options { encoding: None, ..self.options.clone() };
        if segment(self.text, &free).is_ok_and(|free| free.encoding == Encoding::Gsm7) {
            let free = count_segments(self.text, &free).unwrap_or(usize::MAX);
            let saved = self.sent.count.saturating_sub(free);
            let whole = Place::new(0, utf16_length(self.text), None);
            self.find(FindingCode::Ucs2Demanded, vec![whole], saved);
        }
    }

    /// Line ends of two characters.
    #[inline(never)]
    fn line_breaks(&mut self) {
        let (mut places, mut last) = (Vec::new(), None);
        for (start, character) in utf16_indices(self.text) {
            if (last, character) == (Some('\r'), '\n') {
                places.push(Place::new(start - 1, start + 1, Some("\n")));
            }
            last = Some(character);
        }
        let saved = self.saved(&mut places);
        self.find(FindingCode::CrLf, places, saved);
    }

    /// What is too long for a provider, or for phones.
    #[inline(never)]
    fn length(&mut self) {
        let end = utf16_length(self.text);
        let profile = self.options.provider.profile();
        if let Some(most) = profile.max_characters
            && let Some((start, _)) = utf16_indices(self.text).nth(most)
        {
            let place = Place::new(start, end, None);
            self.find(FindingCode::TooManyCharacters, vec![place], 0);
        }
        if let Some(first) = self.sent.segments.get(MANY_SEGMENTS) {
            let start = self.given(first.start);
            self.find(FindingCode::ManySegments, vec![Place::new(start, end, None)], 0);
        }
    }

    /// The last characters, when a segment less would do without them.
    #[inline(never)]
    fn end(&mut self) {
        let end = utf16_length(self.text);
        let trimmed = self.text.trim_end();
        let start = utf16_length(trimmed);
        let mut blank = vec![Place::new(start, end, Some(""))];
        let saved = if start < end { self.saved(&mut blank) } else { 0 };
        if saved > 0 {
            self.find(FindingCode::TrailingSpace, blank, saved);
            return;
        }
        let counted = |text: &str| count_segments(text, &self.options).unwrap_or(usize::MAX);
        let fits = |&&start: &&usize| {
            self.text.get(..start).is_some_and(|rest| counted(rest) < self.sent.count)
        };
        let starts = last_characters(self.text);
        // Whatever less does, the most of them does.
        if starts.last().is_none_or(|start| !fits(&start)) {
            return;
        }
        if let Some(rest) = starts.iter().find(fits).and_then(|&start| self.text.get(..start)) {
            let saved = self.sent.count.saturating_sub(counted(rest));
            let place = Place::new(utf16_length(rest), end, None);
            self.find(FindingCode::NearlyFits, vec![place], saved);
        }
    }

    /// Characters of the extension table, where others would save a segment.
    #[inline(never)]
    fn pairs(&mut self) {
        if self.sent.encoding == Encoding::Ucs2 {
            return;
        }
        let mut places = Vec::new();
        for (start, character) in utf16_indices(self.text) {
            if let Some(single) = characters::single(character) {
                places.push(Place::new(start, start + 1, Some(single)));
            }
        }
        let saved = self.saved(&mut places);
        if saved > 0 {
            self.find(FindingCode::TwoSeptets, places, saved);
        }
    }

    /// What lies across the edge of two segments.
    #[inline(never)]
    fn edges(&mut self) {
        let mut edges = Vec::with_capacity(self.sent.count);
        for part in self.sent.segments.iter().skip(1) {
            edges.push(part.start);
        }
        self.given_all(&mut edges);
        let found = links(self.text);
        let spans = found.iter().map(|link| (link.start, link.end, true));
        let cut_links = divided(self.text, spans, &edges);
        let mut end = 0;
        let clusters = graphemes::clusters(self.text).map(|cluster| {
            let start = end;
            end += cluster.len();
            (start, end, cluster != "\r\n")
        });
        let cut_characters = divided(self.text, clusters, &edges);
        self.find(FindingCode::LinkCut, cut_links, 0);
        self.find(FindingCode::CharacterCut, cut_characters, 0);
    }

    /// What Smart Encoding puts in the place of what was typed.
    #[inline(never)]
    fn changes(&mut self) {
        let mut places = Vec::with_capacity(self.sent.changes.len());
        for change in &self.sent.changes {
            places.push(Place::new(change.start, change.end, Some(change.replacement)));
        }
        self.find(FindingCode::SmartEncoded, places, 0);
    }

    /// Adds a finding, if it has a place.
    #[inline(never)]
    fn find(&mut self, code: FindingCode, places: Vec<Place>, saved: usize) {
        if places.is_empty() {
            return;
        }
        let profile = self.options.provider.profile();
        let is_too_many = profile.max_segments.is_some_and(|most| self.sent.count > most);
        let severity = match code {
            FindingCode::TooManyCharacters => Severity::Error,
            FindingCode::ManySegments if is_too_many => Severity::Error,
            FindingCode::LinkCut | FindingCode::ManySegments => Severity::Warning,
            FindingCode::NearlyFits => Severity::Info,
            _ if saved > 0 => Severity::Warning,
            _ => Severity::Info,
        };
        let message = Words::of(self.text, &places).other(code, saved, self.sent.count, profile);
        self.findings.push(Finding { code, severity, message, places, segments_saved: saved });
    }

    /// Segments that the replacements save. Where they cost some, they are taken back.
    #[inline(never)]
    fn saved(&self, places: &mut [Place]) -> usize {
        if places.is_empty() {
            return 0;
        }
        let changed = replaced(self.text, places, None);
        let count = count_segments(&changed, &self.options).unwrap_or(usize::MAX);
        if count > self.sent.count {
            for place in places {
                place.replacement = None;
            }
        }
        self.sent.count.saturating_sub(count)
    }

    /// Segments that it saves to leave the places out.
    #[inline(never)]
    fn without(&self, places: &[Place]) -> usize {
        let changed = replaced(self.text, places, Some(""));
        let count = count_segments(&changed, &self.options).unwrap_or(usize::MAX);
        self.sent.count.saturating_sub(count)
    }

    /// The offset in the text given of one in the text sent.
    fn given(&self, offset: usize) -> usize {
        let mut offsets = [offset];
        self.given_all(&mut offsets);
        let [given] = offsets;
        given
    }

    /// The offsets in the text given of those in the text sent, which are in order.
    #[inline(never)]
    fn given_all(&self, offsets: &mut [usize]) {
        // How far both have come, behind the last change.
        let (mut given, mut sent) = (0, 0);
        let mut changes = self.sent.changes.iter().peekable();
        for offset in offsets {
            let mut inside = None;
            while let Some(change) = changes.peek() {
                let start = sent + (change.start - given);
                let end = start + utf16_length(change.replacement);
                if *offset < start {
                    break;
                }
                if *offset < end {
                    inside = Some(change.start);
                    break;
                }
                (given, sent) = (change.end, end);
                changes.next();
            }
            *offset = inside.unwrap_or(given + offset.saturating_sub(sent));
        }
    }
}

/// Where the last user-perceived characters begin, in bytes, from the end on.
#[inline(never)]
fn last_characters(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut end = 0;
    for cluster in graphemes::clusters(text) {
        starts.push(end);
        end += cluster.len();
    }
    starts.reverse();
    starts.truncate(NEARLY);
    starts
}

/// The text with every replacement made, or `instead` put in all places. Places are in order.
#[inline(never)]
fn replaced(text: &str, places: &[Place], instead: Option<&str>) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut places = places.iter().peekable();
    for (start, character) in utf16_indices(text) {
        while places.next_if(|place| place.end <= start).is_some() {}
        match places.peek().filter(|place| place.start <= start) {
            None => changed.push(character),
            Some(place) => match instead.or(place.replacement) {
                None => changed.push(character),
                Some(replacement) if place.start == start => changed.push_str(replacement),
                Some(_) => {}
            },
        }
    }
    changed
}

/// Those of the spans, in bytes and in order, that an edge, in UTF-16 code units, divides.
#[inline(never)]
fn divided(
    text: &str,
    spans: impl Iterator<Item = (usize, usize, bool)>,
    edges: &[usize],
) -> Vec<Place> {
    let (mut divided, mut edges) = (Vec::new(), edges.iter().peekable());
    let (mut bytes, mut units) = (0, 0);
    for (start, end, counts) in spans {
        let length = |from: usize, to: usize| text.get(from..to).map_or(0, utf16_length);
        let first = units + length(bytes, start);
        let last = first + length(start, end);
        (bytes, units) = (end, last);
        while edges.next_if(|&&edge| edge <= first).is_some() {}
        if counts && edges.peek().is_some_and(|&&edge| edge < last) {
            divided.push(Place::new(first, last, None));
        }
    }
    divided
}
