//! Tests that lie inside the package that they test.
//!
//! In the exam room the rest of that package is not there, so an import that climbs out of the tests' own folder
//! (`from ..cart import Cart`) is written out in full (`from shop.cart import Cart`). Nothing else changes.

use crate::files::{FileMap, RelativePath};
use crate::finding::Finding;
use crate::python_source::scan;

/// Writes climbing imports out; each file that was changed is a finding.
pub(super) fn settle(start: &FileMap, exam: &mut FileMap) -> Vec<Finding> {
    let changed: Vec<(RelativePath, String)> = exam
        .paths()
        .filter(|path| path.is_python())
        .filter_map(|path| Some((path.clone(), written_out(start, exam, path)?)))
        .collect();
    let mut findings = Vec::new();
    for (path, text) in changed {
        let message =
            "the tests lie inside the package that they test; its relative imports were written out";
        let hint = "keep tests in a `tests/` folder beside the package";
        findings.push(Finding::warning(path.as_str(), message).hint(hint));
        exam.replace(path, text.into_bytes());
    }
    findings
}

/// The file's new text; none when nothing in it climbs out.
fn written_out(start: &FileMap, exam: &FileMap, path: &RelativePath) -> Option<String> {
    let text = exam.text(path.as_str())?;
    let mut written = String::with_capacity(text.len());
    let mut from = 0;
    for line in scan(text).lines {
        let Some(import) = full_import(start, exam, path.folder(), line.text) else { continue };
        written.push_str(&text[from..line.start]);
        written.push_str(line.indent);
        written.push_str(&import);
        from = line.start + line.indent.len() + line.text.len();
    }
    written.push_str(&text[from..]);
    (from > 0).then_some(written)
}

/// `from ..cart import Cart` in `shop/tests` as `from shop.cart import Cart`; none when the line is no such import
/// or what it names lies in the exam.
fn full_import(start: &FileMap, exam: &FileMap, folder: &str, line: &str) -> Option<String> {
    let relative = line.strip_prefix("from ")?.trim_start();
    let name = relative.trim_start_matches('.');
    let dots = relative.len() - name.len();
    let mut package: Vec<&str> = folder.split('/').collect();
    package.truncate(package.len().checked_sub(dots.checked_sub(1)?)?);
    let place = package.join("/");
    if exam.contains(&format!("{place}/__init__.py")) || !start.contains(&format!("{place}/__init__.py")) {
        return None;
    }
    let root = start_of_package(start, &package);
    let dotted = package[root..].join(".");
    let gap = if name.starts_with(char::is_whitespace) { "" } else { "." };
    Some(format!("from {dotted}{gap}{name}"))
}

/// How many folders lie above the outermost one that is a package: one for `src/shop`.
fn start_of_package(start: &FileMap, package: &[&str]) -> usize {
    let is_package = |depth: &usize| start.contains(&format!("{}/__init__.py", package[..*depth].join("/")));
    let outside = (1..=package.len()).rev().take_while(is_package).last();
    outside.map_or(package.len(), |depth| depth - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> FileMap {
        FileMap::from_entries(entries.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()))).0
    }

    #[test]
    fn imports_that_climb_out_of_the_tests_are_written_out() {
        let start = files(&[("src/shop/__init__.py", ""), ("src/shop/cart.py", "")]);
        let tests = "from ..cart import (\n    Cart,\n)\nfrom .. import tax\nfrom .builders import one\n\n\
                     def test_a():\n    from ..cart import Cart  # late\n";
        let path = "src/shop/tests/test_cart.py";
        let mut exam = files(&[("src/shop/tests/__init__.py", ""), (path, tests)]);
        let findings = settle(&start, &mut exam);
        let expected = "from shop.cart import (\n    Cart,\n)\nfrom shop import tax\nfrom .builders import one\n\n\
                        def test_a():\n    from shop.cart import Cart  # late\n";
        assert_eq!(exam.text(path), Some(expected));
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn tests_beside_the_package_stay_as_they_are() {
        let start = files(&[("shop/__init__.py", "")]);
        let mut exam =
            files(&[("tests/test_cart.py", "from shop import cart\nfrom . import x\nfrom .... import y\n")]);
        let before = exam.clone();
        assert_eq!(settle(&start, &mut exam), []);
        assert_eq!(exam, before);
    }
}
