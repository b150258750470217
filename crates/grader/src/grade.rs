//! Grading one case: environment, files, rooms, judgement, verdict. A list of named steps; the work is done in their
//! modules.

use std::collections::BTreeSet;
use std::fs;

use assessment::{
    Fault, FaultOf, Isolation, Outcome, Points, Purpose, TimingsMs, Usage, Verdict, WeaknessAccepted,
};
use bank::files::FileMap;
use bank::finding::Finding;
use bank::manifest::Kind;
use bank::modules::{ModuleFacts, module_facts};
use bank::package::TaskPackage;
use sandbox::{Launcher, Weakness};

use crate::digest;
use crate::embedded;
use crate::environments::{self, Environment, UnknownEnvironment, Workshop, build};
use crate::kinds::{self, suite};
use crate::limits::{CaseLimits, WishedLimits};
use crate::rooms::plan::{Furniture, of_both_rooms};
use crate::rooms::run::{Run, run};
use crate::rooms::warm::{Attempt, WarmRooms};
use crate::staging::Stage;
use crate::vary::VaryError;
use crate::verdict::judge::{Graded, Judgement, Record, judge};

/// What examines a submission.
#[derive(Clone, Debug)]
pub enum Exam {
    Task(Box<TaskPackage>),
    /// A bare folder of pytest or unittest files.
    Folder(FileMap),
}

/// One submission to be graded.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// Its id in a batch.
    pub id: Option<&'a str>,
    pub exam: &'a Exam,
    pub submission: &'a FileMap,
    /// What was left out when the files were read; becomes notes.
    pub findings: &'a [Finding],
    /// Name of the Python environment; absent: the task's, else the default one.
    pub environment: Option<&'a str>,
    pub limits: WishedLimits,
    pub seed: u64,
    /// Show every check as a public one.
    pub public: bool,
    /// Let an object of the submission claim to equal a plain value.
    pub allow_equality: bool,
    pub purpose: Purpose,
    /// How long it waited for a free place.
    pub queue_ms: f64,
}

/// Grades cases, one at a time or from several threads.
#[derive(Clone, Copy)]
pub struct Grader<'a> {
    pub launcher: &'a Launcher,
    pub workshop: Workshop<'a>,
    /// Rooms that are kept warm between cases; without them each case starts its own. The verdicts are the same.
    pub warm: Option<&'a WarmRooms>,
}

/// What a verdict says of itself before anything ran.
struct Identity {
    environment: Environment,
    submission_digest: String,
    exam_digest: String,
}

/// What lies in the two rooms of one run.
struct Scene {
    start: FileMap,
    /// What the submission room gets.
    laid: FileMap,
    exam: FileMap,
    /// The exam is the candidate's own tests, in this order.
    suite: Option<u64>,
}

impl Scene {
    fn modules(&self, environment: &Environment) -> ModuleFacts {
        module_facts(&self.start, &self.laid, &self.exam, &installed(environment))
    }
}

impl Case<'_> {
    fn settled_limits(&self) -> CaseLimits {
        self.limits.or(self.exam.wished_limits()).settle()
    }
}

impl Exam {
    fn files(&self) -> FileMap {
        match self {
            Self::Task(task) => task.exam(),
            Self::Folder(files) => files.clone(),
        }
    }

    fn digest(&self) -> String {
        match self {
            Self::Task(task) => task.digest(),
            Self::Folder(files) => files.digest(),
        }
    }

    fn task(&self) -> Option<&TaskPackage> {
        match self {
            Self::Task(task) => Some(task),
            Self::Folder(_) => None,
        }
    }

    fn start(&self) -> FileMap {
        self.task().map(TaskPackage::start).unwrap_or_default()
    }

    fn wished_limits(&self) -> WishedLimits {
        self.task().map_or_else(WishedLimits::default, |task| {
            let limits = task.manifest().limits;
            WishedLimits {
                cpu_seconds: limits.cpu_seconds,
                wall_seconds: limits.wall_seconds,
                memory_mb: limits.memory_mb.map(u64::from),
            }
        })
    }
}

impl Grader<'_> {
    /// The verdict on a case. What hinders the grading itself is a verdict too (`not_gradable`); only a name that no
    /// environment has is an error.
    pub fn grade(&self, case: &Case<'_>) -> Result<Verdict, UnknownEnvironment> {
        let task = case.exam.task();
        let name = case.environment.or(task.map(|task| task.manifest().environment.as_str()));
        let definition = environments::definition(name.unwrap_or(environments::DEFAULT))?;
        let identity = Identity {
            environment: definition.place(self.workshop.data, self.workshop.python),
            submission_digest: case.submission.digest(),
            exam_digest: case.exam.digest(),
        };
        let blank = blank(case, &identity);
        let hindered =
            |why: String| Verdict { fault: Some(Fault { of: FaultOf::Assay, why }), ..blank.clone() };
        if let Err(error) = build::ensure(definition, self.workshop) {
            return Ok(hindered(error.to_string()));
        }
        let exam = match self.variant_of(case) {
            Ok(exam) => exam,
            Err(fault) => return Ok(Verdict { fault: Some(fault), ..blank }),
        };
        let case = Case { exam: exam.as_ref().unwrap_or(case.exam), ..*case };
        Ok(self
            .examine(&case, &identity.environment, blank.clone())
            .unwrap_or_else(|error| hindered(error.to_string())))
    }

    /// The variant of the case's seed, where the task makes variants and is none yet.
    fn variant_of(&self, case: &Case<'_>) -> Result<Option<Exam>, Fault> {
        let varying = case.exam.task().filter(|task| task.vary().is_some() && task.variant().is_none());
        let Some(task) = varying else { return Ok(None) };
        match self.vary(task, case.seed, case.purpose) {
            Ok(task) => Ok(Some(Exam::Task(Box::new(task)))),
            Err(error @ VaryError::Task(_)) => Err(Fault { of: FaultOf::Task, why: error.to_string() }),
            Err(error) => Err(Fault { of: FaultOf::Assay, why: error.to_string() }),
        }
    }

    /// Stages the files, runs the rooms and fills the verdict.
    fn examine(
        &self,
        case: &Case<'_>,
        environment: &Environment,
        blank: Verdict,
    ) -> Result<Verdict, Hindrance> {
        let task = case.exam.task();
        let bare = || (case.submission.clone(), case.exam.files());
        let (laid, exam) = task.map_or_else(bare, |task| kinds::prepared(task, case.submission));
        let scene = Scene { start: case.exam.start(), laid, exam, suite: None };
        let scene = match task.map(|task| task.manifest().kind) {
            Some(Kind::Test) => match suite::programs(&scene.exam) {
                Ok(programs) => self.with_suite(case, environment, scene, &programs)?,
                Err(why) => {
                    return Ok(filled(blank, Judgement::NotGradable(Fault { of: FaultOf::Task, why })));
                }
            },
            _ => scene,
        };
        let modules = scene.modules(environment);
        let run = self.play(case, environment, &scene, &modules)?;
        let judgement = judge(&Record {
            heard: &run.heard,
            submission: &run.submission,
            exam: &run.exam,
            limits: case.settled_limits(),
            modules: &modules,
            files: &scene.laid,
            is_public: &|id| task.is_some_and(|task| task.is_public(id)),
            groups: task.map_or(&[], |task| task.manifest().groups.as_slice()),
        });
        Ok(filled(measured(blank, case, &run), judgement))
    }

    /// Lets the candidate's tests meet each program; the exam is then run on what they told, with an empty submission
    /// room.
    fn with_suite(
        &self,
        case: &Case<'_>,
        environment: &Environment,
        scene: Scene,
        programs: &[suite::Program],
    ) -> Result<Scene, Hindrance> {
        let mut runs = Vec::new();
        for (program, order) in suite::runs_of(programs) {
            let meeting = Scene {
                start: program.files.clone(),
                laid: program.files.clone(),
                exam: suite::tests_for(&program.files, &scene.laid),
                suite: Some(order),
            };
            let run = self.play(case, environment, &meeting, &meeting.modules(environment))?;
            runs.push(suite::told(program, order, &run.heard));
        }
        Ok(Scene { exam: suite::with_runs(&scene.exam, &runs), laid: FileMap::new(), ..scene })
    }

    /// Furnishes both rooms and runs them once.
    fn play(
        &self,
        case: &Case<'_>,
        environment: &Environment,
        scene: &Scene,
        modules: &ModuleFacts,
    ) -> Result<Run, Hindrance> {
        let rooms = embedded::unpack_rooms(self.workshop.data, self.workshop.python)?;
        let task = case.exam.task();
        let accepted_weaknesses = &accepted(case.purpose);
        let allow_equality = case.allow_equality || task.is_some_and(|task| task.manifest().allow_equality);
        let attempt = Attempt {
            rooms: &rooms,
            environment,
            exam: &scene.exam,
            submission: &scene.laid,
            modules,
            limits: case.settled_limits(),
            seed: case.seed,
            public: case.public,
            allow_equality,
            accepted_weaknesses,
        };
        // A candidate's own tests meet each program in rooms that nobody else's tests were in.
        let warm = self.warm.filter(|_| scene.suite.is_none());
        if let Some(run) = warm.and_then(|warm| warm.run(&attempt, self.launcher, self.workshop)) {
            return Ok(run);
        }
        let stage = Stage::new(&scene.laid, &scene.exam, self.workshop.leftovers)?;
        let stage = match scene.suite {
            Some(_) => stage.with_source(&suite::outline(&scene.laid))?,
            None => stage,
        };
        let plan = of_both_rooms(Furniture {
            stage: &stage,
            rooms: &rooms,
            python: self.workshop.python,
            environment,
            modules,
            limits: case.settled_limits(),
            seed: case.seed,
            public: case.public,
            allow_equality,
            accepted_weaknesses,
            suite: scene.suite,
        });
        Ok(run(plan, self.launcher)?)
    }
}

/// Why an examination did not take place.
#[derive(Debug, thiserror::Error)]
enum Hindrance {
    #[error(transparent)]
    Stage(#[from] crate::staging::StageError),
    #[error(transparent)]
    Rooms(#[from] embedded::EmbeddedError),
    #[error(transparent)]
    Run(#[from] crate::rooms::run::RunError),
}

/// What a run may do without: anything that has a name, in practice; nothing, in an assessment.
pub(crate) fn accepted(purpose: Purpose) -> BTreeSet<Weakness> {
    match purpose {
        Purpose::Practice => Weakness::ALL.into(),
        Purpose::Assessment => BTreeSet::new(),
    }
}

/// Top-level modules of an environment: no submission may take their names.
fn installed(environment: &Environment) -> BTreeSet<String> {
    // An environment that cannot be listed holds nothing that a name could collide with; the rooms will say so.
    let entries = fs::read_dir(&environment.site_packages).into_iter().flatten().filter_map(Result::ok);
    entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_module = !name.ends_with("-info") && !name.starts_with("__");
            is_module.then(|| name.split('.').next().unwrap_or_default().to_owned())
        })
        .filter(|name| !name.is_empty())
        .collect()
}

fn blank(case: &Case<'_>, identity: &Identity) -> Verdict {
    let is_task = case.exam.task().is_some();
    let seed = case.seed.to_string();
    let parts = [&identity.exam_digest, &identity.submission_digest, &identity.environment.digest, &seed];
    let own_id = || digest::short(&digest::of_parts(parts.map(String::as_bytes))).to_owned();
    Verdict {
        id: case.id.map_or_else(own_id, str::to_owned),
        outcome: Outcome::NotGradable,
        fault: None,
        seen: Vec::new(),
        score: None,
        points: Points { earned: 0.0, possible: 0.0 },
        message: None,
        location: None,
        checks: Vec::new(),
        groups: Vec::new(),
        notes: case.findings.iter().map(|finding| finding.to_string().replace("\nhint: ", "; ")).collect(),
        isolation: Isolation { purpose: case.purpose, protections: Vec::new(), weaknesses: Vec::new() },
        timings_ms: TimingsMs { queue: case.queue_ms, ..TimingsMs::default() },
        usage: Usage::default(),
        task_digest: is_task.then(|| identity.exam_digest.clone()),
        exam_digest: (!is_task).then(|| identity.exam_digest.clone()),
        submission_digest: identity.submission_digest.clone(),
        environment_digest: identity.environment.digest.clone(),
        seed: case.seed,
    }
}

/// The verdict with what was measured: isolation, times and use.
fn measured(verdict: Verdict, case: &Case<'_>, run: &Run) -> Verdict {
    let collected = run.heard.collected_ms.unwrap_or(run.room_ms).max(run.room_ms);
    let mut protections = run.isolation.protections.clone();
    protections.sort();
    let weakness = |weakness: &Weakness| WeaknessAccepted {
        name: weakness.name().to_owned(),
        meaning: weakness.explanation().to_owned(),
    };
    // Both are far below 2^52, where a float stops being exact.
    let milliseconds = |number: u64| std::time::Duration::from_millis(number).as_secs_f64() * 1000.0;
    Verdict {
        isolation: Isolation {
            purpose: case.purpose,
            protections,
            weaknesses: run.isolation.weaknesses.iter().map(weakness).collect(),
        },
        timings_ms: TimingsMs {
            queue: case.queue_ms,
            room: run.room_ms,
            load: collected - run.room_ms,
            exam: (run.heard.last_ms - collected).max(0.0),
        },
        usage: Usage {
            cpu_ms: milliseconds(run.submission.cpu_time_ms),
            wall_ms: milliseconds(run.submission.wall_time_ms),
            peak_memory_bytes: run.submission.peak_memory_bytes,
        },
        ..verdict
    }
}

/// The verdict with what was judged.
fn filled(verdict: Verdict, judgement: Judgement) -> Verdict {
    match judgement {
        Judgement::NotGradable(fault) => {
            Verdict { outcome: Outcome::NotGradable, fault: Some(fault), ..verdict }
        }
        Judgement::Withheld(seen) => Verdict { outcome: Outcome::Withheld, seen, ..verdict },
        Judgement::Graded(Graded { points, checks, groups, message, location, notes }) => Verdict {
            outcome: Outcome::Graded,
            score: points.score(),
            points,
            message,
            location,
            checks,
            groups,
            notes: verdict.notes.iter().cloned().chain(notes).collect(),
            ..verdict
        },
    }
}
