//! What fades: when something once done is worth doing again. The schedule is FSRS 6 (crate `fsrs`, its published default weights); a competency
//! is the card, each task done for it a review.

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, FSRSItem, FSRSReview, current_retrievability};

use crate::measure::Evidence;

/// Due again when the chance to still have it falls to this.
const WANTED_RETENTION: f32 = 0.9;
const DAY_MS: u64 = 86_400_000;
const AGAIN: u32 = 1;
const HARD: u32 = 2;
const GOOD: u32 = 3;

/// How present a competency is.
#[derive(Clone, Debug, PartialEq)]
pub struct Fading {
    pub competency: String,
    /// Chance to still have it now, 0 to 1, by FSRS.
    pub retention: f64,
    /// When it falls to nine in ten, in milliseconds since 1970.
    pub due_ms: u64,
    pub last_ms: u64,
}

impl Fading {
    pub fn is_due(&self, now_ms: u64) -> bool {
        self.due_ms <= now_ms
    }
}

/// Every competency with evidence, most faded first.
pub fn fading(evidence: &[Evidence], now_ms: u64) -> Vec<Fading> {
    let mut ids: Vec<&str> = evidence.iter().map(|one| one.response.competency.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut all: Vec<Fading> = ids.into_iter().filter_map(|id| of(id, evidence, now_ms)).collect();
    all.sort_by(|left, right| left.retention.total_cmp(&right.retention));
    all
}

fn of(competency: &str, evidence: &[Evidence], now_ms: u64) -> Option<Fading> {
    let mut times: Vec<(u64, u32)> = evidence
        .iter()
        .filter(|one| one.response.competency == competency)
        .map(|one| (one.at_ms, rating(one.response.category, one.response.steps)))
        .collect();
    times.sort_unstable();
    let mut reviews: Vec<FSRSReview> = Vec::new();
    let mut last_ms = times.first()?.0;
    for (at_ms, rating) in times {
        let delta_t = u32::try_from((at_ms - last_ms) / DAY_MS).unwrap_or(u32::MAX);
        // Several tasks of one day are one review: the last of them.
        if delta_t == 0 && !reviews.is_empty() {
            if let Some(review) = reviews.last_mut() {
                review.rating = rating;
            }
        } else {
            reviews.push(FSRSReview { rating, delta_t });
            last_ms = at_ms;
        }
    }
    let model = FSRS::default();
    let state = model.memory_state(FSRSItem { reviews }, None).ok()?;
    let days = std::time::Duration::from_millis(now_ms.saturating_sub(last_ms)).as_secs_f32() / 86_400.0;
    let retention = current_retrievability(state, days, FSRS6_DEFAULT_DECAY);
    let interval_days = model.next_interval(Some(state.stability), WANTED_RETENTION, GOOD).max(0.0);
    let due_ms = std::time::Duration::try_from_secs_f32(interval_days * 86_400.0).unwrap_or_default();
    let due_ms = last_ms.saturating_add(u64::try_from(due_ms.as_millis()).unwrap_or(u64::MAX));
    Some(Fading { competency: competency.to_owned(), retention: f64::from(retention), due_ms, last_ms })
}

fn rating(category: u8, steps: u8) -> u32 {
    match category {
        0 => AGAIN,
        full if full == steps => GOOD,
        _ => HARD,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Setting;
    use crate::response::GradedResponse;

    fn done(competency: &str, day: u64, category: u8) -> Evidence {
        let response = GradedResponse { competency: competency.into(), category, steps: 2 };
        Evidence { task: format!("t{day}"), setting: Setting::Practised, at_ms: day * DAY_MS, response }
    }

    #[test]
    fn what_was_done_long_ago_fades_and_what_was_done_again_lasts() {
        let evidence = [done("old", 0, 2), done("again", 0, 2), done("again", 20, 2), done("fresh", 99, 2)];
        let all = fading(&evidence, 100 * DAY_MS);
        let order: Vec<&str> = all.iter().map(|one| one.competency.as_str()).collect();
        assert_eq!(order[0], "old");
        let of = |id: &str| all.iter().find(|one| one.competency == id).unwrap();
        assert!(of("fresh").retention > 0.9 && !of("fresh").is_due(100 * DAY_MS));
        assert!(of("again").due_ms - of("again").last_ms > of("old").due_ms - of("old").last_ms);
        assert!(of("old").is_due(100 * DAY_MS));
    }

    #[test]
    fn what_failed_is_due_sooner_than_what_went_well() {
        let all = fading(&[done("failed", 0, 0), done("well", 0, 2)], DAY_MS);
        let of = |id: &str| all.iter().find(|one| one.competency == id).unwrap();
        assert!(of("failed").due_ms < of("well").due_ms);
        assert!(fading(&[], 5).is_empty());
    }
}
