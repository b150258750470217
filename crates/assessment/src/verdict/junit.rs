//! JUnit XML of a verdict, as CI systems read it (the Jenkins/Surefire dialect: one `testsuite`, a `testcase` per check).

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Check, CheckOutcome, Outcome, Verdict};

/// The XML could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write JUnit XML: {0}")]
pub struct JunitError(#[from] std::io::Error);

/// The verdict as JUnit XML. A verdict without a score carries one `error` that says why.
pub fn to_junit(verdict: &Verdict) -> Result<String, JunitError> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let count =
        |outcome: CheckOutcome| verdict.checks.iter().filter(|check| check.outcome == outcome).count();
    let ungraded = usize::from(verdict.outcome != Outcome::Graded);
    let seconds = |milliseconds: f64| format!("{:.3}", milliseconds / 1000.0);
    writer
        .create_element("testsuite")
        .with_attribute(("name", "assay"))
        .with_attribute(("tests", (verdict.checks.len() + ungraded).to_string().as_str()))
        .with_attribute((
            "failures",
            (count(CheckOutcome::Failed) + count(CheckOutcome::NotRun)).to_string().as_str(),
        ))
        .with_attribute(("errors", (count(CheckOutcome::Error) + ungraded).to_string().as_str()))
        .with_attribute(("skipped", count(CheckOutcome::Skipped).to_string().as_str()))
        .with_attribute(("time", seconds(verdict.timings_ms.exam).as_str()))
        .write_inner_content(|suite| {
            for check in &verdict.checks {
                write_check(suite, check, &seconds(check.cpu_ms))?;
            }
            if ungraded == 1 {
                write_ungraded(suite, verdict)?;
            }
            Ok(())
        })?;
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

fn write_check<W: Write>(suite: &mut Writer<W>, check: &Check, seconds: &str) -> std::io::Result<()> {
    let (class_name, name) = class_and_name(&check.id);
    let case = suite
        .create_element("testcase")
        .with_attribute(("classname", xml_text(&class_name).as_str()))
        .with_attribute(("name", xml_text(name).as_str()))
        .with_attribute(("time", seconds));
    let tag = match check.outcome {
        CheckOutcome::Passed => return case.write_empty().map(|_| ()),
        CheckOutcome::Failed | CheckOutcome::NotRun => "failure",
        CheckOutcome::Error => "error",
        CheckOutcome::Skipped => "skipped",
    };
    let message = xml_text(check.message.as_deref().unwrap_or(check.outcome.word()));
    let details = xml_text(&details(check));
    case.write_inner_content(|case| {
        case.create_element(tag)
            .with_attribute(("message", message.as_str()))
            .write_text_content(BytesText::new(&details))
            .map(|_| ())
    })
    .map(|_| ())
}

fn write_ungraded<W: Write>(suite: &mut Writer<W>, verdict: &Verdict) -> std::io::Result<()> {
    let message = match &verdict.fault {
        Some(fault) => format!("not gradable: {}", fault.why),
        None => format!("withheld: {}", verdict.seen.join("; ")),
    };
    suite
        .create_element("testcase")
        .with_attribute(("classname", "assay"))
        .with_attribute(("name", "verdict"))
        .write_inner_content(|case| {
            case.create_element("error")
                .with_attribute(("message", xml_text(&message).as_str()))
                .write_empty()
                .map(|_| ())
        })
        .map(|_| ())
}

/// The lines that a reader of a CI report needs: input, expected, got, place.
fn details(check: &Check) -> String {
    let mut lines = Vec::new();
    for (label, value) in [("input", &check.input), ("expected", &check.expected), ("got", &check.got)] {
        if let Some(value) = value {
            lines.push(format!("{label}: {value}"));
        }
    }
    if let Some(place) = &check.location {
        lines.push(format!("at: {}:{}", place.file, place.line));
    }
    lines.join("\n")
}

/// `tests/test_a.py::TestB::test_c[x::y]` becomes (`tests.test_a.TestB`, `test_c[x::y]`).
fn class_and_name(id: &str) -> (String, &str) {
    let before_parameters = id.split('[').next().unwrap_or(id);
    match before_parameters.rfind("::") {
        Some(at) => (id[..at].replace(".py", "").replace("::", ".").replace('/', "."), &id[at + 2..]),
        None => (String::from("assay"), id),
    }
}

/// Characters that XML 1.0 cannot carry at all (section 2.2, production 2) become U+FFFD.
fn xml_text(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{9}'
            | '\u{A}'
            | '\u{D}'
            | '\u{20}'..='\u{D7FF}'
            | '\u{E000}'..='\u{FFFD}'
            | '\u{10000}'..='\u{10FFFF}' => c,
            _ => '\u{FFFD}',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_id_splits_into_class_and_name_even_with_colons_in_its_parameters() {
        let check =
            |id: &str, class: &str, name: &str| assert_eq!(class_and_name(id), (class.to_owned(), name));
        check("tests/test_a.py::test_b", "tests.test_a", "test_b");
        check("test_a.py::TestB::test_c[x::y]", "test_a.TestB", "test_c[x::y]");
        check("odd", "assay", "odd");
    }

    #[test]
    fn characters_that_xml_cannot_carry_are_replaced() {
        assert_eq!(xml_text("a\u{0}b\u{1b}[31m\n"), "a\u{fffd}b\u{fffd}[31m\n");
    }
}
