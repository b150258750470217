//! Paths named in docs exist. A path is what stands in backticks and begins with one of the project's folders.

use super::{Broken, TextFile};
use crate::project;

const FOLDERS: &[&str] = &[
    ".ci/",
    "bank/",
    "cheats/",
    "crates/",
    "docs/",
    "examples/",
    "fixtures/",
    "python/",
    "skills/",
    "web/",
    "xtask/",
];

/// Holds each path that a Markdown file of ours names against the tree.
pub fn check(files: &[TextFile]) -> Vec<Broken> {
    let mut broken = Vec::new();
    let own = |file: &&TextFile| {
        file.ending() == "md" && (file.path.starts_with("docs") || file.path.components().count() == 1)
    };
    for file in files.iter().filter(own) {
        for (number, line) in file.text.lines().enumerate() {
            for path in named_paths(line) {
                if !project::root().join(path).exists() {
                    broken.push(Broken {
                        place: format!("{}:{}", file.name(), number + 1),
                        what: format!("names `{path}`, which does not exist"),
                    });
                }
            }
        }
    }
    broken
}

/// Paths in backticks; patterns and names with a gap to fill in are left out.
fn named_paths(line: &str) -> Vec<&str> {
    let quoted = line.split('`').skip(1).step_by(2);
    let plain = |text: &&str| !text.contains(['*', '<', '{', ' ', '…']) && !text.contains("...");
    quoted.filter(plain).filter(|text| FOLDERS.iter().any(|folder| text.starts_with(folder))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_paths_in_backticks_are_taken() {
        let line = "see `crates/grader` and `bank/<area>/x`, not crates/other, nor `docs/*.md` nor `cargo run docs/a`";
        assert_eq!(named_paths(line), vec!["crates/grader"]);
    }
}
