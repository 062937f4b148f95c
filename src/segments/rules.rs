//! What the options come to, once the provider has had its say.

#[cfg(feature = "segments-full")]
use super::Languages;
use super::{Error, Header, LanguageTables, Options, alphabet};

/// The rules a text is measured by.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) header: Header,
    #[cfg(feature = "segments-full")]
    pub(super) languages: Languages,
    /// Whether tables of two languages may stand in one message.
    #[cfg(feature = "segments-full")]
    pub(super) mixes_languages: bool,
    left_out: &'static [u16],
}

/// Septets of a text, and the tables they are of.
#[derive(Clone, Copy)]
pub(super) struct Septets {
    pub(super) size: usize,
    pub(super) tables: Option<LanguageTables>,
}

impl Rules {
    pub(super) fn of(options: &Options) -> Result<Self, Error> {
        let profile = options.provider.profile();
        let languages = options.languages.unwrap_or(profile.languages);
        if !languages.is_empty() && cfg!(not(feature = "segments-full")) {
            return Err(Error::NoLanguages);
        }
        Ok(Self {
            header: options.header.unwrap_or(profile.header),
            #[cfg(feature = "segments-full")]
            languages,
            #[cfg(feature = "segments-full")]
            mixes_languages: profile.mixes_languages,
            left_out: profile.left_out,
        })
    }

    /// The septets of a text, if all of it has some.
    #[inline(never)]
    pub(super) fn septets(&self, text: &[u16]) -> Option<Septets> {
        #[cfg(feature = "segments-full")]
        if !self.languages.is_empty() {
            return super::national::septets_of(text, self);
        }
        let mut size = 0;
        for &unit in text {
            match self.septets_in(None, unit) {
                0 => return None,
                septets => size += usize::from(septets),
            }
        }
        Some(Septets { size, tables: None })
    }

    /// The tables that leave the fewest characters of a text without septets.
    pub(super) fn best_tables(&self, text: &[u16]) -> Option<LanguageTables> {
        #[cfg(feature = "segments-full")]
        if !self.languages.is_empty() {
            return super::national::best_tables(text, self);
        }
        let _ = (self, text);
        None
    }

    /// The septets of a character in `tables`, 0 where it has none.
    #[inline]
    pub(super) fn septets_in(&self, tables: Option<LanguageTables>, unit: u16) -> u8 {
        if self.leaves_out(unit) { 0 } else { alphabet::septets_in(tables, unit) }
    }

    /// Whether a national table that may be used has a character.
    pub(super) fn is_national(&self, unit: u16) -> bool {
        #[cfg(feature = "segments-full")]
        if !self.languages.is_empty() {
            return super::national::has(self.languages, unit);
        }
        let _ = (self, unit);
        false
    }

    /// Not `contains`, which takes 700 bytes for lists as short as these.
    #[inline]
    pub(super) fn leaves_out(&self, unit: u16) -> bool {
        for &left_out in self.left_out {
            if left_out == unit {
                return true;
            }
        }
        false
    }
}
