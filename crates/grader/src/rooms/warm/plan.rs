//! What is kept warm and what is forked from it, as the sandbox's plans. Pure values, the warm half of `rooms::plan`.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use bank::files::{FileMap, RelativePath};
use sandbox::{Image, ImagePlan, Mount, MountSource, Network, NurseryPlan, RoomPlan, RoomSet, Volume};
use serde_json::{Value, json};

use super::Attempt;
use crate::environments::Environment;
use crate::interpreter::Interpreter;
use crate::limits::CaseLimits;
use crate::rooms::mounts::{DISK_BYTES, INODES, ground, interpreter_folders, shared_volume, work_folder};
use crate::rooms::plan::{
    SHARED, Told, exam_configuration, exam_limits, limits, submission_configuration, variables,
};
use crate::staging::Stage;

/// The images of a nursery, by their place in its plan.
pub const SUBMISSION_IMAGE: Image = Image::OfNursery(0);
pub const EXAM_IMAGE: Image = Image::OfNursery(1);

/// Places of the rooms in their set.
pub const SUBMISSION: usize = 0;
pub const EXAM: usize = 1;

/// Volumes that the grader fills before the rooms begin.
const FILES: &str = "files";
const HIDDEN: &str = "exam";

/// An image lives until it is not used any more.
const PATIENCE_MS: u64 = 1 << 44;

/// Whether a box's own folders would hide the interpreter.
pub fn hides_interpreter(python: &Interpreter) -> bool {
    let own = ["/tmp", "/work", "/submission", "/source", "/exam"];
    interpreter_folders(&python.folders).iter().any(|folder| own.iter().any(|own| folder.starts_with(own)))
}

/// The nursery of an environment.
pub fn of_nursery(attempt: &Attempt<'_>, stage: &Stage, python: &Interpreter) -> NurseryPlan {
    let mut mounts = vec![work_folder(), private("/tmp")];
    mounts.extend(ground(stage, python, attempt.environment, attempt.rooms));
    let libraries: &[&str] = &[];
    NurseryPlan {
        mounts,
        folders: ["/submission", "/source", "/exam"].map(PathBuf::from).into(),
        images: ["submission", "exam"].map(|side| image(side, libraries, attempt.seed)).into(),
        fixed_addresses: true,
        accepted_weaknesses: attempt.accepted_weaknesses.clone(),
    }
}

fn image(side: &str, libraries: &[&str], seed: u64) -> ImagePlan {
    let configuration = json!({"side": side, "libraries": libraries}).to_string();
    let arguments = ["-B", "-X", "utf8", "-P", "/rooms/zygote", &configuration].map(OsString::from);
    ImagePlan {
        program: Environment::python_in_box(),
        arguments: arguments.into(),
        environment: variables(seed),
        working_directory: PathBuf::from("/work"),
    }
}

/// An exam's own image.
pub fn of_image(attempt: &Attempt<'_>) -> RoomSet {
    let memory_bytes = exam_limits(attempt.limits).memory_bytes;
    let patient = CaseLimits { cpu_time_ms: PATIENCE_MS, wall_time_ms: PATIENCE_MS, memory_bytes };
    let mounts = vec![work_folder(), private("/tmp"), filled(HIDDEN, "/exam")];
    RoomSet {
        volumes: vec![volume(HIDDEN)],
        handed_out: vec![HIDDEN.to_owned()],
        rooms: vec![RoomPlan { becomes_image: true, ..room(EXAM_IMAGE, mounts, patient) }],
    }
}

/// Both rooms of an attempt whose exam room is forked from the exam's image.
pub fn of_attempt(attempt: &Attempt<'_>, image: Image) -> RoomSet {
    RoomSet {
        volumes: vec![volume(SHARED), volume(FILES)],
        handed_out: vec![FILES.to_owned()],
        rooms: vec![submission_room(attempt.limits), exam_room(image, attempt.limits, false)],
    }
}

/// Both rooms of an attempt whose exam is collected anew.
pub fn of_session(attempt: &Attempt<'_>) -> RoomSet {
    RoomSet {
        volumes: vec![volume(SHARED), volume(FILES), volume(HIDDEN)],
        handed_out: vec![FILES.to_owned(), HIDDEN.to_owned()],
        rooms: vec![submission_room(attempt.limits), exam_room(EXAM_IMAGE, attempt.limits, true)],
    }
}

fn submission_room(of_case: CaseLimits) -> RoomPlan {
    room(SUBMISSION_IMAGE, vec![work_folder(), shared_volume(true), filled(FILES, "/submission")], of_case)
}

fn exam_room(image: Image, of_case: CaseLimits, brings_exam: bool) -> RoomPlan {
    let mut mounts = vec![work_folder(), shared_volume(false), filled(FILES, "/source")];
    if brings_exam {
        mounts.push(filled(HIDDEN, "/exam"));
    }
    room(image, mounts, exam_limits(of_case))
}

fn room(image: Image, mounts: Vec<Mount>, of_room: CaseLimits) -> RoomPlan {
    RoomPlan { image, mounts, network: Network::Loopback, limits: limits(of_room), becomes_image: false }
}

fn volume(name: &str) -> Volume {
    Volume { name: name.to_owned(), size_bytes: DISK_BYTES, inodes: INODES }
}

/// Files that nobody in the box can change.
fn filled(volume: &str, target: &str) -> Mount {
    Mount {
        source: MountSource::Volume(volume.to_owned()),
        target: PathBuf::from(target),
        writable: false,
        follow_symlinks: false,
        executable: false,
    }
}

fn private(target: impl AsRef<Path>) -> Mount {
    Mount {
        source: MountSource::Tmpfs { size_bytes: DISK_BYTES, inodes: INODES },
        target: target.as_ref().to_owned(),
        writable: true,
        follow_symlinks: true,
        executable: true,
    }
}

/// What the submission room is told when it may begin.
pub fn submission_message(attempt: &Attempt<'_>) -> Vec<u8> {
    message("room", &json!(submission_configuration(attempt.seed, None)))
}

/// What a fork of an exam's image is told.
pub fn go_on_message() -> Vec<u8> {
    message("room", &json!({}))
}

/// What an exam room that collects by itself is told.
pub fn exam_message(attempt: &Attempt<'_>) -> Vec<u8> {
    let configuration = exam_configuration(attempt.modules, attempt.seed, told(attempt));
    message("room", &json!(configuration))
}

/// What an exam's image is told.
pub fn image_message(attempt: &Attempt<'_>) -> Vec<u8> {
    let mut configuration = json!(exam_configuration(attempt.modules, attempt.seed, told(attempt)));
    configuration["offered"] = json!(offered(attempt.submission));
    message("image", &configuration)
}

fn told(attempt: &Attempt<'_>) -> Told {
    Told { public: attempt.public, allow_equality: attempt.allow_equality, suite: None }
}

/// Top-level modules and packages among the submission's files, as the exam room would find them there.
pub fn offered(submission: &FileMap) -> BTreeSet<String> {
    let module = |path: &str| {
        let name = path.split('/').next().unwrap_or_default();
        let suffix = Path::new(name).extension().unwrap_or_default();
        let is_module = path.contains('/') || suffix == "py" || suffix == "so";
        is_module.then(|| name.split('.').next().unwrap_or_default().to_owned())
    };
    let paths = submission.paths().map(RelativePath::as_str);
    let top = |path: &str| [module(path), path.strip_prefix("src/").and_then(module)];
    paths.flat_map(top).flatten().collect()
}

fn message(role: &str, configuration: &Value) -> Vec<u8> {
    json!({"role": role, "config": configuration}).to_string().into_bytes()
}
