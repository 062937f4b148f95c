//! Answers the inputs of `tests/differential/phone.mjs`, a line each.

use std::io::{self, BufRead as _, Write as _};

use septet::phone::{Country, PhoneType, parse};

fn main() -> io::Result<()> {
    // Buffered by the line: the other side waits for the answers to what it has sent.
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let (input, region): (String, Option<String>) = serde_json::from_str(&line?)?;
        // The reference takes an unknown region for none.
        let country = region.and_then(|region| Country::new(&region).ok());
        match parse(&input, country) {
            Ok(number) => writeln!(
                out,
                "{} {} {} {} {} {} {}",
                number.e164,
                number.country.unwrap_or("-"),
                number.calling_code,
                number.national_number,
                number.extension.as_deref().unwrap_or("-"),
                number.kind.map_or("-", PhoneType::name),
                number.is_possible,
            )?,
            Err(reason) => writeln!(out, "{}", reason.name())?,
        }
    }
    Ok(())
}
