//! Lengths: a file of our own code has at most 600 lines without its tests, a function at most 60.
//! Rust functions are held by clippy (`too_many_lines`); Python functions are held here.

use super::{Broken, TextFile};

const FILE_LINES: usize = 600;
const FUNCTION_LINES: usize = 60;

/// Holds our own Rust and Python files against the two walls.
pub fn check(files: &[TextFile]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| file.is_own_code()) {
        let lines = match file.ending() {
            "rs" => lines_without_tests(&file.text),
            "py" => file.text.lines().count(),
            _ => continue,
        };
        if lines > FILE_LINES {
            let what = format!("{lines} lines, the wall is {FILE_LINES}; cut it where the subject changes");
            broken.push(Broken { place: file.name(), what });
        }
        if file.ending() == "py" {
            broken.extend(long_python_functions(file));
        }
    }
    broken
}

fn lines_without_tests(text: &str) -> usize {
    text.lines().take_while(|line| *line != "#[cfg(test)]").count()
}

fn long_python_functions(file: &TextFile) -> Vec<Broken> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut broken = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        if !(code.starts_with("def ") || code.starts_with("async def ")) {
            continue;
        }
        let length = python_block_length(&lines[index..], line.len() - code.len());
        if length > FUNCTION_LINES {
            let name = code.trim_start_matches("async ").trim_start_matches("def ");
            let name = name.split('(').next().unwrap_or(name);
            broken.push(Broken {
                place: format!("{}:{}", file.name(), index + 1),
                what: format!("`{name}` has {length} lines, the wall is {FUNCTION_LINES}"),
            });
        }
    }
    broken
}

/// Lines from a `def` to the last line that is indented deeper (a signature's closing bracket belongs to it).
fn python_block_length(lines: &[&str], indent: usize) -> usize {
    let mut length = 1;
    for (index, line) in lines.iter().enumerate().skip(1) {
        let code = line.trim_start();
        if code.is_empty() {
            continue;
        }
        let depth = line.len() - code.len();
        if depth < indent || (depth == indent && !code.starts_with(')')) {
            break;
        }
        length = index + 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_python_function_ends_where_its_indentation_ends() {
        let text = "def a(\n    x,\n) -> int:\n    y = 1\n\n    return y\n\n\ndef b():\n    pass";
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(python_block_length(&lines, 0), 6);
        assert_eq!(python_block_length(&lines[8..], 0), 2);
    }

    #[test]
    fn a_function_over_the_wall_is_named_with_its_line() {
        let body = "    x = 1\n".repeat(70);
        let file = TextFile { path: "python/a.py".into(), text: format!("import os\n\ndef long():\n{body}") };
        let broken = check(&[file]);
        assert_eq!(broken.len(), 1);
        assert_eq!(broken[0].place, "python/a.py:3");
    }

    #[test]
    fn tests_at_the_end_of_a_rust_file_do_not_count() {
        assert_eq!(lines_without_tests("fn a() {}\n#[cfg(test)]\nmod tests {}\n"), 1);
    }
}
