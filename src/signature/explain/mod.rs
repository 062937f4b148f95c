//! Why a signature fails.
//!
//! Everything that is known to go wrong between Twilio and a check is undone
//! on trial, alone and in combination: scheme, host, port, path, query, the
//! parameters, the token, the header. A change under which the signature turns
//! out to be the token's is a proof, since nobody without the token could have
//! made it. What cannot be proven is told from its shape, as likely.
//!
//! The answer is for the person who set up the webhook. It is no verification:
//! a request that is only explained is still to be refused, and its sender is
//! not to be told why.
//!
//! Nothing in the answer depends on a token or an expected signature but what
//! the comparisons came to, and these take the same time whatever they come to.

mod address;
mod finding;
mod header;
mod hints;
mod key;
mod payload;

use subtle::Choice;
use zeroize::Zeroizing;

pub use finding::{Cause, Finding};
pub use hints::{HEADERS, Hints, MAX_HEADER};

use super::body::{Hash, is_hash};
use super::message::Message;
use super::params::Params;
use super::{Error, Payload, Received, url, verify_twilio};
use crate::form::unescaped;
use address::{Address, Change, Part};
use header::Reading;
use key::Key;
use payload::Variant;

/// The most HMACs that one explanation computes.
pub const MAX_TRIALS: usize = 2000;

/// The most bytes they are computed of: less than half a second in WebAssembly.
const MAX_WORK: usize = 64 << 20;

/// What is known of a signature.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Explanation {
    /// What [`verify_twilio`] answers.
    pub is_valid: bool,
    /// What the signature is over, where that was found out.
    pub matched: Option<Matched>,
    /// What makes it fail: every part of a proof, or else what is likely, the likeliest first.
    pub findings: Vec<Finding>,
}

/// The URL and the token that a signature was made with.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Matched {
    /// The URL, with `***` for a password and for whatever holds an auth token.
    pub url: String,
    /// The place of the token among those given.
    pub token_index: usize,
}

/// Says why a request is not valid, and how that is put right.
///
/// # Errors
///
/// Those of [`verify_twilio`].
///
/// # Example
///
/// ```
/// use septet::signature::{Cause, Hints, Payload, Received, explain_twilio};
///
/// let received = Received {
///     auth_tokens: &["12345"],
///     signature: "M02ZNyzCCLZyd9hkV/U4PvxT1KY=",
///     url: "http://mycompany.com/myapp.php?foo=1&bar=2",
///     normalized: None,
///     payload: Payload::Body(b"To=%2B18005551212&Digits=1234"),
/// };
/// let explanation = explain_twilio(&received, &Hints::default())?;
/// assert!(!explanation.is_valid);
/// assert_eq!(explanation.findings[0].code, Cause::SchemeChanged);
/// assert_eq!(explanation.matched.unwrap().url, "https://mycompany.com/myapp.php?foo=1&bar=2");
/// # Ok::<(), septet::signature::Error>(())
/// ```
pub fn explain_twilio(received: &Received<'_>, hints: &Hints<'_>) -> Result<Explanation, Error> {
    let is_as_given = !hints.is_nested && !hints.is_coerced;
    let is_valid = verify_twilio(received)? && is_as_given;
    let keys = key::keys(received.auth_tokens)?;
    let url = received.url.as_bytes();
    let is_body_intact = Params::with(|params| {
        let message = received.payload.with(|content| Message::of(url, content, params));
        message.map(|message| message.is_body_intact(params))
    });
    let Ok(is_body_intact) = is_body_intact else {
        return Ok(Explanation::refused(Cause::TooLong));
    };
    let mut search = Search {
        keys,
        readings: header::readings(received.signature),
        trials: 0,
        work: 0,
        is_first: true,
        hit: None,
    };
    let hash = Params::with(|params| match Hash::of(url, params) {
        Hash::None => Vec::new(),
        Hash::One(end) => vec![params.slice(0..end).to_vec()],
        Hash::Many => vec![Vec::new(); 2],
    });
    let causes = search.run(received, hints, !hash.is_empty());
    let Some(hit) = search.hit.take() else {
        return Ok(Explanation::unmatched(likely(received, hints)));
    };
    let matched =
        Some(Matched { url: shown(&hit.url, received.auth_tokens), token_index: hit.token_index });
    if is_valid {
        return Ok(Explanation { is_valid, matched, findings: Vec::new() });
    }
    let mut findings: Vec<Finding> = Vec::new();
    let mut find = |code| {
        if !findings.iter().any(|finding| finding.code == code) {
            findings.push(Finding::certain(code));
        }
    };
    hit.causes.into_iter().chain(causes).for_each(&mut find);
    if hints.is_nested {
        find(Cause::NestedParams);
    }
    if hints.is_coerced {
        find(Cause::CoercedParams);
    }
    if !is_body_intact {
        find(match hash.as_slice() {
            [hash] => body_fault(hash, received),
            _ => Cause::BodyHashTwice,
        });
    }
    Ok(Explanation { is_valid, matched, findings })
}

impl Explanation {
    /// Of what cannot even be looked at.
    pub(crate) fn refused(cause: Cause) -> Self {
        Self::unmatched(vec![Finding::certain(cause)])
    }

    fn unmatched(findings: Vec<Finding>) -> Self {
        Self { is_valid: false, matched: None, findings }
    }
}

/// What was done to a body that is not the one whose hash the URL holds once.
fn body_fault(hash: &[u8], received: &Received<'_>) -> Cause {
    let Payload::Body(body) = received.payload else { return Cause::BodyHash };
    let is_hashed = |body: &[u8]| is_hash(hash, body);
    let is_trimmed = ["", "\n", "\r\n", " "].iter().any(|end| {
        is_hashed(&[body, end.as_bytes()].concat())
            || is_hashed(&[body.trim_ascii(), end.as_bytes()].concat())
    });
    if is_trimmed { Cause::BodyTrimmed } else { Cause::BodyHash }
}

/// The trials of one request.
struct Search {
    keys: Vec<Key>,
    readings: Vec<Reading>,
    trials: usize,
    work: usize,
    /// The trial under way changes nothing.
    is_first: bool,
    hit: Option<Hit>,
}

/// A trial that made the signature.
struct Hit {
    url: String,
    token_index: usize,
    /// What header and token say about it.
    causes: Vec<Cause>,
}

impl Search {
    /// Goes through the hypotheses until one is proven, and says which.
    fn run(&mut self, received: &Received<'_>, hints: &Hints<'_>, is_hashed: bool) -> Vec<Cause> {
        let address = Address::of(received.url);
        let variants = payload::variants(received.payload, &address, is_hashed);
        let Some(given) = variants.first() else { return Vec::new() };
        let normalized = received.normalized.map(str::as_bytes);
        Params::with(|params| {
            url::any_form(received.url.as_bytes(), normalized, params, &mut |url, _| {
                self.is_signed(&String::from_utf8_lossy(&url.concat()), &given.params)
            })
        });
        if self.hit.is_some() || self.readings.is_empty() {
            return Vec::new();
        }
        self.is_first = false;
        let trimmed = received.url.trim();
        if trimmed != received.url && self.is_signed(trimmed, &given.params) {
            return vec![Cause::UrlWhitespace];
        }
        let origins = address::origins(&address, hints);
        let changes = address::changes(&address, hints);
        let orders = address::orders(&address);
        for hypothesis in hypotheses(&origins, &changes, &orders, &variants) {
            if self.holds(&address, &hypothesis) {
                return hypothesis.causes();
            }
            if self.is_spent() {
                break;
            }
        }
        Vec::new()
    }

    fn holds(&mut self, address: &Address, hypothesis: &Hypothesis<'_>) -> bool {
        let mut address = address.clone();
        for change in &hypothesis.changes {
            address.set(change.part, &change.text);
        }
        if let Some(query) = &hypothesis.variant.query {
            address.set(Part::Query, query);
        }
        let params = &hypothesis.variant.params;
        self.is_signed(&address.text(), params)
            || address.without_port().is_some_and(|address| self.is_signed(&address.text(), params))
    }

    /// Whether one of the keys makes one of the signatures. All are compared.
    fn is_signed(&mut self, url: &str, params: &str) -> bool {
        if !self.is_first && self.is_spent() {
            return false;
        }
        self.trials += self.keys.len();
        self.work += self.keys.len() * (url.len() + params.len());
        for key in &self.keys {
            let digest = key.sign(url, params);
            let mut found = None;
            for reading in self.readings.iter().rev() {
                let is_it: Choice = reading.is(&digest);
                if is_it.into() {
                    found = Some(reading.cause);
                }
            }
            if let (Some(cause), None) = (found, &self.hit) {
                let causes = [cause, key.cause].into_iter().flatten().collect();
                self.hit = Some(Hit { url: url.to_owned(), token_index: key.index, causes });
            }
        }
        self.hit.is_some()
    }

    fn is_spent(&self) -> bool {
        self.trials + self.keys.len() > MAX_TRIALS || self.work > MAX_WORK
    }
}

/// What may have happened, all of it at once.
struct Hypothesis<'a> {
    changes: Vec<&'a Change>,
    variant: &'a Variant,
}

impl Hypothesis<'_> {
    fn causes(&self) -> Vec<Cause> {
        self.changes.iter().map(|change| change.cause).chain(self.variant.cause).collect()
    }
}

/// Every hypothesis, the likely first: one thing that went wrong, then two, then three of which two
/// are scheme and host.
fn hypotheses<'a>(
    origins: &'a [Change],
    changes: &'a [Change],
    orders: &'a [Change],
    variants: &'a [Variant],
) -> impl Iterator<Item = Hypothesis<'a>> {
    let (given, others) = variants.split_at(variants.len().min(1));
    let (likely, guessed) = places(origins);
    let places: Vec<_> = likely.iter().chain(&guessed).cloned().collect();
    let none = vec![Vec::new()];
    let mut pairs = Vec::new();
    for (index, first) in changes.iter().enumerate().take(MANY) {
        let others = changes.iter().skip(index + 1).take(MANY);
        pairs.extend(
            others.filter(|second| second.part != first.part).map(|second| vec![first, second]),
        );
    }
    let with = |places: Vec<Vec<&'a Change>>, changes: &'a [Change]| {
        let each = move |place: Vec<&'a Change>| {
            changes.iter().map(move |change| [place.as_slice(), &[change]].concat())
        };
        places.into_iter().flat_map(each)
    };
    let of = |places: Vec<Vec<&'a Change>>, variants: &'a [Variant]| {
        let each = move |variant: &'a Variant| {
            places.clone().into_iter().map(move |changes| Hypothesis { changes, variant })
        };
        variants.iter().flat_map(each)
    };
    let few = |places: &[Vec<&'a Change>]| places.iter().take(FEW).cloned().collect::<Vec<_>>();
    let single: Vec<_> = with(none.clone(), changes).chain(with(none, orders)).collect();
    let near: Vec<_> = with(likely.iter().skip(1).cloned().collect(), changes).collect();
    let far: Vec<_> = with(guessed, changes).collect();
    let fewest = single.iter().take(FEW).cloned().collect();
    let fewer = single.iter().skip(FEW).take(MANY).cloned().collect();
    of(places, given)
        .chain(of(few(&likely), others))
        .chain(of(single, given))
        .chain(of(near, given))
        .chain(of(pairs, given))
        .chain(of(fewest, others))
        .chain(of(fewer, others.split_at(others.len().min(MANY)).0))
        .chain(of(far, given))
}

/// Where the request may have been sent to: what something in it speaks for, nothing changed the
/// first of all, and what is guessed.
fn places(origins: &[Change]) -> (Vec<Vec<&Change>>, Vec<Vec<&Change>>) {
    let mut places = vec![Vec::new()];
    places.extend(origins.iter().map(|change| vec![change]));
    for scheme in origins.iter().filter(|change| change.part == Part::Scheme) {
        let hosts = origins.iter().filter(|change| change.part == Part::Host);
        places.extend(hosts.map(|host| vec![scheme, host]));
    }
    places.into_iter().partition(|place| !place.iter().any(|change| change.is_guess))
}

/// How many places other parameters are tried at.
const FEW: usize = 6;
/// How many changes of the URL are combined with one another, and with other parameters.
const MANY: usize = 12;

/// What a request that nothing was proven of looks like.
fn likely(received: &Received<'_>, hints: &Hints<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(cause) = header::shape(received.signature) {
        let is_missing = cause == Cause::SignatureMissing;
        findings.push(if is_missing { Finding::certain(cause) } else { Finding::likely(cause) });
        if is_missing {
            return findings;
        }
    }
    let address = Address::of(received.url.trim());
    let mut find = |is_there: bool, cause| {
        if is_there && !findings.iter().any(|finding: &Finding| finding.code == cause) {
            findings.push(Finding::likely(cause));
        }
    };
    for token in received.auth_tokens {
        if let Some(cause) = key::shape(token) {
            find(true, cause);
        }
    }
    let pairs = payload::pairs_of(received.payload);
    let account = pairs.iter().find(|(name, _)| name == "AccountSid").map(|(_, sid)| sid.as_str());
    find(
        hints.account_sid.is_some() && account.is_some() && account != hints.account_sid,
        Cause::Subaccount,
    );
    find(address.scheme.is_empty(), Cause::UrlRelative);
    find(is_private(&address.host), Cause::HostPrivate);
    let is_post = hints.method.is_some_and(|method| method.eq_ignore_ascii_case("POST"));
    match received.payload {
        Payload::Body(body) => {
            find(body == b"[object Object]", Cause::BodyStringified);
            find(body.trim_ascii_start().starts_with(b"{"), Cause::JsonWithoutHash);
            find(is_post && body.is_empty(), Cause::BodyMissing);
        }
        Payload::Empty | Payload::Params([]) => find(is_post, Cause::BodyMissing),
        Payload::Params(_) => {}
    }
    find(hints.is_nested, Cause::NestedParams);
    find(hints.is_coerced, Cause::CoercedParams);
    find(true, Cause::TokenWrong);
    findings
}

/// Hosts that nobody outside can call (RFC 1918, RFC 6761).
fn is_private(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    let is_172 = |name: &str| {
        let second = name.strip_prefix("172.").and_then(|rest| rest.split('.').next());
        second
            .and_then(|second| second.parse().ok())
            .is_some_and(|second: u8| (16..32).contains(&second))
    };
    host.starts_with("[::1]")
        || ["10.", "127.", "192.168.", "0.0.0.0"].iter().any(|start| name.starts_with(start))
        || ["localhost", ".local", ".internal"].iter().any(|end| name.ends_with(end))
        || is_172(name)
        || !name.is_empty() && !name.contains('.')
}

/// The URL without what may be a secret in it.
fn shown(url: &str, tokens: &[&str]) -> String {
    let mut address = Address::of(url);
    if let Some((user, _)) = address.user.split_once(':') {
        address.user = [user, ":***@"].concat();
    }
    // Wiped like every copy of a token.
    let folded = |token: &&str| Zeroizing::new(token.trim().to_ascii_lowercase());
    let tokens: Vec<_> = tokens.iter().map(folded).filter(|token| !token.is_empty()).collect();
    let holds_token = |text: &str| {
        let spellings = [text.to_ascii_lowercase(), unescaped(text).to_ascii_lowercase()];
        tokens.iter().any(|token| spellings.iter().any(|text| text.contains(token.as_str())))
    };
    for part in [Part::User, Part::Path, Part::Query, Part::Fragment, Part::Host, Part::Scheme] {
        if holds_token(address.part(part)) {
            address.set(part, "***");
        }
    }
    let text = address.text();
    // Over the end of a part.
    if holds_token(&text) { "***".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::{Hints, MAX_TRIALS, MAX_WORK, Payload, Received, Search, header, key};

    #[track_caller]
    fn assert_bounded(tokens: &[&str], url: &str, payload: Payload<'_>) {
        let headers: Vec<_> = ["Host", "X-Forwarded-Host", "X-Original-URL", "X-Forwarded-Port"]
            .iter()
            .map(|name| (*name, "a, b, c, d, e, f"))
            .collect();
        let hints = Hints { headers: &headers, public_url: Some("c://d"), ..Hints::default() };
        let signature = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        let received = Received { auth_tokens: tokens, signature, url, normalized: None, payload };
        let keys = key::keys(tokens).unwrap();
        let most = keys.len();
        let readings = header::readings(signature);
        let mut search = Search { keys, readings, trials: 0, work: 0, is_first: true, hit: None };
        assert!(search.run(&received, &hints, false).is_empty());
        assert!(search.hit.is_none());
        assert!(search.trials <= MAX_TRIALS, "{}", search.trials);
        assert!(search.work <= MAX_WORK + most * (1 << 21), "{}", search.work);
    }

    #[test]
    fn keeps_to_its_bounds() {
        let url = "https://h.example/a/b/c?e=1&d=2&c=3&b=4&a=5";
        let params = [("Body", " +1 caf%C3%A9\n"), ("From", " 1415"), ("To", "1")];
        let tokens = [" \"A", " \"B", " \"C", " \"D", " \"E"];
        let long_query = format!("{url}&{}", "f=1&".repeat(10_000));
        let long = "a".repeat(1 << 19);
        assert_bounded(&tokens[..1], url, Payload::Params(&params));
        assert_bounded(&tokens, url, Payload::Params(&params));
        assert_bounded(&tokens, &long_query, Payload::Params(&[("a", &long)]));
        assert_bounded(&tokens, url, Payload::Body(long.as_bytes()));
        assert_bounded(&["t"], &"/".repeat(1 << 15), Payload::Params(&vec![("a", "b"); 1000]));
    }
}
