//! A folder for one test, and the binary run in it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what goes wrong here fails the test that called it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A small exam: one public check, one hidden one whose data nobody may learn.
pub const EXAM: &str = "\
import pytest
from solution import total


@pytest.mark.public
def test_sums():
    assert total([1, 2]) == 3


@pytest.mark.parametrize('prices', [['hush', 4]])
def test_ignores_words(prices):
    assert total(prices) == 4
";

pub const RIGHT: &str =
    "def total(prices):\n    return sum(price for price in prices if isinstance(price, int))\n";

/// Wrong everywhere, and prints what it is given.
pub const WRONG: &str = "def total(prices):\n    print('given', prices)\n    return len(prices) * 7\n";

pub struct Place {
    folder: tempfile::TempDir,
}

/// What a run left: exit code and both streams.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    /// A folder that holds [`EXAM`] as `exam/` and the submissions `right.py` and `wrong.py`.
    pub fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.write("exam/test_total.py", EXAM);
        place.write("right/solution.py", RIGHT);
        place.write("wrong/solution.py", WRONG);
        place
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The binary, about to run in this folder; its environments are shared between all tests.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_assay"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env("ASSAY_DATA", data_folder())
            .env("NO_COLOR", "1");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&self.command(arguments).output().unwrap())
    }

    /// Grades `submission` against `exam/` and gives the verdict.
    pub fn verdict(&self, submission: &str, more: &[&str]) -> Value {
        let arguments = [&["grade", "--exam", "exam", "--submission", submission, "--json"], more].concat();
        let run = self.run(&arguments);
        serde_json::from_str(&run.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", run.stdout, run.stderr))
    }
}

impl Run {
    pub fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

fn data_folder() -> PathBuf {
    std::env::var_os("ASSAY_DATA")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("assay-data"), PathBuf::from)
}
