//! What most commands need around them: data folder, interpreter, sandbox launcher, and what an interruption clears.

use std::ffi::OsString;
use std::path::Path;

use grader::data_folder::{self, DataFolder};
use grader::environments::Workshop;
use grader::grade::Grader;
use grader::interpreter::Interpreter;
use grader::leftovers::Leftovers;
use grader::progress::Listener;
use grader::rooms::warm::WarmRooms;
use sandbox::Launcher;

use crate::cli::Place;
use crate::exit::OrMisuse as _;
use crate::interruption;

/// The hidden command under which the sandbox runs this binary as its helper.
pub const HELPER: &str = "sandbox-helper";

/// Opened once for each run of the program.
pub struct Surroundings {
    pub data: DataFolder,
    pub python: Interpreter,
    pub leftovers: Leftovers,
    pub launcher: Launcher,
    /// Empty until something is graded warm.
    warm: WarmRooms,
    cold: bool,
}

impl Surroundings {
    /// Opens the data folder and finds Python; from here on an interruption leaves nothing half made.
    pub fn open(place: &Place) -> anyhow::Result<Self> {
        let leftovers = Leftovers::default();
        interruption::clear_on_signal(&leftovers)?;
        let (data, python) = (open_data(place)?, find_python(place)?);
        Ok(Self {
            data,
            python,
            leftovers,
            launcher: launcher(),
            warm: WarmRooms::default(),
            cold: place.cold,
        })
    }

    pub fn workshop<'a>(&'a self, wheels: Option<&'a Path>, listener: Listener<'a>) -> Workshop<'a> {
        Workshop { data: &self.data, python: &self.python, leftovers: &self.leftovers, wheels, listener }
    }

    pub fn grader<'a>(&'a self, listener: Listener<'a>) -> Grader<'a> {
        Grader { launcher: &self.launcher, workshop: self.workshop(None, listener), warm: None }
    }

    /// A grader whose rooms stay warm from one case to the next, unless that is not wanted: for whoever grades more than one.
    pub fn warm_grader<'a>(&'a self, listener: Listener<'a>) -> Grader<'a> {
        Grader { warm: (!self.cold).then_some(&self.warm), ..self.grader(listener) }
    }
}

/// The interpreter that was named, which is the caller's to mend, or one on PATH, which is the machine's.
fn find_python(place: &Place) -> anyhow::Result<Interpreter> {
    let found = Interpreter::find(place.python.as_deref());
    if place.python.is_some() { found.or_misuse() } else { Ok(found?) }
}

/// The data folder that the command line, the environment or the user's home names.
pub fn open_data(place: &Place) -> anyhow::Result<DataFolder> {
    let root = match &place.data {
        Some(root) => root.clone(),
        None => data_folder::default_root(|name| std::env::var_os(name)).or_misuse()?,
    };
    DataFolder::open(&root).or_misuse()
}

/// Runs this very binary again as the sandbox's helper, even when its file was replaced meanwhile.
pub fn launcher() -> Launcher {
    Launcher::new(vec![OsString::from("/proc/self/exe"), OsString::from(HELPER)])
}
