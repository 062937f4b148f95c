//! The declarations: emitted by tsc once, then copied for `CommonJS` under their own names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::SUBPATHS;
use crate::process::npm_tool;

const EMITTED: &str = "target/types";

/// Writes `types/*.d.ts` and `.d.cts`, and the declarations of each entry beside its code.
pub(crate) fn write(folder: &Path) -> Result<()> {
    if Path::new(EMITTED).exists() {
        fs::remove_dir_all(EMITTED)?;
    }
    npm_tool("tsc", &["--noEmit", "false", "--emitDeclarationOnly", "--outDir", EMITTED])
        .output()?;
    fs::create_dir_all(folder.join("types"))?;
    let mut seen = BTreeSet::new();
    let entries =
        SUBPATHS.iter().map(|subpath| (subpath.name, subpath.entry())).chain([("slim", "slim")]);
    for (name, entry) in entries {
        let text = read(&Path::new(EMITTED).join(format!("entries/{entry}.d.ts")))?;
        for module in imports(&text) {
            module_with_imports(folder, module, &mut seen)?;
        }
        let text = text.replace("'../", "'../types/").replace("'./index.js'", "'../all/index.js'");
        pair(&folder.join(name).join("index"), &text)?;
    }
    Ok(())
}

/// Copies one module and what it imports. Only what an entry reaches is shipped.
fn module_with_imports(folder: &Path, module: &str, seen: &mut BTreeSet<String>) -> Result<()> {
    let mut waiting = vec![module.to_owned()];
    while let Some(module) = waiting.pop() {
        let name = module.trim_start_matches(['.', '/']).trim_end_matches(".js").to_owned();
        if name == "index" || !seen.insert(name.clone()) {
            continue;
        }
        let text = read(&Path::new(EMITTED).join(format!("{name}.d.ts")))?;
        waiting.extend(imports(&text).into_iter().map(str::to_owned));
        let target = folder.join("types").join(&name);
        fs::create_dir_all(target.parent().unwrap_or(folder))?;
        pair(&target, &text)?;
    }
    Ok(())
}

/// Writes one declaration file for ESM and one for `CommonJS`, which differ in what they import.
fn pair(stem: &Path, text: &str) -> Result<()> {
    fs::write(with_suffix(stem, ".d.ts"), text)?;
    Ok(fs::write(with_suffix(stem, ".d.cts"), text.replace(".js'", ".cjs'"))?)
}

fn imports(text: &str) -> Vec<&str> {
    text.split("from '").skip(1).filter_map(|rest| rest.split('\'').next()).collect()
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("tsc has not written {}", path.display()))
}

fn with_suffix(stem: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", stem.display()))
}
