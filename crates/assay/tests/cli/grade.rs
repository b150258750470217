//! `assay grade` of one submission.

use assessment::Verdict;
use serde_json::Value;

use crate::place::Place;

#[test]
fn a_right_answer_earns_full_credit_and_exit_code_zero() {
    let run = Place::new().run(&["grade", "--exam", "exam", "--submission", "right"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), "✓ passed: 2 of 2 points\n  2 checks passed\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_wrong_answer_shows_what_failed_with_input_expected_got_and_the_line() {
    let run = Place::new().run(&["grade", "--exam", "exam", "--submission", "wrong"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    for line in [
        "✗ 0 of 2 points (2 checks failed)",
        "input     total([1, 2])",
        "expected  3",
        "got       14",
        "solution.py:",
    ] {
        assert!(run.stdout.contains(line), "{line} is not in\n{}", run.stdout);
    }
}

#[test]
fn a_hidden_check_tells_neither_its_input_nor_what_was_printed() {
    let place = Place::new();
    let page = place.run(&["grade", "--exam", "exam", "--submission", "wrong"]).stdout;
    assert!(page.contains("test_ignores_words[#1] (failed, hidden)"), "{page}");
    let mut verdict = place.verdict("wrong", &[]);
    let hidden = verdict["checks"][1].take();
    for field in ["input", "expected", "got", "output"] {
        assert_eq!(hidden[field], Value::Null, "{field}");
    }
    assert!(!page.contains("hush") && !hidden["title"].to_string().contains("hush"));
    let shown = place.verdict("wrong", &["--public"]);
    assert!(shown["checks"][1]["output"].as_str().is_some_and(|text| text.contains("hush")), "{shown}");
}

#[test]
fn the_same_submission_gives_the_same_bytes_in_the_published_form() {
    let place = Place::new();
    place.write(
        "odd/solution.py",
        "class Basket: pass\ndef total(prices):\n    return [hash('a'), {'a', 'b', 'c'}, Basket()]\n",
    );
    let steady = || {
        let verdict = place.verdict("odd", &["--public", "--seed", "7"]);
        let schema: Value = serde_json::from_str(assessment::schema()).unwrap();
        assert!(jsonschema::is_valid(&schema, &verdict) && verdict["outcome"] == "graded", "{verdict}");
        Verdict::from_json(&verdict.to_string()).unwrap().without_volatile_fields().to_json()
    };
    assert_eq!(steady(), steady());
}

#[test]
fn each_thing_that_goes_wrong_has_its_own_words() {
    let place = Place::new();
    let check = |name: &str, text: &str, words: &str| {
        place.write(name, text);
        let folder = name.split('/').next().unwrap();
        let verdict =
            place.verdict(folder, &["--cpu-seconds", "1", "--wall-seconds", "20", "--memory-mb", "128"]);
        assert_eq!(verdict["outcome"], "graded", "{verdict}");
        let message = verdict["message"].as_str().unwrap_or_default();
        assert!(message.contains(words), "{name}: {message}");
    };
    check("syntax/solution.py", "def total(prices)\n", "Python cannot read `solution`");
    check(
        "file/answer.py",
        "def total(prices): return 0\n",
        "the exam needs `solution.py`, and the submission has `answer.py`",
    );
    check("name/solution.py", "def sum_up(prices): return 0\n", "the exam needs `total`");
    check("loop/solution.py", "def total(prices):\n    while True: pass\n", "stopped after 1 s of CPU time");
    check("memory/solution.py", "def total(prices): return bytearray(10**9) * 9\n", "memory");
    check("exit/solution.py", "import os\ndef total(prices): os._exit(0)\n", "ended itself");
}

#[test]
fn a_system_call_that_no_honest_program_makes_withholds_the_verdict() {
    let place = Place::new();
    // 101 is `ptrace` on x86-64, 117 on other machines.
    place.write(
        "trace/solution.py",
        "import ctypes, platform\ndef total(prices):\n    number = 101 if platform.machine() == 'x86_64' else 117\n    \
         ctypes.CDLL(None).syscall(number, 0, 0, 0, 0)\n    return 3\n",
    );
    let run = place.run(&["grade", "--exam", "exam", "--submission", "trace"]);
    assert_eq!(run.code, Some(4), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.starts_with("! withheld"), "{}", run.stdout);
}

#[test]
fn an_exam_that_brings_its_own_solution_is_the_tasks_fault() {
    let place = Place::new();
    place.write("exam/solution.py", "def total(prices): return 3\n");
    let run = place.run(&["grade", "--exam", "exam", "--submission", "wrong"]);
    assert_eq!(run.code, Some(3), "{}", run.stdout);
    assert!(run.stdout.contains("move the starter files"), "{}", run.stdout);
}

#[test]
fn a_submission_is_laid_over_what_the_task_hands_out() {
    let place = Place::new();
    place.write(
        "task/task.toml",
        "id = \"total\"\ntitle = \"Total\"\nkind = \"write\"\nlevel = \"entry\"\nminutes = 5\n",
    );
    place.write("task/brief.md", "Write `total`.\n");
    place.write("task/start/solution.py", "def total(prices):\n    raise NotImplementedError\n");
    place.write("task/exam/test_total.py", crate::place::EXAM);
    place.write("anna.py", crate::place::RIGHT);
    let run = place.run(&["grade", "task", "--submission", "anna.py", "--json"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let verdict: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(verdict["task_digest"].is_string() && verdict.get("exam_digest").is_none());
}

#[test]
fn junit_xml_holds_a_test_case_for_each_check() {
    let run = Place::new().run(&["grade", "--exam", "exam", "--submission", "wrong", "--junit"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stdout.starts_with("<?xml"), "{}", run.stdout);
    assert_eq!(run.stdout.matches("<testcase").count(), 2);
}

#[test]
fn misuse_is_exit_code_two_with_where_what_and_how_to_mend() {
    let place = Place::new();
    let check = |arguments: &[&str], words: &str| {
        let run = place.run(&[&["grade"], arguments].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.stderr.contains(words), "{}", run.stderr);
    };
    check(&["--exam", "exam", "--submission", "nobody.py"], "`nobody.py` does not exist\nhint: ");
    check(&["exam", "--submission", "right"], "exam/task.toml: there is no such file");
    check(
        &["--exam", "exam", "--submission", "right", "--environment", "cor"],
        "unknown environment `cor`\nhint: ",
    );
    check(&["--exam", "exam"], "--submission <PATH>");
    check(&["--submission", "right"], "--exam <DIR>");
}
