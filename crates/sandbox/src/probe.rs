//! What this machine can enforce, for people who set it up. Each answer comes from trying, in the helper, which ends
//! afterwards.

use std::collections::BTreeSet;

use crate::cgroup::Controllers;
use crate::landlock_wall;
use crate::mounts::make_process_tree;
use crate::namespaces::{OuterIdentity, enter_own};
use crate::protection::{Protection, ProtectionState};
use crate::seccomp::Filters;
use crate::step::StepFailure;
use crate::syscall::{Forked, fork_into, leave, wait_with_usage};
use crate::weakness::Weakness;

/// Walls that no run starts without, with what each is for.
const ALWAYS: [(&str, &str); 8] = [
    ("user-namespace", "the box's user is nobody outside of it"),
    ("process-namespace", "the box sees and signals only its own processes"),
    ("mount-namespace", "the box has a private root with nothing of the host but what is named"),
    ("network-namespace", "the box reaches no network and no service of the host"),
    ("ipc-and-uts-namespaces", "shared memory, queues and names are the box's own"),
    ("no-capabilities", "the box can mount, trace and administer nothing"),
    ("system-call-filter", "the parts of the kernel that a program never needs are out of reach"),
    ("output-and-disk-limits", "output is counted, and files live in memory of a fixed size"),
];

/// Names of the walls of a run that misses only `weaknesses`.
pub fn protections_in_force(weaknesses: &BTreeSet<Weakness>, identity: OuterIdentity) -> Vec<String> {
    let mut names: Vec<String> = ALWAYS.iter().map(|(name, _)| (*name).to_owned()).collect();
    if !identity.is_privileged() {
        names.push("separate-user".to_owned());
    }
    let given = Weakness::ALL.into_iter().filter(|weakness| !weaknesses.contains(weakness));
    names.extend(given.map(|weakness| protection_against(weakness).0.to_owned()));
    names
}

const fn protection_against(weakness: Weakness) -> (&'static str, &'static str) {
    match weakness {
        Weakness::MemoryNotByCgroup => {
            ("memory-control-group", "the memory of all processes of a box together is limited")
        }
        Weakness::ProcessesNotByCgroup => ("process-control-group", "the processes of a box are limited"),
        Weakness::CpuTimeNotByCgroup => {
            ("cpu-control-group", "the CPU time of all processes of a box is counted exactly")
        }
        Weakness::NoLandlock => ("landlock", "a second wall around the file system"),
    }
}

/// Every protection and its state. Enters the helper's own namespaces.
pub fn look() -> Vec<Protection> {
    let mut weaknesses = Controllers::find().weaknesses();
    if !landlock_wall::is_available() {
        weaknesses.insert(Weakness::NoLandlock);
    }
    let walls = try_walls();
    let mut protections: Vec<Protection> =
        ALWAYS.iter().map(|(name, purpose)| required(name, purpose, walls.as_ref().err())).collect();
    protections.push(separate_user(walls.ok()));
    protections.extend(Weakness::ALL.map(|weakness| optional(weakness, weaknesses.contains(&weakness))));
    protections
}

/// Goes as far as a box goes before its program matters.
fn try_walls() -> Result<OuterIdentity, StepFailure> {
    Filters::compile()?;
    let identity = enter_own()?;
    try_namespaces()?;
    Ok(identity)
}

/// A short-lived child in fresh namespaces makes its `/proc`; its failure is that of the step.
fn try_namespaces() -> Result<(), StepFailure> {
    use crate::helper_process::NAMESPACES;
    use crate::step::{Step, failed};
    match fork_into(NAMESPACES).map_err(failed(Step::Spawn, "namespaces"))? {
        Forked::Child => leave(make_process_tree().err().map_or(0, |failure| failure.errno)),
        Forked::Parent(pid) => {
            let ended = wait_with_usage(pid).map_err(failed(Step::Spawn, "namespaces"))?;
            match ended.exit_status {
                0 => Ok(()),
                errno => Err(StepFailure { step: Step::ProcessTree, object: "/proc".to_owned(), errno }),
            }
        }
    }
}

fn required(name: &str, purpose: &str, failure: Option<&StepFailure>) -> Protection {
    let state = if failure.is_none() { ProtectionState::InForce } else { ProtectionState::Missing };
    Protection {
        name: name.to_owned(),
        state,
        why: failure.map_or_else(|| purpose.to_owned(), StepFailure::text),
        mend: failure.map(|failure| failure.step.mend().to_owned()),
        weakness: None,
    }
}

fn separate_user(identity: Option<OuterIdentity>) -> Protection {
    let is_separate = identity.is_some_and(|identity| !identity.is_privileged());
    let (state, why) = if is_separate {
        (ProtectionState::InForce, "boxes run under a user number that owns nothing")
    } else {
        (
            ProtectionState::NotNeeded,
            "boxes run under your own user number, kept from your files by their namespaces alone; as root they get a \
             number of their own",
        )
    };
    let name = "separate-user".to_owned();
    Protection { name, state, why: why.to_owned(), mend: None, weakness: None }
}

fn optional(weakness: Weakness, is_missing: bool) -> Protection {
    let (name, purpose) = protection_against(weakness);
    let (state, why) = if is_missing {
        (ProtectionState::Missing, weakness.explanation())
    } else {
        (ProtectionState::InForce, purpose)
    };
    Protection {
        name: name.to_owned(),
        state,
        why: why.to_owned(),
        mend: is_missing.then(|| weakness.mend().to_owned()),
        weakness: is_missing.then_some(weakness),
    }
}
