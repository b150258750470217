//! Two processes that need the same environment: one builds, the other waits. The kernel frees the lock when its holder
//! dies, so nobody has to clean up after a crash.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::progress::{Listener, Progress};

/// Held while something is built; freed when dropped.
#[derive(Debug)]
pub struct BuildLock {
    _file: File,
}

impl BuildLock {
    /// Takes the lock; when another process has it, says so once and waits.
    pub fn acquire(path: &Path, what: &str, listener: Listener<'_>) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => {
                listener(Progress::Waiting { what: what.to_owned() });
                flock(&file, FlockOperation::LockExclusive)?;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn the_second_builder_is_told_to_wait_and_goes_on_when_the_first_is_done() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("lock");
        let first = BuildLock::acquire(&path, "core", &|_| panic!("nobody else holds it")).unwrap();
        let (waits, told) = mpsc::channel();
        let second = thread::spawn(move || {
            BuildLock::acquire(&path, "core", &|news| waits.send(news).unwrap()).map(drop)
        });
        assert_eq!(told.recv().unwrap(), Progress::Waiting { what: "core".into() });
        drop(first);
        second.join().unwrap().unwrap();
    }
}
