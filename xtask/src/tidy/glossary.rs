//! One word per thing: `docs/GLOSSARY.md` is a table `| word | meaning | not |`, sorted, no word twice,
//! and what stands under "not" is used nowhere in our docs and public texts in that sense (quoted phrases only).

use super::{Broken, TextFile};

const GLOSSARY: &str = "docs/GLOSSARY.md";

/// A row of the glossary: its line, the word, and phrases that must not be used for the thing.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    line: usize,
    word: String,
    not: Vec<String>,
}

/// Holds the glossary's order and our texts against it.
pub fn check(files: &[TextFile]) -> Vec<Broken> {
    let Some(glossary) = files.iter().find(|file| file.name() == GLOSSARY) else {
        return vec![Broken { place: String::from(GLOSSARY), what: String::from("is missing") }];
    };
    let entries = entries(&glossary.text);
    let mut broken = order_faults(&entries);
    let texts =
        files.iter().filter(|file| file.name() != GLOSSARY && file.name() != "xtask/src/tidy/glossary.rs");
    for file in
        texts.filter(|file| file.is_own_code() || file.path.starts_with("docs") || file.ending() == "md")
    {
        for (number, line) in file.text.to_lowercase().lines().enumerate() {
            for entry in &entries {
                for phrase in entry.not.iter().filter(|phrase| line.contains(phrase.as_str())) {
                    broken.push(Broken {
                        place: format!("{}:{}", file.name(), number + 1),
                        what: format!("says `{phrase}`; the word is `{}`", entry.word),
                    });
                }
            }
        }
    }
    broken
}

fn order_faults(entries: &[Entry]) -> Vec<Broken> {
    let place = |entry: &Entry| format!("{GLOSSARY}:{}", entry.line);
    let mut broken = Vec::new();
    if entries.is_empty() {
        broken.push(Broken {
            place: String::from(GLOSSARY),
            what: String::from("has no rows `| word | meaning | not |`"),
        });
    }
    for pair in entries.windows(2) {
        if pair[0].word >= pair[1].word {
            broken.push(Broken {
                place: place(&pair[1]),
                what: format!("`{}` is out of order or twice", pair[1].word),
            });
        }
    }
    broken
}

fn entries(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let is_row =
            line.starts_with('|') && cells.len() == 3 && !cells[0].starts_with("---") && cells[0] != "word";
        if is_row {
            let not = cells[2].split('`').skip(1).step_by(2).map(str::to_lowercase).collect();
            entries.push(Entry { line: index + 1, word: cells[0].to_lowercase(), not });
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "| word | meaning | not |\n|---|---|---|\n| room | a box | `jail cell` |\n| check | x | |\n";

    #[test]
    fn rows_are_read_with_what_not_to_say() {
        let entries = entries(TEXT);
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].not, vec!["jail cell"]);
    }

    #[test]
    fn a_row_out_of_order_and_a_phrase_of_the_third_column_are_found() {
        let glossary = TextFile { path: GLOSSARY.into(), text: TEXT.to_owned() };
        let other = TextFile { path: "docs/OTHER.md".into(), text: String::from("\nin a jail Cell\n") };
        let broken = check(&[glossary, other]);
        assert_eq!(broken.len(), 2);
        assert_eq!(broken[1].place, "docs/OTHER.md:2");
    }
}
