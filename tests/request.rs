//! Requests and answers, against vectors.

#![cfg(feature = "request")]

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use septet::request::{
    Account, Credentials, End, Endpoint, Error, FieldKind, Method, Outcome, Place, Reply, Value,
    camel_case, classify, operation,
};

const TOKEN: &str = "test-token-not-a-secret";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Requests {
    account_sid: String,
    base: String,
    #[serde(rename = "requests")]
    built: Vec<Case>,
    refusals: Vec<Case>,
    hosts: Vec<Host>,
    bad_labels: Vec<String>,
    next_pages: Vec<NextPage>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    operation: String,
    parameters: Vec<(String, Given)>,
    url: Option<String>,
    body: Option<String>,
    error: Option<String>,
    message: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Given {
    Boolean(bool),
    Number(serde_json::Number),
    Text(String),
    List(Vec<String>),
    Date { date: i64 },
}

#[derive(Deserialize)]
struct Host {
    edge: Option<String>,
    region: Option<String>,
    #[serde(rename = "host")]
    name: String,
}

#[derive(Deserialize)]
struct NextPage {
    uri: String,
    url: Option<String>,
}

#[derive(Deserialize)]
struct Answers {
    now: i64,
    cases: Vec<Answer>,
    success: Vec<(String, u16)>,
    names: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    name: String,
    method: String,
    status: Option<u16>,
    end: String,
    outcome: String,
    code: String,
    message: String,
    members: Vec<(String, String)>,
    retry_after_header: Option<String>,
    request_id_header: Option<String>,
    twilio_code: Option<u32>,
    more_info: Option<String>,
    request_id: Option<String>,
    retry_after: Option<u32>,
}

fn load<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}

fn requests() -> Requests {
    load(include_str!("vectors/request.json"))
}

fn answers() -> Answers {
    load(include_str!("vectors/request-answers.json"))
}

impl Requests {
    fn account(&self) -> Account {
        let credentials = Credentials::Token { account_sid: &self.account_sid, auth_token: TOKEN };
        Account::new(credentials, Place::default()).unwrap()
    }
}

impl Case {
    fn values(&self) -> Vec<(&str, Value<'_>)> {
        let mut values = Vec::new();
        for (name, given) in &self.parameters {
            match given {
                Given::Boolean(value) => values.push((name.as_str(), Value::Boolean(*value))),
                Given::Number(number) => {
                    values.push((name, Value::Number(number.to_string().into())));
                }
                Given::Text(text) => values.push((name, Value::from(text.as_str()))),
                Given::List(items) => {
                    values
                        .extend(items.iter().map(|item| (name.as_str(), Value::Item(item.into()))));
                }
                Given::Date { date } => values.push((name, Value::Date(*date))),
            }
        }
        values
    }
}

#[test]
fn builds_every_request() {
    let vectors = requests();
    for case in &vectors.built {
        let operation = operation(&case.operation).unwrap();
        let request = vectors.account().request(operation, &case.values()).unwrap();
        assert_eq!(Some(&request.url), case.url.as_ref(), "{}", case.name);
        assert_eq!(request.body, case.body, "{}", case.name);
        let method = if case.body.is_some() { Method::Post } else { Method::Get };
        assert_eq!(request.method, method, "{}", case.name);
    }
}

#[test]
fn refuses_what_is_surely_wrong() {
    let vectors = requests();
    for case in &vectors.refusals {
        let operation = operation(&case.operation).unwrap();
        let error = vectors.account().request(operation, &case.values()).unwrap_err();
        let code = if error.is_type_error() { "TypeError" } else { error.code() };
        assert_eq!(Some(code), case.error.as_deref(), "{}", case.name);
        assert_eq!(Some(error.to_string()), case.message, "{}", case.name);
    }
}

#[test]
fn carries_the_headers_the_api_wants() {
    let vectors = requests();
    let create = operation("messages.create").unwrap();
    let request = vectors.account().request(create, &[("to", "+1".into())]).unwrap();
    let names: Vec<_> = request.headers.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["accept", "content-type", "authorization"]);
    let list = operation("messages.list").unwrap();
    let request = vectors.account().request(list, &[]).unwrap();
    let names: Vec<_> = request.headers.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["accept", "authorization"]);
}

#[test]
fn authorizes_by_token_and_by_key() {
    let account_sid = &requests().account_sid;
    let api_key = "SK00000000000000000000000000000001";
    let token = Credentials::Token { account_sid, auth_token: "pässword:x" };
    // `AC0000000000000000000000000000000a:pässword:x` in UTF-8.
    assert_eq!(
        token.authorization().unwrap(),
        "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwYTpww6Rzc3dvcmQ6eA=="
    );
    let key = Credentials::Key { account_sid, api_key, api_secret: "s" };
    assert_eq!(
        key.authorization().unwrap(),
        "Basic U0swMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpz"
    );
}

#[test]
fn refuses_credentials_that_are_none() {
    let account_sid = &requests().account_sid;
    let token = |account_sid, auth_token| {
        Account::new(Credentials::Token { account_sid, auth_token }, Place::default())
    };
    for sid in [
        "",
        "AC",
        "ac00000000000000000000000000000000",
        "SK00000000000000000000000000000000",
        "AC0000000000000000000000000000000/",
    ] {
        assert_eq!(token(sid, TOKEN).unwrap_err(), Error::AccountSid, "{sid}");
    }
    for secret in ["", "a\n", "a\0", &"x".repeat(513)] {
        assert_eq!(token(account_sid, secret).unwrap_err(), Error::Secret);
    }
    let key = Credentials::Key { account_sid, api_key: account_sid, api_secret: "s" };
    assert_eq!(key.authorization().unwrap_err(), Error::ApiKey);
    for error in [Error::AccountSid, Error::ApiKey, Error::Secret] {
        assert_eq!(error.code(), "ERR_SEND_CONFIG");
    }
}

#[test]
fn shows_no_secret() {
    let vectors = requests();
    let account = vectors.account();
    let create = operation("messages.create").unwrap();
    let request =
        account.request(create, &[("to", "+1".into()), ("body", "private".into())]).unwrap();
    let credentials = Credentials::Token { account_sid: &vectors.account_sid, auth_token: TOKEN };
    let shown = format!("{account:?} {request:?} {credentials:?}");
    for secret in [TOKEN, "Basic", "private"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn the_host_follows_edge_and_region() {
    let vectors = requests();
    let list = operation("messages.list").unwrap();
    for host in &vectors.hosts {
        let place = Place { edge: host.edge.as_deref(), region: host.region.as_deref() };
        let request =
            Endpoint::new(&vectors.account_sid, place).unwrap().request(list, &[]).unwrap();
        assert_eq!(request.url, vectors.base.replace("api.twilio.com", &host.name) + ".json");
    }
    for label in &vectors.bad_labels {
        let edge = Place { edge: Some(label), region: None };
        let region = Place { edge: None, region: Some(label) };
        assert_eq!(
            Endpoint::new(&vectors.account_sid, edge),
            Err(Error::Place { what: "edge" }),
            "{label}"
        );
        assert_eq!(
            Endpoint::new(&vectors.account_sid, region),
            Err(Error::Place { what: "region" }),
            "{label}"
        );
    }
}

#[test]
fn a_next_page_stays_where_the_list_is() {
    let vectors = requests();
    let list = operation("messages.list").unwrap();
    for page in &vectors.next_pages {
        let got = vectors.account().next_page(list, &page.uri);
        match &page.url {
            Some(url) => assert_eq!(&got.unwrap().url, url),
            None => assert_eq!(got, Err(Error::Page), "{}", page.uri),
        }
    }
    assert_eq!(Error::Page.code(), "ERR_SEND_PAGE");
}

#[test]
fn says_what_every_answer_means() {
    let vectors = answers();
    for case in &vectors.cases {
        let members: Vec<_> =
            case.members.iter().map(|(name, value)| (&**name, &**value)).collect();
        let failure = classify(
            method(&case.method),
            &Reply {
                status: case.status,
                request_id: case.request_id_header.as_deref(),
                retry_after: case.retry_after_header.as_deref(),
                now: vectors.now,
                end: end(&case.end),
                members: &members,
            },
        )
        .unwrap_err();
        assert_eq!(
            (failure.code, failure.outcome.as_str()),
            (&*case.code, &*case.outcome),
            "{}",
            case.name
        );
        assert_eq!(failure.message, case.message, "{}", case.name);
        assert_eq!(failure.status, case.status, "{}", case.name);
        assert_eq!(failure.twilio_code, case.twilio_code, "{}", case.name);
        assert_eq!(failure.more_info, case.more_info, "{}", case.name);
        assert_eq!(failure.request_id, case.request_id, "{}", case.name);
        assert_eq!(failure.retry_after, case.retry_after, "{}", case.name);
        assert!(Error::CODES.contains(&failure.code));
    }
}

#[test]
fn a_complete_answer_of_200_to_299_is_a_success() {
    for (name, status) in answers().success {
        assert_eq!(classify(method(&name), &reply(Some(status), End::Complete)), Ok(()));
    }
}

#[test]
fn only_a_refusal_is_surely_not_sent() {
    for status in 0..=u16::MAX {
        for end in
            [End::Aborted, End::Complete, End::Lost, End::TimedOut, End::TooLong, End::Unreadable]
        {
            let want = match status {
                200..=299 => Outcome::Sent,
                408 | 409 => Outcome::Unknown,
                400..=499 => Outcome::NotSent,
                _ => Outcome::Unknown,
            };
            if let Err(failure) = classify(Method::Post, &reply(Some(status), end)) {
                assert_eq!(failure.outcome, want, "{status} {end:?}");
            }
        }
    }
}

#[test]
fn members_have_the_names_and_kinds_callers_use() {
    let vectors = answers();
    for (wire, name) in vectors.names {
        assert_eq!(camel_case(&wire), name);
    }
    let resource = operation("messages.create").unwrap().resource;
    for (wire, kind) in vectors.kinds {
        let want = match &*kind {
            "date" => FieldKind::Date,
            "number" => FieldKind::Number,
            _ => FieldKind::Plain,
        };
        assert_eq!(resource.kind(&wire), want, "{wire}");
    }
}

#[test]
fn a_text_given_twice_is_refused() {
    let vectors = requests();
    let create = operation("messages.create").unwrap();
    let error =
        vectors.account().request(create, &[("to", "+1".into()), ("to", "+2".into())]).unwrap_err();
    assert_eq!(error.to_string(), "messages.create: to must be a string, got several");
    assert!(operation("messages.remove").is_none());
}

fn reply(status: Option<u16>, end: End) -> Reply<'static> {
    Reply { status, request_id: None, retry_after: None, now: 0, end, members: &[] }
}

fn method(name: &str) -> Method {
    if name == "GET" { Method::Get } else { Method::Post }
}

fn end(name: &str) -> End {
    match name {
        "aborted" => End::Aborted,
        "complete" => End::Complete,
        "lost" => End::Lost,
        "timed-out" => End::TimedOut,
        "too-long" => End::TooLong,
        "unreadable" => End::Unreadable,
        _ => panic!("no such end: {name}"),
    }
}

proptest! {
    #[test]
    fn no_sid_changes_the_path(sid in any::<String>()) {
        let vectors = requests();
        let fetch = operation("messages.fetch").unwrap();
        let sid = format!("SM{sid}");
        prop_assert!(vectors.account().request(fetch, &[("sid", sid.as_str().into())]).is_err());
    }

    #[test]
    fn any_text_reaches_the_api_unchanged(text in any::<String>()) {
        let vectors = requests();
        let create = operation("messages.create").unwrap();
        let request = vectors.account().request(create, &[("to", "+1".into()), ("body", text.as_str().into())]).unwrap();
        let body = request.body.unwrap();
        let pairs: Vec<_> = septet::form::parse(body.as_bytes()).collect();
        prop_assert_eq!(pairs.len(), 2);
        prop_assert_eq!(&*pairs[1].1, &*text);
    }

    #[test]
    fn any_header_is_survived(text in any::<String>(), now in any::<i64>()) {
        let reply = Reply { retry_after: Some(&text), request_id: Some(&text), now, ..reply(Some(429), End::Complete) };
        prop_assert!(classify(Method::Post, &reply).is_err());
    }
}
