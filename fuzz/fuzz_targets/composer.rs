//! Findings are in the text and save what they say, templates hold what their values come to, and
//! costs are those of integers.

#![no_main]

use libfuzzer_sys::fuzz_target;
use septet::segments::{
    FindingCode, Options, SmartEncoding, TemplateOptions, Variable, count_segments, diagnose,
    estimate_cost, segment_template,
};

fuzz_target!(|input: (bool, &str, &str, u32)| {
    let (smart, text, value, number) = input;
    let smart_encoding = if smart { SmartEncoding::On } else { SmartEncoding::Off };
    let options = Options { smart_encoding, ..Options::default() };
    let units: Vec<u16> = text.encode_utf16().collect();
    let Ok(before) = count_segments(text, &options) else { return };
    for finding in diagnose(text, &options).expect("a text that can be counted") {
        let (mut changed, mut kept) = (Vec::new(), 0);
        for place in &finding.places {
            assert!(kept <= place.start && place.start < place.end && place.end <= units.len());
            let replacement = place.replacement.map(|text| text.encode_utf16().collect());
            changed.extend(&units[kept..place.start]);
            changed.extend(replacement.unwrap_or(units[place.start..place.end].to_vec()));
            kept = place.end;
        }
        changed.extend(&units[kept..]);
        let changed = String::from_utf16(&changed).expect("places on characters");
        let is_fix = finding.places.iter().any(|place| place.replacement.is_some());
        if is_fix && finding.code != FindingCode::SmartEncoded {
            let after = count_segments(&changed, &options).expect("a text that is no longer");
            assert_eq!(before - after, finding.segments_saved, "{finding:?}");
        }
    }

    // Literal text of any kind around one variable, filled with what it may hold.
    let plain = Options::default();
    let around = TemplateOptions { prefix: text, suffix: text, ..TemplateOptions::default() };
    let variable = Variable::new("a", value.chars().count());
    if let Ok(got) = segment_template("{{a}}", &[variable], &around) {
        let filled = [text, value, text].concat();
        let count = count_segments(&filled, &plain).expect("no longer than the worst case");
        assert!((got.best.count..=got.worst.count).contains(&count));
    }
    let _ = segment_template(text, &[Variable::new(value, number as usize % 100)], &around);

    let cost = estimate_cost(3, &number.to_string(), number).expect("a decimal");
    assert_eq!(cost.total, (u128::from(number) * u128::from(number) * 3).to_string());
    let _ = estimate_cost(number as usize, text, number);
});
