//! The JavaScript of each entry: one self-contained file per condition, bundled by esbuild.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::Subpath;
use super::text::text;
use crate::process::npm_tool;

/// Writes the four files of a subpath: inline as ESM and CJS, for workerd and for edge-light.
pub(crate) fn entries(subpath: &Subpath, module: &Path, target: &Path) -> Result<()> {
    let inline = module.with_extension("txt");
    fs::write(&inline, text(&fs::read(module)?)?)?;
    for (loader, format, file) in [
        ("inline", "esm", "index.js"),
        ("inline", "cjs", "index.cjs"),
        ("workerd", "esm", "workerd.js"),
        ("edge-light", "esm", "edge-light.js"),
    ] {
        bundle(subpath.entry(), loader, format, Some(&inline), &target.join(file))?;
    }
    Ok(())
}

/// Writes the entry whose caller hands the module over.
pub(crate) fn slim(target: &Path) -> Result<()> {
    fs::create_dir_all(target)?;
    bundle("slim", "slim", "esm", None, &target.join("index.js"))?;
    bundle("slim", "slim", "cjs", None, &target.join("index.cjs"))
}

fn bundle(
    entry: &str,
    loader: &str,
    format: &str,
    inline: Option<&Path>,
    output: &Path,
) -> Result<()> {
    let here = std::env::current_dir()?;
    let source = |path: &str| here.join("pkg-template/src").join(path).display().to_string();
    let mut args = vec![
        source(&format!("entries/{entry}.ts")),
        "--bundle".to_owned(),
        "--target=es2022".to_owned(),
        "--platform=neutral".to_owned(),
        "--charset=utf8".to_owned(),
        "--log-level=warning".to_owned(),
        "--legal-comments=none".to_owned(),
        "--external:./core.wasm".to_owned(),
        "--external:./core.wasm?module".to_owned(),
        format!("--format={format}"),
        format!("--alias:septet-module={}", source(&format!("loader/{loader}.ts"))),
        format!("--outfile={}", output.display()),
    ];
    if let Some(inline) = inline {
        args.push(format!("--alias:septet-text={}", here.join(inline).display()));
    }
    npm_tool("esbuild", &args.iter().map(String::as_str).collect::<Vec<_>>()).output().map(drop)
}
