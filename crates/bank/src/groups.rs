//! Check groups, `[[groups]]` in `task.toml`: the units that are scored, each evidence for one competency.

use std::collections::BTreeMap;

use crate::clauses::Clause;
use crate::finding::Finding;
use crate::manifest::check_name;
use crate::pattern::Pattern;
use crate::table::Table;
use skills::spelling::closest;

/// Most competencies that one task may name.
const MOST_COMPETENCIES: usize = 3;
/// Least share of a task's points that makes it evidence for a competency.
pub const LEAST_SHARE: f64 = 0.2;

/// Checks that are scored together: passed only if all of them pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckGroup {
    pub id: String,
    /// Id of the competency in the skill map.
    pub competency: String,
    /// 1 to 100.
    pub points: u32,
    /// Clauses of the brief that the group tests; at least one.
    pub clauses: Vec<String>,
    /// Node ids of its checks; at least one pattern.
    pub checks: Vec<Pattern>,
    /// Where it stands in `task.toml`, counted from 1.
    pub line: usize,
}

/// How much of a task is evidence for one competency.
#[derive(Debug, Clone, PartialEq)]
pub struct CompetencyShare {
    /// Id of the competency in the skill map.
    pub id: String,
    /// Its groups' part of all points; over 0, at most 1.
    pub share: f64,
}

impl CompetencyShare {
    /// Whether the task counts as evidence for it.
    pub fn counts(&self) -> bool {
        self.share >= LEAST_SHARE
    }
}

/// The competencies of these groups, in the order of their first group.
pub(crate) fn shares(groups: &[CheckGroup]) -> Vec<CompetencyShare> {
    let total: u32 = groups.iter().map(|group| group.points).sum();
    let mut shares: Vec<CompetencyShare> = Vec::new();
    for group in groups.iter().filter(|_| total > 0) {
        let share = f64::from(group.points) / f64::from(total);
        match shares.iter_mut().find(|known| known.id == group.competency) {
            Some(known) => known.share += share,
            None => shares.push(CompetencyShare { id: group.competency.clone(), share }),
        }
    }
    shares
}

/// Reads `[[groups]]` and holds it against the clauses of the brief.
pub(crate) fn read(table: &mut Table<'_>, clauses: &[Clause]) -> Vec<CheckGroup> {
    let known: Vec<&str> = clauses.iter().map(|clause| clause.id.as_str()).collect();
    let groups: Vec<CheckGroup> =
        table.tables("groups", |entry| group(entry, &known)).into_iter().flatten().collect();
    let mut reports = repeated(&groups);
    reports.extend(competency_reports(&groups));
    for (line, message, hint) in reports {
        table.report_at(line, message, &hint);
    }
    groups
}

fn group(entry: &mut Table<'_>, known: &[&str]) -> Option<CheckGroup> {
    let id = entry.required_text("id", 60).filter(|id| check_name(entry, "id", id));
    let competency = entry.required_text("competency", 60).filter(|id| check_name(entry, "competency", id));
    let points = entry.required_integer("points", 1..=100);
    let clauses = entry.texts("clauses");
    if clauses.is_empty() {
        let hint =
            "name the clauses of `brief.md` that its checks test, as `<!-- clause: name -->` calls them";
        entry.report("clauses", "the group cites no clause of the brief".to_owned(), hint);
    }
    for clause in clauses.iter().filter(|clause| !known.contains(&clause.as_str())) {
        let hint = match closest(clause, known) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("put `<!-- clause: {clause} -->` before the sentence in `brief.md`"),
        };
        entry.report("clauses", format!("the brief has no clause `{clause}`"), &hint);
    }
    let checks: Vec<Pattern> = entry.texts("checks").iter().map(|text| Pattern::new(text)).collect();
    if checks.is_empty() {
        let hint = "name its node ids, such as `\"test_totals.py::test_half*\"`";
        entry.report("checks", "the group has no check".to_owned(), hint);
    }
    let line = entry.line().unwrap_or(1);
    Some(CheckGroup { id: id?, competency: competency?, points: points?, clauses, checks, line })
}

type Report = (usize, String, String);

/// Ids and patterns that stand in two groups.
fn repeated(groups: &[CheckGroup]) -> Vec<Report> {
    let mut reports = Vec::new();
    let mut patterns: BTreeMap<&str, &str> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        if groups[..at].iter().any(|earlier| earlier.id == group.id) {
            let message = format!("two groups are called `{}`", group.id);
            reports.push((group.line, message, "give each group a name of its own".to_owned()));
        }
        for pattern in &group.checks {
            if let Some(other) = patterns.insert(pattern.as_str(), &group.id) {
                let message = format!("`{}` stands in group `{other}` as well", pattern.as_str());
                reports.push((group.line, message, "let each check belong to one group".to_owned()));
            }
        }
    }
    reports
}

fn competency_reports(groups: &[CheckGroup]) -> Vec<Report> {
    let shares = shares(groups);
    let beyond = shares.get(MOST_COMPETENCIES).and_then(|share| first_of(groups, &share.id));
    beyond
        .map(|group| {
            let message = format!("`{}` is the task's fourth competency", group.competency);
            (group.line, message, format!("let a task be evidence for {MOST_COMPETENCIES} at most"))
        })
        .into_iter()
        .collect()
}

/// Competencies for which the task is no evidence, though a group names them.
pub(crate) fn thin_shares(groups: &[CheckGroup]) -> Vec<Finding> {
    let shares = shares(groups);
    let thin = shares.iter().filter(|share| !share.counts());
    thin.filter_map(|share| {
        let group = first_of(groups, &share.id)?;
        let percent = (share.share * 100.0).round();
        let message =
            format!("`{}` has {percent} % of the points, so the task does not count for it", share.id);
        let hint = "give its groups at least 20 % of all points, or let them belong to another competency";
        Some(Finding::warning("task.toml", message).at_line(group.line).hint(hint))
    })
    .collect()
}

/// Clauses that no group cites: promises of the brief that nothing tests.
pub(crate) fn uncited(groups: &[CheckGroup], clauses: &[Clause]) -> Vec<Finding> {
    let cited = |clause: &Clause| groups.iter().any(|group| group.clauses.contains(&clause.id));
    let missing = clauses.iter().filter(|clause| !cited(clause));
    missing
        .map(|clause| {
            Finding::error("brief.md", format!("no group cites clause `{}`", clause.id))
                .at_line(clause.line)
                .hint("test it, and name it in the `clauses` of a group in `task.toml`; or take the comment away")
        })
        .collect()
}

fn first_of<'a>(groups: &'a [CheckGroup], competency: &str) -> Option<&'a CheckGroup> {
    groups.iter().find(|group| group.competency == competency)
}
