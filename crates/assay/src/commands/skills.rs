//! `assay skills`: the skill map, the role profiles, and how much of the map the bank covers.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use anyhow::anyhow;
use serde_json::{Value, json};
use skills::map::{Area, Competency, SkillMap};
use skills::roles::RoleProfile;
use skills::spelling::closest;

use crate::cli::skills::{Skills, SkillsCoverage, SkillsRole, SkillsShow};
use crate::exit::{Exit, OrMisuse as _};
use crate::terminal::wrap::wrapped;
use crate::{output, shipped};

pub fn run(skills: &Skills) -> anyhow::Result<Exit> {
    let map = shipped::skill_map()?;
    match skills {
        Skills::Show(arguments) => show(arguments, &map),
        Skills::Role(arguments) => role(arguments, &map),
        Skills::Coverage(arguments) => coverage(arguments, &map),
    }
}

fn show(arguments: &SkillsShow, map: &SkillMap) -> anyhow::Result<Exit> {
    let Some(id) = &arguments.id else {
        let rows = map.areas().iter().map(|area| area_row(area, map)).collect();
        let page: String = map.areas().iter().map(|area| area_line(area, map)).collect();
        return print(arguments.json, &Value::Array(rows), &page);
    };
    if let Some(competency) = map.competency(id) {
        return print(arguments.json, &competency_row(competency, map), &competency_page(competency, map));
    }
    if let Some(area) = map.area(id) {
        return print(arguments.json, &area_row(area, map), &area_page(area, map));
    }
    let known: Vec<&str> = map
        .competencies()
        .iter()
        .map(|known| known.id.as_str())
        .chain(map.areas().iter().map(|area| area.id.as_str()))
        .collect();
    Err(unknown("competency or area", id, &known, "assay skills show")).or_misuse()
}

fn role(arguments: &SkillsRole, map: &SkillMap) -> anyhow::Result<Exit> {
    let Some(id) = &arguments.id else {
        let rows =
            map.profiles().iter().map(|profile| json!({"id": profile.id, "name": profile.name})).collect();
        let mut lines: Vec<String> =
            map.profiles().iter().map(|profile| format!("{:<28} {}", profile.id, profile.name)).collect();
        lines.push(String::new());
        return print(arguments.json, &Value::Array(rows), &lines.join("\n"));
    };
    let known: Vec<&str> = map.profiles().iter().map(|profile| profile.id.as_str()).collect();
    let profile = map
        .profile(id)
        .ok_or_else(|| unknown("role profile", id, &known, "assay skills role"))
        .or_misuse()?;
    print(arguments.json, &role_row(profile, map), &role_page(profile, map))
}

fn coverage(arguments: &SkillsCoverage, map: &SkillMap) -> anyhow::Result<Exit> {
    let counts = shipped::bank(arguments.place.bank.as_deref())?.proven_tasks();
    let count = |competency: &Competency| counts.get(&competency.id).copied().unwrap_or(0);
    let row = |competency: &Competency| json!({"id": competency.id, "area": competency.area, "proven_tasks": count(competency)});
    let rows = map.competencies().iter().map(row).collect();
    let needed = usize::try_from(map.rule().min_independent_tasks_per_must).unwrap_or(usize::MAX);
    let mut page = String::new();
    for area in map.areas() {
        let own: Vec<&Competency> = of_area(area, map);
        let enough = own.iter().filter(|competency| count(competency) >= needed).count();
        page.push_str(&format!("{:<9} {enough} of {} with {needed} proven tasks\n", area.id, own.len()));
        for competency in own.iter().filter(|competency| count(competency) > 0) {
            page.push_str(&format!("    {:>3}  {}\n", count(competency), competency.id));
        }
    }
    print(arguments.json, &Value::Array(rows), &page)
}

fn print(as_json: bool, value: &Value, page: &str) -> anyhow::Result<Exit> {
    let text = if as_json { format!("{value}\n") } else { page.to_owned() };
    output::data(&text)?;
    Ok(Exit::Full)
}

fn unknown(what: &str, id: &str, known: &[&str], command: &str) -> anyhow::Error {
    match closest(id, known) {
        Some(meant) => anyhow!("there is no {what} `{id}`\nhint: did you mean `{meant}`?"),
        None => anyhow!("there is no {what} `{id}`\nhint: `{command}` shows those that there are"),
    }
}

fn of_area<'m>(area: &Area, map: &'m SkillMap) -> Vec<&'m Competency> {
    map.learning_order().filter(|competency| competency.area == area.id).collect()
}

fn ids(competencies: &[&Competency]) -> Vec<String> {
    competencies.iter().map(|competency| competency.id.clone()).collect()
}

fn area_line(area: &Area, map: &SkillMap) -> String {
    format!("{:<9} {:>3}  {}\n", area.id, of_area(area, map).len(), area.name)
}

fn area_page(area: &Area, map: &SkillMap) -> String {
    let mut page = format!("{}: {}\n", area.name, area.about);
    for competency in of_area(area, map) {
        page.push_str(&format!("\n{} ({})\n", competency.id, competency.level.word()));
        page.push_str(&wrapped("    ", &competency.can));
    }
    page
}

fn area_row(area: &Area, map: &SkillMap) -> Value {
    json!({"id": area.id, "name": area.name, "about": area.about, "competencies": ids(&of_area(area, map))})
}

fn competency_page(competency: &Competency, map: &SkillMap) -> String {
    let list = |competencies: &[&Competency]| match ids(competencies) {
        none if none.is_empty() => "nothing".to_owned(),
        some => some.join(", "),
    };
    let mut page = format!("{} ({}, {})\n", competency.id, competency.area, competency.level.word());
    page.push_str(&wrapped("  can:       ", &competency.can));
    page.push_str(&wrapped("  shown by:  ", &competency.shown_by));
    page.push_str(&wrapped("  kinds:     ", &competency.kinds.join(", ")));
    page.push_str(&wrapped("  builds on: ", &list(&map.prerequisites(&competency.id))));
    page.push_str(&wrapped("  leads to:  ", &list(&map.built_on(&competency.id))));
    page
}

fn competency_row(competency: &Competency, map: &SkillMap) -> Value {
    json!({
        "id": competency.id, "area": competency.area, "level": competency.level.word(), "can": competency.can,
        "kinds": competency.kinds, "prerequisites": competency.prerequisites,
        "builds_on": ids(&map.prerequisites(&competency.id)), "leads_to": ids(&map.built_on(&competency.id)),
    })
}

fn role_page(profile: &RoleProfile, map: &SkillMap) -> String {
    let mut page = wrapped("", &format!("{} ({}): {}", profile.name, profile.id, profile.why));
    page.push('\n');
    for area in profile.areas.iter().filter(|area| area.level.is_some()) {
        let level = area.level.map_or("", skills::level::Level::word);
        page.push_str(&format!("  {:>3} %  {:<9} up to {level}\n", area.weight, area.area));
    }
    page.push_str(&wrapped("must: ", &profile.must.join(", ")));
    page.push_str(&wrapped("path: ", &ids(&profile.learning_path(map)).join(", ")));
    page.push_str(&format!("{} competencies are in scope\n", profile.in_scope(map).len()));
    page
}

fn role_row(profile: &RoleProfile, map: &SkillMap) -> Value {
    let areas: Vec<Value> = profile
        .areas
        .iter()
        .map(|area| json!({"area": area.area, "level": area.level.map(skills::level::Level::word), "weight": area.weight, "reason": area.reason}))
        .collect();
    json!({
        "id": profile.id, "role": profile.role, "level": profile.level.word(), "name": profile.name, "why": profile.why,
        "must": profile.must, "areas": areas, "in_scope": ids(&profile.in_scope(map)),
        "learning_path": ids(&profile.learning_path(map)),
    })
}
