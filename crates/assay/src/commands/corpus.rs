//! The cheat corpus and the exams that it is run against, as they travel inside the binary; the format is that of
//! `cheats/README.md` and `fixtures/exams/README.md`.

use std::path::Path;

use anyhow::{Context as _, anyhow};
use bank::files::{FileMap, RelativePath};
use bank::package::TaskPackage;
use grader::grade::Exam;
use include_dir::{Dir, DirEntry, include_dir};
use serde::Deserialize;

static CHEATS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../cheats");
static EXAMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../fixtures/exams");

/// The file that opens a cheat made of several: its header lines are the cheat's.
const OPENING: [&str; 3] = ["solution.py", "main.py", "answers.toml"];

/// What a cheat of one file may be: a program, or claims.
const SUFFIXES: [&str; 2] = ["py", "toml"];

/// A submission that tries to get credit that it did not earn.
#[derive(Clone, Debug, PartialEq)]
pub struct Cheat {
    /// `<family>/<name>`.
    pub name: String,
    pub tries: String,
    /// Names of the exams that it is made for; empty: all.
    pub exams: Vec<String>,
    /// How often it is handed in, one after the other.
    pub attempts: u32,
    files: FileMap,
    is_one_file: bool,
}

/// An exam, with an honest right and an honest wrong answer.
#[derive(Clone, Debug)]
pub struct CheatExam {
    pub name: String,
    pub exam: Exam,
    pub environment: Option<String>,
    pub right: Option<FileMap>,
    pub wrong: FileMap,
    /// The file name under which a submission of one file is handed in.
    pub entry: String,
    /// A text that stands in the hidden tests only.
    pub canary: Option<String>,
    /// What it looks through, when that is not the import of a module.
    pub window: Option<String>,
}

#[derive(Deserialize)]
struct ExamFacts {
    environment: String,
    entry: String,
    canary: String,
    window: Option<String>,
}

/// Every cheat, by family and name.
pub fn cheats() -> anyhow::Result<Vec<Cheat>> {
    let mut cheats = Vec::new();
    for family in CHEATS.dirs().filter(|family| is_work(family.path())) {
        for entry in family.entries().iter().filter(|entry| is_work(entry.path())) {
            let suffix = entry.path().extension().and_then(|suffix| suffix.to_str());
            if entry.as_dir().is_some() || suffix.is_some_and(|suffix| SUFFIXES.contains(&suffix)) {
                cheats.push(cheat(entry).with_context(|| format!("the cheat `{}`", entry.path().display()))?);
            }
        }
    }
    cheats.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(cheats)
}

/// Every shipped exam, by name.
pub fn exams() -> anyhow::Result<Vec<CheatExam>> {
    let mut exams = Vec::new();
    for folder in EXAMS.dirs().filter(|folder| is_work(folder.path())) {
        exams.push(exam(folder).with_context(|| format!("the exam `{}`", folder.path().display()))?);
    }
    exams.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(exams)
}

impl Cheat {
    /// Whether the cheat is made for this exam. Where the candidate hands in tests, each case takes a dozen runs: only
    /// cheats that name the exam are tried there.
    pub fn is_for(&self, exam: &CheatExam) -> bool {
        let is_for_all = self.exams.is_empty() && exam.window.as_deref() != Some("suite");
        is_for_all || self.exams.contains(&exam.name)
    }

    /// What is handed in for an exam that asks for the file `entry`.
    pub fn laid_out(&self, entry: &str) -> anyhow::Result<FileMap> {
        let mut files = self.files.clone();
        let opening = OPENING.iter().find(|name| files.contains(name)).copied();
        if let Some(opening) = opening.filter(|_| !files.contains(entry)) {
            let bytes = files.get(opening).unwrap_or_default().to_vec();
            if self.is_one_file {
                files.remove(opening);
            }
            files.insert(entry, bytes)?;
        }
        Ok(files)
    }
}

fn cheat(entry: &'static DirEntry<'static>) -> anyhow::Result<Cheat> {
    let mut files = FileMap::new();
    match entry {
        DirEntry::File(file) => files.insert(OPENING[0], file.contents().to_vec())?,
        DirEntry::Dir(folder) => collect(folder, folder.path(), &mut files)?,
    }
    let files = with_repository(&files);
    let opening = OPENING.iter().find_map(|name| files.text(name));
    let opening = opening.with_context(|| format!("has no `{}` that is text", OPENING[0]))?;
    let header = |key: &str| header(opening, key);
    let exams = header("exams").context("has no header line `# exams: ...`")?;
    Ok(Cheat {
        name: entry.path().with_extension("").display().to_string(),
        tries: header("cheat").context("has no header line `# cheat: ...`")?.to_owned(),
        exams: exams.split(',').map(|name| name.trim().to_owned()).filter(|name| name != "all").collect(),
        attempts: header("attempts").map_or(Ok(1), str::parse).context("`# attempts:` is no number")?,
        is_one_file: entry.as_file().is_some(),
        files,
    })
}

/// `dot-git` becomes `.git`, which no repository can hold itself.
fn with_repository(files: &FileMap) -> FileMap {
    let mut named = FileMap::new();
    for (path, bytes) in files.iter() {
        let name = path.as_str().strip_prefix("dot-git/").map(|rest| format!(".git/{rest}"));
        if let Ok(path) = RelativePath::new(name.as_deref().unwrap_or(path.as_str())) {
            named.replace(path, bytes.to_vec());
        }
    }
    named
}

/// The value of a line `# key: value` among those that open a file.
fn header<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let lines = text.lines().map_while(|line| line.strip_prefix("# ")?.split_once(": "));
    lines.into_iter().find(|(name, _)| *name == key).map(|(_, value)| value.trim())
}

fn exam(folder: &'static Dir<'static>) -> anyhow::Result<CheatExam> {
    let mut files = FileMap::new();
    collect(folder, folder.path(), &mut files)?;
    let facts: ExamFacts = toml::from_str(files.text("exam.toml").context("has no `exam.toml`")?)?;
    let answer = |name: &str| {
        let suffix = Path::new(&facts.entry).extension().and_then(|suffix| suffix.to_str());
        let file = format!("{name}.{}", suffix.unwrap_or("py"));
        let mut answer = files.under(name);
        if let Some(bytes) = files.get(&file) {
            answer.insert(&facts.entry, bytes.to_vec())?;
        }
        if answer.is_empty() { Err(anyhow!("has no `{file}`")) } else { Ok(answer) }
    };
    Ok(CheatExam {
        name: folder.path().display().to_string(),
        exam: examined_by(&files)?,
        environment: Some(facts.environment.clone()),
        right: Some(answer("honest_right")?),
        wrong: answer("honest_wrong")?,
        entry: facts.entry.clone(),
        canary: Some(facts.canary.clone()),
        window: facts.window.clone(),
    })
}

/// The exam's folder of tests; with a `task.toml` the task of a kind that needs more than those.
fn examined_by(files: &FileMap) -> anyhow::Result<Exam> {
    if !files.contains("task.toml") {
        return Ok(Exam::Folder(files.under("exam")));
    }
    let (task, findings) = TaskPackage::parse(files.clone());
    let first = findings.first().map(ToString::to_string).unwrap_or_default();
    task.map(|task| Exam::Task(Box::new(task))).with_context(|| format!("its task is not in order: {first}"))
}

fn collect(folder: &'static Dir<'static>, root: &Path, files: &mut FileMap) -> anyhow::Result<()> {
    for entry in folder.entries().iter().filter(|entry| is_work(entry.path())) {
        match entry {
            DirEntry::Dir(inner) => collect(inner, root, files)?,
            DirEntry::File(file) => {
                let path = file.path().strip_prefix(root)?.to_str().context("a path is not UTF-8")?;
                files.insert(path, file.contents().to_vec())?;
            }
        }
    }
    Ok(())
}

/// Not what Python or tools leave behind.
fn is_work(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    !matches!(name, "__pycache__" | ".pytest_cache") && path.extension().is_none_or(|suffix| suffix != "pyc")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_cheat_is_for_an_exam_that_there_is() {
        let names: Vec<_> = exams().unwrap().into_iter().map(|exam| exam.name).collect();
        let cheats = cheats().unwrap();
        assert!(cheats.len() >= 40, "{}", cheats.len());
        for cheat in &cheats {
            assert!(cheat.exams.iter().all(|exam| names.contains(exam)), "{}: {:?}", cheat.name, cheat.exams);
        }
    }

    #[test]
    fn header_lines_end_at_the_first_other_line() {
        let text = "# cheat: sleeps\n# exams: all\nimport os\n# attempts: 2\n";
        assert_eq!(header(text, "cheat"), Some("sleeps"));
        assert_eq!(header(text, "attempts"), None);
    }

    #[test]
    fn a_cheat_of_one_file_takes_the_name_that_the_exam_asks_for() {
        let cheats = cheats().unwrap();
        let one = cheats.iter().find(|cheat| cheat.is_one_file).unwrap();
        let laid = one.laid_out("main.py").unwrap();
        assert_eq!(laid.paths().map(bank::files::RelativePath::as_str).collect::<Vec<_>>(), ["main.py"]);
    }
}
