//! The wasm modules: cargo, then wasm-bindgen as a library, then wasm-opt.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::{Level, SUBPATHS, Subpath};
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
    bind(&compile(subpath, extra, small)?, &folder)?;
    let (bound, optimized) = (folder.join("core_bg.wasm"), folder.join("core.wasm"));
    let level: &[&str] = match subpath.level {
        Level::Speed | Level::Size => &["-O3"],
        Level::Least => &["-Oz", "--converge"],
    };
    let (bound, output) = (bound.to_string_lossy(), optimized.to_string_lossy());
    let files = ["--strip-target-features", &*bound, "-o", &*output];
    npm_tool("wasm-opt", &[level, FEATURES, &files].concat()).output()?;
    refuse_own_paths(&optimized)?;
    Ok(optimized)
}

/// What a module may be made of: what rustc takes for granted, and every host has. With all that
/// wasm-opt knows, -Oz writes types that no host reads.
const FEATURES: &[&str] = &[
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The same sources give the same module on every machine, and it tells nothing of where it was made.
fn refuse_own_paths(module: &Path) -> Result<()> {
    let bytes = fs::read(module)?;
    for (path, _) in own_paths()? {
        let path = path.to_string_lossy().into_owned().into_bytes();
        if bytes.windows(path.len()).any(|window| window == path) {
            bail!("{} holds a path of this machine", module.display());
        }
    }
    Ok(())
}

/// Compiles the crate with the features of `subpath` alone.
///
/// A std rebuilt with immediate-abort panics carries no messages and no formatting for them.
fn compile(subpath: &Subpath, extra: &str, small: bool) -> Result<PathBuf> {
    let mut args = format!(
        "build --quiet --package septet --lib --release --target wasm32-unknown-unknown \
         --target-dir target/wasm --no-default-features --features wasm,{},{extra} \
         --config profile.release.package.septet.opt-level={}",
        subpath.features,
        match subpath.level {
            // 3 is as fast, and 3 % larger.
            Level::Speed => "2",
            Level::Size | Level::Least => "'s'",
        },
    );
    let mut flags: Vec<String> = own_paths()?
        .iter()
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()))
        .collect();
    if let Level::Least = subpath.level {
        // Small functions are part of their callers before LLVM weighs these, which inlines less.
        flags.extend(["-Zinline-mir=yes", "-Zinline-mir-threshold=100"].map(str::to_owned));
    }
    // SHA-256 is for the rare JSON webhook: the small form of it will do.
    flags.push("--cfg=sha2_backend_soft=\"compact\"".to_owned());
    if small {
        args += " -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size";
        let own_std = ["-Zunstable-options", "-Cpanic=immediate-abort", NO_REFERENCE_TYPES];
        flags.extend(own_std.map(str::to_owned));
    }
    // Encoded, because a path may hold a space.
    cargo(&args)
        .env("CARGO_ENCODED_RUSTFLAGS", &flags.join("\x1f"))
        .env("RUSTC_BOOTSTRAP", "1")
        .run()?;
    Ok("target/wasm/wasm32-unknown-unknown/release/septet.wasm".into())
}

/// The folders of this machine that must not stand in a module, and what does instead. The last that fits counts.
fn own_paths() -> Result<Vec<(PathBuf, &'static str)>> {
    let home = env::home_dir().context("there is no home folder")?;
    let cargo_home = env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let mut paths = vec![
        (home, "home"),
        (cargo_home, "cargo"),
        (setup::sysroot()?.join("lib/rustlib/src/rust"), "rust"),
        (env::current_dir()?, "septet"),
    ];
    // The root of the file system as a home would stand for every path there is.
    paths.retain(|(path, _)| path.parent().is_some());
    Ok(paths)
}

/// With reference types, wasm-bindgen has a module import a table it has no use for.
const NO_REFERENCE_TYPES: &str = "-Ctarget-feature=-reference-types,-multivalue";

/// Makes the module's exports callable with numbers; the glue that goes with it is not used.
fn bind(raw: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(raw).out_name("core").typescript(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let mut output = bindgen.web(true)?.generate_output()?;
    for name in UNUSED_EXPORTS {
        output.wasm_mut().exports.remove(name)?;
    }
    output.emit(folder)?;
    let glue = fs::read_to_string(folder.join("core.js"))?;
    let import = |line: &&str| line.contains(": function(") && !line.contains(EXTERNREF_TABLE);
    match glue.lines().find(import) {
        Some(import) => {
            bail!("an export takes or returns more than numbers: it imports `{}`", import.trim())
        }
        None => Ok(()),
    }
}

/// What wasm-bindgen exports for glue that catches unwinding panics. Ours abort.
const UNUSED_EXPORTS: [&str; 2] = ["__abort_handler", "__instance_terminated"];

/// The one import of a module whose std was not rebuilt; `core.ts` provides it, empty.
const EXTERNREF_TABLE: &str = "__wbindgen_init_externref_table";
