//! Fuzzing with libFuzzer on the stable toolchain.
//!
//! `RUSTC_BOOTSTRAP` unlocks the coverage instrumentation that `cargo fuzz` would ask of a nightly one. There is no
//! address sanitizer, because there is no unsafe code to catch.

use std::fs;

use anyhow::Result;

use crate::process::{cargo, program};

/// Runs every target for `seconds`.
pub(crate) fn all(seconds: u32) -> Result<()> {
    let host = program("rustc", ["-vV"]).output()?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    cargo(&format!("build --quiet --release --manifest-path fuzz/Cargo.toml --target {host}"))
        .env("RUSTFLAGS", COVERAGE)
        .env("RUSTC_BOOTSTRAP", "1")
        .run()?;
    for target in targets()? {
        let corpus = format!("fuzz/corpus/{target}");
        fs::create_dir_all(&corpus)?;
        println!("fuzzing {target} for {seconds} s");
        let time = format!("-max_total_time={seconds}");
        let artifacts = format!("-artifact_prefix=fuzz/artifacts/{target}-");
        fs::create_dir_all("fuzz/artifacts")?;
        program(
            &format!("fuzz/target/{host}/release/{target}"),
            [
                corpus.as_str(),
                &time,
                &artifacts,
                "-max_len=4096",
                "-timeout=10",
                "-verbosity=0",
                "-print_final_stats=1",
            ],
        )
        .run()?;
    }
    Ok(())
}

fn targets() -> Result<Vec<String>> {
    let mut names: Vec<String> = fs::read_dir("fuzz/fuzz_targets")?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".rs")?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Coverflow-checks -Ccodegen-units=1";
