//! The records of the person at this machine: one event log, shared by every command that knows somebody.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use assessment::measure::{Evidence, Measure};
use assessment::sitting::event::{EndedBy, Event, Logged};
use assessment::sitting::{LogError, Sitting};
use grader::data_folder::DataFolder;
use store::{HandedIn, SittingRow, Store};
use tokio::runtime::Runtime;

/// Who sits at this machine, without an account.
const LOCAL_PERSON: &str = "local";
const FOLDER: &str = "records";

/// The opened records.
pub struct Records {
    runtime: Runtime,
    store: Store,
}

impl Records {
    /// Opens the records in `folder`, or those of the data folder.
    pub fn open(folder: Option<&Path>, data: &DataFolder) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("cannot start the records' runtime")?;
        let folder = folder.map_or_else(|| data.root().join(FOLDER), Path::to_path_buf);
        let store = runtime.block_on(Store::open(&folder))?;
        let name = std::env::var("USER").unwrap_or_else(|_| "you".to_owned());
        runtime.block_on(store.person(LOCAL_PERSON, &name, now_ms()))?;
        Ok(Self { runtime, store })
    }

    /// The person's sittings, oldest first.
    pub fn sittings(&self) -> anyhow::Result<Vec<SittingRow>> {
        Ok(self.runtime.block_on(self.store.sittings(LOCAL_PERSON))?)
    }

    pub fn log(&self, sitting: &str) -> anyhow::Result<Vec<Logged>> {
        Ok(self.runtime.block_on(self.store.log(sitting))?)
    }

    /// What every sitting of the person says, oldest first.
    pub fn evidence(&self, measure: &Measure) -> anyhow::Result<Vec<Evidence>> {
        let mut evidence = Vec::new();
        for row in self.sittings()? {
            evidence.extend(Sitting::evidence_of(measure, &self.log(&row.id)?)?);
        }
        Ok(evidence)
    }

    /// Begins a sitting and gives its id.
    pub fn begin(&self, first: &Logged) -> anyhow::Result<String> {
        let id = format!("{:016x}{:016x}", drawn()?, drawn()?);
        self.runtime.block_on(self.store.begin(&id, LOCAL_PERSON, first))?;
        Ok(id)
    }

    /// Adds an event to log and sitting: kept first, so that what the person is told was kept.
    pub fn add(
        &self,
        id: &str,
        sitting: &mut Sitting<'_>,
        event: Event,
        handed_in: Option<HandedIn<'_>>,
    ) -> anyhow::Result<()> {
        let logged = Logged { at_ms: now_ms(), event };
        let number = sitting.log().len() + 1;
        let mut tried = Sitting::replay(sitting.measure(), sitting.role(), sitting.log())?;
        tried.record(logged.clone())?;
        self.runtime.block_on(self.store.append(id, number, &logged, handed_in))?;
        *sitting = tried;
        Ok(())
    }

    /// Ends a sitting that cannot go on (its bank is another one now); what it says stays.
    pub fn end_old(&self, row: &SittingRow) -> anyhow::Result<()> {
        let number = self.log(&row.id)?.len() + 1;
        let logged = Logged { at_ms: now_ms(), event: Event::Ended { by: EndedBy::Person } };
        Ok(self.runtime.block_on(self.store.append(&row.id, number, &logged, None))?)
    }

    /// Closes the database properly.
    pub fn close(self) {
        self.runtime.block_on(self.store.close());
    }
}

/// Milliseconds since 1970.
pub fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// A random number of the operating system.
pub fn drawn() -> anyhow::Result<u64> {
    let mut bytes = [0_u8; 8];
    let filled = rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty());
    filled.context("the operating system gives no random numbers")?;
    Ok(u64::from_le_bytes(bytes))
}

/// Whether a log can't go on under the present bank or role.
pub fn is_stale(error: &LogError) -> bool {
    matches!(error, LogError::OtherBank | LogError::OtherRole { .. })
}
