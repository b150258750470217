//! One exercise of a track, and the package made of it.

use serde_json::Value;

use super::super::draft::{Draft, title_of};
use super::names::listed;
use super::{examples, read_json};
use crate::files::{FileMap, RelativePath, refused};
use crate::finding::Finding;

/// Folders of an exercise that neither the candidate nor the tests need.
const ASIDE: [&str; 4] = [".meta", ".docs", ".approaches", ".articles"];

/// Where one exercise stands and what the track says about it.
pub(super) struct Exercise<'a> {
    pub track: &'a FileMap,
    /// The track's `config.json`.
    pub config: &'a Value,
    /// The exercise's entry in it; null when there is none.
    pub entry: &'a Value,
    /// `practice` or `concept`.
    pub kind: &'static str,
    pub folder: &'a str,
}

/// The paths of an exercise by what they are for.
struct Parts {
    solution: Vec<RelativePath>,
    tests: Vec<RelativePath>,
    editor: Vec<RelativePath>,
    examples: Vec<String>,
}

impl Exercise<'_> {
    /// The package; none when the exercise has no tests or its metadata cannot be read.
    pub fn package(&self, slug: String) -> (Option<(String, FileMap)>, Vec<Finding>) {
        let origin = format!("exercises/{}/{}", self.kind, self.folder);
        let files = self.track.under(&origin);
        let meta = match read_json(&files, ".meta/config.json") {
            Ok(meta) => meta,
            Err(finding) if files.contains(".meta/config.json") => {
                return (None, vec![finding.within(&origin)]);
            }
            Err(_) => Value::Null,
        };
        let (parts, mut findings) = self.parts(&files, &meta);
        let (package, found) = self.draft(slug, &files, &parts).finish(&origin);
        findings = findings.into_iter().map(|finding| finding.within(&origin)).collect();
        findings.extend(found);
        (package, findings)
    }

    fn parts(&self, files: &FileMap, meta: &Value) -> (Parts, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut present = |key: &str| {
            let names = listed(meta, self.config, key, self.folder);
            names.iter().filter_map(|name| checked(files, key, name, &mut findings)).collect::<Vec<_>>()
        };
        let (solution, tests, editor) = (present("solution"), present("test"), present("editor"));
        let examples = self.examples(files, meta, &mut findings);
        (Parts { solution, tests, editor, examples }, findings)
    }

    /// The example's files: a concept exercise calls them exemplar, a practice exercise example.
    fn examples(&self, files: &FileMap, meta: &Value, findings: &mut Vec<Finding>) -> Vec<String> {
        let keys = if self.kind == "concept" { ["exemplar", "example"] } else { ["example", "exemplar"] };
        let is_own = |key: &&str| !listed(meta, &Value::Null, key, self.folder).is_empty();
        let key = keys.iter().find(|key| is_own(key)).unwrap_or(&keys[0]);
        let names = listed(meta, self.config, key, self.folder);
        names.into_iter().filter(|name| checked(files, key, name, findings).is_some()).collect()
    }

    fn draft(&self, slug: String, files: &FileMap, parts: &Parts) -> Draft {
        let title = self.entry["name"].as_str().map_or_else(|| title_of(self.folder), str::to_owned);
        let (level, minutes) = self.effort();
        Draft {
            slug,
            brief: brief(files, &title),
            hints: files.text(".docs/hints.md").map(str::to_owned),
            title,
            level,
            minutes,
            solution: parts.solution.iter().map(RelativePath::to_string).collect(),
            start: picked(files, parts.solution.iter().chain(&parts.editor)),
            exam: self.exam(files, parts),
            right: examples::solutions(files, &parts.examples, &parts.solution),
        }
    }

    /// The tests and whatever else lies in the folder, for tests may read it: data files, modules that nobody
    /// lists. The editor's files are in both rooms, so that the tests read their own copy, not a submission's.
    fn exam(&self, files: &FileMap, parts: &Parts) -> FileMap {
        let is_aside = |path: &RelativePath| {
            let first = path.as_str().split('/').next().unwrap_or_default();
            first.starts_with('.') || ASIDE.contains(&first)
        };
        let others = files.paths().filter(|path| !is_aside(path) && !parts.solution.contains(path));
        let mut exam = picked(files, parts.tests.iter().chain(others));
        if let (false, Some(settings)) = (exam.contains("pytest.ini"), self.track.get("pytest.ini")) {
            // A path of this length without odd characters is never refused.
            let _ = exam.insert("pytest.ini", settings.to_vec());
        }
        exam
    }

    /// Level and minutes from the track's difficulty, 1 to 10; a concept exercise has none and is an easy one.
    fn effort(&self) -> (&'static str, u32) {
        let difficulty = self.entry["difficulty"].as_u64().unwrap_or(1).clamp(1, 10);
        let minutes = 15 + 5 * u32::try_from(difficulty).unwrap_or(1);
        match difficulty {
            1..=3 => ("foundation", minutes),
            4..=6 => ("entry", minutes),
            _ => ("mid", minutes),
        }
    }
}

/// The path, if it is safe and there; else a finding.
fn checked(files: &FileMap, key: &str, name: &str, findings: &mut Vec<Finding>) -> Option<RelativePath> {
    let finding = match RelativePath::new(name) {
        Ok(path) if files.contains(path.as_str()) => return Some(path),
        Ok(path) => {
            Finding::warning(".meta/config.json", format!("`{key}` names `{path}`, which is not there"))
                .hint("add the file, or correct `files`")
        }
        Err(error) => Finding { file: ".meta/config.json".to_owned(), ..refused(name, &error) },
    };
    findings.push(finding);
    None
}

fn picked<'a>(files: &FileMap, paths: impl Iterator<Item = &'a RelativePath>) -> FileMap {
    let mut picked = FileMap::new();
    for path in paths {
        picked.replace(path.clone(), files.get(path.as_str()).unwrap_or_default().to_vec());
    }
    picked
}

/// Introduction and instructions with what the track appends to them, under the exercise's name.
fn brief(files: &FileMap, title: &str) -> String {
    let names = ["introduction", "introduction.append", "instructions", "instructions.append"];
    let texts = names.iter().filter_map(|name| files.text(&format!(".docs/{name}.md")));
    let mut brief = format!("# {title}\n");
    for text in texts {
        brief.push('\n');
        brief.push_str(text.trim());
        brief.push('\n');
    }
    brief
}
