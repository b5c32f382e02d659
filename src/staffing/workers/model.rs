//! Rows of workers and the versions of what is judged of them.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::Conn,
    http::{Result, Tx, Versioned, codes::Code},
    rules::qualifications::Education,
    schema::{worker_versions, workers},
    staffing::scope::Scope,
};

/// A worker.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = workers)]
pub struct Worker {
    /// Id of the worker.
    pub id: Uuid,
    /// Name.
    #[schema(example = "王小梅")]
    pub name: String,
    /// Date of birth; unknown when null, and then S3 is unknown too.
    #[schema(example = "1990-07-15")]
    pub birth_date: Option<NaiveDate>,
    /// Highest education; unknown when null, and then S4 is unknown too.
    pub education: Option<Education>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Worker {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Worker {
    /// Writes a new worker with the first version of what is judged.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (
            workers::county_code.eq(tx.county()),
            workers::id.eq(self.id),
            workers::name.eq(&self.name),
            workers::birth_date.eq(self.birth_date),
            workers::education.eq(self.education),
            workers::recorded_at.eq(tx.now()),
            workers::version.eq(self.version),
        );
        diesel::insert_into(workers::table).values(row).execute(&mut tx.conn()).await?;
        self.insert_version(tx).await
    }

    /// Keeps what is judged, so that `known_at` can tell what was known.
    pub async fn insert_version(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (
            worker_versions::county_code.eq(tx.county()),
            worker_versions::worker_id.eq(self.id),
            worker_versions::version.eq(self.version),
            worker_versions::birth_date.eq(self.birth_date),
            worker_versions::education.eq(self.education),
            worker_versions::recorded_at.eq(tx.now()),
        );
        diesel::insert_into(worker_versions::table).values(row).execute(&mut tx.conn()).await?;
        Ok(())
    }

    /// Saves a changed row; its version grows by one. Errors: 412 when somebody else was faster.
    pub async fn save(&mut self, tx: &Tx<'_>) -> Result<()> {
        let one = workers::table.find((tx.county(), self.id)).filter(workers::version.eq(self.version));
        self.version = self.version.saturating_add(1);
        let change = (
            workers::name.eq(&self.name),
            workers::birth_date.eq(self.birth_date),
            workers::education.eq(self.education),
            workers::version.eq(self.version),
        );
        let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
    }
}

/// One worker within the scope. Errors: 404.
pub async fn find(mut conn: &Conn, scope: &Scope, county: &str, id: Uuid) -> Result<Worker> {
    let one = scope.workers(county).filter(workers::id.eq(id)).select(Worker::as_select());
    Ok(one.first(&mut conn).await?)
}

/// One worker within the scope, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, scope: &Scope, id: Uuid) -> Result<Worker> {
    scope.require(tx, tx.county(), id).await?;
    let one = workers::table.find((tx.county(), id)).select(Worker::as_select()).for_update();
    Ok(one.first(&mut tx.conn()).await?)
}
