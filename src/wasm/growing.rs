//! Buffers that grow.

pub(super) type Input = Vec<u8>;
pub(super) type Text = String;
pub(super) type Numbers = Vec<u32>;

pub(super) const INPUT: Input = Vec::new();

/// Makes room for `capacity` bytes.
pub(super) fn reserve(input: &mut Input, capacity: usize) {
    if input.len() < capacity {
        input.resize(capacity, 0);
    }
}

/// Less than half the code of the allocator that std brings, and faster.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
