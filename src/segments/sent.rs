//! What becomes of a text before it is cut.

use super::lists::{Encoded, Found, SegmentList};
use super::rules::{Rules, Septets};
use super::smart_encoding::{self, Edit};
use super::split::split;
use super::{Encoding, Error, LanguageTables, Options, SmartEncoding, check_units, savings};

/// A text as it is sent.
#[derive(Clone, Copy)]
pub(super) struct Sent<'text> {
    pub(super) units: &'text [u16],
    pub(super) encoding: Encoding,
    /// Whether all of it has septets.
    fits: bool,
    /// The national tables that are named.
    pub(super) tables: Option<LanguageTables>,
    /// Septets or UTF-16 code units, by `encoding`.
    pub(super) size: usize,
    pub(super) rules: Rules,
}

impl<'text> Sent<'text> {
    /// What becomes of a text that is `given`, and the edits that it takes.
    pub(super) fn of(
        given: &'text [u16],
        options: &Options,
        encoded: &'text mut Encoded,
        found: &mut Found,
    ) -> Result<Self, Error> {
        check_units(given.len())?;
        Self::of_any_length(given, options, encoded, found)
    }

    pub(super) fn of_any_length(
        given: &'text [u16],
        options: &Options,
        encoded: &'text mut Encoded,
        found: &mut Found,
    ) -> Result<Self, Error> {
        let Found { edits, segments, .. } = found;
        edits.clear();
        let rules = Rules::of(options)?;
        let as_it_is = Self::with(given, rules, options.encoding);
        let fits = as_it_is.is_some_and(|sent| sent.encoding == Encoding::Gsm7);
        if fits || options.smart_encoding == SmartEncoding::Off {
            return as_it_is.ok_or_else(|| not_gsm7(given, edits, &rules));
        }
        smart_encoding::find(given, &rules, edits);
        smart_encoding::encode(given, edits, encoded);
        let Some(replaced) = Self::with(encoded, rules, options.encoding) else {
            return Err(not_gsm7(encoded, edits, &rules));
        };
        if let Some(as_it_is) = as_it_is {
            let is_enough = options.smart_encoding == SmartEncoding::On || replaced.fits;
            // Replacements may be longer than what they replace.
            if !is_enough || replaced.split(false, segments) > as_it_is.split(false, segments) {
                edits.clear();
                return Ok(as_it_is);
            }
        }
        Ok(replaced)
    }

    /// A text in the encoding demanded; nothing if it does not fit that.
    #[inline(never)]
    fn with(units: &'text [u16], rules: Rules, encoding: Option<Encoding>) -> Option<Self> {
        let septets = rules.septets(units);
        let fits = septets.is_some();
        let (encoding, size, tables) = match (encoding, septets) {
            (None | Some(Encoding::Gsm7), Some(Septets { size, tables })) => {
                (Encoding::Gsm7, size, tables)
            }
            (Some(Encoding::Gsm7), None) => return None,
            _ => (Encoding::Ucs2, units.len(), None),
        };
        Some(Self { units, encoding, fits, tables, size, rules })
    }

    pub(super) fn units_per_segment(&self) -> usize {
        let tables = self.tables.map_or(0, LanguageTables::count);
        self.encoding.units_per_segment(self.size, self.rules.header, tables)
    }

    /// Cuts the text into `segments`, and says how many there are.
    #[inline(never)]
    pub(super) fn split(&self, keep_graphemes: bool, segments: &mut SegmentList) -> usize {
        let alphabet = (self.encoding, self.tables);
        split(self.units, alphabet, self.units_per_segment(), keep_graphemes, segments);
        segments.len()
    }

    /// Finds out what each of the edits saves that led here from the text `given`.
    pub(super) fn find_savings(&self, given: &[u16], Found { edits, segments, .. }: &mut Found) {
        if !edits.is_empty() {
            savings::find(given, self, edits, self.split(false, segments));
        }
    }
}

/// The first character that keeps a text out of GSM-7, at its place in the text it was made of.
#[cold]
fn not_gsm7(units: &[u16], edits: &[Edit], rules: &Rules) -> Error {
    let tables = rules.best_tables(units);
    let found = units.iter().position(|&unit| rules.septets_in(tables, unit) == 0).unwrap_or(0);
    let (mut given_end, mut end) = (0, 0);
    for edit in edits {
        let start = end + edit.start - given_end;
        let behind = start + edit.replacement.len();
        if found < start {
            break;
        }
        if found < behind {
            return Error::NotGsm7 { position: edit.start };
        }
        (given_end, end) = (edit.end, behind);
    }
    Error::NotGsm7 { position: found - end + given_end }
}
