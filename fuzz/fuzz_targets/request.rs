//! No value changes where a request goes, and no answer but a success or a refusal is certain.

#![no_main]

use libfuzzer_sys::fuzz_target;
use septet::form;
use septet::request::{
    Account, Credentials, End, Method, Outcome, Place, Reply, classify, operation,
};

const ACCOUNT: &str = "AC00000000000000000000000000000000";

fuzz_target!(|input: (&str, &str, u16)| {
    let (name, value, status) = input;
    let token = Credentials::Token { account_sid: ACCOUNT, auth_token: "token" };
    let account = Account::new(token, Place::default()).expect("these credentials are well-formed");
    let base = format!("https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages");
    for operation in ["messages.create", "messages.fetch", "messages.list"]
        .map(|name| operation(name).expect("it exists"))
    {
        let given = [("to", "+1".into()), (name, value.into())];
        let Ok(request) = account.request(operation, &given) else { continue };
        assert!(request.url.starts_with(&base));
        let sent = request.body.as_deref().or(request.url.split_once('?').map(|(_, query)| query));
        assert!(form::parse(sent.unwrap_or_default().as_bytes()).any(|(_, got)| got == value));
    }
    let list = operation("messages.list").expect("it exists");
    if let Ok(page) = account.next_page(list, value) {
        assert!(page.url.starts_with(&format!("{base}.json?")));
    }

    let reply = Reply {
        status: Some(status),
        request_id: Some(value),
        retry_after: Some(value),
        now: 0,
        end: End::Complete,
        members: &[("message", value), ("code", name)],
    };
    if let Err(failure) = classify(Method::Post, &reply) {
        assert_eq!(failure.outcome == Outcome::NotSent, matches!(status, 400..=407 | 410..=499));
        assert!(!failure.message.contains(char::is_control));
    }
});
