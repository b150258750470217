//! The shipped skill map and role profiles, and what the validation refuses.

#![expect(clippy::unwrap_used, reason = "a test whose set-up fails must stop")]

use std::collections::BTreeSet;

use skills::map::{Competency, SkillMap};

const MAP: &str = include_str!("../../../skills/competencies.toml");
const ROLES: &str = include_str!("../../../skills/roles.toml");

fn shipped() -> SkillMap {
    SkillMap::parse(MAP, ROLES).unwrap()
}

fn ids<'a>(competencies: &[&'a Competency]) -> Vec<&'a str> {
    competencies.iter().map(|competency| competency.id.as_str()).collect()
}

/// Replaces one place of the shipped texts and compares all that is said then, without line numbers.
fn check(old: &str, new: &str, expected: &[&str]) {
    let in_map = MAP.contains(old);
    assert!(in_map || ROLES.contains(old), "the shipped texts have no `{old}`");
    let map = if in_map { MAP.replacen(old, new, 1) } else { MAP.to_owned() };
    let roles = if in_map { ROLES.to_owned() } else { ROLES.replacen(old, new, 1) };
    let mistakes = SkillMap::parse(&map, &roles).unwrap_err();
    let shown: Vec<String> =
        mistakes.iter().map(|mistake| format!("{}: {}", mistake.file, mistake.message)).collect();
    assert_eq!(shown, expected, "{new}");
    assert!(mistakes.iter().all(|mistake| mistake.line.is_some()), "{mistakes:?}");
}

#[test]
fn the_shipped_map_is_whole() {
    let map = shipped();
    assert_eq!((map.areas().len(), map.competencies().len(), map.profiles().len()), (17, 150, 10));
    assert_eq!(map.learning_order().count(), 150);
    assert_eq!(map.rule().min_independent_tasks_per_must, 2);
}

#[test]
fn everything_comes_after_its_prerequisites() {
    let map = shipped();
    let mut seen = BTreeSet::new();
    for competency in map.learning_order() {
        assert!(competency.prerequisites.iter().all(|id| seen.contains(id)), "{}", competency.id);
        seen.insert(competency.id.clone());
    }
}

#[test]
fn prerequisites_reach_all_the_way_down() {
    let map = shipped();
    assert_eq!(
        ids(&map.prerequisites("core-iterators")),
        ["core-data-types", "core-functions-flow", "core-structures", "core-oop-classes"]
    );
    assert_eq!(ids(&map.prerequisites("core-data-types")), Vec::<&str>::new());
    assert!(ids(&map.built_on("core-iterators")).contains(&"core-generators"));
}

#[test]
fn a_role_needs_its_musts_with_all_that_they_build_on() {
    let map = shipped();
    let sizes: Vec<(usize, usize)> = map
        .profiles()
        .iter()
        .map(|profile| (profile.in_scope(&map).len(), profile.learning_path(&map).len()))
        .collect();
    assert_eq!(
        sizes,
        [
            (48, 26),
            (121, 74),
            (50, 21),
            (130, 67),
            (56, 25),
            (139, 78),
            (43, 21),
            (116, 60),
            (47, 27),
            (122, 93)
        ]
    );
    let profile = map.profile("software-engineer-entry").unwrap();
    assert!(profile.learning_path(&map).iter().all(|competency| profile.has_in_scope(competency)));
}

#[test]
fn in_reach_is_what_is_unknown_with_known_prerequisites() {
    let map = shipped();
    let nothing = ids(&map.in_reach(&BTreeSet::new()));
    assert!(nothing.contains(&"core-data-types") && !nothing.contains(&"core-functions-flow"), "{nothing:?}");
    let some = ids(&map.in_reach(&BTreeSet::from(["core-data-types", "core-functions-flow"])));
    assert!(some.contains(&"core-structures") && some.contains(&"core-oop-classes"), "{some:?}");
    assert!(!some.contains(&"core-data-types") && !some.contains(&"core-iterators"), "{some:?}");
}

#[test]
fn the_gap_leaves_out_what_a_mastered_competency_builds_on() {
    let map = shipped();
    let goal = [map.competency("core-generators").unwrap()];
    let gap = map.gap(&goal, &BTreeSet::from(["core-structures"]));
    assert_eq!(ids(&gap), ["core-oop-classes", "core-files", "core-iterators", "core-generators"]);
}

#[test]
fn unknown_references_are_told_with_what_was_meant() {
    check(
        "prerequisites = [\"core-structures\", \"core-oop-classes\"]",
        "prerequisites = [\"core-structure\", \"core-oop-classes\"]",
        &[
            "competencies.toml: `core-iterators`: unknown prerequisite `core-structure`; did you mean `core-structures`?",
        ],
    );
    check(
        "area = \"core\"\nskill = \"types and variables\"\nlevel = \"foundation\"",
        "area = \"cor\"\nskill = \"types and variables\"\nlevel = \"foundations\"",
        &[
            "competencies.toml: `core-data-types`: unknown area `cor`; did you mean `core`?",
            "competencies.toml: `core-data-types`: unknown level `foundations`; did you mean `foundation`?",
        ],
    );
}

#[test]
fn a_circle_is_named() {
    check(
        "components = [\"cpython\"]\nprerequisites = []\nseeds = [\"S7\"",
        "components = [\"cpython\"]\nprerequisites = [\"core-functions-flow\"]\nseeds = [\"S7\"",
        &["competencies.toml: `core-data-types`: its prerequisites run in a circle: core-data-types > \
           core-functions-flow > core-data-types"],
    );
}

#[test]
fn levels_and_empty_fields_are_held() {
    check(
        "level = \"entry\"\ncan = \"implements the iterator protocol",
        "level = \"foundation\"\ncan = \"implements the iterator protocol",
        &[
            "competencies.toml: `core-iterators`: is foundation and builds on `core-oop-classes`, which is entry",
        ],
    );
    check(
        "kinds = [\"write\"]\ncomponents = [\"cpython\"]\nprerequisites = [\"core-structures\", \"core-oop-classes\"]",
        "kinds = []\ncomponents = [\"cpython\"]\nprerequisites = [\"core-structures\", \"core-oop-classes\"]",
        &["competencies.toml: `core-iterators`: `kinds` is empty"],
    );
    check(
        "[[feature]]\nid = \"feat-hiring\"",
        "[[feature]]\nid = \"feat-domains\"",
        &["competencies.toml: `feat-domains`: a second feature of this name"],
    );
    check(
        "task_kinds = [\"write\"",
        "task_kinds = [\"sing\",\"write\"",
        &["competencies.toml: no competency uses the kind `sing`"],
    );
}

#[test]
fn the_checklist_is_covered() {
    check(
        "seeds = [\"S11\"]",
        "seeds = [\"S10\"]",
        &["competencies.toml: `S11`: nothing covers `iter` (subskill, core aspects: Iterators)"],
    );
}

#[test]
fn profiles_are_held_against_the_map() {
    check(
        "{ area = \"core\", level = \"entry\", weight = 14",
        "{ area = \"core\", level = \"foundation\", weight = 13",
        &[
            "roles.toml: `web-developer-entry`: its weights add up to 99 instead of 100",
            "roles.toml: `web-developer-entry`: must `core-oop-classes` (entry) is above the level of its area",
            "roles.toml: `web-developer-entry`: must `core-exceptions` (entry) is above the level of its area",
            "roles.toml: `web-developer-entry`: its musts build on `core-files`, which is outside of its own levels",
        ],
    );
    check(
        "must = [\"core-oop-classes\", \"core-exceptions\", \"q-unit-tests\"",
        "must = [\"core-oop-clases\", \"core-exceptions\", \"q-unit-tests\"",
        &[
            "roles.toml: `web-developer-entry`: unknown must `core-oop-clases`; did you mean `core-oop-classes`?",
        ],
    );
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let mistakes = SkillMap::parse("version = 1\n", ROLES).unwrap_err();
    assert_eq!(mistakes[0].to_string(), "competencies.toml:1: invalid type: integer `1`, expected a string");
}
