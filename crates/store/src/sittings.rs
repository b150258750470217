//! Sittings: append-only event logs.

use assessment::Verdict;
use assessment::sitting::blueprint::Purpose;
use assessment::sitting::event::{Event, Logged};
use bank::files::FileMap;

use crate::open::or_conflict;
use crate::people::{read, stored};
use crate::{Store, StoreError, submissions};

/// A sitting as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SittingRow {
    pub id: String,
    pub purpose: Purpose,
    pub role: Option<String>,
    pub started_ms: u64,
    pub ended_ms: Option<u64>,
}

/// What came with an event: the files that were handed in and the verdict on them.
#[derive(Clone, Copy, Debug)]
pub struct HandedIn<'a> {
    pub files: &'a FileMap,
    pub verdict: &'a Verdict,
}

type Row = (String, String, Option<String>, i64, Option<i64>);

impl Store {
    /// Begins a sitting with its first event.
    pub async fn begin(&self, id: &str, person: &str, first: &Logged) -> Result<(), StoreError> {
        let Event::Started { blueprint, .. } = &first.event else {
            let why = "its first event is not `started`".to_owned();
            return Err(StoreError::Damaged { what: format!("sitting `{id}`"), why });
        };
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO sittings (id, person, purpose, role, started_ms) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(person)
        .bind(purpose_word(blueprint.purpose))
        .bind(blueprint.role.as_deref())
        .bind(stored(first.at_ms))
        .execute(&mut *transaction)
        .await
        .map_err(or_conflict)?;
        insert(&mut transaction, id, 1, first).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Adds event `number` (from 1; the next one of the log) with what was handed in, all or nothing. When another program added that number
    /// first, this one has worked on an old state: `Conflict`.
    pub async fn append(
        &self,
        id: &str,
        number: usize,
        logged: &Logged,
        handed_in: Option<HandedIn<'_>>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let (last,): (i64,) =
            sqlx::query_as("SELECT COALESCE(MAX(number), 0) FROM events WHERE sitting = $1")
                .bind(id)
                .fetch_one(&mut *transaction)
                .await?;
        if last + 1 != number {
            return Err(StoreError::Conflict);
        }
        insert(&mut transaction, id, number, logged).await?;
        if let Some(handed_in) = handed_in {
            submissions::insert(&mut transaction, id, number, handed_in).await?;
        }
        if matches!(logged.event, Event::Ended { .. }) {
            sqlx::query("UPDATE sittings SET ended_ms = $1 WHERE id = $2")
                .bind(stored(logged.at_ms))
                .bind(id)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// A sitting's events in order.
    pub async fn log(&self, id: &str) -> Result<Vec<Logged>, StoreError> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as("SELECT number, body FROM events WHERE sitting = $1 ORDER BY number")
                .bind(id)
                .fetch_all(self.reader())
                .await?;
        let event = |(number, body): (i64, String)| {
            serde_json::from_str(&body).map_err(|error| StoreError::Damaged {
                what: format!("event {number} of sitting `{id}`"),
                why: error.to_string(),
            })
        };
        rows.into_iter().map(event).collect()
    }

    /// A person's sittings, oldest first.
    pub async fn sittings(&self, person: &str) -> Result<Vec<SittingRow>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, purpose, role, started_ms, ended_ms FROM sittings WHERE person = $1 ORDER BY started_ms, id",
        )
        .bind(person)
        .fetch_all(self.reader())
        .await?;
        rows.into_iter().map(sitting_row).collect()
    }
}

async fn insert(
    connection: &mut sqlx::SqliteConnection,
    id: &str,
    number: i64,
    logged: &Logged,
) -> Result<(), StoreError> {
    let body = serde_json::to_string(logged).map_err(|error| StoreError::Damaged {
        what: format!("event {number} of sitting `{id}`"),
        why: error.to_string(),
    })?;
    sqlx::query("INSERT INTO events (sitting, number, body) VALUES ($1, $2, $3)")
        .bind(id)
        .bind(number)
        .bind(body)
        .execute(connection)
        .await
        .map_err(or_conflict)?;
    Ok(())
}

fn sitting_row((id, purpose, role, started_ms, ended_ms): Row) -> Result<SittingRow, StoreError> {
    let Some(purpose) = PURPOSES.iter().find(|(word, _)| *word == purpose).map(|(_, purpose)| *purpose)
    else {
        let why = format!("`{purpose}` is no purpose");
        return Err(StoreError::Damaged { what: format!("sitting `{id}`"), why });
    };
    Ok(SittingRow { id, purpose, role, started_ms: read(started_ms), ended_ms: ended_ms.map(read) })
}

const PURPOSES: [(&str, Purpose); 4] = [
    ("placement", Purpose::Placement),
    ("practice", Purpose::Practice),
    ("fixed_form", Purpose::FixedForm),
    ("assessment", Purpose::Assessment),
];

fn purpose_word(purpose: Purpose) -> &'static str {
    PURPOSES.iter().find(|(_, own)| *own == purpose).map_or("placement", |(word, _)| word)
}
