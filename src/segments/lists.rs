//! The lists that a text is measured into.
//!
//! In WebAssembly there is one of each, with all the room it may need: memory costs nothing until it
//! is used, and nothing has to be allocated.

use super::MAX_TEXT;
use super::lacking::Lacking;
use super::smart_encoding::Edit;
use super::split::Segment;
use crate::list::List;

/// All that one text takes.
pub(crate) struct Lists {
    /// The text after replacements.
    pub(super) encoded: Encoded,
    pub(crate) found: Found,
}

/// All that is found in one text.
pub(crate) struct Found {
    /// What is replaced.
    pub(crate) edits: List<Edit, MAX_TEXT>,
    /// The segments.
    pub(crate) segments: SegmentList,
    /// The characters without septets.
    pub(crate) lacking: List<Lacking, MAX_TEXT>,
}

/// No replacement has more than seven units.
pub(super) type Encoded = List<u16, { 7 * MAX_TEXT }>;

/// Two segments that follow each other hold more than one could, and one holds 66 units at least.
pub(super) type SegmentList = List<Segment, 0x2000>;

impl Lists {
    /// Lends lists.
    pub(crate) fn with<T>(run: impl FnOnce(&mut Self) -> T) -> T {
        #[cfg(target_family = "wasm")]
        return LISTS.with_borrow_mut(run);
        #[cfg(not(target_family = "wasm"))]
        run(&mut Self::new())
    }

    const fn new() -> Self {
        let found = Found {
            edits: List::new(Edit::EMPTY),
            segments: List::new(Segment::EMPTY),
            lacking: List::new(Lacking::EMPTY),
        };
        Self { encoded: List::new(0), found }
    }
}

#[cfg(target_family = "wasm")]
thread_local! {
    static LISTS: std::cell::RefCell<Lists> = const { std::cell::RefCell::new(Lists::new()) };
}

// JavaScript reads them as numbers of 32 bits: so many of each.
#[cfg(target_family = "wasm")]
const _: () = assert!(size_of::<(Edit, Segment, Lacking)>() == (4 + 3 + 1) * 4);
