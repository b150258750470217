//! The package's own solutions: right ones pass on every seed, wrong ones fail where they should, and what takes no work
//! earns next to nothing.

use std::collections::BTreeSet;

use assessment::Verdict;
use bank::files::FileMap;
use bank::package::TaskPackage;
use bank::pattern::Pattern;
use grader::environments::UnknownEnvironment;
use grader::limits::WishedLimits;

use crate::examiner::{Question, Variant, failed, hindrance, passed};
use crate::prover::Work;
use crate::refusal::{Reason, Refusal, refuse};

/// Most that the starting files may earn.
const STARTER_SHARE: f64 = 0.2;

/// What one of the questions was about.
enum About {
    Right(String),
    Wrong(String),
    Starter,
    Empty,
}

pub(crate) fn step(work: &mut Work<'_>) -> Result<(), UnknownEnvironment> {
    let variants = std::mem::take(&mut work.variants);
    let varies = work.package.vary().is_some();
    let (mut about, mut questions) = (Vec::new(), Vec::new());
    for (at, variant) in variants.iter().enumerate() {
        for (subject, submission) in submissions(&variant.package, varies || at == 0) {
            let cold = at == 0 && matches!(subject, About::Right(_));
            about.push((subject, variant));
            questions.push(Question { variant, submission, limits: WishedLimits::default(), cold });
        }
    }
    let verdicts = work.examiner.grade_all("solutions", &questions)?;
    membership(work, &variants, &about, &verdicts);
    for ((subject, variant), verdict) in about.iter().zip(&verdicts) {
        work.judge(subject, variant, verdict);
    }
    limits(work, &about, &verdicts);
    work.variants = variants;
    once_each(&mut work.refusals);
    Ok(())
}

/// What is handed in for one variant. Where nothing varies, only right solutions are asked about more than once: they must
/// pass whatever the seed of hashes and random numbers is.
fn submissions(package: &TaskPackage, all: bool) -> Vec<(About, FileMap)> {
    let right = package.right().into_iter().map(|proof| (About::Right(proof.name), proof.files));
    let mut submissions: Vec<_> = right.collect();
    if all {
        submissions.extend(package.wrong().into_iter().map(|proof| (About::Wrong(proof.name), proof.files)));
        submissions.push((About::Starter, FileMap::new()));
        submissions.push((About::Empty, emptied(package)));
    }
    submissions
}

/// The files that the candidate is asked to change, with nothing in them.
pub(crate) fn emptied(package: &TaskPackage) -> FileMap {
    let start = package.start();
    let asked = &package.manifest().solution;
    let paths: Vec<_> = match &asked[..] {
        [] => start.paths().filter(|path| path.is_python()).cloned().collect(),
        asked => asked.to_vec(),
    };
    let mut files = FileMap::new();
    for path in paths {
        files.replace(path, Vec::new());
    }
    files
}

impl Work<'_> {
    fn judge(&mut self, subject: &About, variant: &Variant, verdict: &Verdict) {
        let seed = variant.seed;
        if let Some(why) = hindrance(verdict) {
            let (About::Right(name) | About::Wrong(name)) = subject else { return };
            let hint = "`assay grade` shows the verdict; a solution must come to its end";
            let message = format!("`{name}` got no score on seed {seed}: {why}");
            return self.refuse(Reason::NotGradable, "exam", message, hint);
        }
        match subject {
            About::Right(name) => self.refusals.extend(right(name, seed, verdict)),
            About::Wrong(name) => {
                let caught_by = variant.package.wrong_note(name).map(|note| note.caught_by.as_slice());
                self.refusals.extend(wrong(name, seed, caught_by.unwrap_or_default(), verdict));
            }
            About::Starter => self.starter(seed, verdict),
            About::Empty => self.empty(seed, verdict),
        }
    }

    fn starter(&mut self, seed: u64, verdict: &Verdict) {
        let share = verdict.score.unwrap_or(0.0);
        self.figures.starter_share = self.figures.starter_share.max(share);
        if share > STARTER_SHARE {
            let message =
                format!("the starting files earn {:.0} % on seed {seed}{}", share * 100.0, earning(verdict));
            let hint = "put what already works into one group with what does not, or give it at most a fifth";
            self.refuse(Reason::StarterPasses, "start", message, hint);
        }
    }

    fn empty(&mut self, seed: u64, verdict: &Verdict) {
        self.figures.empty_share = self.figures.empty_share.max(verdict.score.unwrap_or(0.0));
        if verdict.is_full_credit() {
            let hint = "ask something of the submission that an empty file does not do";
            let message = format!("an empty submission gets full credit on seed {seed}");
            self.refuse(Reason::EmptyPasses, "exam", message, hint);
        }
    }
}

/// The groups that earned something, for a message.
fn earning(verdict: &Verdict) -> String {
    let names: Vec<&str> =
        verdict.groups.iter().filter(|group| group.earned > 0.0).map(|group| group.id.as_str()).collect();
    if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) }
}

fn right(name: &str, seed: u64, verdict: &Verdict) -> Option<Refusal> {
    if verdict.is_full_credit() && failed(verdict).is_empty() {
        return None;
    }
    let first = verdict.checks.iter().find(|check| failed(verdict).contains(&check.id));
    let said = first.map(|check| {
        let message = check.message.as_deref().or(verdict.message.as_deref()).unwrap_or("no message");
        format!(", first `{}`: {}", check.id, message.lines().next().unwrap_or_default())
    });
    let message = format!(
        "`{name}` fails {} of {} checks on seed {seed}{}",
        failed(verdict).len(),
        verdict.checks.len(),
        said.unwrap_or_default()
    );
    let hint = "mend the exam where the solution is right, else the solution";
    Some(refuse(Reason::RightFails, &format!("proof/right/{name}"), message, hint))
}

fn wrong(name: &str, seed: u64, caught_by: &[Pattern], verdict: &Verdict) -> Option<Refusal> {
    let file = format!("proof/wrong/{name}");
    let failed = failed(verdict);
    if failed.is_empty() {
        let hint = "add a check that catches the mistake, or move the solution to `proof/right`";
        return Some(refuse(
            Reason::WrongPasses,
            &file,
            format!("`{name}` passes every check on seed {seed}"),
            hint,
        ));
    }
    let is_named = |id: &String| caught_by.iter().any(|pattern| pattern.matches(id));
    let unnamed: Vec<&String> = failed.iter().filter(|id| !is_named(id)).collect();
    let passed = passed(verdict);
    let missed: Vec<&String> = passed.iter().filter(|id| is_named(id)).collect();
    let (which, what) = match (unnamed.first(), missed.first()) {
        (Some(id), _) => (id, "fails, and `caught_by` does not name it"),
        (None, Some(id)) => (id, "passes, though `caught_by` names it"),
        (None, None) => return None,
    };
    let more = (unnamed.len() + missed.len()).saturating_sub(1);
    let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
    let message = format!("on seed {seed} `{which}` {what}{more}");
    let hint = format!("mend `caught_by` of `[{name}]` in `proof/wrong.toml`, or the check");
    Some(refuse(Reason::WrongCaughtElsewhere, &file, message, hint))
}

/// Each check belongs to one group, and each pattern matches a check. Checks are known once a right solution was graded.
fn membership(work: &mut Work<'_>, variants: &[Variant], about: &[(About, &Variant)], verdicts: &[Verdict]) {
    for variant in variants {
        let of_variant = about.iter().zip(verdicts).filter(|((_, graded), _)| graded.seed == variant.seed);
        let checks: BTreeSet<&str> =
            of_variant.flat_map(|(_, verdict)| &verdict.checks).map(|check| check.id.as_str()).collect();
        if checks.is_empty() {
            continue;
        }
        work.figures.checks = work.figures.checks.max(checks.len());
        let manifest = variant.package.manifest();
        for id in &checks {
            let groups: Vec<&str> = manifest.groups_of(id).map(|group| group.id.as_str()).collect();
            match groups[..] {
                [] => {
                    let hint = "name it in the `checks` of one group";
                    work.refuse(
                        Reason::CheckWithoutGroup,
                        "task.toml",
                        format!("`{id}` belongs to no group"),
                        hint,
                    );
                }
                [_] => {}
                [one, other, ..] => {
                    let message = format!("`{id}` belongs to group `{one}` and to group `{other}`");
                    work.refuse(
                        Reason::CheckInTwoGroups,
                        "task.toml",
                        message,
                        "let each check belong to one group",
                    );
                }
            }
        }
        for (file, key, pattern) in patterns(&variant.package) {
            if !checks.iter().any(|id| pattern.matches(id)) {
                let message = format!("`{}` in {key} matches no check", pattern.as_str());
                let hint = "`assay grade --json` shows the node ids";
                work.refuse(Reason::PatternMatchesNothing, file, message, hint);
            }
        }
    }
}

/// Every pattern over checks: its file, where it stands there, and itself.
fn patterns(package: &TaskPackage) -> Vec<(&'static str, String, Pattern)> {
    let manifest = package.manifest();
    let mut patterns: Vec<(&'static str, String, Pattern)> = Vec::new();
    for group in &manifest.groups {
        let key = format!("`checks` of group `{}`", group.id);
        patterns.extend(group.checks.iter().map(|pattern| ("task.toml", key.clone(), pattern.clone())));
    }
    patterns
        .extend(manifest.public.iter().map(|pattern| ("task.toml", "`public`".to_owned(), pattern.clone())));
    for wrong in package.wrong() {
        let caught_by =
            package.wrong_note(&wrong.name).map(|note| note.caught_by.clone()).unwrap_or_default();
        let key = format!("`caught_by` of `[{}]`", wrong.name);
        patterns.extend(caught_by.into_iter().map(|pattern| ("proof/wrong.toml", key.clone(), pattern)));
    }
    patterns
}

/// The slowest right solution and the largest must stay under a third of the limits: a candidate's machine is slower and a
/// candidate's answer more roundabout.
fn limits(work: &mut Work<'_>, about: &[(About, &Variant)], verdicts: &[Verdict]) {
    let limits = work.package.manifest().limits;
    let settled = WishedLimits {
        cpu_seconds: limits.cpu_seconds,
        wall_seconds: limits.wall_seconds,
        memory_mb: limits.memory_mb.map(u64::from),
    }
    .settle();
    for ((subject, _), verdict) in about.iter().zip(verdicts) {
        if matches!(subject, About::Right(_)) {
            work.figures.cpu_ms = work.figures.cpu_ms.max(verdict.usage.cpu_ms);
            work.figures.memory_bytes = work.figures.memory_bytes.max(verdict.usage.peak_memory_bytes);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "limits are far below 2^52")]
    let share = |used: f64, limit: u64| (used / limit as f64 * 1000.0).round() / 1000.0;
    work.figures.cpu_share = share(work.figures.cpu_ms, settled.cpu_time_ms);
    #[expect(clippy::cast_precision_loss, reason = "sizes of memory are far below 2^52")]
    let memory = work.figures.memory_bytes as f64;
    work.figures.memory_share = share(memory, settled.memory_bytes);
    if work.figures.cpu_share > 1.0 / 3.0 {
        let message = format!(
            "the slowest right solution uses {:.0} % of `cpu_seconds`",
            work.figures.cpu_share * 100.0
        );
        work.refuse(Reason::CpuLimitTight, "task.toml", message, "allow at least three times what it needs");
    }
    if work.figures.memory_share > 1.0 / 3.0 {
        let message = format!(
            "the largest right solution uses {:.0} % of `memory_mb`",
            work.figures.memory_share * 100.0
        );
        work.refuse(
            Reason::MemoryLimitTight,
            "task.toml",
            message,
            "allow at least three times what it needs",
        );
    }
}

/// The same fault on five seeds is told once.
fn once_each(refusals: &mut Vec<Refusal>) {
    let mut seen = BTreeSet::new();
    let kind = |message: &str| message.split(" on seed ").next().map(str::to_owned).unwrap_or_default();
    refusals.retain(|refusal| seen.insert((refusal.reason, refusal.file.clone(), kind(&refusal.message))));
}
