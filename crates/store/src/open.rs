//! The opened store: one writing connection, several reading ones, write-ahead log.

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, Transaction};

use crate::migrations;

/// How long a writer waits for another program's write.
const BUSY: Duration = Duration::from_secs(10);
const READERS: u32 = 4;
/// Only the owner: what people did is nobody else's business.
const PRIVATE_FOLDER: u32 = 0o700;

/// Everything that is kept.
#[derive(Clone, Debug)]
pub struct Store {
    reader: SqlitePool,
    writer: SqlitePool,
}

/// Why something could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "cannot use `{path}` for the records: {source}\nhint: choose a writable folder with `--data DIR` or `ASSAY_DATA`"
    )]
    Folder { path: PathBuf, source: io::Error },
    #[error("cannot use the records: {0}\nhint: is the disk full or read-only? `assay doctor` looks")]
    Database(#[from] sqlx::Error),
    #[error(
        "the records were written by a newer Assay (format {found}, this one knows {known})\nhint: use that version"
    )]
    Newer { found: i64, known: i64 },
    #[error(
        "another program wrote to this sitting meanwhile\nhint: close the other one, and start again: nothing is lost"
    )]
    Conflict,
    #[error("{what} in the records is damaged: {why}")]
    Damaged { what: String, why: String },
}

impl Store {
    /// Opens (and creates, if need be) the store in a folder of its own, and brings its tables up to date.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        let unusable = |source| StoreError::Folder { path: folder.to_owned(), source };
        fs::DirBuilder::new().recursive(true).mode(PRIVATE_FOLDER).create(folder).map_err(unusable)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(PRIVATE_FOLDER)).map_err(unusable)?;
        // A process that dies loses nothing that was acknowledged; a power cut may lose the last moments, never the consistency.
        let options = SqliteConnectOptions::new()
            .filename(folder.join("records.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(BUSY);
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        migrations::run(&writer).await?;
        let reader = SqlitePoolOptions::new()
            .max_connections(READERS)
            .min_connections(0)
            .connect_lazy_with(options.read_only(true));
        Ok(Self { reader, writer })
    }

    pub(crate) fn reader(&self) -> &SqlitePool {
        &self.reader
    }

    /// A transaction that holds the write lock from its start: one that upgrades later fails at once when another wrote meanwhile.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Closes all connections and folds the write-ahead log in.
    pub async fn close(self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

/// A broken key as what it means: somebody else wrote that row first.
pub(crate) fn or_conflict(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(inner) if inner.is_unique_violation() => StoreError::Conflict,
        _ => StoreError::Database(error),
    }
}
