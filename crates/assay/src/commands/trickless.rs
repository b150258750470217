//! Answers without work and without a trick: one constant, or one error, for every question. What they earn of an exam is
//! there for anybody, so a cheat that earns it has fooled nobody.

use anyhow::Result;
use bank::files::FileMap;

/// What every function of such an answer does.
const ANSWERS: [&str; 20] = [
    "return None",
    "return 0",
    "return 1",
    "return -1",
    "return 0.0",
    "return ''",
    "return b''",
    "return True",
    "return False",
    "return []",
    "return ()",
    "return {}",
    "return set()",
    "return object()",
    "return arguments[0] if arguments else None",
    "raise ValueError",
    "raise TypeError",
    "raise KeyError",
    "raise IndexError",
    "raise NotImplementedError",
];

/// The answers, each as the one file named `entry`. A module-level `__getattr__` (PEP 562) has every name that an exam asks for.
pub fn answers(entry: &str) -> impl Iterator<Item = Result<FileMap>> {
    ANSWERS.into_iter().map(move |answer| {
        let text = format!(
            "def __getattr__(name):\n    if name.startswith('__'):\n        raise AttributeError(name)\n\n    \
             def function(*arguments, **keywords):\n        {answer}\n\n    return function\n"
        );
        let mut files = FileMap::new();
        files.insert(entry, text.into_bytes())?;
        Ok(files)
    })
}
