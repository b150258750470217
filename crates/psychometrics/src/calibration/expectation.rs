//! The E-step of Bock & Aitkin (1981): the posterior of each response pattern over the quadrature nodes, the
//! marginal log-likelihood, and the expected number of persons per item, category and node.
//!
//! Built for speed, exact to rounding:
//! - An item's commonest category is its *base*: its log-probabilities are summed once for all patterns, and a pattern adds only the
//!   differences of its other responses (a missing response takes the base away again). Counts of the base follow by subtraction.
//! - A pattern touches only its *window* of nodes, those where its posterior was above e^−25 of its peak when last seen. When a
//!   window's edge rises above e^−18 the pattern is done again over all nodes.

use crate::quadrature::Grid;
use crate::responses::Responses;

/// Windows begin and end at multiples of this, so that inner loops have no remainder.
const LANES: usize = 4;
const WINDOW_LOG_DEPTH: f64 = 25.0;
const EDGE_LOG_DEPTH: f64 = 18.0;

/// Tables and counts of the E-step; row by row, each row one value per node, padded to `stride`.
pub(crate) struct Expectation {
    node_count: usize,
    stride: usize,
    /// First row of each item; an item has one row per category and one for "missing".
    first_row: Vec<usize>,
    base_category: Vec<usize>,
    /// Rows that each pattern adds to the base, all patterns one after another.
    entries: Vec<u32>,
    entry_ends: Vec<usize>,
    weights: Vec<f64>,
    windows: Vec<(u16, u16)>,
    log_prior: Vec<f64>,
    table: Vec<f64>,
    base: Vec<f64>,
    counts: Vec<f64>,
    total: Vec<f64>,
    scratch: Vec<f64>,
}

impl Expectation {
    pub fn new(responses: &Responses, grid: &Grid) -> Self {
        let node_count = grid.nodes().len();
        let stride = node_count.next_multiple_of(LANES);
        let mut first_row = vec![0];
        for item in 0..responses.item_count() {
            first_row.push(first_row[item] + responses.category_count(item) + 1);
        }
        let row_count = first_row[responses.item_count()];
        let base_category: Vec<usize> = (0..responses.item_count())
            .map(|item| commonest(&responses.category_frequencies(item)))
            .collect();
        let (entries, entry_ends) = pattern_entries(responses, &first_row, &base_category);
        let mut log_prior = vec![f64::NEG_INFINITY; stride];
        log_prior[..node_count].copy_from_slice(grid.log_weights());
        Self {
            node_count,
            stride,
            first_row,
            base_category,
            entries,
            entry_ends,
            weights: (0..responses.pattern_count()).map(|pattern| responses.weight(pattern)).collect(),
            windows: vec![(0, as_node(stride)); responses.pattern_count()],
            log_prior,
            table: vec![0.0; row_count * stride],
            base: vec![0.0; stride],
            counts: vec![0.0; row_count * stride],
            total: vec![0.0; stride],
            scratch: vec![0.0; stride],
        }
    }

    /// Forgets the last tables; each item must be set before the next run.
    pub fn reset(&mut self) {
        self.base.copy_from_slice(&self.log_prior);
    }

    /// Takes an item's log-probabilities: category by category, one per node.
    pub fn set_item(&mut self, item: usize, log_probabilities: &[f64]) {
        let (nodes, stride) = (self.node_count, self.stride);
        let base_category = self.base_category[item];
        let base = &log_probabilities[base_category * nodes..(base_category + 1) * nodes];
        let first = self.first_row[item];
        let categories = self.first_row[item + 1] - first - 1;
        for category in 0..categories {
            let row = &mut self.table[(first + category) * stride..][..nodes];
            let source = &log_probabilities[category * nodes..(category + 1) * nodes];
            for ((cell, value), reference) in row.iter_mut().zip(source).zip(base) {
                *cell = value - reference;
            }
        }
        let missing = &mut self.table[(first + categories) * stride..][..nodes];
        for ((cell, total), reference) in missing.iter_mut().zip(&mut self.base).zip(base) {
            *cell = -reference;
            *total += reference;
        }
    }

    /// One E-step over all patterns: fills the expected counts, gives the marginal log-likelihood.
    pub fn run(&mut self) -> f64 {
        self.counts.fill(0.0);
        self.total.fill(0.0);
        let mut log_likelihood = 0.0;
        for pattern in 0..self.weights.len() {
            let weight = self.weights[pattern];
            if weight > 0.0 {
                log_likelihood += weight * self.pattern_posterior(pattern);
                self.count(pattern, weight);
            }
        }
        self.complete_base_counts();
        log_likelihood
    }

    /// Leaves the posterior of a pattern in the scratch row, over the pattern's window; gives its log-likelihood.
    fn pattern_posterior(&mut self, pattern: usize) -> f64 {
        let mut largest = self.sum_logs(pattern);
        let (low, high) = self.window(pattern);
        let edge = largest - EDGE_LOG_DEPTH;
        let cut_low = low > 0 && self.scratch[0] > edge;
        let cut_high = high < self.stride && self.scratch[high - low - 1] > edge;
        if cut_low || cut_high {
            self.windows[pattern] = (0, as_node(self.stride));
            largest = self.sum_logs(pattern);
        }
        self.narrow_window(pattern, largest);
        let (low, high) = self.window(pattern);
        let scratch = &mut self.scratch[..high - low];
        let mut total = 0.0;
        for cell in scratch.iter_mut() {
            *cell = (*cell - largest).exp();
            total += *cell;
        }
        for cell in scratch.iter_mut() {
            *cell /= total;
        }
        largest + total.ln()
    }

    /// Sums prior and responses over the window into the scratch row; gives the largest sum.
    fn sum_logs(&mut self, pattern: usize) -> f64 {
        let (low, high) = self.window(pattern);
        let scratch = &mut self.scratch[..high - low];
        scratch.copy_from_slice(&self.base[low..high]);
        let start = if pattern == 0 { 0 } else { self.entry_ends[pattern - 1] };
        for &row in &self.entries[start..self.entry_ends[pattern]] {
            let offset = row as usize * self.stride;
            add(scratch, &self.table[offset + low..offset + high]);
        }
        scratch.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// Shrinks the window to where the posterior counts, with one lane to spare on both sides.
    fn narrow_window(&mut self, pattern: usize, largest: f64) {
        let (low, high) = self.window(pattern);
        let scratch = &mut self.scratch[..high - low];
        let counts = |value: &f64| *value > largest - WINDOW_LOG_DEPTH;
        let first = scratch.iter().position(counts).unwrap_or(0);
        let last = scratch.iter().rposition(counts).unwrap_or(high - low - 1);
        let new_low = ((low + first).saturating_sub(1) / LANES * LANES).max(low);
        let new_high = (low + last + 2).next_multiple_of(LANES).min(high);
        scratch.copy_within(new_low - low..new_high - low, 0);
        self.windows[pattern] = (as_node(new_low), as_node(new_high));
    }

    fn count(&mut self, pattern: usize, weight: f64) {
        let (low, high) = self.window(pattern);
        let scratch = &mut self.scratch[..high - low];
        for cell in scratch.iter_mut() {
            *cell *= weight;
        }
        add(&mut self.total[low..high], scratch);
        let start = if pattern == 0 { 0 } else { self.entry_ends[pattern - 1] };
        for &row in &self.entries[start..self.entry_ends[pattern]] {
            let offset = row as usize * self.stride;
            add(&mut self.counts[offset + low..offset + high], scratch);
        }
    }

    fn complete_base_counts(&mut self) {
        let stride = self.stride;
        for item in 0..self.base_category.len() {
            let rows = self.first_row[item]..self.first_row[item + 1];
            let base = self.first_row[item] + self.base_category[item];
            for node in 0..stride {
                let others: f64 = rows.clone().map(|row| self.counts[row * stride + node]).sum();
                self.counts[base * stride + node] = (self.total[node] - others).max(0.0);
            }
        }
    }

    fn window(&self, pattern: usize) -> (usize, usize) {
        let (low, high) = self.windows[pattern];
        (usize::from(low), usize::from(high))
    }

    /// Expected persons in a category of an item, per node.
    pub fn category_counts(&self, item: usize, category: usize) -> &[f64] {
        &self.counts[(self.first_row[item] + category) * self.stride..][..self.node_count]
    }

    /// The posterior of a pattern: its first node and the probabilities from there. The tables must be set.
    pub fn posterior(&mut self, pattern: usize) -> (usize, &[f64]) {
        self.pattern_posterior(pattern);
        let (low, high) = self.window(pattern);
        (low, &self.scratch[..high.min(self.node_count) - low])
    }

    pub fn pattern_weight(&self, pattern: usize) -> f64 {
        self.weights[pattern]
    }
}

fn add(target: &mut [f64], source: &[f64]) {
    for (cells, values) in target.chunks_exact_mut(LANES).zip(source.chunks_exact(LANES)) {
        for lane in 0..LANES {
            cells[lane] += values[lane];
        }
    }
}

fn as_node(node: usize) -> u16 {
    u16::try_from(node).unwrap_or(u16::MAX)
}

fn commonest(frequencies: &[f64]) -> usize {
    let best = frequencies.iter().enumerate().max_by(|left, right| left.1.total_cmp(right.1));
    best.map_or(0, |(category, _)| category)
}

fn pattern_entries(
    responses: &Responses,
    first_row: &[usize],
    base_category: &[usize],
) -> (Vec<u32>, Vec<usize>) {
    let mut entries = Vec::new();
    let mut ends = Vec::with_capacity(responses.pattern_count());
    for pattern in 0..responses.pattern_count() {
        for (item, response) in responses.pattern(pattern).enumerate() {
            let category = response.unwrap_or(responses.category_count(item));
            if category != base_category[item] {
                entries.push(u32::try_from(first_row[item] + category).unwrap_or(u32::MAX));
            }
        }
        ends.push(entries.len());
    }
    (entries, ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response_model::Item;

    fn loaded(items: &[Item], responses: &Responses, grid: &Grid) -> Expectation {
        let mut expectation = Expectation::new(responses, grid);
        expectation.reset();
        for (index, item) in items.iter().enumerate() {
            let mut logs = Vec::new();
            for category in 0..item.category_count() {
                logs.extend(grid.nodes().iter().map(|node| item.log_likelihood(*node, category)));
            }
            expectation.set_item(index, &logs);
        }
        expectation
    }

    fn direct(items: &[Item], responses: &Responses, grid: &Grid) -> f64 {
        let pattern_likelihood = |pattern: usize| -> f64 {
            let node = |(node, weight): (&f64, &f64)| {
                let logs = responses.pattern(pattern).enumerate();
                let logs = logs.filter_map(|(j, u)| u.map(|u| items[j].log_likelihood(*node, u)));
                (weight + logs.sum::<f64>()).exp()
            };
            grid.nodes().iter().zip(grid.log_weights()).map(node).sum()
        };
        (0..responses.pattern_count()).map(|p| responses.weight(p) * pattern_likelihood(p).ln()).sum()
    }

    #[test]
    fn the_fast_e_step_equals_the_textbook_sum_with_missing_responses() {
        let items = [
            Item::two_pl(1.2, -0.5).unwrap(),
            Item::graded(0.8, vec![-1.0, 0.5]).unwrap(),
            Item::three_pl(2.0, 1.0, 0.2).unwrap(),
        ];
        let rows = [
            vec![Some(0), Some(2), None],
            vec![Some(1), Some(1), Some(1)],
            vec![None, None, None],
            vec![Some(1), Some(0), Some(0)],
        ];
        let responses = Responses::from_rows(&rows).unwrap();
        let grid = Grid::standard_normal(61, 6.0);
        let mut expectation = loaded(&items, &responses, &grid);
        let expected = direct(&items, &responses, &grid);
        for _ in 0..3 {
            assert!((expectation.run() - expected).abs() < 1e-9, "windows change nothing");
        }
        let answered: f64 = (0..3).map(|k| expectation.category_counts(1, k).iter().sum::<f64>()).sum();
        assert!((answered - 3.0).abs() < 1e-9, "a missing response is not counted, got {answered}");
    }

    #[test]
    fn a_window_follows_when_the_tables_move_the_posterior_away() {
        let steep = |difficulty: f64| vec![Item::two_pl(4.0, difficulty).unwrap(); 30];
        let responses =
            Responses::from_rows(&[vec![Some(1); 15].into_iter().chain(vec![Some(0); 15]).collect()])
                .unwrap();
        let grid = Grid::standard_normal(61, 6.0);
        let mut expectation = loaded(&steep(-2.0), &responses, &grid);
        expectation.run();
        let moved = steep(2.5);
        expectation.reset();
        for (index, item) in moved.iter().enumerate() {
            let logs =
                (0..2).flat_map(|k| grid.nodes().iter().map(move |node| item.log_likelihood(*node, k)));
            expectation.set_item(index, &logs.collect::<Vec<_>>());
        }
        assert!((expectation.run() - direct(&moved, &responses, &grid)).abs() < 1e-9);
    }
}
