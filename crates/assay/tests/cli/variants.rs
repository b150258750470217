//! `assay grade TASK --seed N`: each seed has its own variant, and always the same.

#![expect(clippy::panic, reason = "a run that prints no verdict fails the test that asked for it")]

use serde_json::Value;

use crate::place::Place;

const MANIFEST: &str =
    "id = \"limits\"\ntitle = \"Limits\"\nkind = \"write\"\nlevel = \"entry\"\nminutes = 3\n";
const EXAM: &str = "\
import json
import pathlib

from solution import allowed

FACTS = json.loads((pathlib.Path(__file__).parent / 'variant.json').read_text())


def test_the_limit():
    limit = FACTS['parameters']['limit']
    assert allowed(limit) is {{inclusive}}
    assert not allowed(limit + 1)
    assert FACTS['seed'] == pytest_seed()


def pytest_seed():
    return int((pathlib.Path(__file__).parent / 'seed.txt').read_text())
";
const VARY: &str = "\
def vary(rng):
    print('on the way')
    limit, inclusive = rng.randint(10, 10**9), rng.random() < 0.5
    return {'parameters': {'limit': limit, 'inclusive': inclusive}, 'files': {'exam/seed.txt': str(SEED), 'start/data.bin': bytes([0, 255])}}
";

fn place(vary: &str) -> Place {
    let place = Place::new();
    place.write("task/task.toml", MANIFEST);
    place.write("task/brief.md", "Allow up to {{limit}}.\n");
    place.write("task/exam/test_limits.py", EXAM);
    place.write(
        "task/start/solution.py",
        "def allowed(number):\n    return number <= {{limit}} if {{inclusive}} else number < {{limit}}\n",
    );
    place.write("task/vary.py", vary);
    place.write("nothing/notes.txt", "");
    place
}

fn grade(place: &Place, seed: &str) -> Value {
    let run = place.run(&["grade", "task", "--submission", "nothing", "--json", "--seed", seed]);
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", run.stdout, run.stderr))
}

#[test]
fn a_variant_reaches_both_rooms_and_is_the_same_each_time() {
    let place = place(&VARY.replace("SEED", "7"));
    let first = grade(&place, "7");
    assert_eq!(first["points"]["earned"], 1.0, "{first}");
    let second = grade(&place, "7");
    assert_eq!(first["task_digest"], second["task_digest"]);
    assert_eq!(first["checks"][0]["outcome"], second["checks"][0]["outcome"]);
    let other = grade(&place, "8");
    assert_eq!(other["points"]["earned"], 0.0, "the variant of another seed has another seed: {other}");
    assert_eq!(first["task_digest"], other["task_digest"]);
}

#[test]
fn a_program_that_makes_no_variant_is_the_tasks_fault_with_its_line() {
    let check = |vary: &str, words: &str| {
        let verdict = grade(&place(vary), "1");
        assert_eq!(verdict["outcome"], "not_gradable", "{verdict}");
        assert_eq!(verdict["fault"]["of"], "task");
        let why = verdict["fault"]["why"].as_str().unwrap_or_default();
        assert!(why.contains(words), "{why}");
    };
    check("def vary(rng):\n    return {'parameters': {'limit': 1 / 0}}\n", "vary.py:2: ZeroDivisionError");
    check("def vary(rng:\n", "vary.py:1: SyntaxError");
    check("x = 1\n", "defines no function `vary(rng)`");
    check("import pytest\n", "No module named 'pytest'");
    check(
        "def vary(rng):\n    return {'parameters': {'limit': (1, 2)}}\n",
        "parameter `limit` would come out of JSON",
    );
    check("def vary(rng):\n    return {'parameters': {}}\n", "brief.md:1: no parameter fills `{{limit}}`");
    check("import socket\nsocket.create_connection(('127.0.0.1', 80), 1)\n", "vary.py:2: OSError");
}
