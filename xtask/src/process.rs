//! Running other programs: what they print is shown, and a failure names the command.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A program to run from the root of the repository.
pub(crate) struct Process {
    command: Command,
    line: String,
}

/// The program `name` with `args`.
pub(crate) fn program<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(name: &str, args: I) -> Process {
    let mut command = Command::new(name);
    command.args(args);
    let line = [command.get_program()]
        .into_iter()
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ");
    Process { command, line }
}

/// Cargo, with arguments that are written as in a shell and hold no space themselves.
pub(crate) fn cargo(args: &str) -> Process {
    let mut process = program("cargo", args.split_whitespace());
    // Set for us by the outer cargo; they would make the inner one build for another toolchain or folder.
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_BOOTSTRAP"] {
        process.command.env_remove(name);
    }
    process
}

/// A script of this repository, in Node.
pub(crate) fn node(script: &str, args: &[&str]) -> Process {
    program("node", [&[script], args].concat())
}

/// A tool that `npm ci` has installed.
pub(crate) fn npm_tool(name: &str, args: &[&str]) -> Process {
    program(&format!("node_modules/.bin/{name}"), args)
}

impl Process {
    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it, its output shown as it comes.
    pub(crate) fn run(mut self) -> Result<()> {
        let status =
            self.command.status().with_context(|| format!("cannot start `{}`", self.line))?;
        if status.success() { Ok(()) } else { bail!("`{}` failed ({status})", self.line) }
    }

    /// Runs it and returns what it printed; shows that only on failure.
    pub(crate) fn output(mut self) -> Result<String> {
        let output =
            self.command.output().with_context(|| format!("cannot start `{}`", self.line))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(text);
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({})\n{text}{errors}", self.line, output.status)
    }

    /// Runs it on an input of its own and returns what it printed.
    pub(crate) fn filter(mut self, input: &str) -> Result<String> {
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{}`", self.line))?;
        // The program reads all before it writes, so this cannot wait for itself.
        child.stdin.take().context("no standard input")?.write_all(input.as_bytes())?;
        let output = child.wait_with_output()?;
        if output.status.success() {
            return Ok(String::from_utf8(output.stdout)?);
        }
        bail!("`{}` failed ({})", self.line, output.status)
    }

    /// Runs it, shows its output as it comes, and returns the output and whether it succeeded.
    pub(crate) fn tee(mut self) -> Result<(String, bool)> {
        let mut child = self
            .command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{}`", self.line))?;
        let mut text = String::new();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines() {
                let line = line?;
                println!("{line}");
                text.push_str(&line);
                text.push('\n');
            }
        }
        Ok((text, child.wait()?.success()))
    }
}
