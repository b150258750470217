//! The prover refuses bad packages, each for the right reason. Every one is a small edit of one good package.

#![expect(clippy::panic, reason = "what goes wrong here fails the test that called it")]

use std::collections::BTreeMap;

use serde_json::Value;

use crate::place::Place;

const GOOD: [(&str, &str); 13] = [
    (
        "task.toml",
        "id = \"parcel-price\"\ntitle = \"The price of a parcel\"\nkind = \"write\"\nlevel = \"entry\"\nminutes = 4\n\
         solution = [\"parcel.py\"]\npublic = [\"test_parcel.py::test_bands*\"]\n\n\
         [[groups]]\nid = \"bands\"\ncompetency = \"core-functions-flow\"\npoints = 2\nclauses = [\"bands\"]\n\
         checks = [\"test_parcel.py::test_bands*\"]\n\n\
         [[groups]]\nid = \"heavy\"\ncompetency = \"core-functions-flow\"\npoints = 2\nclauses = [\"heavy\"]\n\
         checks = [\"test_parcel.py::test_heavy*\"]\n\n\
         [[groups]]\nid = \"refused\"\ncompetency = \"core-functions-flow\"\npoints = 1\nclauses = [\"refused\"]\n\
         checks = [\"test_parcel.py::test_refused*\"]\n",
    ),
    (
        "brief.md",
        "# The price of a parcel\n\nWrite `price(grams)` in `parcel.py`.\n\n\
         - <!-- clause: bands --> Up to and including 500 g a parcel costs 4 euros, up to and including 2000 g 7 euros.\n\
         - <!-- clause: heavy --> Above that, every started kilogram costs 5 euros.\n\
         - <!-- clause: refused --> A weight of zero or less is refused with `ValueError`.\n",
    ),
    ("start/parcel.py", "def price(grams):\n    raise NotImplementedError\n"),
    (
        "exam/test_parcel.py",
        "import pytest\nfrom parcel import price\n\n\n\
         @pytest.mark.parametrize(\"grams, euros\", [(1, 4), (500, 4), (501, 7), (2000, 7)])\n\
         def test_bands(grams, euros):\n    assert price(grams) == euros\n\n\n\
         @pytest.mark.parametrize(\"grams, euros\", [(2001, 15), (3000, 15), (3001, 20), (4120, 25), (7777, 40)])\n\
         def test_heavy(grams, euros):\n    assert price(grams) == euros\n\n\n\
         @pytest.mark.parametrize(\"grams\", [0, -5])\n\
         def test_refused(grams):\n    with pytest.raises(ValueError):\n        price(grams)\n",
    ),
    (
        "proof/right/ceiling.py",
        "import math\n\n\ndef price(grams):\n    if grams <= 0:\n        raise ValueError(\"no weight\")\n    \
         if grams > 2000:\n        return math.ceil(grams / 1000) * 5\n    return 7 if grams > 500 else 4\n",
    ),
    ("proof/right/steps.py", STEPS),
    (
        "proof/right/table.py",
        "BANDS = [(500, 4), (2000, 7)]\n\n\ndef price(grams):\n    if grams < 1:\n        raise ValueError(grams)\n    \
         for limit, euros in BANDS:\n        if grams <= limit:\n            return euros\n    \
         kilograms, rest = divmod(grams, 1000)\n    return 5 * (kilograms + bool(rest))\n",
    ),
    (
        "proof/wrong/exclusive.py",
        "def price(grams):\n    if grams <= 0:\n        raise ValueError\n    if grams < 500:\n        return 4\n    \
         if grams < 2000:\n        return 7\n    return -(-grams // 1000) * 5\n",
    ),
    (
        "proof/wrong/floor.py",
        "def price(grams):\n    if grams <= 0:\n        raise ValueError\n    if grams <= 500:\n        return 4\n    \
         if grams <= 2000:\n        return 7\n    return grams // 1000 * 5\n",
    ),
    (
        "proof/wrong/silent.py",
        "def price(grams):\n    if grams <= 500:\n        return 4\n    if grams <= 2000:\n        return 7\n    \
         return -(-grams // 1000) * 5\n",
    ),
    (
        "proof/wrong.toml",
        "[exclusive]\ncaught_by = [\"test_parcel.py::test_bands[500-4]\", \"test_parcel.py::test_bands[2000-7]\"]\n\
         why = \"the limits belong to the lower band\"\n\n\
         [floor]\ncaught_by = [\"test_parcel.py::test_heavy[2001-15]\", \"test_parcel.py::test_heavy[3001-20]\", \
         \"test_parcel.py::test_heavy[4120-25]\", \"test_parcel.py::test_heavy[7777-40]\"]\n\
         why = \"a started kilogram counts as a whole one\"\n\n\
         [silent]\ncaught_by = [\"test_parcel.py::test_refused*\"]\nwhy = \"nothing refuses a weight\"\n",
    ),
    ("hints.md", "Go through the bands from below.\n"),
    ("README.md", "For the bank's tests.\n"),
];

const STEPS: &str = "def price(grams):\n    if grams <= 0:\n        raise ValueError(grams)\n    if grams <= 500:\n        \
                     return 4\n    if grams <= 2000:\n        return 7\n    return -(-grams // 1000) * 5\n";

/// What is done to a file of the good package.
#[derive(Clone, Copy)]
enum Edit {
    /// The first text gives way to the second.
    Swap(&'static str, &'static str, &'static str),
    /// The file gets this text.
    Put(&'static str, &'static str),
    Append(&'static str, &'static str),
    Remove(&'static str),
}
use Edit::{Append, Put, Remove, Swap};

/// A bad package: its name, what made it bad, the reason of the refusal and words of its message.
type Bad = (&'static str, &'static [Edit], &'static str, &'static str);

const SILENT: &str =
    "\n[silent]\ncaught_by = [\"test_parcel.py::test_refused*\"]\nwhy = \"nothing refuses a weight\"\n";

/// Refused before anything is graded.
const ON_PAPER: &[Bad] = &[
    ("few-rights", &[Remove("proof/right/table.py")], "few-rights", "2 solutions are not enough"),
    (
        "same-right",
        &[Put(
            "proof/right/table.py",
            "def price(g):\n    # mine\n    if g <= 0:\n        raise ValueError(g)\n    if g <= 500:\n        return 4\n    if g <= 2000:\n        return 7\n    return -(-g // 1000) * 5\n",
        )],
        "rights-alike",
        "`proof/right/table` is the same as `proof/right/steps`",
    ),
    (
        "few-wrongs",
        &[Remove("proof/wrong/silent.py"), Swap("proof/wrong.toml", SILENT, "")],
        "few-wrongs",
        "2 solutions",
    ),
    ("no-note", &[Swap("proof/wrong.toml", SILENT, "")], "wrong-without-note", "proof/wrong/silent"),
    (
        "leaking-brief",
        &[Append(
            "brief.md",
            "\n    if grams <= 500:\n        return 4\n    if grams <= 2000:\n        return 7\n    return -(-grams // 1000) * 5\n",
        )],
        "leak",
        "holds the solution",
    ),
    (
        "leaking-example",
        &[Put("worked.md", "    return math.ceil(grams / 1000) * 5\n    return 7 if grams > 500 else 4\n")],
        "leak",
        "holds the solution",
    ),
    (
        "answer-sheet",
        &[
            Append("brief.md", "\nExamples: 2001, 3000, 3001 and 4120 g.\n"),
            Swap("task.toml", "public = [\"test_parcel.py::test_bands*\"]\n", ""),
        ],
        "leak",
        "values that the hidden checks use",
    ),
    (
        "unknown-competency",
        &[Swap("task.toml", "core-functions-flow\"\npoints = 1", "core-telepathy\"\npoints = 2")],
        "unknown-competency",
        "core-telepathy",
    ),
    (
        "thin-competency",
        &[
            Swap("task.toml", "core-functions-flow\"\npoints = 1", "core-exceptions\"\npoints = 1"),
            Swap("task.toml", "points = 2", "points = 9"),
        ],
        "thin-competency",
        "% of the points",
    ),
    (
        "missing-clause",
        &[Swap("task.toml", "clauses = [\"heavy\"]", "clauses = [\"bands\"]")],
        "package",
        "no group cites clause `heavy`",
    ),
    (
        "invented-clause",
        &[Swap("task.toml", "clauses = [\"heavy\"]", "clauses = [\"heavy\", \"light\"]")],
        "package",
        "the brief has no clause `light`",
    ),
    (
        "unsteady-variant",
        &[Put(
            "vary.py",
            "import time\n\n\ndef vary(rng):\n    return {\"parameters\": {\"now\": time.time_ns()}}\n",
        )],
        "variant-unsteady",
        "two different variants",
    ),
    (
        "broken-variant",
        &[Put("vary.py", "def vary(rng):\n    return {\"parameters\": {\"limit\": 1 / 0}}\n")],
        "variant-fails",
        "seed 1",
    ),
];

/// Refused by the package's own solutions.
const BY_ITS_SOLUTIONS: &[Bad] = &[
    (
        "two-groups",
        &[Swap(
            "task.toml",
            "checks = [\"test_parcel.py::test_refused*\"]",
            "checks = [\"test_parcel.py::test_refused*\", \"test_parcel.py::test_heavy[30*\"]",
        )],
        "check-in-two-groups",
        "belongs to group `heavy` and to group `refused`",
    ),
    (
        "no-group",
        &[Swap(
            "task.toml",
            "checks = [\"test_parcel.py::test_heavy*\"]",
            "checks = [\"test_parcel.py::test_heavy[2*\"]",
        )],
        "check-without-group",
        "belongs to no group",
    ),
    (
        "public-nothing",
        &[Swap(
            "task.toml",
            "test_bands*\"]\n\n[[groups]]\nid = \"bands",
            "test_band_*\"]\n\n[[groups]]\nid = \"bands",
        )],
        "pattern-matches-nothing",
        "in `public` matches no check",
    ),
    (
        "starter-passes",
        &[Put("start/parcel.py", "def price(grams):\n    return 4 if grams <= 500 else 7\n")],
        "starter-passes",
        "earn 40 %",
    ),
    (
        "empty-passes",
        &[Put(
            "exam/test_parcel.py",
            "import pytest\n\n\n@pytest.mark.parametrize(\"grams, euros\", [(500, 4), (2000, 7)])\ndef test_bands(grams, euros):\n    import parcel\n\n\n@pytest.mark.parametrize(\"grams, euros\", [(2001, 15), (3001, 20), (4120, 25), (7777, 40)])\ndef test_heavy(grams, euros):\n    import parcel\n\n\ndef test_refused():\n    import parcel\n",
        )],
        "empty-passes",
        "an empty submission gets full credit",
    ),
    ("wrong-passes", &[Put("proof/wrong/silent.py", STEPS)], "wrong-passes", "passes every check"),
    (
        "caught-elsewhere",
        &[Swap("proof/wrong.toml", "\"test_parcel.py::test_bands[500-4]\", ", "")],
        "wrong-caught-elsewhere",
        "test_bands[500-4]` fails, and `caught_by` does not name it",
    ),
    (
        "not-caught",
        &[Swap(
            "proof/wrong.toml",
            "\"test_parcel.py::test_heavy[2001-15]\"",
            "\"test_parcel.py::test_heavy*\"",
        )],
        "wrong-caught-elsewhere",
        "test_heavy[3000-15]` passes, though `caught_by` names it",
    ),
    (
        "wrong-reference",
        &[Swap("proof/right/table.py", "grams < 1", "grams < 2")],
        "right-fails",
        "`table` fails 1 of 11 checks",
    ),
    (
        "fails-on-a-seed",
        &[Swap(
            "proof/right/table.py",
            "def price(grams):\n",
            "import os\n\n\ndef price(grams):\n    if os.environ[\"PYTHONHASHSEED\"] == \"2\":\n        return 4\n",
        )],
        "right-fails",
        "on seed 2",
    ),
    (
        "broken-exam",
        &[Swap("exam/test_parcel.py", "def test_heavy", "def def")],
        "not-gradable",
        "got no score",
    ),
    (
        "tight-cpu",
        &[Append("task.toml", "\n[limits]\ncpu_seconds = 0.1\n")],
        "cpu-limit-tight",
        "of `cpu_seconds`",
    ),
    (
        "tight-memory",
        &[Append("task.toml", "\n[limits]\nmemory_mb = 24\n")],
        "memory-limit-tight",
        "of `memory_mb`",
    ),
    (
        "same-variant",
        &[Put(
            "vary.py",
            "def vary(rng):\n    return {\"parameters\": {\"shop\": rng.choice([\"north\", \"south\"])}}\n",
        )],
        "variant-in-name-only",
        "a right solution of one seed passes on every other",
    ),
];

/// Refused only when the exam itself is put to the test.
const BY_THE_EXAM: &[Bad] = &[
    (
        "flaky-message",
        &[Swap(
            "exam/test_parcel.py",
            "    assert price(grams) == euros\n\n\n@pytest.mark.parametrize(\"grams, euros\", [(2001",
            "    import time\n\n    assert price(grams) == euros, time.time_ns()\n\n\n@pytest.mark.parametrize(\"grams, euros\", [(2001",
        )],
        "flaky",
        "`exclusive` got different verdicts",
    ),
    (
        "weak-exam",
        &[
            Swap("exam/test_parcel.py", "(1, 4), (500, 4), (501, 7), (2000, 7)", "(500, 4), (2000, 7)"),
            Swap(
                "exam/test_parcel.py",
                "(2001, 15), (3000, 15), (3001, 20), (4120, 25), (7777, 40)",
                "(4120, 25)",
            ),
            Swap("exam/test_parcel.py", "[0, -5]", "[-5]"),
            Swap(
                "proof/wrong.toml",
                "\"test_parcel.py::test_heavy[2001-15]\", \"test_parcel.py::test_heavy[3001-20]\", \"test_parcel.py::test_heavy[4120-25]\", \"test_parcel.py::test_heavy[7777-40]\"",
                "\"test_parcel.py::test_heavy[4120-25]\"",
            ),
        ],
        "weak-exam",
        "mutants are killed",
    ),
    (
        "not-equivalent",
        &[Put(
            "proof/equivalent.toml",
            "[[mutant]]\nfile = \"proof/right/ceiling.py\"\nline = 7\nchange = \"`2000` becomes `2001`\"\nwhy = \"nobody sends that\"\n",
        )],
        "not-equivalent",
        "a check tells this mutant from the solution",
    ),
];

fn edited(edits: &[Edit]) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> =
        GOOD.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    for edit in edits {
        match *edit {
            Put(path, text) => {
                files.insert(path.to_owned(), text.to_owned());
            }
            Remove(path) => assert!(files.remove(path).is_some(), "{path}"),
            Append(path, text) => files.entry(path.to_owned()).or_default().push_str(text),
            Swap(path, old, new) => {
                let text = files.get_mut(path).unwrap_or_else(|| panic!("{path}"));
                assert!(text.contains(old), "{path} has no {old:?}");
                *text = text.replacen(old, new, 1);
            }
        }
    }
    files
}

/// Proves all packages as one bank; gives each proof by the package's name.
fn proofs(place: &Place, packages: &[(&str, &[Edit])], more: &[&str]) -> BTreeMap<String, Value> {
    for (name, edits) in packages {
        for (path, text) in edited(edits) {
            let text = if path == "task.toml" { text.replace("parcel-price", name) } else { text };
            place.write(&format!("bank/core/{name}/{path}"), &text);
        }
    }
    let run =
        place.run(&[&["bank", "prove", "--json", "--seeds", "2", "--date", "2026-05-04"], more].concat());
    let lines = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap_or_else(|error| panic!("{error}: {line}")));
    let proofs: BTreeMap<String, Value> =
        lines.map(|proof| (proof["task"].as_str().unwrap_or_default().to_owned(), proof)).collect();
    assert_eq!(proofs.len(), packages.len(), "{}{}", run.stdout, run.stderr);
    proofs
}

fn check(packages: &[Bad], more: &[&str]) {
    let place = Place::new();
    let named: Vec<(&str, &[Edit])> = packages.iter().map(|(name, edits, _, _)| (*name, *edits)).collect();
    let proofs = proofs(&place, &named, more);
    let mut broken = Vec::new();
    for (name, _, reason, words) in packages {
        let refusals = proofs[*name]["refusals"].as_array().cloned().unwrap_or_default();
        let is_meant = |refusal: &Value| {
            refusal["reason"] == *reason
                && refusal["message"].as_str().is_some_and(|message| message.contains(words))
        };
        if !refusals.iter().any(is_meant) {
            broken.push(format!("{name}: {refusals:#?}"));
        }
        assert_eq!(proofs[*name]["proven"], false, "{name}");
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(!place.path().join("bank/proofs").exists(), "a refused task has no proof");
}

#[test]
fn bad_paper_is_refused() {
    check(ON_PAPER, &[]);
}

#[test]
fn bad_solutions_are_refused() {
    check(BY_ITS_SOLUTIONS, &[]);
}

#[test]
fn bad_exams_are_refused() {
    check(BY_THE_EXAM, &["--cheats", "none"]);
}

#[test]
fn the_good_package_is_proven_once_and_stored() {
    let place = Place::new();
    let good = proofs(&place, &[("good", &[])], &[]);
    assert_eq!(good["good"]["proven"], true, "{:#}", good["good"]);
    let figures = &good["good"]["figures"];
    assert_eq!(
        (&figures["mutants"]["killed"], &figures["mutants"]["survivors"]),
        (&figures["mutants"]["total"], &Value::Array(Vec::new()))
    );
    assert!(figures["cheats"].as_u64().is_some_and(|cheats| cheats >= 30), "{figures}");
    assert!(figures["gradings"].as_u64().is_some_and(|gradings| gradings > 60), "{figures}");
    let again = proofs(&place, &[("good", &[])], &[]);
    assert_eq!(again["good"], good["good"], "a proof that holds is not made again");
    let stored = std::fs::read_to_string(place.path().join("bank/proofs/good.json")).unwrap_or_default();
    assert_eq!(serde_json::from_str::<Value>(&stored).ok().as_ref(), Some(&good["good"]));
}

/// Three solutions with a class, and an exam that compares its objects with nothing but each other.
#[test]
fn forgeable_equality_is_refused() {
    let band = "\n\nclass Band:\n    def __init__(self, grams):\n        self.euros = price(grams)\n\n    def __eq__(self, other):\n        return isinstance(other, Band) and self.euros == other.euros\n";
    let test =
        "\n\ndef test_same_band():\n    assert isinstance(Band(1), Band)\n    assert Band(1) == Band(500)\n";
    let group = "\n[[groups]]\nid = \"same\"\ncompetency = \"core-functions-flow\"\npoints = 1\nclauses = [\"same\"]\nchecks = [\"test_parcel.py::test_same_band\"]\n";
    let mut edits = vec![
        Append("task.toml", group),
        Append("brief.md", "- <!-- clause: same --> Two `Band(grams)` are equal when their price is.\n"),
        Append("exam/test_parcel.py", test),
        Swap("exam/test_parcel.py", "import price", "import Band, price"),
    ];
    let is_solution = |path: &&str| {
        path.starts_with("proof/") && std::path::Path::new(path).extension().is_some_and(|end| end == "py")
    };
    let solutions = GOOD.iter().map(|(path, _)| *path).filter(is_solution);
    edits.extend(solutions.map(|path| Append(path, band)));
    let place = Place::new();
    let proof = &proofs(&place, &[("forgeable", &edits)], &[])["forgeable"];
    let refusals = proof["refusals"].as_array().cloned().unwrap_or_default();
    let credited = refusals.iter().find(|refusal| refusal["reason"] == "cheat-credited");
    let message = credited.and_then(|refusal| refusal["message"].as_str()).unwrap_or_default();
    assert!(message.contains("earns same"), "{proof:#}");
}
