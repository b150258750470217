//! What was handed in, as content-addressed blobs, and the verdicts on it.

use std::fmt::Write as _;

use assessment::Verdict;
use bank::files::{FileMap, RelativePath};
use sha2::{Digest as _, Sha256};

use crate::people::read;
use crate::{HandedIn, Store, StoreError};

/// A verdict with its place in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredVerdict {
    pub sitting: String,
    /// Number of its event.
    pub number: u64,
    /// Digest that names the files.
    pub submission: String,
    pub verdict: Verdict,
}

/// Keeps files and verdict with event `number`. Contents that are there already are not kept twice.
pub(crate) async fn insert(
    connection: &mut sqlx::SqliteConnection,
    sitting: &str,
    number: i64,
    handed_in: HandedIn<'_>,
) -> Result<(), StoreError> {
    let submission = handed_in.files.digest();
    for (path, bytes) in handed_in.files.iter() {
        let digest = hex(&Sha256::digest(bytes));
        sqlx::query("INSERT INTO blobs (digest, bytes) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING")
            .bind(&digest)
            .bind(bytes)
            .execute(&mut *connection)
            .await?;
        sqlx::query(
            "INSERT INTO submission_files (submission, path, blob) VALUES ($1, $2, $3) \
             ON CONFLICT (submission, path) DO NOTHING",
        )
        .bind(&submission)
        .bind(path.as_str())
        .bind(&digest)
        .execute(&mut *connection)
        .await?;
    }
    sqlx::query("INSERT INTO verdicts (sitting, number, submission, body) VALUES ($1, $2, $3, $4)")
        .bind(sitting)
        .bind(number)
        .bind(&submission)
        .bind(handed_in.verdict.to_json())
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// The files that a digest names; empty when there are none.
    pub async fn submission(&self, digest: &str) -> Result<FileMap, StoreError> {
        let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(
            "SELECT path, bytes FROM submission_files JOIN blobs ON blobs.digest = submission_files.blob \
             WHERE submission = $1 ORDER BY path",
        )
        .bind(digest)
        .fetch_all(self.reader())
        .await?;
        let mut files = FileMap::new();
        for (path, bytes) in rows {
            let path = RelativePath::new(&path).map_err(|error| StoreError::Damaged {
                what: format!("submission `{digest}`"),
                why: error.to_string(),
            })?;
            files.replace(path, bytes);
        }
        Ok(files)
    }

    /// A sitting's verdicts in order.
    pub async fn verdicts(&self, sitting: &str) -> Result<Vec<StoredVerdict>, StoreError> {
        let rows: Vec<(i64, String, String)> = sqlx::query_as(
            "SELECT number, submission, body FROM verdicts WHERE sitting = $1 ORDER BY number",
        )
        .bind(sitting)
        .fetch_all(self.reader())
        .await?;
        let verdict = |(number, submission, body): (i64, String, String)| {
            let verdict = Verdict::from_json(&body).map_err(|error| StoreError::Damaged {
                what: format!("verdict {number} of sitting `{sitting}`"),
                why: error.to_string(),
            })?;
            Ok(StoredVerdict { sitting: sitting.to_owned(), number: read(number), submission, verdict })
        };
        rows.into_iter().map(verdict).collect()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
