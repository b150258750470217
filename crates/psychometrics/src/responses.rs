//! Responses: integer categories of persons on items, folded into response patterns.
//!
//! Persons with equal answers are one pattern with a count: likelihoods are computed once per pattern. Nothing here reads files;
//! naming persons and re-basing categories is the caller's business.

use std::collections::HashMap;

use thiserror::Error;

/// Stands for "no response" in a stored cell.
const MISSING: u8 = u8::MAX;
/// More categories than any rubric has; what lies above is a data error.
const MOST_CATEGORIES: u8 = 64;

/// Why rows are not responses.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ResponseError {
    #[error("row {row} has {found} cells, the first row has {expected}: give every person one cell per item")]
    Ragged { row: usize, found: usize, expected: usize },
    #[error("row {row}, item {item}: category {category} is above {most}: re-base categories to start at 0")]
    CategoryTooHigh { row: usize, item: usize, category: u8, most: u8 },
    #[error("row {row}, item {item}: category {category}, but the item has {count} categories")]
    CategoryOutside { row: usize, item: usize, category: u8, count: u8 },
    #[error("row {row} counts `{count}` persons: a count is finite and not negative")]
    BadCount { row: usize, count: String },
}

/// Responses of persons (rows) on items (columns).
#[derive(Clone, Debug, PartialEq)]
pub struct Responses {
    category_counts: Vec<u8>,
    cells: Vec<u8>,
    weights: Vec<f64>,
    pattern_of_row: Vec<u32>,
}

impl Responses {
    /// Folds rows into patterns. An item has as many categories as its highest one shows, at least two.
    pub fn from_rows(rows: &[Vec<Option<u8>>]) -> Result<Self, ResponseError> {
        let item_count = rows.first().map_or(0, Vec::len);
        Self::with_categories(rows, &observed_categories(rows, item_count)?)
    }

    /// Folds rows into patterns of items whose number of categories is known.
    pub fn with_categories(rows: &[Vec<Option<u8>>], category_counts: &[u8]) -> Result<Self, ResponseError> {
        let weighted = rows.iter().map(|row| (row.as_slice(), 1.0));
        Self::folded(weighted, category_counts)
    }

    /// Folds a table of response patterns, each with the number of persons that showed it.
    pub fn from_patterns(patterns: &[(Vec<Option<u8>>, f64)]) -> Result<Self, ResponseError> {
        let rows: Vec<Vec<Option<u8>>> = patterns.iter().map(|(row, _)| row.clone()).collect();
        let counts = observed_categories(&rows, rows.first().map_or(0, Vec::len))?;
        Self::folded(patterns.iter().map(|(row, weight)| (row.as_slice(), *weight)), &counts)
    }

    fn folded<'a>(
        rows: impl Iterator<Item = (&'a [Option<u8>], f64)>,
        category_counts: &[u8],
    ) -> Result<Self, ResponseError> {
        let mut patterns: HashMap<Vec<u8>, u32> = HashMap::new();
        let mut folded = Self {
            category_counts: category_counts.to_vec(),
            cells: Vec::new(),
            weights: Vec::new(),
            pattern_of_row: Vec::new(),
        };
        for (row_number, (row, weight)) in rows.enumerate() {
            let row_number = row_number + 1;
            if !(weight.is_finite() && 0.0 <= weight) {
                return Err(ResponseError::BadCount { row: row_number, count: weight.to_string() });
            }
            let cells = checked_cells(row, row_number, category_counts)?;
            folded.add(cells, weight, &mut patterns);
        }
        Ok(folded)
    }

    fn add(&mut self, cells: Vec<u8>, weight: f64, patterns: &mut HashMap<Vec<u8>, u32>) {
        if let Some(&pattern) = patterns.get(&cells) {
            self.weights[pattern as usize] += weight;
            self.pattern_of_row.push(pattern);
            return;
        }
        let pattern = u32::try_from(self.weights.len()).unwrap_or(u32::MAX);
        self.cells.extend_from_slice(&cells);
        self.weights.push(weight);
        self.pattern_of_row.push(pattern);
        patterns.insert(cells, pattern);
    }

    /// Number of items.
    pub fn item_count(&self) -> usize {
        self.category_counts.len()
    }

    /// Number of rows that were handed in.
    pub fn row_count(&self) -> usize {
        self.pattern_of_row.len()
    }

    /// Number of different response patterns.
    pub fn pattern_count(&self) -> usize {
        self.weights.len()
    }

    /// Number of categories of an item.
    pub fn category_count(&self, item: usize) -> usize {
        usize::from(self.category_counts[item])
    }

    /// Number of persons, the sum of all patterns' counts.
    pub fn person_count(&self) -> f64 {
        self.weights.iter().sum()
    }

    /// How many persons showed the pattern.
    pub fn weight(&self, pattern: usize) -> f64 {
        self.weights[pattern]
    }

    /// The pattern of a row, by the order in which rows were handed in.
    pub fn pattern_of_row(&self, row: usize) -> usize {
        self.pattern_of_row[row] as usize
    }

    /// The response of a pattern on an item.
    pub fn response(&self, pattern: usize, item: usize) -> Option<usize> {
        let cell = self.cells[pattern * self.item_count() + item];
        (cell != MISSING).then_some(usize::from(cell))
    }

    /// All responses of a pattern, item by item.
    pub fn pattern(&self, pattern: usize) -> impl Iterator<Item = Option<usize>> + '_ {
        (0..self.item_count()).map(move |item| self.response(pattern, item))
    }

    /// Persons per category of an item; their sum is the number of persons that answered it.
    pub fn category_frequencies(&self, item: usize) -> Vec<f64> {
        let mut frequencies = vec![0.0; self.category_count(item)];
        for pattern in 0..self.pattern_count() {
            if let Some(category) = self.response(pattern, item) {
                frequencies[category] += self.weights[pattern];
            }
        }
        frequencies
    }
}

fn observed_categories(rows: &[Vec<Option<u8>>], item_count: usize) -> Result<Vec<u8>, ResponseError> {
    let mut counts = vec![2_u8; item_count];
    for (index, row) in rows.iter().enumerate() {
        for (item, category) in row.iter().enumerate().take(item_count) {
            let Some(category) = *category else { continue };
            if category >= MOST_CATEGORIES {
                return Err(ResponseError::CategoryTooHigh {
                    row: index + 1,
                    item: item + 1,
                    category,
                    most: MOST_CATEGORIES - 1,
                });
            }
            counts[item] = counts[item].max(category + 1);
        }
    }
    Ok(counts)
}

fn checked_cells(row: &[Option<u8>], number: usize, counts: &[u8]) -> Result<Vec<u8>, ResponseError> {
    if row.len() != counts.len() {
        return Err(ResponseError::Ragged { row: number, found: row.len(), expected: counts.len() });
    }
    let cell = |(item, category): (usize, &Option<u8>)| match *category {
        None => Ok(MISSING),
        Some(category) if category < counts[item] => Ok(category),
        Some(category) => {
            Err(ResponseError::CategoryOutside { row: number, item: item + 1, category, count: counts[item] })
        }
    };
    row.iter().enumerate().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<Option<u8>>> {
        let cell = |letter: char| letter.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
        text.split_whitespace().map(|row| row.chars().map(cell).collect()).collect()
    }

    #[test]
    fn equal_rows_are_one_pattern_with_a_count() {
        let responses = Responses::from_rows(&rows("01 10 01 0.")).unwrap();
        assert_eq!((responses.pattern_count(), responses.row_count()), (3, 4));
        assert_eq!(responses.weight(0), 2.0);
        assert_eq!(responses.pattern_of_row(2), 0);
        assert_eq!(responses.pattern(2).collect::<Vec<_>>(), vec![Some(0), None]);
    }

    #[test]
    fn an_item_has_the_categories_that_it_shows_and_at_least_two() {
        let responses = Responses::from_rows(&rows("03 00 02")).unwrap();
        assert_eq!((responses.category_count(0), responses.category_count(1)), (2, 4));
        assert_eq!(responses.category_frequencies(1), vec![1.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn a_bad_row_is_refused_with_its_number() {
        assert_eq!(
            Responses::from_rows(&rows("01 0")),
            Err(ResponseError::Ragged { row: 2, found: 1, expected: 2 })
        );
        assert!(Responses::from_rows(&[vec![Some(200)]]).is_err());
        assert!(Responses::with_categories(&rows("2"), &[2]).is_err());
        assert!(Responses::from_patterns(&[(vec![Some(1)], f64::NAN)]).is_err());
    }

    #[test]
    fn no_rows_are_no_items() {
        let responses = Responses::from_rows(&[]).unwrap();
        assert_eq!((responses.item_count(), responses.person_count()), (0, 0.0));
    }
}
