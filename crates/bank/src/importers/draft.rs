//! A package being put together by an importer.

use std::collections::BTreeSet;

use super::environment::needed;
use crate::files::{FileMap, PathError};
use crate::finding::Finding;
use crate::package::TaskPackage;

/// Longest slug; the parser of `task.toml` accepts no longer id.
const SLUG_BYTES: usize = 60;
/// Longest title that is written, in characters.
const TITLE_CHARACTERS: usize = 100;

/// What an importer knows about one exercise.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub slug: String,
    pub title: String,
    /// One of the words of [`crate::manifest::Level::ALL`].
    pub level: &'static str,
    pub minutes: u32,
    pub brief: String,
    pub hints: Option<String>,
    /// Paths inside `start` that the candidate is asked to change.
    pub solution: Vec<String>,
    pub start: FileMap,
    pub exam: FileMap,
    /// Right solutions: each file and each folder at the top is one.
    pub right: FileMap,
}

impl Draft {
    /// The package's files, held against the parser of packages, so that an importer cannot write what nobody
    /// accepts. `origin` names the exercise in the findings.
    pub fn finish(&self, origin: &str) -> (Option<(String, FileMap)>, Vec<Finding>) {
        let files = match self.files() {
            Ok(files) => files,
            Err(error) => return (None, vec![Finding::error(origin, error.to_string())]),
        };
        let (package, findings) = TaskPackage::parse(files);
        let findings = findings.into_iter().map(|finding| finding.within(origin)).collect();
        (package.map(|package| (self.slug.clone(), package.files().clone())), findings)
    }

    fn files(&self) -> Result<FileMap, PathError> {
        let mut files = FileMap::new();
        files.insert("task.toml", self.manifest().into_bytes())?;
        files.insert("brief.md", self.brief.clone().into_bytes())?;
        if let Some(hints) = &self.hints {
            files.insert("hints.md", hints.clone().into_bytes())?;
        }
        files.insert_under("start", &self.start)?;
        files.insert_under("exam", &self.exam)?;
        files.insert_under("proof/right", &self.right)?;
        Ok(files)
    }

    fn manifest(&self) -> String {
        let title: String = one_line(&self.title).chars().take(TITLE_CHARACTERS).collect();
        let title = if title.is_empty() { self.slug.clone() } else { title };
        let names: Vec<String> = self.solution.iter().map(|path| quoted(path)).collect();
        let solution = match &names[..] {
            [] => String::new(),
            names => format!("solution = [{}]\n", names.join(", ")),
        };
        format!(
            "id = {}\ntitle = {}\nkind = \"write\"\nlevel = \"{}\"\nminutes = {}\nenvironment = \"{}\"\n{solution}",
            quoted(&self.slug),
            quoted(&title),
            self.level,
            self.minutes,
            needed(&[&self.start, &self.exam, &self.right])
        )
    }
}

/// Hands out folder names: safe everywhere, and each only once.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    taken: BTreeSet<String>,
}

impl Slugs {
    /// The slug closest to `name` that nobody has yet: lowercase letters, digits, single hyphens.
    pub fn claim(&mut self, name: &str) -> String {
        let plain = slug_of(name);
        let mut slug = plain.clone();
        let mut count = 1_usize;
        while !self.taken.insert(slug.clone()) {
            count += 1;
            let suffix = format!("-{count}");
            let kept = plain.len().min(SLUG_BYTES - suffix.len());
            slug = format!("{}{suffix}", plain[..kept].trim_end_matches('-'));
        }
        slug
    }
}

fn slug_of(name: &str) -> String {
    let spaced: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' })
        .collect();
    let mut slug = spaced.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    slug.truncate(SLUG_BYTES);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "task".to_owned() } else { slug.to_owned() }
}

/// Words of a slug as a title: `order-totals` becomes `Order totals`.
pub(super) fn title_of(slug: &str) -> String {
    let words = slug.replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => String::new(),
    }
}

fn one_line(text: &str) -> String {
    let printable = |letter: char| if letter.is_control() { ' ' } else { letter };
    let spaced: String = text.chars().map(printable).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A basic TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_safe_and_unique() {
        let mut slugs = Slugs::default();
        let mut check = |name: &str, expected: &str| assert_eq!(slugs.claim(name), expected, "{name}");
        check("HumanEval/0", "humaneval-0");
        check("HumanEval-0", "humaneval-0-2");
        check("../../etc", "etc");
        check("  ", "task");
        check("Ünï", "n");
        check(&"x".repeat(90), &"x".repeat(60));
        check(&"x".repeat(90), &format!("{}-2", "x".repeat(58)));
    }

    #[test]
    fn a_title_never_breaks_the_manifest() {
        let title = "say \"hi\"\n[limits]\u{0}\t\\".to_owned() + &"x".repeat(300);
        let (start, exam) = (FileMap::new(), FileMap::from_entries([("test_a.py", Vec::new())]).0);
        let draft = Draft {
            slug: "odd".to_owned(),
            title,
            level: "entry",
            minutes: 5,
            brief: "Do it.".to_owned(),
            hints: None,
            solution: Vec::new(),
            start,
            exam,
            right: FileMap::new(),
        };
        let (package, findings) = draft.finish("here");
        assert_eq!(findings, []);
        assert!(package.is_some());
    }
}
