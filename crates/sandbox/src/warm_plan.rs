//! What to keep warm and what to fork from it, as plain values: nothing here touches the system. Nobody here knows what the
//! programs do.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::plan::{Limits, Mount, Network, Volume};
use crate::weakness::Weakness;

/// A place from which boxes are made quickly: its file tree is the ground of theirs, its images are forked into them.
#[derive(Debug, Serialize, Deserialize)]
pub struct NurseryPlan {
    /// Mounted in this order; each box starts with a copy of this tree.
    pub mounts: Vec<Mount>,
    /// Folders on which a box's own mounts lie.
    pub folders: Vec<PathBuf>,
    pub images: Vec<ImagePlan>,
    /// As in a `BoxPlan`.
    pub fixed_addresses: bool,
    pub accepted_weaknesses: BTreeSet<Weakness>,
}

/// A program that gets ready and is then forked again and again. It finds a control socket as descriptor 3 and the bytes of
/// `ENTRY_LIBRARY` as descriptor 4; its last argument is a number: the namespaces that its forks enter.
#[derive(Debug, Serialize, Deserialize)]
pub struct ImagePlan {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    pub environment: BTreeMap<String, String>,
    pub working_directory: PathBuf,
}

/// Which image: one of the nursery's, or a room that has become an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Image {
    OfNursery(usize),
    Room(RoomId),
}

/// A room's set, and its place in the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RoomId {
    pub set: u64,
    pub place: usize,
}

/// Rooms that are made together, and the volumes that they share.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RoomSet {
    pub volumes: Vec<Volume>,
    /// Names of volumes that whoever asked gets an open folder of, to fill them before the rooms begin.
    pub handed_out: Vec<String>,
    pub rooms: Vec<RoomPlan>,
}

/// A fork of an image in a box of its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RoomPlan {
    pub image: Image,
    /// Beside those of the nursery.
    pub mounts: Vec<Mount>,
    pub network: Network,
    pub limits: Limits,
    /// Whether it will be forked in its turn: then it keeps the way into boxes of its own.
    pub becomes_image: bool,
}
