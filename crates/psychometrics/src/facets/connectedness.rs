//! Whether severities can be compared: Weeks & Williams (1964), "a note on the determination of connectedness in an N-way cross
//! classification". Groups come from chains of shared persons; whether rater, task and person can be told apart, from the rank of the design.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use super::{FacetError, Rating};

/// Eigenvalues below this share of the largest count as zero.
const RANK_TOLERANCE: f64 = 1e-9;

/// Refuses designs in which severities have no common origin.
pub(super) fn check(ratings: &[Rating], tasks: usize, raters: usize) -> Result<(), FacetError> {
    let groups = groups(ratings, raters);
    if groups.len() > 1 {
        return Err(FacetError::Disconnected { groups });
    }
    let design = absorbed_design(ratings, tasks, raters);
    let told_apart = rank(&design) - rank(&design.view((0, 0), (tasks, tasks)).into_owned());
    if told_apart + 1 < raters {
        return Err(FacetError::Confounded);
    }
    Ok(())
}

/// Raters, numbered from 1, that chains of shared persons join. Raters without ratings are left out.
pub(super) fn groups(ratings: &[Rating], raters: usize) -> Vec<Vec<usize>> {
    let persons = ratings.iter().map(|rating| rating.person + 1).max().unwrap_or(0);
    let mut parents: Vec<usize> = (0..raters + persons).collect();
    for rating in ratings {
        let (left, right) = (root(&mut parents, rating.rater), root(&mut parents, raters + rating.person));
        parents[left.max(right)] = left.min(right);
    }
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for rater in (0..raters).filter(|rater| ratings.iter().any(|rating| rating.rater == *rater)) {
        let own = root(&mut parents, rater);
        match groups.iter_mut().find(|(root, _)| *root == own) {
            Some((_, members)) => members.push(rater + 1),
            None => groups.push((own, vec![rater + 1])),
        }
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}

/// Normal matrix of tasks and raters after persons are absorbed. What its rank gains by the raters, beyond the tasks, is the number of
/// severity contrasts that the design determines: one less than raters, because all may shift together. Tasks that no
/// person shares may stay undetermined here: persons are a sample, which ties them.
fn absorbed_design(ratings: &[Rating], tasks: usize, raters: usize) -> DMatrix<f64> {
    let size = tasks + raters;
    let persons = ratings.iter().map(|rating| rating.person + 1).max().unwrap_or(0);
    let mut normal = DMatrix::zeros(size, size);
    let mut sums = vec![(DVector::zeros(size), 0.0); persons];
    for rating in ratings {
        let mut row = DVector::zeros(size);
        row[rating.task] = 1.0;
        row[tasks + rating.rater] = 1.0;
        normal.ger(1.0, &row, &row, 1.0);
        sums[rating.person].0 += row;
        sums[rating.person].1 += 1.0;
    }
    for (sum, count) in sums.iter().filter(|(_, count)| *count > 0.0) {
        normal.ger(-1.0 / count, sum, sum, 1.0);
    }
    normal
}

fn rank(matrix: &DMatrix<f64>) -> usize {
    let eigenvalues = SymmetricEigen::new(matrix.clone()).eigenvalues;
    let smallest = RANK_TOLERANCE * eigenvalues.amax().max(1.0);
    eigenvalues.iter().filter(|value| **value > smallest).count()
}
