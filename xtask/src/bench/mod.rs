//! Measurements that a document shows. Each subject has its own section of `docs/BENCHMARKS.md`, between two comments, and replaces only that.

pub mod measure;

use std::fs;

use anyhow::{Context, Result};

use crate::project;

const PAGE: &str = "docs/BENCHMARKS.md";
const TITLE: &str =
    "# Benchmarks\n\nEach section is written by a command that anybody can run again; it says so.\n";

/// Puts a section into the page, in place of the one of that name.
pub fn write_section(name: &str, text: &str) -> Result<()> {
    let path = project::root().join(PAGE);
    let page = fs::read_to_string(&path).unwrap_or_else(|_| TITLE.to_owned());
    fs::write(&path, with_section(&page, name, text)).with_context(|| format!("cannot write {PAGE}"))
}

fn with_section(page: &str, name: &str, text: &str) -> String {
    let (start, end) = (format!("<!-- {name} -->"), format!("<!-- end of {name} -->"));
    let section = format!("{start}\n{}\n{end}", text.trim());
    match (page.find(&start), page.find(&end)) {
        (Some(from), Some(to)) if from < to => {
            format!("{}{section}{}", &page[..from], &page[to + end.len()..])
        }
        _ => format!("{}\n\n{section}\n", page.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_added_once_and_then_replaced_among_its_neighbours() {
        let first = with_section("# Title\n", "measure", "one");
        let both = with_section(&first, "rooms", "two");
        let again = with_section(&both, "measure", "three");
        assert!(again.starts_with("# Title\n\n<!-- measure -->\nthree\n<!-- end of measure -->"));
        assert!(again.contains("<!-- rooms -->\ntwo") && !again.contains("one"));
    }
}
