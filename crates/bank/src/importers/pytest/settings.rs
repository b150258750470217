//! What a repository tells pytest: which files are tests, and where they lie.
//!
//! pytest reads the first of `pytest.ini`, `.pytest.ini`, `pyproject.toml`, `tox.ini` and `setup.cfg` that has a
//! section for it ("Configuration" in its reference guide).

use crate::files::FileMap;
use crate::finding::Finding;
use crate::pattern::Pattern;

/// Settings files with the section that makes pytest read them.
const SOURCES: [(&str, &str); 5] = [
    ("pytest.ini", "pytest"),
    (".pytest.ini", "pytest"),
    ("pyproject.toml", "tool.pytest.ini_options"),
    ("tox.ini", "pytest"),
    ("setup.cfg", "tool:pytest"),
];

/// Plugins that exams cannot count on, by the options that need them.
const PLUGIN_OPTIONS: [(&str, &str); 2] = [("--cov", "pytest-cov"), ("-n", "pytest-xdist")];

/// pytest's settings as far as they decide what is a test.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    /// Whether the repository has any.
    pub present: bool,
    /// Names of test files, where they are not pytest's own.
    pub python_files: Vec<Pattern>,
    /// Folders of tests.
    pub testpaths: Vec<String>,
    pub findings: Vec<Finding>,
}

impl Settings {
    pub fn read(repository: &FileMap) -> Self {
        let found = SOURCES.iter().find_map(|(file, section)| {
            let text = repository.text(file)?;
            let read = if *section == "tool.pytest.ini_options" { from_toml } else { from_ini };
            let settings = read(text, section);
            let counts = file.ends_with("pytest.ini") || settings.is_some();
            counts.then(|| (*file, settings.unwrap_or_default()))
        });
        match found {
            Some((file, values)) => Self::of(file, &values),
            None => Self::default(),
        }
    }

    fn of(file: &str, values: &[(String, String)]) -> Self {
        let words = |key: &str| {
            let value = values.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value);
            value.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        let options = words("addopts");
        let needed = PLUGIN_OPTIONS.iter().filter(|(option, _)| {
            options.iter().any(|word| word == option || (option.len() > 2 && word.starts_with(option)))
        });
        Self {
            present: true,
            python_files: words("python_files").iter().map(|name| Pattern::new(name)).collect(),
            testpaths: words("testpaths")
                .iter()
                .map(|path| path.trim_matches(['.', '/']).to_owned())
                .collect(),
            findings: needed.map(|(option, plugin)| plugin_finding(file, option, plugin)).collect(),
        }
    }
}

fn plugin_finding(file: &str, option: &str, plugin: &str) -> Finding {
    Finding::warning(file, format!("`addopts` holds `{option}`, which needs the plugin {plugin}"))
        .hint("remove the option, or grade in an environment that has the plugin")
}

/// Keys and values of one section of an INI file; a value may go on in indented lines.
fn from_ini(text: &str, section: &str) -> Option<Vec<(String, String)>> {
    let mut values: Vec<(String, String)> = Vec::new();
    let (mut inside, mut found) = (false, false);
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            inside = name.trim() == section;
            found |= inside;
        } else if inside && line.starts_with([' ', '\t']) {
            if let Some((_, value)) = values.last_mut() {
                value.push(' ');
                value.push_str(trimmed);
            }
        } else if inside && let Some((key, value)) = trimmed.split_once(['=', ':']) {
            values.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    found.then_some(values)
}

/// Keys and values of one table of a TOML file; lists are joined by spaces, as in an INI file.
fn from_toml(text: &str, table: &str) -> Option<Vec<(String, String)>> {
    let root: toml::Table = text.parse().ok()?;
    let mut value = &toml::Value::Table(root);
    for key in table.split('.') {
        value = value.get(key)?;
    }
    let entries = value.as_table()?.iter();
    Some(entries.map(|(key, value)| (key.clone(), as_words(value))).collect())
}

fn as_words(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(entries) => entries.iter().map(as_words).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, text: &str) -> Settings {
        Settings::read(&FileMap::from_entries([(file, text.as_bytes().to_vec())]).0)
    }

    #[test]
    fn every_place_that_pytest_reads_is_read() {
        let check = |file, text| {
            let settings = read(file, text);
            assert!(settings.present, "{file}");
            assert_eq!(settings.testpaths, ["checks", "more"], "{file}");
        };
        check("pytest.ini", "[pytest]\ntestpaths = ./checks more/\n");
        check("tox.ini", "[tox]\n[pytest]\ntestpaths =\n  checks\n  # not this\n  more\n");
        check("setup.cfg", "[metadata]\nname = x\n[tool:pytest]\ntestpaths: checks more\n");
        check("pyproject.toml", "[tool.pytest.ini_options]\ntestpaths = ['checks', 'more']\n");
    }

    #[test]
    fn a_file_without_a_section_for_pytest_is_no_settings() {
        assert!(!read("setup.cfg", "[metadata]\ntestpaths = checks\n").present);
        assert!(!read("pyproject.toml", "[project]\nname = 'x'\n").present);
        assert!(!read("pyproject.toml", "not toml at all [").present);
        assert!(read("pytest.ini", "").present);
    }

    #[test]
    fn options_of_missing_plugins_are_pointed_out() {
        let found = read("pytest.ini", "[pytest]\naddopts = -q --cov=shop --strict-markers\n").findings;
        let shown: Vec<String> = found.iter().map(Finding::to_string).collect();
        assert_eq!(
            shown,
            ["pytest.ini: `addopts` holds `--cov`, which needs the plugin pytest-cov\n\
              hint: remove the option, or grade in an environment that has the plugin"]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_settings_are_read(text in "[\\[\\]a-z=:#;\n '\"]{0,80}") {
            for (file, _) in SOURCES {
                let _ = read(file, &text);
            }
        }
    }
}
