//! Which Python environment an imported exercise needs, by what its files import.

use crate::files::FileMap;
use crate::python_source::imported_modules;

/// Modules that need more than `core`, by environment, the largest first.
const NEEDS: [(&str, &[&str]); 2] =
    [("ml", &["tensorflow", "keras"]), ("data", &["numpy", "pandas", "scipy", "matplotlib", "sklearn"])];

/// The smallest environment that has what any of the files import.
pub(super) fn needed(parts: &[&FileMap]) -> &'static str {
    let texts = || {
        let files = parts.iter().flat_map(|files| files.paths().map(move |path| (files, path)));
        files.filter(|(_, path)| path.is_python()).filter_map(|(files, path)| files.text(path.as_str()))
    };
    let imports =
        |name: &&str| texts().any(|text| text.contains(*name) && imported_modules(text).contains(*name));
    let found = NEEDS.iter().find(|(_, modules)| modules.iter().any(imports));
    found.map_or("core", |(environment, _)| environment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_imports_decide_the_environment() {
        let check = |text: &str, expected| {
            let files = FileMap::from_entries([("a.py", text.as_bytes().to_vec())]).0;
            assert_eq!(needed(&[&FileMap::new(), &files]), expected, "{text}");
        };
        check("import re\nfrom datetime import date\n", "core");
        check("def f():\n    import numpy as np\n", "data");
        check("from sklearn.linear_model import Ridge\nimport numpy\n", "data");
        check("import numpy, tensorflow as tf\n", "ml");
        check("'numpy'\n", "core");
    }
}
