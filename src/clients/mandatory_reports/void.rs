//! `POST /mandatory-reports/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    list,
    model::{self, MandatoryReport, ReportRow},
};
use crate::{
    audit::event::Event,
    auth::policy::RecordMandatoryReports,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::mandatory_reports,
    voided,
};

/// Voids a report that was recorded wrongly; it stays readable. The reason names nobody.
#[utoipa::path(post, path = "/api/v1/mandatory-reports/{id}/voiding", tag = "clients")]
pub async fn void_mandatory_report(
    ctx: Ctx<RecordMandatoryReports>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<MandatoryReport>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(mandatory_reports, tx, row.version, body.0.reason.as_str());
        let one = mandatory_reports::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(ReportRow::as_returning());
        let row: ReportRow = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("mandatory_report.voided", row.id, json!({"station": row.station_id})));
        list::reply(&ctx, tx, row).await
    })
    .await
}
