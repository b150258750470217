//! Tasks of the kind `git`: of the candidate's `.git` only what history is made of reaches the exam, beside a
//! configuration of our own. No hook, no setting, no link to other stores: nothing in it can make `git` run a program.

use std::collections::BTreeMap;

use bank::files::{FileMap, RelativePath};
use bank::history;
use bank::package::TaskPackage;
use serde::Serialize;

/// Where the exam finds the repository.
const PLACE: &str = ".assay/repository";

/// A bare repository that trusts nothing: no hooks, no file system monitor, no lazy fetching.
const CONFIG: &str = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tlogAllRefUpdates = false\n\
                      \thooksPath = /dev/null\n\tfsmonitor = false\n\tbigFileThreshold = 4m\n\tprotectHFS = true\n\
                      \tprotectNTFS = true\n[pack]\n\tthreads = 1\n\twindowMemory = 64m\n\tdeltaCacheSize = 16m\n\
                      [gc]\n\tauto = 0\n";

/// Largest reference file; an honest one holds 41 bytes.
const REF_BYTES: usize = 4_096;
const PACKED_REFS_BYTES: usize = 1 << 20;

/// The candidate's folder. Its own `.git` stands for the whole; a `history.toml` in its place, as authors write
/// solutions, is laid out; without either the starting repository is taken.
pub fn handed_in(task: &TaskPackage, submission: &FileMap) -> FileMap {
    if submission.contains(history::FILE) {
        return history::laid_out(submission, task.files().text("start/history.toml")).0;
    }
    if submission.has_folder(".git") { submission.clone() } else { task.overlay(submission) }
}

/// The files of the working tree, and the exam with the repository laid in.
pub fn prepared(start: &FileMap, laid: &FileMap, exam: &FileMap) -> (FileMap, FileMap) {
    let repository = laid.under(".git");
    let mut exam = exam.clone();
    super::lay(&mut exam, "repository", &Start { refs: refs(&start.under(".git/refs")) });
    for (path, bytes) in repository.iter().filter(|(path, bytes)| is_history(path.as_str(), bytes)) {
        put(&mut exam, path.as_str(), bytes.to_vec());
    }
    let folder = format!("{PLACE}/");
    if exam.paths().any(|path| path.as_str().starts_with(&folder)) {
        put(&mut exam, "config", CONFIG.into());
        // Git takes no folder without these for a repository.
        put(&mut exam, "objects/info/keep", Vec::new());
        put(&mut exam, "refs/keep.lock", Vec::new());
    }
    let mut tree = FileMap::new();
    for (path, bytes) in laid.iter().filter(|(path, _)| !path.as_str().starts_with(".git/")) {
        tree.replace(path.clone(), bytes.to_vec());
    }
    (tree, exam)
}

#[derive(Serialize)]
struct Start {
    refs: BTreeMap<String, String>,
}

/// References as loose files have them.
fn refs(files: &FileMap) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    files.iter().map(|(path, bytes)| (path.to_string(), text(bytes))).collect()
}

/// Whether a file of `.git` is part of the history: an object, a pack, a reference.
fn is_history(path: &str, bytes: &[u8]) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["HEAD"] => bytes.len() <= REF_BYTES,
        ["packed-refs"] => bytes.len() <= PACKED_REFS_BYTES,
        ["objects", "pack", name] => {
            let stem = name.strip_suffix(".pack").or_else(|| name.strip_suffix(".idx"));
            stem.and_then(|stem| stem.strip_prefix("pack-")).is_some_and(is_hexadecimal)
        }
        ["objects", folder, name] => {
            folder.len() == 2 && name.len() == 38 && is_hexadecimal(folder) && is_hexadecimal(name)
        }
        ["refs", "heads" | "tags" | "remotes", .., name] => {
            bytes.len() <= REF_BYTES && name.strip_suffix(".lock").is_none() && parts.len() <= 8
        }
        _ => false,
    }
}

fn is_hexadecimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn put(exam: &mut FileMap, path: &str, bytes: Vec<u8>) {
    if let Ok(path) = RelativePath::new(&format!("{PLACE}/{path}")) {
        exam.replace(path, bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_history_reaches_the_exam() {
        let object = format!("objects/ab/{}", "0".repeat(38));
        let kept =
            ["HEAD", "packed-refs", "refs/heads/main", "refs/tags/v1", "refs/heads/a/b", object.as_str()];
        let dropped = [
            "config",
            "hooks/post-checkout",
            "objects/info/alternates",
            "objects/ab/short",
            "objects/pack/pack-12.keep",
            "refs/replace/x",
            "refs/heads/main.lock",
            "worktrees/x/gitdir",
            "modules/x/config",
            "commondir",
            "info/grafts",
            "shallow",
            "index",
        ];
        let mut laid = FileMap::new();
        for path in kept.iter().chain(&dropped) {
            laid.insert(&format!(".git/{path}"), b"x".to_vec()).unwrap();
        }
        laid.insert("shop.py", b"x = 1\n".to_vec()).unwrap();
        let (tree, exam) = prepared(&FileMap::new(), &laid, &FileMap::new());
        let found = exam.under(PLACE);
        assert!(kept.iter().all(|path| found.contains(path)));
        assert!(dropped.iter().filter(|path| **path != "config").all(|path| !found.contains(path)));
        assert!(found.text("config").unwrap().contains("hooksPath = /dev/null"));
        assert_eq!(tree.paths().map(RelativePath::as_str).collect::<Vec<_>>(), ["shop.py"]);
    }
}
