//! `hints.md`: hints that say more and more, parted by lines `---`.

/// The hints in their order, each Markdown.
pub(crate) fn parse(text: &str) -> Vec<String> {
    let mut hints = vec![String::new()];
    for line in text.lines() {
        if line.trim_end() == "---" {
            hints.push(String::new());
        } else if let Some(last) = hints.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    hints.iter().map(|hint| hint.trim().to_owned()).filter(|hint| !hint.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn hints_are_parted_by_lines_of_three_hyphens() {
        assert_eq!(
            parse("one\n\nmore\n---\ntwo\n--- \n\n---\nthree --- four\n"),
            ["one\n\nmore", "two", "three --- four"]
        );
        assert_eq!(parse(""), Vec::<String>::new());
    }
}
