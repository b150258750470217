//! The sandbox plan of the box that runs an author's `vary.py`. A pure value: nothing is started here.

use sandbox::{BoxPlan, Limits, Network, Plan, Volume};
use serde::Serialize;

use super::mounts::{DISK_BYTES, INODES, Use, of_every_room, read_only, shared_volume};
use super::plan::{Furniture, SHARED, json, room};

/// Name of the box.
pub const VARIANT: &str = "variant";

const LIMITS: Limits = Limits {
    cpu_time_ms: 10_000,
    wall_time_ms: 30_000,
    memory_bytes: 512 << 20,
    processes: 8,
    open_files: 128,
    file_size_bytes: DISK_BYTES,
    output_bytes: 64 << 20,
};

#[derive(Serialize)]
struct Configuration {
    seed: u64,
    source: &'static str,
}

/// The plan. `furniture.stage` holds `vary.py` as the submission.
pub fn of_variant(furniture: Furniture<'_>) -> Plan {
    let mut mounts = of_every_room(furniture, shared_volume(true));
    mounts.push(read_only(&furniture.stage.submission(), "/task", Use::Data));
    let configuration = json(&Configuration { seed: furniture.seed, source: "/task" });
    // The hash seed is the same for all seeds: a variant differs by its `rng` only.
    let planned = room(VARIANT, "/rooms/variants", configuration, mounts, LIMITS, 0);
    // Without site-packages only the standard library can be imported.
    let arguments = std::iter::once("-S".into()).chain(planned.arguments.clone()).collect();
    Plan {
        volumes: vec![Volume { name: SHARED.to_owned(), size_bytes: DISK_BYTES, inodes: INODES }],
        boxes: vec![BoxPlan { arguments, network: Network::None, ..planned }],
        accepted_weaknesses: furniture.accepted_weaknesses.clone(),
    }
}
