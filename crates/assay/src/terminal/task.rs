//! A task on the screen: title, brief, where its files lie, and what may be typed.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use assessment::Verdict;
use assessment::sitting::event::GivenFor;
use bank::package::TaskPackage;
use serde_json::{Value, json};

use super::brief;
use super::verdict;
use super::wrap::wrapped;
use crate::learner::desk::Desk;
use crate::learner::talk::Talk;

/// Lines of a brief on one screen of 24, with room for what stands around it.
const BRIEF_LINES: usize = 13;

/// The task as it first appears: at most one screen of 24 lines.
pub fn page(package: &TaskPackage, desk: &Desk, heading: &str, keys: &str, talk: Talk) -> String {
    let manifest = package.manifest();
    let title = format!("{heading}: {}", manifest.title);
    let rule = if talk.is_plain() { String::new() } else { format!("{}\n", "─".repeat(80)) };
    let mut page = format!("\n{rule}{}\n", talk.paint.strong(&title));
    let about = format!(
        "{}, {} level, about {} minutes",
        kind_word(package),
        manifest.level.word(),
        manifest.minutes
    );
    page.push_str(&format!("{}\n\n", talk.paint.faint(&about)));
    let whole = brief::page(without_title(package), talk.paint);
    let most = if talk.is_plain() { usize::MAX } else { BRIEF_LINES };
    let (shown, left) = brief::first_lines(&whole, most);
    page.push_str(&shown);
    if left > 0 {
        page.push_str(&format!("{}\n", talk.paint.faint(&format!("... {left} more lines: b, or BRIEF.md"))));
    }
    page.push('\n');
    for path in desk.files_to_edit(package).iter().take(3) {
        page.push_str(&format!("Edit {}\n", path.display()));
    }
    page.push_str(&wrapped("", keys));
    page
}

/// The brief without a heading that only repeats the title above it.
fn without_title(package: &TaskPackage) -> &str {
    let brief = package.brief().trim_start();
    let first = brief.lines().next().unwrap_or_default();
    let repeats = first.trim_start_matches('#').trim() == package.manifest().title;
    if repeats { brief[first.len()..].trim_start() } else { brief }
}

/// The whole brief.
pub fn brief(package: &TaskPackage, talk: Talk) -> String {
    format!("\n{}\n", brief::page(package.brief(), talk.paint))
}

fn kind_word(package: &TaskPackage) -> &'static str {
    let kind = package.manifest().kind;
    bank::manifest::Kind::ALL.iter().find(|(_, own)| *own == kind).map_or("task", |(word, _)| word)
}

/// The task as JSON.
pub fn as_json(package: &TaskPackage, desk: &Desk, variant: u64, reason: &str) -> Value {
    let manifest = package.manifest();
    json!({
        "event": "task",
        "id": manifest.id,
        "title": manifest.title,
        "kind": kind_word(package),
        "level": manifest.level.word(),
        "minutes": manifest.minutes,
        "variant": variant,
        "reason": reason,
        "folder": desk.folder,
        "brief": brief::without_marks(package.brief()),
    })
}

/// Why a task was chosen, for the person.
pub fn reason_words(reason: GivenFor) -> &'static str {
    match reason {
        GivenFor::Fits => "it fits where you are",
        GivenFor::Proves => "a harder one: solving it shows that you can do what comes before it",
        GivenFor::Asked => "you asked for it",
        GivenFor::InForm => "it is next in the form",
        GivenFor::Informative => "it tells most",
        GivenFor::Seat | GivenFor::CapLifted => "it needs answers",
    }
}

/// A verdict; in plain form without symbols.
pub fn verdict_page(verdict: &Verdict, talk: Talk) -> String {
    let page = verdict::page(verdict, talk.paint);
    if !talk.is_plain() {
        return page;
    }
    let lines: Vec<String> = page.lines().map(plain_line).collect();
    lines.join("\n") + "\n"
}

fn plain_line(line: &str) -> String {
    match line.split_once(' ') {
        Some(("✗", rest)) => format!("Failed: {rest}"),
        Some(("✓" | "·" | "-", rest)) => rest.to_owned(),
        _ => line.to_owned(),
    }
}

/// The first right solution that the task ships.
pub fn solution(package: &TaskPackage) -> Option<String> {
    let right = package.right().into_iter().next()?;
    let mut page = String::new();
    for (path, bytes) in right.files.iter() {
        let text = super::paint::harmless(&String::from_utf8_lossy(bytes));
        page.push_str(&format!("{path}\n"));
        for line in text.lines() {
            page.push_str(&format!("    {line}\n"));
        }
    }
    Some(page)
}
