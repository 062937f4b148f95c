//! Puts findings into sentences.

use super::characters::{is_direction, is_joiner, kind};
use super::{FindingCode, MANY_SEGMENTS, Place};
use crate::segments::words::Message;
use crate::segments::{Profile, graphemes};

/// What a sentence is made of.
pub(super) struct Words<'a> {
    /// The text at the first place.
    first: &'a str,
    /// What to type there instead.
    instead: Option<&'static str>,
    /// How many places there are.
    count: usize,
    /// UTF-16 code units of the first place.
    units: usize,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str, places: &[Place]) -> Self {
        let Some(first) = places.first() else {
            return Self { first: "", instead: None, count: 0, units: 0 };
        };
        Self {
            first: slice(text, first),
            instead: first.replacement,
            count: places.len(),
            units: first.end - first.start,
        }
    }

    /// Characters of one kind that GSM-7 lacks.
    pub(super) fn unsupported(&self, code: FindingCode, saved: usize) -> String {
        let subject = self.subject();
        let message = subject.add(match code {
            FindingCode::AccentedLetter => "not in GSM-7, which has few letters with accents",
            FindingCode::BrokenCharacter => {
                "no character: half of one, or what a wrong encoding has left"
            }
            FindingCode::ControlCharacter => "for machines, and not in GSM-7",
            FindingCode::Emoji => "not in GSM-7, which has no emoji",
            FindingCode::InvisibleCharacter => "invisible, and not in GSM-7",
            FindingCode::LookalikeLetter => "of another script, with the look of a Latin letter",
            FindingCode::SeparateAccent => "typed apart from the letter, and not in GSM-7",
            FindingCode::Symbol => "not in GSM-7, which has few symbols",
            FindingCode::Typographic => {
                "not in GSM-7, though word processors put such characters in"
            }
            FindingCode::UnusualSpace => "not the space of the space bar, and not in GSM-7",
            _ => "in a script that GSM-7 does not have",
        });
        let message = match code {
            FindingCode::Emoji if saved > 0 => message.add("; to leave it out"),
            _ => self.advice(message),
        };
        match (code, saved) {
            (_, 0) => message,
            (FindingCode::Emoji, _) => message.add(" saves ").counted(saved, "segment"),
            _ => message.add(", which saves ").counted(saved, "segment"),
        }
        .into()
    }

    /// Everything else.
    pub(super) fn other(
        &self,
        code: FindingCode,
        saved: usize,
        segments: usize,
        profile: Profile,
    ) -> String {
        let most_characters = profile.max_characters.unwrap_or_default();
        let message = Message::new("");
        let message = match code {
            FindingCode::CharacterCut => self
                .many(message, "character lies", "characters lie")
                .add(" across the edge of two segments: a phone that shows them one by one shows pieces"),
            FindingCode::CrLf => self
                .many(message, "line ends", "lines end")
                .add(" in a carriage return and a line feed, which count twice; a line feed is enough"),
            FindingCode::LinkCut => self
                .many(message, "link lies", "links lie")
                .add(" across the edge of two segments: it is dead on a phone that shows them one by one"),
            FindingCode::ManySegments => {
                let message = message.counted(segments, "segment");
                match profile.max_segments {
                    Some(most) if segments > most => {
                        message.add(" are more than the ").number(most).add(" that the provider takes")
                    }
                    _ => message
                        .add(", and some carriers lose or jumble texts of more than ")
                        .number(MANY_SEGMENTS),
                }
            }
            FindingCode::NearlyFits => {
                let characters = graphemes::count(self.first);
                message
                    .add("the last ")
                    .counted(characters, "character")
                    .add(if characters == 1 { " costs" } else { " cost" })
                    .add(" a segment more; a text that is shorter by as much")
            }
            FindingCode::SmartEncoded => self
                .many(message, "character is", "characters are")
                .add(" replaced by Smart Encoding before the text is sent"),
            FindingCode::TooManyCharacters => message
                .number(self.first.chars().count() + most_characters)
                .add(" characters are more than the ")
                .number(most_characters)
                .add(" that Twilio takes (error 21617)"),
            FindingCode::TrailingSpace => message
                .add("white space at the end counts, and nobody sees it; without it the text"),
            FindingCode::TwoSeptets => self
                .many(message, "character counts", "characters count")
                .add(" twice in GSM-7; ")
                .add("type ")
                .quoted(self.instead.unwrap_or_default())
                .add(if self.count == 1 { " instead" } else { " and the like instead" }),
            _ => message.add("the options demand UCS-2 for a text that fits GSM-7; without that it"),
        };
        match (code, saved) {
            (_, 0) => message,
            (FindingCode::TwoSeptets | FindingCode::CrLf, _) => {
                message.add(", which saves ").counted(saved, "segment")
            }
            _ => message.add(" saves ").counted(saved, "segment"),
        }
        .into()
    }

    /// `"’" (U+2019) is`, `"’" (U+2019) and 3 more are`.
    #[inline(never)]
    fn subject(&self) -> Message {
        let message = Message::new("");
        let mut characters = self.first.chars();
        let message = match (characters.next(), characters.next()) {
            (Some(one), None) if is_unseen(one) => message.code_point(one),
            (Some(one), None) => message.quoted(self.first).add(" (").code_point(one).add(")"),
            _ if self.units <= MAX_SHOWN => message.quoted(self.first),
            _ => message.quoted(head(self.first)).add(" and what follows"),
        };
        match self.count {
            1 => message.add(" is "),
            _ => message.add(" and ").number(self.count - 1).add(" more are "),
        }
    }

    #[inline(never)]
    fn advice(&self, message: Message) -> Message {
        match self.instead {
            None => message,
            Some("") => message.add("; leave it out"),
            Some("\n") => message.add("; type a line break instead"),
            Some(" ") => message.add("; type a space instead"),
            Some(instead) if self.count == 1 => {
                message.add("; type ").quoted(instead).add(" instead")
            }
            Some(instead) => message.add("; type ").quoted(instead).add(" and the like instead"),
        }
    }

    #[inline(never)]
    fn many(&self, message: Message, one: &str, more: &str) -> Message {
        message.number(self.count).add(" ").add(if self.count == 1 { one } else { more })
    }
}

/// All that GSM-7 lacks, together.
pub(super) fn whole(code: FindingCode, characters: usize, saved: usize) -> String {
    let message = Message::new("").counted(characters, "character").add(" that GSM-7 lacks ");
    let message = match (code, characters) {
        (FindingCode::NotGsm7, 1) => message.add("keeps the text out of it"),
        (FindingCode::NotGsm7, _) => message.add("keep the text out of it"),
        (_, 1) => message.add("makes the whole text UCS-2, with less than half the room"),
        _ => message.add("make the whole text UCS-2, with less than half the room"),
    };
    match saved {
        0 => message,
        _ => message.add("; what to type instead saves ").counted(saved, "segment"),
    }
    .into()
}

/// Nothing of it is seen, or it changes how what follows is seen.
fn is_unseen(character: char) -> bool {
    is_direction(character)
        || is_joiner(character)
        || matches!(
            kind(character),
            FindingCode::ControlCharacter
                | FindingCode::InvisibleCharacter
                | FindingCode::SeparateAccent
                | FindingCode::UnusualSpace
        )
}

/// Longest text that a message shows whole, in UTF-16 code units.
const MAX_SHOWN: usize = 24;

/// The characters at the beginning that are shown of a long text.
fn head(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_SHOWN / 2).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

#[inline(never)]
fn slice<'a>(text: &'a str, place: &Place) -> &'a str {
    let (mut from, mut to, mut units) = (text.len(), text.len(), 0);
    for (at, character) in text.char_indices() {
        if units == place.start {
            from = at;
        }
        if units >= place.end {
            to = at;
            break;
        }
        units += character.len_utf16();
    }
    text.get(from..to).unwrap_or_default()
}
