//! Exercism tracks: `config.json`, and a folder per exercise in `exercises/practice` and `exercises/concept`.
//!
//! The layout is that of the track's specification: `.meta/config.json` names the files of the solution, the
//! tests, the example or exemplar and what else the editor shows; where it is silent, `files` of the track's
//! `config.json` holds patterns. Nothing is assumed of the tests but that pytest runs them.

mod examples;
mod exercise;
mod names;

use std::collections::BTreeSet;

use serde_json::Value;

use super::Imported;
use super::draft::Slugs;
use crate::files::FileMap;
use crate::finding::Finding;
use exercise::Exercise;

const CONFIG: &str = "config.json";

/// Makes a package of each exercise, deprecated ones and ones that the track does not list included.
pub fn import(track: &FileMap) -> Imported {
    let (config, mut findings) = match read_json(track, CONFIG) {
        Ok(config) => (config, Vec::new()),
        Err(finding) => {
            (Value::Null, vec![finding.hint("name the folder that holds the track's `config.json`")])
        }
    };
    let mut slugs = Slugs::default();
    let mut packages = Vec::new();
    for (kind, folder) in folders(track) {
        let entry = entry(&config, kind, &folder);
        if entry.is_null() && !config.is_null() {
            findings.push(unlisted(kind, &folder));
        }
        let exercise = Exercise { track, config: &config, entry, kind, folder: &folder };
        let (package, found) = exercise.package(slugs.claim(&folder));
        packages.extend(package);
        findings.extend(found);
    }
    findings.extend(missing(track, &config));
    if packages.is_empty() && findings.is_empty() {
        findings.push(Finding::error("exercises", "the track holds no exercise"));
    }
    (packages, findings)
}

/// The two kinds of exercises, as folders and keys are named.
const KINDS: [&str; 2] = ["concept", "practice"];

fn folders(track: &FileMap) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for kind in KINDS {
        let exercises = track.under(&format!("exercises/{kind}"));
        let names = exercises.names("");
        let folders = names.into_iter().filter(|name| exercises.has_folder(name));
        found.extend(folders.map(|name| (kind, name.to_owned())));
    }
    found
}

fn entry<'a>(config: &'a Value, kind: &str, slug: &str) -> &'a Value {
    let entries = config["exercises"][kind].as_array().map_or(&[][..], Vec::as_slice);
    entries.iter().find(|entry| entry["slug"] == slug).unwrap_or(&Value::Null)
}

fn unlisted(kind: &str, slug: &str) -> Finding {
    let message = format!("`{CONFIG}` does not list this {kind} exercise");
    Finding::warning(format!("exercises/{kind}/{slug}"), message)
        .hint("it was imported all the same; list it, or remove its folder")
}

/// Exercises that the track lists without having them.
fn missing(track: &FileMap, config: &Value) -> Vec<Finding> {
    let present: BTreeSet<(&str, String)> = folders(track).into_iter().collect();
    let listed = KINDS.into_iter().flat_map(|kind| {
        let entries = config["exercises"][kind].as_array().into_iter().flatten();
        entries.filter_map(move |entry| Some((kind, entry["slug"].as_str()?.to_owned())))
    });
    listed
        .filter(|exercise| !present.contains(exercise))
        .map(|(kind, slug)| {
            let message = format!("the {kind} exercise `{slug}` is listed, but has no folder");
            Finding::warning(CONFIG, message)
                .hint(format!("add `exercises/{kind}/{slug}`, or remove the entry"))
        })
        .collect()
}

/// A JSON file of the track. Errors: it is missing, or no JSON.
fn read_json(files: &FileMap, path: &str) -> Result<Value, Finding> {
    let Some(bytes) = files.get(path) else {
        return Err(Finding::error(path, "there is no such file"));
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| {
        let line = error.line();
        let text = error.to_string();
        let message = text.split(" at line ").next().unwrap_or(&text);
        Finding::error(path, format!("this is no JSON: {message}")).at_line(line.max(1))
    })
}
