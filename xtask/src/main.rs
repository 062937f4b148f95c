//! `cargo xtask`: everything that is done to this repository, as one program.

mod ci;
mod codegen;
mod fuzz;
mod package;
mod process;
mod setup;
mod test;
mod timing;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::process::node;

const HELP: &str = "\
cargo xtask COMMAND

  setup              install what building and testing need on a fresh machine
  build              the npm package, into pkg/
  demo [--check]     build, then serve the site on 127.0.0.1:8787; --check loads all of it and exits
  test               everything, in every runtime; ends with `N passed, N failed`
  ci                 test, and the static checks
  codegen [--check]  write the generated files, or fail when one is out of date
  metadata [VERSION] phone metadata from another version of npm google-libphonenumber; prints what changes
  walks              inputs that take every step of the phone automata, for tests/differential
  timing             count, in valgrind, that no secret changes how many instructions are run
  fuzz SECONDS       every fuzz target for so long
  bench [ARGS]       speed beside the packages people use today
  size [--check]     bytes of every entry as a bundler emits it, against its budget
";

fn main() -> ExitCode {
    match command(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command(args: &[String]) -> Result<()> {
    env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))?;
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["setup"] => setup::all(),
        ["build"] => package::build(),
        ["demo"] => with_package("www/server.mjs", &[]),
        ["demo", "--check"] => with_package("www/check.mjs", &[]),
        ["demo", "--port", port] => with_package("www/server.mjs", &["--port", port]),
        ["test"] => test::all(),
        ["ci"] => ci::all(),
        ["codegen"] => codegen::write(),
        ["codegen", "--check"] => codegen::check(),
        ["metadata"] => codegen::update_metadata("latest"),
        ["metadata", version] => codegen::update_metadata(version),
        ["walks"] => codegen::write_walks(),
        ["timing"] => timing::check(),
        ["fuzz", seconds] => fuzz::all(seconds.parse()?),
        ["bench", rest @ ..] => with_package("benches/bench.mjs", rest),
        ["size", rest @ ..] => with_package("benches/size.mjs", rest),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        [] => bail!("which command?\n\n{HELP}"),
        [other, ..] => {
            bail!("there is no `{}`\n\n{HELP}", [&[*other], &args[1..]].concat().join(" "))
        }
    }
}

/// Builds the package, then runs a script that uses it.
fn with_package(script: &str, args: &[&str]) -> Result<()> {
    package::build()?;
    node(script, args).run()
}
