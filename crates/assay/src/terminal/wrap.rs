//! Lines of at most 80 columns. Counted in characters: wide ones may overhang, which costs no meaning.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

const COLUMNS: usize = 80;
/// Where values begin on a line with a label.
const LABEL: usize = 10;
const INDENT: &str = "    ";

/// Text filled to the page's width; `prefix` begins the first line, and as many blanks the others.
pub fn wrapped(prefix: &str, text: &str) -> String {
    let blank = " ".repeat(prefix.chars().count());
    let width = COLUMNS - blank.len();
    let mut page = String::new();
    for (at, line) in text.lines().flat_map(|line| fill(line, width)).enumerate() {
        page.push_str(if at == 0 { prefix } else { &blank });
        page.push_str(&line);
        page.push('\n');
    }
    page
}

/// A labelled value: its lines as they are, long ones broken, and no more than `most` of them.
pub fn labelled(label: &str, value: &str, most: usize) -> String {
    let width = COLUMNS - INDENT.len() - LABEL;
    let lines: Vec<String> = value.lines().flat_map(|line| broken_at_blanks(line, width)).collect();
    let mut page = String::new();
    for (at, line) in lines.iter().take(most).enumerate() {
        let label = if at == 0 { label } else { "" };
        page.push_str(&format!("{INDENT}{label:<LABEL$}{line}\n"));
    }
    if lines.len() > most {
        page.push_str(&format!("{INDENT}{:<LABEL$}({} more lines)\n", "", lines.len() - most));
    }
    page
}

/// Words filled into lines; a word that is too long is broken.
fn fill(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace().flat_map(|word| broken(word, width)) {
        let used = lines.last().map_or(0, |line| line.chars().count());
        let needed = word.chars().count() + usize::from(used > 0);
        match lines.last_mut() {
            Some(line) if used + needed <= width => {
                if used > 0 {
                    line.push(' ');
                }
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// A line cut into pieces of at most `width` characters; an empty line stays one piece.
fn broken(line: &str, width: usize) -> Vec<String> {
    let characters: Vec<char> = line.chars().collect();
    if characters.is_empty() {
        return vec![String::new()];
    }
    characters.chunks(width).map(|piece| piece.iter().collect()).collect()
}

/// As [`broken`], but after a blank where the second half of a piece has one.
fn broken_at_blanks(line: &str, width: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest: Vec<char> = line.chars().collect();
    while rest.len() > width {
        let blank = rest[..width].iter().rposition(|character| *character == ' ');
        let end = blank.filter(|at| *at >= width / 2).map_or(width, |at| at + 1);
        let after = rest.split_off(end);
        pieces.push(rest.iter().collect::<String>().trim_end().to_owned());
        rest = after;
    }
    pieces.push(rest.iter().collect());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fill_the_line_and_the_rest_hangs_below_the_first() {
        let text = wrapped("note: ", &"twelve chars ".repeat(8));
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("note: twelve chars") && lines[1].starts_with("      chars"));
    }

    #[test]
    fn a_long_value_is_broken_after_a_blank_where_there_is_one() {
        assert_eq!(broken_at_blanks("total([{'a': 1}, {'b': 2}])", 18), ["total([{'a': 1},", "{'b': 2}])"]);
        assert_eq!(broken_at_blanks("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    #[test]
    fn a_value_keeps_its_lines_and_says_how_many_are_left_out() {
        let text = labelled("got", "a\n\nb\nc", 3);
        assert_eq!(text, "    got       a\n              \n              b\n              (1 more lines)\n");
    }
}
