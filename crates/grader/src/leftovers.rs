//! What must not outlive an interruption: folders half made and programs half done. On Ctrl-C the binary calls
//! [`Leftovers::clear`] and leaves; boxes need no entry, they die with the process that started them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use rustix::process::{Pid, Signal, kill_process_group};

/// The register of what an interruption must clear. Clones share one register.
#[derive(Clone, Debug, Default)]
pub struct Leftovers {
    entries: Arc<Mutex<Entries>>,
    /// Whether the end has come. Who makes something holds it for reading, so that the end waits for whole things.
    ended: Arc<RwLock<bool>>,
}

#[derive(Debug, Default)]
struct Entries {
    next: u64,
    cleared: bool,
    left: BTreeMap<u64, Leftover>,
}

#[derive(Debug)]
enum Leftover {
    Folder(PathBuf),
    /// Leader of a process group of its own.
    Program(Pid),
}

/// Takes its entry out of the register when dropped; the thing itself is the owner's to remove.
#[derive(Debug)]
pub struct Entry {
    key: u64,
    of: Leftovers,
}

impl Leftovers {
    /// Registers a folder that is removed when the work is interrupted.
    pub fn folder(&self, path: &Path) -> Entry {
        self.add(Leftover::Folder(path.to_owned()))
    }

    /// Registers a child process, leader of its own process group, that is killed when the work is interrupted.
    pub fn program(&self, leader: Pid) -> Entry {
        self.add(Leftover::Program(leader))
    }

    /// Makes and registers something that an interruption must not meet half made; short work only. Nothing is made any
    /// more once an interruption has come.
    pub fn make<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let ended = self.ended.read().unwrap_or_else(PoisonError::into_inner);
        (!*ended).then(work)
    }

    /// Kills and removes all that is registered, and from then on all that is added.
    pub fn clear(&self) {
        *self.ended.write().unwrap_or_else(PoisonError::into_inner) = true;
        let left = {
            let mut entries = self.lock();
            entries.cleared = true;
            std::mem::take(&mut entries.left)
        };
        // Programs first: a running builder would write into the folder that is being removed.
        for leftover in left.values().rev() {
            clear_one(leftover);
        }
    }

    fn add(&self, leftover: Leftover) -> Entry {
        let mut entries = self.lock();
        let key = entries.next;
        entries.next += 1;
        if entries.cleared {
            clear_one(&leftover);
        } else {
            entries.left.insert(key, leftover);
        }
        Entry { key, of: self.clone() }
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        // The register is plain data: a thread that panicked while holding it left it whole.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.of.lock().left.remove(&self.key);
    }
}

fn clear_one(leftover: &Leftover) {
    match leftover {
        // A folder or program that is gone already is what was wanted.
        Leftover::Folder(path) => drop(fs::remove_dir_all(path)),
        Leftover::Program(leader) => drop(kill_process_group(*leader, Signal::KILL)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interruption_removes_what_is_registered_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let (kept, cleared) = (place.path().join("kept"), place.path().join("cleared"));
        fs::create_dir(&kept).unwrap();
        fs::create_dir(&cleared).unwrap();
        let leftovers = Leftovers::default();
        drop(leftovers.folder(&kept));
        let _entry = leftovers.folder(&cleared);
        leftovers.clear();
        assert!(kept.exists() && !cleared.exists());
    }

    #[test]
    fn nothing_is_made_after_the_interruption() {
        let leftovers = Leftovers::default();
        assert_eq!(leftovers.make(|| 1), Some(1));
        leftovers.clear();
        assert_eq!(leftovers.make(|| 1), None);
    }

    #[test]
    fn what_is_registered_after_the_interruption_is_cleared_at_once() {
        let place = tempfile::tempdir().unwrap();
        let late = place.path().join("late");
        let leftovers = Leftovers::default();
        leftovers.clear();
        fs::create_dir(&late).unwrap();
        let _entry = leftovers.folder(&late);
        assert!(!late.exists());
    }
}
