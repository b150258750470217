//! Which files an exercise consists of, by its own `.meta/config.json` or the track's patterns.

use serde_json::Value;

/// The files that `key` (`solution`, `test`, `example`, `exemplar`, `editor`) names; empty when neither the
/// exercise nor the track names any.
pub(super) fn listed(meta: &Value, config: &Value, key: &str, slug: &str) -> Vec<String> {
    let texts = |value: &Value| -> Vec<String> {
        let entries = value.as_array().into_iter().flatten();
        entries.filter_map(|entry| Some(expand(entry.as_str()?, slug))).collect()
    };
    let own = texts(&meta["files"][key]);
    if own.is_empty() { texts(&config["files"][key]) } else { own }
}

/// Fills in the placeholders of the track's specification.
fn expand(pattern: &str, slug: &str) -> String {
    let words: Vec<String> = slug.split(['-', '_']).map(capitalised).collect();
    let pascal = words.concat();
    let mut letters = pascal.chars();
    let camel = match letters.next() {
        Some(first) => first.to_lowercase().collect::<String>() + letters.as_str(),
        None => String::new(),
    };
    pattern
        .replace("%{kebab_slug}", slug)
        .replace("%{snake_slug}", &slug.replace('-', "_"))
        .replace("%{camel_slug}", &camel)
        .replace("%{pascal_slug}", &pascal)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_placeholders_of_a_track_are_filled_in() {
        let check = |pattern, expected| assert_eq!(expand(pattern, "two-fer"), expected);
        check("%{snake_slug}_test.py", "two_fer_test.py");
        check("%{kebab_slug}.py", "two-fer.py");
        check("%{pascal_slug}Test.py", "TwoFerTest.py");
        check("%{camel_slug}.py", "twoFer.py");
        check(".meta/example.py", ".meta/example.py");
    }

    #[test]
    fn what_the_exercise_names_wins_over_the_track() {
        let config = serde_json::json!({"files": {"solution": ["%{snake_slug}.py"], "test": 3}});
        let meta = serde_json::json!({"files": {"solution": ["sets.py", 7]}});
        assert_eq!(listed(&meta, &config, "solution", "cater-waiter"), ["sets.py"]);
        assert_eq!(listed(&Value::Null, &config, "solution", "cater-waiter"), ["cater_waiter.py"]);
        assert_eq!(listed(&meta, &config, "test", "cater-waiter"), Vec::<String>::new());
    }
}
