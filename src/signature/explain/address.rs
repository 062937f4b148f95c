//! A URL in parts, and the changes that happen to one between Twilio and the check.

use std::borrow::Cow;

use super::finding::Cause;
use super::{Hints, is_private};
use crate::form;

/// A URL in parts, each with the mark that sets it off, so that joining them gives the URL.
#[derive(Clone, Default, Eq, PartialEq)]
pub(super) struct Address {
    /// Without `://`, empty for a path alone.
    pub(super) scheme: String,
    /// With its `@`.
    pub(super) user: String,
    /// With its port.
    pub(super) host: String,
    pub(super) path: String,
    /// With its `?`.
    pub(super) query: String,
    /// With its `#`.
    pub(super) fragment: String,
}

/// One part of a URL, with another text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    Scheme,
    User,
    Host,
    Path,
    Query,
    Fragment,
}

impl Address {
    pub(super) fn of(url: &str) -> Self {
        let (url, fragment) = cut(url, '#');
        let (front, query) = cut(url, '?');
        let (scheme, user, host, path) = match front.split_once("://") {
            Some((scheme, rest)) => {
                let (authority, path) = cut(rest, '/');
                let (user, host) = match authority.rfind('@') {
                    Some(at) => authority.split_at(at + 1),
                    None => ("", authority),
                };
                (scheme, user, host, path)
            }
            None => ("", "", "", front),
        };
        let [scheme, user, host, path, query, fragment] =
            [scheme, user, host, path, query, fragment].map(str::to_owned);
        Self { scheme, user, host, path, query, fragment }
    }

    pub(super) fn part(&self, part: Part) -> &str {
        match part {
            Part::Scheme => &self.scheme,
            Part::User => &self.user,
            Part::Host => &self.host,
            Part::Path => &self.path,
            Part::Query => &self.query,
            Part::Fragment => &self.fragment,
        }
    }

    pub(super) fn set(&mut self, part: Part, text: &str) {
        let place = match part {
            Part::Scheme => &mut self.scheme,
            Part::User => &mut self.user,
            Part::Host => &mut self.host,
            Part::Path => &mut self.path,
            Part::Query => &mut self.query,
            Part::Fragment => &mut self.fragment,
        };
        text.clone_into(place);
    }

    pub(super) fn text(&self) -> String {
        let Self { scheme, user, host, path, query, fragment } = self;
        let mark = if scheme.is_empty() && host.is_empty() { "" } else { "://" };
        [scheme, mark, user, host, path, query, fragment].concat()
    }

    pub(super) fn without_port(&self) -> Option<Self> {
        let (host, _) = port(&self.host)?;
        Some(Self { host: host.to_owned(), ..self.clone() })
    }
}

/// Another text for one part of the URL, and what it would mean.
pub(super) struct Change {
    pub(super) cause: Cause,
    pub(super) part: Part,
    pub(super) text: String,
    /// Nothing in the request speaks for it.
    pub(super) is_guess: bool,
}

/// Schemes and hosts the request may have been sent to, the likely first.
pub(super) fn origins(address: &Address, hints: &Hints<'_>) -> Vec<Change> {
    let mut changes = Changes::of(address);
    let other = match address.scheme.to_ascii_lowercase().as_str() {
        "https" => "http",
        _ => "https",
    };
    let cause = if address.scheme.is_empty() { Cause::UrlRelative } else { Cause::SchemeChanged };
    changes.add(cause, Part::Scheme, other);
    if let Some(url) = hints.public_url {
        let Address { scheme, host, .. } = Address::of(url.trim());
        changes.add(cause, Part::Scheme, &scheme);
        changes.add(host_cause(address, &host), Part::Host, &host);
    }
    for name in ["x-forwarded-host", "x-original-host", "x-forwarded-server", "host"] {
        for host in hints.values(name) {
            for port in hints.values("x-forwarded-port") {
                if !host.contains(':') {
                    let host = [host, ":", port].concat();
                    changes.add(host_cause(address, &host), Part::Host, &host);
                }
            }
            changes.add(host_cause(address, host), Part::Host, host);
        }
    }
    for host in hints.forwarded("host=") {
        changes.add(host_cause(address, host), Part::Host, host);
    }
    let (name, _) = port(&address.host).unwrap_or((&address.host, ""));
    for port in hints.values("x-forwarded-port") {
        changes.add(Cause::PortChanged, Part::Host, &[name, ":", port].concat());
    }
    changes.is_guessing = true;
    for scheme in ["wss", "ws"] {
        changes.add(Cause::SchemeWebsocket, Part::Scheme, scheme);
    }
    for port in PORTS {
        changes.add(Cause::PortChanged, Part::Host, &[name, ":", port].concat());
    }
    match address.host.strip_prefix("www.") {
        Some(bare) => changes.add(Cause::HostChanged, Part::Host, bare),
        None if !is_private(&address.host) => {
            changes.add(Cause::HostChanged, Part::Host, &["www.", &address.host].concat());
        }
        None => {}
    }
    changes.list
}

/// What else of the URL may have been changed, the likely first.
pub(super) fn changes(address: &Address, hints: &Hints<'_>) -> Vec<Change> {
    let mut changes = Changes::of(address);
    changes.add(Cause::Fragment, Part::Fragment, "");
    let path = match address.path.strip_suffix('/') {
        Some(path) => path.to_owned(),
        None => [&address.path, "/"].concat(),
    };
    changes.add(Cause::TrailingSlash, Part::Path, &path);
    if let Some(url) = hints.public_url {
        let Address { user, path, query, .. } = Address::of(url.trim());
        changes.add(Cause::PathRewritten, Part::Path, &path);
        let cause = if address.query.is_empty() { Cause::QueryLost } else { Cause::QueryAdded };
        changes.add(cause, Part::Query, &query);
        changes.add(Cause::UserInfo, Part::User, &user);
    }
    originals(&mut changes, hints);
    users(&mut changes, hints);
    marks(&mut changes);
    paths(&mut changes, hints);
    queries(&mut changes);
    changes.list
}

/// Every order of the query's pairs, if there are few.
pub(super) fn orders(address: &Address) -> Vec<Change> {
    let mut changes = Changes::of(address);
    let Some(query) = address.query.strip_prefix('?') else { return changes.list };
    let mut pairs: Vec<&str> = query.split('&').take(MAX_ORDERED + 1).collect();
    let mut sorted = query.split('&').take(MAX_QUERY).collect::<Vec<_>>();
    sorted.sort_unstable();
    changes.add(Cause::QueryOrder, Part::Query, &["?", &sorted.join("&")].concat());
    sorted.reverse();
    changes.add(Cause::QueryOrder, Part::Query, &["?", &sorted.join("&")].concat());
    if pairs.len() > MAX_ORDERED || query.len() > MAX_VARIED {
        return changes.list;
    }
    // Heap's algorithm, without recursion.
    let mut counters = [0; MAX_ORDERED];
    let mut index = 1;
    while index < pairs.len() {
        let Some(counter) = counters.get_mut(index) else { break };
        if *counter < index {
            pairs.swap(if index % 2 == 0 { 0 } else { *counter }, index);
            *counter += 1;
            index = 1;
            changes.add(Cause::QueryOrder, Part::Query, &["?", &pairs.join("&")].concat());
        } else {
            *counter = 0;
            index += 1;
        }
    }
    changes.list
}

/// The path and query as a proxy noted them before it changed them.
fn originals(changes: &mut Changes<'_>, hints: &Hints<'_>) {
    for name in ["x-original-url", "x-original-uri", "x-rewrite-url", "x-forwarded-uri"] {
        for value in hints.whole(name) {
            let Address { path, query, .. } = Address::of(value);
            changes.add(Cause::PathRewritten, Part::Path, &path);
            let is_lost = changes.address.query.is_empty();
            let cause = if is_lost { Cause::QueryLost } else { Cause::QueryAdded };
            changes.add(cause, Part::Query, &query);
        }
    }
}

fn users(changes: &mut Changes<'_>, hints: &Hints<'_>) {
    changes.add(Cause::UserInfo, Part::User, "");
    if let Some(user) = hints.basic_user() {
        changes.add(Cause::UserInfo, Part::User, &[&user, "@"].concat());
    }
}

fn paths(changes: &mut Changes<'_>, hints: &Hints<'_>) {
    let path = changes.address.path.as_str();
    for prefix in hints.values("x-forwarded-prefix").chain(hints.values("x-script-name")) {
        let prefix = ["/", prefix.trim_matches('/')].concat();
        changes.add(Cause::PathPrefixLost, Part::Path, &[&prefix, path].concat());
    }
    for prefix in PREFIXES {
        changes.add(Cause::PathPrefixLost, Part::Path, &[prefix, path].concat());
    }
    let starts = path.match_indices('/').skip(1).take(MAX_PREFIXES);
    for (start, _) in starts {
        let rest = path.get(start..).unwrap_or_default();
        changes.add(Cause::PathPrefixLost, Part::Path, rest);
    }
    let merged = merged_slashes(path);
    changes.add(Cause::DoubleSlash, Part::Path, &merged);
    changes.add(Cause::DoubleSlash, Part::Path, &["/", path].concat());
    changes.add(Cause::PathEncoding, Part::Path, &unescaped(path));
    changes.add(Cause::PathEncoding, Part::Path, &escaped(path, b"/%:@!$&'()*+,;=-._~"));
    changes.add(Cause::PathEncoding, Part::Path, &escaped(path, b"/-._~"));
    changes.add(Cause::PathEncoding, Part::Path, &with_escapes(path, char::to_ascii_lowercase));
    changes.add(Cause::PathEncoding, Part::Path, &with_escapes(path, char::to_ascii_uppercase));
}

/// Marks that libraries write in two ways.
fn marks(changes: &mut Changes<'_>) {
    let address = changes.address;
    let query = address.query.as_str();
    for (from, to) in [("'", "%27"), ("%27", "'")] {
        changes.add(Cause::Apostrophe, Part::Query, &query.replace(from, to));
        changes.add(Cause::Apostrophe, Part::Path, &address.path.replace(from, to));
    }
    for other in ["%3F", "%3f"] {
        let rest = query.strip_prefix('?').unwrap_or_default().replace('?', other);
        if !query.is_empty() {
            changes.add(Cause::QuestionMarkEscaped, Part::Query, &["?", &rest].concat());
            changes.add(Cause::QuestionMarkEscaped, Part::Query, &[other, &rest].concat());
        }
        changes.add(Cause::QuestionMarkEscaped, Part::Path, &address.path.replace(other, "?"));
        changes.add(Cause::QuestionMarkEscaped, Part::Query, &query.replace(other, "?"));
    }
}

fn queries(changes: &mut Changes<'_>) {
    let Some(bare) = changes.address.query.strip_prefix('?') else { return };
    let mut encoding = |text: String| {
        changes.add(Cause::QueryEncoding, Part::Query, &["?", &text].concat());
    };
    encoding(bare.replace('+', "%20"));
    encoding(bare.replace("%20", "+"));
    encoding(with_escapes(bare, char::to_ascii_lowercase));
    encoding(with_escapes(bare, char::to_ascii_uppercase));
    encoding(unescaped(bare));
    encoding(unescaped(bare).replace(' ', "+"));
    encoding(form::unescaped(bare));
    for kept in [RESERVED, UNRESERVED, COMPONENT, FORM] {
        encoding(escaped(bare, &[kept, b"&=+%"].concat()));
        encoding(rewritten(bare, kept, "%20"));
        encoding(rewritten(bare, kept, "+"));
    }
    encoding(bare.replace('%', "%25"));
    encoding(bare.replace("%25", "%"));
    encoding(bare.replace("&amp;", "&"));
    encoding(bare.replace('&', "&amp;"));
    let pairs: Vec<&str> = bare.split('&').take(MAX_QUERY).collect();
    let with_marks: Vec<Cow<'_, str>> = pairs
        .iter()
        .map(|pair| {
            if pair.contains('=') { Cow::Borrowed(*pair) } else { Cow::Owned([pair, "="].concat()) }
        })
        .collect();
    encoding(with_marks.join("&"));
    let without: Vec<&str> =
        pairs.iter().map(|pair| pair.strip_suffix('=').unwrap_or(pair)).collect();
    encoding(without.join("&"));
    let filled: Vec<&str> = pairs.iter().copied().filter(|pair| !pair.is_empty()).collect();
    encoding(filled.join("&"));
    changes.add(Cause::QueryAdded, Part::Query, "");
    for left_out in 0..pairs.len().min(MAX_PREFIXES) {
        let kept = pairs.iter().enumerate().filter(|(index, _)| *index != left_out);
        let kept: Vec<&str> = kept.map(|(_, pair)| *pair).collect();
        let mark = if kept.is_empty() { "" } else { "?" };
        changes.add(Cause::QueryAdded, Part::Query, &[mark, &kept.join("&")].concat());
    }
}

/// Ports that servers listen on behind a proxy, or are reached at through one.
const PORTS: &[&str] = &["8443", "8080", "3000", "5000", "8000", "4000", "8888"];

/// What hosts of functions and proxies take off the front of a path.
const PREFIXES: &[&str] = &[
    "/api",
    "/.netlify/functions",
    "/twilio",
    "/webhooks",
    "/webhook",
    "/prod",
    "/dev",
    "/staging",
    "/stage",
    "/default",
    "/v1",
    "/hooks",
    "/app",
];

/// Which parts at the front of a path, and which pairs of a query, are left out in turn.
const MAX_PREFIXES: usize = 8;
/// The most pairs of a query whose orders are all tried: 120 orders.
const MAX_ORDERED: usize = 5;
/// The longest query that all orders of are tried, in bytes.
const MAX_VARIED: usize = 4096;
/// The most pairs of a query that are written anew.
const MAX_QUERY: usize = 1000;

// What stands unescaped in a query, beside letters and digits, by who writes it.
/// RFC 3986 3.4.
const RESERVED: &[u8] = b":@!$'()*,;-._~/?";
/// RFC 3986 2.3.
const UNRESERVED: &[u8] = b"-._~";
/// `encodeURIComponent`, ECMAScript 19.2.6, and Node's `querystring`.
const COMPONENT: &[u8] = b"-_.!~*'()";
/// URL Standard 5.2.
const FORM: &[u8] = b"*-._";

struct Changes<'a> {
    address: &'a Address,
    list: Vec<Change>,
    is_guessing: bool,
}

impl<'a> Changes<'a> {
    fn of(address: &'a Address) -> Self {
        Self { address, list: Vec::new(), is_guessing: false }
    }

    /// Notes a change, unless it is none or known.
    fn add(&mut self, cause: Cause, part: Part, text: &str) {
        let is_known = self.list.iter().any(|change| change.part == part && change.text == text);
        if text != self.address.part(part) && !is_known && !(part == Part::Host && text.is_empty())
        {
            let text = text.to_owned();
            self.list.push(Change { cause, part, text, is_guess: self.is_guessing });
        }
    }
}

fn host_cause(address: &Address, host: &str) -> Cause {
    let name = |host| port(host).map_or(host, |(name, _)| name);
    if address.host.is_empty() {
        Cause::UrlRelative
    } else if name(&address.host).eq_ignore_ascii_case(name(host)) {
        Cause::PortChanged
    } else {
        Cause::HostChanged
    }
}

/// Host and port, if there is one.
fn port(host: &str) -> Option<(&str, &str)> {
    host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What stands before `mark`, and the rest from there on.
fn cut(text: &str, mark: char) -> (&str, &str) {
    text.split_at(text.find(mark).unwrap_or(text.len()))
}

fn merged_slashes(path: &str) -> String {
    let mut merged = String::with_capacity(path.len());
    for ch in path.chars() {
        if ch != '/' || !merged.ends_with('/') {
            merged.push(ch);
        }
    }
    merged
}

/// Escapes decoded, a plus kept.
pub(super) fn unescaped(text: &str) -> String {
    form::unescaped(&text.replace('+', "%2B"))
}

/// What is not in `kept`, nor a letter or digit, escaped.
fn escaped(text: &str, kept: &[u8]) -> String {
    let mut output = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        if kept.contains(&byte) || byte.is_ascii_alphanumeric() {
            output.push(byte);
        } else {
            form::percent_encode(&[byte], |_| false, &mut output);
        }
    }
    form::text(output)
}

/// The query decoded and written again, names and values one by one.
fn rewritten(query: &str, kept: &[u8], space: &str) -> String {
    let mut output = String::with_capacity(query.len());
    for (index, pair) in query.split('&').take(MAX_QUERY).enumerate() {
        if index > 0 {
            output.push('&');
        }
        let (name, value) = cut(pair, '=');
        output.push_str(&component(name, kept, space));
        if let Some(value) = value.strip_prefix('=') {
            output.push('=');
            output.push_str(&component(value, kept, space));
        }
    }
    output
}

fn component(text: &str, kept: &[u8], space: &str) -> String {
    let marks = escaped(&form::unescaped(text), kept);
    // What stands between pairs is escaped within them.
    marks.replace('&', "%26").replace('=', "%3D").replace('+', "%2B").replace("%20", space)
}

/// The text with the digits of its escapes in other letters.
fn with_escapes(text: &str, letter: fn(&char) -> char) -> String {
    let mut left = 0;
    let change = |ch: char| {
        let is_digit = left > 0;
        left = if ch == '%' { 2 } else { left.max(1) - 1 };
        if is_digit { letter(&ch) } else { ch }
    };
    text.chars().map(change).collect()
}
