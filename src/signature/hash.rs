//! SHA-1, SHA-256 and HMAC-SHA1.
//!
//! The compression functions are those of `sha1` and `sha2`. What feeds them stands here once for
//! both: in WebAssembly it is a fifth of the code that generic hashers make of it.

use sha2::block_api::compress256;
use zeroize::Zeroize;

/// An HMAC-SHA1.
pub(super) type Digest = [u8; 20];

/// HMAC-SHA1 (RFC 2104), its key set up. It is wiped when dropped.
pub(super) struct Mac {
    /// The states behind the key.
    inner: State,
    outer: State,
}

impl Mac {
    /// Takes keys of any length.
    #[inline(never)]
    pub(super) fn new(key: &[u8]) -> Self {
        let mut digest: Digest = [0; 20];
        let mut short = key;
        if key.len() > BLOCK {
            let mut hash = Hash::sha1();
            hash.update(key);
            hash.finish(&mut digest);
            short = &digest;
        }
        let mac = Self { inner: keyed(short, 0x36), outer: keyed(short, 0x5c) };
        wipe(&mut digest);
        mac
    }

    /// Signs what is written by `write`.
    pub(super) fn sign(&self, write: impl FnOnce(&mut Hash)) -> Digest {
        let mut digest = [0; 20];
        let mut hash = Hash::new(compress_sha1, &self.inner);
        hash.length = BLOCK;
        write(&mut hash);
        hash.finish(&mut digest);
        hash.state = self.outer;
        hash.length = BLOCK;
        hash.update(&digest);
        hash.finish(&mut digest);
        digest
    }
}

impl Drop for Mac {
    fn drop(&mut self) {
        wipe(&mut self.inner);
        wipe(&mut self.outer);
    }
}

/// The state behind the block of a key.
#[inline(never)]
fn keyed(key: &[u8], pad: u8) -> State {
    let mut hash = Hash::sha1();
    for (index, place) in hash.block.iter_mut().enumerate() {
        *place = key.get(index).copied().unwrap_or_default() ^ pad;
    }
    (hash.compress)(&mut hash.state, &[hash.block]);
    hash.state
}

/// Wipes a secret, unless it is in a place that is wiped as a whole: in WebAssembly the stack is when
/// a call ends, and only explanations keep keys elsewhere.
fn wipe(secret: &mut impl Zeroize) {
    if cfg!(any(not(target_family = "wasm"), feature = "signature-full")) {
        secret.zeroize();
    }
}

/// SHA-1 or SHA-256 (FIPS 180-4) of a text that comes in pieces. It is wiped when dropped.
pub(super) struct Hash {
    compress: Compress,
    state: State,
    block: Block,
    length: usize,
}

type Compress = fn(&mut State, &[Block]);
/// Those of SHA-1 are the first five.
type State = [u32; 8];
type Block = [u8; BLOCK];

const BLOCK: usize = 64;
/// As much of it as fills a block.
const PADDING: &[u8; BLOCK] = &{
    let mut padding = [0; BLOCK];
    padding[0] = 0x80;
    padding
};

impl Hash {
    /// Starts a SHA-1 (FIPS 180-4, 5.3.1).
    pub(super) fn sha1() -> Self {
        Self::new(compress_sha1, SHA1)
    }

    /// Starts a SHA-256 (FIPS 180-4, 5.3.3).
    pub(super) fn sha256() -> Self {
        Self::new(compress256, SHA256)
    }

    #[inline(never)]
    fn new(compress: Compress, state: &State) -> Self {
        Self { compress, state: *state, block: [0; BLOCK], length: 0 }
    }

    #[inline(never)]
    pub(super) fn update(&mut self, text: &[u8]) {
        let open = BLOCK - self.length % BLOCK;
        self.length += text.len();
        let Some((head, rest)) = text.split_at_checked(open) else { return self.fill(open, text) };
        self.fill(open, head);
        (self.compress)(&mut self.state, &[self.block]);
        let (blocks, tail) = rest.as_chunks();
        (self.compress)(&mut self.state, blocks);
        self.fill(BLOCK, tail);
    }

    /// Writes bytes where `open` ones of the block are.
    fn fill(&mut self, open: usize, text: &[u8]) {
        if let Some(place) = self.block.get_mut(BLOCK - open..BLOCK - open + text.len()) {
            place.copy_from_slice(text);
        }
    }

    /// Pads the text (FIPS 180-4, 5.1.1) and writes its digest.
    #[inline(never)]
    pub(super) fn finish(&mut self, digest: &mut [u8]) {
        let bits = (self.length as u64 * 8).to_be_bytes();
        let padding = (2 * BLOCK - bits.len() - 1 - self.length % BLOCK) % BLOCK + 1;
        self.update(PADDING.get(..padding).unwrap_or_default());
        self.update(&bits);
        for (index, byte) in digest.iter_mut().enumerate() {
            let word = self.state.get(index / 4).copied().unwrap_or_default();
            *byte = word.to_be_bytes().get(index % 4).copied().unwrap_or_default();
        }
    }
}

impl Drop for Hash {
    fn drop(&mut self) {
        wipe(&mut self.state);
        wipe(&mut self.block);
    }
}

fn compress_sha1(state: &mut State, blocks: &[Block]) {
    if let Some(state) = state.first_chunk_mut() {
        sha1::block_api::compress(state, blocks);
    }
}

const SHA1: &State = &[0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0, 0, 0, 0];
const SHA256: &State = &[
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit, Mac as _};
    use sha1::Sha1;
    use sha2::{Digest as _, Sha256};

    use super::{Digest, Hash, Mac};

    /// A text of that length, and the places it is cut at.
    fn cases() -> impl Iterator<Item = (Vec<u8>, usize)> {
        (0..200_u8).flat_map(|length| {
            let text: Vec<u8> = (0..length).map(|at| at.wrapping_mul(37)).collect();
            [0, 1, 55, 56, 63, 64, 65, 128, 199].map(|cut| (text.clone(), cut.min(text.len())))
        })
    }

    #[test]
    fn hashes_as_the_crates_do() {
        for (text, cut) in cases() {
            let (mut sha1, mut sha256): (Digest, _) = ([0; 20], [0; 32]);
            let (mut one, mut two) = (Hash::sha1(), Hash::sha256());
            for piece in [&text[..cut], &text[cut..]] {
                one.update(piece);
                two.update(piece);
            }
            one.finish(&mut sha1);
            two.finish(&mut sha256);
            assert_eq!(sha1, *Sha1::digest(&text), "{} {cut}", text.len());
            assert_eq!(sha256, *Sha256::digest(&text), "{} {cut}", text.len());
        }
    }

    #[test]
    fn keys_as_the_crate_does() {
        for (key, cut) in cases() {
            let mut mac = Hmac::<Sha1>::new_from_slice(&key).unwrap();
            mac.update(&key);
            let ours = Mac::new(&key).sign(|hash| {
                hash.update(&key[..cut]);
                hash.update(&key[cut..]);
            });
            assert_eq!(ours, *mac.finalize().into_bytes(), "{} {cut}", key.len());
        }
    }
}
