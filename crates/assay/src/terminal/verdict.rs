//! A verdict for a person: at a glance what failed, with which input, expected and got, and the line in their code.
//! Symbols and words carry everything; colour only repeats it. At most 80 columns.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use assessment::{Check, CheckOutcome, FaultOf, Location, Outcome, Purpose, Verdict};

use super::paint::{Paint, harmless};
use super::wrap::{labelled, wrapped};

/// Checks that did not run and are named; the rest is counted.
const NOT_RUN_NAMED: usize = 3;
/// Lines of a value that are shown.
const LINES_SHOWN: usize = 12;

/// The whole page, with a newline at its end.
pub fn page(verdict: &Verdict, paint: Paint) -> String {
    let mut page = headline(verdict, paint);
    if let Some(message) = &verdict.message {
        page.push_str(&wrapped("  ", &harmless(message)));
    }
    if let Some(place) = &verdict.location {
        page.push_str(&location(place, "  ", paint));
    }
    for check in verdict.checks.iter().filter(|check| is_failure(check.outcome)) {
        page.push('\n');
        page.push_str(&failure(check, &name(check, verdict), paint));
    }
    page.push_str(&rest(verdict, paint));
    page.push_str(&remarks(verdict, paint));
    page
}

fn headline(verdict: &Verdict, paint: Paint) -> String {
    let points = format!("{} of {} points", number(verdict.points.earned), number(verdict.points.possible));
    match verdict.outcome {
        Outcome::Graded if verdict.is_full_credit() => {
            format!("{} {}\n", paint.good("✓ passed:"), paint.strong(&points))
        }
        Outcome::Graded => {
            let failed = verdict.checks.iter().filter(|check| is_failure(check.outcome)).count();
            let not_run = verdict.checks.iter().filter(|check| check.outcome == CheckOutcome::NotRun).count();
            let words = match (failed, not_run) {
                (0, not_run) => format!("{} did not run", checks(not_run)),
                (failed, 0) => format!("{} failed", checks(failed)),
                (failed, not_run) => format!("{} failed, {not_run} did not run", checks(failed)),
            };
            format!("{} {} ({words})\n", paint.bad("✗"), paint.strong(&points))
        }
        Outcome::NotGradable => not_gradable(verdict, paint),
        Outcome::Withheld => {
            let mut text =
                format!("{}\n", paint.bad("! withheld: no points are given until a person has looked"));
            text.push_str("  Seen in the submission room, which no honest submission does:\n");
            for what in &verdict.seen {
                text.push_str(&wrapped("  - ", &harmless(what)));
            }
            text
        }
    }
}

fn not_gradable(verdict: &Verdict, paint: Paint) -> String {
    let whose = match verdict.fault.as_ref().map(|fault| fault.of) {
        Some(FaultOf::Task) => "the task",
        Some(FaultOf::Assay) | None => "Assay or this machine",
    };
    let mut text = format!(
        "{}\n",
        paint.strong(&format!("? not gradable: the fault is of {whose}, and costs the candidate nothing"))
    );
    for line in verdict.fault.iter().flat_map(|fault| fault.why.lines()) {
        text.push_str(&wrapped("  ", &harmless(line)));
    }
    text
}

/// The node id; of a hidden check without its parameters, which are inputs, but with its place among them.
fn name(check: &Check, verdict: &Verdict) -> String {
    let Some((base, _)) = check.id.split_once('[').filter(|_| !check.public) else {
        return harmless(&check.id);
    };
    let of_base =
        verdict.checks.iter().filter(|other| other.id.split_once('[').is_some_and(|(name, _)| name == base));
    let place = of_base.take_while(|other| other.id != check.id).count() + 1;
    format!("{}[#{place}]", harmless(base))
}

fn failure(check: &Check, name: &str, paint: Paint) -> String {
    let word = check.outcome.word();
    let hidden = if check.public { "" } else { ", hidden" };
    let mut text = format!("{} {}", paint.bad("✗"), paint.strong(name));
    let word = format!("({word}{hidden})");
    // The word moves to a line of its own where the name leaves it no room.
    let room = name.chars().count() + word.len() + 3 <= 80;
    text.push_str(&if room { format!(" {word}\n") } else { format!("\n    {word}\n") });
    // A message that says no more than the two labelled lines below it is left out.
    let repeated = |message: &str| check.got.is_some() && message.starts_with("expected `");
    if let Some(message) = check.message.as_deref().filter(|message| !repeated(message)) {
        text.push_str(&wrapped("    ", &harmless(message)));
    }
    for (label, value) in [("input", &check.input), ("expected", &check.expected), ("got", &check.got)] {
        if let Some(value) = value {
            text.push_str(&labelled(label, &harmless(value), LINES_SHOWN));
        }
    }
    if let Some(place) = &check.location {
        text.push_str(&location(place, "    ", paint));
    }
    if let Some(output) = &check.output {
        text.push_str(&labelled("printed", harmless(output).trim_end(), LINES_SHOWN));
    }
    text
}

fn location(place: &Location, indent: &str, paint: Paint) -> String {
    let function = place.function.as_ref().map(|name| format!(" in {name}")).unwrap_or_default();
    let mut text =
        format!("{indent}at        {}\n", harmless(&format!("{}:{}{function}", place.file, place.line)));
    if let Some(source) = &place.text {
        let source = harmless(source.trim());
        text.push_str(&format!("{indent}            {}\n", paint.faint(&shortened(&source, 60))));
    }
    text
}

/// What needs no details: passed, skipped and not run.
fn rest(verdict: &Verdict, paint: Paint) -> String {
    let of = |outcome| verdict.checks.iter().filter(move |check| check.outcome == outcome);
    let mut text = String::new();
    let not_run: Vec<_> = of(CheckOutcome::NotRun).collect();
    if let Some(first) = not_run.first() {
        text.push_str(&format!("\n{} {} did not run\n", paint.bad("·"), checks(not_run.len())));
        for check in not_run.iter().take(NOT_RUN_NAMED) {
            text.push_str(&format!("    {}\n", name(check, verdict)));
        }
        if not_run.len() > NOT_RUN_NAMED {
            text.push_str(&format!("    and {} more\n", not_run.len() - NOT_RUN_NAMED));
        }
        let why = first.message.as_deref().unwrap_or_default();
        text.push_str(&wrapped("    ", &harmless(why)));
    }
    let (passed, skipped) = (of(CheckOutcome::Passed).count(), of(CheckOutcome::Skipped).count());
    if passed > 0 && !verdict.is_full_credit() {
        text.push_str(&format!("\n{} {} passed\n", paint.good("✓"), checks(passed)));
    } else if passed > 0 {
        text.push_str(&format!("  {} passed\n", checks(passed)));
    }
    if skipped > 0 {
        text.push_str(&format!("- {} skipped by the exam, for no points\n", checks(skipped)));
    }
    text
}

fn remarks(verdict: &Verdict, paint: Paint) -> String {
    let mut text = String::new();
    for note in &verdict.notes {
        text.push_str(&wrapped("note: ", &harmless(note)));
    }
    let isolation = &verdict.isolation;
    if isolation.purpose == Purpose::Practice && !isolation.weaknesses.is_empty() {
        let names: Vec<_> = isolation.weaknesses.iter().map(|weakness| weakness.name.as_str()).collect();
        let words = format!(
            "practice: this machine does without {}; `assay doctor` says how to get it",
            names.join(", ")
        );
        text.push_str(&paint.faint(&wrapped("note: ", &words)));
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

fn is_failure(outcome: CheckOutcome) -> bool {
    matches!(outcome, CheckOutcome::Failed | CheckOutcome::Error)
}

fn checks(count: usize) -> String {
    if count == 1 { "1 check".to_owned() } else { format!("{count} checks") }
}

/// A number of points: whole where it is whole.
fn number(points: f64) -> String {
    let text = format!("{points:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn shortened(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit - 3).chain("...".chars()).collect()
}

#[cfg(test)]
mod tests {
    use assessment::{Fault, Isolation, Points, TimingsMs, Usage};

    use super::*;

    fn check(id: &str, outcome: CheckOutcome) -> Check {
        let passed = outcome == CheckOutcome::Passed;
        Check {
            id: id.into(),
            title: id.into(),
            outcome,
            public: true,
            points: 1.0,
            earned: if passed { 1.0 } else { 0.0 },
            reason: None,
            message: None,
            input: None,
            expected: None,
            got: None,
            location: None,
            output: None,
            cpu_ms: 0.0,
        }
    }

    fn verdict(outcome: Outcome, checks: Vec<Check>) -> Verdict {
        let points = Points::of(&checks);
        Verdict {
            id: "a".into(),
            outcome,
            fault: None,
            seen: Vec::new(),
            score: points.score(),
            points,
            message: None,
            location: None,
            checks,
            groups: Vec::new(),
            notes: Vec::new(),
            isolation: Isolation {
                purpose: Purpose::Practice,
                protections: Vec::new(),
                weaknesses: Vec::new(),
            },
            timings_ms: TimingsMs::default(),
            usage: Usage::default(),
            task_digest: None,
            exam_digest: Some("0".into()),
            submission_digest: "0".into(),
            environment_digest: "0".into(),
            seed: 0,
        }
    }

    #[test]
    fn a_failed_check_shows_input_expected_got_and_the_line() {
        let mut failed = check("test_totals.py::test_ties", CheckOutcome::Failed);
        failed.message = Some("the total of an order with ties is wrong".into());
        failed.input = Some("total([Decimal('1.005')])".into());
        failed.expected = Some("Decimal('1.01')".into());
        failed.got = Some("Decimal('1.00')".into());
        failed.location = Some(Location {
            file: "solution.py".into(),
            line: 12,
            function: Some("total".into()),
            text: Some("return round(x, 2)".into()),
        });
        let page = page(
            &verdict(Outcome::Graded, vec![failed, check("test_totals.py::test_sum", CheckOutcome::Passed)]),
            Paint::off(),
        );
        assert_eq!(
            page,
            "✗ 1 of 2 points (1 check failed)\n\
             \n\
             ✗ test_totals.py::test_ties (failed)\n    \
                 the total of an order with ties is wrong\n    \
                 input     total([Decimal('1.005')])\n    \
                 expected  Decimal('1.01')\n    \
                 got       Decimal('1.00')\n    \
                 at        solution.py:12 in total\n                \
                             return round(x, 2)\n\
             \n\
             ✓ 1 check passed\n"
        );
    }

    #[test]
    fn the_parameters_of_a_hidden_check_are_inputs_and_stay_hidden() {
        let hidden = |id: &str| Check { public: false, ..check(id, CheckOutcome::Failed) };
        let page = page(
            &verdict(Outcome::Graded, vec![hidden("t.py::a[secret-1]"), hidden("t.py::a[secret-2]")]),
            Paint::off(),
        );
        assert!(page.contains("t.py::a[#2] (failed, hidden)") && !page.contains("secret"), "{page}");
    }

    #[test]
    fn full_credit_is_said_in_two_lines() {
        let page =
            page(&verdict(Outcome::Graded, vec![check("t.py::a", CheckOutcome::Passed)]), Paint::off());
        assert_eq!(page, "✓ passed: 1 of 1 points\n  1 check passed\n");
    }

    #[test]
    fn a_fault_of_ours_is_never_shown_as_points() {
        let mut verdict = verdict(Outcome::NotGradable, Vec::new());
        verdict.fault = Some(Fault { of: FaultOf::Task, why: "the exam holds no test".into() });
        let page = page(&verdict, Paint::off());
        assert!(
            page.starts_with("? not gradable: the fault is of the task, and costs the candidate nothing\n")
        );
        assert!(!page.contains("points"));
    }

    #[test]
    fn no_line_is_wider_than_eighty_columns() {
        let mut failed = check("t.py::a", CheckOutcome::Failed);
        failed.message = Some("word ".repeat(60));
        failed.got = Some("x".repeat(500));
        failed.output = Some("line\n".repeat(40));
        let page = page(&verdict(Outcome::Graded, vec![failed]), Paint::off());
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        assert!(page.contains("28 more lines"), "{page}");
    }
}
