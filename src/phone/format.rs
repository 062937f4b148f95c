//! Writes numbers as people, and machines, expect them.

use super::PhoneNumber;
use super::formats::{Format, Formats, Look};
use super::metadata::Plan;
use super::tables::EXTENSION_PREFIXES;

/// How a number is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Style {
    /// ITU-T E.164: `+442079460018`. Without the extension.
    E164,
    /// ITU-T E.123, behind the calling code: `+44 20 7946 0018`.
    International,
    /// As within the country: `020 7946 0018`.
    National,
    /// A `tel:` URI: `tel:+44-20-7946-0018`.
    Rfc3966,
}

/// Writes `number` as [`PhoneNumber::format`] promises.
pub(super) fn format(number: &PhoneNumber, style: Style) -> String {
    let PhoneNumber { calling_code, national_number, .. } = number;
    let mut out = match style {
        Style::E164 => return number.e164.clone(),
        Style::International => format!("+{calling_code} "),
        Style::National => String::new(),
        Style::Rfc3966 => format!("tel:+{calling_code}-"),
    };
    write_groups(national_number, Plan::of_calling_code(*calling_code), style, &mut out);
    if let Some(extension) = number.extension.as_deref().filter(|digits| !digits.is_empty()) {
        out.push_str(match style {
            Style::Rfc3966 => ";ext=",
            _ => extension_prefix(*calling_code),
        });
        out.push_str(extension);
    }
    out
}

fn write_groups(digits: &str, plan: Option<Plan>, style: Style, out: &mut String) {
    // The fields of a number are public, and can be anything.
    let plan = plan.filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let formats = plan.map(Formats::of);
    let found = formats.and_then(|formats| formats.of_number(digits.as_bytes(), look(style)));
    let Some((format, Look { template, rule })) = found else { return out.push_str(digits) };
    match style {
        Style::National => format.write(digits.as_bytes(), template, rule, out),
        Style::Rfc3966 => {
            let mut groups = String::new();
            format.write(digits.as_bytes(), template, ("", ""), &mut groups);
            let groups = groups.split(|ch: char| !ch.is_ascii_digit());
            for (place, group) in groups.filter(|group| !group.is_empty()).enumerate() {
                out.push_str(if place > 0 { "-" } else { "" });
                out.push_str(group);
            }
        }
        _ => format.write(digits.as_bytes(), template, ("", ""), out),
    }
}

fn look(style: Style) -> impl Fn(&'static Format) -> Option<Look> {
    move |format| match style {
        Style::National => Some(format.national()),
        _ => format.abroad(),
    }
}

fn extension_prefix(calling_code: u16) -> &'static str {
    let own = EXTENSION_PREFIXES.iter().find(|(code, _)| *code == calling_code);
    own.map_or(" ext. ", |(_, prefix)| prefix)
}
