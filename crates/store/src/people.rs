//! People.

use crate::{Store, StoreError};

/// Somebody of whom something is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub created_ms: u64,
}

impl Store {
    /// The person of this id, made if there is none yet.
    pub async fn person(&self, id: &str, name: &str, now_ms: u64) -> Result<Person, StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO people (id, name, created_ms) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
        )
        .bind(id)
        .bind(name)
        .bind(stored(now_ms))
        .execute(&mut *transaction)
        .await?;
        let (name, created_ms): (String, i64) =
            sqlx::query_as("SELECT name, created_ms FROM people WHERE id = $1")
                .bind(id)
                .fetch_one(&mut *transaction)
                .await?;
        transaction.commit().await?;
        Ok(Person { id: id.to_owned(), name, created_ms: read(created_ms) })
    }
}

/// Databases have no unsigned integers.
pub(crate) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn read(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
