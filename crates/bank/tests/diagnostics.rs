//! What authors and importers are told, word for word.

use bank::files::FileMap;
use bank::importers::{exercism, functions, pytest};
use bank::package::TaskPackage;

const EXAM: (&str, &str) = ("exam/test_a.py", "");
const BRIEF: (&str, &str) = ("brief.md", "Do it.");

fn files(entries: &[(&str, &str)]) -> FileMap {
    FileMap::from_entries(entries.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()))).0
}

/// Compares all findings of a package with this `task.toml`, and whether it could be used.
fn check(manifest: &str, usable: bool, expected: &str) {
    check_files(&[("task.toml", manifest), EXAM, BRIEF], usable, expected);
}

fn check_files(entries: &[(&str, &str)], usable: bool, expected: &str) {
    let (package, findings) = TaskPackage::parse(files(entries));
    let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(shown.join("\n"), expected.trim_start());
    assert_eq!(package.is_some(), usable, "{expected}");
}

const GOOD: &str = r#"id = "order-totals"
title = "Order totals"
kind = "write"
level = "entry"
minutes = 25
"#;

#[test]
fn a_small_manifest_is_enough() {
    check(GOOD, true, "");
    let (package, _) = TaskPackage::parse(files(&[("task.toml", GOOD), EXAM, BRIEF]));
    let manifest = package.unwrap().manifest().clone();
    assert_eq!((manifest.environment.as_str(), manifest.allow_equality), ("core", false));
    assert_eq!(manifest.limits.cpu_seconds, None);
}

#[test]
fn a_full_manifest_is_read() {
    let more = r#"environment = "data"
public = ["test_a.py::test_first*"]

difficulty = -0.3
causes = ["naive-datetime"]
family = "order-rounding"

[[groups]]
id = "rounding"
competency = "core-decimal"
points = 7
clauses = ["half-up"]
checks = ["test_a.py::test_half*"]

[[groups]]
id = "order"
competency = "core-sorting"
points = 3
clauses = ["ties", "half-up"]
checks = ["test_a.py::test_ties", "test_a.py::test_first*"]

[limits]
cpu_seconds = 2.5
wall_seconds = 30
memory_mb = 512

[exam]
allow_equality = true
"#;
    let brief = ("brief.md", "<!-- clause: half-up -->Up.\n\n- <!-- clause: ties -->Ties.");
    let (package, findings) =
        TaskPackage::parse(files(&[("task.toml", &format!("{GOOD}{more}")), EXAM, brief]));
    assert_eq!(findings, []);
    let package = package.unwrap();
    let manifest = package.manifest();
    assert_eq!(manifest.environment, "data");
    assert!((manifest.difficulty + 0.3).abs() < 1e-12);
    assert_eq!(manifest.causes, ["naive-datetime"]);
    assert_eq!(manifest.family.as_deref(), Some("order-rounding"));
    let shares: Vec<_> = manifest.competencies().into_iter().map(|share| (share.id, share.share)).collect();
    assert_eq!(shares, [("core-decimal".to_owned(), 0.7), ("core-sorting".to_owned(), 0.3)]);
    let owners: Vec<&str> =
        manifest.groups_of("test_a.py::test_first[1]").map(|group| group.id.as_str()).collect();
    assert_eq!(owners, ["order"]);
    assert_eq!(manifest.groups[1].line, 20);
    assert_eq!(manifest.limits.cpu_seconds, Some(2.5));
    assert_eq!(manifest.limits.wall_seconds, Some(30.0));
    assert_eq!(manifest.limits.memory_mb, Some(512));
    assert!(manifest.allow_equality);
    assert!(package.is_public("test_a.py::test_first[1]") && !package.is_public("test_a.py::test_second"));
}

#[test]
fn all_mistakes_come_at_once() {
    let manifest = r#"id = "Order Totals"
titel = "Order totals"
kind = "wite"
level = 3
minutes = 0
solution = ["../a.py", 5]

[limits]
cpu_seconds = "10"
memory = 512

[exam]
allow_equality = 1
"#;
    check(
        manifest,
        false,
        "
task.toml: `title` is missing
hint: add `title = ...`
task.toml:1: `id` is `Order Totals`, which is no plain name
hint: use lowercase letters, digits and single hyphens, such as `order-totals`
task.toml:2: unknown key `titel`
hint: did you mean `title`?
task.toml:3: unknown kind `wite`
hint: did you mean `write`?
task.toml:4: `level` is a whole number
hint: write a text in quotes
task.toml:5: `minutes` is 0
hint: choose 1 to 2400
task.toml:6: `solution` is a whole number
hint: write a list of texts
task.toml:6: `../a.py` leaves its folder through `..`
hint: name files as they are called inside `start/`
task.toml:9: `limits.cpu_seconds` is a text
hint: write a number
task.toml:10: unknown key `limits.memory`
hint: known: `cpu_seconds`, `wall_seconds`, `memory_mb`
task.toml:13: `exam.allow_equality` is a whole number
hint: write `true` or `false`",
    );
}

fn grouped(groups: &str, brief: &str, usable: bool, expected: &str) {
    let manifest = format!("{GOOD}{groups}");
    check_files(&[("task.toml", &manifest), EXAM, ("brief.md", brief)], usable, expected);
}

const GROUP: &str =
    "[[groups]]\nid = \"a\"\ncompetency = \"core-a\"\npoints = 8\nclauses = [\"up\"]\nchecks = [\"t::a\"]\n";

#[test]
fn groups_and_clauses_must_fit_each_other() {
    grouped(
        "[[groups]]\nid = \"a\"\ncompetency = \"Core\"\npoints = 0\nclauses = [\"half-pu\"]\nchecks = []\n\
         [[groups]]\nid = \"b\"\nclauses = []\nchecks = [\"*\"]\npoints = 1\n",
        "<!-- clause: half-up -->Up.\n\n<!-- clause: ties -->Ties.",
        false,
        "
task.toml:8: `competency` is `Core`, which is no plain name
hint: use lowercase letters, digits and single hyphens, such as `order-totals`
task.toml:9: `points` is 0
hint: choose 1 to 100
task.toml:10: the brief has no clause `half-pu`
hint: did you mean `half-up`?
task.toml:11: the group has no check
hint: name its node ids, such as `\"test_totals.py::test_half*\"`
task.toml:12: `groups[1].competency` is missing
hint: add `competency = ...`
task.toml:14: the group cites no clause of the brief
hint: name the clauses of `brief.md` that its checks test, as `<!-- clause: name -->` calls them",
    );
}

#[test]
fn a_clause_that_nothing_tests_is_a_mistake() {
    grouped(
        GROUP,
        "<!-- clause: up -->Up.\n\n<!-- clause: ties -->Ties.",
        false,
        "
brief.md:3: no group cites clause `ties`
hint: test it, and name it in the `clauses` of a group in `task.toml`; or take the comment away",
    );
}

#[test]
fn a_group_is_named_once_and_a_check_has_one_group() {
    grouped(
        &format!("{GROUP}{GROUP}"),
        "<!-- clause: up -->Up.",
        false,
        "
task.toml:12: two groups are called `a`
hint: give each group a name of its own
task.toml:12: `t::a` stands in group `a` as well
hint: let each check belong to one group",
    );
}

#[test]
fn a_task_is_evidence_for_three_competencies_at_most_and_for_none_that_is_thin() {
    let other = |id: &str, points: &str| {
        GROUP
            .replace("\"a\"", &format!("\"{id}\""))
            .replace("core-a", &format!("core-{id}"))
            .replace("t::a", &format!("t::{id}"))
            .replace("points = 8", &format!("points = {points}"))
    };
    grouped(
        &format!("{GROUP}{}", other("b", "1")),
        "<!-- clause: up -->Up.",
        true,
        "
task.toml:12: `core-b` has 11 % of the points, so the task does not count for it
hint: give its groups at least 20 % of all points, or let them belong to another competency",
    );
    grouped(
        &format!("{GROUP}{}{}{}", other("b", "8"), other("c", "8"), other("d", "8")),
        "<!-- clause: up -->Up.",
        false,
        "
task.toml:24: `core-d` is the task's fourth competency
hint: let a task be evidence for 3 at most",
    );
}

#[test]
fn the_old_form_of_competencies_says_what_took_its_place() {
    check(
        &format!("{GOOD}[[competencies]]\nid = \"core-a\"\nshare = 0.7\n"),
        false,
        "
task.toml:6: `competencies` is no longer written down
hint: name a `competency` in each of the `[[groups]]`",
    );
}

#[test]
fn a_codebase_is_laid_under_the_starting_files() {
    let clinic = files(&[("clinic/log.py", "theirs"), ("clinic/api.py", "theirs")]);
    let codebases = std::collections::BTreeMap::from([("clinic".to_owned(), clinic)]);
    let entries = |name: &str| {
        let manifest =
            format!("{GOOD}codebase = \"{name}\"\nsolution = [\"clinic/log.py\", \"clinic/api.py\"]\n");
        files(&[("task.toml", manifest.as_str()), EXAM, BRIEF, ("start/clinic/log.py", "ours")])
    };
    let (package, findings) = TaskPackage::parse_among(entries("clinic"), &codebases);
    assert_eq!(findings, []);
    let package = package.unwrap();
    assert_eq!(package.start().text("clinic/log.py"), Some("ours"));
    assert_eq!(package.start().text("clinic/api.py"), Some("theirs"));
    let (package, findings) = TaskPackage::parse_among(entries("clinc"), &codebases);
    assert!(package.is_none());
    assert_eq!(
        findings[0].to_string(),
        "task.toml:6: there is no codebase `clinc`\nhint: did you mean `clinic`?"
    );
}

#[test]
fn equivalent_mutants_name_a_file_of_the_package() {
    let argued = "[[mutant]]\nfile = \"proof/right/a.py\"\nline = 3\nchange = \"`<` to `<=`\"\nwhy = \"never equal\"\n\
                  [[mutant]]\nfile = \"proof/right/b.py\"\nline = 3\nchange = \"x\"\n";
    check_files(
        &[("task.toml", GOOD), EXAM, BRIEF, ("proof/right/a.py", ""), ("proof/equivalent.toml", argued)],
        false,
        "
proof/equivalent.toml:6: `mutant[1].why` is missing
hint: add `why = ...`
proof/equivalent.toml:7: the package has no file `proof/right/b.py`
hint: name it from the package's folder, such as `proof/right/decimals.py`",
    );
}

#[test]
fn what_is_no_toml_is_said_with_its_line() {
    check(
        "id = \"a\"\ntitle = \n",
        false,
        "
task.toml:2: this is no TOML: string values must be quoted, expected literal string",
    );
}

#[test]
fn what_the_package_lacks_is_said() {
    check_files(
        &[("brief.md", "x")],
        false,
        "
task.toml: there is no such file
hint: a task package has a `task.toml`; an exam folder alone is graded with `--exam`",
    );
    let manifest = format!("{GOOD}solution = [\"totals.py\"]\n");
    check_files(
        &[("task.toml", &manifest), ("exam/data.csv", "")],
        false,
        "
exam: the package has no exam: `exam/` holds no Python file
hint: put at least one pytest or unittest file into `exam/`
brief.md: the candidate has nothing to read
hint: say in `brief.md` what is to be done
task.toml: `solution` names `totals.py`, which `start/` does not have
hint: add `start/totals.py`, or correct the name",
    );
}

#[test]
fn wrong_solutions_must_say_what_catches_them() {
    let notes = "[floats]\ncaught_by = []\nwhy = \"adds floats\"\n[gone]\nwhy = \"x\"\n";
    let wrong = [("proof/wrong/floats.py", ""), ("proof/wrong/late.py", ""), ("proof/wrong.toml", notes)];
    check_files(
        &[&[("task.toml", GOOD), EXAM, BRIEF], &wrong[..]].concat(),
        false,
        "
proof/wrong.toml:2: `caught_by` names no check
hint: name the node ids that must fail
proof/wrong.toml:4: unknown key `gone`
hint: known: `floats`, `late`
proof/wrong.toml: nothing says which check must catch `proof/wrong/late`
hint: add `[late]` with `caught_by` and `why`",
    );
}

#[test]
fn a_bad_line_of_a_function_file_does_not_stop_the_rest() {
    let lines = r#"{"task_id": 1, "entry_point": "f", "test_list": ["assert f() == 1"]}
{"task_id": 2,
[1]

{"task_id": 3, "entry_point": "f g", "test_list": ["assert f() == 1"]}
{"task_id": 4, "entrypoint": "f", "test_list": ["assert f() == 1"]}
{"task_id": 5, "entry_point": "f", "test": "assert f() == 1"}
{"task_id": 6, "entry_point": "f", "test_list": "assert f() == 1"}
{"task_id": 7, "entry_point": "f", "prompt": "def f(x):\n    return [", "test_list": ["assert f() == 1"]}
{"task_id": "1", "entry_point": "f", "test_list": ["assert f() == 1"]}
"#;
    let (packages, findings) = functions::import(lines.as_bytes());
    let slugs: Vec<&str> = packages.iter().map(|(slug, _)| slug.as_str()).collect();
    assert_eq!(slugs, ["task-1", "1"]);
    let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "line:2: this is no JSON: EOF while parsing a value",
            "line:3: this is no JSON object\nhint: write `{...}` on one line",
            "line:5: `entry_point` is `f g`, which is no name of a function",
            "line:6: `entry_point` is missing\nhint: is `entrypoint` meant?",
            "line:7: `test` does not define `check`\nhint: define `check(candidate)` in `test`, or give assertions in \
         `test_list`",
            "line:8: `test_list` holds a text\nhint: write a list of texts",
            "line:9: `prompt` is Python that ends inside a bracket\nhint: let the prompt end after a complete line",
        ]
    );
}

#[test]
fn a_broken_track_says_what_is_broken() {
    let track = files(&[
        (
            "config.json",
            r#"{"exercises": {"practice": [{"slug": "gone"}, {"slug": "bad"}, {"slug": "escape"}]}}"#,
        ),
        ("exercises/practice/bad/.meta/config.json", "{\n  \"files\": nonsense"),
        (
            "exercises/practice/escape/.meta/config.json",
            r#"{"files": {"solution": ["../../x.py"], "test": ["t.py"]}}"#,
        ),
        ("exercises/practice/extra/extra_test.py", ""),
    ]);
    let (packages, findings) = exercism::import(&track);
    assert_eq!(packages.len(), 1);
    let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "exercises/practice/bad/.meta/config.json:2: this is no JSON: expected ident",
            "exercises/practice/escape/.meta/config.json: refused: `../../x.py` leaves its folder through `..`\n\
         hint: use paths relative to the folder, without `..` and without odd characters",
            "exercises/practice/escape/.meta/config.json: `test` names `t.py`, which is not there\n\
         hint: add the file, or correct `files`",
            "exercises/practice/escape/exam: the package has no exam: `exam/` holds no Python file\n\
         hint: put at least one pytest or unittest file into `exam/`",
            "exercises/practice/extra: `config.json` does not list this practice exercise\n\
         hint: it was imported all the same; list it, or remove its folder",
            "config.json: the practice exercise `gone` is listed, but has no folder\n\
         hint: add `exercises/practice/gone`, or remove the entry",
        ]
    );
}

#[test]
fn a_folder_that_is_no_track_is_refused() {
    let (packages, findings) = exercism::import(&FileMap::new());
    assert_eq!(packages, []);
    assert_eq!(
        findings[0].to_string(),
        "config.json: there is no such file\nhint: name the folder that holds the track's `config.json`"
    );
}

#[test]
fn binary_files_travel_as_they_are() {
    let picture = vec![0x89, b'P', 0, 0xff, 0xfe];
    let entries = [
        ("README.md", b"x".to_vec()),
        ("test_a.py", b"open('cat.png')".to_vec()),
        ("cat.png", picture.clone()),
        ("latin.py", b"# \xe9".to_vec()),
    ];
    let (packages, findings) = pytest::import("pictures", &FileMap::from_entries(entries).0);
    assert_eq!(findings, []);
    assert_eq!(packages[0].1.get("exam/cat.png"), Some(&picture[..]));
    assert_eq!(packages[0].1.get("start/latin.py"), Some(&b"# \xe9"[..]));
}
