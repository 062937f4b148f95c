//! A list with room for the most items there may be.
//!
//! In WebAssembly it is an array: memory costs nothing until it is used, and nothing has to be
//! allocated.

#![allow(dead_code, reason = "a module with one domain uses a part of this")]

use std::ops::{Deref, DerefMut};

/// A list of `MOST` items at most. Where there is an allocator it has room for those there are.
pub(crate) struct List<T, const MOST: usize> {
    #[cfg(target_family = "wasm")]
    items: [T; MOST],
    #[cfg(target_family = "wasm")]
    length: usize,
    #[cfg(not(target_family = "wasm"))]
    items: Vec<T>,
}

#[cfg(target_family = "wasm")]
impl<T: Copy, const MOST: usize> List<T, MOST> {
    pub(crate) const fn new(empty: T) -> Self {
        Self { items: [empty; MOST], length: 0 }
    }

    /// What is behind the end is dropped: nothing is, as there is room for all.
    #[inline]
    pub(crate) fn push(&mut self, item: T) {
        if let Some(place) = self.items.get_mut(self.length) {
            *place = item;
            self.length += 1;
        }
    }

    pub(crate) fn pop(&mut self) {
        self.length = self.length.saturating_sub(1);
    }

    pub(crate) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }
}

#[cfg(not(target_family = "wasm"))]
impl<T: Copy, const MOST: usize> List<T, MOST> {
    pub(crate) const fn new(_: T) -> Self {
        Self { items: Vec::new() }
    }

    /// Makes room for more items, so that few are enough for none to move.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.items.reserve(more);
    }

    pub(crate) fn push(&mut self, item: T) {
        self.items.push(item);
    }

    pub(crate) fn pop(&mut self) {
        self.items.pop();
    }

    pub(crate) fn truncate(&mut self, length: usize) {
        self.items.truncate(length);
    }
}

impl<T: Copy, const MOST: usize> List<T, MOST> {
    pub(crate) fn clear(&mut self) {
        self.truncate(0);
    }

    /// Puts an item before the one at `place`, which is there or would be the next.
    #[inline(never)]
    pub(crate) fn insert(&mut self, place: usize, item: T) {
        self.push(item);
        if let Some(rest @ [_, ..]) = self.get_mut(place..) {
            rest.copy_within(..rest.len() - 1, 1);
            if let Some(first) = rest.first_mut() {
                *first = item;
            }
        }
    }
}

impl<T, const MOST: usize> Deref for List<T, MOST> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        #[cfg(target_family = "wasm")]
        return self.items.get(..self.length).unwrap_or_default();
        #[cfg(not(target_family = "wasm"))]
        &self.items
    }
}

impl<T, const MOST: usize> DerefMut for List<T, MOST> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        #[cfg(target_family = "wasm")]
        return self.items.get_mut(..self.length).unwrap_or_default();
        #[cfg(not(target_family = "wasm"))]
        &mut self.items
    }
}
