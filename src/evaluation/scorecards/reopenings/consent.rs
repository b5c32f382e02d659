//! `POST /evaluations/{id}/reopenings/{reopening}/consent`.

use serde_json::json;

use super::{
    ask,
    model::{self as reopening, Reopening, ReopeningPath},
};
use crate::{
    audit::event::Event,
    auth::policy::ReopenScorecards,
    evaluation::model,
    http::{Ctx, Error, IfMatch, Path, Reply, Result, Tx, codes::Code},
};

/// Consents to a correction that another administrator asked for; its party may then correct the one indicator.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/reopenings/{reopening}/consent", tag = "evaluation")]
pub async fn consent_to_reopening(
    ctx: Ctx<ReopenScorecards>,
    path: Path<ReopeningPath>,
    if_match: IfMatch,
) -> Result<Reply<Reopening>> {
    ctx.write(async |tx| {
        let evaluation = model::lock(tx, tx.reach(), path.id).await?;
        let mut row = reopening::lock(tx, path.0).await?;
        if_match.check(row.version)?;
        reopening::judge_correctable(&evaluation)?;
        reopening::judge_apart(tx, &evaluation).await?;
        judge(tx, &row)?;
        row.consented_by = Some(tx.actor()?);
        row.consented_at = Some(tx.now());
        reopening::save(tx, &mut row).await?;
        let told = json!({"evaluation": path.id, "party": row.party, "reopening": row.id});
        let card = ask::card(tx, &evaluation, row.party).await?;
        tx.record(Event::new("scorecard.reopening_consented", card, told));
        Reply::tagged(&row)
    })
    .await
}

/// Two different administrators, once. Errors: 409.
fn judge(tx: &Tx<'_>, row: &Reopening) -> Result<()> {
    let refused = Error::new(Code::Conflict);
    if row.consented_by.is_some() {
        return Err(refused.detail("已同意更正", "It is consented to already"));
    }
    if row.asked_by == tx.actor()? {
        return Err(refused.detail(
            "须由另一名管理员同意，提出者不得自行同意",
            "Another administrator consents, not the one who asked",
        ));
    }
    Ok(())
}
