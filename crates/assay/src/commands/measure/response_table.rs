//! RESPONSES.csv: persons in rows, items in columns, whole numbers or nothing in the cells.
//!
//! Categories are re-based per item to start at 0. An item that shows a single number says nothing of where its categories start: there
//! the lowest number of the whole file counts as 0, so that an item which everybody got right does not turn into its opposite.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};

use super::read;
use crate::exit::OrMisuse as _;

/// Names of a first column that holds ids.
const ID_COLUMNS: [&str; 3] = ["person", "agent", "model"];
/// Stands for an empty cell while numbers are read.
const MISSING: i32 = i32::MIN;
/// An item has at most this many categories above its lowest one.
const WIDEST: i32 = 63;

/// Persons' responses, named.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseTable {
    pub persons: Vec<String>,
    pub items: Vec<String>,
    /// The number in the file that counts as category 0, by item.
    pub first_categories: Vec<i32>,
    cells: Vec<i32>,
}

/// What a bank says of an item's categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Categories {
    pub count: usize,
    /// The number that counts as 0, where the bank says so.
    pub first: Option<i32>,
}

impl ResponseTable {
    /// Reads a file; what is not as it should be is told with row and column.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let text = read(path)?;
        Self::parse(&text)
            .with_context(|| format!("`{}` is no table of responses", path.display()))
            .or_misuse()
    }

    pub fn parse(text: &[u8]) -> anyhow::Result<Self> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
        let mut records = reader.byte_records();
        let header =
            records.next().ok_or_else(|| anyhow!("the file is empty: it needs a header and rows"))??;
        let header = header.iter().map(name).collect::<anyhow::Result<Vec<String>>>()?;
        let has_ids = header.first().is_some_and(|first| ID_COLUMNS.contains(&first.as_str()));
        let items = header[usize::from(has_ids)..].to_vec();
        check_names(&items)?;
        let mut table = Self { persons: Vec::new(), items, first_categories: Vec::new(), cells: Vec::new() };
        for record in records {
            table.add_row(&record?, has_ids)?;
        }
        table.first_categories = table.lowest_numbers();
        table.check_widths()?;
        Ok(table)
    }

    fn add_row(&mut self, record: &csv::ByteRecord, has_ids: bool) -> anyhow::Result<()> {
        let row = self.persons.len() + 1;
        let (expected, found) = (self.items.len() + usize::from(has_ids), record.len());
        if found != expected {
            bail!(
                "row {row} has {found} cells, the header has {expected}: a missing response is an empty cell"
            );
        }
        let mut cells = record.iter();
        let person =
            if has_ids { cells.next().map(name).transpose()?.unwrap_or_default() } else { row.to_string() };
        if person.is_empty() {
            bail!("row {row} has no id in its first column");
        }
        for (item, cell) in cells.enumerate() {
            let number = number(cell).ok_or_else(|| {
                let (column, cell) = (&self.items[item], String::from_utf8_lossy(cell));
                anyhow!(
                    "row {row}, column `{column}`: `{cell}` is not a category: write a whole number, or nothing for no response"
                )
            })?;
            self.cells.push(number);
        }
        self.persons.push(person);
        Ok(())
    }

    fn lowest_numbers(&self) -> Vec<i32> {
        let count = self.items.len();
        let (mut lowest, mut highest) = (vec![i32::MAX; count], vec![MISSING; count]);
        for row in self.cells.chunks_exact(count.max(1)) {
            for (item, number) in row.iter().enumerate().filter(|(_, number)| **number != MISSING) {
                lowest[item] = lowest[item].min(*number);
                highest[item] = highest[item].max(*number);
            }
        }
        let of_all = lowest.iter().copied().filter(|number| *number != i32::MAX).min().unwrap_or(0);
        let first = |item: usize| if lowest[item] < highest[item] { lowest[item] } else { of_all };
        (0..count).map(first).collect()
    }

    fn check_widths(&self) -> anyhow::Result<()> {
        for (index, row) in self.cells.chunks_exact(self.items.len().max(1)).enumerate() {
            for (item, number) in row.iter().enumerate().filter(|(_, number)| **number != MISSING) {
                let (first, column) = (self.first_categories[item], &self.items[item]);
                if number.abs_diff(first) > WIDEST.unsigned_abs() {
                    let row = index + 1;
                    bail!(
                        "row {row}, column `{column}`: {number} is more than {WIDEST} above {first}, the item's lowest number: these are no categories"
                    );
                }
            }
        }
        Ok(())
    }

    fn numbers(&self, row: usize) -> &[i32] {
        &self.cells[row * self.items.len()..][..self.items.len()]
    }

    /// The person's categories, from 0.
    pub fn row(&self, row: usize) -> Vec<Option<u8>> {
        let cell = |(item, number): (usize, &i32)| {
            if *number == MISSING { None } else { u8::try_from(number - self.first_categories[item]).ok() }
        };
        self.numbers(row).iter().enumerate().map(cell).collect()
    }

    /// All persons' categories, from 0.
    pub fn rows(&self) -> Vec<Vec<Option<u8>>> {
        (0..self.persons.len()).map(|row| self.row(row)).collect()
    }

    /// An item's column laid on a bank's categories. Without a word of the bank, 0 is the first category, or the file's lowest number if
    /// it shows exactly as many categories as the bank has.
    pub fn column_in(&self, item: usize, categories: Categories) -> anyhow::Result<Vec<Option<usize>>> {
        let numbers: Vec<i32> = (0..self.persons.len()).map(|row| self.numbers(row)[item]).collect();
        let shown = || numbers.iter().copied().filter(|number| *number != MISSING);
        let (lowest, highest) = (shown().min().unwrap_or(0), shown().max().unwrap_or(0));
        let span = usize::try_from(highest - lowest).unwrap_or(usize::MAX).saturating_add(1);
        let fits_from_0 =
            lowest >= 0 && usize::try_from(highest).is_ok_and(|highest| highest < categories.count);
        let first = match categories.first {
            Some(first) => first,
            None if !fits_from_0 && span == categories.count => lowest,
            None => 0,
        };
        let place = |(index, number): (usize, i32)| {
            if number == MISSING {
                return Ok(None);
            }
            let category =
                usize::try_from(number - first).ok().filter(|category| *category < categories.count);
            let (row, column, count) = (index + 1, &self.items[item], categories.count);
            let last = first + i32::try_from(count - 1).unwrap_or(0);
            category.map(Some).ok_or_else(|| {
                anyhow!("row {row}, column `{column}`: the bank has the categories {first} to {last} there, not {number}")
            })
        };
        numbers.into_iter().enumerate().map(place).collect()
    }

    /// Rows by id. An id that several rows share is refused where it is asked for.
    pub fn rows_named(&self, wanted: &[String]) -> anyhow::Result<Vec<usize>> {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (row, person) in self.persons.iter().enumerate() {
            places.entry(person).or_default().push(row);
        }
        let find = |(line, id): (usize, &String)| match places.get(id.as_str()).map(Vec::as_slice) {
            None | Some([]) => Err(anyhow!("line {}: there is no row `{id}`", line + 1)),
            Some([row]) => Ok(*row),
            Some([first, second, ..]) => Err(anyhow!(
                "line {}: rows {} and {} are both called `{id}`",
                line + 1,
                first + 1,
                second + 1
            )),
        };
        wanted.iter().enumerate().map(find).collect()
    }
}

/// One id per line; empty lines are passed over.
pub fn read_ids(path: &Path) -> anyhow::Result<Vec<String>> {
    let text = String::from_utf8(read(path)?).with_context(|| format!("`{}` is not UTF-8", path.display()));
    let text = text.or_misuse()?;
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let ids: Vec<String> = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let mut sorted = ids.clone();
    sorted.sort();
    if let Some([id, _]) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(anyhow!("`{}` names `{}` twice", path.display(), id)).or_misuse();
    }
    if ids.is_empty() {
        return Err(anyhow!("`{}` names no row: write one id per line", path.display())).or_misuse();
    }
    Ok(ids)
}

fn name(cell: &[u8]) -> anyhow::Result<String> {
    let text = std::str::from_utf8(cell).map_err(|_| anyhow!("a name is not UTF-8"))?;
    Ok(text.trim().to_owned())
}

fn number(cell: &[u8]) -> Option<i32> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    if text.is_empty() {
        return Some(MISSING);
    }
    // Far beyond any category, and far from where differences overflow.
    text.parse().ok().filter(|number: &i32| (-1_000_000..=1_000_000).contains(number))
}

fn check_names(items: &[String]) -> anyhow::Result<()> {
    if items.is_empty() {
        bail!("the header names no item");
    }
    let mut seen = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        if item.is_empty() {
            bail!("column {} of the items has no name in the header", index + 1);
        }
        if seen.insert(item, index).is_some() {
            bail!("two columns are named `{item}`: is the header missing?");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> anyhow::Result<ResponseTable> {
        ResponseTable::parse(text.as_bytes())
    }

    fn check_refusal(text: &str, expected: &str) {
        let error = parse(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn ids_are_a_first_column_of_that_name_or_row_numbers() {
        for id in ID_COLUMNS {
            let table = parse(&format!("{id},q1\nada,1\nbo,0\n")).unwrap();
            assert_eq!(
                (table.persons, table.items),
                (vec!["ada".to_owned(), "bo".to_owned()], vec!["q1".to_owned()])
            );
        }
        let table = parse("q1,person\n1,0\n0,1\n").unwrap();
        assert_eq!((table.persons[1].as_str(), table.items.len()), ("2", 2));
    }

    #[test]
    fn categories_start_at_0_and_empty_is_missing() {
        let table = parse("\u{feff}a,b\r\n3,0\r\n1,\r\n2,1\r\n").unwrap();
        assert_eq!(table.first_categories, vec![1, 0]);
        assert_eq!(table.rows(), vec![vec![Some(2), Some(0)], vec![Some(0), None], vec![Some(1), Some(1)]]);
    }

    #[test]
    fn an_item_that_everybody_got_right_stays_right() {
        let table = parse("a,b\n1,0\n1,1\n").unwrap();
        assert_eq!(table.rows(), vec![vec![Some(1), Some(0)], vec![Some(1), Some(1)]]);
    }

    #[test]
    fn what_is_no_category_is_refused_with_row_and_column() {
        check_refusal("a,b\n1,0\n0,x\n", "row 2, column `b`: `x` is not a category");
        check_refusal("a,b\n1,0\n0,1.0\n", "row 2, column `b`: `1.0`");
        check_refusal("a,b\nNA,0\n", "row 1, column `a`: `NA`");
        check_refusal("a,b\n0,0\n70,1\n", "row 2, column `a`: 70 is more than 63 above 0");
        check_refusal("a,b\n99999999999,0\n", "row 1, column `a`");
    }

    #[test]
    fn what_is_no_table_is_refused() {
        check_refusal("", "the file is empty");
        check_refusal("person\nada\n", "the header names no item");
        check_refusal("a,a\n1,0\n", "two columns are named `a`");
        check_refusal("a,\n1,0\n", "column 2 of the items has no name");
        check_refusal("a,b\n1\n", "row 1 has 1 cells, the header has 2");
        check_refusal("person,a\n,1\n", "row 1 has no id");
    }

    #[test]
    fn a_column_lies_on_the_categories_of_a_bank() {
        let column =
            |text: &str, count, first| parse(text).unwrap().column_in(0, Categories { count, first });
        assert_eq!(column("a\n1\n1\n", 2, None).unwrap(), vec![Some(1), Some(1)]);
        assert_eq!(column("a\n4\n1\n", 4, None).unwrap(), vec![Some(3), Some(0)]);
        assert_eq!(column("a\n4\n3\n", 4, Some(1)).unwrap(), vec![Some(3), Some(2)]);
        assert!(column("a\n4\n3\n", 4, None).unwrap_err().to_string().contains("0 to 3"));
    }

    #[test]
    fn a_row_is_found_by_its_id_unless_two_share_it() {
        let table = parse("person,a\nada,1\nbo,0\nada,0\n").unwrap();
        let find = |id: &str| table.rows_named(&[id.to_owned()]);
        assert_eq!(find("bo").unwrap(), vec![1]);
        assert!(find("ada").unwrap_err().to_string().contains("rows 1 and 3"));
        assert!(find("cy").unwrap_err().to_string().contains("no row `cy`"));
    }
}
