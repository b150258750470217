//! Tasks whose exam looks at how much was changed: the starting files reach the exam as data.

use std::collections::BTreeMap;

use bank::files::FileMap;
use serde::Serialize;

#[derive(Serialize)]
struct Changes<'a> {
    /// Text of each starting file; none where it is no text.
    start: BTreeMap<&'a str, Option<&'a str>>,
}

/// The exam with the starting files laid in.
pub fn prepared(start: &FileMap, exam: &FileMap) -> FileMap {
    let mut exam = exam.clone();
    let texts = start.iter().map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).ok()));
    super::lay(&mut exam, "changes", &Changes { start: texts.collect() });
    exam
}
