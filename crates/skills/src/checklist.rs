//! The checklist of what a Python developer is expected to know and do: every item is covered.

use std::collections::BTreeSet;

use crate::map_checks::at;
use crate::mistake::Mistake;
use crate::rows::MapRows;
use crate::spelling::did_you_mean;

/// Kinds of item that only an ability can cover, not something that the product does.
const ABILITIES: [&str; 7] =
    ["skill", "subskill", "tool", "responsibility", "softskill", "day-event", "level"];
/// Kinds of item that something which the product does may cover too.
const OTHERS: [&str; 4] = ["career", "certification", "learning", "role"];

pub(crate) fn check(rows: &MapRows, text: &str) -> Vec<Mistake> {
    let by_ability: BTreeSet<&str> =
        rows.competency.iter().flat_map(|row| &row.seeds).map(String::as_str).collect();
    let by_feature: BTreeSet<&str> =
        rows.feature.iter().flat_map(|row| &row.seeds).map(String::as_str).collect();
    let mut mistakes = unknown_seeds(rows, text);
    for seed in &rows.seed {
        let id = seed.id.get_ref().as_str();
        let what = format!("`{}` ({}, {})", seed.key, seed.kind, seed.locator);
        if !ABILITIES.contains(&seed.kind.as_str()) && !OTHERS.contains(&seed.kind.as_str()) {
            mistakes.push(at(text, &seed.id, format!("unknown kind of item `{}`", seed.kind)));
        } else if by_ability.contains(id) {
        } else if !by_feature.contains(id) {
            mistakes.push(at(text, &seed.id, format!("nothing covers {what}")));
        } else if ABILITIES.contains(&seed.kind.as_str()) {
            mistakes.push(at(text, &seed.id, format!("only a feature covers {what}, which is an ability")));
        }
    }
    mistakes
}

fn unknown_seeds(rows: &MapRows, text: &str) -> Vec<Mistake> {
    let known: Vec<&str> = rows.seed.iter().map(|row| row.id.get_ref().as_str()).collect();
    let mut mistakes = Vec::new();
    for feature in &rows.feature {
        for seed in feature.seeds.iter().filter(|seed| !known.contains(&seed.as_str())) {
            let message = format!("unknown checklist item `{seed}`{}", did_you_mean(seed, &known));
            mistakes.push(at(text, &feature.id, message));
        }
    }
    mistakes
}
