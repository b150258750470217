//! `assay grade`: one submission, or a batch of them.

use std::path::Path;

use anyhow::anyhow;
use assessment::{Purpose, Verdict, to_junit};
use bank::files::FileMap;
use bank::finding::Finding;
use bank::manifest::Kind;
use bank::package::{Codebases, TaskPackage};
use grader::grade::{Case, Exam};
use grader::limits::WishedLimits;
use grader::staging::read;

use crate::cli::{Grade, LimitArguments, Place};
use crate::commands::batch;
use crate::exit::{Exit, OrMisuse as _};
use crate::output;
use crate::surroundings::Surroundings;
use crate::terminal::news::News;
use crate::terminal::paint::Paint;
use crate::terminal::verdict::page;

pub fn run(arguments: &Grade, place: &Place) -> anyhow::Result<Exit> {
    if let Some(cases) = &arguments.batch {
        return batch::run(cases, arguments, place);
    }
    let exam = exam(arguments.task.as_deref(), arguments.exam.as_deref())?;
    let (submission, findings) = work(arguments.submission.as_deref().unwrap_or(Path::new(".")), &exam)?;
    let surroundings = Surroundings::open(place)?;
    let news = News::new();
    let listener = |progress| news.tell(progress);
    let verdict = surroundings
        .grader(&listener)
        .grade(&Case {
            id: None,
            exam: &exam,
            submission: &submission,
            findings: &findings,
            environment: arguments.environment.as_deref(),
            limits: arguments.limits.into(),
            seed: arguments.seed,
            public: arguments.public,
            allow_equality: arguments.allow_equality,
            purpose: purpose(arguments),
            queue_ms: 0.0,
        })
        .or_misuse()?;
    news.end();
    show(&verdict, arguments)?;
    Ok(Exit::of(&verdict))
}

/// Prints the verdict in the form that was asked for.
fn show(verdict: &Verdict, arguments: &Grade) -> anyhow::Result<()> {
    if arguments.json {
        output::data(&format!("{}\n", verdict.to_json()))
    } else if arguments.junit {
        output::data(&format!("{}\n", to_junit(verdict)?))
    } else {
        output::data(&page(verdict, Paint::for_stdout()))
    }
}

/// What the verdict is for: `--strict` accepts no weakness of this machine.
pub fn purpose(arguments: &Grade) -> Purpose {
    if arguments.strict { Purpose::Assessment } else { Purpose::Practice }
}

/// The task or exam folder that was named.
pub fn exam(task: Option<&Path>, folder: Option<&Path>) -> anyhow::Result<Exam> {
    match (task, folder) {
        (Some(task), _) => Ok(Exam::Task(Box::new(read_task(task)?))),
        (None, Some(folder)) => {
            let (files, findings) = read::read(folder, read::OF_A_TASK).or_misuse()?;
            tell(folder, &findings);
            Ok(Exam::Folder(files))
        }
        (None, None) => Err(anyhow!("neither a task nor an exam was named")).or_misuse(),
    }
}

fn read_task(folder: &Path) -> anyhow::Result<TaskPackage> {
    let (files, left_out) = read::read_folder(folder, read::OF_A_TASK).or_misuse()?;
    let (task, findings) = TaskPackage::parse_among(files, &codebases_beside(folder)?);
    tell(folder, &left_out);
    tell(folder, &findings);
    task.ok_or_else(|| anyhow!("`{}` is not a task that can be graded; see above", folder.display()))
        .or_misuse()
}

/// The codebases of the bank in which a task's folder lies, as `<bank>/<area>/<task>`; none elsewhere.
pub fn codebases_beside(folder: &Path) -> anyhow::Result<Codebases> {
    let bank = folder.canonicalize().ok().and_then(|path| Some(path.parent()?.parent()?.to_owned()));
    let Some(place) = bank.map(|bank| bank.join("codebases")).filter(|place| place.is_dir()) else {
        return Ok(Codebases::new());
    };
    let (files, _) = read::read_folder(&place, read::OF_A_TASK).or_misuse()?;
    Ok(files.names("").into_iter().map(|name| (name.to_owned(), files.under(name))).collect())
}

/// The submission that was named, and what of it was left out.
pub fn submission(path: &Path) -> anyhow::Result<(FileMap, Vec<Finding>)> {
    read::read(path, read::OF_A_SUBMISSION).or_misuse()
}

/// The submission to this exam: of a task about history also the repository itself.
pub fn work(path: &Path, exam: &Exam) -> anyhow::Result<(FileMap, Vec<Finding>)> {
    match exam {
        Exam::Task(task) if task.manifest().kind == Kind::Git => {
            read::read_repository(path, read::OF_A_SUBMISSION).or_misuse()
        }
        _ => submission(path),
    }
}

fn tell(folder: &Path, findings: &[Finding]) {
    for finding in findings {
        output::note(&format!("{}/{finding}", folder.display()));
    }
}

impl From<LimitArguments> for WishedLimits {
    fn from(arguments: LimitArguments) -> Self {
        Self {
            cpu_seconds: arguments.cpu_seconds,
            wall_seconds: arguments.wall_seconds,
            memory_mb: arguments.memory_mb,
        }
    }
}
