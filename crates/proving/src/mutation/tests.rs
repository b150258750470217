//! What the engine makes of short texts.

use super::*;

fn files(entries: &[(&str, &str)]) -> FileMap {
    FileMap::from_entries(entries.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()))).0
}

/// Every mutated text of `source`, each cut down to the line that changed.
fn changed_lines(source: &str) -> Vec<String> {
    let solution = files(&[("a.py", source)]);
    let changed = |mutant: &Mutant| {
        let mutated = mutant.applied(&solution).unwrap();
        mutated.text("a.py").unwrap().lines().nth(mutant.line - 1).unwrap().trim().to_owned()
    };
    mutants(&solution, &FileMap::new()).iter().map(changed).collect()
}

fn check(source: &str, expected: &[&str]) {
    assert_eq!(changed_lines(source), expected, "{source}");
}

#[test]
fn operators_become_others() {
    check("x = a + b", &["x = a - b"]);
    check("x = a / b", &["x = a * b", "x = a // b"]);
    check("x = '%s' % a", &["x = \"\" % a"]);
    check("x = (a) ** (b)", &["x = (a) * (b)"]);
    check("x = -a", &["x = (a)"]);
    check("x -= a", &["pass", "x += a"]);
    check("x = not a", &["x = (a)"]);
}

#[test]
fn comparisons_move_their_boundary_and_turn_round() {
    check("x = a < b", &["x = a <= b", "x = a >= b"]);
    check("x = a is not b", &["x = a is b"]);
    check("x = a not in (b)", &["x = a in (b)"]);
    check("x = a <= b < c", &["x = a < b < c", "x = a > b < c", "x = a <= b <= c", "x = a <= b >= c"]);
}

#[test]
fn constants_become_their_neighbours() {
    check("x = 0", &["x = 1"]);
    check("x = 7", &["x = 6", "x = 8"]);
    check("x = 0.5", &["x = 0.25", "x = 1.5"]);
    check("x = True", &["x = False"]);
    check("x = 'a'", &["x = \"\""]);
    check("x = ''", &["x = \"x\""]);
    check("x = f'{a}!'", &["x = \"\""]);
    check("x = None", &[]);
}

#[test]
fn conditions_turn_round_and_lose_their_parts() {
    check("if a:\n    b()", &["if not (a):", "pass"]);
    check("x = a and b", &["x = ((a))", "x = ((b))", "x = a or b"]);
    check(
        "x = 1 if a else 1",
        &[
            "x = 0 if a else 1",
            "x = 2 if a else 1",
            "x = 1 if not (a) else 1",
            "x = 1 if a else 0",
            "x = 1 if a else 2",
        ],
    );
    check("x = [a for a in b if a]", &["x = [a for a in b if not (a)]"]);
    check("while a:\n    break", &["while not (a):", "pass"]);
}

#[test]
fn returns_become_none_and_flags_turn_round() {
    check("def f():\n    return a", &["return None"]);
    check("def f():\n    return", &["pass"]);
    check("def f():\n    return True", &["pass", "return False"]);
    check("def f():\n    yield a", &["yield None"]);
}

#[test]
fn errors_are_left_out_or_of_another_class() {
    check("def f():\n    raise ValueError('no')", &["pass", "raise RuntimeError()"]);
    check("try:\n    a()\nexcept KeyError:\n    pass", &["pass", "except ():"]);
}

#[test]
fn statements_go_where_the_program_still_runs() {
    check("x.append(a)", &["pass"]);
    check("x.y = a", &["pass"]);
    check("x = a\nx = b", &["pass", "pass"]);
    check("x = a", &[]);
    check("def f():\n    '''Says what.'''\n    global x", &[]);
}

#[test]
fn neighbouring_arguments_change_places() {
    check("x = f(a, b)", &["x = f(b, a)"]);
    check("x = f(a, b, *c)", &["x = f(b, a, *c)"]);
    check("x = max(a, b)", &[]);
    check("x = range(n)", &["x = range((n) - 1)"]);
    check("x = a[:n]", &["x = a[:(n) - 1]"]);
}

#[test]
fn what_no_test_sees_is_left_alone() {
    check("import a\n__all__ = ['f']", &[]);
    check("if __name__ == '__main__':\n    f(1)", &[]);
    check("@cache(maxsize=3)\ndef f(a: 'int' = None) -> 'str': ...", &[]);
    check("x = open(a, encoding='utf-8')", &[]);
    check("def f(:", &[]);
}

#[test]
fn what_was_given_is_not_the_candidates_work() {
    let given =
        files(&[("a.py", "def f():\n    return 1\n\n\nclass C:\n    def g(self):\n        return a + b\n")]);
    let text = "def f():\n    return 1\n\n\nclass C:\n    def g(self):\n        return a - b\n";
    let mutants = mutants(&files(&[("a.py", text)]), &given);
    let changes: Vec<_> = mutants.iter().map(|mutant| (mutant.line, mutant.change.as_str())).collect();
    assert_eq!(changes, [(7, "`a - b` becomes `None`"), (7, "`-` becomes `+`")]);
}

#[test]
fn mutants_are_valid_different_and_in_order() {
    let source = "def f(a, b):\n    if a < 0 or b:\n        raise ValueError\n    return [x * 2 for x in range(a) if x != b]\n";
    let solution = files(&[("a.py", source), ("b.txt", "1 + 1")]);
    let all = mutants(&solution, &FileMap::new());
    assert!(all.is_sorted_by_key(|mutant| (mutant.start, mutant.end)));
    let texts: BTreeSet<_> = all.iter().map(|mutant| mutant.applied(&solution).unwrap().digest()).collect();
    assert_eq!(texts.len(), all.len());
    assert!(!texts.contains(&solution.digest()));
    assert_eq!(all, mutants(&solution, &FileMap::new()));
}

#[test]
fn a_sample_depends_on_its_seed_and_little_on_the_rest() {
    let source = (0..60).map(|at| format!("x{at} = a + {at}")).collect::<Vec<_>>().join("\n");
    let all = mutants(&files(&[("a.py", &source)]), &FileMap::new());
    let drawn = sample(all.clone(), 40, 1);
    assert_eq!((drawn.len(), drawn.is_sorted()), (40, true));
    assert_eq!(drawn, sample(all.clone(), 40, 1));
    assert_ne!(drawn, sample(all.clone(), 40, 2));
    let fewer = sample(all[1..].to_vec(), 40, 1);
    assert!(drawn.iter().filter(|mutant| fewer.contains(mutant)).count() >= 39);
    assert_eq!(sample(all.clone(), 1_000, 1), all);
}

#[test]
fn unusual_letters_do_not_move_the_place() {
    let solution = files(&[("a.py", "# äöü\nx = 'ß' + a  # €\ny = a < b\n")]);
    let mutants = mutants(&solution, &FileMap::new());
    let shown: Vec<_> = mutants.iter().map(|mutant| (mutant.line, mutant.change.as_str())).collect();
    assert_eq!(
        shown,
        [
            (2, "`'ß'` becomes `\"\"`"),
            (2, "`+` becomes `-`"),
            (3, "`<` becomes `<=`"),
            (3, "`<` becomes `>=`")
        ]
    );
}
