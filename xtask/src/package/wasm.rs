//! The wasm modules: cargo, then wasm-bindgen as a library, then wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::{SUBPATHS, Subpath};
use crate::process::{cargo, npm_tool};
use crate::setup;

/// Builds the module of every subpath and returns where each is.
pub(crate) fn modules(extra: &str) -> Result<Vec<PathBuf>> {
    let small = setup::has_std_sources()?;
    if !small {
        println!("xtask: without rust-src: std is not rebuilt, modules are about a third larger");
    }
    SUBPATHS.iter().map(|subpath| module(subpath, extra, small)).collect()
}

fn module(subpath: &Subpath, extra: &str, small: bool) -> Result<PathBuf> {
    let kind = if extra.is_empty() { "release" } else { extra };
    let folder = Path::new("target/modules").join(kind).join(subpath.name);
    fs::create_dir_all(&folder)?;
    bind(&compile(&format!("wasm,{},{extra}", subpath.features), small)?, &folder)?;
    let (bound, optimized) = (folder.join("core_bg.wasm"), folder.join("core.wasm"));
    npm_tool(
        "wasm-opt",
        &["-O3", "--all-features", &bound.to_string_lossy(), "-o", &optimized.to_string_lossy()],
    )
    .output()?;
    Ok(optimized)
}

/// Compiles the crate with `features` alone.
///
/// A std rebuilt with immediate-abort panics carries no messages and no formatting for them.
fn compile(features: &str, small: bool) -> Result<PathBuf> {
    let mut args = vec!["build", "--quiet", "--package", "septet", "--lib", "--release"];
    args.extend(["--target", "wasm32-unknown-unknown", "--target-dir", "target/wasm"]);
    args.extend(["--no-default-features", "--features", features]);
    let here = std::env::current_dir()?;
    let home =
        std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| home + "/.cargo"));
    let mut flags = format!("--remap-path-prefix={}=septet", here.display());
    if let Ok(home) = home {
        flags += &format!(" --remap-path-prefix={home}=cargo");
    }
    if small {
        args.extend(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        flags += " -Zunstable-options -Cpanic=immediate-abort -Ctarget-feature=-reference-types,-multivalue";
    }
    cargo(&args).env("RUSTFLAGS", &flags).env("RUSTC_BOOTSTRAP", "1").run()?;
    Ok("target/wasm/wasm32-unknown-unknown/release/septet.wasm".into())
}

/// Makes the module's exports callable with numbers; the glue that goes with it is not used.
fn bind(raw: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(raw).out_name("core").typescript(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.web(true)?.generate(folder)?;
    let glue = fs::read_to_string(folder.join("core.js"))?;
    let import = |line: &&str| line.contains(": function(") && !line.contains(EXTERNREF_TABLE);
    match glue.lines().find(import) {
        Some(import) => {
            bail!("an export takes or returns more than numbers: it imports `{}`", import.trim())
        }
        None => Ok(()),
    }
}

/// The one import of a module whose std was not rebuilt; `core.ts` provides it, empty.
const EXTERNREF_TABLE: &str = "__wbindgen_init_externref_table";
