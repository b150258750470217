//! Classic tables of `fixtures/psychometrics/`, as responses.

use psychometrics::responses::Responses;

/// Parses a table of response patterns: a header, then one line per pattern, categories from `lowest`, the last cell a count.
pub fn table(text: &str, lowest: u8) -> Responses {
    let pattern = |line: &str| {
        let (cells, count) = line.rsplit_once(',').unwrap();
        let row = cells.split(',').map(|cell| cell.parse::<u8>().ok().map(|value| value - lowest));
        (row.collect(), count.parse().unwrap())
    };
    let patterns: Vec<(Vec<Option<u8>>, f64)> = text.lines().skip(1).map(pattern).collect();
    Responses::from_patterns(&patterns).unwrap()
}
