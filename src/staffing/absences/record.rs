//! `POST /absences`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::model::{Absence, Row};
use crate::{
    audit::event::Event,
    auth::policy::ManageAbsences,
    dated,
    http::{Body, Created, Ctx, Reply, Result, Tx},
    rules::absences::AbsenceKind,
    schema::workers,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
};

/// An absence to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct RecordAbsence {
    /// Who is away; a contractor can only name workers whom it employs.
    pub worker_id: Uuid,
    /// Why.
    pub kind: AbsenceKind,
    /// First day; may lie ahead.
    #[schema(example = "2023-08-01")]
    pub from: NaiveDate,
    /// First day no longer, when it is known.
    #[schema(example = "2023-08-15")]
    pub to: Option<NaiveDate>,
}

fn ends_after_start(absence: &RecordAbsence) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", absence.from, absence.to)
}

/// Records that a worker is away, one absence on a day.
///
/// Leave protected by law is not absence: the worker counts for S1 (六（三）; the reading is ours). Who is away otherwise
/// does not count that day; the place is no vacancy.
#[utoipa::path(post, path = "/api/v1/absences", tag = "staffing")]
pub async fn record_absence(ctx: Ctx<ManageAbsences>, body: Body<RecordAbsence>) -> Result<Created<Absence>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let known = is_entrusted(tx, &scope, body.0.worker_id).await?;
        dated::require_references([("/worker_id", known)])?;
        let row = new_row(tx, &body.0);
        row.insert(tx).await?;
        tx.record(Event::new("absence.recorded", row.id, row.told()));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        let at = format!("/api/v1/absences/{}", row.id);
        Ok(Reply::tagged(&Absence::from(row))?.at(at))
    })
    .await
}

async fn is_entrusted(tx: &Tx<'_>, scope: &Scope, worker: Uuid) -> Result<bool> {
    let one = scope.entrusted(tx.county(), tx.today()).filter(workers::id.eq(worker)).select(workers::id);
    Ok(one.first::<Uuid>(&mut tx.conn()).await.optional()?.is_some())
}

fn new_row(tx: &Tx<'_>, body: &RecordAbsence) -> Row {
    let RecordAbsence { worker_id, kind, from, to } = *body;
    Row {
        id: tx.new_id(),
        worker_id,
        kind,
        from,
        to,
        recorded_at: tx.now(),
        end_recorded_at: None,
        voided_at: None,
        void_reason: None,
        version: 1,
    }
}
