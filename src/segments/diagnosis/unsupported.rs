//! Sorts what makes a text UCS-2 by what it is.

use super::characters::{
    composed, instead, is_direction, is_joiner, is_plain_letter, is_right_to_left, kind, lookalike,
};
use super::{FindingCode, Place};
use crate::segments::{graphemes, utf16_indices, utf16_length};

/// All places of one kind.
pub(super) struct Group {
    pub(super) code: FindingCode,
    pub(super) places: Vec<Place>,
}

/// Sorts the characters of `text` that begin at `offsets`, which are in order. No group is empty.
pub(super) fn groups(text: &str, offsets: &[usize]) -> Vec<Group> {
    let mut sorter = Sorter::new(text, offsets);
    let (mut offset, mut rest) = (0, offsets);
    for cluster in graphemes::clusters(text) {
        let start = offset;
        offset += utf16_length(cluster);
        let inside = rest.iter().take_while(|&&place| place < offset).count();
        let (inside, next) = rest.split_at_checked(inside).unwrap_or_default();
        rest = next;
        if inside.is_empty() {
            continue;
        }
        if cluster.chars().any(|one| kind(one) == FindingCode::Emoji) {
            sorter.add(FindingCode::Emoji, Place::new(start, offset, None));
        } else {
            sorter.sort(cluster, start, inside);
        }
    }
    sorter.groups
}

struct Sorter {
    groups: Vec<Group>,
    /// Some letter is of a script that has no like in GSM-7.
    has_script: bool,
    /// Some letter is of a script that runs from right to left.
    is_right_to_left: bool,
}

impl Sorter {
    fn new(text: &str, offsets: &[usize]) -> Self {
        let mut sorter = Self { groups: Vec::new(), has_script: false, is_right_to_left: false };
        let mut offsets = offsets.iter().peekable();
        for (start, character) in utf16_indices(text) {
            if offsets.next_if(|&&offset| offset == start).is_some() {
                sorter.has_script |=
                    kind(character) == FindingCode::OtherScript && lookalike(character).is_none();
                sorter.is_right_to_left |= is_right_to_left(character);
            }
        }
        sorter
    }

    /// Sorts those of the characters of `cluster` that begin at `offsets`.
    #[inline(never)]
    fn sort(&mut self, cluster: &str, start: usize, offsets: &[usize]) {
        let (mut last, mut is_in_script) = (None, false);
        let mut offsets = offsets.iter().peekable();
        for (at, character) in utf16_indices(cluster) {
            let (from, to) = (start + at, start + at + character.len_utf16());
            if offsets.next_if(|&&offset| offset == from).is_some() {
                let kind = self.kind(character, is_in_script);
                match (kind, last) {
                    (FindingCode::SeparateAccent, Some(letter)) if is_plain_letter(letter) => {
                        let place = match composed(letter, character) {
                            // Every letter that an accent is put on is one unit.
                            Some(whole) => Place::new(from - 1, to, Some(whole)),
                            None => Place::new(from, to, Some("")),
                        };
                        self.add(kind, place);
                    }
                    (FindingCode::SeparateAccent, _) => {
                        self.add(kind, Place::new(from, to, Some("")));
                    }
                    _ => self.add(kind, Place::new(from, to, instead(character, kind))),
                }
                is_in_script |= at == 0 && kind == FindingCode::OtherScript;
            }
            last = Some(character);
        }
    }

    /// What a character is, behind a letter of a script of its own or not.
    #[inline(never)]
    fn kind(&self, character: char, is_in_script: bool) -> FindingCode {
        match kind(character) {
            FindingCode::OtherScript if !self.has_script => FindingCode::LookalikeLetter,
            FindingCode::SeparateAccent if is_in_script => FindingCode::OtherScript,
            FindingCode::InvisibleCharacter
                if (is_joiner(character) && is_in_script)
                    || (is_direction(character) && self.is_right_to_left) =>
            {
                FindingCode::OtherScript
            }
            kind => kind,
        }
    }

    /// Adds a place, to the one that it follows where neither is replaced.
    #[inline(never)]
    fn add(&mut self, code: FindingCode, place: Place) {
        let found = self.groups.iter_mut().find(|group| group.code == code);
        let Some(Group { places, .. }) = found else {
            self.groups.push(Group { code, places: vec![place] });
            return;
        };
        match places.last_mut() {
            Some(last)
                if last.end == place.start
                    && (last.replacement, place.replacement) == (None, None) =>
            {
                last.end = place.end;
            }
            _ => places.push(place),
        }
    }
}
