//! Patterns over node ids, as `public` in `task.toml` and `caught_by` in `proof/wrong.toml` use them.

/// A node id in which `*` stands for any run of characters and `?` for any one. Everything else, square brackets
/// too (parametrised node ids are full of them), stands for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    pub fn new(pattern: &str) -> Self {
        Self(pattern.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the whole of `text` fits. Greedy with one way back, so the time is at most the product of the
    /// two lengths.
    pub fn matches(&self, text: &str) -> bool {
        let (pattern, text): (Vec<char>, Vec<char>) = (self.0.chars().collect(), text.chars().collect());
        let (mut at, mut read) = (0, 0);
        let mut star: Option<(usize, usize)> = None;
        while read < text.len() {
            match pattern.get(at) {
                Some('*') => {
                    star = Some((at, read));
                    at += 1;
                }
                Some(&letter) if letter == '?' || letter == text[read] => {
                    at += 1;
                    read += 1;
                }
                _ => match star {
                    Some((star_at, star_read)) => {
                        star = Some((star_at, star_read + 1));
                        at = star_at + 1;
                        read = star_read + 1;
                    }
                    None => return false,
                },
            }
        }
        pattern[at..].iter().all(|&letter| letter == '*')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_run_and_brackets_are_themselves() {
        let check = |pattern: &str, text, expected| {
            assert_eq!(Pattern::new(pattern).matches(text), expected, "{pattern} on {text}");
        };
        check("test_a.py::test_one", "test_a.py::test_one", true);
        check("test_a.py::test_one", "test_a.py::test_one[1]", false);
        check("test_a.py::*", "test_a.py::TestX::test_one[a-b]", true);
        check("*::test_x[1-*]", "test_a.py::test_x[1-2]", true);
        check("*::test_x[1-*]", "test_a.py::test_x[2-2]", false);
        check("*a*b*c", "xxaxxbxxbxxc", true);
        check("test_?.py::*", "test_ä.py::test", true);
        check("", "", true);
        check("*", "", true);
        check("?", "", false);
    }
}
