//! `POST /evaluations/{id}/appeals`.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self, Appeal, AppealState};
use crate::{
    attachments::uses::{self, AttachedTo, Owner},
    audit::event::Event,
    auth::policy::FileAppeals,
    db::json::Json,
    evaluation::{
        applicable,
        model::{self as evaluations, EvaluationRow, EvaluationState},
    },
    http::{Body, Created, Ctx, Error, Id, Path, Reply, Result, Tx, codes::Code, fault::Fault, text::Prose},
    schema::appeals,
};

/// An appeal to file.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct FileAppeal {
    /// Codes of the indicators it is about; each once in all appeals of the evaluation that are not withdrawn.
    #[schema(min_items = 1, max_items = 100)]
    pub indicators: Vec<String>,
    /// What is wrong with their points.
    pub statement: Prose,
    /// Trace files that show it, uploaded before.
    #[serde(default)]
    #[schema(required = false, max_items = 20)]
    pub attachments: Vec<Uuid>,
}

/// Appeals against a provisional result, until the last day for appeals; the contractor that was judged does so.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/appeals", tag = "evaluation")]
pub async fn file_appeal(
    ctx: Ctx<FileAppeals>,
    path: Path<Id>,
    body: Body<FileAppeal>,
) -> Result<Created<Appeal>> {
    ctx.write(async |tx| {
        let evaluation = evaluations::lock(tx, tx.reach(), path.id).await?;
        judge_indicators(tx, &evaluation, &body.0.indicators).await?;
        judge_open(tx, &evaluation)?;
        let id = tx.new_id();
        insert(tx, (id, path.id), &body.0).await?;
        let owner = Owner { kind: AttachedTo::Appeal, id, station: None };
        uses::attach(tx, owner, &body.0.attachments).await?;
        let told = json!({
            "evaluation": path.id,
            "indicators": body.0.indicators,
            "attachments": body.0.attachments,
        });
        tx.record(Event::new("appeal.filed", id, told));
        let appeal = model::find(tx, tx.reach(), id).await?;
        Ok(Reply::tagged(&appeal)?.at(format!("/api/v1/appeals/{id}")))
    })
    .await
}

/// Errors: 409 unless the result is provisional and the last day for appeals has not passed.
fn judge_open(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<()> {
    if evaluation.state != EvaluationState::Provisional {
        return Err(Error::new(Code::Conflict)
            .detail("仅可对初步结果提出申诉", "Appeals are filed against a provisional result"));
    }
    match evaluation.appeal_until {
        Some(until) if tx.today() > until => Err(Error::new(Code::Conflict)
            .detail(format!("申诉期已于{until}届满"), format!("Appeals could be filed until {until}"))),
        _ => Ok(()),
    }
}

/// Errors: 422 for what does not apply, is named twice, or was appealed against before.
async fn judge_indicators(tx: &Tx<'_>, evaluation: &EvaluationRow, codes: &[String]) -> Result<()> {
    let applicable = applicable::indicators(tx, evaluation).await?;
    let before = appealed(tx, evaluation).await?;
    let (mut seen, mut faults) = (HashSet::new(), Vec::new());
    for (n, code) in codes.iter().enumerate() {
        let at = format!("/indicators/{n}");
        if applicable.iter().all(|one| one.code != *code) {
            faults.push(Fault::unknown_reference(&at));
        } else if !seen.insert(code) {
            faults.push(Fault::body(at, "repeated", "指标重复", "The indicator is given twice"));
        } else if before.contains(code) {
            let en = "There is or was an appeal against this indicator";
            faults.push(Fault::body(at, "appealed_already", "该指标已有申诉", en));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

/// The indicators of all appeals of an evaluation that are not withdrawn.
async fn appealed(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<HashSet<String>> {
    let query = appeals::table
        .filter(appeals::county_code.eq(tx.county()))
        .filter(appeals::evaluation_id.eq(evaluation.id))
        .filter(appeals::state.ne(AppealState::Withdrawn))
        .select(appeals::indicators);
    let all: Vec<Json<Vec<String>>> = query.load(&mut tx.conn()).await?;
    Ok(all.into_iter().flat_map(|codes| codes.0).collect())
}

async fn insert(tx: &Tx<'_>, (id, evaluation): (Uuid, Uuid), new: &FileAppeal) -> Result<()> {
    let row = (
        appeals::county_code.eq(tx.county()),
        appeals::id.eq(id),
        appeals::evaluation_id.eq(evaluation),
        appeals::indicators.eq(Json(new.indicators.clone())),
        appeals::statement.eq(new.statement.as_str()),
        appeals::attachments.eq(Json(new.attachments.clone())),
        appeals::state.eq(AppealState::Filed),
        appeals::filed_by.eq(tx.actor()?),
        appeals::filed_at.eq(tx.now()),
        appeals::version.eq(1),
    );
    diesel::insert_into(appeals::table).values(row).execute(&mut tx.conn()).await?;
    Ok(())
}
