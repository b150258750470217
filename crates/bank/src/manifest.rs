//! `task.toml`: what a task says about itself.

use crate::clauses::Clause;
use crate::files::RelativePath;
use crate::finding::Finding;
use crate::groups::{self, CheckGroup, CompetencyShare};
use crate::pattern::Pattern;
use crate::table::{Document, Table, merged};
pub use skills::level::Level;
use skills::spelling::closest;

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

    /// Its word in `task.toml`.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
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
    /// The author's rating in logits; 0 is as hard as the level's typical task.
    pub difficulty: f64,
    /// Planted causes; two tasks that share one are not independent evidence.
    pub causes: Vec<String>,
    /// Tasks of one family never meet in one adaptive test.
    pub family: Option<String>,
    /// Name of the codebase that is laid under `start/`.
    pub codebase: Option<String>,
    /// What is scored; empty: each check by itself, as evidence for nothing.
    pub groups: Vec<CheckGroup>,
    pub limits: TaskLimits,
    /// Whether an object of the submission may claim to equal a plain value.
    pub allow_equality: bool,
    /// Node ids of the checks that the candidate may run.
    pub public: Vec<Pattern>,
    /// The files of `start/` that the candidate is asked to change; may be empty.
    pub solution: Vec<RelativePath>,
}

impl Manifest {
    /// The competencies that the groups name, each with its part of the points, in the order of the groups.
    pub fn competencies(&self) -> Vec<CompetencyShare> {
        groups::shares(&self.groups)
    }

    /// The groups that a check belongs to: exactly one, in a sound task that has groups.
    pub fn groups_of<'a>(&'a self, node_id: &str) -> impl Iterator<Item = &'a CheckGroup> {
        let node_id = node_id.to_owned();
        self.groups.iter().filter(move |group| group.checks.iter().any(|pattern| pattern.matches(&node_id)))
    }
}

/// What a manifest is held against.
#[derive(Clone, Copy, Default)]
pub(crate) struct Surroundings<'a> {
    /// The clauses of the brief.
    pub clauses: &'a [Clause],
    /// Names of the codebases that there are.
    pub codebases: &'a [&'a str],
}

/// Reads `task.toml`; every mistake is a finding, and a manifest comes back unless one is an error.
pub(crate) fn parse(text: &str, surroundings: Surroundings<'_>) -> (Option<Manifest>, Vec<Finding>) {
    let (document, syntax) = Document::parse("task.toml", text);
    let mut table = document.root();
    let manifest = read(&mut table, surroundings);
    let mut findings = merged(syntax, table.finish());
    findings.extend(manifest.iter().flat_map(|manifest| groups::thin_shares(&manifest.groups)));
    let usable = !findings.iter().any(Finding::is_error);
    (manifest.filter(|_| usable), findings)
}

/// Every key is read before any absence ends the reading, so that all mistakes are found at once.
fn read(table: &mut Table<'_>, surroundings: Surroundings<'_>) -> Option<Manifest> {
    let id = table.required_text("id", 60).filter(|id| check_name(table, "id", id));
    let title = table.required_text("title", TITLE_CHARACTERS);
    let kind = table.required_word("kind", &Kind::ALL);
    let level = table.required_word("level", &Level::ALL);
    let minutes = table.required_integer("minutes", 1..=2400);
    let environment = name(table, "environment");
    let difficulty = table.number("difficulty", -6.0..=6.0);
    let causes = names(table, "causes");
    let family = name(table, "family");
    let codebase = codebase(table, surroundings.codebases);
    let groups = groups::read(table, surroundings.clauses);
    no_shares(table);
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
        difficulty: difficulty.unwrap_or(0.0),
        causes,
        family,
        codebase,
        groups,
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

/// The form that tasks had before they had groups.
fn no_shares(table: &mut Table<'_>) {
    if table.has("competencies") {
        let message = "`competencies` is no longer written down".to_owned();
        table.report("competencies", message, "name a `competency` in each of the `[[groups]]`");
    }
}

fn name(table: &mut Table<'_>, key: &str) -> Option<String> {
    table.text(key, 60).filter(|name| check_name(table, key, name))
}

fn names(table: &mut Table<'_>, key: &str) -> Vec<String> {
    let mut names = table.texts(key);
    names.retain(|name| check_name(table, key, name));
    names
}

fn codebase(table: &mut Table<'_>, known: &[&str]) -> Option<String> {
    let name = name(table, "codebase")?;
    if known.contains(&name.as_str()) {
        return Some(name);
    }
    let hint = match closest(&name, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("put its files into `codebases/{name}/` of the bank"),
    };
    table.report("codebase", format!("there is no codebase `{name}`"), &hint);
    None
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

/// Ids and other names are folder names and parts of addresses.
pub(crate) fn check_name(table: &mut Table<'_>, key: &str, name: &str) -> bool {
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
