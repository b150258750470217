//! Words and names that have no place here: marks of unfinished work, file names that say nothing, switched-off tests,
//! paths of one machine, hosts of package registries.

use super::{Broken, TextFile};

/// A piece of text that must not stand in any tracked file, in two halves so that this file doesn't hold it, and why.
const PIECES: &[(&str, &str, &str)] = &[
    ("TO", "DO", "say what is missing in docs/progress/, or do it"),
    ("FIX", "ME", "mend it"),
    ("#[ign", "ore", "a test that does not run proves nothing; make it run or delete it"),
    ("/wo", "rk/main", "a path of one machine"),
    ("/wo", "rk/shared", "a path of one machine"),
    ("/ro", "ot/.", "a path of one machine"),
    ("py", "pi.org", "a registry's host"),
    ("pythonhos", "ted.org", "a registry's host"),
    ("registry.npm", "js.org", "a registry's host"),
];
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "manager", "misc", "imp"];

/// Holds every tracked text file against `PIECES`, and our own code's file names against `EMPTY_NAMES`.
pub fn check(files: &[TextFile]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for file in files {
        let stem = file.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
        if file.is_own_code() && EMPTY_NAMES.contains(&stem) {
            let what = format!("`{stem}` says nothing; name the file by its noun");
            broken.push(Broken { place: file.name(), what });
        }
        for (number, line) in file.text.lines().enumerate() {
            for (first, second, why) in PIECES {
                let piece = format!("{first}{second}");
                if line.contains(&piece) {
                    broken.push(Broken {
                        place: format!("{}:{}", file.name(), number + 1),
                        what: format!("`{piece}`: {why}"),
                    });
                }
            }
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_name_and_a_mark_of_unfinished_work_are_found() {
        let file =
            TextFile { path: "crates/a/src/utils.rs".into(), text: format!("// {}{}: later", "TO", "DO") };
        let broken = check(&[file]);
        assert_eq!(broken.len(), 2);
        assert_eq!(broken[1].place, "crates/a/src/utils.rs:1");
    }
}
