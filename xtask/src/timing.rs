//! `cargo xtask timing`: what handles secrets takes as many instructions whatever they are.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{cargo, program};

const EXAMPLE: &str = "target/release/examples/constant-time";
const OUT: &str = "target/timing";
/// How many calls each group of `tests/timing/constant-time.rs` has, and what all of them answer.
const GROUPS: &[(&str, usize, &str)] = &[
    ("place of the right token", 2, "true"),
    ("token of another account", 32, "false"),
    ("token of the account", 32, "true"),
    ("wrong bit of the signature", 160, "false"),
    ("wrong digit of bodySHA256", 64, "false"),
    ("wrong digit of the body's hash", 64, "false"),
    ("wrong letter of the signature", 27, "false"),
];

type Calls = BTreeMap<String, Vec<(u64, String)>>;

/// Counts the instructions of every call, and fails where those of a group differ.
pub(crate) fn check() -> Result<()> {
    cargo("build --quiet --release --example constant-time").run()?;
    let calls = count()?;
    for &(group, size, answer) in GROUPS {
        let found = calls.get(group).with_context(|| format!("{group}: no call"))?;
        ensure!(found.len() == size, "{group}: {} calls, not {size}", found.len());
        ensure!(found.iter().all(|call| call.1 == answer), "{group}: not all are {answer}");
        let (least, most) = range(found);
        println!("{group}: {size} calls of {least} instructions");
        ensure!(least == most, "{group}: {least} to {most} instructions: {found:?}");
    }
    let (least, most) = range(calls.get("control").context("no control")?);
    println!("control, a comparison that stops early: {least} to {most} instructions");
    ensure!(least < most, "the control has no difference, so none would be seen");
    Ok(())
}

/// Runs the example in valgrind, which writes a file for each call.
fn count() -> Result<Calls> {
    // Absent in the first run.
    let _ = fs::remove_dir_all(OUT);
    fs::create_dir_all(OUT)?;
    let args = [
        "--quiet",
        "--tool=callgrind",
        "--toggle-collect=constant_time::measured",
        "--dump-after=constant_time::measured",
        &format!("--callgrind-out-file={OUT}/calls"),
        EXAMPLE,
    ];
    let printed = program("valgrind", args).output().context("instructions cannot be counted")?;
    let mut calls = Calls::new();
    for (index, line) in printed.lines().enumerate() {
        let (group, answer) = line.split_once('\t').with_context(|| format!("what is {line}?"))?;
        // Every call is made twice, and the second one counts.
        let instructions = total(&format!("{OUT}/calls.{}", 2 * index + 2))?;
        calls.entry(group.to_owned()).or_default().push((instructions, answer.to_owned()));
    }
    Ok(calls)
}

fn total(path: &str) -> Result<u64> {
    let text = fs::read_to_string(path).with_context(|| format!("no count in {path}"))?;
    let count = text.lines().find_map(|line| line.strip_prefix("totals: "));
    match count.and_then(|count| count.trim().parse().ok()) {
        // Valgrind counts nothing where it finds no such function.
        None | Some(0) => bail!("{path} counts nothing"),
        Some(count) => Ok(count),
    }
}

fn range(calls: &[(u64, String)]) -> (u64, u64) {
    calls.iter().fold((u64::MAX, 0), |(least, most), call| (least.min(call.0), most.max(call.0)))
}
