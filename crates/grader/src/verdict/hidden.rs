//! What a candidate may learn of a hidden check: that it failed, and what their own code did there, in words that cannot
//! carry the test's data. Inputs, expected values, results, output and free text stay behind.

use crate::rooms::events::{Finished, RoomOutcome};

/// Exceptions of Python itself. A submission may name its own exceptions after whatever a test hands it, so no other
/// name is repeated.
const EXCEPTIONS: [&str; 35] = [
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BlockingIOError",
    "BufferError",
    "EOFError",
    "Exception",
    "FileExistsError",
    "FileNotFoundError",
    "FloatingPointError",
    "ImportError",
    "IndentationError",
    "IndexError",
    "IsADirectoryError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "NotADirectoryError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PermissionError",
    "RecursionError",
    "RuntimeError",
    "StopIteration",
    "SyntaxError",
    "SystemExit",
    "TimeoutError",
    "TypeError",
    "UnboundLocalError",
    "ValueError",
    "ZeroDivisionError",
];

/// The message of a hidden check that did not pass.
pub fn message(finished: &Finished) -> String {
    match (exception_of_their_code(finished), finished.outcome) {
        (Some(name), _) => format!("raised `{name}`"),
        (None, RoomOutcome::Error) => "broke before or after the check itself".to_owned(),
        (None, _) => "the result is not what this check expects".to_owned(),
    }
}

/// The title of a hidden check: pytest makes the part in brackets of the parameters, and those are inputs.
pub fn title(title: &str) -> String {
    title.split('[').next().unwrap_or_default().trim_end().to_owned()
}

/// The built-in exception that came out of the candidate's code, by the beginning of the room's message.
fn exception_of_their_code(finished: &Finished) -> Option<&'static str> {
    finished.location.as_ref()?;
    let message = finished.message.as_deref()?.trim_start_matches("raised ").trim_start_matches('`');
    let is_letter = |character: char| character.is_alphanumeric() || character == '_' || character == '.';
    let word = &message[..message.find(|character| !is_letter(character)).unwrap_or(message.len())];
    EXCEPTIONS.iter().find(|name| **name == word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rooms::events::Place;

    fn finished(message: &str, theirs: bool) -> Finished {
        Finished {
            id: "test_a.py::test_a".into(),
            outcome: RoomOutcome::Failed,
            reason: None,
            message: Some(message.into()),
            input: None,
            expected: None,
            got: None,
            location: theirs.then(|| Place { file: "a.py".into(), line: 1, function: None, text: None }),
            output: None,
            touched: true,
            cpu_ms: 1.0,
        }
    }

    #[test]
    fn parameters_are_no_part_of_a_hidden_title() {
        assert_eq!(title("pays out [3 of 5]"), "pays out");
        assert_eq!(title("pays[a[0]-b]"), "pays");
        assert_eq!(title("pays"), "pays");
    }

    #[test]
    fn the_name_of_a_builtin_exception_is_all_that_is_repeated() {
        let check =
            |text: &str, theirs, expected: &str| assert_eq!(message(&finished(text, theirs)), expected);
        let generic = "the result is not what this check expects";
        check("ValueError: the secret is 42", true, "raised `ValueError`");
        check("raised `KeyError`: 'secret'", true, "raised `KeyError`");
        check("Secret42Error: x", true, generic);
        check("ValueErrorSecret: x", true, generic);
        check("ValueError: expected 42", false, generic);
        check("assert 41 == 42", true, generic);
    }
}
