//! Text tables for a terminal: the first column to the left, numbers to the right.

/// Lines of cells under a header, padded so that columns stand in line.
pub fn aligned(header: &[&str], rows: &[Vec<String>]) -> String {
    let own_header: Vec<String> = header.iter().map(|cell| (*cell).to_owned()).collect();
    let widest = |column: usize| {
        let cells = rows.iter().chain([&own_header]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(widest).collect();
    let mut text = line(&own_header, &widths);
    for row in rows {
        text.push_str(&line(row, &widths));
    }
    text
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let mut text = String::new();
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let padding = " ".repeat(width - cell.chars().count().min(*width));
        if column == 0 {
            text = format!("{cell}{padding}");
        } else {
            text = format!("{text}  {padding}{cell}");
        }
    }
    text.trim_end().to_owned() + "\n"
}

/// A number with three decimals; a dash for none.
pub fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_line_whatever_the_letters() {
        let rows = vec![vec!["größe".to_owned(), "1".to_owned()], vec!["b".to_owned(), "-10".to_owned()]];
        assert_eq!(aligned(&["item", "a"], &rows), "item     a\ngröße    1\nb      -10\n");
    }

    #[test]
    fn nothing_is_a_dash() {
        assert_eq!((number(None), number(Some(0.12345))), ("-".to_owned(), "0.123".to_owned()));
    }
}
