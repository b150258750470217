//! Holds `roles.toml` against its rules and against the skill map.

use std::collections::{BTreeMap, BTreeSet};

use crate::level::Level;
use crate::mistake::Mistake;
use crate::rows::{CompetencyRow, MapRows, ProfileRow, ROLES_FILE, RoleRows, RuleRow, line_of};
use crate::spelling::did_you_mean;

/// The word for an area that is outside of a role.
const OUTSIDE: &str = "none";

/// What profiles may refer to.
struct Known<'a> {
    areas: Vec<&'a str>,
    seeds: BTreeSet<&'a str>,
    competencies: BTreeMap<&'a str, &'a CompetencyRow>,
}

/// Everything that is wrong with the profiles.
pub(crate) fn check(rows: &RoleRows, text: &str, map: &MapRows) -> Vec<Mistake> {
    let known = Known {
        areas: map.area.iter().map(|row| row.id.get_ref().as_str()).collect(),
        seeds: map.seed.iter().map(|row| row.id.get_ref().as_str()).collect(),
        competencies: map.competency.iter().map(|row| (row.id.get_ref().as_str(), row)).collect(),
    };
    let rule_line = line_of(text, rows.rule.span().start);
    let mut mistakes: Vec<Mistake> = rule(rows.rule.get_ref())
        .into_iter()
        .map(|message| Mistake::new(ROLES_FILE, rule_line, message))
        .collect();
    let mut seen = BTreeSet::new();
    for profile in &rows.profile {
        let mut complaints = Vec::new();
        if !seen.insert(profile.id.get_ref()) {
            complaints.push("a second profile of this name".to_owned());
        }
        complaints.extend(areas(profile, &known));
        complaints.extend(musts(profile, &known));
        complaints.extend(path(profile, &known));
        let line = line_of(text, profile.id.span().start);
        let shown =
            |message| Mistake::new(ROLES_FILE, line, format!("`{}`: {message}", profile.id.get_ref()));
        mistakes.extend(complaints.into_iter().map(shown));
    }
    mistakes.extend(uncovered_roles(rows, map));
    mistakes
}

fn rule(rule: &RuleRow) -> Vec<String> {
    let inside = |number: f64| 0.0 < number && number < 1.0;
    let mut complaints = Vec::new();
    if !inside(rule.cut) || !inside(rule.interval) {
        complaints.push("`cut` and `interval` lie between 0 and 1".to_owned());
    }
    if rule.min_independent_tasks_per_must == 0 || rule.max_evidence_age_days == 0 {
        complaints.push("a must needs at least one task, no older than a day or more".to_owned());
    }
    complaints
}

fn areas(profile: &ProfileRow, known: &Known<'_>) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for row in profile.areas.iter().map(toml::Spanned::get_ref) {
        if !known.areas.contains(&row.area.as_str()) {
            complaints.push(format!("unknown area `{}`{}", row.area, did_you_mean(&row.area, &known.areas)));
        }
        if row.level != OUTSIDE && Level::of(&row.level).is_none() {
            complaints.push(format!("unknown level `{}` of area `{}`", row.level, row.area));
        }
        if !seen.insert(&row.area) {
            complaints.push(format!("area `{}` stands there twice", row.area));
        }
    }
    let missing: Vec<&str> = known.areas.iter().copied().filter(|area| !seen.contains(area)).collect();
    if !missing.is_empty() {
        complaints.push(format!("says nothing about the areas {}", missing.join(", ")));
    }
    let weights: u32 = profile.areas.iter().map(|row| row.get_ref().weight).sum();
    if weights != 100 {
        complaints.push(format!("its weights add up to {weights} instead of 100"));
    }
    if Level::of(&profile.level).is_none() {
        complaints.push(format!("unknown level `{}`", profile.level));
    }
    complaints
}

fn musts(profile: &ProfileRow, known: &Known<'_>) -> Vec<String> {
    let words: Vec<&str> = known.competencies.keys().copied().collect();
    let mut complaints = Vec::new();
    let mut seen = BTreeSet::new();
    for id in &profile.must {
        if !seen.insert(id) {
            complaints.push(format!("must `{id}` stands there twice"));
        }
        match known.competencies.get(id.as_str()) {
            None => complaints.push(format!("unknown must `{id}`{}", did_you_mean(id, &words))),
            Some(must) if !in_scope(profile, must) => {
                complaints.push(format!("must `{id}` ({}) is above the level of its area", must.level));
            }
            Some(_) => {}
        }
    }
    let unknown = profile.seeds.iter().filter(|seed| !known.seeds.contains(seed.as_str()));
    complaints.extend(unknown.map(|seed| format!("unknown checklist item `{seed}`")));
    complaints
}

/// Everything that the musts build on is in scope of the profile too.
fn path(profile: &ProfileRow, known: &Known<'_>) -> Vec<String> {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = profile.must.iter().map(String::as_str).collect();
    while let Some(id) = open.pop() {
        if let Some(row) = known.competencies.get(id)
            && wanted.insert(id)
        {
            open.extend(row.prerequisites.iter().map(String::as_str));
        }
    }
    let musts: BTreeSet<&str> = profile.must.iter().map(String::as_str).collect();
    let outside = wanted
        .iter()
        .filter(|id| !musts.contains(*id))
        .filter(|id| !in_scope(profile, known.competencies[*id]));
    outside.map(|id| format!("its musts build on `{id}`, which is outside of its own levels")).collect()
}

fn in_scope(profile: &ProfileRow, competency: &CompetencyRow) -> bool {
    let row = profile.areas.iter().map(toml::Spanned::get_ref).find(|row| row.area == competency.area);
    let level = row.and_then(|row| Level::of(&row.level));
    level.zip(Level::of(&competency.level)).is_some_and(|(required, own)| own <= required)
}

/// Every role of the checklist has a profile.
fn uncovered_roles(rows: &RoleRows, map: &MapRows) -> Vec<Mistake> {
    let covered: BTreeSet<&str> =
        rows.profile.iter().flat_map(|row| &row.seeds).map(String::as_str).collect();
    let roles = map.seed.iter().filter(|seed| seed.kind == "role");
    let missing = roles.filter(|seed| !covered.contains(seed.id.get_ref().as_str()));
    missing
        .map(|seed| Mistake {
            file: ROLES_FILE,
            line: None,
            message: format!("no profile covers the role `{}` ({})", seed.id.get_ref(), seed.key),
        })
        .collect()
}
