//! `PUT /evaluations/{id}/self-assessment`.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self, OwnPoints, SelfAssessment};
use crate::{
    audit::event::Event,
    auth::policy::PrepareEvaluations,
    db::json::Json,
    evaluation::{applicable, frameworks::indicator::Indicator, preparation::stage},
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, fault::Fault, text::Prose},
    schema::self_assessments,
};

/// How the contractor judges itself, as a whole.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AssessSelf {
    /// Points for the indicators that apply; some may be left out.
    #[schema(max_items = 100)]
    pub points: Vec<OwnPoints>,
    /// What it says of them.
    pub statement: Prose,
}

/// Hands in the self-assessment, or another in its place, while the evaluation is prepared.
#[utoipa::path(put, path = "/api/v1/evaluations/{id}/self-assessment", tag = "evaluation")]
pub async fn put_self_assessment(
    ctx: Ctx<PrepareEvaluations>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<AssessSelf>,
) -> Result<Reply<SelfAssessment>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let evaluation = stage::lock_own(tx, caller, path.id).await?;
        let present = model::find(tx, &evaluation).await?;
        if_match.check(present.version)?;
        judge(&applicable::indicators(tx, &evaluation).await?, &body.0.points)?;
        stage::judge(&evaluation)?;
        let version = present.version.saturating_add(1);
        write(tx, evaluation.id, &body.0, version).await?;
        let told = json!({"version": version, "indicators": body.0.points.len()});
        tx.record(Event::new("self_assessment.handed_in", evaluation.id, told));
        Reply::tagged(&model::find(tx, &evaluation).await?)
    })
    .await
}

fn judge(indicators: &[Indicator], points: &[OwnPoints]) -> Result<()> {
    let (mut seen, mut faults) = (HashSet::new(), Vec::new());
    for (n, given) in points.iter().enumerate() {
        let at = |field: &str| format!("/points/{n}/{field}");
        match indicators.iter().find(|one| one.code == given.indicator) {
            None => faults.push(Fault::unknown_reference(&at("indicator"))),
            Some(one) if given.points > one.max_points => faults.push(Fault::body(
                at("points"),
                "too_large",
                format!("最多{}分", one.max_points),
                format!("At most {} points", one.max_points),
            )),
            Some(_) => {}
        }
        if !seen.insert(&given.indicator) {
            let (zh, en) = ("该指标已给过分", "The indicator is given twice");
            faults.push(Fault::body(at("indicator"), "repeated", zh, en));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = self_assessments, primary_key(county_code, evaluation_id))]
struct Edition<'a> {
    county_code: &'a str,
    evaluation_id: Uuid,
    points: Json<&'a [OwnPoints]>,
    statement: &'a str,
    handed_in_by: Uuid,
    recorded_at: DateTime<Utc>,
    version: i32,
}

/// The evaluation is locked: nobody else writes meanwhile.
async fn write(tx: &Tx<'_>, evaluation_id: Uuid, new: &AssessSelf, version: i32) -> Result<()> {
    let edition = Edition {
        county_code: tx.county(),
        evaluation_id,
        points: Json(&new.points),
        statement: new.statement.as_str(),
        handed_in_by: tx.actor()?,
        recorded_at: tx.now(),
        version,
    };
    let place = (self_assessments::county_code, self_assessments::evaluation_id);
    let insert = diesel::insert_into(self_assessments::table).values(&edition);
    insert.on_conflict(place).do_update().set(&edition).execute(&mut tx.conn()).await?;
    Ok(())
}
