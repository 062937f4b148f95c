//! The package's own `package.json`, and the documents beside it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::{COMPANIONS, ROOT, SUBPATHS, Subpath};

/// Writes `package.json` with every export, and copies what stands beside it.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let template = fs::read_to_string("pkg-template/package.json")?;
    let mut manifest: Value =
        serde_json::from_str(&template).context("pkg-template/package.json")?;
    manifest["version"] = json!(env!("CARGO_PKG_VERSION"));
    manifest["main"] = json!(format!("./{ROOT}/index.cjs"));
    manifest["types"] = json!(format!("./{ROOT}/index.d.cts"));
    manifest["exports"] = exports();
    fs::write(folder.join("package.json"), serde_json::to_string_pretty(&manifest)? + "\n")?;
    for name in ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"] {
        fs::copy(name, folder.join(name)).with_context(|| format!("no {name}"))?;
    }
    fs::copy("pkg-template/README.md", folder.join("README.md"))
        .context("no pkg-template/README.md")?;
    Ok(())
}

fn exports() -> Value {
    let mut exports = Map::new();
    for subpath in SUBPATHS {
        exports.insert(subpath.specifier(), conditions(subpath.name));
    }
    for companion in COMPANIONS {
        exports.insert(format!("./{}", companion.name), conditions(companion.name));
    }
    exports.insert("./slim".into(), inline("slim"));
    for Subpath { name, .. } in SUBPATHS {
        let public = if *name == ROOT { "core" } else { name };
        exports.insert(format!("./{public}.wasm"), json!(format!("./{name}/core.wasm")));
    }
    exports.insert("./package.json".into(), json!("./package.json"));
    exports.into()
}

/// The order decides: a runtime takes the first condition that it knows.
fn conditions(name: &str) -> Value {
    let mut conditions = Map::new();
    for condition in ["workerd", "edge-light"] {
        conditions.insert(
            condition.into(),
            json!({ "types": format!("./{name}/index.d.ts"), "default": format!("./{name}/{condition}.js") }),
        );
    }
    if let Value::Object(rest) = inline(name) {
        conditions.extend(rest);
    }
    conditions.into()
}

fn inline(name: &str) -> Value {
    json!({
        "require": { "types": format!("./{name}/index.d.cts"), "default": format!("./{name}/index.cjs") },
        "default": { "types": format!("./{name}/index.d.ts"), "default": format!("./{name}/index.js") }
    })
}
