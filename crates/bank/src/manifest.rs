//! `task.toml`: what a task says about itself.

use crate::files::RelativePath;
use crate::finding::Finding;
use crate::pattern::Pattern;
use crate::table::{Document, Table, merged};

/// Longest text that a title may be, in characters.
const TITLE_CHARACTERS: usize = 120;

/// What kind of work a task samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Write,
    Fix,
    Test,
    Review,
    Serve,
    Query,
    Analyse,
    Plot,
    Model,
    Media,
    Git,
    Page,
    Speed,
    Secure,
    Design,
    Explain,
    Quiz,
}

impl Kind {
    /// Every kind and its word in `task.toml`.
    pub const ALL: [(&'static str, Self); 17] = [
        ("write", Self::Write),
        ("fix", Self::Fix),
        ("test", Self::Test),
        ("review", Self::Review),
        ("serve", Self::Serve),
        ("query", Self::Query),
        ("analyse", Self::Analyse),
        ("plot", Self::Plot),
        ("model", Self::Model),
        ("media", Self::Media),
        ("git", Self::Git),
        ("page", Self::Page),
        ("speed", Self::Speed),
        ("secure", Self::Secure),
        ("design", Self::Design),
        ("explain", Self::Explain),
        ("quiz", Self::Quiz),
    ];
}

/// How far along the person is for whom the task is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Foundation,
    Entry,
    Mid,
    Senior,
}

impl Level {
    /// Every level and its word in `task.toml`.
    pub const ALL: [(&'static str, Self); 4] = [
        ("foundation", Self::Foundation),
        ("entry", Self::Entry),
        ("mid", Self::Mid),
        ("senior", Self::Senior),
    ];
}

/// How much of the task is evidence for one competency.
#[derive(Debug, Clone, PartialEq)]
pub struct CompetencyShare {
    /// Id of the competency in the skill map.
    pub id: String,
    /// Over 0, at most 1; the shares of a task add up to 1 at most.
    pub share: f64,
}

/// What one run of the exam may use; absent: the grader's default.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TaskLimits {
    pub cpu_seconds: Option<f64>,
    pub wall_seconds: Option<f64>,
    pub memory_mb: Option<u32>,
}

/// A checked `task.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// Lowercase letters, digits and hyphens; also a folder name and part of an address.
    pub id: String,
    pub title: String,
    pub kind: Kind,
    pub level: Level,
    /// How long it should take the person it is meant for.
    pub minutes: u32,
    /// Name of the Python environment.
    pub environment: String,
    pub competencies: Vec<CompetencyShare>,
    pub limits: TaskLimits,
    /// Whether an object of the submission may claim to equal a plain value.
    pub allow_equality: bool,
    /// Node ids of the checks that the candidate may run.
    pub public: Vec<Pattern>,
    /// The files of `start/` that the candidate is asked to change; may be empty.
    pub solution: Vec<RelativePath>,
}

/// Reads `task.toml`; every mistake is a finding, and a manifest comes back unless one is an error.
pub(crate) fn parse(text: &str) -> (Option<Manifest>, Vec<Finding>) {
    let (document, syntax) = Document::parse("task.toml", text);
    let mut table = document.root();
    let manifest = read(&mut table);
    let findings = merged(syntax, table.finish());
    let usable = !findings.iter().any(Finding::is_error);
    (manifest.filter(|_| usable), findings)
}

/// Every key is read before any absence ends the reading, so that all mistakes are found at once.
fn read(table: &mut Table<'_>) -> Option<Manifest> {
    let id = table.required_text("id", 60).filter(|id| check_name(table, "id", id));
    let title = table.required_text("title", TITLE_CHARACTERS);
    let kind = table.required_word("kind", &Kind::ALL);
    let level = table.required_word("level", &Level::ALL);
    let minutes = table.required_integer("minutes", 1..=2400);
    let environment = table.text("environment", 60).filter(|name| check_name(table, "environment", name));
    let competencies = competencies(table);
    let limits = table.table("limits", limits).unwrap_or_default();
    let allow_equality = table.table("exam", |exam| exam.boolean("allow_equality")).flatten();
    let public = table.texts("public").into_iter().map(|pattern| Pattern::new(&pattern)).collect();
    let solution = solution(table);
    Some(Manifest {
        id: id?,
        title: title?,
        kind: kind?,
        level: level?,
        minutes: minutes?,
        environment: environment.unwrap_or_else(|| "core".to_owned()),
        competencies,
        limits,
        allow_equality: allow_equality.unwrap_or(false),
        public,
        solution,
    })
}

fn limits(table: &mut Table<'_>) -> TaskLimits {
    TaskLimits {
        cpu_seconds: table.number("cpu_seconds", 0.1..=3600.0),
        wall_seconds: table.number("wall_seconds", 1.0..=7200.0),
        memory_mb: table.integer("memory_mb", 16..=65_536),
    }
}

fn competencies(table: &mut Table<'_>) -> Vec<CompetencyShare> {
    let read = |entry: &mut Table<'_>| {
        let id = entry.required_text("id", 60).filter(|id| check_name(entry, "id", id));
        let share = entry.required_number("share", 0.01..=1.0);
        Some(CompetencyShare { id: id?, share: share? })
    };
    let shares: Vec<CompetencyShare> = table.tables("competencies", read).into_iter().flatten().collect();
    let total: f64 = shares.iter().map(|share| share.share).sum();
    if total > 1.0 + 1e-9 {
        let message = format!("the shares of `competencies` add up to {total:.2}");
        table.report("competencies", message, "let them add up to 1 at most");
    }
    for (at, share) in shares.iter().enumerate() {
        if shares[..at].iter().any(|earlier| earlier.id == share.id) {
            let message = format!("competency `{}` is named twice", share.id);
            table.report("competencies", message, "name it once, with the whole share");
        }
    }
    shares
}

fn solution(table: &mut Table<'_>) -> Vec<RelativePath> {
    let mut paths = Vec::new();
    for text in table.texts("solution") {
        match RelativePath::new(&text) {
            Ok(path) => paths.push(path),
            Err(error) => {
                table.report("solution", error.to_string(), "name files as they are called inside `start/`");
            }
        }
    }
    paths
}

/// Ids and names of environments are folder names and parts of addresses.
fn check_name(table: &mut Table<'_>, key: &str, name: &str) -> bool {
    let fits = is_slug(name);
    if !fits {
        let message = format!("`{key}` is `{name}`, which is no plain name");
        table.report(
            key,
            message,
            "use lowercase letters, digits and single hyphens, such as `order-totals`",
        );
    }
    fits
}

/// Lowercase letters and digits, in groups parted by single hyphens.
pub(crate) fn is_slug(name: &str) -> bool {
    let group = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    name.split('-').all(group)
}
