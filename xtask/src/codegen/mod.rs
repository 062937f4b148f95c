//! The generated files: written from pinned inputs, and never by hand.

mod compositions;
mod constants;
mod national;
mod phone;
mod segments;
mod twiml;

use std::fs;

use anyhow::{Result, bail};

use crate::process::{cargo, program};

/// A file that `cargo xtask codegen` writes.
pub(crate) struct Generated {
    /// Where it stands, from the root of the repository.
    pub(crate) path: &'static str,
    /// All of it.
    pub(crate) content: String,
}

/// Writes every generated file.
pub(crate) fn write() -> Result<()> {
    for file in all()? {
        fs::write(file.path, file.content)?;
        println!("wrote {}", file.path);
    }
    Ok(())
}

/// Fails when a generated file is not what its inputs give.
pub(crate) fn check() -> Result<()> {
    for file in all()? {
        if fs::read_to_string(file.path).ok().as_ref() != Some(&file.content) {
            bail!("{} is out of date: run `cargo xtask codegen`", file.path);
        }
    }
    Ok(())
}

/// Moves the phone metadata to another version of its npm package, and writes every file again.
pub(crate) fn update_metadata(version: &str) -> Result<()> {
    phone::update(version)?;
    // The metadata are part of this program, and the tables of the crate whose constants are
    // written: each has to be built again.
    cargo("xtask codegen").run()?;
    cargo("xtask codegen").run()
}

/// Writes what `tests/differential/phone.mjs` compares besides what it makes up.
pub(crate) fn write_walks() -> Result<()> {
    let lines = phone::walks()?;
    fs::create_dir_all("target")?;
    fs::write(WALKS, lines.join("\n") + "\n")?;
    println!("wrote {} inputs to {WALKS}", lines.len());
    Ok(())
}

const WALKS: &str = "target/phone-walks.jsonl";

fn all() -> Result<Vec<Generated>> {
    let mut files = vec![constants::typescript()?, twiml::types()?];
    for (path, content) in [phone::tables()?, segments::tables()?, twiml::elements()?].concat() {
        files.push(Generated { path, content: formatted(&content)? });
    }
    Ok(files)
}

/// The code as `cargo fmt` leaves it.
fn formatted(code: &str) -> Result<String> {
    program("rustfmt", ["--edition", "2024", "--config", "use_small_heuristics=Max"]).filter(code)
}
