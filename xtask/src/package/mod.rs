//! The npm package: wasm modules from the crate, JavaScript and types from `pkg-template`.

mod javascript;
mod manifest;
mod text;
mod types;
mod wasm;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

pub(crate) use text::dense;

use crate::{codegen, setup};

/// One import path of the package.
pub(crate) struct Subpath {
    /// The folder in the package, and the entry in `pkg-template/src/entries` unless it is the root's.
    pub(crate) name: &'static str,
    /// The crate's features its module is built with.
    pub(crate) features: &'static str,
    /// How far the crate is optimized.
    pub(crate) level: Level,
}

/// What a module is optimized for.
pub(crate) enum Level {
    Speed,
    /// For a module whose code runs a moment only.
    Size,
    /// For a module of tables, whose bytes are weighed one by one.
    Least,
}

impl Subpath {
    /// What stands behind `septet` in an import.
    pub(crate) fn specifier(&self) -> String {
        if self.name == ROOT { ".".to_owned() } else { format!("./{}", self.name) }
    }

    fn entry(&self) -> &'static str {
        if self.name == ROOT { "index" } else { self.name }
    }
}

/// The folder of the root entry.
pub(crate) const ROOT: &str = "all";

/// Every import path that has a module of its own.
pub(crate) const SUBPATHS: &[Subpath] = &[
    Subpath {
        name: ROOT,
        features: "phone-format,segments-full,signature-full,telnyx,twiml-check",
        level: Level::Speed,
    },
    Subpath { name: "phone", features: "phone", level: Level::Least },
    Subpath { name: "phone-format", features: "phone-format", level: Level::Least },
    Subpath { name: "segments", features: "segments", level: Level::Speed },
    Subpath { name: "segments-full", features: "segments-full", level: Level::Speed },
    Subpath { name: "send", features: "request", level: Level::Speed },
    Subpath { name: "signature", features: "signature", level: Level::Size },
    Subpath { name: "signature-full", features: "signature-full", level: Level::Size },
    Subpath { name: "signature-telnyx", features: "telnyx", level: Level::Size },
    Subpath { name: "twilio", features: "twilio", level: Level::Speed },
    Subpath { name: "twiml", features: "twiml", level: Level::Speed },
    Subpath { name: "twiml-check", features: "twiml-check", level: Level::Size },
];

/// An import path without a module of its own: it imports the file of another, and so shares what that has started.
pub(crate) struct Companion {
    /// The folder in the package, and the entry in `pkg-template/src/entries`.
    pub(crate) name: &'static str,
    /// The subpath whose functions it calls, which its sources import as `septet-<module>`.
    pub(crate) module: &'static str,
}

/// Every import path that calls the functions of another one.
pub(crate) const COMPANIONS: &[Companion] = &[
    Companion { name: "element", module: "segments" },
    Companion { name: "element-full", module: "segments-full" },
    Companion { name: "react", module: "segments" },
];

const PACKAGE: &str = "pkg";

/// Builds the package into `pkg/`, ready for `npm pack`.
pub(crate) fn build() -> Result<()> {
    setup::rust()?;
    setup::npm()?;
    codegen::check()?;
    into(Path::new(PACKAGE), "")?;
    link()
}

/// Lets the scripts of this repository import the package by its name.
fn link() -> Result<()> {
    let link = Path::new("node_modules/septet");
    if link.is_symlink() {
        return Ok(());
    }
    std::os::unix::fs::symlink(Path::new("..").join(PACKAGE), link)
        .context("cannot link node_modules/septet")
}

/// Builds a package whose modules have a trap planted, for the tests that survive it.
pub(crate) fn build_with_trap() -> Result<()> {
    into(Path::new("target/trapped"), "trap")
}

/// Builds the package into `folder`, its modules with `extra` features of the crate as well.
///
/// It is made beside `folder` and takes its place at the end, so that no reader ever finds half a package.
fn into(folder: &Path, extra: &str) -> Result<()> {
    let modules = wasm::modules(extra)?;
    let reader = javascript::reader()?;
    let next = Path::new("target/next");
    if next.exists() {
        fs::remove_dir_all(next)?;
    }
    for (subpath, module) in SUBPATHS.iter().zip(&modules) {
        let target = next.join(subpath.name);
        fs::create_dir_all(&target)?;
        fs::copy(module, target.join("core.wasm"))
            .with_context(|| format!("no {}", module.display()))?;
        javascript::entries(subpath, module, &reader, &target)?;
    }
    for companion in COMPANIONS {
        javascript::companion(companion, &next.join(companion.name))?;
    }
    javascript::slim(&next.join("slim"))?;
    types::write(next)?;
    manifest::write(next)?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::rename(next, folder).context("the built package cannot be put in its place")
}
