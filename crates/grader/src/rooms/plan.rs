//! The sandbox plan of the two rooms, as `docs/ROOMS.md` says. A pure value: nothing is started here.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use bank::modules::ModuleFacts;
use sandbox::{BoxPlan, Limits, Mount, Network, Plan, Volume, Weakness};
use serde::Serialize;

use super::mounts::{DISK_BYTES, INODES, Use, of_every_room, read_only, shared_volume};
use crate::environments::{Environment, IN_BOX};
use crate::interpreter::Interpreter;
use crate::limits::CaseLimits;
use crate::staging::Stage;

/// Names of the two boxes.
pub const SUBMISSION: &str = "submission";
pub const EXAM: &str = "exam";

/// Numbers of the descriptors that the rooms hold.
pub const WINDOW: i32 = 3;
pub const EVENTS: i32 = 4;

/// The volume that is `/tmp` in both rooms.
pub const SHARED: &str = "shared";

const OPEN_FILES: u64 = 512;
const PROCESSES: u64 = 64;
const OUTPUT_BYTES: u64 = 8 << 20;

/// How much longer the exam room may take than the submission room, for its own work.
const EXAM_CPU_TIMES: u64 = 4;
const EXAM_CPU_EXTRA_MS: u64 = 20_000;
const EXAM_WALL_EXTRA_MS: u64 = 15_000;
const EXAM_MEMORY_EXTRA_BYTES: u64 = 512 << 20;

/// What a run needs to know about its surroundings and its case.
#[derive(Clone, Copy)]
pub struct Furniture<'a> {
    pub stage: &'a Stage,
    /// Folder of the unpacked programs of the rooms.
    pub rooms: &'a Path,
    pub python: &'a Interpreter,
    pub environment: &'a Environment,
    pub modules: &'a ModuleFacts,
    pub limits: CaseLimits,
    pub seed: u64,
    /// Every check is public, not only those that are marked.
    pub public: bool,
    pub allow_equality: bool,
    pub accepted_weaknesses: &'a BTreeSet<Weakness>,
    /// The exam is a candidate's own tests, in this order (0: as written): both rooms are sealed from each other, and
    /// the exam room gets no more than a submission may use.
    pub suite: Option<u64>,
}

/// The plan of both rooms; the caller adds the descriptors.
pub fn of_both_rooms(furniture: Furniture<'_>) -> Plan {
    Plan {
        volumes: vec![Volume { name: SHARED.to_owned(), size_bytes: DISK_BYTES, inodes: INODES }],
        boxes: vec![submission_room(furniture), exam_room(furniture)],
        accepted_weaknesses: furniture.accepted_weaknesses.clone(),
    }
}

fn submission_room(furniture: Furniture<'_>) -> BoxPlan {
    let mut mounts = of_every_room(furniture, shared_volume(true));
    mounts.push(read_only(&furniture.stage.submission(), "/submission", Use::Data));
    let configuration = json(&submission_configuration(furniture.seed, furniture.suite));
    let limits = limits(furniture.limits);
    room(SUBMISSION, "/rooms/submission_room", configuration, mounts, limits, furniture.seed)
}

fn exam_room(furniture: Furniture<'_>) -> BoxPlan {
    let mut mounts = of_every_room(furniture, shared_volume(false));
    mounts.push(read_only(&furniture.stage.exam(), "/exam", Use::Data));
    mounts.push(read_only(&furniture.stage.source(), "/source", Use::Data));
    let told =
        Told { public: furniture.public, allow_equality: furniture.allow_equality, suite: furniture.suite };
    let configuration = json(&exam_configuration(furniture.modules, furniture.seed, told));
    let of_exam = if furniture.suite.is_some() { furniture.limits } else { exam_limits(furniture.limits) };
    room(EXAM, "/rooms/exam_room", configuration, mounts, limits(of_exam), furniture.seed)
}

/// How an exam is to be run.
#[derive(Clone, Copy, Default)]
pub struct Told {
    pub public: bool,
    pub allow_equality: bool,
    pub suite: Option<u64>,
}

/// What the submission room is told.
pub const fn submission_configuration(seed: u64, suite: Option<u64>) -> SubmissionRoom {
    let sealed = suite.is_some();
    SubmissionRoom { seed, source: "/submission", work: "/work", sealed, limits: WINDOW_LIMITS }
}

/// What the exam room is told.
pub fn exam_configuration(modules: &ModuleFacts, seed: u64, told: Told) -> ExamRoom<'_> {
    ExamRoom {
        seed,
        exam: "/exam",
        source: "/source",
        work: "/work",
        start_modules: &modules.start_modules,
        shadowed: &modules.shadowed,
        public: if told.public { "all" } else { "marked" },
        allow_equality: told.allow_equality,
        sealed: told.suite.is_some(),
        order: told.suite,
        limits: WINDOW_LIMITS,
    }
}

/// What the exam room may use, so that the submission's own limit is always met first.
pub fn exam_limits(of_submission: CaseLimits) -> CaseLimits {
    CaseLimits {
        cpu_time_ms: of_submission
            .cpu_time_ms
            .saturating_mul(EXAM_CPU_TIMES)
            .saturating_add(EXAM_CPU_EXTRA_MS),
        wall_time_ms: of_submission.wall_time_ms.saturating_add(EXAM_WALL_EXTRA_MS),
        memory_bytes: of_submission.memory_bytes.saturating_add(EXAM_MEMORY_EXTRA_BYTES),
    }
}

pub(super) fn room(
    name: &str,
    program: &str,
    configuration: String,
    mounts: Vec<Mount>,
    limits: Limits,
    seed: u64,
) -> BoxPlan {
    let arguments = ["-B", "-X", "utf8", "-P", program].map(OsString::from);
    BoxPlan {
        name: name.to_owned(),
        program: Environment::python_in_box(),
        arguments: arguments.into_iter().chain([OsString::from(configuration)]).collect(),
        environment: variables(seed),
        working_directory: PathBuf::from("/work"),
        mounts,
        descriptors: Vec::new(),
        network: Network::Loopback,
        fixed_addresses: true,
        limits,
    }
}

/// How many orders of sets and hash seeds there are. Few, because a warm process has one of them for its life.
const HASH_SEEDS: u64 = 4;

/// The hash seed of a run with this seed, warm or cold.
pub const fn hash_seed(seed: u64) -> u64 {
    seed % HASH_SEEDS
}

/// The environment variables of a room.
pub fn variables(seed: u64) -> BTreeMap<String, String> {
    let hash_seed = hash_seed(seed).to_string();
    let path = format!("{IN_BOX}/bin:/usr/local/bin:/usr/bin:/bin");
    [
        ("PATH", path.as_str()),
        ("HOME", "/work"),
        ("TMPDIR", "/tmp"),
        ("LANG", "C.UTF-8"),
        ("TZ", "UTC"),
        ("PYTHONHASHSEED", hash_seed.as_str()),
        ("PYTHONDONTWRITEBYTECODE", "1"),
        ("OMP_NUM_THREADS", "1"),
        ("OPENBLAS_NUM_THREADS", "1"),
        ("MKL_NUM_THREADS", "1"),
        ("NUMEXPR_NUM_THREADS", "1"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

/// What the box of a room is held to.
pub fn limits(of_room: CaseLimits) -> Limits {
    let CaseLimits { cpu_time_ms, wall_time_ms, memory_bytes } = of_room;
    Limits {
        cpu_time_ms,
        wall_time_ms,
        memory_bytes,
        processes: PROCESSES,
        open_files: OPEN_FILES,
        file_size_bytes: DISK_BYTES,
        output_bytes: OUTPUT_BYTES,
    }
}

#[derive(Clone, Copy, Serialize)]
struct WindowLimits {
    message_bytes: u64,
    total_bytes: u64,
    depth: u64,
}

const WINDOW_LIMITS: WindowLimits =
    WindowLimits { message_bytes: 64 << 20, total_bytes: 2 << 30, depth: 100 };

#[derive(Clone, Copy, Serialize)]
pub struct SubmissionRoom {
    seed: u64,
    source: &'static str,
    work: &'static str,
    sealed: bool,
    limits: WindowLimits,
}

#[derive(Clone, Copy, Serialize)]
pub struct ExamRoom<'a> {
    seed: u64,
    exam: &'static str,
    source: &'static str,
    work: &'static str,
    start_modules: &'a BTreeSet<String>,
    shadowed: &'a BTreeSet<String>,
    public: &'static str,
    allow_equality: bool,
    sealed: bool,
    order: Option<u64>,
    limits: WindowLimits,
}

pub(super) fn json(configuration: &impl Serialize) -> String {
    // Strings, numbers and sets of strings always serialise.
    serde_json::to_string(configuration).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exam_room_outlives_what_it_examines() {
        let submission = CaseLimits::default();
        let exam = exam_limits(submission);
        assert!(exam.cpu_time_ms > submission.cpu_time_ms && exam.wall_time_ms > submission.wall_time_ms);
        assert!(exam.memory_bytes > submission.memory_bytes);
    }

    #[test]
    fn a_room_gets_a_short_fixed_list_of_variables_and_nothing_of_this_machine() {
        let variables = variables((1 << 32) + 7);
        assert_eq!(variables["PYTHONHASHSEED"], "3");
        assert_eq!(variables.len(), 11);
    }
}
