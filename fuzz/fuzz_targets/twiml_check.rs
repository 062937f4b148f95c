//! Any text is checked; findings stand where they say, and what the builders write is well-formed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use septet::twiml::check::{MAX_FINDINGS, Rule, check};
use septet::twiml::render;

fuzz_target!(|xml: &str| {
    let findings = check(xml);
    assert!(findings.len() <= MAX_FINDINGS);
    for finding in &findings {
        assert!(xml.get(finding.start..finding.end).is_some());
        assert!(!finding.message.is_empty() && !finding.fix.is_empty());
        assert!(xml[..finding.start].matches('\n').count() + 1 == finding.line);
    }
    let steps = format!("e8:Responset{}:{xml}/", xml.encode_utf16().count());
    if let Ok(document) = render(&steps) {
        assert!(check(&document).iter().all(|finding| finding.rule != Rule::Malformed));
    }
});
