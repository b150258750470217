//! Holds `competencies.toml` against its rules.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use crate::checklist;
use crate::level::Level;
use crate::mistake::Mistake;
use crate::rows::{CompetencyRow, MAP_FILE, MapRows, line_of};
use crate::spelling::did_you_mean;

/// Least length of a sentence that says how a task can show a competency.
const LEAST_PROOF_CHARACTERS: usize = 20;

/// The ids that references may name.
struct Known<'a> {
    areas: BTreeSet<&'a str>,
    components: BTreeSet<&'a str>,
    seeds: BTreeSet<&'a str>,
    kinds: BTreeSet<&'a str>,
    competencies: BTreeMap<&'a str, &'a CompetencyRow>,
}

/// Everything that is wrong with the map.
pub(crate) fn check(rows: &MapRows, text: &str) -> Vec<Mistake> {
    let known = Known {
        areas: rows.area.iter().map(|row| row.id.get_ref().as_str()).collect(),
        components: rows.component.iter().map(|row| row.id.get_ref().as_str()).collect(),
        seeds: rows.seed.iter().map(|row| row.id.get_ref().as_str()).collect(),
        kinds: rows.task_kinds.get_ref().iter().map(String::as_str).collect(),
        competencies: rows.competency.iter().map(|row| (row.id.get_ref().as_str(), row)).collect(),
    };
    let mut mistakes = bands(rows, text);
    mistakes.extend(repeated("area", rows.area.iter().map(|row| &row.id), text));
    mistakes.extend(repeated("component", rows.component.iter().map(|row| &row.id), text));
    mistakes.extend(repeated("checklist item", rows.seed.iter().map(|row| &row.id), text));
    mistakes.extend(repeated("feature", rows.feature.iter().map(|row| &row.id), text));
    mistakes.extend(repeated("competency", rows.competency.iter().map(|row| &row.id), text));
    for row in &rows.competency {
        let complaints = [references(row, &known), fields(row), levels(row, &known)].concat();
        mistakes.extend(complaints.into_iter().map(|message| at(text, &row.id, message)));
    }
    mistakes.extend(cycles(rows, &known, text));
    mistakes.extend(unused_kinds(rows, text));
    mistakes.extend(checklist::check(rows, text));
    mistakes
}

/// A mistake at the line of an id, which it names.
pub(crate) fn at(text: &str, id: &Spanned<String>, message: impl AsRef<str>) -> Mistake {
    let message = format!("`{}`: {}", id.get_ref(), message.as_ref());
    Mistake::new(MAP_FILE, line_of(text, id.span().start), message)
}

/// The program knows the levels by name and order.
fn bands(rows: &MapRows, text: &str) -> Vec<Mistake> {
    let expected = Level::ALL.map(|(word, _)| word);
    if rows.level_bands.get_ref().iter().eq(expected.iter()) {
        return Vec::new();
    }
    let line = line_of(text, rows.level_bands.span().start);
    vec![Mistake::new(MAP_FILE, line, format!("`level_bands` must be {}", expected.join(", ")))]
}

fn repeated<'a>(what: &str, ids: impl Iterator<Item = &'a Spanned<String>>, text: &str) -> Vec<Mistake> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    ids.filter(|id| !seen.insert(id.get_ref()))
        .map(|id| at(text, id, format!("a second {what} of this name")))
        .collect()
}

fn references(row: &CompetencyRow, known: &Known<'_>) -> Vec<String> {
    let competencies: BTreeSet<&str> = known.competencies.keys().copied().collect();
    let mut complaints = unknown("area", std::slice::from_ref(&row.area), &known.areas);
    complaints.extend(unknown("component", &row.components, &known.components));
    complaints.extend(unknown("prerequisite", &row.prerequisites, &competencies));
    complaints.extend(unknown("checklist item", &row.seeds, &known.seeds));
    complaints.extend(unknown("kind", &row.kinds, &known.kinds));
    complaints
}

fn unknown(what: &str, named: &[String], known: &BTreeSet<&str>) -> Vec<String> {
    let words: Vec<&str> = known.iter().copied().collect();
    let missing = named.iter().filter(|name| !known.contains(name.as_str()));
    missing.map(|name| format!("unknown {what} `{name}`{}", did_you_mean(name, &words))).collect()
}

fn fields(row: &CompetencyRow) -> Vec<String> {
    let lists =
        [("kinds", row.kinds.len()), ("components", row.components.len()), ("seeds", row.seeds.len())];
    let mut complaints: Vec<String> =
        lists.iter().filter(|(_, length)| *length == 0).map(|(key, _)| format!("`{key}` is empty")).collect();
    if row.proof.trim().chars().count() <= LEAST_PROOF_CHARACTERS {
        complaints.push("`proof` must say in a sentence how a task can show it".to_owned());
    }
    if row.can.trim().is_empty() || row.skill.trim().is_empty() {
        complaints.push("`can` and `skill` must say something".to_owned());
    }
    if !is_kebab_case(row.id.get_ref()) {
        complaints.push("ids are lowercase letters and digits, parted by single hyphens".to_owned());
    }
    complaints
}

fn is_kebab_case(id: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    id.split('-').all(plain)
}

/// A level never falls below a prerequisite's.
fn levels(row: &CompetencyRow, known: &Known<'_>) -> Vec<String> {
    let Some(own) = Level::of(&row.level) else {
        let words = Level::ALL.map(|(word, _)| word);
        return vec![format!("unknown level `{}`{}", row.level, did_you_mean(&row.level, &words))];
    };
    let needed = row.prerequisites.iter().filter_map(|id| known.competencies.get(id.as_str()));
    needed
        .filter(|needed| Level::of(&needed.level).is_some_and(|level| level > own))
        .map(|needed| {
            format!("is {} and builds on `{}`, which is {}", row.level, needed.id.get_ref(), needed.level)
        })
        .collect()
}

/// What never gets its turn when competencies are taken whose prerequisites were taken before.
fn cycles(rows: &MapRows, known: &Known<'_>, text: &str) -> Vec<Mistake> {
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    loop {
        let ready = |row: &&CompetencyRow| {
            !taken.contains(row.id.get_ref().as_str())
                && row
                    .prerequisites
                    .iter()
                    .all(|id| taken.contains(id.as_str()) || !known.competencies.contains_key(id.as_str()))
        };
        let next: Vec<&str> =
            rows.competency.iter().filter(ready).map(|row| row.id.get_ref().as_str()).collect();
        if next.is_empty() {
            break;
        }
        taken.extend(next);
    }
    let Some(first) = rows.competency.iter().find(|row| !taken.contains(row.id.get_ref().as_str())) else {
        return Vec::new();
    };
    vec![at(text, &first.id, format!("its prerequisites run in a circle: {}", circle(first, known, &taken)))]
}

/// One circle of those that were never taken: each has a prerequisite that was not taken either.
fn circle<'a>(first: &'a CompetencyRow, known: &Known<'a>, taken: &BTreeSet<&str>) -> String {
    let mut path: Vec<&str> = Vec::new();
    let mut now = first;
    while !path.contains(&now.id.get_ref().as_str()) {
        path.push(now.id.get_ref());
        let next = now.prerequisites.iter().find(|id| !taken.contains(id.as_str()));
        let Some(row) = next.and_then(|id| known.competencies.get(id.as_str())) else { break };
        now = row;
    }
    let start = path.iter().position(|id| *id == now.id.get_ref()).unwrap_or(0);
    path.push(now.id.get_ref());
    path[start..].join(" > ")
}

fn unused_kinds(rows: &MapRows, text: &str) -> Vec<Mistake> {
    let used: BTreeSet<&str> =
        rows.competency.iter().flat_map(|row| row.kinds.iter().map(String::as_str)).collect();
    let line = line_of(text, rows.task_kinds.span().start);
    let unused = rows.task_kinds.get_ref().iter().filter(|kind| !used.contains(kind.as_str()));
    unused.map(|kind| Mistake::new(MAP_FILE, line, format!("no competency uses the kind `{kind}`"))).collect()
}
