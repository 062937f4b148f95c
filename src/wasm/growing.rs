//! Buffers that grow.

pub(super) type Input = Vec<u8>;
pub(super) type Numbers = Vec<u32>;

pub(super) const INPUT: Input = Vec::new();

/// Makes room for `capacity` bytes.
pub(super) fn reserve(input: &mut Input, capacity: usize) {
    if input.len() < capacity {
        input.resize(capacity, 0);
    }
}

/// What is written as UTF-8 and read by JavaScript: a `String` would look at every byte of a
/// document again, which takes a fifth of the time that writing it does.
pub(crate) struct Text {
    bytes: Vec<u8>,
}

impl Text {
    pub(super) const fn new() -> Self {
        Self { bytes: Vec::new() }
    }

    #[allow(dead_code, reason = "a module with one domain uses a part of this")]
    pub(super) fn push(&mut self, ch: char) {
        self.push_str(ch.encode_utf8(&mut [0; 4]));
    }

    pub(crate) fn push_str(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    #[allow(dead_code, reason = "a module with one domain uses a part of this")]
    pub(super) fn push_ascii(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
    }

    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
    }

    /// The bytes, for those who append UTF-8.
    #[allow(dead_code, reason = "a module with one domain uses a part of this")]
    pub(crate) const fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    pub(crate) const fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) const fn as_ptr(&self) -> *const u8 {
        self.bytes.as_ptr()
    }
}

impl std::fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { bytes: text.into_bytes() }
    }
}

impl zeroize::Zeroize for Text {
    fn zeroize(&mut self) {
        self.bytes.zeroize();
    }
}

/// Less than half the code of the allocator that std brings, and faster.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
