//! `cargo xtask test`: everything, in every runtime. The last line is the sum of all steps.

use std::fs;

use anyhow::{Error, Result, bail};

use crate::process::{Process, cargo, node, program};
use crate::{codegen, package, setup, timing};

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Tally {
    passed: usize,
    failed: usize,
}

/// Runs every test and prints the sum.
pub(crate) fn all() -> Result<()> {
    let mut total = Tally::default();
    tests(&mut total)?;
    total.finish()
}

/// Runs every step, whatever becomes of the ones before.
pub(crate) fn tests(total: &mut Tally) -> Result<()> {
    setup::all()?;
    // The same cases in every run, so that what fails has failed for a change. `cargo test` draws new ones.
    let rust = cargo("test --workspace --quiet").env("PROPTEST_RNG_SEED", "1");
    total.step("Rust code keeps its promises", Ok(rust));
    total.outcome("no secret changes how many instructions are run", timing::check());
    total.outcome("the npm package builds", package::build());
    total.outcome("the npm package builds with a trap planted", package::build_with_trap());
    for (claim, folder) in [
        ("examples in the documents run", "tests/documents"),
        ("hostile calls, traps, time and memory are survived", "tests/robustness"),
        (
            "the client, the example Worker and the official SDK work against the stand-in",
            "tests/send",
        ),
        (
            "the composer and its React hook work in Chromium, Firefox and on servers",
            "tests/composer",
        ),
        ("the site works in Chromium and Firefox", "tests/site"),
    ] {
        total.step(claim, node_test(folder));
    }
    // Rust's answers, for a script to compare, and what it asks about every state.
    total.outcome("every step of the phone automata is written", codegen::write_walks());
    total.step("the examples build", Ok(cargo("build --quiet --release --examples")));
    for script in scripts("tests/differential")? {
        total.step(&format!("no unlisted difference: {script}"), Ok(node(&script, &[])));
    }
    total.step("every page and route of the demo answers", Ok(node("www/check.mjs", &[])));
    let matrix = pack().map(|tarball| node("tests/pack/run.mjs", &["--tarball", &tarball]));
    total.step("the packed package works in every runtime", matrix);
    Ok(())
}

/// Packs `pkg/` as npm would publish it, and returns the file.
fn pack() -> Result<String> {
    fs::create_dir_all("target/pack")?;
    let args = ["pack", "./pkg", "--silent", "--pack-destination", "target/pack"];
    Ok(format!("target/pack/{}", program("npm", args).output()?.trim()))
}

/// Node's test runner over the `.test.mjs` files of a folder.
fn node_test(folder: &str) -> Result<Process> {
    let files = scripts(folder)?;
    let args = [
        &["--test", "--test-reporter=tap"],
        files.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
    ]
    .concat();
    Ok(program("node", args))
}

/// The scripts to run in a folder, in order: tests by their name, or every module where there is no test.
fn scripts(folder: &str) -> Result<Vec<String>> {
    let mut names: Vec<String> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.strip_suffix(".mjs").is_some())
        .collect();
    let is_test = |name: &String| name.strip_suffix(".test.mjs").is_some();
    if names.iter().any(is_test) {
        names.retain(is_test);
    }
    if names.is_empty() {
        bail!("{folder} holds no test");
    }
    names.sort();
    Ok(names.into_iter().map(|name| format!("{folder}/{name}")).collect())
}

impl Tally {
    /// Runs one step and adds what its output counts. A step that fails without counting a failure counts as one.
    pub(crate) fn step(&mut self, claim: &str, process: Result<Process>) {
        println!("\n== {claim}");
        match process.and_then(Process::tee) {
            Ok((text, succeeded)) => {
                let mut tally = Self::of(&text);
                if succeeded && tally == Self::default() {
                    tally.passed = 1;
                }
                if !succeeded && tally.failed == 0 {
                    tally.failed = 1;
                }
                self.add(tally);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Counts one step that either works or does not.
    pub(crate) fn outcome(&mut self, claim: &str, result: Result<()>) {
        println!("\n== {claim}");
        match result {
            Ok(()) => self.add(Self { passed: 1, failed: 0 }),
            Err(error) => self.fail(&error),
        }
    }

    fn fail(&mut self, error: &Error) {
        println!("failed: {error:#}");
        self.add(Self { passed: 0, failed: 1 });
    }

    /// Fails when anything did.
    pub(crate) fn finish(self) -> Result<()> {
        println!("\n{} passed, {} failed", self.passed, self.failed);
        match self.failed {
            0 => Ok(()),
            failed => bail!("{failed} failed"),
        }
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// What the output of cargo test, node:test (TAP) or one of our own runners counts.
    fn of(text: &str) -> Self {
        let mut tally = Self::default();
        let mut own = None;
        for line in text.lines() {
            if let Some(counts) = line.strip_prefix("test result: ") {
                tally.passed += number_before(counts, " passed");
                tally.failed += number_before(counts, " failed");
            } else if let Some(count) = line.strip_prefix("# pass ") {
                tally.passed += count.parse().unwrap_or(0);
            } else if let Some(count) = line.strip_prefix("# fail ") {
                tally.failed += count.parse().unwrap_or(0);
            } else if line.ends_with(" failed")
                && line.contains(" passed, ")
                && line.starts_with(|ch: char| ch.is_ascii_digit())
            {
                own = Some(Self {
                    passed: number_before(line, " passed"),
                    failed: number_before(line, " failed"),
                });
            }
        }
        tally.add(own.unwrap_or_default());
        tally
    }
}

/// The number that stands right before `word`.
fn number_before(text: &str, word: &str) -> usize {
    let head = text.find(word).map_or("", |end| &text[..end]);
    let digits = head.len() - head.trim_end_matches(|ch: char| ch.is_ascii_digit()).len();
    head[head.len() - digits..].parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn counts_what_each_runner_prints() {
        let cargo = "test result: ok. 12 passed; 0 failed; 0 ignored\ntest result: FAILED. 3 passed; 2 failed;";
        assert_eq!(Tally::of(cargo), Tally { passed: 15, failed: 2 });
        assert_eq!(Tally::of("# tests 9\n# pass 8\n# fail 1\n"), Tally { passed: 8, failed: 1 });
        assert_eq!(
            Tally::of("node22: 5 passed, 0 failed (1 s)\n40 passed, 1 failed"),
            Tally { passed: 40, failed: 1 }
        );
        assert_eq!(Tally::of("nothing here"), Tally::default());
    }
}
