//! Progress by area as a map: how much of each area was shown, and where nothing is known.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use assessment::report::{AreaLine, Report, Skill};
use serde_json::{Value, json};

use crate::learner::talk::Talk;

/// Own work speaks for the skill, and more likely than not it is there.
const SHOWN: f64 = 0.8;
/// Share of a level's typical tasks that counts as being able to.
const MASTERY: f64 = 0.65;

/// How a skill stands on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Shown,
    Begun,
    Open,
}

fn mark(skill: &Skill) -> Mark {
    if skill.evidence.is_empty() {
        return Mark::Open;
    }
    let cut = assessment::field::cut(skill.competency.level, MASTERY);
    let z = (skill.known.estimate.ability - cut) / skill.known.estimate.standard_error.max(1e-9);
    // P(ability above the cut) ≥ .8 where z ≥ .84.
    if z >= 0.841_6 { Mark::Shown } else { Mark::Begun }
}

fn counts(area: &AreaLine) -> (usize, usize, usize) {
    let count = |wanted: Mark| area.skills.iter().filter(|skill| mark(skill) == wanted).count();
    (count(Mark::Shown), count(Mark::Begun), count(Mark::Open))
}

/// The map as a page.
pub fn page(report: &Report, talk: Talk) -> String {
    let mut page = format!("{}\n", talk.paint.strong("Your map"));
    if !talk.is_plain() {
        page.push_str("  ■ shown   ▣ begun   □ open\n");
    }
    for area in &report.areas {
        let (shown, begun, open) = counts(area);
        if talk.is_plain() {
            page.push_str(&format!("{}: {shown} shown, {begun} begun, {open} open.\n", area.name));
        } else {
            let name: String = area.name.chars().take(42).collect();
            let squares: String = "■".repeat(shown) + &"▣".repeat(begun) + &"□".repeat(open);
            page.push_str(&format!("  {name:<44}{}\n", squares.chars().take(34).collect::<String>()));
        }
    }
    page.push_str(&format!(
        "Shown: your own work says with {:.0} % certainty that you can do most such tasks.\n",
        SHOWN * 100.0
    ));
    page
}

/// The map as JSON.
pub fn as_json(report: &Report) -> Value {
    let area = |area: &AreaLine| {
        let (shown, begun, open) = counts(area);
        json!({ "id": area.id, "name": area.name, "shown": shown, "begun": begun, "open": open })
    };
    json!({ "event": "map", "areas": report.areas.iter().map(area).collect::<Vec<_>>() })
}
