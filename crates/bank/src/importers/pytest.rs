//! A plain repository of pytest or unittest files, as GitHub Classroom hands them out.
//!
//! What examines (tests, `conftest.py`, pytest's settings, test data) becomes the exam; everything else that a
//! candidate would edit becomes what they start from. Paths stay as they are on both sides, so packages and the
//! `src/` layout go on working.

mod inner;
mod settings;
mod sort;

use super::Imported;
use super::draft::{Draft, Slugs, title_of};
use crate::files::FileMap;
use crate::finding::Finding;
use settings::Settings;
use sort::Sorted;

/// Files that tell the candidate what to do, by preference.
const BRIEFS: [&str; 6] = ["README.md", "readme.md", "Readme.md", "README.rst", "README.txt", "README"];

/// Makes one package of a repository; `name` is its folder's name.
pub fn import(name: &str, repository: &FileMap) -> Imported {
    let settings = Settings::read(repository);
    let sorted = Sorted::of(repository, &settings);
    let mut findings = settings.findings.clone();
    if !sorted.has_tests {
        let finding = Finding::error(name, "the repository holds no tests");
        let hint =
            "tests are files named `test_*.py`, `*_test.py` or `test*.py`, or as pytest's settings say";
        findings.push(finding.hint(hint));
        return (Vec::new(), findings);
    }
    findings.extend(sorted.findings.clone());
    let (package, found) = draft(name, repository, sorted).finish(name);
    findings.extend(found);
    (package.into_iter().collect(), findings)
}

fn draft(name: &str, repository: &FileMap, sorted: Sorted) -> Draft {
    let slug = Slugs::default().claim(name);
    let text = BRIEFS.iter().find_map(|path| repository.text(path));
    let title = text.and_then(heading).unwrap_or_else(|| title_of(&slug));
    Draft {
        slug,
        brief: text.map_or_else(|| format!("# {title}\n\nMake the tests pass.\n"), str::to_owned),
        title,
        level: "entry",
        minutes: 45,
        hints: None,
        solution: Vec::new(),
        start: sorted.start,
        exam: sorted.exam,
        right: FileMap::new(),
    }
}

/// The first heading of a Markdown text.
fn heading(text: &str) -> Option<String> {
    let heading = text.lines().find_map(|line| line.strip_prefix("# "))?.trim();
    (!heading.is_empty()).then(|| heading.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::TaskPackage;

    /// Compares the paths of the package made of `files` with `expected`.
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let entries = files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()));
        let (packages, findings) = import("Order Totals", &FileMap::from_entries(entries).0);
        assert_eq!(findings, [], "{files:?}");
        let (slug, package) = &packages[0];
        assert_eq!(slug, "order-totals");
        let paths: Vec<&str> = package.paths().map(crate::files::RelativePath::as_str).collect();
        assert_eq!(paths, expected);
        assert!(TaskPackage::parse(package.clone()).0.is_some());
    }

    #[test]
    fn tests_and_what_they_need_are_the_exam() {
        check(
            &[
                ("README.md", "# Totals\nAdd up."),
                ("totals.py", ""),
                ("test_totals.py", "import totals\nopen('data/orders.csv')"),
                ("conftest.py", ""),
                ("pytest.ini", "[pytest]\n"),
                ("data/orders.csv", "1"),
                ("notes/plan.txt", "x"),
                (".github/workflows/ci.yml", "x"),
                ("__pycache__/totals.pyc", "x"),
            ],
            &[
                "brief.md",
                "exam/conftest.py",
                "exam/data/orders.csv",
                "exam/pytest.ini",
                "exam/test_totals.py",
                "start/data/orders.csv",
                "start/notes/plan.txt",
                "start/totals.py",
                "task.toml",
            ],
        );
    }

    #[test]
    fn what_the_candidate_writes_is_read_from_the_submission() {
        let test =
            "from checking import same\nopen('query.sql')\nopen(\"report/page.html\")\nopen('README.md')\n";
        check(
            &[
                ("README.md", "# Totals"),
                ("query.sql", "select"),
                ("report/page.html", ""),
                ("checking.py", "import pytest\n"),
                ("test_query.py", test),
            ],
            &[
                "brief.md",
                "exam/checking.py",
                "exam/test_query.py",
                "start/README.md",
                "start/query.sql",
                "start/report/page.html",
                "task.toml",
            ],
        );
    }

    #[test]
    fn packages_and_layouts_keep_their_paths() {
        check(
            &[
                ("README", "Ship it."),
                ("pyproject.toml", "[tool.pytest.ini_options]\npythonpath = ['src']\n"),
                ("src/shop/__init__.py", ""),
                ("src/shop/cart.py", ""),
                ("tests/__init__.py", ""),
                ("tests/cart/test_cart.py", ""),
                ("tests/cart/prices.json", "{}"),
                ("tests/builders.py", ""),
            ],
            &[
                "brief.md",
                "exam/pyproject.toml",
                "exam/tests/__init__.py",
                "exam/tests/builders.py",
                "exam/tests/cart/prices.json",
                "exam/tests/cart/test_cart.py",
                "start/pyproject.toml",
                "start/src/shop/__init__.py",
                "start/src/shop/cart.py",
                "task.toml",
            ],
        );
    }

    #[test]
    fn names_that_only_unittest_finds_are_made_known_to_pytest() {
        let entries = [("README.md", "x"), ("shop.py", ""), ("tests.py", "import unittest")];
        let entries = entries.map(|(path, text)| (path, text.as_bytes().to_vec()));
        let (packages, findings) = import("shop", &FileMap::from_entries(entries).0);
        assert_eq!(findings, []);
        let settings = packages[0].1.text("exam/pytest.ini");
        assert_eq!(settings, Some("[pytest]\npython_files = tests.py test_*.py *_test.py\n"));
    }

    #[test]
    fn the_settings_decide_what_a_test_is() {
        let settings = "[tool:pytest]\ntestpaths = checks\npython_files =\n    check_*.py\n";
        check(
            &[
                ("README.md", "x"),
                ("setup.cfg", settings),
                ("shop.py", ""),
                ("checks/check_shop.py", ""),
                ("checks/data.csv", ""),
            ],
            &[
                "brief.md",
                "exam/checks/check_shop.py",
                "exam/checks/data.csv",
                "exam/setup.cfg",
                "start/setup.cfg",
                "start/shop.py",
                "task.toml",
            ],
        );
    }

    #[test]
    fn a_repository_without_tests_is_refused() {
        let files = FileMap::from_entries([("shop.py", Vec::new())]).0;
        let (packages, findings) = import("shop", &files);
        assert_eq!(packages, []);
        assert_eq!(
            findings[0].to_string(),
            "shop: the repository holds no tests\nhint: tests are files named `test_*.py`, `*_test.py` or \
             `test*.py`, or as pytest's settings say"
        );
    }
}
