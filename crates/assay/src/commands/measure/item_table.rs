//! ITEMS.csv: what is known of items, one row each. The first column is the item's id.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};

use super::read;
use crate::exit::OrMisuse as _;

/// Columns of text by item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemTable {
    pub columns: Vec<String>,
    rows: HashMap<String, Vec<String>>,
}

impl ItemTable {
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let text = read(path)?;
        Self::parse(&text).with_context(|| format!("`{}` is no table of items", path.display())).or_misuse()
    }

    pub fn parse(text: &[u8]) -> anyhow::Result<Self> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text);
        let header: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        if header.len() < 2 {
            bail!("it needs a header, the items' ids in the first column and at least one column more");
        }
        let mut rows = HashMap::new();
        for (index, record) in reader.records().enumerate() {
            let (record, row) = (record?, index + 1);
            if record.len() != header.len() {
                bail!("row {row} has {} cells, the header has {}", record.len(), header.len());
            }
            let mut cells = record.iter().map(str::to_owned);
            let id = cells.next().unwrap_or_default();
            if rows.insert(id.clone(), cells.collect()).is_some() {
                bail!("row {row}: the item `{id}` is there twice");
            }
        }
        Ok(Self { columns: header[1..].to_vec(), rows })
    }

    /// A column as numbers, for items in the given order; empty cells and items without a row are `None`.
    pub fn numbers(&self, column: &str, items: &[String]) -> anyhow::Result<Option<Vec<Option<f64>>>> {
        let Some(place) = self.columns.iter().position(|name| name == column) else { return Ok(None) };
        let number = |id: &String| match self.rows.get(id).map_or("", |row| row[place].as_str()) {
            "" => Ok(None),
            cell => match cell.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Some(number)),
                _ => Err(anyhow!("item `{id}`, column `{column}`: `{cell}` is not a number")),
            },
        };
        items.iter().map(number).collect::<anyhow::Result<Vec<Option<f64>>>>().map(Some)
    }

    /// The first of `items` that has no row.
    pub fn lacking<'a>(&self, items: &'a [String]) -> Option<&'a str> {
        items.iter().find(|id| !self.rows.contains_key(*id)).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_in_the_order_that_is_asked_for() {
        let table = ItemTable::parse(b"item,level,shown\nq2,3,\nq1,1,7\n").unwrap();
        let ids: Vec<String> = ["q1", "q2", "q3"].map(str::to_owned).to_vec();
        assert_eq!(table.numbers("level", &ids).unwrap(), Some(vec![Some(1.0), Some(3.0), None]));
        assert_eq!(table.numbers("minutes", &ids).unwrap(), None);
        assert_eq!(table.lacking(&ids), Some("q3"));
    }

    #[test]
    fn what_is_no_table_of_items_is_refused() {
        for (text, expected) in [
            ("item\nq\n", "at least one column more"),
            ("item,x\nq,1\nq,2\n", "twice"),
            ("item,x\nq\n", "row 1 has 1"),
        ] {
            assert!(ItemTable::parse(text.as_bytes()).unwrap_err().to_string().contains(expected));
        }
        let table = ItemTable::parse(b"item,x\nq,high\n").unwrap();
        assert!(table.numbers("x", &["q".to_owned()]).unwrap_err().to_string().contains("`high`"));
    }
}
