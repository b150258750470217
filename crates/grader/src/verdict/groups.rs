//! The check groups of a verdict: which checks belong to each, and whether all of them passed.

use assessment::{Check, CheckOutcome, Group};
use bank::groups::CheckGroup;
use bank::pattern::Pattern;

/// The task's groups with their checks. Each check must belong to exactly one group and each group must have a
/// check. `whole` says that the exam could list every check. Where the submission kept it from that, a check may
/// stand there without its parameters: then it belongs to every group that may have it, and a group that lacks
/// any of its checks has not passed.
///
/// Errors: what is wrong with the task, and how to mend it.
pub fn of(groups: &[CheckGroup], checks: &[Check], whole: bool) -> Result<Vec<Group>, String> {
    if whole && !groups.is_empty() {
        checks.iter().try_for_each(|check| owned_once(groups, &check.id))?;
    }
    let mut results = Vec::new();
    for group in groups {
        let belongs = |id: &str| has(group, id) || (!whole && may_have(group, id));
        let own: Vec<&Check> = checks.iter().filter(|check| belongs(&check.id)).collect();
        if own.is_empty() && whole {
            return Err(format!(
                "group `{}` (task.toml:{}) has no check: the exam has none of the names in its `checks`",
                group.id, group.line
            ));
        }
        let all_skipped = !own.is_empty() && own.iter().all(|check| check.outcome == CheckOutcome::Skipped);
        if !all_skipped {
            results.push(result(group, &own, whole));
        }
    }
    Ok(results)
}

fn result(group: &CheckGroup, own: &[&Check], whole: bool) -> Group {
    let counted = |check: &&&Check| check.outcome != CheckOutcome::Skipped;
    let all_there =
        whole || group.checks.iter().all(|pattern| own.iter().any(|check| pattern.matches(&check.id)));
    let passed = !own.is_empty()
        && all_there
        && own.iter().filter(counted).all(|check| check.outcome == CheckOutcome::Passed);
    let points = f64::from(group.points);
    Group {
        id: group.id.clone(),
        competency: group.competency.clone(),
        points,
        earned: if passed { points } else { 0.0 },
        checks: own.iter().map(|check| check.id.clone()).collect(),
        passed,
    }
}

fn owned_once(groups: &[CheckGroup], id: &str) -> Result<(), String> {
    let owners: Vec<&CheckGroup> = groups.iter().filter(|group| has(group, id)).collect();
    match owners[..] {
        [_] => Ok(()),
        [] => Err(format!("check `{id}` belongs to no group; add it to the `checks` of one in task.toml")),
        [first, second, ..] => Err(format!(
            "check `{id}` belongs to the groups `{}` (task.toml:{}) and `{}` (task.toml:{}); leave it in one",
            first.id, first.line, second.id, second.line
        )),
    }
}

fn has(group: &CheckGroup, id: &str) -> bool {
    group.checks.iter().any(|pattern| pattern.matches(id))
}

/// Whether a check without its parameters may stand for one of the group's.
fn may_have(group: &CheckGroup, id: &str) -> bool {
    let base = |pattern: &Pattern| Pattern::new(pattern.as_str().split('[').next().unwrap_or_default());
    !id.contains('[') && group.checks.iter().any(|pattern| base(pattern).matches(id))
}
