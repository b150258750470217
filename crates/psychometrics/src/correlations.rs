//! How abilities go together, estimated from the responses of many persons.
//!
//! EM (Dempster, Laird & Rubin 1977) over persons whose abilities are jointly normal with mean 0 and deviations 1, items calibrated on those scales: the
//! E-step is each person's posterior mean m and covariance V (`dimensions`), the M-step Σ (m mᵀ + V) / N, scaled back to
//! correlations. What was believed before (the skill map) counts as that many persons more.

use nalgebra::{DMatrix, DVector};

use crate::dimensions::{Abilities, DimensionError, DirectedResponse};

const ROUNDS: usize = 200;
const TOLERANCE: f64 = 5e-4;

/// Correlations between abilities, and what they rest on.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlations {
    pub matrix: DMatrix<f64>,
    /// Persons who answered anything.
    pub persons: usize,
    pub rounds: usize,
}

/// Estimates correlations from each person's responses, starting from `believed`, which counts as `believed_persons` persons; `nodes` are
/// those of all curves. With 0 the responses alone decide.
pub fn estimate(
    believed: &DMatrix<f64>,
    believed_persons: f64,
    nodes: &[f64],
    persons: &[Vec<DirectedResponse<'_>>],
) -> Result<Correlations, DimensionError> {
    let size = believed.nrows();
    let answered: Vec<&Vec<DirectedResponse<'_>>> = persons.iter().filter(|own| !own.is_empty()).collect();
    let mut matrix = believed.clone();
    let (mut rounds, mut moved) = (0, f64::INFINITY);
    while rounds < ROUNDS && moved > TOLERANCE && !answered.is_empty() {
        let prior = Abilities::new(DVector::zeros(size), matrix.clone())?;
        let mut sum = believed * believed_persons;
        for responses in &answered {
            let known = prior.after(nodes, responses)?;
            sum += known.mean() * known.mean().transpose() + known.covariance();
        }
        let next = scaled(&sum);
        moved = (&next - &matrix).amax();
        matrix = next;
        rounds += 1;
    }
    Ok(Correlations { matrix, persons: answered.len(), rounds })
}

/// A covariance as correlations, exactly symmetric.
fn scaled(covariance: &DMatrix<f64>) -> DMatrix<f64> {
    let size = covariance.nrows();
    let sds: Vec<f64> = (0..size).map(|index| covariance[(index, index)].sqrt()).collect();
    DMatrix::from_fn(size, size, |row, column| {
        let both = 0.5 * (covariance[(row, column)] + covariance[(column, row)]);
        if row == column { 1.0 } else { both / (sds[row] * sds[column]) }
    })
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::ability::scoring_nodes;
    use crate::response_model::Item;
    use crate::simulation::{draw_normal, draw_response};
    use crate::uncertain_item::Curves;

    const WEIGHTS: [[(usize, f64); 1]; 3] = [[(0, 1.0)], [(1, 1.0)], [(2, 1.0)]];

    fn truth() -> DMatrix<f64> {
        DMatrix::from_row_slice(3, 3, &[1.0, 0.7, 0.2, 0.7, 1.0, 0.4, 0.2, 0.4, 1.0])
    }

    /// Persons who answer `length` items of each ability.
    fn estimated(count: usize, length: usize, believed_persons: f64) -> Correlations {
        let mut random = Pcg64Mcg::seed_from_u64(19);
        let nodes = scoring_nodes();
        let place = |index: usize| f64::from(u8::try_from(index).unwrap()) / 3.0 - 1.5;
        let items: Vec<Item> = (0..length).map(|index| Item::two_pl(1.4, place(index)).unwrap()).collect();
        let curves: Vec<Curves> = items.iter().map(|item| Curves::of(item, &nodes)).collect();
        let root = truth().cholesky().unwrap().l();
        let persons: Vec<Vec<DirectedResponse<'_>>> = (0..count)
            .map(|_| {
                let abilities = &root * DVector::from_fn(3, |_, _| draw_normal(0.0, 1.0, &mut random));
                let mut responses = Vec::new();
                for (dimension, weights) in WEIGHTS.iter().enumerate() {
                    for (item, curves) in items.iter().zip(&curves) {
                        let category = draw_response(item, abilities[dimension], &mut random);
                        responses.push(DirectedResponse { weights, curves, category });
                    }
                }
                responses
            })
            .collect();
        estimate(&DMatrix::identity(3, 3), believed_persons, &nodes, &persons).unwrap()
    }

    #[test]
    fn correlations_are_recovered_though_each_ability_is_known_only_so_well() {
        let found = estimated(150, 8, 0.0);
        assert!((&found.matrix - truth()).amax() < 0.22, "{}", found.matrix);
        assert!(found.rounds < ROUNDS && found.persons == 150);
    }

    #[test]
    fn few_persons_move_a_belief_only_a_little() {
        let found = estimated(10, 6, 200.0);
        assert!(found.matrix[(0, 1)].abs() < 0.15, "{}", found.matrix);
    }

    #[test]
    fn without_responses_the_belief_stays() {
        let found = estimate(&truth(), 0.0, &scoring_nodes(), &[Vec::new()]).unwrap();
        assert_eq!((found.matrix, found.persons), (truth(), 0));
    }
}
