//! What was signed verifies, as a body and as parameters; what was not does not.

#![no_main]

use libfuzzer_sys::fuzz_target;
use septet::form;
use septet::signature::{Payload, Received, Request, normalize, sign_twilio, verify_twilio};

fuzz_target!(|input: (&str, &[u8], &str)| {
    let (path, body, forged) = input;
    let url = format!("https://h/{path}");
    let pairs: Vec<_> = form::parse(body).collect();
    let params: Vec<_> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
    let verify = |signature: &str, payload| {
        verify_twilio(&Received {
            auth_tokens: &["token"],
            signature,
            url: &url,
            normalized: normalize(&url).as_deref(),
            payload,
        })
    };
    let sign = |payload| sign_twilio(&Request { auth_token: "token", url: &url, payload });
    assert_eq!(verify(forged, Payload::Body(body)), Ok(false));
    if let Ok(signature) = sign(Payload::Body(body)) {
        assert_eq!(verify(&signature, Payload::Body(body)), Ok(true));
    }
    if let Ok(signature) = sign(Payload::Params(&params)) {
        assert_eq!(verify(&signature, Payload::Params(&params)), Ok(true));
    }
});
