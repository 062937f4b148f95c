//! `cargo xtask ci`: the static checks, then everything `cargo xtask test` runs.

use anyhow::Result;

use crate::process::{cargo, node, npm_tool};
use crate::test::{self, Tally};
use crate::{codegen, fuzz, setup};

/// Runs every check. Each step is named by what it claims.
pub(crate) fn all() -> Result<()> {
    setup::all()?;
    let mut total = Tally::default();
    total.step("Rust code is formatted", Ok(cargo("fmt --all --check")));
    total.step(
        "Rust code has no lint",
        Ok(cargo("clippy --workspace --all-targets --all-features --quiet -- -D warnings")),
    );
    total.step(
        "Rust documentation has no warning",
        Ok(cargo("doc --workspace --no-deps --quiet").env("RUSTDOCFLAGS", "-D warnings")),
    );
    for domain in [
        "form",
        "phone",
        "phone-format",
        "request",
        "segments",
        "segments-full",
        "signature",
        "signature-full",
        "telnyx",
        "twilio",
        "twiml",
    ] {
        total.step(
            &format!("the domain {domain} builds alone"),
            Ok(cargo(&format!(
                "check --quiet --package septet --no-default-features --features {domain}"
            ))),
        );
    }
    total.outcome("generated code is up to date", codegen::check());
    total.step("TypeScript is strict and sound", Ok(npm_tool("tsc", &[])));
    test::tests(&mut total)?;
    total.step("every entry is under its size budget", Ok(node("benches/size.mjs", &["--check"])));
    total.outcome("no fuzz target finds anything in its smoke run", fuzz::all(SMOKE_SECONDS));
    total.finish()
}

/// Seconds each fuzz target runs in CI. Longer runs are for `cargo xtask fuzz SECONDS`.
const SMOKE_SECONDS: u32 = 10;
