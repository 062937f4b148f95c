//! Explaining agrees with verifying, keeps its secrets and never fails.

#![no_main]

use libfuzzer_sys::fuzz_target;
use septet::signature::{
    Cause, Hints, Payload, Received, Request, explain_twilio, normalize, sign_twilio, verify_twilio,
};

const TOKEN: &str = "c0ffee00c0ffee00c0ffee00c0ffee00";

fuzz_target!(|input: (&str, &str, &[u8], &str, &str)| {
    let (signed, url, body, header, hint) = input;
    let payload = Payload::Body(body);
    let signature = sign_twilio(&Request { auth_token: TOKEN, url: signed, payload });
    let normalized = normalize(url);
    for signature in [signature.as_deref().unwrap_or_default(), header] {
        let received = Received {
            auth_tokens: &[TOKEN],
            signature,
            url,
            normalized: normalized.as_deref(),
            payload,
        };
        let headers = ["host", "forwarded", "x-forwarded-host", "x-original-url", "authorization"];
        let headers = headers.map(|name| (name, hint));
        let hints = Hints { headers: &headers, public_url: Some(hint), ..Hints::default() };
        let explanation = explain_twilio(&received, &hints).unwrap();
        assert_eq!(Ok(explanation.is_valid), verify_twilio(&received));
        assert_eq!(explanation.is_valid, explanation.findings.is_empty());
        assert!(!explanation.is_valid || explanation.matched.is_some());
        for finding in &explanation.findings {
            let needs_match = !matches!(finding.code, Cause::SignatureMissing | Cause::TooLong);
            assert!(!finding.is_certain || !needs_match || explanation.matched.is_some());
        }
        let shown = format!("{explanation:?}").to_ascii_lowercase();
        assert!(!shown.contains(TOKEN));
    }
});
