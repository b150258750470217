//! The tables, version by version. A step first only adds (expand); what is no longer used goes in a later one (contract), so that the version
//! before can still read.

use sqlx::SqlitePool;

use crate::StoreError;

/// Steps in order; the number of a step is its place, from 1.
const STEPS: &[&str] = &[include_str!("../migrations/0001_log.sql")];

/// Brings the tables up to date, in one transaction that holds the write lock: two programs that start at once don't collide.
pub async fn run(pool: &SqlitePool) -> Result<(), StoreError> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY NOT NULL)")
        .execute(&mut *transaction)
        .await?;
    let (done,): (i64,) = sqlx::query_as("SELECT COALESCE(MAX(number), 0) FROM migrations")
        .fetch_one(&mut *transaction)
        .await?;
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if done > known {
        return Err(StoreError::Newer { found: done, known });
    }
    for (number, step) in (1..).zip(STEPS).filter(|(number, _)| *number > done) {
        sqlx::raw_sql(*step).execute(&mut *transaction).await?;
        sqlx::query("INSERT INTO migrations (number) VALUES ($1)")
            .bind(number)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}
