//! Holds the grader against plain pytest over a whole track: each example and each starter is graded in two rooms and
//! run by plain pytest in one folder; the outcomes of each test must be the same. No exercise is special-cased:
//! whether a starter should pass is what plain pytest says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::project;

/// One submission of the track.
struct Case {
    id: String,
    task: PathBuf,
    submission: PathBuf,
    is_example: bool,
}

/// Outcomes by node id, folded to what decides points: passed, skipped, or other.
type Outcomes = BTreeMap<String, &'static str>;

/// Grades every example and starter of an Exercism track and compares with plain pytest.
pub fn exercism(track: &Path, slugs: &[String], jobs: usize) -> Result<()> {
    let assay = project::assay_binary(true)?;
    let folder = project::target_folder().join("compat");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot clear the folder of the last run")?;
    }
    let tasks = folder.join("tasks");
    project::run(assay_command(&assay).args(["import", "exercism"]).arg(track).arg("--into").arg(&tasks))?;
    let cases = cases(&tasks, slugs)?;
    let exercises = cases.iter().filter(|case| !case.is_example).count();
    eprintln!("compat: {exercises} exercises, {} submissions", cases.len());
    let verdicts = graded(&assay, &folder, &cases, jobs)?;
    let plain = plain(&assay, &folder, &cases, jobs)?;
    report(&cases, &verdicts, &plain)
}

fn assay_command(assay: &Path) -> Command {
    let mut command = Command::new(assay);
    command.env("ASSAY_DATA", project::data_folder());
    command
}

fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))?;
    let mut entries = read.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn cases(tasks: &Path, slugs: &[String]) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for task in sorted_entries(tasks)? {
        let slug = name_of(&task);
        if !slugs.is_empty() && !slugs.contains(&slug) {
            continue;
        }
        for right in sorted_entries(&task.join("proof/right"))? {
            let id = format!("{slug} {}", name_of(&right));
            cases.push(Case { id, task: task.clone(), submission: right, is_example: true });
        }
        let submission = task.join("start");
        cases.push(Case { id: format!("{slug} starter"), task, submission, is_example: false });
    }
    Ok(cases)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Verdicts by case id, through the batch command as anybody would use it.
fn graded(assay: &Path, folder: &Path, cases: &[Case], jobs: usize) -> Result<BTreeMap<String, Value>> {
    let lines = cases
        .iter()
        .map(|case| json!({"id": case.id, "task": case.task, "submission": case.submission}).to_string());
    let batch = folder.join("cases.jsonl");
    fs::write(&batch, lines.collect::<Vec<_>>().join("\n"))?;
    let mut command = assay_command(assay);
    command.args(["grade", "--batch"]).arg(&batch).args(["--jobs", &jobs.to_string()]);
    let output = command.stderr(Stdio::inherit()).output().context("cannot run the batch")?;
    fs::write(folder.join("verdicts.jsonl"), &output.stdout)?;
    let mut verdicts = BTreeMap::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let verdict: Value = serde_json::from_str(line).with_context(|| format!("not JSON: `{line}`"))?;
        verdicts.insert(verdict["id"].as_str().unwrap_or_default().to_owned(), verdict);
    }
    Ok(verdicts)
}

/// Plain pytest's outcomes by case id.
fn plain(assay: &Path, folder: &Path, cases: &[Case], jobs: usize) -> Result<BTreeMap<String, Outcomes>> {
    let python = environment_python(assay, "core")?;
    let next = Mutex::new(cases.iter().enumerate());
    let results = Mutex::new(BTreeMap::new());
    let failure = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                while let Some((index, case)) = next.lock().ok().and_then(|mut cases| cases.next()) {
                    let outcomes = run_plain(&python, &folder.join(format!("plain/{index}")), case);
                    match (outcomes, results.lock(), failure.lock()) {
                        (Ok(outcomes), Ok(mut results), _) => drop(results.insert(case.id.clone(), outcomes)),
                        (Err(error), _, Ok(mut failure)) => *failure = Some(error.context(case.id.clone())),
                        _ => {}
                    }
                }
            });
        }
    });
    match failure.into_inner() {
        Ok(Some(error)) => Err(error),
        _ => results.into_inner().map_err(|_| anyhow::anyhow!("a thread that ran plain pytest has died")),
    }
}

/// The interpreter of a built environment.
pub fn environment_python(assay: &Path, name: &str) -> Result<PathBuf> {
    let listed = project::output(assay_command(assay).args(["env", "list", "--json"]))?;
    let environments: Value = serde_json::from_slice(&listed.stdout)?;
    let found = environments.as_array().into_iter().flatten().find(|environment| environment["name"] == name);
    let path = found
        .filter(|environment| environment["built"] == true)
        .and_then(|environment| environment["path"].as_str());
    let path = path.with_context(|| format!("`assay env list --json` shows no built `{name}`"))?;
    Ok(Path::new(path).join("bin/python"))
}

fn run_plain(python: &Path, folder: &Path, case: &Case) -> Result<Outcomes> {
    let work = folder.join("work");
    copy(&case.task.join("start"), &work)?;
    if case.submission.is_dir() {
        copy(&case.submission, &work)?;
    } else {
        copy_single_file(&case.submission, &case.task.join("start"), &work)?;
    }
    copy(&case.task.join("exam"), &work)?;
    let outcomes = folder.join("outcomes.json");
    let mut command = Command::new(python);
    command.args([
        "-B",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "plain_outcomes",
        "--rootdir=.",
    ]);
    command.env("PYTHONPATH", project::root().join("python/tests")).env("PLAIN_OUTCOMES", &outcomes);
    command.env("PYTHONHASHSEED", "0").current_dir(&work).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().context("cannot run plain pytest")?;
    let Ok(text) = fs::read_to_string(&outcomes) else { return Ok(Outcomes::new()) };
    let raw: BTreeMap<String, String> = serde_json::from_str(&text)?;
    Ok(raw.into_iter().map(|(node, outcome)| (node, folded(&outcome))).collect())
}

/// A single file takes the place of the only Python file of the starter, as `assay grade` lays it.
fn copy_single_file(file: &Path, start: &Path, work: &Path) -> Result<()> {
    let starters: Vec<PathBuf> = sorted_entries(start)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "py"))
        .collect();
    let name = if let [only] = starters.as_slice() { name_of(only) } else { name_of(file) };
    fs::copy(file, work.join(name))?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in sorted_entries(from)? {
        let target = to.join(name_of(&entry));
        if entry.is_dir() {
            copy(&entry, &target)?;
        } else {
            fs::copy(&entry, &target).with_context(|| format!("cannot copy `{}`", entry.display()))?;
        }
    }
    Ok(())
}

fn folded(outcome: &str) -> &'static str {
    match outcome {
        "passed" => "passed",
        "skipped" => "skipped",
        _ => "not passed",
    }
}

fn verdict_outcomes(verdict: &Value) -> Outcomes {
    let checks = verdict["checks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let outcome = |check: &Value| {
        (
            check["id"].as_str().unwrap_or_default().to_owned(),
            folded(check["outcome"].as_str().unwrap_or_default()),
        )
    };
    checks.iter().map(outcome).collect()
}

fn report(
    cases: &[Case],
    verdicts: &BTreeMap<String, Value>,
    plain: &BTreeMap<String, Outcomes>,
) -> Result<()> {
    let (mut accepted, mut examples, mut rejected, mut starters, mut tests, mut faults) = (0, 0, 0, 0, 0, 0);
    for case in cases {
        let verdict = verdicts.get(&case.id).unwrap_or(&Value::Null);
        let ours = verdict_outcomes(verdict);
        let theirs = plain.get(&case.id).cloned().unwrap_or_default();
        tests += theirs.len();
        let full = verdict["score"] == json!(1.0);
        if case.is_example {
            examples += 1;
            accepted += usize::from(full);
        } else {
            starters += 1;
            rejected += usize::from(!full);
        }
        for difference in differences(&ours, &theirs, verdict) {
            faults += 1;
            println!("{}: {difference}", case.id);
        }
    }
    println!("examples accepted {accepted} of {examples}; starters rejected {rejected} of {starters}");
    println!("tests compared with plain pytest {tests}; differences {faults}");
    if faults > 0 || accepted < examples {
        bail!("the grader and plain pytest differ, or an example was refused");
    }
    Ok(())
}

/// Where the two disagree. When plain pytest could not even collect (it then lists no test), nothing of ours may pass.
fn differences(ours: &Outcomes, theirs: &Outcomes, verdict: &Value) -> Vec<String> {
    if verdict["outcome"] != "graded" {
        let why = [&verdict["fault"]["why"], &verdict["seen"], &verdict["error"]]
            .map(ToString::to_string)
            .join(" ");
        return vec![format!("no graded verdict: {} {why}", verdict["outcome"])];
    }
    if theirs.is_empty() {
        let passed = ours.iter().filter(|(_, outcome)| **outcome == "passed");
        return passed.map(|(node, _)| format!("{node}: passed, plain pytest could not collect")).collect();
    }
    let nodes: std::collections::BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let shown = |outcome: Option<&&'static str>| outcome.copied().unwrap_or("absent");
    let differs = nodes.into_iter().filter(|node| ours.get(*node) != theirs.get(*node));
    differs
        .map(|node| format!("{node}: {}, plain pytest: {}", shown(ours.get(node)), shown(theirs.get(node))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_only_one_side_knows_is_a_difference() {
        let outcomes = |pairs: &[(&str, &'static str)]| -> Outcomes {
            pairs.iter().map(|(n, o)| ((*n).to_owned(), *o)).collect()
        };
        let graded = json!({"outcome": "graded"});
        let ours = outcomes(&[("a", "passed"), ("b", "not passed")]);
        assert!(differences(&ours, &ours, &graded).is_empty());
        assert_eq!(
            differences(&ours, &outcomes(&[("a", "passed")]), &graded),
            ["b: not passed, plain pytest: absent"]
        );
        assert_eq!(
            differences(&ours, &Outcomes::new(), &graded),
            ["a: passed, plain pytest could not collect"]
        );
    }

    #[test]
    fn a_verdict_that_is_not_graded_is_a_difference() {
        let verdict = json!({"outcome": "withheld", "seen": ["garbage"]});
        assert_eq!(differences(&Outcomes::new(), &Outcomes::new(), &verdict).len(), 1);
    }
}
