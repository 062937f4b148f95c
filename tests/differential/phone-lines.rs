//! Answers the inputs of `tests/differential/phone.mjs` and `phone-format.mjs`, a line each.

use std::io::{self, BufRead as _, Write as _};

use septet::phone::{Country, PhoneNumber, PhoneType, Style, format_as_you_type, parse};

fn main() -> io::Result<()> {
    // Buffered by the line: the other side waits for the answers to what it has sent.
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let (question, input, region): (String, String, Option<String>) =
            serde_json::from_str(&line?)?;
        // The reference takes an unknown region for none.
        let country = region.and_then(|region| Country::new(&region).ok());
        let answer = match question.as_str() {
            "parse" => parse(&input, country)
                .map_or_else(|reason| reason.name().to_owned(), |number| fields(&number)),
            "format" => {
                serde_json::to_string(&parse(&input, country).ok().map(|number| styles(&number)))?
            }
            "type" => serde_json::to_string(&as_typed(&input, country))?,
            other => return Err(io::Error::other(format!("unknown question {other}"))),
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn fields(number: &PhoneNumber) -> String {
    format!(
        "{} {} {} {} {} {} {}",
        number.e164,
        number.country.unwrap_or("-"),
        number.calling_code,
        number.national_number,
        number.extension.as_deref().unwrap_or("-"),
        number.kind.map_or("-", PhoneType::name),
        number.is_possible,
    )
}

/// In the order of the reference's enum.
fn styles(number: &PhoneNumber) -> [String; 4] {
    [Style::E164, Style::International, Style::National, Style::Rfc3966]
        .map(|style| number.format(style))
}

/// What stands in the field after every key.
fn as_typed(input: &str, country: Option<Country>) -> Vec<String> {
    let ends = input.char_indices().map(|(at, ch)| at + ch.len_utf8());
    ends.map(|end| format_as_you_type(&input[..end], country)).collect()
}
