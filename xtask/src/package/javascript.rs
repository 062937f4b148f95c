//! The JavaScript of each entry: one self-contained file per condition, bundled by esbuild.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::text::{is_dense, text};
use super::{Companion, Subpath};
use crate::process::npm_tool;
use crate::setup;

/// Writes the four files of a subpath: inline as ESM and CJS, with the module that reads text, for workerd
/// and for edge-light.
pub(crate) fn entries(
    subpath: &Subpath,
    module: &Path,
    reader: &[u8],
    target: &Path,
) -> Result<()> {
    let inline = module.with_extension("txt");
    let text = text(&fs::read(module)?, reader)?;
    let loader_of_text = if is_dense(&text) { "inline-dense" } else { "inline" };
    fs::write(&inline, text)?;
    let inline = std::path::absolute(inline)?.display().to_string();
    for (loader, format, file) in FILES {
        let is_inline = loader == "inline";
        let mut module = vec![module_of(if is_inline { loader_of_text } else { loader })?];
        if is_inline {
            module.push(format!("--alias:septet-text={inline}"));
            // The text comes first: gzip has one code for so many symbols, whatever they are.
            module.push(format!("--inject:{inline}"));
        }
        bundle(subpath.entry(), format, &module, &target.join(file))?;
    }
    Ok(())
}

/// The module that reads the others out of their text.
pub(crate) fn reader() -> Result<Vec<u8>> {
    const PATH: &str = "target/modules/reader.wasm";
    npm_tool("wasm-as", &["xtask/src/package/reader.wat", "-o", PATH]).output()?;
    Ok(fs::read(PATH)?)
}

/// Writes the four files of a companion, each of which imports the file of the same condition beside it.
pub(crate) fn companion(companion: &Companion, target: &Path) -> Result<()> {
    fs::create_dir_all(target)?;
    let Companion { name, module } = companion;
    for (_, format, file) in FILES {
        let beside = format!("../{module}/{file}");
        let module = [
            format!("--alias:septet-{module}={beside}"),
            format!("--external:{beside}"),
            "--external:react".to_owned(),
            "--loader:.css=text".to_owned(),
        ];
        bundle(name, format, &module, &target.join(file))?;
    }
    Ok(())
}

/// The loader, the format and the file of each condition.
const FILES: [(&str, &str, &str); 4] = [
    ("inline", "esm", "index.js"),
    ("inline", "cjs", "index.cjs"),
    ("workerd", "esm", "workerd.js"),
    ("edge-light", "esm", "edge-light.js"),
];

/// Writes the entry whose caller hands the module over.
pub(crate) fn slim(target: &Path) -> Result<()> {
    fs::create_dir_all(target)?;
    let module = [module_of("slim")?];
    bundle("slim", "esm", &module, &target.join("index.js"))?;
    bundle("slim", "cjs", &module, &target.join("index.cjs"))
}

/// What the sources import as `septet-module`.
fn module_of(loader: &str) -> Result<String> {
    Ok(format!("--alias:septet-module={}", source(&format!("loader/{loader}.ts"))?))
}

fn source(path: &str) -> Result<String> {
    Ok(std::env::current_dir()?.join("pkg-template/src").join(path).display().to_string())
}

/// Bundles an entry; `module` says where its module comes from.
fn bundle(entry: &str, format: &str, module: &[String], output: &Path) -> Result<()> {
    let mut args = vec![
        source(&format!("entries/{entry}.ts"))?,
        "--bundle".to_owned(),
        "--target=es2022".to_owned(),
        "--platform=neutral".to_owned(),
        "--charset=utf8".to_owned(),
        "--log-level=warning".to_owned(),
        "--legal-comments=none".to_owned(),
        "--external:./core.wasm".to_owned(),
        "--external:./core.wasm?module".to_owned(),
        format!("--define:OWN_STD={}", setup::has_std_sources()?),
        format!("--format={format}"),
        format!("--outfile={}", output.display()),
    ];
    args.extend_from_slice(module);
    npm_tool("esbuild", &args.iter().map(String::as_str).collect::<Vec<_>>()).output().map(drop)
}
