//! `POST /baseline-surveys/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::BaselineSurvey;
use crate::{
    audit::event::Event,
    auth::policy::RecordSurveys,
    dated::{self, VoidRow},
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result},
    schema::baseline_surveys,
    voided,
};

/// Voids a baseline survey that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/baseline-surveys/{id}/voiding", tag = "clients")]
pub async fn void_baseline_survey(
    ctx: Ctx<RecordSurveys>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<BaselineSurvey>> {
    ctx.write(async |tx| {
        let one = baseline_surveys::table.find((tx.county(), path.id));
        let row: BaselineSurvey =
            one.select(BaselineSurvey::as_select()).for_update().first(&mut tx.conn()).await?;
        if !tx.reach().covers(row.station_id) {
            return Err(Error::not_found());
        }
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(baseline_surveys, tx, row.version, body.0.reason.as_str());
        let voided = diesel::update(one).set(change).returning(BaselineSurvey::as_returning());
        let row: BaselineSurvey = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("baseline_survey.voided", row.id, json!({"station": row.station_id})));
        Reply::tagged(&row)
    })
    .await
}
