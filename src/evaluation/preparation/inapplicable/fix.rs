//! `POST /evaluations/{id}/not-applicable`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{InapplicableIndicator, idle_without};
use crate::{
    audit::event::Event,
    auth::policy::SettlePreparation,
    db::{errors::OnConstraint as _, text_enum::TextEnum as _},
    evaluation::{
        applicable,
        frameworks::indicator::Indicator,
        model::{self as evaluations, EvaluationRow},
        preparation::stage,
        standing,
    },
    http::{Body, Created, Ctx, Error, Id, Path, Reply, Result, Tx, codes::Code, fault::Fault, text::Reason},
    schema::inapplicable_indicators,
};

/// An indicator that does not apply.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct FixInapplicable {
    /// Code of the indicator.
    #[schema(pattern = "^[A-Za-z0-9._-]{1,20}$", example = "C4")]
    pub indicator: String,
    /// Why it does not apply.
    pub reason: Reason,
}

/// Fixes that an indicator does not apply, for all parties alike and before any of them scores.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/not-applicable", tag = "evaluation")]
pub async fn fix_inapplicable(
    ctx: Ctx<SettlePreparation>,
    path: Path<Id>,
    body: Body<FixInapplicable>,
) -> Result<Created<InapplicableIndicator>> {
    ctx.write(async |tx| {
        let evaluation = evaluations::lock(tx, tx.reach(), path.id).await?;
        let code = body.0.indicator.as_str();
        judge_indicator(tx, &evaluation, code).await?;
        stage::judge(&evaluation)?;
        standing::outside(tx, &evaluation).await?;
        let made = insert(tx, evaluation.id, &body.0).await?;
        let told = json!({"evaluation": evaluation.id, "indicator": code});
        tx.record(Event::new("inapplicable_indicator.fixed", made.id, told));
        Ok(Reply::tagged(&made)?.at(format!("/api/v1/evaluations/{}/not-applicable", path.id)))
    })
    .await
}

/// Errors: 422 for an indicator of another framework; 409 when it is out already, or a party would have none left.
async fn judge_indicator(tx: &Tx<'_>, evaluation: &EvaluationRow, code: &str) -> Result<()> {
    let indicators = applicable::indicators(tx, evaluation).await?;
    if !indicators.iter().any(|one| one.code == code) {
        return if is_out(tx, evaluation, code).await? {
            Err(already_out())
        } else {
            Err(Fault::unknown_reference("/indicator").into())
        };
    }
    judge_parties(&indicators, code)
}

fn judge_parties(indicators: &[Indicator], code: &str) -> Result<()> {
    let idle = idle_without(indicators, code);
    if idle.is_empty() {
        return Ok(());
    }
    let zh: Vec<_> = idle.iter().map(|party| party.label().zh).collect();
    let en: Vec<_> = idle.iter().map(|party| party.label().en).collect();
    Err(Error::new(Code::Conflict).detail(
        format!("该指标不适用后，{}将没有可评的指标", zh.join("、")),
        format!("Without this indicator nothing would be left to score for: {}", en.join(", ")),
    ))
}

async fn is_out(tx: &Tx<'_>, evaluation: &EvaluationRow, code: &str) -> Result<bool> {
    let entries = inapplicable_indicators::table
        .filter(inapplicable_indicators::county_code.eq(tx.county()))
        .filter(inapplicable_indicators::evaluation_id.eq(evaluation.id))
        .filter(inapplicable_indicators::indicator_code.eq(code))
        .filter(inapplicable_indicators::voided_at.is_null());
    Ok(diesel::select(diesel::dsl::exists(entries)).get_result(&mut tx.conn()).await?)
}

fn already_out() -> Error {
    Error::new(Code::AlreadyExists)
        .detail("该指标已确定为不适用", "The indicator is fixed as not applicable already")
}

async fn insert(tx: &Tx<'_>, evaluation: Uuid, new: &FixInapplicable) -> Result<InapplicableIndicator> {
    let row = (
        inapplicable_indicators::county_code.eq(tx.county()),
        inapplicable_indicators::id.eq(tx.new_id()),
        inapplicable_indicators::evaluation_id.eq(evaluation),
        inapplicable_indicators::indicator_code.eq(&new.indicator),
        inapplicable_indicators::reason.eq(new.reason.as_str()),
        inapplicable_indicators::recorded_by.eq(tx.actor()?),
        inapplicable_indicators::recorded_at.eq(tx.now()),
        inapplicable_indicators::version.eq(1),
    );
    let insert = diesel::insert_into(inapplicable_indicators::table).values(row);
    let made = insert.returning(InapplicableIndicator::as_returning()).get_result(&mut tx.conn()).await;
    Ok(made.on_constraint("inapplicable_indicators_once", already_out)?)
}
