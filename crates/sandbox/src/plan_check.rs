//! Refuses plans that make no sense, before anything is started.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use crate::plan::{BoxPlan, Mount, MountSource, Plan};
use crate::start_error::Refusal;
use crate::warm_plan::NurseryPlan;

/// Descriptor numbers above this would need a large table in every box.
const TARGET_MAX: i32 = 255;

pub fn check(plan: &Plan) -> Result<(), Refusal> {
    if plan.boxes.is_empty() {
        return Err(refusal("plan", "has no box", "plan at least one"));
    }
    let volumes = plan.volumes.iter().map(|volume| volume.name.as_str());
    let volumes = all_different("volume", volumes)?;
    all_different("box", plan.boxes.iter().map(|planned| planned.name.as_str()))?;
    plan.boxes.iter().try_for_each(|planned| check_box(planned, &volumes))
}

/// The same for what is kept warm.
pub fn check_nursery(plan: &NurseryPlan) -> Result<(), Refusal> {
    let volumes = BTreeSet::new();
    plan.mounts.iter().try_for_each(|mount| check_mount("nursery", mount, &volumes))?;
    let odd = plan.folders.iter().find(|folder| !is_plain(folder));
    odd.map_or(Ok(()), |folder| {
        Err(refusal("nursery", &format!("folder `{}` is not an absolute path", folder.display()), PLAIN_PATH))
    })
}

fn check_box(planned: &BoxPlan, volumes: &BTreeSet<&str>) -> Result<(), Refusal> {
    let place = format!("box `{}`", planned.name);
    for (what, path) in [("program", &planned.program), ("working directory", &planned.working_directory)] {
        if !is_plain(path) {
            return Err(refusal(
                &place,
                &format!("{what} `{}` is not an absolute path", path.display()),
                PLAIN_PATH,
            ));
        }
    }
    let mut targets = BTreeSet::new();
    for descriptor in &planned.descriptors {
        if !(3..=TARGET_MAX).contains(&descriptor.target) || !targets.insert(descriptor.target) {
            let what = format!("descriptor number {} is taken or out of range", descriptor.target);
            return Err(refusal(&place, &what, "use each number from 3 to 255 once"));
        }
    }
    if let Some((key, _)) =
        planned.environment.iter().find(|(key, _)| key.is_empty() || key.contains(['=', '\0']))
    {
        return Err(refusal(
            &place,
            &format!("environment variable `{key}` cannot be set"),
            "name it without `=`",
        ));
    }
    planned.mounts.iter().try_for_each(|mount| check_mount(&place, mount, volumes))
}

const PLAIN_PATH: &str = "write it from `/` on, without `.` or `..`";

fn check_mount(place: &str, mount: &Mount, volumes: &BTreeSet<&str>) -> Result<(), Refusal> {
    let target = mount.target.display();
    if !is_plain(&mount.target) || mount.target == Path::new("/") {
        return Err(refusal(place, &format!("mount target `{target}` is not a path below `/`"), PLAIN_PATH));
    }
    match &mount.source {
        MountSource::HostReadOnly(_) if mount.writable => {
            let what = format!("mount `{target}` would make files of the host writable");
            Err(refusal(place, &what, "use a `Tmpfs` or a `Volume` for what is written"))
        }
        MountSource::Volume(name) if !volumes.contains(name.as_str()) => Err(refusal(
            place,
            &format!("mount `{target}` names unknown volume `{name}`"),
            "add it to the plan's volumes",
        )),
        _ => Ok(()),
    }
}

fn is_plain(path: &Path) -> bool {
    let mut parts = path.components();
    path.to_str().is_some()
        && parts.next() == Some(Component::RootDir)
        && parts.all(|part| matches!(part, Component::Normal(_)))
}

fn all_different<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<BTreeSet<&'a str>, Refusal> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(refusal(what, &format!("name `{name}` is used twice"), "give each its own"));
        }
    }
    Ok(seen)
}

fn refusal(place: &str, what: &str, mend: &str) -> Refusal {
    Refusal::Plan { place: place.to_owned(), what: what.to_owned(), mend: mend.to_owned() }
}
