//! Pieces of text that are copied fast.

/// A text, and what follows it in memory.
///
/// In WebAssembly, copying a few bytes by a call of the engine takes longer than all else that is
/// done with them. A copy of a fixed size needs no call, so short pieces are copied with what
/// follows them, which is cut off again.
#[derive(Clone, Copy, Default)]
pub(super) struct Span<'a> {
    bytes: &'a [u8],
    length: usize,
}

impl<'a> Span<'a> {
    pub(super) const fn of(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), length: text.len() }
    }

    /// The first `length` bytes, if there are as many.
    pub(super) fn head(bytes: &'a [u8], length: usize) -> Option<Self> {
        (length <= bytes.len()).then_some(Self { bytes, length })
    }

    pub(super) const fn is_empty(self) -> bool {
        self.length == 0
    }

    pub(super) fn bytes(self) -> &'a [u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Both sides of a place in the text.
    pub(super) fn split_at(self, place: usize) -> (Self, Self) {
        let place = place.min(self.length);
        let rest = self.bytes.get(place..).unwrap_or_default();
        (Self { length: place, ..self }, Self { bytes: rest, length: self.length - place })
    }

    /// Appends the text.
    #[inline]
    pub(super) fn push_to(self, out: &mut Vec<u8>) {
        match self.bytes.first_chunk::<SHORT>() {
            Some(chunk) if self.length <= SHORT => {
                out.extend_from_slice(chunk);
                out.truncate(out.len() - SHORT + self.length);
            }
            _ => out.extend_from_slice(self.bytes()),
        }
    }
}

const SHORT: usize = 16;
