//! The steps by which a forked room seals itself, written here as data and done by `native/entry.rs`: the same walls as
//! `seal` raises around an executed program.

use std::path::Path;

use crate::cgroup::Control;
use crate::landlock_wall::Wall;
use crate::limits;
use crate::plan::{Limits, Mount};
use crate::seccomp::ImageFilters;

const SESSION: u32 = 1;
const LIMIT: u32 = 2;
const CAPABILITIES: u32 = 3;
const DIE_WITH_IMAGE: u32 = 4;
const LANDLOCK_HANDLED: u32 = 5;
const LANDLOCK_ALLOWED: u32 = 6;
const LANDLOCK_RAISED: u32 = 7;
const FILTER: u32 = 8;
const WORKING_FOLDER: u32 = 9;

/// `SECBIT_NOROOT`, `NO_SETUID_FIXUP`, `NO_CAP_AMBIENT_RAISE`, each with its lock, and the lock of `KEEP_CAPS`.
const SECURE_BITS: u64 = 0xef;
const DUMPABLE: u64 = 1;

/// Each line is a wall. A room that `becomes_image` keeps the way into boxes; its forks take the rest.
pub fn of_room(
    becomes_image: bool,
    room_limits: &Limits,
    control: &Control,
    wall: Option<&Wall>,
    mounts: &[&Mount],
    filters: &ImageFilters,
) -> Vec<u8> {
    let mut script = Script(Vec::new());
    script.add(SESSION, &[]);
    script.add(WORKING_FOLDER, &path("/work"));
    if !becomes_image {
        for (resource, value) in limits::values(room_limits, control) {
            script.add(LIMIT, &[u64::from(resource as u32).to_ne_bytes(), value.to_ne_bytes()].concat());
        }
    }
    script.add(CAPABILITIES, &SECURE_BITS.to_ne_bytes());
    script.add(DIE_WITH_IMAGE, &DUMPABLE.to_ne_bytes());
    if !becomes_image {
        if let Some(wall) = wall {
            script.add(LANDLOCK_HANDLED, &wall.handled());
            for (place, rights) in wall.rules(mounts) {
                script.add(LANDLOCK_ALLOWED, &[&rights.to_ne_bytes()[..], &path(&place)].concat());
            }
            script.add(LANDLOCK_RAISED, &[]);
        }
        for filter in &filters.last {
            script.add(FILTER, filter);
        }
    }
    script.0
}

struct Script(Vec<u8>);

impl Script {
    fn add(&mut self, kind: u32, content: &[u8]) {
        let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
        self.0.extend(kind.to_ne_bytes());
        self.0.extend(length.to_ne_bytes());
        self.0.extend(content);
        self.0.resize(self.0.len().next_multiple_of(8), 0);
    }
}

/// The path with its closing zero.
fn path(path: impl AsRef<Path>) -> Vec<u8> {
    let mut bytes = path.as_ref().as_os_str().as_encoded_bytes().to_vec();
    bytes.push(0);
    bytes
}
