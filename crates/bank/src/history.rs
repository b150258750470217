//! `history.toml`: a Git repository as text, so that tasks about history can be read, reviewed and varied.
//!
//! ```toml
//! [[commits]]
//! id = "first"
//! message = "add the till"
//! [commits.files]
//! "till.py" = "TOTAL = 0\n"
//!
//! [[commits]]                # its parent is the commit before it, its tree begins as that one's
//! id = "second"
//! message = "count returns"
//! removed = ["old.py"]
//! [commits.files]
//! "till.py" = "TOTAL = 1\n"
//!
//! [refs]
//! "heads/main" = "second"
//! ```
//!
//! Where `history.toml` lies in `start/` or in a solution, the folder gets a `.git` instead, with the tree of `head` beside
//! it. The same text always makes the same objects, so a solution that begins with `after_start = true` continues the very
//! commits of `start/`.

use std::collections::BTreeMap;

use crate::files::FileMap;
use crate::finding::Finding;
use crate::git_objects::{Commit, Objects, index};
use crate::table::{Document, Table, merged};

/// The file that stands for a repository.
pub const FILE: &str = "history.toml";

const FIRST_COMMIT_AT: u32 = 1_709_283_600;
const BETWEEN_COMMITS: u32 = 3_600;
const AUTHOR: &str = "Ada Ko <ada@example.com>";
const MOST_CHARACTERS: usize = 1 << 20;

type Texts = BTreeMap<String, Vec<u8>>;

/// The files of a folder, its `history.toml` replaced by the repository that it describes; `start` is the text that
/// `after_start` continues. Without `history.toml` the files come back as they are.
pub fn laid_out(files: &FileMap, start: Option<&str>) -> (FileMap, Vec<Finding>) {
    let Some(text) = files.text(FILE) else { return (files.clone(), Vec::new()) };
    let mut history = History::default();
    let findings = history.read(text, start);
    if !findings.is_empty() {
        return (files.clone(), findings);
    }
    let mut laid = history.repository();
    for (path, bytes) in files.iter().filter(|(path, _)| path.as_str() != FILE) {
        laid.replace(path.clone(), bytes.to_vec());
    }
    (laid, findings)
}

#[derive(Default)]
struct History {
    objects: Objects,
    commits: BTreeMap<String, Made>,
    latest: Option<String>,
    refs: BTreeMap<String, String>,
    head: Option<String>,
    worktree: Texts,
}

struct Made {
    name: String,
    tree: Texts,
}

impl History {
    fn read(&mut self, text: &str, start: Option<&str>) -> Vec<Finding> {
        let (document, syntax) = Document::parse(FILE, text);
        let mut root = document.root();
        if root.boolean("after_start") == Some(true) {
            match start {
                Some(start) => {
                    let findings = self.read(start, None);
                    if !findings.is_empty() {
                        return findings;
                    }
                    self.worktree.clear();
                }
                None => root.report(
                    "after_start",
                    "there is no `start/history.toml` to continue".to_owned(),
                    "describe the whole history here",
                ),
            }
        }
        for entry in root.tables("commits", entry).into_iter().flatten() {
            if let Err(message) = self.commit(entry) {
                root.report("commits", message, "name a commit that stands above");
            }
        }
        let refs = root.table("refs", |table| table.texts_by_key(200)).unwrap_or_default();
        for (name, id) in refs {
            match self.commits.get(&id).map(|made| made.name.clone()) {
                Some(made) => drop(self.refs.insert(name, made)),
                None if id == "-" => drop(self.refs.remove(&name)),
                None => {
                    root.report(
                        "refs",
                        format!("no commit `{id}`"),
                        "name a commit, or `-` for no reference",
                    );
                }
            }
        }
        if let Some(head) = root.text("head", 200) {
            self.head = Some(head);
        }
        let worktree = root.table("worktree", |table| table.texts_by_key(MOST_CHARACTERS));
        self.worktree.extend(bytes(worktree.unwrap_or_default()));
        merged(syntax, root.finish())
    }

    fn commit(&mut self, entry: Entry) -> Result<(), String> {
        let parents = match entry.parents {
            Some(parents) => parents,
            None => self.latest.iter().cloned().collect(),
        };
        let known = |id: &String| self.commits.get(id).ok_or_else(|| format!("no commit `{id}`"));
        let names =
            parents.iter().map(|id| Ok(known(id)?.name.clone())).collect::<Result<Vec<_>, String>>()?;
        let from = entry.tree.or_else(|| parents.first().cloned());
        let mut tree =
            from.map(|id| Ok::<_, String>(known(&id)?.tree.clone())).transpose()?.unwrap_or_default();
        for path in entry.removed {
            tree.remove(&path);
        }
        tree.extend(entry.files);
        let at = entry.at.unwrap_or_else(|| {
            let number = u32::try_from(self.commits.len()).unwrap_or(u32::MAX / BETWEEN_COMMITS);
            FIRST_COMMIT_AT.saturating_add(number.saturating_mul(BETWEEN_COMMITS))
        });
        let tree_name = self.objects.tree(&tree);
        let name = self.objects.commit(&Commit {
            tree: &tree_name,
            parents: &names,
            author: entry.author.as_deref().unwrap_or(AUTHOR),
            at,
            message: &entry.message,
        });
        self.commits.insert(entry.id.clone(), Made { name, tree });
        self.latest = Some(entry.id);
        Ok(())
    }

    fn repository(self) -> FileMap {
        let mut files = FileMap::new();
        let head = self.head.unwrap_or_else(|| "main".to_owned());
        let at_head = self.refs.get(&format!("heads/{head}"));
        let tree = self.commits.values().find(|made| Some(&made.name) == at_head).map(|made| &made.tree);
        let mut put = |path: String, bytes: Vec<u8>| {
            // Paths that a repository may hold and a folder may not are left out of the folder.
            drop(files.insert(&path, bytes));
        };
        if let Some(tree) = tree {
            put(".git/index".to_owned(), index(tree));
            for (path, bytes) in tree.iter().filter(|(path, _)| !self.worktree.contains_key(*path)) {
                put(path.clone(), bytes.clone());
            }
        }
        for (path, bytes) in self.worktree {
            put(path, bytes);
        }
        put(".git/HEAD".to_owned(), format!("ref: refs/heads/{head}\n").into_bytes());
        for (name, id) in &self.refs {
            put(format!(".git/refs/{name}"), format!("{id}\n").into_bytes());
        }
        for (name, bytes) in self.objects.into_files() {
            put(format!(".git/{name}"), bytes);
        }
        files
    }
}

struct Entry {
    id: String,
    parents: Option<Vec<String>>,
    message: String,
    author: Option<String>,
    at: Option<u32>,
    tree: Option<String>,
    removed: Vec<String>,
    files: Texts,
}

fn entry(table: &mut Table<'_>) -> Option<Entry> {
    let id = table.required_text("id", 60);
    let message = table.long_text("message", 20_000);
    let message = table.present("message", message);
    let parents = table.has("parents").then(|| table.texts("parents"));
    let author = table.text("author", 200);
    let at = table.integer("at", 0..=u32::MAX);
    let tree = table.text("tree", 60);
    let removed = table.texts("removed");
    let files = table.table("files", |table| table.texts_by_key(MOST_CHARACTERS)).unwrap_or_default();
    Some(Entry { id: id?, parents, message: message?, author, at, tree, removed, files: bytes(files) })
}

fn bytes(texts: Vec<(String, String)>) -> Texts {
    texts.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "[[commits]]\nid = \"a\"\nmessage = \"first\\n\"\n[commits.files]\n\"x.txt\" = \"1\\n\"\n\
                         [refs]\n\"heads/main\" = \"a\"\n";

    fn folder(text: &str) -> FileMap {
        FileMap::from_entries([(FILE, text.as_bytes().to_vec()), ("notes.md", b"n".to_vec())]).0
    }

    #[test]
    fn a_description_becomes_a_repository_with_its_tree() {
        let (laid, findings) = laid_out(&folder(START), None);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(laid.text("x.txt"), Some("1\n"));
        assert!(laid.contains("notes.md") && laid.contains(".git/index") && !laid.contains(FILE));
        // As `git hash-object` names the blob "1\n".
        assert!(laid.contains(".git/objects/d0/0491fd7e5bb6fa28c517a0bb32b8b506539d4d"));
        assert_eq!(laid.text(".git/HEAD"), Some("ref: refs/heads/main\n"));
    }

    #[test]
    fn a_solution_continues_the_very_commits_of_the_start() {
        let more = "after_start = true\n[[commits]]\nid = \"b\"\nmessage = \"more\\n\"\n[refs]\n\"heads/main\" = \"b\"\n\"heads/old\" = \"a\"\n";
        let (start, _) = laid_out(&folder(START), None);
        let (laid, findings) = laid_out(&folder(more), Some(START));
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(laid.text(".git/refs/heads/old"), start.text(".git/refs/heads/main"));
        assert_ne!(laid.text(".git/refs/heads/main"), start.text(".git/refs/heads/main"));
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let check = |text: &str, expected: &str| {
            let (_, findings) = laid_out(&folder(text), None);
            assert!(findings.iter().any(|found| found.to_string().contains(expected)), "{findings:?}");
        };
        check(&START.replace("\"a\"\nm", "\"z\"\nm"), "no commit `a`");
        check(&START.replace("message", "massage"), "`commits[0].message` is missing");
        check("after_start = true\n", "history.toml:1: there is no `start/history.toml`");
    }
}
