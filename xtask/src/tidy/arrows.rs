//! Crate arrows: a crate may use only the crates that stand below it, and the map in `docs/ARCHITECTURE.md` names them all.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Broken, TextFile};
use crate::project;

/// Who may use whom. `assay` and `xtask` may use all.
const ARROWS: &[(&str, &[&str])] = &[
    ("psychometrics", &[]),
    ("skills", &[]),
    ("sandbox", &[]),
    ("bank", &["skills", "psychometrics"]),
    ("assessment", &["bank", "skills", "psychometrics"]),
    ("grader", &["assessment", "bank", "sandbox"]),
    ("proving", &["grader", "assessment", "bank", "skills"]),
    ("store", &["assessment", "bank", "skills"]),
    ("server", &["store", "assessment", "bank", "skills"]),
];
const MAY_USE_ALL: &[&str] = &["assay", "xtask"];

/// Holds the workspace against `ARROWS` and the map against the folders.
pub fn check(files: &[TextFile]) -> Result<Vec<Broken>> {
    let uses = workspace_uses()?;
    let mut broken = wrong_arrows(&uses);
    let map = files.iter().find(|file| file.name() == "docs/ARCHITECTURE.md");
    let map = map.map_or("", |file| file.text.as_str());
    for name in uses.keys().filter(|name| *name != "xtask") {
        if !map.contains(&format!("| `{name}` |")) {
            broken.push(Broken {
                place: String::from("docs/ARCHITECTURE.md"),
                what: format!("the code map has no row for crate `{name}`; add it"),
            });
        }
    }
    Ok(broken)
}

fn wrong_arrows(uses: &BTreeMap<String, Vec<String>>) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (user, used) in uses.iter().filter(|(user, _)| !MAY_USE_ALL.contains(&user.as_str())) {
        let allowed = ARROWS.iter().find(|(name, _)| name == user).map(|(_, allowed)| *allowed);
        for name in used {
            if !allowed.unwrap_or(&[]).contains(&name.as_str()) {
                broken.push(Broken {
                    place: format!("crates/{user}/Cargo.toml"),
                    what: format!(
                        "crate `{user}` must not use `{name}`; see the arrows in docs/ARCHITECTURE.md"
                    ),
                });
            }
        }
    }
    broken
}

/// Each workspace crate with the workspace crates that it uses outside of tests.
fn workspace_uses() -> Result<BTreeMap<String, Vec<String>>> {
    let listed =
        project::output(Command::new("cargo").args(["metadata", "--format-version", "1", "--no-deps"]))?;
    let metadata: Value = serde_json::from_slice(&listed.stdout).context("`cargo metadata` gave no JSON")?;
    let packages = metadata["packages"].as_array().context("`cargo metadata` lists no packages")?;
    let name_of = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let names: Vec<String> = packages.iter().map(name_of).collect();
    let mut uses = BTreeMap::new();
    for package in packages {
        let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
        let inner = dependencies.iter().filter(|dependency| dependency["kind"].is_null()).map(name_of);
        uses.insert(name_of(package), inner.filter(|name| names.contains(name)).collect());
    }
    Ok(uses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_upwards_is_broken_and_one_downwards_is_kept() {
        let uses = |user: &str, used: &str| BTreeMap::from([(user.to_owned(), vec![used.to_owned()])]);
        assert_eq!(wrong_arrows(&uses("grader", "sandbox")).len(), 0);
        assert_eq!(wrong_arrows(&uses("assay", "server")).len(), 0);
        assert_eq!(wrong_arrows(&uses("sandbox", "grader")).len(), 1);
        assert_eq!(wrong_arrows(&uses("bank", "assessment")).len(), 1);
    }
}
