//! `assay plan`: what to do next, in hours, and why.

use assessment::plan::plan;

use crate::cli::Place;
use crate::cli::sittings::Plan;
use crate::exit::Exit;
use crate::learner::records::{Records, now_ms};
use crate::learner::room::House;
use crate::learner::talk::Talk;
use crate::surroundings::open_data;
use crate::terminal::plan::{as_json, page};

/// Steps that are shown without `--all`.
const FIRST_STEPS: usize = 12;

pub fn run(arguments: &Plan, place: &Place) -> anyhow::Result<Exit> {
    let talk = Talk::new(arguments.common.plain, arguments.common.json);
    let house = House::open(&arguments.common)?;
    let records = Records::open(arguments.common.records.as_deref(), &open_data(place)?)?;
    let evidence = records.evidence(&house.measure)?;
    records.close();
    let now_ms = now_ms();
    let plan = plan(&house.measure, &evidence, house.role.as_ref(), now_ms);
    if evidence.is_empty() {
        talk.remark("Nothing is known of you yet: `assay place` makes this plan yours.\n")?;
    }
    let most = if arguments.all { usize::MAX } else { FIRST_STEPS };
    talk.say(&page(&plan, most, now_ms, talk), || as_json(&plan))?;
    Ok(Exit::Full)
}
