//! The word that was probably meant.

/// The known word closest to `word`, when it is close enough to have been meant: at most one edit per three
/// letters. An edit inserts, deletes or replaces a character, or swaps two neighbours (Damerau, 1964, in the
/// restricted form known as optimal string alignment).
pub fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    known
        .iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (edit_distance(word, candidate), *candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn edit_distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=right.len()).collect()];
    for at in 1..=left.len() {
        let mut row = vec![at];
        for to in 1..=right.len() {
            let above = &rows[at - 1];
            let replaced = above[to - 1] + usize::from(left[at - 1] != right[to - 1]);
            let mut least = replaced.min(above[to] + 1).min(row[to - 1] + 1);
            if at > 1 && to > 1 && left[at - 1] == right[to - 2] && left[at - 2] == right[to - 1] {
                least = least.min(rows[at - 2][to - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[left.len()][right.len()]
}

/// `; did you mean ...?` where a known word is close, else nothing.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    closest(word, known).map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_word_is_offered_only_when_it_is_close() {
        let known = ["write", "review", "query"];
        let check = |word, expected| assert_eq!(closest(word, &known), expected, "{word}");
        check("wirte", Some("write"));
        check("wiret", None);
        check("writ", Some("write"));
        check("reveiw", Some("review"));
        check("kwery", None);
        check("query", Some("query"));
        check("", None);
    }
}
