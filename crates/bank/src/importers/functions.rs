//! Function files: JSON Lines as public function benchmarks use them, one task per line.
//!
//! A record has `task_id`, `entry_point`, and either `test` (source that defines `check(candidate)`) or `test_list`
//! (assertions, each of its own); it may have `prompt` (source to complete, or plain words), `test_imports` and
//! `canonical_solution` (the rest of the prompt's function, or the whole). Other keys are ignored.

mod prompt;
mod record;
mod sources;

use super::Imported;
use super::draft::Slugs;
use crate::files::FileMap;
use crate::finding::Finding;
use record::Record;

/// What findings call the file: its name never gets here.
const FILE: &str = "line";

/// Makes a package of each record. A bad line is a finding with its number, and the rest goes on.
pub fn import(json_lines: &[u8]) -> Imported {
    let mut slugs = Slugs::default();
    let (mut packages, mut findings) = (Vec::new(), Vec::new());
    let text = json_lines.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json_lines);
    for (at, line) in text.split(|&byte| byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match package(line, &mut slugs) {
            Ok((package, found)) => {
                packages.extend(package);
                findings.extend(found.into_iter().map(|finding| Finding { line: Some(at + 1), ..finding }));
            }
            Err(finding) => findings.push(finding.at_line(at + 1)),
        }
    }
    if packages.is_empty() && findings.is_empty() {
        findings
            .push(Finding::error(FILE, "the file holds no record").hint("write one JSON object per line"));
    }
    (packages, findings)
}

type Package = (Option<(String, FileMap)>, Vec<Finding>);

fn package(line: &[u8], slugs: &mut Slugs) -> Result<Package, Finding> {
    let record = Record::parse(line)?;
    let slug = slugs.claim(&record.task_id);
    let draft = sources::draft(&record, slug)?;
    Ok(draft.finish(FILE))
}
