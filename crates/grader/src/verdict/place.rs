//! Places in the candidate's files. The submission room names them, so nothing of a place is repeated that is not in the
//! files as they were handed in: a program can compile code under any file name, function name and source text, and make
//! them of a hidden test's data.

use assessment::Location;
use bank::files::FileMap;

use crate::rooms::events::Place;

/// Scopes that Python names itself.
const SCOPES: [&str; 7] =
    ["<module>", "<locals>", "<lambda>", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"];

/// The place, if the files have it: the source line is theirs, and the function's name is one that they define.
pub fn in_files(place: &Place, files: &FileMap) -> Option<Location> {
    let source = files.text(&place.file)?;
    let index = usize::try_from(place.line.checked_sub(1)?).ok()?;
    let text = source.lines().nth(index)?.trim();
    Some(Location {
        file: place.file.clone(),
        line: place.line,
        function: place.function.clone().filter(|name| is_defined(name, source)),
        text: Some(text.to_owned()).filter(|text| !text.is_empty()),
    })
}

fn is_defined(qualified_name: &str, source: &str) -> bool {
    qualified_name.split('.').all(|name| {
        SCOPES.contains(&name) || ["def ", "class "].iter().any(|keyword| defines(source, keyword, name))
    })
}

/// Whether a line of the source begins with the keyword and exactly this name.
fn defines(source: &str, keyword: &str, name: &str) -> bool {
    source.lines().any(|line| {
        let line = line.trim_start();
        let rest = line.strip_prefix("async ").unwrap_or(line).strip_prefix(keyword);
        rest.and_then(|rest| rest.trim_start().strip_prefix(name))
            .is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "class Basket:\n    async def total(self):\n        return 1\n";

    fn files() -> FileMap {
        let mut files = FileMap::new();
        files.insert("shop/basket.py", SOURCE.into()).unwrap();
        files
    }

    fn check(file: &str, line: u64, function: &str, expected: Option<(&str, Option<&str>)>) {
        let place =
            Place { file: file.into(), line, function: Some(function.into()), text: Some("secret".into()) };
        let found = in_files(&place, &files());
        let seen =
            found.as_ref().map(|place| (place.text.as_deref().unwrap_or(""), place.function.as_deref()));
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_place_shows_the_line_that_was_handed_in_whatever_the_room_says() {
        check("shop/basket.py", 3, "Basket.total", Some(("return 1", Some("Basket.total"))));
        check("shop/basket.py", 1, "<module>", Some(("class Basket:", Some("<module>"))));
    }

    #[test]
    fn names_that_the_files_do_not_define_are_not_repeated() {
        check("shop/basket.py", 3, "secret", Some(("return 1", None)));
        check("shop/basket.py", 3, "Basket.tot", Some(("return 1", None)));
        check("shop/basket.py", 4, "Basket.total", None);
        check("shop/basket.py", 0, "Basket.total", None);
        check("secret.py", 1, "Basket.total", None);
    }
}
