//! Rooms that are kept warm: per environment a nursery whose images have Python and its libraries loaded, and from which
//! rooms are forked. What cannot be done warm is left to rooms of their own, with the same verdict.

mod nest;
mod plan;
mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bank::files::FileMap;
use bank::modules::ModuleFacts;
use sandbox::{Launcher, Weakness};

use self::nest::Nest;
use super::plan::hash_seed;
use super::run::Run;
use crate::environments::{Environment, Workshop};
use crate::limits::CaseLimits;

/// One submission and all that decides how it is run.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    /// Folder of the unpacked programs of the rooms.
    pub rooms: &'a Path,
    pub environment: &'a Environment,
    pub exam: &'a FileMap,
    pub submission: &'a FileMap,
    pub modules: &'a ModuleFacts,
    pub limits: CaseLimits,
    pub seed: u64,
    /// Every check is public, not only those that are marked.
    pub public: bool,
    pub allow_equality: bool,
    pub accepted_weaknesses: &'a BTreeSet<Weakness>,
}

/// How often an attempt is given to warm rooms before it gets its own.
const TRIES: usize = 3;
/// Nurseries that are kept at most; the one used longest ago goes first.
const NESTS: usize = 4;

/// All warm rooms of a process. Dropping it ends them.
#[derive(Debug, Default)]
pub struct WarmRooms {
    nests: Mutex<Nests>,
}

#[derive(Debug, Default)]
struct Nests {
    uses: u64,
    all: BTreeMap<NestKey, (u64, Slot)>,
}

/// A nest, or `None` where none could be made: then that is not tried again.
type Slot = Arc<Mutex<Option<Option<Arc<Nest>>>>>;

/// What a nursery is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct NestKey {
    environment: String,
    hash_seed: u64,
    accepted_weaknesses: BTreeSet<Weakness>,
}

impl WarmRooms {
    /// The run, or `None` when this attempt is to have rooms of its own. A room or image that was lost costs another try.
    pub fn run(&self, attempt: &Attempt<'_>, launcher: &Launcher, workshop: Workshop<'_>) -> Option<Run> {
        let key = NestKey {
            environment: attempt.environment.digest.clone(),
            hash_seed: hash_seed(attempt.seed),
            accepted_weaknesses: attempt.accepted_weaknesses.clone(),
        };
        for _ in 0..TRIES {
            let nest = self.nest(&key, attempt, launcher, workshop)?;
            if let Some(run) = run::run(&nest, attempt) {
                return Some(run);
            }
        }
        None
    }

    /// The living nest for this key; made first when there is none.
    fn nest(
        &self,
        key: &NestKey,
        attempt: &Attempt<'_>,
        launcher: &Launcher,
        workshop: Workshop<'_>,
    ) -> Option<Arc<Nest>> {
        let slot = self.slot(key);
        let mut kept = slot.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.as_ref() {
            Some(Some(nest)) if nest.is_alive() => return Some(Arc::clone(nest)),
            Some(None) => return None,
            _ => {}
        }
        let made = Nest::new(attempt, launcher, workshop).map(Arc::new);
        *kept = Some(made.clone());
        made
    }

    fn slot(&self, key: &NestKey) -> Slot {
        let mut nests = self.lock();
        nests.uses += 1;
        let now = nests.uses;
        if !nests.all.contains_key(key) && nests.all.len() >= NESTS {
            let oldest = nests.all.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone());
            oldest.map(|key| nests.all.remove(&key));
        }
        let (used, slot) = nests.all.entry(key.clone()).or_default();
        *used = now;
        Arc::clone(slot)
    }

    fn lock(&self) -> MutexGuard<'_, Nests> {
        // Plain data: a thread that panicked while holding it left it whole.
        self.nests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
