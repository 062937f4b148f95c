//! The declarations: emitted by tsc once, then copied for `CommonJS` under their own names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{COMPANIONS, SUBPATHS};
use crate::process::npm_tool;

const EMITTED: &str = "target/types";

/// Writes `types/*.d.ts` and `.d.cts`, and the declarations of each entry beside its code.
pub(crate) fn write(folder: &Path) -> Result<()> {
    if Path::new(EMITTED).exists() {
        fs::remove_dir_all(EMITTED)?;
    }
    npm_tool("tsc", &["--noEmit", "false", "--emitDeclarationOnly", "--outDir", EMITTED])
        .output()?;
    let mut seen = BTreeSet::new();
    let entries = SUBPATHS
        .iter()
        .map(|subpath| (subpath.name, subpath.entry()))
        .chain(COMPANIONS.iter().map(|companion| (companion.name, companion.name)))
        .chain([("slim", "slim")]);
    for (name, entry) in entries {
        let entry = format!("entries/{entry}");
        let text = declarations(&entry)?;
        for module in imports(&entry, &text) {
            module_with_imports(folder, module, &mut seen)?;
        }
        let text = text.replace("'../", "'../types/").replace("'./index.js'", "'../all/index.js'");
        pair(&folder.join(name).join("index"), &text)?;
    }
    Ok(())
}

/// Copies one module and what it imports. Only what an entry reaches is shipped.
fn module_with_imports(folder: &Path, module: String, seen: &mut BTreeSet<String>) -> Result<()> {
    let mut waiting = vec![module];
    while let Some(module) = waiting.pop() {
        if module.starts_with("entries/") || !seen.insert(module.clone()) {
            continue;
        }
        let text = declarations(&module)?;
        waiting.extend(imports(&module, &text));
        let target = folder.join("types").join(&module);
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

/// The modules that `module` imports, by their paths from the root of the sources. Packages are none of them.
fn imports(module: &str, text: &str) -> Vec<String> {
    let specifiers = text.split("from '").skip(1).filter_map(|rest| rest.split('\'').next());
    specifiers.filter(|name| name.starts_with('.')).map(|name| resolved(module, name)).collect()
}

fn resolved(module: &str, specifier: &str) -> String {
    let mut path: Vec<&str> = module.split('/').collect();
    path.pop();
    for part in specifier.trim_end_matches(".js").split('/') {
        match part {
            "." => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    path.join("/")
}

fn declarations(module: &str) -> Result<String> {
    fs::read_to_string(Path::new(EMITTED).join(format!("{module}.d.ts")))
        .with_context(|| format!("tsc has not written {module}"))
}

fn with_suffix(stem: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", stem.display()))
}

#[cfg(test)]
mod tests {
    use super::imports;

    #[test]
    fn imports_are_followed_from_folder_to_folder() {
        let text = "import type { A } from './words.js';\nexport { B } from '../segments.js';\nimport 'react';\nimport { C } from 'react';\n";
        assert_eq!(imports("element/view", text), ["element/words", "segments"]);
        assert_eq!(imports("entries/slim", "export * from './index.js'"), ["entries/index"]);
    }
}
