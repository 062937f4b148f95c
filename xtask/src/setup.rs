//! What a fresh machine lacks: each thing is looked for first, and installed only when missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::program;

const OLDEST_NODE: u32 = 20;

/// Everything that building and testing need.
pub(crate) fn all() -> Result<()> {
    rust()?;
    npm()?;
    packages()
}

/// The wasm target, and the sources of std, which make a smaller module.
pub(crate) fn rust() -> Result<()> {
    let libraries = program("rustc", ["--print", "target-libdir", "--target", WASM]).output()?;
    if !Path::new(libraries.trim()).is_dir() {
        program("rustup", ["target", "add", WASM]).run().context(
            "the wasm target is missing; install rustup, or your distribution's rust-std for wasm32",
        )?;
    }
    if !has_std_sources()? && program("rustup", ["component", "add", "rust-src"]).run().is_err() {
        println!("xtask: rust-src cannot be had; the modules will be about a third larger");
    }
    Ok(())
}

/// True when std can be rebuilt.
pub(crate) fn has_std_sources() -> Result<bool> {
    Ok(sysroot()?.join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

/// Where the Rust toolchain is.
pub(crate) fn sysroot() -> Result<PathBuf> {
    Ok(program("rustc", ["--print", "sysroot"]).output()?.trim().into())
}

/// Node, and the npm packages that `package-lock.json` names.
pub(crate) fn npm() -> Result<()> {
    let version = program("node", ["--version"]).output().context(
        "Node is missing: install Node 20 or newer, with npm, from nodejs.org or your distribution",
    )?;
    let major = version.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
    if major.parse::<u32>().unwrap_or_default() < OLDEST_NODE {
        bail!("Node {} is too old: install Node {OLDEST_NODE} or newer", version.trim());
    }
    if installed_packages_are_current() {
        return Ok(());
    }
    program("npm", ["ci", "--ignore-scripts"]).run().context("the npm packages cannot be installed")
}

/// Chromium, Firefox and valgrind, from Debian's packages where there is no other.
pub(crate) fn packages() -> Result<()> {
    let missing: Vec<&str> =
        ["chromium", "firefox-esr", "valgrind"].into_iter().filter(|name| !on_path(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let install = [&["install", "-y", "--no-install-recommends"], missing.as_slice()].concat();
    program("apt-get", ["update", "-q"])
        .run()
        .and_then(|()| program("apt-get", install).env("DEBIAN_FRONTEND", "noninteractive").run())
        .with_context(|| format!("missing: install {} (apt-get as root)", missing.join(" and ")))
}

const WASM: &str = "wasm32-unknown-unknown";

/// npm writes its own copy of the lock file last, so an older one means an unfinished install.
fn installed_packages_are_current() -> bool {
    let modified = |path: &str| fs::metadata(path).and_then(|data| data.modified());
    match (modified("node_modules/.package-lock.json"), modified("package-lock.json")) {
        (Ok(installed), Ok(wanted)) => installed >= wanted,
        _ => false,
    }
}

fn on_path(name: &str) -> bool {
    Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
}
