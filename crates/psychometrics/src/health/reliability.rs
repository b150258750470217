//! How dependable scores are: the share of their variance that is not error.

use crate::ability::Estimate;
use crate::responses::Responses;

/// Reliability of EAP estimates: var(θ̂) / (var(θ̂) + mean error variance) (Bechger, Maris, Verstralen & Béguin 2003).
/// `None` for fewer than two persons.
#[expect(clippy::cast_precision_loss, reason = "counts of persons are small")]
pub fn empirical(estimates: &[Estimate]) -> Option<f64> {
    if estimates.len() < 2 {
        return None;
    }
    let count = estimates.len() as f64;
    let mean = estimates.iter().map(|estimate| estimate.ability).sum::<f64>() / count;
    let spread = estimates.iter().map(|estimate| (estimate.ability - mean).powi(2)).sum::<f64>() / count;
    let error = estimates.iter().map(|estimate| estimate.standard_error.powi(2)).sum::<f64>() / count;
    (spread + error > 0.0).then(|| spread / (spread + error))
}

/// Cronbach's (1951) alpha over persons without a missing response. `None` with fewer than two items or persons, or without variance.
#[expect(clippy::cast_precision_loss, reason = "counts of items and categories are small")]
pub fn alpha(responses: &Responses) -> Option<f64> {
    let items = responses.item_count();
    let mut count = 0.0;
    let (mut sums, mut squares) = (vec![0.0; items + 1], vec![0.0; items + 1]);
    for pattern in 0..responses.pattern_count() {
        let Some(row) = responses.pattern(pattern).collect::<Option<Vec<usize>>>() else { continue };
        let weight = responses.weight(pattern);
        count += weight;
        let total: usize = row.iter().sum();
        for (index, value) in row.iter().chain([&total]).enumerate() {
            let value = *value as f64;
            sums[index] += weight * value;
            squares[index] += weight * value * value;
        }
    }
    let variance = |index: usize| squares[index] / count - (sums[index] / count).powi(2);
    if items < 2 || count < 2.0 || variance(items) <= 0.0 {
        return None;
    }
    let parts: f64 = (0..items).map(variance).sum();
    let items = items as f64;
    Some(items / (items - 1.0) * (1.0 - parts / variance(sums.len() - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_of_the_textbook_extremes() {
        let same = vec![vec![Some(1), Some(1)], vec![Some(0), Some(0)]];
        assert!((alpha(&Responses::from_rows(&same).unwrap()).unwrap() - 1.0).abs() < 1e-12);
        let crossed = vec![
            vec![Some(1), Some(1)],
            vec![Some(0), Some(0)],
            vec![Some(1), Some(0)],
            vec![Some(0), Some(1)],
        ];
        assert!(alpha(&Responses::from_rows(&crossed).unwrap()).unwrap().abs() < 1e-12);
        assert_eq!(alpha(&Responses::from_rows(&[vec![Some(1), Some(1)]]).unwrap()), None);
    }

    #[test]
    fn reliability_is_one_minus_the_share_of_error() {
        let estimate = |ability| Estimate { ability, standard_error: 0.5 };
        let reliability = empirical(&[estimate(-1.0), estimate(1.0)]).unwrap();
        assert!((reliability - 1.0 / 1.25).abs() < 1e-12);
        assert_eq!(empirical(&[estimate(0.0)]), None);
    }
}
